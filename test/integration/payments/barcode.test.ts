import { expect, test } from 'vitest';
import { minor } from '../../../shared/money.ts';
import { CUSTOMER_CODE, scriptedCounter } from '../../simulation/counter.ts';
import { after, C, R, type Script } from '../../simulation/scripted-provider.ts';

const barcode = (script: Script) => scriptedCounter('alipayBarcode', script);

/** One row of the outcome table: what the gateway does, and the states that must be journaled. */
const ROWS: readonly { readonly name: string; readonly script: Script; readonly path: readonly string[]; readonly calls: readonly [number, number, number] }[] = [
  { name: 'success', script: { pay: [R.paid()] }, path: ['sent', 'paid'], calls: [1, 0, 0] },
  { name: 'success without a stated amount', script: { pay: [R.paid({ amountMinor: null, currency: null })] }, path: ['sent', 'paid'], calls: [1, 0, 0] },
  { name: 'declined', script: { pay: [R.declined()] }, path: ['sent', 'declined'], calls: [1, 0, 0] },
  { name: 'not sent', script: { pay: [R.notSent()] }, path: ['sent', 'notSent'], calls: [1, 0, 0] },
  { name: 'learns late that it was not sent', script: { pay: [after(8_000, R.notSent())], inquire: [R.notSent()] }, path: ['sent', 'asking', 'notSent'], calls: [1, 1, 0] },
  { name: 'an inquiry that was not sent says nothing about the payment', script: { pay: [R.noAnswer()], inquire: [R.notSent(), R.paid()] }, path: ['sent', 'asking', 'paid'], calls: [1, 2, 0] },
  { name: 'unknown, then paid', script: { pay: [R.unknown()], inquire: [R.paid()] }, path: ['sent', 'asking', 'paid'], calls: [1, 1, 0] },
  { name: 'unknown, then closed', script: { pay: [R.unknown()], inquire: [R.closed()] }, path: ['sent', 'asking', 'closed'], calls: [1, 1, 0] },
  { name: 'unknown, then declined', script: { pay: [R.unknown()], inquire: [R.declined()] }, path: ['sent', 'asking', 'declined'], calls: [1, 1, 0] },
  { name: 'no answer, then paid', script: { pay: [after(60_000, R.paid())], inquire: [R.paid()] }, path: ['sent', 'asking', 'paid'], calls: [1, 1, 0] },
  { name: 'connection lost, then paid', script: { pay: [R.noAnswer()], inquire: [R.paid()] }, path: ['sent', 'asking', 'paid'], calls: [1, 1, 0] },
  { name: 'garbled, then paid', script: { pay: [R.garbled()], inquire: [R.paid()] }, path: ['sent', 'asking', 'paid'], calls: [1, 1, 0] },
  { name: 'bad signature, then paid', script: { pay: [R.badSignature()], inquire: [R.badSignature(), R.paid()] }, path: ['sent', 'asking', 'paid'], calls: [1, 2, 0] },
  { name: '5xx, then paid', script: { pay: [R.http502()], inquire: [R.http502(), R.paid()] }, path: ['sent', 'asking', 'paid'], calls: [1, 2, 0] },
  { name: 'in progress, paid at the seventh inquiry', script: { pay: [R.waiting()], inquire: [...Array.from({ length: 6 }, R.waiting), R.paid()] }, path: ['sent', 'asking', 'paid'], calls: [1, 7, 0] },
  { name: 'an inquiry that finds nothing decides nothing', script: { pay: [R.noAnswer()], inquire: [R.notFound(), R.notFound(), R.paid()] }, path: ['sent', 'asking', 'paid'], calls: [1, 3, 0] },
  {
    name: 'never, cancelled and confirmed', script: { pay: [R.waiting()], inquire: [...Array.from({ length: 20 }, R.waiting), R.closed()], cancel: [C.accepted()] },
    path: ['sent', 'asking', 'cancelling', 'confirming', 'cancelled'], calls: [1, 21, 1],
  },
  {
    name: 'never arrived, cancelled and confirmed by "no such payment"', script: { pay: [R.noAnswer()], inquire: [R.notFound()], cancel: [C.accepted()] },
    path: ['sent', 'asking', 'cancelling', 'confirming', 'cancelled'], calls: [1, 21, 1],
  },
  {
    name: 'cancel unknown three times, then accepted', script: { pay: [R.waiting()], inquire: [...Array.from({ length: 20 }, R.waiting), R.closed()], cancel: [C.unknown(), C.unknown(), C.unknown(), C.accepted()] },
    path: ['sent', 'asking', 'cancelling', 'confirming', 'cancelled'], calls: [1, 21, 4],
  },
  {
    name: 'cancel accepted, the confirming inquiry never answered', script: { pay: [R.waiting()], inquire: [...Array.from({ length: 20 }, R.waiting), R.noAnswer()], cancel: [C.accepted()] },
    path: ['sent', 'asking', 'cancelling', 'confirming', 'cancelled'], calls: [1, 23, 1],
  },
  {
    name: 'cancel refused, paid after all', script: { pay: [R.waiting()], inquire: [...Array.from({ length: 20 }, R.waiting), R.waiting(), R.paid()], cancel: [C.refused()] },
    path: ['sent', 'asking', 'cancelling', 'unresolved', 'paid'], calls: [1, 22, 2],
  },
  {
    name: 'cancel refused for a payment that never existed', script: { pay: [R.noAnswer()], inquire: [R.notFound()], cancel: [C.refused('TRADE_NOT_EXIST')] },
    path: ['sent', 'asking', 'cancelling', 'unresolved', 'cancelled'], calls: [1, 26, 7],
  },
];

test.each(ROWS)('$name', async ({ script, path, calls }) => {
  const { counter, gateway } = barcode(script);
  const attemptId = counter.start('alipayBarcode');
  await counter.untilState(attemptId, path.at(-1) ?? '');
  expect(counter.journal.path(attemptId)).toEqual(path);
  expect([gateway.count('pay'), gateway.count('inquire'), gateway.count('cancel')]).toEqual(calls);
  const paid = path.at(-1) === 'paid';
  expect(counter.journal.sales.get('sale-1')?.state).toBe(paid ? 'completed' : 'open');
  expect(counter.journal.of('tender.payment')).toHaveLength(paid ? 1 : 0);
  await counter.clock.advance(600_000);
  expect(counter.journal.path(attemptId)).toEqual(path);
  expect(counter.clock.sleeping).toBe(0);
  expect(counter.engine.view(attemptId)?.state).toBe(path.at(-1));
});

test('the attempt is on disk before its first byte leaves, and start returns before that', () => {
  const { counter, gateway } = barcode({ pay: [R.paid()] });
  const onDisk: string[] = [];
  gateway.onCall = () => onDisk.push(counter.journal.entries.map((entry) => entry.type).join(' '));
  const attemptId = counter.start('alipayBarcode');
  expect(gateway.calls).toEqual([]);
  expect(counter.state(attemptId)).toBe('created');
  return counter.untilState(attemptId, 'paid').then(() => {
    expect(onDisk).toEqual(['sale.opened payment.created payment.moved']);
  });
});

test('asks every 3 s from the fifth second on, twenty times, and cancels right after the last', async () => {
  const { counter, gateway } = barcode({ pay: [after(60_000, R.paid())], inquire: [R.waiting()], cancel: [C.accepted()] });
  const attemptId = counter.start('alipayBarcode');
  await counter.untilState(attemptId, 'cancelled');
  const inquiries = gateway.calls.filter((call) => call.service === 'inquire').slice(0, 20).map((call) => call.atMono);
  expect(inquiries).toEqual(Array.from({ length: 20 }, (_, index) => 5_000 + 3_000 * index));
  expect(gateway.calls.find((call) => call.service === 'cancel')?.atMono).toBe(62_000);
});

test('a slow inquiry is followed at once by the next', async () => {
  const { counter, gateway } = barcode({ pay: [R.waiting()], inquire: [after(9_000, R.paid()), R.paid()] });
  await counter.untilState(counter.start('alipayBarcode'), 'paid');
  expect(gateway.calls.map((call) => call.atMono)).toEqual([0, 3_000, 8_000]);
});

test('cancel is repeated at 2, 3, 3, 5 and 5 s, then the attempt is unresolved and asked about at growing pauses', async () => {
  const { counter, gateway } = barcode({ pay: [R.waiting()], inquire: [R.waiting()], cancel: [C.notSent()] });
  const attemptId = counter.start('alipayBarcode');
  await counter.untilState(attemptId, 'cancelling');
  const fromMono = counter.clock.monotonicMs();
  await counter.untilState(attemptId, 'unresolved');
  const cancels = gateway.calls.filter((call) => call.service === 'cancel').map((call) => call.atMono - fromMono);
  expect(cancels).toEqual([0, 2_000, 5_000, 8_000, 13_000, 18_000]);
  expect(counter.engine.view(attemptId)).toMatchObject({ state: 'unresolved', error: 'PAYMENT_UNRESOLVED', canCancel: true, canAskNow: true });

  const asked = gateway.count('inquire');
  await counter.clock.advance(2_000_000);
  const rounds = gateway.calls.filter((call) => call.service === 'inquire').slice(asked).map((call) => call.atMono - fromMono - 18_000);
  expect(rounds).toEqual([10_000, 20_000, 40_000, 80_000, 160_000, 320_000, 620_000, 920_000, 1_220_000, 1_520_000, 1_820_000]);

  gateway.rescript({ inquire: [R.paid()] });
  await counter.untilState(attemptId, 'paid');
  expect(counter.journal.sales.get('sale-1')?.state).toBe('completed');
});

test('a late answer still counts while the till is asking', async () => {
  const { counter, gateway } = barcode({ pay: [after(7_000, R.paid())], inquire: [R.notFound()] });
  const attemptId = counter.start('alipayBarcode');
  await counter.untilState(attemptId, 'paid');
  expect(counter.clock.monotonicMs()).toBe(7_000);
  expect(gateway.count('inquire')).toBe(1);
  expect(counter.journal.of('payment.moved').at(-1)?.data.call?.service).toBe('pay');
});

test('an answer of another amount or currency never becomes paid', async () => {
  for (const wrong of [{ amountMinor: minor(4_251) }, { currency: 'CNY' as const }]) {
    const { counter } = barcode({ pay: [R.paid(wrong)], inquire: [R.paid(wrong)], cancel: [C.accepted(true)] });
    const attemptId = counter.start('alipayBarcode');
    await counter.untilState(attemptId, 'asking');
    expect(counter.engine.view(attemptId)).toMatchObject({ error: 'PAYMENT_AMOUNT_MISMATCH', anomaly: true });
    await counter.untilState(attemptId, 'unresolved');
    await counter.clock.advance(3_600_000);
    expect(counter.journal.of('payment.anomaly')).toHaveLength(1);
    expect(counter.journal.path(attemptId)).toEqual(['sent', 'asking', 'cancelling', 'confirming', 'unresolved']);
    expect(counter.journal.of('sale.completed')).toEqual([]);
    await counter.engine.stop();
  }
});

test('a payment outcome without a verified answer is not believed', async () => {
  const forged = { call: { kind: 'badSignature', detail: 'mismatch', gatewayCode: 'SUCCESS' } as const, payment: R.paid().payment };
  const { counter } = barcode({ pay: [forged], inquire: [forged, R.declined()] });
  const attemptId = counter.start('alipayBarcode');
  await counter.untilState(attemptId, 'declined');
});

test('a second start on the same sale is refused while the first is open, and a product without provider always', async () => {
  const { counter } = barcode({ pay: [R.waiting()], inquire: [R.waiting()], cancel: [C.accepted()] });
  const sale = counter.openSale();
  const attemptId = counter.start('alipayBarcode', sale);
  expect(() => counter.start('alipayBarcode', sale)).toThrowError('PAYMENT_ATTEMPT_OPEN');
  expect(() => counter.start('alipayOrderCode')).toThrowError('PAYMENT_PRODUCT_OFF');
  await counter.untilState(attemptId, 'cancelled');
  const second = counter.start('alipayBarcode', sale);
  expect(counter.journal.attempt(second)?.merchantReference).not.toBe(counter.journal.attempt(attemptId)?.merchantReference);
  await counter.engine.stop();
});

test('the cashier cancels while the answer is awaited: one last inquiry, then cancel', async () => {
  const { counter, gateway } = barcode({ pay: [after(60_000, R.paid())], inquire: [R.waiting(), R.closed()], cancel: [C.accepted()] });
  const attemptId = counter.start('alipayBarcode');
  await counter.clock.advance(2_000);
  counter.engine.cancel(attemptId, { operator: 'wong' });
  await counter.untilState(attemptId, 'cancelled');
  expect(gateway.calls.map((call) => [call.service, call.atMono])).toEqual([['pay', 0], ['inquire', 2_000], ['cancel', 2_000], ['inquire', 2_000]]);
  const moves = counter.journal.of('payment.moved');
  expect(moves.find((move) => move.data.event === 'cancelWanted')).toMatchObject({ operator: 'wong', data: { by: 'cashier' } });
  expect(() => counter.engine.cancel(attemptId)).toThrowError('PAYMENT_ATTEMPT_FINAL');
  expect(() => counter.engine.cancel('nobody')).toThrowError('PAYMENT_ATTEMPT_NOT_FOUND');
});

test('the last inquiry before the cashier\'s cancel says paid: paid, and nothing is cancelled', async () => {
  const { counter, gateway } = barcode({ pay: [R.waiting()], inquire: [R.paid()] });
  const attemptId = counter.start('alipayBarcode');
  await counter.clock.advance(1_000);
  counter.engine.cancel(attemptId);
  await counter.untilState(attemptId, 'paid');
  expect(gateway.count('cancel')).toBe(0);
});

test('ask now asks at once, at most once a second, and uses up no inquiry', async () => {
  const { counter, gateway } = barcode({ pay: [R.waiting()], inquire: [R.waiting()], cancel: [C.accepted()] });
  const attemptId = counter.start('alipayBarcode');
  await counter.clock.advance(1_000);
  for (let press = 0; press < 5; press += 1) counter.engine.askNow(attemptId);
  await counter.clock.settle();
  expect(gateway.count('inquire')).toBe(1);
  await counter.clock.advance(1_000);
  counter.engine.askNow(attemptId);
  await counter.clock.settle();
  expect(gateway.count('inquire')).toBe(2);
  expect(counter.engine.view(attemptId)).toMatchObject({ inquiriesDone: 0, inquiriesMax: 20, customerIsAsked: true });
  await counter.clock.advance(1_000);
  expect(counter.engine.view(attemptId)).toMatchObject({ inquiriesDone: 1 });
  await counter.engine.stop();
});

test('the view counts down to the next question and to the end of asking', async () => {
  const { counter } = barcode({ pay: [R.waiting()], inquire: [R.waiting()], cancel: [C.accepted()] });
  const attemptId = counter.start('alipayBarcode');
  await counter.clock.advance(4_000);
  const now = counter.clock.nowMs();
  expect(counter.engine.view(attemptId)).toMatchObject({
    state: 'asking', nextAskAtMs: now + 2_000, inquiriesDone: 1, inquiriesMax: 20, budgetEndsAtMs: now + 2_000 + 18 * 3_000, orderCode: null, gatewayCode: 'UNKNOW', reason: null,
    error: null, trouble: null, canCancel: true, canAskNow: true, anomaly: false,
  });
  await counter.engine.stop();
});

test('a decline says why, in the till\'s words', async () => {
  const { counter } = barcode({ pay: [R.declined('SOUNDWAVE_PARSER_FAIL')] });
  const attemptId = counter.start('alipayBarcode');
  await counter.untilState(attemptId, 'declined');
  expect(counter.engine.view(attemptId)).toMatchObject({ reason: 'scanAgain', gatewayCode: 'SOUNDWAVE_PARSER_FAIL', error: 'PAYMENT_DECLINED', canCancel: false });
});

test('the customer\'s code is in the request and nowhere else', async () => {
  const { counter, gateway } = barcode({ pay: [R.unknown()], inquire: [R.paid()] });
  await counter.untilState(counter.start('alipayBarcode'), 'paid');
  expect(gateway.requests[0]?.customerCode).toBe(CUSTOMER_CODE);
  const kept = JSON.stringify([counter.journal.entries, counter.logged, counter.journal.attempts(), counter.engine.view(counter.journal.attempts()[0]?.attemptId ?? '')]);
  expect(kept).toContain(CUSTOMER_CODE.slice(0, 6));
  expect(kept).not.toContain(CUSTOMER_CODE.slice(0, 7));
});

test('a provider that throws or never resolves is a call without an answer', async () => {
  const { counter, gateway } = barcode({ pay: [R.unknown()], inquire: [R.paid()] });
  const pays = [() => Promise.reject(new Error('bug')), () => new Promise<never>(() => {})];
  for (const pay of pays) {
    gateway.pay = pay;
    const attemptId = counter.start('alipayBarcode');
    await counter.untilState(attemptId, 'paid');
    expect(counter.journal.path(attemptId)).toEqual(['sent', 'asking', 'paid']);
  }
  await counter.clock.advance(60_000);
  expect(counter.clock.sleeping).toBe(0);
});

test('stop ends every wait, applies nothing afterwards, and the next start goes on', async () => {
  const { counter, gateway } = barcode({ pay: [after(7_000, R.paid())], inquire: [after(1_000, R.waiting()), R.paid()] });
  const attemptId = counter.start('alipayBarcode');
  await counter.clock.advance(5_500);
  const stopping = counter.engine.stop();
  await counter.clock.advance(2_500);
  await stopping;
  expect(counter.clock.sleeping).toBe(0);
  expect(counter.state(attemptId)).toBe('asking');
  await counter.restart();
  await counter.untilState(attemptId, 'paid');
  expect(gateway.count('pay')).toBe(1);
});
