import * as z from 'zod';
import { ATTEMPT_STATES } from '../payment/machine.ts';
import { REFUND_STATES } from '../payment/refund-machine.ts';
import { CAUSE_NAMES } from '../reconciliation/causes.ts';
import { AMOUNT_UNITS, COMPLETENESS, FILE_KINDS, RECORD_TYPES, UNIT_SOURCES } from '../reconciliation/files.ts';
import { currency, errorView } from './views.ts';

/** What reconciling gives, as windows, exports and the command line get it. Amounts are minor units of the currency beside them; times UTC ms. */
const count = z.int().min(0);
const amount = z.int();
const sum = z.object({ count, amountMinor: amount });
export type Sum = z.infer<typeof sum>;

/** A file as it came. */
export const reconcileFile = z.object({
  name: z.string(), sha256: z.string().length(64), bytes: count, records: count, encoding: z.enum(['utf-8', 'gbk']), completeness: z.enum(COMPLETENESS),
  /** When these very bytes were reconciled before; null when never. */
  beforeAtMs: z.number().nullable(),
});
export type ReconcileFile = z.infer<typeof reconcileFile>;

export const reconcileTotals = z.object({
  currency,
  /** All that the files print in this currency, other tills of the same merchant included. */
  file: z.object({ payments: sum, refunds: sum, cancels: sum, others: sum }),
  /** The part of it that is this till's. */
  till: z.object({ payments: sum, refunds: sum, cancels: sum }),
  /** What the journal has for the files' days; null where the files do not say which days they cover. */
  ours: z.object({ payments: sum, refunds: sum, cancels: sum }).nullable(),
  /** Charged to the shop: of all records, and of this till's. */
  feesMinor: amount,
  tillFeesMinor: amount,
  /** As printed, to the shop; null in files without settlements. */
  settledMinor: amount.nullable(),
});
export type ReconcileTotals = z.infer<typeof reconcileTotals>;

export const reconcileUnit = z.object({
  unit: z.enum(AMOUNT_UNITS), source: z.enum(UNIT_SOURCES),
  /** Records found in our ledger, and how many of them agree with it in this unit. */
  compared: count, agree: count,
});
export type ReconcileUnit = z.infer<typeof reconcileUnit>;

/** Files that are looked at together: the parts of one, neighbouring days, a settlement with its summary. */
export const reconcileSet = z.object({
  setId: z.string(),
  kind: z.enum(FILE_KINDS),
  merchant: z.string(),
  /** The file was made for another merchant than this till is set up for. */
  otherMerchant: z.boolean(),
  files: z.array(reconcileFile),
  /** The days it covers in the files' calendar, yyyymmdd, first and last; null when it does not say. */
  days: z.object({ first: z.int(), last: z.int() }).nullable(),
  completeness: z.enum(COMPLETENESS),
  /** The files' names count parts that are not here. */
  partMissing: z.boolean(),
  unit: reconcileUnit,
  records: count,
  matched: count,
  otherTill: sum.pick({ count: true }),
  causes: z.array(z.object({ cause: z.enum(CAUSE_NAMES), count })),
  totals: z.array(reconcileTotals),
  /**
   * Whether the settled amounts are before or after the fee: the references disagree (ams.md 9.5 "Net/gross trap"). `unknown` where the file's own
   * figures do not tell; null in files without settlements.
   */
  settledIs: z.enum(['beforeFees', 'afterFees', 'unknown']).nullable(),
});
export type ReconcileSet = z.infer<typeof reconcileSet>;

export const reconcileResult = z.object({
  atMs: z.number(),
  /** Files that were refused whole, with the reason; nothing of them was used. */
  refused: z.array(z.object({ name: z.string(), error: errorView })),
  sets: z.array(reconcileSet),
});
export type ReconcileResult = z.infer<typeof reconcileResult>;

/** One thing on which till and file differ. */
export const reconcileDifference = z.object({
  setId: z.string(),
  cause: z.enum(CAUSE_NAMES),
  /** Where in the files; null for what only the till has. */
  file: z.string().nullable(),
  line: z.int().nullable(),
  reference: z.string(),
  gatewayId: z.string(),
  ours: z.object({
    kind: z.enum(['payment', 'refund']), id: z.string(), state: z.enum([...ATTEMPT_STATES, ...REFUND_STATES]), amountMinor: amount, currency, saleNo: z.int().nullable(), receiptNo: z.int().nullable(), atMs: z.number(),
    /** A supervisor has called it paid (payments.md rule 5). */
    asserted: z.boolean(),
  }).nullable(),
  /** Figures that differ, where no amount of ours or theirs says it: "12 ≠ 13". */
  detail: z.string(),
  theirs: z.object({ type: z.enum(RECORD_TYPES), typeText: z.string(), amountMinor: amount, currency, atMs: z.number().nullable() }).nullable(),
});
export type ReconcileDifference = z.infer<typeof reconcileDifference>;

/** Where reconciling stands, as a whole: a window that was away asks for it and is right again. */
export const reconcileState = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('idle') }),
  /** The window hands the files over. */
  z.object({ kind: z.literal('receiving'), runId: z.string(), bytesDone: count, bytesTotal: count }),
  z.object({ kind: z.literal('reading'), runId: z.string(), phase: z.enum(['checking', 'matching']), bytesDone: count, bytesTotal: count, records: count }),
  /** `recorded` false: the journal refused the entries; the result stands on the screen only. */
  z.object({ kind: z.literal('done'), runId: z.string(), result: reconcileResult, recorded: z.boolean() }),
  z.object({ kind: z.literal('failed'), runId: z.string(), error: errorView }),
]);
export type ReconcileState = z.infer<typeof reconcileState>;

/** A run of earlier, from the journal. */
export const earlierReconciliation = z.object({
  seq: z.int(), atMs: z.number(), kind: z.enum(FILE_KINDS), names: z.array(z.string()), days: z.object({ first: z.int(), last: z.int() }).nullable(), records: count, matched: count, attention: count, check: count,
});
export type EarlierReconciliation = z.infer<typeof earlierReconciliation>;
