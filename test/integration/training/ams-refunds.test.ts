import { expect, test } from 'vitest';
import type { PracticeWorld } from '../../../electron/training/practice-world.ts';
import { ams, magicCode, orderCodeBody, paymentCodeBody, qrText, type AmsReply } from './test-client.ts';
import { practiceWorld } from './worlds.ts';

const DAY_MS = 86_400_000;

const call = async (world: PracticeWorld, api: string, body: Record<string, unknown>): Promise<AmsReply> => {
  const reply = await ams(world, api, body);
  expect(reply.verified).toBe(true);
  return reply;
};
/** A paid payment of 88.00 HKD; gives its paymentId. */
const paid = async (world: PracticeWorld, reference = 'U1'): Promise<string> => String((await call(world, 'pay', paymentCodeBody(reference, magicCode(0)))).body['paymentId']);
const refundBody = (refundRequestId: string, paymentId: string, value: string, more: Record<string, unknown> = {}): Record<string, unknown> =>
  ({ refundRequestId, paymentId, refundAmount: { currency: 'HKD', value }, refundReason: 'one item returned', ...more });
const refund = (world: PracticeWorld, refundRequestId: string, paymentId: string, value: string, more?: Record<string, unknown>) => call(world, 'refund', refundBody(refundRequestId, paymentId, value, more));
const inquireRefund = (world: PracticeWorld, refundRequestId: string) => call(world, 'inquiryRefund', { refundRequestId });
const inquire = (world: PracticeWorld, paymentRequestId: string) => call(world, 'inquiryPayment', { paymentRequestId });
const money = (world: PracticeWorld): unknown[] => world.ledger().map(({ state, chargedMinor, returnedMinor, refunds }) => [state, chargedMinor, returnedMinor, refunds.map((one) => [one.reference, one.amountMinor, one.state])]);

test('part, another part, the rest, and not one cent more', async () => {
  const { world } = await practiceWorld();
  const id = await paid(world);
  const first = await refund(world, 'R1', id, '2500');
  expect(first).toMatchObject({
    code: 'SUCCESS', status: 'S',
    body: { refundRequestId: 'R1', paymentId: id, refundAmount: { currency: 'HKD', value: '2500' }, refundTime: '2026-01-02T15:04:05+08:00', refundId: expect.stringMatching(/^20260102\d{28}$/) as string },
  });
  expect((await refund(world, 'R2', id, '6301')).code).toBe('REFUND_AMOUNT_EXCEED');
  expect((await refund(world, 'R2', id, '6300')).code).toBe('SUCCESS');
  expect((await refund(world, 'R3', id, '1')).code).toBe('REFUND_AMOUNT_EXCEED');
  expect(money(world)).toEqual([['closed', 8800, 8800, [['R1', 2500, 'done'], ['R2', 6300, 'done']]]]);
  // Given back by refunds, it stays a paid payment with refunds; what was paid cannot be cancelled any more.
  const reply = await inquire(world, 'U1');
  expect(reply.body).toMatchObject({
    paymentStatus: 'SUCCESS', paymentResultCode: 'SUCCESS', paymentAmount: { value: '8800' },
    transactions: [
      { transactionType: 'REFUND', transactionStatus: 'SUCCESS', transactionRequestId: 'R1', transactionId: first.body['refundId'], transactionAmount: { currency: 'HKD', value: '2500' }, transactionResult: { resultStatus: 'S' } },
      { transactionType: 'REFUND', transactionRequestId: 'R2', transactionAmount: { value: '6300' } },
    ],
  });
  expect((await call(world, 'cancel', { paymentRequestId: 'U1' })).code).toBe('ORDER_STATUS_INVALID');
  expect((await call(world, 'pay', paymentCodeBody('U1', magicCode(0)))).code).toBe('SUCCESS');
});

test('the same id again is the same refund; with anything else in it, it is our mistake', async () => {
  const { world } = await practiceWorld();
  const [id, other] = [await paid(world), await paid(world, 'U2')];
  const first = await refund(world, 'R1', id, '2500');
  expect((await refund(world, 'R1', id, '2500')).body).toEqual(first.body);
  expect((await refund(world, 'R1', id, '2400')).code).toBe('REPEAT_REQ_INCONSISTENT');
  expect((await refund(world, 'R1', other, '2500')).code).toBe('REPEAT_REQ_INCONSISTENT');
  expect((await refund(world, 'R1', 'nobody', '2500')).code).toBe('REPEAT_REQ_INCONSISTENT');
  expect(money(world)[0]).toEqual(['paid', 8800, 2500, [['R1', 2500, 'done']]]);
});

test('in process first: asking and repeating do not hurry it, then it is done', async () => {
  const { world, clock } = await practiceWorld({ timing: { asyncRefundMs: 5_000 } });
  world.amsSwitches.set({ refunds: 'later' });
  const id = await paid(world);
  const first = await refund(world, 'R1', id, '8800');
  expect(first).toMatchObject({ code: 'REFUND_IN_PROCESS', status: 'U', body: { refundRequestId: 'R1' } });
  expect((await refund(world, 'R1', id, '8800')).code).toBe('REFUND_IN_PROCESS');
  expect((await inquireRefund(world, 'R1')).body).toMatchObject({ result: { resultStatus: 'S' }, refundStatus: 'PROCESSING', refundId: first.body['refundId'] });
  expect((await inquireRefund(world, 'R1')).body).not.toHaveProperty('refundTime');
  expect((await inquire(world, 'U1')).body).toMatchObject({ transactions: [{ transactionStatus: 'PROCESSING', transactionResult: { resultStatus: 'U' } }] });
  // Under way is spoken for: nothing else can be refunded, and the payment cannot be cancelled.
  expect((await refund(world, 'R2', id, '1')).code).toBe('REFUND_AMOUNT_EXCEED');
  expect((await call(world, 'cancel', { paymentRequestId: 'U1' })).code).toBe('ORDER_STATUS_INVALID');
  clock.advance(5_000);
  expect((await inquireRefund(world, 'R1')).body).toMatchObject({ refundStatus: 'SUCCESS', refundAmount: { currency: 'HKD', value: '8800' }, refundTime: '2026-01-02T15:04:10+08:00' });
  expect((await refund(world, 'R1', id, '8800'))).toMatchObject({ code: 'SUCCESS', body: { refundTime: '2026-01-02T15:04:10+08:00' } });
  expect(money(world)).toEqual([['closed', 8800, 8800, [['R1', 8800, 'done']]]]);
});

test('a refund that fails later is failed for good, and its money can be refunded under another id', async () => {
  const { world, clock } = await practiceWorld();
  world.amsSwitches.set({ refunds: 'failLater' });
  const id = await paid(world);
  expect((await refund(world, 'R1', id, '8800')).code).toBe('REFUND_IN_PROCESS');
  clock.advance(60_000);
  expect((await inquireRefund(world, 'R1')).body).toMatchObject({ result: { resultStatus: 'S' }, refundStatus: 'FAIL' });
  expect((await refund(world, 'R1', id, '8800'))).toMatchObject({ code: 'PROCESS_FAIL', status: 'F' });
  world.amsSwitches.set({ refunds: 'atOnce' });
  expect((await refund(world, 'R1', id, '8800')).code).toBe('PROCESS_FAIL');
  expect((await refund(world, 'R2', id, '8800')).code).toBe('SUCCESS');
  expect(money(world)).toEqual([['closed', 8800, 8800, [['R1', 8800, 'failed'], ['R2', 8800, 'done']]]]);
});

test('somebody ends a refund by hand', async () => {
  const { world } = await practiceWorld();
  world.amsSwitches.set({ refunds: 'later' });
  const id = await paid(world);
  await refund(world, 'R1', id, '100');
  await refund(world, 'R2', id, '200');
  expect(world.endRefund('ams', 'R1', { state: 'done' })).toBe(true);
  expect(world.endRefund('ams', 'R1', { state: 'done' })).toBe(false);
  expect(world.endRefund('ams', 'R2', { state: 'failed', code: 'RISK_REJECT' })).toBe(true);
  expect((await inquireRefund(world, 'R1')).body).toMatchObject({ refundStatus: 'SUCCESS' });
  expect((await refund(world, 'R2', id, '200')).code).toBe('RISK_REJECT');
  expect(money(world)[0]).toEqual(['paid', 8800, 100, [['R1', 100, 'done'], ['R2', 200, 'failed']]]);
});

test('what the contract or the balance does not allow', async () => {
  const { world } = await practiceWorld();
  const id = await paid(world);
  world.amsSwitches.set({ partRefunds: 'refused' });
  expect((await refund(world, 'R1', id, '8799')).code).toBe('PARTIAL_REFUND_NOT_SUPPORTED');
  world.amsSwitches.set({ partRefunds: 'allowed', severalRefunds: 'refused' });
  expect((await refund(world, 'R1', id, '100')).code).toBe('SUCCESS');
  expect((await refund(world, 'R2', id, '100')).code).toBe('MULTIPLE_REFUNDS_NOT_SUPPORTED');
  expect((await refund(world, 'R1', id, '100')).code).toBe('SUCCESS');
  world.amsSwitches.set({ severalRefunds: 'allowed' });
  world.setFunds('low');
  expect((await refund(world, 'R3', id, '100'))).toMatchObject({ code: 'MERCHANT_BALANCE_NOT_ENOUGH', status: 'F' });
  world.setFunds('enough');
  expect((await refund(world, 'R3', id, '100')).code).toBe('MERCHANT_BALANCE_NOT_ENOUGH');
  expect((await refund(world, 'R4', id, '100')).code).toBe('SUCCESS');
});

test('only what was paid, in its own currency, within 360 days', async () => {
  const { world, clock } = await practiceWorld();
  expect((await refund(world, 'R0', 'nobody', '100')).code).toBe('ORDER_NOT_EXIST');
  const shown = await call(world, 'pay', orderCodeBody('A1'));
  const shownId = String(shown.body['paymentId']);
  expect((await refund(world, 'R0', shownId, '100')).code).toBe('ORDER_STATUS_INVALID');
  world.phoneScan(qrText(shown.body));
  await call(world, 'cancel', { paymentRequestId: 'A1' });
  expect((await refund(world, 'R0', shownId, '100')).code).toBe('ORDER_IS_CANCELED');
  const expired = String((await call(world, 'pay', paymentCodeBody('U2', magicCode(2)))).body['paymentId']);
  const id = await paid(world);
  expect((await refund(world, 'R0', id, '100', { refundAmount: { currency: 'USD', value: '100' } })).code).toBe('CURRENCY_NOT_SUPPORT');
  expect((await refund(world, 'R0', id, '100', { refundAmount: { currency: 'XXX', value: '100' } })).code).toBe('CURRENCY_NOT_SUPPORT');
  clock.advance(360 * DAY_MS);
  expect((await refund(world, 'R0', expired, '100')).code).toBe('ORDER_STATUS_INVALID');
  expect((await refund(world, 'R1', id, '100')).code).toBe('SUCCESS');
  clock.advance(1);
  expect((await refund(world, 'R2', id, '100')).code).toBe('REFUND_WINDOW_EXCEED');
  expect((await refund(world, 'R1', id, '100')).code).toBe('SUCCESS');
});

test('the cancel of a paid payment is one of its transactions', async () => {
  const { world } = await practiceWorld();
  const id = await paid(world);
  await call(world, 'cancel', { paymentId: id });
  expect((await inquire(world, 'U1')).body).toMatchObject({ paymentStatus: 'CANCELLED', transactions: [{ transactionType: 'CANCEL', transactionStatus: 'SUCCESS', transactionId: id, transactionAmount: { value: '8800' } }] });
});

test.each([
  ['refundRequestId missing', { refundRequestId: undefined }],
  ['refundRequestId longer than 64', { refundRequestId: 'R'.repeat(65) }],
  ['paymentId missing', { paymentId: undefined }],
  ['refundAmount.value is a number, not a text', { refundAmount: { currency: 'HKD', value: 100 } }],
  ['refundAmount.value ill-formed', { refundAmount: { currency: 'HKD', value: '0' } }],
  ['refundReason longer than 256', { refundReason: 'x'.repeat(257) }],
  ['referenceRefundId is an empty text', { referenceRefundId: '' }],
] as const)('PARAM_ILLEGAL: %s', async (detail, change) => {
  const { world } = await practiceWorld();
  const body = refundBody('R1', await paid(world), '100', change);
  expect((await call(world, 'refund', body)).body).toMatchObject({ result: { resultCode: 'PARAM_ILLEGAL', resultMessage: detail } });
});

test('inquiryRefund: by either id, refundId wins, and unknown ones', async () => {
  const { world } = await practiceWorld();
  const first = await refund(world, 'R1', await paid(world), '100');
  expect((await call(world, 'inquiryRefund', { refundId: first.body['refundId'], refundRequestId: 'nobody' })).body).toMatchObject({ refundRequestId: 'R1' });
  expect(await inquireRefund(world, 'nobody')).toMatchObject({ code: 'REFUND_NOT_EXIST', status: 'F' });
  expect((await call(world, 'inquiryRefund', { refundId: 'nobody' })).code).toBe('REFUND_NOT_EXIST');
  expect((await call(world, 'inquiryRefund', {})).body).toMatchObject({ result: { resultMessage: 'refundRequestId and refundId missing' } });
});

test('faults of refunds: lost, unknown, and well-signed lies', async () => {
  const { world } = await practiceWorld();
  const id = await paid(world);
  world.faults.next('ams.refund', { kind: 'unknown', processed: true });
  expect((await refund(world, 'R1', id, '100')).code).toBe('UNKNOWN_EXCEPTION');
  expect((await refund(world, 'R1', id, '100')).code).toBe('SUCCESS');
  world.faults.next('ams.refund', { kind: 'wrongAmount' });
  expect((await refund(world, 'R1', id, '100')).body).toMatchObject({ refundAmount: { value: '101' } });
  world.faults.next('ams.refund', { kind: 'wrongReference' });
  expect((await refund(world, 'R1', id, '100')).body).toMatchObject({ refundRequestId: 'R1X' });
  world.faults.next('ams.inquiryRefund', { kind: 'wrongCurrency' });
  expect((await inquireRefund(world, 'R1')).body).toMatchObject({ refundAmount: { currency: 'USD' } });
  world.faults.next('ams.inquiryRefund', { kind: 'code', code: 'REFUND_NOT_EXIST', level: 'business', processed: true });
  expect((await inquireRefund(world, 'R1')).code).toBe('REFUND_NOT_EXIST');
  expect(money(world)[0]).toEqual(['paid', 8800, 100, [['R1', 100, 'done']]]);
});
