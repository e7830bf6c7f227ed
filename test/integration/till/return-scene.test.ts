import { expect, test } from 'vitest';
import { receiptView } from '../../../electron/till/receipts.ts';
import { abandonReturn, startReturn } from '../../../electron/till/returns.ts';
import { settleFound, setAside } from '../../../electron/till/tenders.ts';
import { closeShift } from '../../../electron/till/shifts.ts';
import { Bench, FLOAT } from './bench-desk.ts';
import { DAY_MS, lines, soldTea, TEA_MINOR, untilReturn, whole } from './return-bench.ts';

const SHOWN_MS = 30_000;

test('cash that is given back is said at once, in the place of the paid sale, and goes by itself', async () => {
  const bench = await Bench.open();
  const { saleId, receiptNo } = await soldTea(bench, 'cash');
  expect(bench.scene.kind).toBe('paid');
  startReturn(bench.desk, { saleId, what: whole, reason: 'wrong drink' });
  expect(bench.scene).toEqual({ kind: 'refund', amountMinor: TEA_MINOR, receiptNo, parts: [{ to: 'cash', payer: null, amountMinor: TEA_MINOR, state: 'back' }] });
  expect(bench.till).toMatchObject({ phase: 'ready', done: null });
  await bench.clock.advance(SHOWN_MS + 1);
  expect(bench.scene.kind).toBe('idle');
});

test('what is said is what is handed out, rounded as the shop rounds cash', async () => {
  const bench = await Bench.open();
  const { saleId } = await soldTea(bench, 'cash');
  const [hot] = receiptView(bench.desk, { saleId }).lines;
  bench.desk.memory.cashRounding = { stepMinor: 500, mode: 'nearest' };
  startReturn(bench.desk, { saleId, what: lines([hot?.lineId ?? '', 1_000]), reason: 'cold' });
  const handedOut = Math.round((hot?.paidMinor ?? 0) / 500) * 500;
  expect(handedOut).not.toBe(hot?.paidMinor);
  expect(bench.scene).toMatchObject({ kind: 'refund', amountMinor: handedOut, parts: [{ to: 'cash', amountMinor: handedOut }] });
});

test('a refund is followed on the customer\'s screen from asking to its end, to whom it goes in sight', async () => {
  const bench = await Bench.open();
  const { saleId, attemptId } = await soldTea(bench, 'alipayBarcode');
  const [hot] = receiptView(bench.desk, { saleId }).lines;
  bench.practice.faults.next('legacy.refund', { kind: 'silence', processed: false });
  const { returnId } = startReturn(bench.desk, { saleId, what: lines([hot?.lineId ?? '', 1_000]), reason: 'cold' });
  const { payerHint } = bench.attempt(attemptId);
  expect(payerHint).not.toBeNull();
  const part = { payer: payerHint, amountMinor: hot?.paidMinor };
  expect(bench.scene).toMatchObject({ kind: 'refund', amountMinor: hot?.paidMinor, parts: [{ ...part, state: 'asked' }] });
  await untilReturn(bench, returnId, 'completed');
  expect(bench.scene).toMatchObject({ kind: 'refund', parts: [{ ...part, state: 'back' }] });
});

test('a refused refund says that somebody looks after it; one that is given up says nothing more', async () => {
  const bench = await Bench.open();
  const { saleId } = await soldTea(bench, 'alipayBarcode');
  const [hot] = receiptView(bench.desk, { saleId }).lines;
  bench.practice.faults.next('legacy.refund', { kind: 'code', code: 'SELLER_BALANCE_NOT_ENOUGH', level: 'business', processed: false });
  const { returnId } = startReturn(bench.desk, { saleId, what: lines([hot?.lineId ?? '', 1_000]), reason: 'cold' });
  await untilReturn(bench, returnId, 'refused');
  expect(bench.scene).toMatchObject({ kind: 'refund', parts: [{ state: 'waiting' }] });
  abandonReturn(bench.desk, returnId, 'the customer keeps it');
  expect(bench.scene.kind).toBe('idle');
});

test('the next customer never sees it: neither with goods on the counter nor afterwards', async () => {
  const bench = await Bench.open();
  const { saleId } = await soldTea(bench, 'cash');
  startReturn(bench.desk, { saleId, what: whole, reason: 'wrong drink' });
  expect(bench.scene.kind).toBe('refund');
  await soldTea(bench, 'cash');
  expect(bench.scene.kind).toBe('paid');
  bench.desk.memory.doneSaleId = null;
  expect(bench.scene.kind).toBe('idle');
});

test('found money that is sent back is said too, with no receipt to name', async () => {
  const bench = await Bench.open();
  const { faults } = bench.practice;
  faults.next('legacy.pay', { kind: 'silence', processed: true });
  faults.next('legacy.query', { kind: 'unknown', processed: true }, 12);
  const attemptId = bench.pay('alipayBarcode');
  await bench.until(() => bench.till.payment?.canSetAside === true);
  setAside(bench.desk, attemptId);
  closeShift(bench.desk, FLOAT);
  await bench.untilState(attemptId, 'paid');
  await bench.clock.advance(DAY_MS);
  bench.openShift();
  expect(await bench.during(settleFound(bench.desk, attemptId, 'returned'))).toMatchObject({ status: 'fulfilled' });
  expect(bench.scene).toMatchObject({ kind: 'refund', amountMinor: TEA_MINOR, receiptNo: null, parts: [{ state: 'back', payer: bench.attempt(attemptId).payerHint }] });
});
