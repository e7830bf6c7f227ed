import type { Channel, Request, Response } from '../../../shared/contract/contract.ts';
import type { EarlierReconciliation, ReconcileDifference, ReconcileResult, ReconcileSet, ReconcileState } from '../../../shared/contract/reconcile.ts';
import type { Cause } from '../../../shared/reconciliation/causes.ts';

type ReconcileChannel = Extract<Channel, `reconcile.${string}` | 'practice.reconcile'>;
type Handlers = { readonly [C in ReconcileChannel]: (request: Request<C>) => Response<C> };

const RUN = 'run-1';
const sum = (count: number, amountMinor: number) => ({ count, amountMinor });
const DAY = Date.parse('2026-11-20T12:00:00+08:00');

const agreeing: ReconcileSet = {
  setId: '1', kind: 'legacyTransactions', merchant: '2088999900000011', otherMerchant: false, partMissing: false, completeness: 'counted', days: { first: 20_261_120, last: 20_261_120 },
  files: [{ name: '2088999900000011_transaction_20261120.txt', sha256: 'a'.repeat(64), bytes: 18_204, records: 112, encoding: 'utf-8', completeness: 'counted', beforeAtMs: null }],
  unit: { unit: 'major', source: 'format', compared: 0, agree: 0 }, records: 112, matched: 108, otherTill: { count: 4 }, causes: [{ cause: 'otherTill', count: 4 }], settledIs: null,
  totals: [{
    currency: 'HKD', file: { payments: sum(109, 1_245_800), refunds: sum(2, 14_600), cancels: sum(1, 3_600), others: sum(0, 0) }, till: { payments: sum(105, 1_198_400), refunds: sum(2, 14_600), cancels: sum(1, 3_600) },
    ours: { payments: sum(105, 1_198_400), refunds: sum(2, 14_600), cancels: sum(1, 3_600) }, feesMinor: 9_938, tillFeesMinor: 9_559, settledMinor: null,
  }],
};
const differing: ReconcileSet = {
  ...agreeing, setId: '2', kind: 'amsSettlement', merchant: '1020000000000000001', completeness: 'endMark', unit: { unit: 'minor', source: 'ledger', compared: 41, agree: 41 }, records: 47, matched: 38, otherTill: { count: 0 },
  settledIs: 'beforeFees', days: { first: 20_261_119, last: 20_261_120 },
  files: [
    { name: 'settlementItems_HKD_2026112000000000001_000.csv', sha256: 'b'.repeat(64), bytes: 9_120, records: 43, encoding: 'utf-8', completeness: 'endMark', beforeAtMs: DAY - 86_400_000 },
    { name: 'settlementSummary_HKD_2026112000000000001_000.csv', sha256: 'c'.repeat(64), bytes: 512, records: 4, encoding: 'utf-8', completeness: 'endMark', beforeAtMs: null },
  ],
  causes: [
    { cause: 'amountDiffers', count: 1 }, { cause: 'paidOpenHere', count: 1 }, { cause: 'refundOutsideTill', count: 1 }, { cause: 'paidNotThere', count: 240 }, { cause: 'openNotThere', count: 1 }, { cause: 'duplicate', count: 1 },
    { cause: 'notSettledHere', count: 12 },
  ],
  totals: [{ ...(agreeing.totals[0] as ReconcileSet['totals'][number]), settledMinor: 1_180_200 }],
};
const base: ReconcileDifference = {
  setId: '2', cause: 'amountDiffers', file: 'settlementItems_HKD_2026112000000000001_000.csv', line: 17, reference: 'GT0120261120000107Q7W2M9XD', gatewayId: '202611201940108001001880200000000107', detail: '',
  ours: { kind: 'payment', id: 'a107', state: 'paid', amountMinor: 8_600, currency: 'HKD', saleNo: 107, receiptNo: 104, atMs: DAY, asserted: false },
  theirs: { type: 'payment', typeText: 'PAYMENT', amountMinor: 8_060, currency: 'HKD', atMs: DAY + 2_000 },
};
const SAMPLES: Partial<Record<Cause, ReconcileDifference>> = {
  paidOpenHere: { ...base, cause: 'paidOpenHere', line: 21, reference: 'GT0120261120000111K2M4P8ZT', ours: { kind: 'payment', id: 'a9', state: 'unresolved', amountMinor: 7_650, currency: 'HKD', saleNo: 111, receiptNo: null, atMs: DAY, asserted: true }, theirs: { type: 'payment', typeText: 'PAYMENT', amountMinor: 7_650, currency: 'HKD', atMs: DAY } },
  refundOutsideTill: { ...base, cause: 'refundOutsideTill', line: 30, reference: 'PORTAL-20261120-77', theirs: { type: 'refund', typeText: 'REFUND', amountMinor: 8_600, currency: 'HKD', atMs: DAY } },
  paidNotThere: { ...base, cause: 'paidNotThere', file: null, line: null, theirs: null },
  openNotThere: { ...base, cause: 'openNotThere', file: null, line: null, theirs: null, ours: { kind: 'payment', id: 'a10', state: 'asking', amountMinor: 12_000, currency: 'HKD', saleNo: 115, receiptNo: null, atMs: DAY, asserted: false } },
};

const RESULTS: Readonly<Record<string, ReconcileResult>> = {
  reconcileAgrees: { atMs: DAY + 86_400_000, refused: [], sets: [agreeing] },
  reconcileDiffers: { atMs: DAY + 86_400_000, refused: [{ name: 'transactionItems_20261118_000.csv', error: { code: 'RECONCILE_TRUNCATED', details: { line: 4_211 } } }], sets: [agreeing, differing] },
  reconcileUnit: { atMs: DAY + 86_400_000, refused: [{ name: 'transactionItems_20261120_000.csv', error: { code: 'RECONCILE_UNIT', details: { line: 1, compared: 0, minorAgree: 0, majorAgree: 0 } } }], sets: [] },
};
const EARLIER: readonly EarlierReconciliation[] = [
  { seq: 5_301, atMs: DAY, kind: 'legacyTransactions', names: ['2088999900000011_transaction_20261119.txt'], days: { first: 20_261_119, last: 20_261_119 }, records: 98, matched: 98, attention: 0, check: 0 },
  { seq: 5_300, atMs: DAY, kind: 'amsSettlement', names: ['settlementItems_HKD_2026111900000000001_000.csv', 'settlementSummary_HKD_2026111900000000001_000.csv'], days: { first: 20_261_118, last: 20_261_119 }, records: 51, matched: 49, attention: 1, check: 1 },
];

/** Where reconciling stands in a state of the harness. */
export function reconcileState(name: string): ReconcileState {
  const result = RESULTS[name === 'reconcileOpened' ? 'reconcileDiffers' : name];
  if (result !== undefined) return { kind: 'done', runId: RUN, result, recorded: name !== 'reconcileAgrees' };
  if (name === 'reconcileReading') return { kind: 'reading', runId: RUN, phase: 'matching', bytesDone: 61_000_000, bytesTotal: 163_000_000, records: 374_212 };
  if (name === 'reconcileFailed') return { kind: 'failed', runId: RUN, error: { code: 'JOURNAL_IO', details: {} } };
  return { kind: 'idle' };
}

/** The reconciliation of the fake till: takes any files, and finds what the differing fixture says. */
export function fakeReconcile(first: ReconcileState, emit: (state: ReconcileState) => void): Handlers {
  let state = first;
  let bytesTotal = 0;
  let bytesDone = 0;
  const become = (next: ReconcileState): void => {
    state = next;
    emit(next);
  };
  const finish = (name: string): void => {
    queueMicrotask(() => {
      become({ kind: 'reading', runId: RUN, phase: 'checking', bytesDone: 0, bytesTotal, records: 0 });
      become(reconcileState(name));
    });
  };
  return {
    'reconcile.state': () => state,
    'reconcile.begin': ({ files }) => {
      bytesTotal = files.reduce((all, file) => all + file.bytes, 0);
      bytesDone = 0;
      become({ kind: 'receiving', runId: RUN, bytesDone: 0, bytesTotal });
      return { runId: RUN };
    },
    'reconcile.chunk': ({ bytes }) => {
      bytesDone += bytes.length;
      become({ kind: 'receiving', runId: RUN, bytesDone, bytesTotal });
      return {};
    },
    'reconcile.start': ({ unit }) => {
      finish(unit === null ? 'reconcileDiffers' : 'reconcileAgrees');
      return {};
    },
    'reconcile.stop': () => {
      become({ kind: 'idle' });
      return {};
    },
    'reconcile.differences': ({ cause }) => ({
      differences: Array.from({ length: cause === 'paidNotThere' ? 200 : 1 }, (_, n) => {
        const sample = SAMPLES[cause] ?? { ...base, cause };
        return n === 0 ? sample : { ...sample, reference: `GT01202611200${String(n).padStart(5, '0')}H4K8R2VN` };
      }),
    }),
    'reconcile.export': ({ format }) => ({ path: `reports/reconciliation-20261121-101500.${format}` }),
    'reconcile.earlier': () => ({ runs: [...EARLIER] }),
    'practice.reconcile': () => {
      finish('reconcileAgrees');
      return { runId: RUN };
    },
  };
}
