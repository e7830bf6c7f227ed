import { expect, test } from 'vitest';
import { TillError } from '../../../shared/errors/registry.ts';
import { AMOUNT, scriptedCounter } from '../../simulation/counter.ts';
import { after, C, R, type Script } from '../../simulation/scripted-provider.ts';

const barcode = (script: Script) => scriptedCounter('alipayBarcode', script);

/** The code a promise is refused with; null when it is not. */
async function refusal(settling: Promise<void>): Promise<string | null> {
  return settling.then(() => null, (error: unknown) => (error instanceof TillError ? error.code : String(error)));
}

/** Paid for a sale that was discarded meanwhile. */
async function foundMoney(script: Script = {}) {
  const { counter, gateway } = barcode({ pay: [R.waiting()], inquire: [R.paid()] });
  const attemptId = counter.start('alipayBarcode');
  counter.journal.append([{ type: 'sale.discarded', data: { saleId: 'sale-1', amountMinor: AMOUNT, reason: 'customer left' } }]);
  await counter.untilState(attemptId, 'paid');
  gateway.rescript(script);
  return { counter, gateway, attemptId };
}

test('money for a sale that no longer wants it is kept and offered', async () => {
  const { counter, attemptId } = await foundMoney();
  expect(counter.journal.entries.slice(-2).map((entry) => entry.type)).toEqual(['payment.moved', 'payment.found']);
  expect(counter.engine.view(attemptId)).toMatchObject({ state: 'paid', error: 'PAYMENT_FOUND_MONEY' });
  expect(counter.engine.views().map((view) => view.attemptId)).toEqual([attemptId]);
  expect(counter.journal.of('sale.completed')).toEqual([]);
});

test('a completion that cannot be made or written leaves found money, not a lost payment', async () => {
  const broken: readonly (() => never | readonly never[])[] = [
    () => {
      throw new Error('bug in the till');
    },
    () => [{ type: 'sale.completed', data: {} } as never],
  ];
  for (const paidEntries of broken) {
    const { counter } = barcode({ pay: [R.paid()] });
    counter.paidEntries = paidEntries;
    const attemptId = counter.start('alipayBarcode');
    await counter.untilState(attemptId, 'paid');
    expect(counter.journal.attempt(attemptId)?.found).toBe('found');
  }
});

test('a late "paid" after the cancel was confirmed is checked before it is believed: the money had gone back', async () => {
  const { counter, gateway } = barcode({ pay: [after(9_000, R.paid())], inquire: [R.notFound(), R.closed(true)], cancel: [C.accepted()] });
  const attemptId = counter.start('alipayBarcode');
  await counter.clock.advance(1_000);
  counter.engine.cancel(attemptId);
  await counter.untilState(attemptId, 'cancelled');
  const asked = gateway.count('inquire');
  await counter.clock.advance(600_000);
  expect(gateway.count('inquire')).toBe(asked + 1);
  expect(counter.state(attemptId)).toBe('cancelled');
  expect(counter.journal.of('payment.anomaly')).toHaveLength(1);
  expect(counter.journal.of('payment.found')).toEqual([]);
});

test('a late "paid" after the cancel was confirmed, and the gateway insists: found money', async () => {
  const { counter } = barcode({ pay: [after(9_000, R.paid())], inquire: [R.notFound(), R.closed(), R.noAnswer(), R.paid()], cancel: [C.accepted()] });
  const attemptId = counter.start('alipayBarcode');
  await counter.clock.advance(1_000);
  counter.engine.cancel(attemptId);
  await counter.untilState(attemptId, 'cancelled');
  await counter.untilState(attemptId, 'paid');
  // The sale is still open, but its cashier has been told "cancelled": the money is offered, never booked behind their back.
  expect(counter.journal.attempt(attemptId)?.found).toBe('found');
  expect(counter.journal.sales.get('sale-1')?.state).toBe('open');
  expect(() => counter.start('alipayBarcode', { saleId: 'sale-1', saleNo: 1 })).toThrowError('PAYMENT_FOUND_MONEY');
});

test('"paid" that may be older than a cancel on its way waits until it counts', async () => {
  const { counter, gateway } = barcode({ pay: [R.noAnswer()], inquire: [R.waiting()], cancel: [C.unknown()] });
  const attemptId = counter.start('alipayBarcode');
  await counter.untilState(attemptId, 'unresolved');
  const cancelledMono = counter.clock.monotonicMs();
  gateway.rescript({ inquire: [R.paid()], cancel: [C.unknown()] });
  await counter.untilState(attemptId, 'paid');
  expect(counter.clock.monotonicMs()).toBe(cancelledMono + 60_000);
  expect(counter.journal.sales.get('sale-1')?.state).toBe('completed');
});

test('a restart does not forget that a cancel may be on its way', async () => {
  const { counter, gateway } = barcode({ pay: [R.noAnswer()], inquire: [R.waiting()], cancel: [C.unknown()] });
  const attemptId = counter.start('alipayBarcode');
  await counter.untilState(attemptId, 'unresolved');
  gateway.rescript({ inquire: [R.paid()], cancel: [C.unknown()] });
  const restartedMono = counter.clock.monotonicMs();
  await counter.restart();
  await counter.untilState(attemptId, 'paid');
  expect(counter.clock.monotonicMs()).toBe(restartedMono + 60_000);
});

test('an inquiry that contradicts an accepted cancel is asked again until it counts', async () => {
  const paid = barcode({ pay: [R.noAnswer()], inquire: [R.waiting(), R.paid()], cancel: [C.accepted()] });
  const attemptId = paid.counter.start('alipayBarcode');
  paid.counter.engine.cancel(attemptId);
  await paid.counter.untilState(attemptId, 'confirming');
  await paid.counter.clock.advance(59_000);
  expect(paid.counter.state(attemptId)).toBe('confirming');
  await paid.counter.untilState(attemptId, 'paid');

  const lagging = barcode({ pay: [R.noAnswer()], inquire: [R.waiting(), R.paid(), R.paid(), R.closed(true)], cancel: [C.accepted()] });
  const other = lagging.counter.start('alipayBarcode');
  lagging.counter.engine.cancel(other);
  await lagging.counter.untilState(other, 'cancelled');
});

test('applied to a sale: asked first, then booked in one transaction', async () => {
  const { counter, attemptId } = await foundMoney({ inquire: [R.paid()] });
  counter.openSale();
  const before = counter.journal.appends;
  await counter.engine.settleFound(attemptId, 'appliedToSale');
  expect(counter.journal.appends).toBe(before + 1);
  expect(counter.journal.entries.slice(-3).map((entry) => entry.type)).toEqual(['tender.payment', 'sale.completed', 'payment.foundSettled']);
  expect(counter.journal.of('payment.foundSettled')[0]?.data).toEqual({ attemptId, how: 'appliedToSale', saleId: 'sale-2' });
  expect(counter.engine.views()).toEqual([]);
  expect(counter.engine.view(attemptId)?.error).toBeNull();
  expect(await refusal(counter.engine.settleFound(attemptId, 'returned'))).toBe('PAYMENT_FOUND_SETTLED');
});

test('applied: refused when no sale wants it, when the gateway does not confirm, and when the money had gone back', async () => {
  const { counter, gateway, attemptId } = await foundMoney({ inquire: [R.paid(), R.noAnswer(), R.closed(true)] });
  expect(await refusal(counter.engine.settleFound(attemptId, 'appliedToSale'))).toBe('PAYMENT_FOUND_NO_SALE');
  counter.openSale();
  expect(await refusal(counter.engine.settleFound(attemptId, 'appliedToSale'))).toBe('PAYMENT_NOT_CONFIRMED');
  expect(await refusal(counter.engine.settleFound(attemptId, 'appliedToSale'))).toBe('PAYMENT_CLOSED');
  expect(counter.journal.attempt(attemptId)?.found).toBe('returned');
  expect(counter.journal.of('sale.completed')).toEqual([]);
  expect(gateway.count('cancel')).toBe(0);
});

test('returned: written, cancelled, and settled only when an inquiry says closed', async () => {
  const { counter, gateway, attemptId } = await foundMoney({ inquire: [R.paid(), R.noAnswer(), R.closed(true)], cancel: [C.accepted(true)] });
  gateway.onCall = (call) => counter.trace.push(`${call.service} after ${counter.journal.entries.at(-1)?.type ?? ''}`);
  const settling = counter.engine.settleFound(attemptId, 'returned', { operator: 'wong' });
  await counter.clock.until(() => counter.journal.attempt(attemptId)?.found === 'returned', 20_000);
  await settling;
  expect(counter.trace.filter((step) => step.startsWith('cancel'))).toEqual(['cancel after refund.moved']);
  expect(counter.journal.of('payment.foundSettled')[0]).toMatchObject({ operator: 'wong', data: { how: 'returned' } });
});

test('returned: outside the same-day window, or refused by the gateway, it needs a refund, which this product cannot', async () => {
  const refused = await foundMoney({ inquire: [R.paid()], cancel: [C.refused('TRADE_CANCEL_TIME_OUT')] });
  expect(await refusal(refused.counter.engine.settleFound(refused.attemptId, 'returned'))).toBe('PAYMENT_REFUND_NEEDED');
  expect(refused.counter.journal.attempt(refused.attemptId)?.found).toBe('found');

  const late = await foundMoney({ inquire: [R.paid()], cancel: [C.accepted(true)] });
  late.counter.clock.step(15 * 3_600_000);
  expect(await refusal(late.counter.engine.settleFound(late.attemptId, 'returned'))).toBe('PAYMENT_REFUND_NEEDED');
  expect(late.gateway.count('cancel')).toBe(0);
});

test('returned without an answer stays found, is followed in the background, and is not booked on a sale meanwhile', async () => {
  const { counter, gateway, attemptId } = await foundMoney({ inquire: [R.paid()], cancel: [C.unknown()] });
  counter.openSale();
  const settling = refusal(counter.engine.settleFound(attemptId, 'returned'));
  expect(await refusal(counter.engine.settleFound(attemptId, 'appliedToSale'))).toBe('PAYMENT_NOT_CONFIRMED');
  await counter.clock.advance(30_000);
  expect(await settling).toBe('PAYMENT_NOT_CONFIRMED');
  expect(await refusal(counter.engine.settleFound(attemptId, 'appliedToSale'))).toBe('REFUND_PENDING');
  await counter.restart();
  expect(await refusal(counter.engine.settleFound(attemptId, 'appliedToSale'))).toBe('REFUND_PENDING');
  // Asked for again, it is the same refund that is waited for.
  const again = counter.engine.settleFound(attemptId, 'returned');
  gateway.rescript({ inquire: [R.closed(true)], cancel: [C.unknown()] });
  await counter.clock.until(() => counter.journal.attempt(attemptId)?.found === 'returned', 600_000);
  await again;
  expect(counter.journal.refundsOfAttempt(attemptId)).toMatchObject([{ state: 'refunded', way: 'cancel' }]);
  expect(counter.engine.view(attemptId)?.error).toBeNull();
});
