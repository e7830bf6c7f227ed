import type { ServerResponse } from 'node:http';
import { afterAll, describe, expect, test } from 'vitest';
import { createHttp } from '../../../electron/alipay/http.ts';
import { createProviders } from '../../../electron/alipay/products.ts';
import { loadAmsSettings } from '../../../electron/alipay/ams/settings.ts';
import type { PaymentKey, PaymentProvider, PayRequest } from '../../../electron/payments/provider.ts';
import { realRandom } from '../../../electron/real-world.ts';
import { minor } from '../../../shared/money.ts';
import { answer, CLIENT_ID, KEYS, opened, result, seal } from './ams-seal.ts';
import { httpGateway, type HttpGateway, type Received } from './http-gateway.ts';
import { ManualClock } from './manual-clock.ts';

const clock = new ManualClock();
const client = createHttp({ clock });
afterAll(() => client.close());

function provider(gateway: HttpGateway, change: { plain?: object; agentToken?: string } = {}): PaymentProvider {
  const plain = {
    host: gateway.origin, clientId: CLIENT_ID, merchant: { referenceMerchantId: 'LANTERN0001', merchantName: 'Lantern Books Ltd', merchantMCC: '5942' },
    store: { referenceStoreId: 'S01', storeName: 'Harbour', storeTerminalId: 'TILL03' }, notifyUrl: 'https://pos.example/ams/notify', settlementCurrency: 'USD', ...change.plain,
  };
  const secrets = { ...KEYS, agentToken: change.agentToken };
  const made = createProviders({ alipayOrderCode: { gateway: 'ams', settings: loadAmsSettings(plain, secrets) } }, { clock, random: realRandom, post: client.post });
  if (!made.alipayOrderCode) throw new Error('no provider');
  return made.alipayOrderCode;
}

const request: PayRequest = {
  merchantReference: 'LB1', amountMinor: minor(499), currency: 'USD', description: '一本书', billNo: 'B43', createdAtMs: clock.nowMs(), expiresAtMs: clock.nowMs() + 300_000, offsetMinutes: 480,
  goods: [{ id: '978', name: 'Atlas', unitPriceMinor: minor(499), quantityMilli: 1000 }],
};
const key: PaymentKey = { merchantReference: 'LB1', amountMinor: minor(499), currency: 'USD', gatewayPaymentId: null, createdAtMs: clock.nowMs() };
const options = { deadlineMs: 5_000 };

const made = {
  result: result('S', 'SUCCESS'), paymentRequestId: 'LB1', paymentId: 'P1', paymentAmount: { currency: 'USD', value: '499' },
  orderCodeForm: { expireTime: '2026-01-01T08:04:00+08:00', codeDetails: [{ codeValueType: 'QRCODE', displayType: 'MIDDLEIMAGE', codeValue: 'https://global.example/qr' }, { codeValueType: 'QRCODE', displayType: 'TEXT', codeValue: 'https://global.example/28Ab' }] },
};
const settled = { result: result('S', 'SUCCESS'), paymentStatus: 'SUCCESS', paymentRequestId: 'LB1', paymentId: 'P1', paymentAmount: { currency: 'USD', value: '499' }, paymentTime: '2026-01-01T00:00:41Z' };

test('pay, inquire and cancel on the sandbox paths, signed', async () => {
  await using gateway = await httpGateway((received, response) => {
    if (received.path.endsWith('/pay')) answer(received, response, made);
    else if (received.path.endsWith('/inquiryPayment')) answer(received, response, settled);
    else answer(received, response, { result: result('S', 'SUCCESS'), paymentRequestId: 'LB1', cancelTime: '2026-01-01T08:16:05+08:00' });
  });
  const till = provider(gateway);
  expect(await till.pay(request, options)).toEqual({ call: { kind: 'answered', gatewayCode: 'SUCCESS' }, payment: { kind: 'codeReady', text: 'https://global.example/28Ab', expiresAtMs: Date.UTC(2026, 0, 1, 0, 4), gatewayPaymentId: 'P1' } });
  expect((await till.inquire(key, options)).payment).toMatchObject({ kind: 'paid', evidence: { gatewayPaymentId: 'P1', paidAtMs: Date.UTC(2026, 0, 1, 0, 0, 41) } });
  expect((await till.cancel(key, options)).cancel).toEqual({ kind: 'accepted', refunded: null });

  expect(gateway.received.map((received) => received.path)).toEqual(['/ams/sandbox/api/v1/payments/pay', '/ams/sandbox/api/v1/payments/inquiryPayment', '/ams/sandbox/api/v1/payments/cancel']);
  const [pay, inquiry, cancel] = gateway.received.map(opened);
  expect(pay).toMatchObject({ paymentRequestId: 'LB1', paymentFactor: { inStorePaymentScenario: 'OrderCode' }, paymentExpiryTime: '2026-01-01T08:05:00+08:00', order: { orderDescription: '一本书', goods: [{ goodsName: 'Atlas' }] } });
  expect(inquiry).toEqual({ paymentRequestId: 'LB1' });
  expect(cancel).toEqual({ paymentRequestId: 'LB1' });
  expect(gateway.received[0]?.headers).not.toHaveProperty('agent-token');
});

test('repeats of one pay are the same bytes; only the time in the header moves', async () => {
  await using gateway = await httpGateway((received, response) => answer(received, response, { result: result('U', 'UNKNOWN_EXCEPTION') }));
  const till = provider(gateway);
  expect((await till.pay(request, options)).payment).toEqual({ kind: 'unknown' });
  clock.advance(3_000);
  await till.pay(structuredClone(request), options);
  const [first, second] = gateway.received;
  expect(first?.body).toEqual(second?.body);
  expect(first?.headers['request-time']).not.toBe(second?.headers['request-time']);
  for (const received of gateway.received) opened(received);
});

test("an ISV's token travels beside the signature", async () => {
  await using gateway = await httpGateway((received, response) => answer(received, response, made));
  await provider(gateway, { agentToken: 'tok-1' }).pay(request, options);
  expect(gateway.received[0]?.headers['agent-token']).toBe('tok-1');
  opened(gateway.received[0] as Received);
});

test('production ids use the production path', async () => {
  await using gateway = await httpGateway((received, response) => answer(received, response, settled, { 'client-id': '5Y00LIVE', signature: seal(received.path, JSON.stringify(settled), '5Y00LIVE') }));
  expect((await provider(gateway, { plain: { clientId: '5Y00LIVE' } }).inquire(key, options)).payment.kind).toBe('paid');
  expect(gateway.received[0]?.path).toBe('/ams/api/v1/payments/inquiryPayment');
});

test('the client-id header may be missing: what is signed is our own id anyway', async () => {
  await using gateway = await httpGateway((received, response) => answer(received, response, settled, { 'client-id': undefined }));
  expect((await provider(gateway).inquire(key, options)).payment.kind).toBe('paid');
});

describe('answers that are not believed', () => {
  const cases: readonly (readonly [string, (received: Received, response: ServerResponse) => void, object])[] = [
    ['no signature', (received, response) => answer(received, response, settled, { signature: undefined }), { kind: 'badSignature', detail: 'missing', gatewayCode: 'SUCCESS' }],
    ['no response time', (received, response) => answer(received, response, settled, { 'response-time': undefined }), { kind: 'badSignature', detail: 'wrong', gatewayCode: 'SUCCESS' }],
    ['signed for another path', (received, response) => answer(received, response, settled, { signature: seal('/ams/sandbox/api/v1/payments/pay', JSON.stringify(settled)) }), { kind: 'badSignature', detail: 'wrong', gatewayCode: 'SUCCESS' }],
    ['signed over another body', (received, response) => answer(received, response, settled, { signature: seal(received.path, `${JSON.stringify(settled)} `) }), { kind: 'badSignature', detail: 'wrong', gatewayCode: 'SUCCESS' }],
    ["another client's answer", (received, response) => answer(received, response, settled, { 'client-id': 'OTHER', signature: seal(received.path, JSON.stringify(settled), 'OTHER') }), { kind: 'badSignature', detail: 'wrongClient', gatewayCode: 'SUCCESS' }],
    ['correctly signed garbage', (received, response) => answer(received, response, [settled]), { kind: 'unreadable', detail: 'notJson' }],
    ['a status nobody knows', (received, response) => answer(received, response, { ...settled, result: result('X', 'SUCCESS') }), { kind: 'unreadable', detail: 'noResult' }],
    ['no result', (received, response) => answer(received, response, { ...settled, result: undefined }), { kind: 'unreadable', detail: 'noResult' }],
    ['an error page', (_, response) => response.writeHead(500).end('{}'), { kind: 'httpError', status: 500 }],
    ['a page that is not JSON', (_, response) => response.writeHead(200).end('<html>'), { kind: 'badSignature', detail: 'missing', gatewayCode: null }],
  ];
  test.each(cases)('%s', async (_, script, call) => {
    await using gateway = await httpGateway(script);
    expect(await provider(gateway).inquire(key, options)).toEqual({ call, payment: { kind: 'unknown' } });
  });
});

describe('requests that cannot be right never leave', () => {
  test.each([
    ['a reference with other characters', { merchantReference: 'LB-1' }, 'badReference'],
    ['nothing to pay', { amountMinor: minor(0) }, 'amountNotPayable'],
    ['rupiah that do not end in 00', { currency: 'IDR' as const, amountMinor: minor(12_345) }, 'amountNotPayable'],
  ])('%s', async (_, change, detail) => {
    await using gateway = await httpGateway((received, response) => answer(received, response, made));
    expect(await provider(gateway).pay({ ...request, ...change }, options)).toEqual({ call: { kind: 'notSent', detail }, payment: { kind: 'unknown' } });
    expect(gateway.received).toEqual([]);
  });
});

describe('testConnection', () => {
  const cases: readonly (readonly [string, (received: Received, response: ServerResponse) => void, object])[] = [
    ['all is well', (received, response) => answer(received, response, { result: result('F', 'ORDER_NOT_EXIST') }), { reached: true, verified: true, said: 'ORDER_NOT_EXIST', elapsedMs: 0 }],
    ['our key was not accepted', (received, response) => answer(received, response, { result: result('F', 'INVALID_SIGNATURE') }, { signature: undefined }), { reached: true, verified: false, said: 'INVALID_SIGNATURE', elapsedMs: 0 }],
    ['their key is not the one stored', (received, response) => answer(received, response, { result: result('F', 'ORDER_NOT_EXIST') }, { signature: seal(received.path, 'x') }), { reached: true, verified: false, said: 'ORDER_NOT_EXIST', elapsedMs: 0 }],
    ['no gateway behind the address', (_, response) => response.writeHead(404).end(), { reached: true, verified: false, said: 'HTTP 404', elapsedMs: 0 }],
    ['unsigned nonsense', (_, response) => response.writeHead(200).end('hello'), { reached: true, verified: false, said: 'signature missing', elapsedMs: 0 }],
  ];
  test.each(cases)('%s', async (_, script, report) => {
    await using gateway = await httpGateway(script);
    expect(await provider(gateway).testConnection(options)).toEqual(report);
    expect(gateway.received[0]?.body.toString()).toMatch(/^\{"paymentRequestId":"CONNECTIONTEST[0-9A-F]{32}"\}$/);
  });
});
