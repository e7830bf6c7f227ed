import { createPublicKey, verify } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { PracticeWorld } from '../../../electron/training/practice-world.ts';
import { until } from './fake-clock.ts';
import { noticeListener, type Heard } from './notice-listener.ts';
import { ams, magicCode, orderCodeBody, paymentCodeBody, qrText } from './test-client.ts';
import { practiceWorld } from './worlds.ts';

const MINUTE_MS = 60_000;
const ACKNOWLEDGED = '{"result":{"resultCode":"SUCCESS","resultStatus":"S","resultMessage":"success"}}';

const listener = () => noticeListener(ACKNOWLEDGED);
const bodyOf = (heard: Heard | undefined): Record<string, unknown> => JSON.parse(heard?.body.toString('utf8') ?? '{}') as Record<string, unknown>;

/** The merchant's check of a notification, written again from ams.md 3. */
function isGenuine(world: PracticeWorld, heard: Heard | undefined): boolean {
  if (heard === undefined) return false;
  const value = /signature=(.*)$/.exec(String(heard.headers['signature']))?.[1] ?? '';
  const text = Buffer.concat([Buffer.from(`POST ${heard.target}\n${String(heard.headers['client-id'])}.${String(heard.headers['request-time'])}.`), heard.body]);
  const key = createPublicKey(`-----BEGIN PUBLIC KEY-----\n${world.ams.gatewayPublicKeyBase64}\n-----END PUBLIC KEY-----`);
  return verify('RSA-SHA256', text, key, Buffer.from(decodeURIComponent(value), 'base64'));
}

/** The payment pays at once, so its notification leaves with the answer. */
const payAt = (world: PracticeWorld, url: string, reference = 'U1') => ams(world, 'pay', paymentCodeBody(reference, magicCode(0), { paymentNotifyUrl: url }));
const showAt = async (world: PracticeWorld, url: string, reference = 'A1') => qrText((await ams(world, 'pay', orderCodeBody(reference, { paymentNotifyUrl: url }))).body);

test('a scanned code that pays is announced once, signed over path, query and bytes', async () => {
  const { world } = await practiceWorld();
  const till = await listener();
  await payAt(world, till.url);
  await till.count(1);
  const [heard] = till.heard;
  expect(heard).toMatchObject({ method: 'POST', target: '/ams/notify?till=3' });
  expect(heard?.headers).toMatchObject({ 'content-type': 'application/json; charset=UTF-8', 'client-id': world.ams.clientId, 'request-time': '2026-01-02T15:04:05+08:00' });
  expect(heard?.headers).not.toHaveProperty('agent-token');
  expect(isGenuine(world, heard)).toBe(true);
  expect(bodyOf(heard)).toMatchObject({
    notifyType: 'PAYMENT_RESULT', result: { resultCode: 'SUCCESS', resultStatus: 'S', resultMessage: 'success' }, paymentRequestId: 'U1', paymentId: world.ledger()[0]?.id,
    paymentAmount: { currency: 'HKD', value: '8800' }, paymentTime: '2026-01-02T15:04:05+08:00', pspCustomerInfo: { pspName: 'ALIPAY_CN' },
  });
  await until(() => world.notices.pending().length === 0, 'the acknowledgement');
  // Asking, repeating and cancelling announce nothing.
  await payAt(world, till.url);
  await ams(world, 'inquiryPayment', { paymentRequestId: 'U1' });
  await ams(world, 'cancel', { paymentRequestId: 'U1' });
  expect(world.notices.deliveries()).toHaveLength(1);
});

test('an order code is announced when the phone pays, and after a password without anybody asking', async () => {
  const { world, clock } = await practiceWorld();
  const till = await listener();
  const [first, second, third] = [await showAt(world, till.url), await showAt(world, till.url, 'A2'), await showAt(world, till.url, 'A3')];
  expect(world.notices.deliveries()).toEqual([]);
  world.phoneScan(first);
  await till.count(1);
  world.phoneScan(second, 'asksPasswordThenPays');
  world.phoneScan(third, 'neverPays');
  await until(() => clock.sleeping > 0, 'the alarm');
  clock.advance(6_000);
  await till.count(2);
  clock.advance(60 * MINUTE_MS);
  await ams(world, 'inquiryPayment', { paymentRequestId: 'A3' });
  expect(till.heard.map((heard) => bodyOf(heard)['paymentRequestId'])).toEqual(['A1', 'A2']);
  expect(till.heard.every((heard) => isGenuine(world, heard))).toBe(true);
});

test('a cancel before the password is typed wins: nothing is charged and nothing announced', async () => {
  const { world, clock } = await practiceWorld();
  const till = await listener();
  world.phoneScan(await showAt(world, till.url), 'asksPasswordThenPays');
  expect((await ams(world, 'cancel', { paymentRequestId: 'A1' })).code).toBe('SUCCESS');
  clock.advance(10_000);
  expect(world.ledger()).toMatchObject([{ state: 'closed', chargedMinor: 0 }]);
  // The password wins: the cancel gives the money back, and the announcement was already on its way.
  world.phoneScan(await showAt(world, till.url, 'A2'), 'asksPasswordThenPays');
  await until(() => clock.sleeping > 0, 'the alarm');
  clock.advance(6_000);
  await till.count(1);
  expect((await ams(world, 'cancel', { paymentRequestId: 'A2' })).code).toBe('SUCCESS');
  expect(world.ledger()[1]).toMatchObject({ state: 'closed', chargedMinor: 8800, returnedMinor: 8800 });
  expect(world.notices.deliveries().map((delivery) => delivery.about)).toEqual(['A2']);
});

test.each([
  ['another status', 201, ACKNOWLEDGED],
  ['the word success', 200, 'success'],
  ['U: could not be stored', 200, '{"result":{"resultCode":"UNKNOWN_EXCEPTION","resultStatus":"U","resultMessage":"disk full"}}'],
  ['another message', 200, '{"result":{"resultCode":"SUCCESS","resultStatus":"S","resultMessage":"ok"}}'],
  ['no message', 200, '{"result":{"resultCode":"SUCCESS","resultStatus":"S"}}'],
  ['more than the result', 200, '{"result":{"resultCode":"SUCCESS","resultStatus":"S","resultMessage":"success"},"x":"1"}'],
  ['nothing', 200, ''],
] as const)('%s is no acknowledgement: the same bytes come again two minutes later', async (_, status, body) => {
  const { world, clock } = await practiceWorld();
  const till = await listener();
  till.answers = [{ status, body }, { status: 200, body: ` { "result": { "resultStatus": "S", "resultMessage": "success", "resultCode": "SUCCESS" } }\n` }];
  await payAt(world, till.url);
  await till.count(1);
  await until(() => world.notices.deliveries()[0]?.outcome === 'refused', 'the refusal');
  await until(() => clock.sleeping > 0, 'the wait');
  clock.advance(2 * MINUTE_MS - 1);
  expect(till.heard).toHaveLength(1);
  clock.advance(1);
  await till.count(2);
  expect(till.heard[1]?.body).toEqual(till.heard[0]?.body);
  expect(till.heard[1]?.headers['signature']).toBe(till.heard[0]?.headers['signature']);
  await until(() => world.notices.pending().length === 0, 'the acknowledgement');
});

test('eight deliveries within a day, then silence', async () => {
  const { world, clock } = await practiceWorld();
  const till = await listener();
  till.answers = [{ status: 500, body: '' }];
  await payAt(world, till.url);
  for (const [place, minutes] of [2, 10, 10, 60, 120, 360, 900].entries()) {
    await until(() => world.notices.deliveries()[place]?.outcome === 'refused' && clock.sleeping > 0, `delivery ${place + 1}`);
    clock.advance(minutes * MINUTE_MS);
    await till.count(place + 2);
  }
  await until(() => world.notices.pending().length === 0, 'the end');
  expect(till.heard).toHaveLength(8);
});

test('what is not acknowledged goes on after a restart', async () => {
  const stateFile = join(mkdtempSync(join(tmpdir(), 'ams-notices-')), 'practice.json');
  const till = await listener();
  till.answers = [{ status: 500, body: '' }, { status: 200, body: ACKNOWLEDGED }];
  const first = await practiceWorld({ stateFile });
  await payAt(first.world, till.url);
  await till.count(1);
  await first.world.stop();
  const second = await practiceWorld({ stateFile });
  expect(second.world.notices.pending()).toMatchObject([{ about: 'U1', delivered: 1 }]);
  second.clock.advance(2 * MINUTE_MS);
  await till.count(2);
  expect(isGenuine(second.world, till.heard[1])).toBe(true);
  await until(() => second.world.notices.pending().length === 0, 'the acknowledgement');
});

test('an address elsewhere is written down and not contacted', async () => {
  const { world } = await practiceWorld();
  await payAt(world, 'https://pos.example/ams/notify');
  await until(() => world.notices.deliveries()[0]?.outcome === 'notContacted', 'the outcome');
  expect(world.notices.pending()).toEqual([]);
  expect(world.calls().at(-1)).toMatchObject({ gateway: 'ams', service: 'notify', reference: 'U1', said: 'notContacted' });
});

test.each([
  ['wrongSignature', false, {}],
  ['wrongAmount', true, { paymentAmount: { currency: 'HKD', value: '8801' } }],
  ['wrongCurrency', true, { paymentAmount: { currency: 'USD', value: '8800' } }],
  ['unknownReference', true, { paymentRequestId: 'U1X' }],
] as const)('%s in the first delivery, the truth in the second', async (trouble, isSealed, lie) => {
  const { world, clock } = await practiceWorld();
  const till = await listener();
  till.answers = [{ status: 400, body: '' }, { status: 200, body: ACKNOWLEDGED }];
  world.faults.nextNotice('ams', trouble);
  await payAt(world, till.url);
  await till.count(1);
  expect(isGenuine(world, till.heard[0])).toBe(isSealed);
  expect(bodyOf(till.heard[0])).toMatchObject(lie);
  await until(() => world.notices.deliveries()[0]?.outcome === 'refused' && clock.sleeping > 0, 'the refusal');
  clock.advance(2 * MINUTE_MS);
  await till.count(2);
  expect(isGenuine(world, till.heard[1])).toBe(true);
  expect(bodyOf(till.heard[1])).toMatchObject({ paymentRequestId: 'U1', paymentAmount: { currency: 'HKD', value: '8800' } });
});

test('without a signature, eight at once, late, and never', async () => {
  const { world, clock } = await practiceWorld();
  const till = await listener();
  world.faults.nextNotice('ams', 'missingSignature');
  await payAt(world, till.url, 'U1');
  await till.count(1);
  expect(till.heard[0]?.headers).not.toHaveProperty('signature');
  world.faults.nextNotice('ams', 'duplicate');
  await payAt(world, till.url, 'U2');
  await till.count(9);
  expect(new Set(till.heard.slice(1).map((heard) => heard.body.toString())).size).toBe(1);
  world.faults.nextNotice('ams', 'never');
  await payAt(world, till.url, 'U3');
  world.faults.nextNotice('ams', 'late');
  await payAt(world, till.url, 'U4');
  await until(() => clock.sleeping > 0, 'the wait');
  expect(till.heard).toHaveLength(9);
  clock.advance(4 * MINUTE_MS);
  await till.count(10);
  expect(bodyOf(till.heard[9])).toMatchObject({ paymentRequestId: 'U4' });
});

test('early: the notification is there before the answer of pay', async () => {
  const { world, clock } = await practiceWorld();
  const till = await listener();
  world.faults.nextNotice('ams', 'early');
  let isAnswered = false;
  const answer = payAt(world, till.url).then((reply) => {
    isAnswered = true;
    return reply;
  });
  await till.count(1);
  await until(() => clock.sleeping > 0, 'the answer to wait');
  expect(isAnswered).toBe(false);
  clock.advance(1_500);
  expect((await answer).code).toBe('SUCCESS');
  expect((await payAt(world, till.url)).code).toBe('SUCCESS');
});

test('by hand: any payment as it is, or a paid one for a payment that was cancelled', async () => {
  const { world } = await practiceWorld();
  const till = await listener();
  await showAt(world, till.url);
  await ams(world, 'cancel', { paymentRequestId: 'A1' });
  expect(world.notices.send({ gateway: 'ams', reference: 'A1' }, { asPaid: true })).toBe(true);
  await till.count(1);
  expect(bodyOf(till.heard[0])).toMatchObject({ result: { resultStatus: 'S' }, paymentRequestId: 'A1', paymentAmount: { value: '8800' } });
  expect(isGenuine(world, till.heard[0])).toBe(true);
  world.notices.send({ gateway: 'ams', reference: 'A1' });
  await till.count(2);
  expect(bodyOf(till.heard[1])).toMatchObject({ result: { resultCode: 'ORDER_IS_CANCELED', resultStatus: 'F' } });
  expect(world.notices.send({ gateway: 'ams', reference: 'nobody' })).toBe(false);
  expect(world.ledger()).toMatchObject([{ state: 'closed', chargedMinor: 0 }]);
});

test('a payment that fails is not announced, unless switched on', async () => {
  const { world, clock } = await practiceWorld();
  const till = await listener();
  world.amsSwitches.set({ passwordEnds: 'fails', declineCode: 'USER_KYC_NOT_QUALIFIED' });
  const fail = async (reference: string) => {
    expect((await ams(world, 'pay', paymentCodeBody(reference, magicCode(1), { paymentNotifyUrl: till.url }))).code).toBe('PAYMENT_IN_PROCESS');
    await until(() => clock.sleeping > 0, 'the alarm');
    clock.advance(6_000);
    await until(() => world.trades().at(-1)?.state === 'failed', 'the failure');
  };
  await fail('U1');
  expect(world.notices.deliveries()).toEqual([]);
  expect((await ams(world, 'inquiryPayment', { paymentRequestId: 'U1' })).body).toMatchObject({ paymentStatus: 'FAIL', paymentResultCode: 'USER_KYC_NOT_QUALIFIED' });
  world.amsSwitches.set({ failureNotices: 'on' });
  await fail('U2');
  await till.count(1);
  expect(bodyOf(till.heard[0])).toMatchObject({ result: { resultCode: 'USER_KYC_NOT_QUALIFIED', resultStatus: 'F' }, paymentRequestId: 'U2' });
});

test('refunds are not announced, unless switched on', async () => {
  const { world, clock } = await practiceWorld();
  const till = await listener();
  await payAt(world, till.url);
  const paymentId = world.ledger()[0]?.id;
  const refund = (refundRequestId: string) => ams(world, 'refund', { refundRequestId, paymentId, refundAmount: { currency: 'HKD', value: '100' } });
  await refund('R1');
  world.amsSwitches.set({ refundNotices: 'on' });
  await refund('R2');
  world.amsSwitches.set({ refunds: 'later' });
  await refund('R3');
  await until(() => clock.sleeping > 0, 'the alarm');
  clock.advance(10_000);
  await till.count(3);
  expect(till.heard.map(bodyOf).slice(1)).toMatchObject([
    { notifyType: 'REFUND_RESULT', result: { resultStatus: 'S' }, refundStatus: 'SUCCESS', refundRequestId: 'R2', refundAmount: { currency: 'HKD', value: '100' } },
    { notifyType: 'REFUND_RESULT', refundRequestId: 'R3', refundTime: '2026-01-02T15:04:08+08:00' },
  ]);
  expect(till.heard.every((heard) => isGenuine(world, heard))).toBe(true);
});

test.each(['lowerCase', 'none'] as const)('signatures may be written another way: %s', async (signatureEscapes) => {
  const { world } = await practiceWorld();
  const till = await listener();
  world.amsSwitches.set({ signatureEscapes });
  expect((await payAt(world, till.url)).verified).toBe(true);
  await till.count(1);
  expect(isGenuine(world, till.heard[0])).toBe(true);
  expect(String(till.heard[0]?.headers['signature'])).not.toMatch(signatureEscapes === 'none' ? /%/ : /%[0-9]?[A-F]/);
});
