import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayEndsAtMs, nextRefundWindowMs, plainTime, readPlainTime, refundQueuedUntilMs, sameDay, timeOfDayMs } from '../../../electron/training/practice-time.ts';
import { askRefund, endedRefund, isFinished, POOR_CODE, refundableMinor, REFUNDS_PER_TRADE_MAX, type RefundRequest, type RefundVerdict } from '../../../electron/training/refunds.ts';
import { openTradeBook } from '../../../electron/training/trade-book.ts';
import { cancelled, openTrade, paidTrade, settled, type Trade } from '../../../electron/training/trades.ts';
import { minor } from '../../../shared/money.ts';
import { FakeClock } from '../../integration/training/fake-clock.ts';

const T0 = Date.parse('2026-01-02T15:00:00+08:00');
const DAY = 86_400_000;
const at = (text: string): number => Date.parse(`${text}+08:00`);
const paid = (amount = 10_000): Trade => paidTrade(openTrade({
  gateway: 'legacy', id: '1', reference: 'R1', presented: 'byCustomer', amountMinor: minor(amount), currency: 'HKD', createdAtMs: T0, expiresAtMs: T0 + 180_000,
}), T0);
const ask = (amount: number, reference = 'F1', more: Partial<RefundRequest> = {}): RefundRequest => ({
  reference, id: `id-${reference}`, amountMinor: minor(amount), currency: 'HKD', mode: 'sync', reason: null, notifyUrl: null, triesAtMs: T0, whenPoor: 'fails',
  periodMs: 90 * DAY, ...more,
});
const taken = (verdict: RefundVerdict): Trade => (verdict.kind === 'taken' ? verdict.trade : expect.unreachable(verdict.kind));

test('partial refunds add up; the last one closes the trade', () => {
  const first = taken(askRefund(paid(), ask(3_000), null, T0, 'enough'));
  expect(first).toMatchObject({ state: 'paid', returnedMinor: 3_000, refunds: [{ reference: 'F1', state: 'done', doneAtMs: T0 }] });
  expect(refundableMinor(first)).toBe(7_000);
  expect(askRefund(first, ask(7_001, 'F2'), null, T0, 'enough')).toEqual({ kind: 'exceeds', leftMinor: 7_000 });
  const second = taken(askRefund(first, ask(7_000, 'F2', { triesAtMs: T0 + 5 }), null, T0 + 5, 'enough'));
  expect(second).toMatchObject({ state: 'closed', closedBy: 'refund', closedAtMs: T0 + 5, chargedMinor: 10_000, returnedMinor: 10_000 });
  expect(askRefund(second, ask(1, 'F3'), null, T0, 'enough')).toEqual({ kind: 'closed' });
});

test('the same reference moves money once; other data under it is refused', () => {
  const trade = taken(askRefund(paid(), ask(3_000), null, T0, 'enough'));
  const known = { trade, refund: trade.refunds[0] ?? expect.unreachable('no refund') };
  expect(askRefund(trade, ask(3_000), known, T0 + 1, 'enough')).toEqual({ kind: 'known', ...known });
  expect(askRefund(trade, ask(3_001), known, T0, 'enough')).toEqual({ kind: 'inconsistent' });
  expect(askRefund(trade, ask(3_000, 'F1', { currency: 'USD' }), known, T0, 'enough')).toEqual({ kind: 'inconsistent' });
  expect(askRefund({ ...paid(), id: '2' }, ask(3_000), known, T0, 'enough')).toEqual({ kind: 'inconsistent' });
});

test('only a paid trade in its currency and period gives money back', () => {
  const waiting: Trade = { ...paid(), state: 'waiting', chargedMinor: minor(0) };
  expect(askRefund(waiting, ask(1), null, T0, 'enough')).toEqual({ kind: 'notPaid' });
  expect(askRefund({ ...waiting, state: 'failed' }, ask(1), null, T0, 'enough')).toEqual({ kind: 'notPaid' });
  expect(askRefund(paid(), ask(1, 'F1', { currency: 'USD' }), null, T0, 'enough')).toEqual({ kind: 'otherCurrency' });
  expect(askRefund(paid(), ask(1), null, T0 + 90 * DAY, 'enough').kind).toBe('taken');
  expect(askRefund(paid(), ask(1), null, T0 + 90 * DAY + 1, 'enough')).toEqual({ kind: 'finished' });
  expect(isFinished(paid(), 90 * DAY, T0 + 90 * DAY + 1)).toBe(true);
  const many: Trade = { ...paid(), refunds: Array.from({ length: REFUNDS_PER_TRADE_MAX }, (_, nth) => ({ ...(taken(askRefund(paid(), ask(1, `F${nth}`), null, T0, 'enough')).refunds[0] ?? expect.unreachable('none')), state: 'failed' as const })) };
  expect(askRefund(many, ask(1, 'one more'), null, T0, 'enough')).toEqual({ kind: 'tooMany' });
});

test('a refund under way reserves its money and is carried out when its time comes', () => {
  const trade = taken(askRefund(paid(), ask(6_000, 'F1', { mode: 'async', triesAtMs: T0 + 1_000 }), null, T0, 'enough'));
  expect(trade).toMatchObject({ returnedMinor: 0, refunds: [{ state: 'processing' }] });
  expect(refundableMinor(trade)).toBe(4_000);
  expect(settled(trade, T0 + 999)).toBe(trade);
  expect(settled(trade, T0 + 1_000)).toMatchObject({ returnedMinor: 6_000, refunds: [{ state: 'done', doneAtMs: T0 + 1_000, triesAtMs: null }] });
  expect(cancelled(trade, T0).kind).toBe('partlyRefunded');
});

test('without funds: at once fails, nightly waits for the next window, gives up after 180 days', () => {
  expect(taken(askRefund(paid(), ask(1_000), null, T0, 'low'))).toMatchObject({ state: 'paid', returnedMinor: 0, refunds: [{ state: 'failed', failureCode: POOR_CODE }] });
  const nightly = taken(askRefund(paid(), ask(1_000, 'F1', { mode: 'async', whenPoor: 'nightly' }), null, T0, 'low'));
  expect(nightly.refunds[0]).toMatchObject({ state: 'processing', failureCode: POOR_CODE, triesAtMs: at('2026-01-02T23:00:00') });
  const nights = settled(nightly, at('2026-01-09T23:30:00'), 'low');
  expect(nights.refunds[0]?.triesAtMs).toBe(at('2026-01-10T23:00:00'));
  expect(settled(nights, at('2026-01-11T00:00:00'), 'enough').refunds[0]).toMatchObject({ state: 'done', doneAtMs: at('2026-01-10T23:00:00'), failureCode: null });
  expect(settled(nightly, T0 + 181 * DAY, 'low').refunds[0]).toMatchObject({ state: 'failed', failureCode: POOR_CODE });
});

test('a refund told to fail fails when its time comes, and one can be ended by hand', () => {
  const failing = taken(askRefund(paid(), ask(1_000, 'F1', { triesAtMs: T0 + 10, failsWith: 'PROCESS_FAIL' }), null, T0, 'enough'));
  expect(settled(failing, T0 + 10).refunds[0]).toMatchObject({ state: 'failed', failureCode: 'PROCESS_FAIL' });
  const pending = taken(askRefund(paid(), ask(10_000, 'F1', { triesAtMs: null }), null, T0, 'enough'));
  expect(settled(pending, T0 + 365 * DAY)).toBe(pending);
  expect(endedRefund(pending, 'F1', { state: 'cancelled' }, T0)).toMatchObject({ state: 'paid', returnedMinor: 0, refunds: [{ state: 'cancelled' }] });
  expect(endedRefund(pending, 'F1', { state: 'done' }, T0 + 7)).toMatchObject({ state: 'closed', closedBy: 'refund', closedAtMs: T0 + 7, returnedMinor: 10_000 });
  expect(endedRefund(pending, 'F1', { state: 'failed', code: 'X' }, T0)).toMatchObject({ refunds: [{ state: 'failed', failureCode: 'X' }] });
  expect(endedRefund(pending, 'F2', { state: 'done' }, T0)).toBeNull();
});

test('whatever is asked, never more goes back than was charged', () => {
  const request = fc.record({ amount: fc.integer({ min: 1, max: 6_000 }), reference: fc.integer({ min: 1, max: 4 }), wait: fc.constantFrom(0, 60_000), low: fc.boolean() });
  fc.assert(fc.property(fc.array(request, { maxLength: 12 }), (requests) => {
    const clock = new FakeClock('2026-01-02T15:00:00+08:00');
    const book = openTradeBook(clock, null);
    book.put(paid());
    for (const { amount, reference, wait, low } of requests) {
      book.setFunds(low ? 'low' : 'enough');
      const trade = book.byReference('legacy', 'R1') ?? expect.unreachable('no trade');
      const verdict = askRefund(trade, ask(amount, `F${reference}`, { triesAtMs: clock.nowMs() + wait, whenPoor: wait > 0 ? 'nightly' : 'fails' }), book.refundByReference('legacy', `F${reference}`), clock.nowMs(), book.funds());
      if (verdict.kind === 'taken') book.put(verdict.trade);
      clock.advance(30_000);
      const now = book.byReference('legacy', 'R1') ?? expect.unreachable('no trade');
      const done = now.refunds.filter((refund) => refund.state === 'done').reduce((sum, refund) => sum + refund.amountMinor, 0);
      const held = now.refunds.filter((refund) => refund.state === 'processing').reduce((sum, refund) => sum + refund.amountMinor, 0);
      expect(now.returnedMinor).toBe(done);
      expect(done + held).toBeLessThanOrEqual(now.chargedMinor);
      expect(now.state === 'closed').toBe(done === now.chargedMinor);
      expect(new Set(now.refunds.map((refund) => refund.reference)).size).toBe(now.refunds.length);
    }
  }));
});

test('the book finds refunds by both names, within an account, and tells who watches', () => {
  const book = openTradeBook(new FakeClock('2026-01-02T15:00:00+08:00'), null);
  const seen: (readonly [string, string | null])[] = [];
  book.watch((trade, before) => seen.push([trade.state, before?.state ?? null]));
  const trade = { ...paid(), account: '2088A' };
  book.put(trade);
  book.put(taken(askRefund(trade, ask(10_000), null, T0, 'enough')));
  expect(seen).toEqual([['paid', null], ['closed', 'paid']]);
  expect(book.refundByReference('legacy', 'F1', '2088A')?.refund.id).toBe('id-F1');
  expect(book.refundById('legacy', 'id-F1')?.trade.reference).toBe('R1');
  expect(book.refundByReference('legacy', 'F1')).toBeNull();
  expect(book.refundByReference('legacy', 'F1', '2088B')).toBeNull();
  expect(book.byReference('legacy', 'R1')).toBeNull();
});

test('only what somebody is to be told of falls due by itself', () => {
  const book = openTradeBook(new FakeClock('2026-01-02T15:00:00+08:00'), null);
  const waiting: Trade = { ...paid(), state: 'waiting', chargedMinor: minor(0), paysAtMs: T0 + 6_000 };
  book.put(waiting);
  expect(book.nextDueMs()).toBeNull();
  book.put({ ...waiting, notifyUrl: 'http://127.0.0.1/' });
  expect(book.nextDueMs()).toBe(T0 + 6_000);
  book.put(taken(askRefund({ ...paid(), notifyUrl: 'http://127.0.0.1/' }, ask(1, 'F1', { triesAtMs: T0 + 9, notifyUrl: 'http://127.0.0.1/' }), null, T0, 'enough')));
  expect(book.nextDueMs()).toBe(T0 + 9);
});

test('a changed balance is not applied to what fell due before', () => {
  const clock = new FakeClock('2026-01-02T15:00:00+08:00');
  const book = openTradeBook(clock, null);
  book.put(taken(askRefund(paid(), ask(1_000, 'F1', { triesAtMs: T0 + 1_000 }), null, T0, 'enough')));
  clock.advance(2_000);
  book.setFunds('low');
  expect(book.refundByReference('legacy', 'F1')?.refund.state).toBe('done');
});

test('GMT+8 text times and the nightly window', () => {
  expect(plainTime(T0)).toBe('2026-01-02 15:00:00');
  expect(readPlainTime('2026-01-02 15:00:00')).toBe(T0);
  for (const bad of ['2026-02-30 00:00:00', '2026-01-02T15:00:00', '2026-01-02 25:00:00', '1767337500123', '']) expect(readPlainTime(bad)).toBeNull();
  expect(timeOfDayMs(T0)).toBe(15 * 3_600_000);
  expect(dayEndsAtMs(T0)).toBe(at('2026-01-02T23:59:59.999'));
  expect([sameDay(T0, at('2026-01-02T23:59:59')), sameDay(T0, at('2026-01-03T00:00:00'))]).toEqual([true, false]);
  expect(nextRefundWindowMs(T0)).toBe(at('2026-01-02T23:00:00'));
  expect(nextRefundWindowMs(at('2026-01-02T23:00:00'))).toBe(at('2026-01-03T23:00:00'));
  expect(nextRefundWindowMs(at('2026-01-02T22:59:59.999'))).toBe(at('2026-01-02T23:00:00'));
  for (const inside of ['2026-01-02T23:00:00', '2026-01-03T00:00:00', '2026-01-03T04:59:59.999']) expect(refundQueuedUntilMs(at(inside))).toBe(at(inside));
  for (const outside of ['2026-01-02T05:00:00', '2026-01-02T22:59:59.999']) expect(refundQueuedUntilMs(at(outside))).toBe(at('2026-01-02T23:00:00'));
});
