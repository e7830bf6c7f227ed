import { expect, test } from 'vitest';
import { recallSale } from '../../../electron/till/selling.ts';
import { closeShift } from '../../../electron/till/shifts.ts';
import { acknowledge, payCash, setAside, settleFound } from '../../../electron/till/tenders.ts';
import { minor } from '../../../shared/money.ts';
import { Bench, FLOAT } from './bench-desk.ts';
import { expectBenchTruth } from './truth.ts';

const TEA_MINOR = 4_700;

/** A payment without an answer, its sale put aside; the gateway answers again after `silent` questions. */
async function setOneAside(bench: Bench, was: { readonly paid: boolean }, silent = 12): Promise<{ attemptId: string; saleId: string }> {
  const { faults } = bench.practice;
  faults.next('legacy.pay', { kind: 'silence', processed: was.paid });
  faults.next('legacy.query', { kind: 'httpStatus', status: 502, processed: false }, silent);
  const attemptId = bench.pay('alipayBarcode');
  await bench.until(() => bench.till.payment?.canSetAside === true);
  setAside(bench.desk, attemptId);
  return { attemptId, saleId: bench.attempt(attemptId).saleId };
}

test('paid while the next customer is served: said with its receipt, over a restart of asking, until it is noted', async () => {
  const bench = await Bench.open();
  bench.openShift();
  const { attemptId, saleId } = await setOneAside(bench, { paid: true });
  expect(bench.till).toMatchObject({ phase: 'ready', held: [{ saleId, label: '', awaitsPayment: true }], unresolved: [{ attemptId, trouble: 'gateway' }], endedAside: [] });
  await bench.restart();
  bench.ringTea();
  await bench.untilState(attemptId, 'paid');
  expect(bench.till).toMatchObject({ phase: 'selling', held: [], unresolved: [], endedAside: [{ attemptId, saleNo: 1, amountMinor: TEA_MINOR, currency: 'HKD', receiptNo: 1 }] });
  payCash(bench.desk, minor(50_00));
  expect(bench.till).toMatchObject({ phase: 'done', endedAside: [{ attemptId }] });
  acknowledge(bench.desk, attemptId);
  expect(bench.till).toMatchObject({ phase: 'done', endedAside: [] });
  expectBenchTruth(bench);
});

test('not paid after all: said until the held sale is recalled', async () => {
  const bench = await Bench.open();
  bench.openShift();
  const { attemptId, saleId } = await setOneAside(bench, { paid: false });
  await bench.untilState(attemptId, 'cancelled');
  expect(bench.till).toMatchObject({ phase: 'ready', held: [{ saleId, awaitsPayment: false }], endedAside: [{ attemptId, saleNo: 1, receiptNo: null }] });
  recallSale(bench.desk, saleId);
  expect(bench.till.endedAside).toEqual([]);
  expectBenchTruth(bench);
});

test('what ends before the cashier\'s eyes is not said twice', async () => {
  const bench = await Bench.open();
  bench.openShift();
  const { attemptId, saleId } = await setOneAside(bench, { paid: true });
  recallSale(bench.desk, saleId);
  await bench.untilState(attemptId, 'paid');
  expect(bench.till).toMatchObject({ phase: 'done', endedAside: [] });
  expectBenchTruth(bench);
});

test('found money waits for a shift: it is not called money without a sale, or the customer would get it back with the goods', async () => {
  const bench = await Bench.open();
  bench.openShift();
  const { attemptId } = await setOneAside(bench, { paid: true });
  closeShift(bench.desk, FLOAT);
  await bench.untilState(attemptId, 'paid');
  expect(bench.till).toMatchObject({ phase: 'closed', foundMoney: [{ attemptId }], endedAside: [] });
  await expect(settleFound(bench.desk, attemptId, 'appliedToSale')).rejects.toMatchObject({ code: 'SHIFT_NOT_OPEN' });
  bench.openShift();
  expect((await bench.during(settleFound(bench.desk, attemptId, 'appliedToSale'))).status).toBe('fulfilled');
  expect(bench.till).toMatchObject({ foundMoney: [], held: [] });
  expectBenchTruth(bench);
});
