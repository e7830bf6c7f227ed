import { createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AmsNotificationReader } from '../../../electron/alipay/ams/notification.ts';
import { loadAmsSettings, type AmsSettings } from '../../../electron/alipay/ams/settings.ts';
import type { NotificationReading, RawNotification } from '../../../electron/payments/provider.ts';
import { ManualClock } from '../../integration/alipay/manual-clock.ts';
import { vectors } from './vectors.ts';

const shop = generateKeyPairSync('rsa', { modulusLength: 2048 });
const alipay = generateKeyPairSync('rsa', { modulusLength: 2048 });
const CLIENT_ID = 'SANDBOX_5Y00TESTVECTOR01';
const PATH = '/ams/notify';
const TIME = '2026-01-01T08:00:09+08:00';

const spki = (key: KeyObject): string => key.export({ format: 'der', type: 'spki' }).toString('base64');
function settings(change: object = {}, alipayPublicKey = spki(alipay.publicKey), agentToken?: string): AmsSettings {
  const plain = {
    host: 'https://open.example', clientId: CLIENT_ID, merchant: { referenceMerchantId: 'M1', merchantName: 'Lantern', merchantMCC: '5942' }, store: { referenceStoreId: 'S1', storeName: 'Harbour' },
    notifyUrl: `https://pos.example${PATH}`, ...change,
  };
  return loadAmsSettings(plain, { privateKey: shop.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(), alipayPublicKey, agentToken });
}
const reported: string[] = [];
const readerOf = (given: AmsSettings = settings()): AmsNotificationReader =>
  new AmsNotificationReader({ settings: given, product: 'alipayOrderCode', clock: new ManualClock(), report: ({ service, code }) => reported.push(`${service} ${code}`) });

/** As the gateway signs it, written again on purpose. */
function delivery(body: string | Buffer, change: { path?: string; headers?: Record<string, string | undefined>; escape?: (base64: string) => string; time?: string } = {}): RawNotification {
  const { path = PATH, escape = encodeURIComponent, time = TIME } = change;
  const signature = sign('sha256', Buffer.concat([Buffer.from(`POST ${path}\n${CLIENT_ID}.${time}.`), Buffer.from(body)]), alipay.privateKey).toString('base64');
  const headers = { 'content-type': 'application/json; charset=UTF-8', 'client-id': CLIENT_ID, 'request-time': time, signature: `algorithm=RSA256, keyVersion=1, signature=${escape(signature)}`, ...change.headers };
  return { target: PATH, headers: Object.fromEntries(Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined)), body: Buffer.from(body) };
}
const SUCCESS = { resultCode: 'SUCCESS', resultStatus: 'S', resultMessage: 'success' };
const paid = {
  notifyType: 'PAYMENT_RESULT', result: SUCCESS, paymentRequestId: 'LB1', paymentId: 'P1', paymentAmount: { currency: 'USD', value: '499' }, paymentTime: '2026-01-01T08:10:41+08:00',
  pspCustomerInfo: { pspName: 'ALIPAY_CN', displayCustomerId: '138****0000' },
};
const read = (value: object): NotificationReading => readerOf().read(delivery(JSON.stringify(value)));
const message = (value: object) => {
  const reading = read(value);
  if (reading.kind !== 'verified') throw new Error(`${reading.why} ${reading.detail}`);
  return reading.message;
};

test('vector V3 of the reference', () => {
  const v3 = vectors.ams.vectors.find(({ name }) => name === 'V3');
  if (!v3) throw new Error('no vector');
  const reader = readerOf(settings({}, vectors.ams.gatewayPublicKey));
  const raw = { target: v3.path, headers: { 'client-id': v3.clientId, 'request-time': v3.time, signature: v3.signature }, body: Buffer.from(v3.body) };
  expect(reader.takes(v3.path)).toBe(true);
  expect(reader.read(raw)).toMatchObject({
    kind: 'verified', product: 'alipayOrderCode',
    message: { about: 'payment', merchantReference: 'SHOP1T2X20260101000001', gatewayPaymentId: '202601011940108001001880200000000001', amountMinor: 1250, currency: 'USD', says: 'paid', gatewayCode: 'SUCCESS', paidAtMs: Date.UTC(2026, 0, 1, 0, 0, 8) },
  });
  expect(reader.read({ ...raw, body: Buffer.from(`${v3.body} `) })).toEqual({ kind: 'rejected', why: 'badSignature', detail: 'wrong' });
});

test('a paid payment, with everything it says', () => {
  expect(message(paid)).toEqual({
    messageId: expect.stringMatching(/^[0-9a-f]{64}$/), about: 'payment', merchantReference: 'LB1', refundReference: null, gatewayPaymentId: 'P1', amountMinor: 499, currency: 'USD', says: 'paid',
    gatewayCode: 'SUCCESS', paidAtMs: Date.UTC(2026, 0, 1, 0, 10, 41), payerHint: '138****0000', wallet: 'ALIPAY_CN',
  });
});

test('another amount is told as it stands; whether it is the right one is judged elsewhere', () => {
  expect(message({ ...paid, paymentAmount: { currency: 'HKD', value: '500' } })).toMatchObject({ says: 'paid', amountMinor: 500, currency: 'HKD' });
});

test.each([
  ['failed', { result: { resultStatus: 'F', resultCode: 'RISK_REJECT' } }, 'failed'],
  ['closed', { result: { resultStatus: 'F', resultCode: 'ORDER_IS_CLOSED' } }, 'closed'],
  ['not known', { result: { resultStatus: 'U', resultCode: 'PAYMENT_IN_PROCESS' } }, 'waiting'],
  ['of no documented purpose', { notifyType: 'OFFLINE_PAYMENT_CODE' }, 'other'],
  ['of no type', { notifyType: undefined }, 'other'],
])('a message that is %s', (_, change, says) => {
  expect(message({ ...paid, ...change }).says).toBe(says);
});

test('messages of no payment name none, so that nothing can follow from them', () => {
  expect(message({ ...paid, notifyType: 'OFFLINE_PAYMENT_CODE' })).toMatchObject({ merchantReference: null, gatewayPaymentId: null, amountMinor: null });
  const registration = { notifyType: 'REGISTRATION_STATUS', registrationRequestId: 'LBREG1', registrationResult: { registrationStatus: 'APPROVED' }, pspRegistrationResultList: [] };
  expect(message(registration)).toMatchObject({ says: 'other', gatewayCode: 'REGISTRATION_APPROVED', merchantReference: null });
  expect(message({ ...registration, registrationResult: { registrationStatus: 'REJECTED' } }).messageId).not.toBe(message(registration).messageId);
});

describe('refunds, should one be told (ams.md 5.9)', () => {
  const refunded = { notifyType: 'REFUND_RESULT', result: SUCCESS, refundStatus: 'SUCCESS', refundRequestId: 'R1', refundId: 'G1', refundAmount: { currency: 'USD', value: '250' }, refundTime: '2026-01-01T09:00:00+08:00' };
  test.each([
    ['SUCCESS', SUCCESS, 'refunded'],
    ['FAIL', { resultStatus: 'F', resultCode: 'PROCESS_FAIL' }, 'failed'],
    ['PROCESSING', { resultStatus: 'U', resultCode: 'REFUND_IN_PROCESS' }, 'waiting'],
    ['SUCCESS', { resultStatus: 'F', resultCode: 'PROCESS_FAIL' }, 'other'],
    ['NEW', SUCCESS, 'other'],
  ])('status %s, result %o', (refundStatus, result, says) => {
    expect(message({ ...refunded, refundStatus, result })).toMatchObject({ about: 'refund', refundReference: 'R1', merchantReference: null, amountMinor: 250, currency: 'USD', says });
  });
  test('without its id it is not read', () => {
    expect(read({ ...refunded, refundRequestId: undefined })).toEqual({ kind: 'rejected', why: 'unreadable', detail: 'noReference' });
  });
});

describe('one message, many deliveries', () => {
  test('share an id, whenever and however they come', () => {
    const reader = readerOf();
    const ids = [
      delivery(JSON.stringify(paid)), delivery(JSON.stringify(paid), { time: '2026-01-01T10:00:09+08:00' }), delivery(JSON.stringify({ ...paid, metadata: 'x' })),
      delivery(JSON.stringify(Object.fromEntries(Object.entries(paid).reverse()), null, 1)),
    ].map((raw) => {
      const reading = reader.read(raw);
      return reading.kind === 'verified' ? reading.message.messageId : reading.detail;
    });
    expect(new Set(ids).size).toBe(1);
  });
  test('different messages differ', () => {
    const all = [paid, { ...paid, paymentAmount: { currency: 'USD', value: '500' } }, { ...paid, paymentId: 'P2' }, { ...paid, paymentRequestId: 'LB2' }, { ...paid, result: { resultStatus: 'F', resultCode: 'PROCESS_FAIL' } }];
    expect(new Set(all.map((value) => message(value).messageId)).size).toBe(all.length);
  });
});

describe('not believed', () => {
  const cases: readonly (readonly [string, RawNotification, object])[] = [
    ['no signature', delivery(JSON.stringify(paid), { headers: { signature: undefined } }), { why: 'badSignature', detail: 'missing' }],
    ['no time', delivery(JSON.stringify(paid), { headers: { 'request-time': undefined } }), { why: 'badSignature', detail: 'wrong' }],
    ['another time', delivery(JSON.stringify(paid), { headers: { 'request-time': '2026-01-01T08:00:10+08:00' } }), { why: 'badSignature', detail: 'wrong' }],
    ["another client's", delivery(JSON.stringify(paid), { headers: { 'client-id': 'OTHER' } }), { why: 'wrongReceiver', detail: 'client-id' }],
    ['signed for another path', delivery(JSON.stringify(paid), { path: '/other' }), { why: 'badSignature', detail: 'wrong' }],
    ['signed for the whole address', delivery(JSON.stringify(paid), { path: `https://pos.example${PATH}` }), { why: 'badSignature', detail: 'wrong' }],
    ['altered', { ...delivery(JSON.stringify(paid)), body: Buffer.from(JSON.stringify({ ...paid, paymentId: 'P2' })) }, { why: 'badSignature', detail: 'wrong' }],
    ['signed garbage', delivery(Buffer.from([0x7b, 0xff])), { why: 'unreadable', detail: 'notJson' }],
    ['a list', delivery('[]'), { why: 'unreadable', detail: 'notJson' }],
    ['no result', delivery(JSON.stringify({ ...paid, result: undefined })), { why: 'unreadable', detail: 'noResult' }],
    ['a status nobody knows', delivery(JSON.stringify({ ...paid, result: { resultStatus: 'X', resultCode: 'SUCCESS' } })), { why: 'unreadable', detail: 'noResult' }],
    ['no reference', delivery(JSON.stringify({ ...paid, paymentRequestId: undefined })), { why: 'unreadable', detail: 'noReference' }],
    ['a reference longer than any', delivery(JSON.stringify({ ...paid, paymentRequestId: 'L'.repeat(65) })), { why: 'unreadable', detail: 'noReference' }],
    ['no payment id', delivery(JSON.stringify({ ...paid, paymentId: undefined })), { why: 'unreadable', detail: 'noPaymentId' }],
    ['paid without an amount', delivery(JSON.stringify({ ...paid, paymentAmount: undefined })), { why: 'unreadable', detail: 'noAmount' }],
    ['an amount that is none', delivery(JSON.stringify({ ...paid, paymentAmount: { currency: 'USD', value: '4.99' } })), { why: 'unreadable', detail: 'badAmount' }],
    ["an ISV's grant, whose token must not be kept by accident", delivery(JSON.stringify({ clientId: CLIENT_ID, authClientId: '5Y00M', accessToken: 'synthetic-access-token-000001' })), { why: 'unreadable', detail: 'authorisation' }],
  ];
  test.each(cases)('%s', (_, raw, rejection) => {
    const reading = readerOf().read(raw);
    expect(reading).toEqual({ kind: 'rejected', ...rejection });
    expect(JSON.stringify(reading)).not.toContain('synthetic');
  });

  test('whatever comes over the line, reading never throws and never believes', () => {
    const reader = readerOf();
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), fc.dictionary(fc.constantFrom('client-id', 'request-time', 'signature', 'Signature', '__proto__'), fc.string()), (body, headers) => {
      expect(reader.read({ target: PATH, headers, body }).kind).toBe('rejected');
    }));
  });
});

test('escapes in either case, or none, and header names in any case', () => {
  const lowerCase = (base64: string): string => base64.replaceAll('+', '%2b').replaceAll('/', '%2f').replaceAll('=', '%3d');
  for (const escape of [encodeURIComponent, lowerCase, (base64: string) => base64]) {
    const raw = delivery(JSON.stringify(paid), { escape });
    expect(readerOf().read(raw).kind).toBe('verified');
    expect(readerOf().read({ ...raw, headers: Object.fromEntries(Object.entries(raw.headers).map(([name, value]) => [name.toUpperCase(), value])) }).kind).toBe('verified');
  }
  expect(readerOf().read(delivery(JSON.stringify(paid), { headers: { 'client-id': undefined } })).kind).toBe('verified');
});

describe('the path', () => {
  test('is the public one, with or without a query behind it', () => {
    for (const target of [PATH, `${PATH}?x=1`]) expect(readerOf().takes(target)).toBe(true);
    for (const target of ['/', '/ams/notify/', '/notify', '/ams/notifyx', '']) expect(readerOf().takes(target)).toBe(false);
  });
  test('may be rewritten by the shop\'s proxy: taken under the local one, verified under the public one', () => {
    const reader = readerOf(settings({ notifyLocalPath: '/till-3/ams' }));
    expect(reader.takes('/till-3/ams')).toBe(true);
    expect(reader.takes(PATH)).toBe(false);
    expect(reader.read({ ...delivery(JSON.stringify(paid)), target: '/till-3/ams' }).kind).toBe('verified');
    expect(reader.read({ ...delivery(JSON.stringify(paid), { path: '/till-3/ams' }), target: '/till-3/ams' }).kind).toBe('rejected');
  });
});

describe('answers', () => {
  test('the acknowledgement is exactly what ends the re-sending, signed by the shop', () => {
    const { status, headers, body } = readerOf().acknowledgement();
    expect(status).toBe(200);
    expect(Buffer.from(body).toString()).toBe('{"result":{"resultCode":"SUCCESS","resultStatus":"S","resultMessage":"success"}}');
    expect(headers).toMatchObject({ 'Content-Type': 'application/json; charset=UTF-8', 'client-id': CLIENT_ID, 'response-time': '2026-01-01T08:00:00+08:00' });
    expect(headers).not.toHaveProperty('agent-token');
    const signature = Buffer.from(decodeURIComponent(/signature=(.*)$/.exec(headers['Signature'] ?? '')?.[1] ?? ''), 'base64');
    const signed = Buffer.concat([Buffer.from(`POST ${PATH}\n${CLIENT_ID}.${headers['response-time']}.`), Buffer.from(body)]);
    expect(verify('sha256', signed, createPublicKey(shop.privateKey), signature)).toBe(true);
  });
  test("an ISV's echoes the merchant's token", () => {
    expect(readerOf(settings({}, undefined, 'tok-1')).acknowledgement().headers['agent-token']).toBe('tok-1');
  });
  test('a refusal is no acknowledgement and says nothing of why', () => {
    for (const why of ['badSignature', 'wrongReceiver', 'unreadable'] as const) {
      const { status, body } = readerOf().refusal(why);
      expect(status).toBe(why === 'unreadable' ? 400 : 401);
      expect(JSON.parse(Buffer.from(body).toString())).toEqual({ result: { resultCode: 'UNKNOWN_EXCEPTION', resultStatus: 'U', resultMessage: 'not accepted' } });
    }
  });
});

test('codes and types nobody has documented are reported once', () => {
  reported.length = 0;
  const reader = readerOf();
  for (let time = 0; time < 2; time += 1) {
    reader.read(delivery(JSON.stringify({ ...paid, result: { resultStatus: 'F', resultCode: 'BRAND_NEW' } })));
    reader.read(delivery(JSON.stringify({ ...paid, notifyType: 'SOMETHING_ELSE' })));
    reader.read(delivery(JSON.stringify(paid)));
    reader.read(delivery(JSON.stringify({ registrationRequestId: 'X', registrationResult: { registrationStatus: 'PENDING' } })));
  }
  expect(reported).toEqual(['notification BRAND_NEW', 'notification notifyType=SOMETHING_ELSE']);
});
