import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { AMS_SERVICES, amsCodesOf, DECLINE_CODES, UNSIGNED_CODES } from '../../../electron/training/ams-codes.ts';
import type { PracticeWorld } from '../../../electron/training/practice-world.ts';
import { until } from './fake-clock.ts';
import { noticeListener } from './notice-listener.ts';
import { ams, magicCode, orderCodeBody, paymentCodeBody, qrText, type AmsReply } from './test-client.ts';
import { practiceWorld } from './worlds.ts';

const ACKNOWLEDGED = '{"result":{"resultCode":"SUCCESS","resultStatus":"S","resultMessage":"success"}}';

// ---- ISV (ams.md 10.3) ----

const asIsv = (world: PracticeWorld, api: string, body: unknown, token: string | null) =>
  ams(world, api, body, { clientId: world.ams.isv.clientId, headers: token === null ? {} : { 'agent-token': token } });

test('an ISV acts for the merchant whose token it shows, and for nobody else', async () => {
  const { world } = await practiceWorld();
  const [first] = world.agents.all();
  expect(first).toMatchObject({ clientId: world.ams.isv.clientId, accessToken: 'practice-access-token-000000001' });
  const other = world.agents.authorise('5Y00OTHERSHOP', null);
  const [one, two] = [first?.accessToken ?? '', other.accessToken];
  expect(await asIsv(world, 'pay', paymentCodeBody('U1', magicCode(0)), one)).toMatchObject({ code: 'SUCCESS', verified: true });
  expect((await asIsv(world, 'inquiryPayment', { paymentRequestId: 'U1' }, two)).code).toBe('ORDER_NOT_EXIST');
  expect((await asIsv(world, 'cancel', { paymentId: world.ledger()[0]?.id }, two)).code).toBe('ORDER_NOT_EXIST');
  expect((await asIsv(world, 'refund', { refundRequestId: 'R1', paymentId: world.ledger()[0]?.id, refundAmount: { currency: 'HKD', value: '1' } }, two)).code).toBe('ORDER_NOT_EXIST');
  // The same id of another merchant is another payment.
  expect((await asIsv(world, 'pay', paymentCodeBody('U1', magicCode(2)), two)).code).toBe('PAYMENT_IN_PROCESS');
  expect((await asIsv(world, 'inquiryPayment', { paymentRequestId: 'U1' }, one)).body).toMatchObject({ paymentStatus: 'SUCCESS' });
  expect((await ams(world, 'inquiryPayment', { paymentRequestId: 'U1' })).code).toBe('ORDER_NOT_EXIST');
});

test.each([
  [null, 'OAUTH_FAILED', 'agent-token missing'],
  ['made-up', 'INVALID_ACCESS_TOKEN', 'agent-token unknown'],
  ['expired', 'INVALID_TOKEN', 'agent-token expired'],
] as const)('agent-token %s: %s', async (token, code, detail) => {
  const { world } = await practiceWorld();
  const old = world.agents.authorise('5Y00OTHERSHOP', null).accessToken;
  world.agents.expire(old);
  const reply = await asIsv(world, 'inquiryPayment', { paymentRequestId: 'U1' }, token === 'expired' ? old : token);
  expect(reply).toMatchObject({ code, status: 'F', verified: true, body: { result: { resultMessage: detail } } });
});

test('a token lasts a year, and a client that is no ISV must not send one', async () => {
  const { world, clock } = await practiceWorld();
  const token = world.agents.all()[0]?.accessToken ?? '';
  clock.advance(365 * 86_400_000 - 1);
  expect((await asIsv(world, 'inquiryPayment', { paymentRequestId: 'U1' }, token)).code).toBe('ORDER_NOT_EXIST');
  clock.advance(1);
  expect((await asIsv(world, 'inquiryPayment', { paymentRequestId: 'U1' }, token)).code).toBe('INVALID_TOKEN');
  expect((await ams(world, 'inquiryPayment', { paymentRequestId: 'U1' }, { headers: { 'agent-token': token } })).code).toBe('ACCESS_DENIED');
});

test('the ISV is told of an authorisation, and its notifications carry the token', async () => {
  const { world } = await practiceWorld();
  const till = await noticeListener(ACKNOWLEDGED);
  const authorisation = world.agents.authorise('5Y00OTHERSHOP', till.url);
  await till.count(1);
  const notice = JSON.parse(till.heard[0]?.body.toString() ?? '') as Record<string, unknown>;
  expect(notice).toEqual({
    clientId: world.ams.isv.clientId, authClientId: '5Y00OTHERSHOP', customerId: authorisation.customerId, accessToken: authorisation.accessToken,
    accessTokenExpiryTime: '2027-01-02T15:04:05+08:00', authTime: '2026-01-02T15:04:05+08:00',
  });
  await asIsv(world, 'pay', paymentCodeBody('U1', magicCode(0), { paymentNotifyUrl: till.url }), authorisation.accessToken);
  await till.count(2);
  expect(till.heard[1]?.headers).toMatchObject({ 'client-id': world.ams.isv.clientId, 'agent-token': authorisation.accessToken });
});

// ---- acquirer and registration (ams.md 5.10, 10.4) ----

const asAcquirer = (world: PracticeWorld, path: string, body: unknown): Promise<AmsReply> =>
  ams(world, '', body, { clientId: world.ams.acquirer.clientId, path: `/ams/sandbox/api/v1/${path}` });
const registrationBody = (id: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  registrationRequestId: id,
  merchantInfo: {
    referenceMerchantId: 'LANTERN0001', merchantDisplayName: 'Lantern Books', merchantMCC: '5942', logo: { logoName: 'lantern', logoUrl: 'https://acq.example/logo.png' },
    registrationDetail: { legalName: 'Lantern Books Ltd', registrationNo: 'REG-000001', contactInfo: [{ contactNo: 'ops@lantern.example', contactType: 'EMAIL' }] },
  },
  storeInfo: { referenceStoreId: 'S01', storeName: 'Lantern Books Harbour', storeMCC: '5942' },
  productCodes: ['IN_STORE_PAYMENT'],
  ...more,
});
const register = (world: PracticeWorld, id: string, more?: Record<string, unknown>) => asAcquirer(world, 'merchants/registration', registrationBody(id, more));
const statusOf = async (world: PracticeWorld, body: Record<string, unknown>): Promise<unknown> => {
  const reply = await asAcquirer(world, 'merchants/inquiryRegistrationStatus', body);
  return (reply.body['registrationResult'] as Record<string, unknown> | undefined)?.['registrationStatus'] ?? reply.code;
};
const payAsAcquirer = (world: PracticeWorld, reference: string) => asAcquirer(world, 'payments/pay', paymentCodeBody(reference, magicCode(0)));

test('an acquirer registers a merchant first, then its payments pass', async () => {
  const { world, clock } = await practiceWorld();
  expect(await payAsAcquirer(world, 'U1')).toMatchObject({ code: 'MERCHANT_NOT_REGISTERED', status: 'F', verified: true });
  expect((await register(world, 'REG1')).code).toBe('SUCCESS');
  expect(await statusOf(world, { registrationRequestId: 'REG1', referenceMerchantId: 'LANTERN0001', referenceStoreId: 'S01' })).toBe('PENDING');
  expect((await payAsAcquirer(world, 'U1')).code).toBe('MERCHANT_NOT_REGISTERED');
  clock.advance(10_000);
  const approved = await asAcquirer(world, 'merchants/inquiryRegistrationStatus', { referenceMerchantId: 'LANTERN0001' });
  expect(approved.body).toMatchObject({
    result: { resultStatus: 'S' }, registrationResult: { registrationStatus: 'APPROVED', rejectReasons: [] },
    pspRegistrationResultList: [{ pspName: 'ALIPAY_CN', registrationResult: { registrationStatus: 'APPROVED' } }],
  });
  expect((await payAsAcquirer(world, 'U1')).code).toBe('SUCCESS');
  const elsewhere = paymentCodeBody('U2', magicCode(0));
  (elsewhere['order'] as { merchant: { store: { referenceStoreId: string } } }).merchant.store.referenceStoreId = 'S02';
  expect((await asAcquirer(world, 'payments/pay', elsewhere)).code).toBe('MERCHANT_NOT_REGISTERED');
});

test('registrations: repeated, inconsistent, a second store, rejected and tried again, unknown', async () => {
  const { world, clock } = await practiceWorld();
  await register(world, 'REG1');
  expect((await register(world, 'REG1')).code).toBe('SUCCESS');
  expect(world.registrations.all()).toHaveLength(1);
  expect((await register(world, 'REG1', { passThroughInfo: 'x' })).code).toBe('REPEAT_REQ_INCONSISTENT');
  expect((await register(world, 'REG2')).code).toBe('REPEAT_REGISTRATION');
  world.amsSwitches.set({ registrations: 'rejected' });
  const otherStore = { storeInfo: { referenceStoreId: 'S02', storeName: 'Pier', storeMCC: '5942' } };
  expect((await register(world, 'REG3', otherStore)).code).toBe('SUCCESS');
  clock.advance(10_000);
  expect(await statusOf(world, { registrationRequestId: 'REG3' })).toBe('REJECTED');
  world.amsSwitches.set({ registrations: 'leftPending' });
  expect((await register(world, 'REG4', otherStore)).code).toBe('SUCCESS');
  clock.advance(86_400_000);
  expect(await statusOf(world, { referenceMerchantId: 'LANTERN0001', referenceStoreId: 'S02' })).toBe('PENDING');
  expect(world.registrations.answer('REG4', 'APPROVED')).toBe(true);
  expect(world.registrations.answer('nobody', 'APPROVED')).toBe(false);
  expect(await statusOf(world, { referenceMerchantId: 'LANTERN0001', referenceStoreId: 'S02' })).toBe('APPROVED');
  expect(await statusOf(world, { registrationRequestId: 'REG1', referenceMerchantId: 'SOMEBODY' })).toBe('RECORD_NOT_FOUND');
  expect(await statusOf(world, { registrationRequestId: 'nobody' })).toBe('RECORD_NOT_FOUND');
  expect(await statusOf(world, {})).toBe('PARAM_ILLEGAL');
});

test('the data of a registration come back', async () => {
  const { world } = await practiceWorld();
  await register(world, 'REG1');
  const whole = registrationBody('REG1');
  const info = (body: Record<string, unknown>) => asAcquirer(world, 'merchants/inquiryRegistrationInfo', body);
  const merchant = await info({ referenceMerchantId: 'LANTERN0001' });
  expect(merchant.body).toEqual({ result: { resultCode: 'SUCCESS', resultStatus: 'S', resultMessage: 'success' }, merchantInfo: whole['merchantInfo'], productCodes: ['IN_STORE_PAYMENT'] });
  expect((await info({ referenceMerchantId: 'LANTERN0001', referenceStoreId: 'S01' })).body).toMatchObject({ storeInfo: whole['storeInfo'] });
  expect((await info({ referenceMerchantId: 'LANTERN0001', referenceStoreId: 'S09' })).code).toBe('RECORD_NOT_FOUND');
  expect((await info({})).code).toBe('PARAM_ILLEGAL');
});

test.each([
  ['storeInfo missing', { storeInfo: null }],
  ['merchantInfo missing', { merchantInfo: null }],
  ['registrationRequestId longer than 64', { registrationRequestId: 'x'.repeat(65) }],
  ['productCodes missing', { productCodes: null }],
  ['productCodes other than IN_STORE_PAYMENT', { productCodes: ['CASHIER_PAYMENT'] }],
  ['productCodes has not 1 to 10 entries', { productCodes: [] }],
  ['productCodes is not a list', { productCodes: 'IN_STORE_PAYMENT' }],
  ['productCodes[0] is not a text', { productCodes: [{}] }],
  ['storeInfo.referenceStoreId longer than 32', { storeInfo: { referenceStoreId: 'S'.repeat(33), storeName: 'N', storeMCC: '5942' } }],
  ['registrationNotifyURL is not an https URL', { registrationNotifyURL: 'http://acq.example/n' }],
] as const)('PARAM_ILLEGAL: %s', async (detail, more) => {
  const { world } = await practiceWorld();
  expect((await register(world, 'REG1', more)).body).toMatchObject({ result: { resultCode: 'PARAM_ILLEGAL', resultMessage: detail } });
  expect(world.registrations.all()).toEqual([]);
});

test('only an acquirer registers merchants', async () => {
  const { world } = await practiceWorld();
  for (const api of ['registration', 'inquiryRegistrationStatus', 'inquiryRegistrationInfo']) {
    const body = { ...registrationBody('REG1'), referenceMerchantId: 'LANTERN0001' };
    expect((await ams(world, '', body, { path: `/ams/sandbox/api/v1/merchants/${api}` })).code).toBe('CLIENT_FORBIDDEN_ACCESS_API');
  }
});

test('the answer to a registration is announced, also after a restart', async () => {
  const stateFile = join(mkdtempSync(join(tmpdir(), 'ams-modes-')), 'practice.json');
  const till = await noticeListener(ACKNOWLEDGED);
  const first = await practiceWorld({ stateFile });
  await register(first.world, 'REG1', { registrationNotifyURL: till.url, passThroughInfo: 'mine' });
  await until(() => first.clock.sleeping > 0, 'the alarm');
  first.clock.advance(10_000);
  await till.count(1);
  expect(JSON.parse(till.heard[0]?.body.toString() ?? '')).toMatchObject({ registrationRequestId: 'REG1', registrationResult: { registrationStatus: 'APPROVED' }, passThroughInfo: 'mine' });
  expect(till.heard[0]?.headers).toMatchObject({ 'client-id': first.world.ams.acquirer.clientId });
  await register(first.world, 'REG2', { registrationNotifyURL: till.url, storeInfo: { referenceStoreId: 'S02', storeName: 'Pier', storeMCC: '5942' } });
  await first.world.stop();

  const second = await practiceWorld({ stateFile });
  await until(() => second.clock.sleeping > 0, 'the alarm');
  second.clock.advance(60_000);
  await till.count(2);
  expect((await payAsAcquirer(second.world, 'U1')).code).toBe('SUCCESS');
  expect(second.world.agents.all()).toEqual(first.world.agents.all());
});

// ---- clients and keys ----

test('sandbox and production are two worlds', async () => {
  const { world } = await practiceWorld();
  const production = (api: string, body: unknown) => ams(world, api, body, { clientId: world.ams.productionClientId, path: `/ams/api/v1/payments/${api}` });
  await ams(world, 'pay', paymentCodeBody('U1', magicCode(0)));
  expect((await production('inquiryPayment', { paymentRequestId: 'U1' })).code).toBe('ORDER_NOT_EXIST');
  expect((await production('pay', paymentCodeBody('U1', magicCode(3)))).code).toBe('USER_BALANCE_NOT_ENOUGH');
});

test('another public key takes the place of the practice key', async () => {
  const { world } = await practiceWorld();
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  world.setMerchantKey(pair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64'));
  expect((await ams(world, 'pay', orderCodeBody('A1'))).code).toBe('INVALID_SIGNATURE');
  const own: PracticeWorld = { ...world, ams: { ...world.ams, merchantPrivateKeyPem: pair.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString() } };
  expect((await ams(own, 'pay', orderCodeBody('A1'))).code).toBe('SUCCESS');
  expect(() => world.setMerchantKey('AAAA')).toThrow();
});

// ---- switches and codes ----

test('order codes: S with a code, U with a code, S without one', async () => {
  const { world } = await practiceWorld();
  world.amsSwitches.set({ orderCodeAnswer: 'codeWithU' });
  const reply = await ams(world, 'pay', orderCodeBody('A1'));
  expect(reply).toMatchObject({ code: 'PAYMENT_IN_PROCESS', status: 'U' });
  expect(world.phoneScan(qrText(reply.body)).kind).toBe('paid');
  world.amsSwitches.set({ orderCodeAnswer: 'noCode' });
  const empty = await ams(world, 'pay', orderCodeBody('A2'));
  expect(empty).toMatchObject({ code: 'SUCCESS', status: 'S', body: { paymentRequestId: 'A2' } });
  expect(empty.body).not.toHaveProperty('orderCodeForm');
  world.amsSwitches.set({ orderCodeAnswer: 'codeWithS' });
  expect((await ams(world, 'pay', orderCodeBody('A2'))).body).toHaveProperty('orderCodeForm');
});

test('a password that is refused ends a payment of either kind', async () => {
  const { world, clock } = await practiceWorld();
  world.amsSwitches.set({ passwordEnds: 'fails' });
  await ams(world, 'pay', paymentCodeBody('U1', magicCode(1)));
  world.phoneScan(qrText((await ams(world, 'pay', orderCodeBody('A1'))).body), 'asksPasswordThenPays');
  clock.advance(6_000);
  for (const paymentRequestId of ['U1', 'A1']) {
    expect((await ams(world, 'inquiryPayment', { paymentRequestId })).body).toMatchObject({ result: { resultStatus: 'S' }, paymentStatus: 'FAIL', paymentResultCode: 'USER_BALANCE_NOT_ENOUGH' });
  }
  expect(world.ledger().map((line) => line.chargedMinor)).toEqual([0, 0]);
});

test.each(DECLINE_CODES)('a customer declined with %s: in pay and in every inquiry', async (declineCode) => {
  const { world } = await practiceWorld();
  world.amsSwitches.set({ declineCode });
  expect(await ams(world, 'pay', paymentCodeBody('U1', magicCode(3)))).toMatchObject({ code: declineCode, status: 'F' });
  expect((await ams(world, 'inquiryPayment', { paymentRequestId: 'U1' })).body).toMatchObject({ paymentStatus: 'FAIL', paymentResultCode: declineCode });
});

test('business rules of pay: settlement currency and rupiah', async () => {
  const { world } = await practiceWorld();
  const rupiah = { paymentAmount: { currency: 'IDR', value: '880050' } };
  expect((await ams(world, 'pay', orderCodeBody('A1', { settlementStrategy: { settlementCurrency: 'XXX' } }))).code).toBe('SETTLE_CONTRACT_NOT_MATCH');
  expect((await ams(world, 'pay', orderCodeBody('A1', rupiah))).body).toMatchObject({ result: { resultMessage: 'paymentAmount is not in whole rupiah' } });
  expect((await ams(world, 'pay', orderCodeBody('A1', { paymentAmount: { currency: 'IDR', value: '880000' } }))).code).toBe('SUCCESS');
});

test('every code of every service can be had by a fault, signed unless it speaks of signatures, and nothing happens', async () => {
  const { world } = await practiceWorld();
  const bodies: Record<(typeof AMS_SERVICES)[number], Record<string, unknown>> = {
    pay: orderCodeBody('A1'), inquiryPayment: { paymentRequestId: 'A1' }, cancel: { paymentRequestId: 'A1' },
    refund: { refundRequestId: 'R1', paymentId: 'P1', refundAmount: { currency: 'HKD', value: '1' } }, inquiryRefund: { refundRequestId: 'R1' },
    registration: registrationBody('REG1'), inquiryRegistrationStatus: { registrationRequestId: 'REG1' }, inquiryRegistrationInfo: { referenceMerchantId: 'LANTERN0001' },
  };
  for (const service of AMS_SERVICES) {
    const path = `${service.toLowerCase().includes('registration') ? 'merchants' : 'payments'}/${service}`;
    for (const { code, status, level } of amsCodesOf(service)) {
      world.faults.next(`ams.${service}`, { kind: 'code', code, level, processed: false });
      const signed = !UNSIGNED_CODES.has(code);
      expect(await asAcquirer(world, path, bodies[service])).toMatchObject({ code, status, signed, verified: signed });
    }
  }
  expect(world.ledger()).toEqual([]);
  expect(world.registrations.all()).toEqual([]);
});

test('magic amounts of the old mock gateway, when switched on', async () => {
  const { world } = await practiceWorld();
  const pay = (reference: string, value: string) => ams(world, 'pay', paymentCodeBody(reference, magicCode(0), { paymentAmount: { currency: 'HKD', value } }));
  expect((await pay('U0', '9901')).code).toBe('SUCCESS');
  world.amsSwitches.set({ magicAmounts: 'on' });
  expect(await pay('U1', '9901')).toMatchObject({ code: 'UNKNOWN_EXCEPTION', status: 'U', verified: true });
  expect((await ams(world, 'inquiryPayment', { paymentRequestId: 'U1' })).body).toMatchObject({ paymentStatus: 'SUCCESS' });
  expect((await pay('U3', '9903')).code).toBe('SUCCESS');
  expect((await ams(world, 'inquiryPayment', { paymentRequestId: 'U3' })).code).toBe('UNKNOWN_EXCEPTION');
  const silent = async (call: (signal: AbortSignal) => Promise<unknown>): Promise<void> => {
    const patience = new AbortController();
    const silences = (): number => world.calls().filter((one) => one.said === 'silence').length;
    const before = silences();
    const answer = call(patience.signal).catch(() => 'nothing');
    await until(() => silences() > before, 'the silence');
    patience.abort();
    expect(await answer).toBe('nothing');
  };
  await silent((signal) => ams(world, 'pay', paymentCodeBody('U2', magicCode(0), { paymentAmount: { currency: 'HKD', value: '9902' } }), { signal }));
  await pay('U4', '9904');
  await silent((signal) => ams(world, 'inquiryPayment', { paymentRequestId: 'U4' }, { signal }));
  expect(world.ledger().map((line) => line.state)).toEqual(['paid', 'paid', 'paid', 'paid', 'paid']);
});

test('loose spelling: what clients have to bear, still signed', async () => {
  const { world, clock } = await practiceWorld();
  world.amsSwitches.set({ spelling: 'loose' });
  const reply = await ams(world, 'pay', paymentCodeBody('U1', magicCode(0)));
  expect(reply).toMatchObject({ code: 'SUCCESS', verified: true, body: { paymentQuote: { quotePrice: 0.912, guaranteed: true }, fieldOfTomorrow: { deep: ['x', 1, null] } } });
  await ams(world, 'pay', paymentCodeBody('U2', magicCode(1)));
  const status = async (paymentRequestId: string) => (await ams(world, 'inquiryPayment', { paymentRequestId })).body['paymentStatus'];
  expect([await status('U1'), await status('U2')]).toEqual(['Success', 'PENDING']);
  clock.advance(6_000);
  expect(await status('U2')).toBe('Success');
});
