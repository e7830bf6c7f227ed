import { expect, test } from 'vitest';
import { recallSale, setPaying, voidLine } from '../../../electron/till/selling.ts';
import { closeShift } from '../../../electron/till/shifts.ts';
import { acknowledge, payCash, setAside, settleFound, startPayment } from '../../../electron/till/tenders.ts';
import type { TillError } from '../../../shared/errors/registry.ts';
import { minor } from '../../../shared/money.ts';
import { after, C, evidence, R, ScriptedProvider } from '../../simulation/scripted-provider.ts';
import { Bench, FLOAT } from './bench-desk.ts';
import { allEntries, expectBenchTruth, expectJournal, netOf } from './truth.ts';

const TEA_MINOR = 4_700;

/** A payment the gateway had taken, learnt of only when the shift was closed and its sale put aside. A new shift is open. */
async function foundAfterClosing(): Promise<{ bench: Bench; attemptId: string; saleId: string }> {
  const bench = await Bench.open();
  const { faults } = bench.practice;
  faults.next('legacy.pay', { kind: 'silence', processed: true });
  faults.next('legacy.query', { kind: 'unknown', processed: true }, 12);
  const attemptId = bench.pay('alipayBarcode');
  const { saleId } = bench.attempt(attemptId);
  await bench.until(() => bench.till.payment?.canSetAside === true);
  setAside(bench.desk, attemptId);
  const z = closeShift(bench.desk, FLOAT);
  expect(z.totals).toMatchObject({ unresolved: [{ attemptId, amountMinor: TEA_MINOR, state: 'asking' }], foundMoney: [], salesCount: 0 });
  await bench.untilState(attemptId, 'paid');
  expect(bench.attempt(attemptId).found).toBe('found');
  expect(bench.till).toMatchObject({ phase: 'closed', unresolved: [], foundMoney: [{ attemptId, amountMinor: TEA_MINOR, saleNo: 1 }] });
  bench.openShift();
  expectBenchTruth(bench);
  return { bench, attemptId, saleId };
}

async function settle(bench: Bench, attemptId: string, how: 'appliedToSale' | 'returned'): Promise<string> {
  const outcome = await bench.during(settleFound(bench.desk, attemptId, how));
  return outcome.status === 'fulfilled' ? 'settled' : (outcome.reason as TillError).code;
}

test('found after the Z: booked on its own sale in the next shift, also after a restart', async () => {
  const { bench, attemptId, saleId } = await foundAfterClosing();
  await bench.restart();
  // Nothing has begun to give it back: that would be in the journal.
  expect(await settle(bench, attemptId, 'appliedToSale')).toBe('settled');
  expect(bench.journal.sale(saleId)).toMatchObject({ state: 'completed', receiptNo: 1, totalMinor: TEA_MINOR });
  expect(bench.till).toMatchObject({ foundMoney: [], held: [] });
  expect(bench.journal.shiftTotals()).toMatchObject({ shiftNo: 2, salesCount: 1, tenders: [{ kind: 'alipayBarcode', count: 1, amountMinor: TEA_MINOR }] });
  expect(await settle(bench, attemptId, 'returned')).toBe('PAYMENT_FOUND_SETTLED');
  expectBenchTruth(bench);
});

test('found money goes back to the customer: the gateway gives it back, the sale can be paid another way', async () => {
  const { bench, attemptId, saleId } = await foundAfterClosing();
  recallSale(bench.desk, saleId);
  expect(() => startPayment(bench.desk, 'alipayOrderCode')).toThrow('PAYMENT_FOUND_MONEY');
  expect(await settle(bench, attemptId, 'returned')).toBe('settled');
  expect(netOf(bench.practice.ledger(), bench.attempt(attemptId).merchantReference)).toBe(0);
  expect(bench.till).toMatchObject({ foundMoney: [], phase: 'selling' });
  const second = bench.pay('alipayBarcode');
  await bench.untilState(second, 'paid');
  expectBenchTruth(bench);
});

test('its own sale was paid in cash meanwhile: it fits only an open sale of exactly that total', async () => {
  const { bench, attemptId, saleId } = await foundAfterClosing();
  recallSale(bench.desk, saleId);
  payCash(bench.desk, minor(50_00));
  expect(await settle(bench, attemptId, 'appliedToSale')).toBe('PAYMENT_FOUND_NO_SALE');
  bench.ringTea();
  bench.ring('mints');
  expect(await settle(bench, attemptId, 'appliedToSale')).toBe('PAYMENT_FOUND_NO_SALE');
  const mints = bench.till.sale?.lines.at(-1)?.lineId ?? '';
  voidLine(bench.desk, mints, 'mistake');
  setPaying(bench.desk, true);
  const open = bench.journal.openSale()?.saleId ?? '';
  expect(await settle(bench, attemptId, 'appliedToSale')).toBe('settled');
  expect(bench.journal.saleTenders(open)).toMatchObject([{ kind: 'alipayBarcode', attemptId, amountMinor: TEA_MINOR }]);
  expect(allEntries(bench.journal).findLast((entry) => entry.type === 'payment.foundSettled')?.data).toEqual({ attemptId, how: 'appliedToSale', saleId: open });
  expect(bench.till).toMatchObject({ phase: 'done', done: { receiptNo: 2, tender: 'alipayBarcode' } });
  expectBenchTruth(bench);
});

test('a gateway that cannot be heard decides nothing; money that had gone back already is not booked', async () => {
  const { bench, attemptId } = await foundAfterClosing();
  bench.practice.faults.next('legacy.query', { kind: 'httpStatus', status: 503, processed: true });
  expect(await settle(bench, attemptId, 'appliedToSale')).toBe('PAYMENT_NOT_CONFIRMED');
  expect(bench.attempt(attemptId).found).toBe('found');
  await bench.during(bench.cancelElsewhere(attemptId));
  expect(await settle(bench, attemptId, 'appliedToSale')).toBe('PAYMENT_CLOSED');
  expect(bench.attempt(attemptId).found).toBe('returned');
  expectBenchTruth(bench);
});

test('the next day it is too late to cancel: it goes back by a refund', async () => {
  const { bench, attemptId } = await foundAfterClosing();
  await bench.clock.advance(24 * 3_600_000);
  expect(await settle(bench, attemptId, 'returned')).toBe('settled');
  expect(bench.till.foundMoney).toEqual([]);
  expect(bench.journal.refundsOfAttempt(attemptId)).toMatchObject([{ way: 'refund', state: 'refunded', amountMinor: TEA_MINOR }]);
  expect(netOf(bench.practice.ledger(), bench.attempt(attemptId).merchantReference)).toBe(0);
  expectBenchTruth(bench);
});

test('pressed twice it is settled once', async () => {
  const { bench, attemptId } = await foundAfterClosing();
  const first = bench.desk.engine.settleFound(attemptId, 'returned');
  const second = bench.desk.engine.settleFound(attemptId, 'returned');
  await expect(bench.desk.engine.settleFound(attemptId, 'appliedToSale')).rejects.toMatchObject({ code: 'PAYMENT_NOT_CONFIRMED' });
  expect(await bench.during(Promise.all([first, second]))).toMatchObject({ status: 'fulfilled' });
  expect(allEntries(bench.journal).filter((entry) => entry.type === 'payment.foundSettled')).toHaveLength(1);
  expectBenchTruth(bench);
});

/** A gateway that takes the cancel, says closed, and a minute later says paid after all. */
async function paidAfterCancel(): Promise<{ bench: Bench; attemptId: string; provider: ScriptedProvider }> {
  let provider: ScriptedProvider | null = null;
  const paid = R.paid({ ...evidence(), amountMinor: minor(TEA_MINOR) });
  const bench = await Bench.open({
    providers: (clock) => {
      provider ??= new ScriptedProvider('alipayBarcode', clock, { pay: [after(8_000, paid)], inquire: [R.waiting(), R.closed(), paid], cancel: [C.accepted()] });
      return { alipayBarcode: provider };
    },
  });
  bench.openShift();
  bench.ringTea();
  const { attemptId } = startPayment(bench.desk, 'alipayBarcode', '281234567890123456');
  bench.desk.engine.cancel(attemptId);
  await bench.untilState(attemptId, 'cancelled');
  return { bench, attemptId, provider: provider ?? expect.unreachable() };
}

test('late paid after a cancel, the sale still open: offered, blocks a second payment, booked on it, done', async () => {
  const { bench, attemptId } = await paidAfterCancel();
  await bench.untilState(attemptId, 'paid');
  expect(bench.till).toMatchObject({ phase: 'paymentOpen', payment: { state: 'paid', error: 'PAYMENT_FOUND_MONEY' }, foundMoney: [{ attemptId }] });
  acknowledge(bench.desk, attemptId);
  expect(bench.till.phase).toBe('paying');
  expect(() => startPayment(bench.desk, 'alipayBarcode', '281234567890123456')).toThrow('PAYMENT_FOUND_MONEY');
  expect(await settle(bench, attemptId, 'appliedToSale')).toBe('settled');
  expect(bench.till).toMatchObject({ phase: 'done', foundMoney: [], done: { receiptNo: 1, tender: 'alipayBarcode', totalMinor: TEA_MINOR } });
  expectJournal(bench.journal, bench.dir);
  expect(bench.windows.problems).toEqual([]);
});

test('late paid after a cancel, the sale paid in cash: offered, given back', async () => {
  const { bench, attemptId, provider } = await paidAfterCancel();
  acknowledge(bench.desk, attemptId);
  payCash(bench.desk, minor(TEA_MINOR));
  await bench.untilState(attemptId, 'paid');
  expect(bench.till.foundMoney).toMatchObject([{ attemptId, amountMinor: TEA_MINOR }]);
  provider.rescript({ inquire: [R.closed(true)], cancel: [C.accepted(true)] });
  expect(await settle(bench, attemptId, 'returned')).toBe('settled');
  expect(bench.journal.shiftTotals()).toMatchObject({ salesCount: 1, foundMoney: [], tenders: [{ kind: 'cash', amountMinor: TEA_MINOR }] });
  expectJournal(bench.journal, bench.dir);
});

test('over HTTP: "paid" that is older than the cancel is doubted, asked about, and is no found money', async () => {
  const bench = await Bench.open();
  bench.practice.faults.next('legacy.pay', { kind: 'late', afterMs: 8_000 });
  const attemptId = bench.pay('alipayBarcode');
  bench.practice.faults.next('legacy.query', { kind: 'unknown', processed: true });
  bench.desk.engine.cancel(attemptId);
  await bench.untilState(attemptId, 'cancelled');
  await bench.clock.advance(300_000);
  expect(bench.attempt(attemptId)).toMatchObject({ state: 'cancelled', found: 'none' });
  expect(bench.practice.ledger()).toMatchObject([{ state: 'closed', chargedMinor: TEA_MINOR, returnedMinor: TEA_MINOR }]);
  expectBenchTruth(bench);
});
