import { expect, test } from 'vitest';
import type { Fault } from '../../../electron/training/faults.ts';
import type { PracticeWorld } from '../../../electron/training/practice-world.ts';
import { until } from './fake-clock.ts';
import { ams, amsCall, magicCode, orderCodeBody, paymentCodeBody, qrText, replied, type AmsReply } from './test-client.ts';
import { practiceWorld } from './worlds.ts';

const call = async (world: PracticeWorld, api: string, body: Record<string, unknown>): Promise<AmsReply> => {
  const reply = await ams(world, api, body);
  expect(reply.verified).toBe(true);
  return reply;
};
const show = (world: PracticeWorld, reference: string, more?: Record<string, unknown>) => call(world, 'pay', orderCodeBody(reference, more));
const charge = (world: PracticeWorld, reference: string, code: string, more?: Record<string, unknown>) => call(world, 'pay', paymentCodeBody(reference, code, more));
const inquire = (world: PracticeWorld, reference: string) => call(world, 'inquiryPayment', { paymentRequestId: reference });
const cancel = (world: PracticeWorld, reference: string) => call(world, 'cancel', { paymentRequestId: reference });
/** paymentStatus, or the result code when the query itself failed. */
const status = async (world: PracticeWorld, reference: string): Promise<unknown> => {
  const reply = await inquire(world, reference);
  return reply.body['paymentStatus'] ?? reply.code;
};
const money = (world: PracticeWorld): (string | number)[] => world.ledger().flatMap((line) => [line.state, line.chargedMinor, line.returnedMinor]);

test('an order code: text and images, expiry as asked, and the same again for the same request', async () => {
  const { world } = await practiceWorld();
  const reply = await show(world, 'A1');
  expect(reply).toMatchObject({
    code: 'SUCCESS', status: 'S',
    body: {
      paymentRequestId: 'A1', paymentAmount: { currency: 'HKD', value: '8800' }, paymentCreateTime: '2026-01-02T15:04:05+08:00',
      orderCodeForm: { paymentMethodType: 'CONNECT_WALLET', expireTime: '2026-01-02T15:10:00+08:00' },
    },
  });
  expect(qrText(reply.body)).toMatch(/^https:\/\/qr\.practice\.example\/28100204\d{16}$/);
  const form = reply.body['orderCodeForm'] as { codeDetails: Record<string, string>[] };
  expect(form.codeDetails.map((detail) => detail['displayType'])).toEqual(['TEXT', 'BIGIMAGE', 'MIDDLEIMAGE', 'SMALLIMAGE']);
  expect((await show(world, 'A1')).body).toEqual(reply.body);
  expect((await show(world, 'A1', { paymentAmount: { currency: 'HKD', value: '8801' } })).code).toBe('REPEAT_REQ_INCONSISTENT');
  expect((await charge(world, 'A1', magicCode(0))).code).toBe('REPEAT_REQ_INCONSISTENT');
  expect(world.ledger()).toHaveLength(1);
});

test('nobody has scanned: the order does not exist to inquiry; then it is in process, then paid', async () => {
  const { world, clock } = await practiceWorld({ timing: { passwordMs: 8_000 } });
  const text = qrText((await show(world, 'A1')).body);
  expect(await status(world, 'A1')).toBe('ORDER_NOT_EXIST');
  expect(world.phoneScan(text, 'asksPasswordThenPays')).toEqual({ kind: 'asksPassword', reference: 'A1', amountMinor: 8800, currency: 'HKD' });
  expect(await status(world, 'A1')).toBe('PROCESSING');
  clock.advance(8_000);
  expect((await inquire(world, 'A1')).body).toMatchObject({
    paymentStatus: 'SUCCESS', paymentResultCode: 'SUCCESS', paymentTime: '2026-01-02T15:04:13+08:00', paymentAmount: { value: '8800' },
    pspCustomerInfo: { pspName: 'ALIPAY_CN', displayCustomerId: 'be***@mail.example' }, actualPaymentAmount: { currency: 'CNY', value: '8026' },
  });
});

test('a gateway that knows unscanned orders says PROCESSING', async () => {
  const { world } = await practiceWorld({ unscannedInquiry: 'PROCESSING' });
  await show(world, 'A1');
  expect(await status(world, 'A1')).toBe('PROCESSING');
});

test('phones: pays, is told it is paid, cancelled, expired or unknown', async () => {
  const { world, clock } = await practiceWorld();
  const scan = async (reference: string) => qrText((await show(world, reference)).body);
  const [a1, a2, a3, a4] = [await scan('A1'), await scan('A2'), await scan('A3'), await scan('A4')];
  expect(world.phoneScan(a1)).toEqual({ kind: 'paid', reference: 'A1', amountMinor: 8800, currency: 'HKD' });
  expect(world.phoneScan(a1)).toEqual({ kind: 'alreadyPaid' });
  expect((await show(world, 'A1')).body).toHaveProperty('orderCodeForm');
  await cancel(world, 'A2');
  expect(world.phoneScan(a2)).toEqual({ kind: 'cancelled' });
  expect(world.phoneScan(a3, 'neverPays').kind).toBe('notPaid');
  expect(world.phoneScan(a3, 'declinedBalance').kind).toBe('declined');
  expect(await status(world, 'A3')).toBe('PROCESSING');
  clock.advance(355_000);
  expect(world.phoneScan(a3)).toEqual({ kind: 'expired' });
  expect(await status(world, 'A3')).toBe('CANCELLED');
  expect((await show(world, 'A3')).code).toBe('ORDER_IS_CLOSED');
  expect(await status(world, 'A4')).toBe('ORDER_NOT_EXIST');
  expect(world.phoneScan(a4, 'invalidCode')).toEqual({ kind: 'unknownCode' });
  expect(world.phoneScan('https://elsewhere.example/1')).toEqual({ kind: 'unknownCode' });
  expect(world.phoneScan(a1.toUpperCase())).toEqual({ kind: 'unknownCode' });
  expect(money(world)).toEqual(['paid', 8800, 0, 'closed', 0, 0, 'closed', 0, 0, 'closed', 0, 0]);
});

test('a password typed after the expiry pays nothing', async () => {
  const { world, clock } = await practiceWorld();
  const text = qrText((await show(world, 'A1', { paymentExpiryTime: '2026-01-02T15:04:10+08:00' })).body);
  world.phoneScan(text, 'asksPasswordThenPays');
  clock.advance(60_000);
  expect(await status(world, 'A1')).toBe('CANCELLED');
  expect(money(world)).toEqual(['closed', 0, 0]);
});

test('without an expiry of its own an order code lives 10 minutes, a scanned code 3', async () => {
  const { world, clock } = await practiceWorld();
  await show(world, 'A1', { paymentExpiryTime: null });
  await charge(world, 'A2', magicCode(2), { paymentExpiryTime: null });
  clock.advance(179_999);
  expect(money(world)).toEqual(['waiting', 0, 0, 'waiting', 0, 0]);
  clock.advance(1);
  expect(money(world)).toEqual(['waiting', 0, 0, 'closed', 0, 0]);
  clock.advance(420_000);
  expect(money(world)).toEqual(['closed', 0, 0, 'closed', 0, 0]);
});

test('the setting for order codes troubles the request for one', async () => {
  const { world, clock } = await practiceWorld();
  world.setOrderCodeBehaviour('dropsConnectionUnprocessed');
  expect(await amsCall(world, 'pay', orderCodeBody('A1'))).toEqual({ kind: 'failed', code: 'ECONNRESET' });
  expect(world.ledger()).toEqual([]);
  world.setOrderCodeBehaviour('systemErrorNotCreated');
  expect(await show(world, 'A1')).toMatchObject({ code: 'SYSTEM_ERROR', status: 'F' });
  expect(world.ledger()).toEqual([]);
  world.setOrderCodeBehaviour('systemErrorButPaid');
  expect(await show(world, 'A1')).toMatchObject({ code: 'SYSTEM_ERROR', status: 'F' });
  expect(qrText((await show(world, 'A1')).body)).not.toBe('');
  world.setOrderCodeBehaviour('dropsConnection');
  expect((await amsCall(world, 'pay', orderCodeBody('A2'))).kind).toBe('failed');
  world.setOrderCodeBehaviour('answersLate');
  expect(world.orderCodeBehaviour()).toBe('answersLate');
  const late = ams(world, 'pay', orderCodeBody('A3'));
  await until(() => clock.sleeping === 1, 'the late answer');
  clock.advance(20_000);
  expect((await late).code).toBe('SUCCESS');
  expect(world.ledger().map((line) => [line.merchantReference, line.state])).toEqual([['A1', 'waiting'], ['A2', 'waiting'], ['A3', 'waiting']]);
});

test.each([
  ['dropsConnection', 'paid', 'reset'],
  ['systemErrorButPaid', 'paid', 'unknown'],
  ['systemErrorNotCreated', 'notPaid', 'unknown'],
  ['dropsConnectionUnprocessed', 'notPaid', 'reset'],
  ['answersLate', 'paid', 'late'],
] as const)('a phone that %s: %s, and the next inquiry is troubled', async (behaviour, result, fault) => {
  const { world, clock } = await practiceWorld();
  const text = qrText((await show(world, 'A1')).body);
  expect(world.phoneScan(text, behaviour).kind).toBe(result);
  const answer = amsCall(world, 'inquiryPayment', { paymentRequestId: 'A1' });
  if (fault === 'late') {
    await until(() => clock.sleeping === 1, 'the late answer');
    clock.advance(20_000);
  }
  await answer;
  expect(world.calls().at(-1)?.said).toBe(fault);
  expect(await status(world, 'A1')).toBe(result === 'paid' ? 'SUCCESS' : 'ORDER_NOT_EXIST');
});

test('scanned codes by their last digit', async () => {
  const { world, clock } = await practiceWorld();
  expect(await charge(world, 'U0', magicCode(0))).toMatchObject({ code: 'SUCCESS', body: { paymentTime: '2026-01-02T15:04:05+08:00', paymentQuote: { quoteCurrencyPair: 'HKD/CNY' } } });
  expect(await charge(world, 'U1', magicCode(1))).toMatchObject({ code: 'PAYMENT_IN_PROCESS', status: 'U' });
  expect(await charge(world, 'U2', magicCode(2))).toMatchObject({ code: 'PAYMENT_IN_PROCESS', status: 'U' });
  expect(await charge(world, 'U3', magicCode(3))).toMatchObject({ code: 'USER_BALANCE_NOT_ENOUGH', status: 'F' });
  expect((await amsCall(world, 'pay', paymentCodeBody('U4', magicCode(4)))).kind).toBe('failed');
  expect(await charge(world, 'U5', magicCode(5))).toMatchObject({ code: 'SYSTEM_ERROR', status: 'F' });
  expect(await charge(world, 'U6', magicCode(6))).toMatchObject({ code: 'SYSTEM_ERROR', status: 'F' });
  expect((await amsCall(world, 'pay', paymentCodeBody('U8', magicCode(8)))).kind).toBe('failed');
  expect(await charge(world, 'U9', magicCode(9))).toMatchObject({ code: 'INVALID_PAYMENT_CODE', status: 'F' });
  expect((await charge(world, 'UX', '1234')).code).toBe('INVALID_PAYMENT_CODE');
  clock.advance(6_000);
  const found = await Promise.all(['U0', 'U1', 'U2', 'U3', 'U4', 'U5', 'U6', 'U8', 'U9'].map((reference) => status(world, reference)));
  expect(found).toEqual(['SUCCESS', 'SUCCESS', 'PROCESSING', 'FAIL', 'SUCCESS', 'SUCCESS', 'ORDER_NOT_EXIST', 'ORDER_NOT_EXIST', 'ORDER_NOT_EXIST']);
  expect((await inquire(world, 'U3')).body).toMatchObject({ paymentResultCode: 'USER_BALANCE_NOT_ENOUGH' });
  // The same final answer again; another code under the same id is our own mistake.
  expect((await charge(world, 'U3', magicCode(3))).code).toBe('USER_BALANCE_NOT_ENOUGH');
  expect((await charge(world, 'U0', magicCode(0))).code).toBe('SUCCESS');
  expect((await charge(world, 'U0', magicCode(1))).code).toBe('REPEAT_REQ_INCONSISTENT');
  expect((await cancel(world, 'U3')).code).toBe('ORDER_STATUS_INVALID');
});

test('an issued code works once and goes stale', async () => {
  const { world, clock } = await practiceWorld();
  const code = world.customers()[0]?.code ?? '';
  expect((await charge(world, 'U1', code)).body).toMatchObject({ pspCustomerInfo: { pspName: 'ALIPAY_HK' } });
  expect((await charge(world, 'U1', code)).code).toBe('SUCCESS');
  expect((await charge(world, 'U2', code)).code).toBe('EXPIRED_CODE');
  const stale = world.customers()[0]?.code ?? '';
  clock.advance(90_000);
  expect((await charge(world, 'U3', stale)).code).toBe('EXPIRED_CODE');
});

test('cancel: unscanned, waiting, paid, again, by paymentId, unknown', async () => {
  const { world, clock } = await practiceWorld();
  const first = await show(world, 'A1');
  expect((await cancel(world, 'A1')).body).toMatchObject({ paymentRequestId: 'A1', paymentId: first.body['paymentId'], cancelTime: '2026-01-02T15:04:05+08:00' });
  expect(await status(world, 'A1')).toBe('CANCELLED');
  expect((await show(world, 'A1')).code).toBe('ORDER_IS_CANCELED');
  await charge(world, 'U1', magicCode(1));
  expect((await cancel(world, 'U1')).code).toBe('SUCCESS');
  const paid = await charge(world, 'U0', magicCode(0));
  clock.advance(10_000);
  const answers = [await call(world, 'cancel', { paymentId: paid.body['paymentId'], paymentRequestId: 'nobody' }), await cancel(world, 'U0')];
  expect(answers.map((answer) => answer.body['cancelTime'])).toEqual(['2026-01-02T15:04:15+08:00', '2026-01-02T15:04:15+08:00']);
  expect((await inquire(world, 'U0')).body).toMatchObject({ paymentStatus: 'CANCELLED', paymentResultCode: 'ORDER_IS_CANCELED', paymentTime: '2026-01-02T15:04:05+08:00' });
  expect(money(world)).toEqual(['closed', 0, 0, 'closed', 0, 0, 'closed', 8800, 8800]);
});

test('a payment arriving after its cancel found nothing is accepted (open-questions.md 12)', async () => {
  const { world } = await practiceWorld();
  expect(await cancel(world, 'U0')).toMatchObject({ code: 'ORDER_NOT_EXIST', status: 'F' });
  expect((await charge(world, 'U0', magicCode(0))).code).toBe('SUCCESS');
});

test('the cancel window', async () => {
  const { world, clock } = await practiceWorld();
  await charge(world, 'U1', magicCode(0));
  await charge(world, 'U2', magicCode(0));
  clock.setNow('2026-01-03T00:15:00.000+08:00');
  expect((await cancel(world, 'U1')).code).toBe('SUCCESS');
  clock.setNow('2026-01-03T00:15:00.001+08:00');
  expect(await cancel(world, 'U2')).toMatchObject({ code: 'CANCEL_WINDOW_EXCEED', status: 'F' });
  expect(money(world)).toEqual(['closed', 8800, 8800, 'paid', 8800, 0]);
});

test('what each fault looks like from outside', async () => {
  const { world } = await practiceWorld();
  const after = async (fault: Fault): Promise<AmsReply> => {
    world.faults.next('ams.pay', fault);
    return ams(world, 'pay', paymentCodeBody('U1', magicCode(0)));
  };
  const raw = async (fault: Fault) => {
    world.faults.next('ams.pay', fault);
    return amsCall(world, 'pay', paymentCodeBody('U1', magicCode(0)));
  };
  expect(await raw({ kind: 'reset', processed: false })).toEqual({ kind: 'failed', code: 'ECONNRESET' });
  expect(replied(await raw({ kind: 'httpStatus', status: 500, processed: false })).status).toBe(500);
  expect(await after({ kind: 'unknown', processed: false })).toMatchObject({ code: 'UNKNOWN_EXCEPTION', status: 'U', verified: true });
  expect(await after({ kind: 'code', code: 'RISK_REJECT', level: 'business', processed: false })).toMatchObject({ code: 'RISK_REJECT', status: 'F', verified: true });
  expect(world.ledger()).toEqual([]);

  const garbled = replied(await raw({ kind: 'garbled' }));
  expect(() => JSON.parse(garbled.body.toString()) as unknown).toThrow();
  expect(garbled.headers['signature']).toBeDefined();
  expect((await raw({ kind: 'truncated', afterwards: 'close' })).kind).toBe('failed');
  expect(replied(await raw({ kind: 'oversized', bytes: 2_000_000 })).body).toHaveLength(2_000_000);
  expect(await after({ kind: 'oversized', bytes: 2_000 })).toMatchObject({ code: 'SUCCESS', verified: true });
  expect(await after({ kind: 'brokenSignature' })).toMatchObject({ code: 'SUCCESS', signed: true, verified: false });
  expect(await after({ kind: 'missingSignature' })).toMatchObject({ code: 'SUCCESS', signed: false });
  expect(await after({ kind: 'alteredBody' })).toMatchObject({ code: 'SUCCESS', verified: false });
  expect(await after({ kind: 'signedNonsense' })).toMatchObject({ verified: true, body: { weather: 'fine' } });
  expect(await after({ kind: 'wrongAmount' })).toMatchObject({ verified: true, body: { paymentAmount: { value: '8801', currency: 'HKD' } } });
  expect(await after({ kind: 'wrongCurrency' })).toMatchObject({ verified: true, body: { paymentAmount: { currency: 'USD' } } });
  expect(await after({ kind: 'wrongReference' })).toMatchObject({ verified: true, body: { paymentRequestId: 'U1X' } });
  expect(money(world)).toEqual(['paid', 8800, 0]);

  world.faults.next('ams.cancel', { kind: 'unknown', processed: false }, 2);
  expect([(await cancel(world, 'U1')).code, (await cancel(world, 'U1')).code, (await cancel(world, 'U1')).code]).toEqual(['UNKNOWN_EXCEPTION', 'UNKNOWN_EXCEPTION', 'SUCCESS']);
});
