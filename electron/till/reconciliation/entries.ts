import type { EarlierReconciliation, ReconcileSet } from '../../../shared/contract/reconcile.ts';
import type { EntryDraft, EntryOf } from '../../../shared/journal/entries.ts';
import { CAUSES, type CauseWeight } from '../../../shared/reconciliation/causes.ts';

const NAME_CHARS_MAX = 200;

/** What the journal keeps of a set: which bytes, which days, what was counted. */
export const doneDraft = ({ kind, merchant, files, days, unit, records, matched, causes, totals }: ReconcileSet): EntryDraft => ({
  type: 'reconciliation.done',
  data: {
    kind, merchant, days, records, matched, causes, amountUnit: unit.unit, amountUnitFrom: unit.source,
    files: files.map(({ name, sha256, bytes, records: inFile, encoding }) => ({ name: name.toWellFormed().slice(0, NAME_CHARS_MAX), sha256, bytes, records: inFile, encoding })),
    totals: totals.map(({ currency, file, till, ours, feesMinor, settledMinor }) => ({
      currency, feesMinor, settledMinor,
      paymentsMinor: file.payments.amountMinor, refundsMinor: file.refunds.amountMinor, cancelsMinor: file.cancels.amountMinor,
      tillPaymentsMinor: till.payments.amountMinor, tillRefundsMinor: till.refunds.amountMinor, tillCancelsMinor: till.cancels.amountMinor,
      oursPaymentsMinor: ours?.payments.amountMinor ?? null, oursRefundsMinor: ours?.refunds.amountMinor ?? null, oursCancelsMinor: ours?.cancels.amountMinor ?? null,
    })),
  },
});

const weigh = (causes: ReconcileSet['causes'], weight: CauseWeight): number => causes.reduce((sum, { cause, count }) => (CAUSES[cause].weight === weight ? sum + count : sum), 0);

/** An earlier run as the page lists it. */
export const earlierView = ({ seq, atMs, data }: EntryOf<'reconciliation.done'>): EarlierReconciliation => ({
  seq, atMs, kind: data.kind, names: data.files.map((file) => file.name), days: data.days, records: data.records, matched: data.matched, attention: weigh(data.causes, 'attention'),
  check: weigh(data.causes, 'check'),
});

/** How many differences of a weight a result has in all. */
export const countOf = (sets: readonly ReconcileSet[], weight: CauseWeight): number => sets.reduce((sum, set) => sum + weigh(set.causes, weight), 0);
