import { expect, test } from 'vitest';
import { openLedger } from '../../../electron/journal/ledger.ts';
import { practiceAccounts } from '../../../electron/till/reconciliation/practice-accounts.ts';
import { reconcile, type Source } from '../../../electron/till/reconciliation/run.ts';
import { startReturn } from '../../../electron/till/returns.ts';
import { practiceFiles, type PracticeFile } from '../../../electron/training/reconciliation-files.ts';
import type { ReconcileDifference, ReconcileResult } from '../../../shared/contract/reconcile.ts';
import type { FileKind } from '../../../shared/reconciliation/files.ts';
import { Bench } from '../till/bench-desk.ts';
import { DAY_MS, lines, soldTea, untilReturn, whole } from '../till/return-bench.ts';

const asSource = ({ name, content }: PracticeFile): Source => ({
  name, bytes: content.length,
  async *open() {
    yield Buffer.from(content);
  },
});

/** The gateways' files of a bench, held against its journal. */
async function reconciled(bench: Bench): Promise<{ readonly files: readonly PracticeFile[]; readonly result: ReconcileResult; readonly differences: readonly ReconcileDifference[] }> {
  const files = practiceFiles(bench.practice.trades(), bench.clock.nowMs());
  const ledger = openLedger(bench.journal.file);
  const differences: ReconcileDifference[] = [];
  try {
    const result = await reconcile({
      sources: files.map(asSource), ledger, register: bench.config.tillId, accounts: practiceAccounts(), unit: null, atMs: bench.clock.nowMs(), reconciledBefore: () => null,
      sink: { take: (difference) => void differences.push(difference), drop: () => undefined },
    });
    return { files, result, differences };
  } finally {
    ledger.close();
  }
}
const said = (differences: readonly ReconcileDifference[]): readonly string[] => differences.map(({ cause }) => cause);
const setOf = (result: ReconcileResult, kind: FileKind) => result.sets.filter((set) => set.kind === kind);

test('a day of practice: sold, refunded in part, voided, cancelled, declined; both gateways\' files agree with the journal', async () => {
  const bench = await Bench.open();
  const barcode = await soldTea(bench, 'alipayBarcode');
  const order = await soldTea(bench, 'alipayOrderCode');
  await soldTea(bench, 'alipayUserPresented');
  await soldTea(bench, 'cash');
  // One line of the order code's sale goes back by a refund, all of the barcode's by a cancel of the same day.
  const line = bench.journal.saleLines(order.saleId)[0]?.lineId ?? '';
  await untilReturn(bench, startReturn(bench.desk, { saleId: order.saleId, what: lines([line, 1_000]), reason: 'cold' }).returnId, 'completed');
  await untilReturn(bench, startReturn(bench.desk, { saleId: barcode.saleId, what: whole, reason: 'spilt' }).returnId, 'completed');
  // One nobody pays is cancelled unpaid, one is declined: no file knows of them.
  const never = bench.pay('alipayBarcode', 'neverPays');
  await bench.untilState(never, 'cancelled');
  const declined = bench.pay('alipayBarcode', 'declinedBalance');
  await bench.untilState(declined, 'declined');

  const { files, result, differences } = await reconciled(bench);
  expect(result.refused).toEqual([]);
  expect(said(differences)).toEqual([]);
  expect(files.map(({ name }) => name)).toEqual([expect.stringMatching(/^2088\d{12}_transaction_\d{8}\.txt$/), expect.stringMatching(/^transactionItems_\d{8}_000\.csv$/)]);
  expect(setOf(result, 'legacyTransactions')).toMatchObject([{ records: 2, matched: 2, totals: [{ till: { payments: { count: 1 }, cancels: { count: 1 } }, ours: { payments: { count: 1 }, cancels: { count: 1 } } }] }]);
  expect(setOf(result, 'amsTransactions')).toMatchObject([{ records: 3, matched: 3, unit: { unit: 'minor', source: 'ledger', compared: 3, agree: 3 }, totals: [{ till: { payments: { count: 2 }, refunds: { count: 1 } }, ours: { payments: { count: 2 }, refunds: { count: 1 } } }] }]);
  for (const { till, ours } of result.sets.flatMap((set) => set.totals)) expect(till).toEqual(ours);
});

test('the day after there are settlements too, with a summary that adds up', async () => {
  const bench = await Bench.open();
  await soldTea(bench, 'alipayBarcode');
  await soldTea(bench, 'alipayOrderCode');
  await bench.clock.advance(DAY_MS);
  const { result, differences } = await reconciled(bench);
  expect(result.refused).toEqual([]);
  expect(said(differences)).toEqual([]);
  expect(result.sets.map((set) => set.kind).sort()).toEqual(['amsSettlement', 'amsTransactions', 'legacySettlement', 'legacyTransactions']);
  expect(setOf(result, 'amsSettlement')).toMatchObject([{ files: [{}, {}], settledIs: 'beforeFees', unit: { source: 'sibling' } }]);
  expect(setOf(result, 'legacySettlement')).toMatchObject([{ settledIs: 'afterFees', completeness: 'notProvable' }]);
});

test('what the till cannot learn, the file tells: paid while the line was down, or not there at all', async () => {
  const bench = await Bench.open();
  // The answer to the payment is lost, and after it every answer.
  for (const service of ['legacy.query', 'legacy.cancel'] as const) bench.practice.faults.next(service, { kind: 'reset', processed: false }, 500);
  const paid = bench.pay('alipayBarcode', 'dropsConnection');
  await bench.untilState(paid, 'unresolved');
  const before = bench.attempt(paid).state;
  const { differences } = await reconciled(bench);
  expect(said(differences)).toEqual(['paidOpenHere']);
  expect(differences[0]).toMatchObject({ ours: { id: paid, state: before }, theirs: { type: 'payment', amountMinor: 4_700 } });
  // A file is no verified message: the payment stands where it stood.
  expect(bench.attempt(paid).state).toBe(before);
});

test('not there at all: the payment stays open until the gateway itself says so', async () => {
  const bench = await Bench.open();
  for (const service of ['legacy.query', 'legacy.cancel'] as const) bench.practice.faults.next(service, { kind: 'reset', processed: false }, 500);
  const lost = bench.pay('alipayBarcode', 'dropsConnectionUnprocessed');
  await bench.untilState(lost, 'unresolved');
  const { differences } = await reconciled(bench);
  expect(said(differences)).toEqual(['openNotThere']);
  expect(bench.attempt(lost).state).toBe('unresolved');
});

test('somebody else cancels at the gateway: the file shows what the journal does not', async () => {
  const bench = await Bench.open();
  const { attemptId } = await soldTea(bench, 'alipayBarcode');
  await bench.during(bench.cancelElsewhere(attemptId));
  const { differences } = await reconciled(bench);
  expect(said(differences)).toEqual(['cancelledOutsideTill']);
});

test('a day without anything is an empty file, and that agrees as well', async () => {
  const bench = await Bench.open();
  const { files, result, differences } = await reconciled(bench);
  expect(files).toHaveLength(1);
  expect(result).toMatchObject({ refused: [], sets: [{ records: 0, matched: 0, completeness: 'counted' }] });
  expect(differences).toEqual([]);
});
