import type { ReconcileTotals } from '../../../shared/contract/reconcile.ts';
import { CAUSES_BY_WEIGHT, type Cause } from '../../../shared/reconciliation/causes.ts';
import type { FileItem, FileRecord } from '../../../shared/reconciliation/files.ts';
import { requireMinor } from './amounts.ts';
import { layOut, type MatcherOptions } from './board.ts';
import { closeMatching } from './closing.ts';
import { prepareComparing } from './comparing.ts';
import { createSummaryCheck } from './summary-check.ts';

export interface MatchOutcome {
  readonly records: number;
  /** Records that agree with our ledger in amount, currency and state. */
  readonly matched: number;
  readonly otherTill: number;
  readonly causes: readonly { readonly cause: Cause; readonly count: number }[];
  readonly totals: ReconcileTotals[];
  readonly settledIs: 'beforeFees' | 'afterFees' | 'unknown' | null;
}

export interface Matcher {
  /** One record; `file` counts in `fileNames`. Throws RECONCILE_BAD_LINE for an amount that is none in this unit. */
  take(item: FileItem, file: number): void;
  /** All files were read to their ends: says what is missing, and the sums. */
  finish(): MatchOutcome;
}

/**
 * Compares the records of one set of files with our ledger: by our reference first, by the gateway's number where that fails (ams.md 9.5). Memory
 * is a few dozen bytes for each of our rows and each record of other tills. Changes nothing: a file is not a verified message (payments.md rule 5).
 */
export function createMatcher(options: MatcherOptions): Matcher {
  const { unit, gateway, form, days } = options;
  const board = layOut(options);
  const { totals, counts } = board;
  const compare = prepareComparing(board);
  const summary = createSummaryCheck(unit);
  const settledAs = { beforeFees: 0, afterFees: 0, neither: 0 };
  let records = 0;

  function takeMoney({ fees, settled, amount, type, line }: FileRecord, amountMinor: number, isOfTill: boolean): void {
    let feeMinor = 0;
    const inMinorUnits = fees.map((fee) => ({ currency: fee.currency, amountMinor: requireMinor(fee, unit, line) }));
    for (const fee of inMinorUnits) {
      totals.fee(fee.currency, fee.amountMinor, isOfTill);
      if (fee.currency === amount.currency) feeMinor += fee.amountMinor;
    }
    if (settled === null) return;
    const settledMinor = requireMinor(settled, unit, line);
    totals.settled(settled.currency, settledMinor);
    summary.takeSettled(settled.currency, settledMinor, inMinorUnits);
    // Only a plain payment with a fee in the same currency shows which it is.
    if (type !== 'payment' || settled.currency !== amount.currency || feeMinor === 0) return;
    if (settledMinor === amountMinor) settledAs.beforeFees += 1;
    else if (settledMinor === amountMinor - feeMinor) settledAs.afterFees += 1;
    else settledAs.neither += 1;
  }

  function settledReading(): MatchOutcome['settledIs'] {
    if (form === 'transactions') return null;
    // legacy.md 9.3: Settlement is Amount less Fee.
    if (gateway === 'legacy') return 'afterFees';
    const { beforeFees, afterFees, neither } = settledAs;
    if (neither > 0 || (beforeFees > 0) === (afterFees > 0)) return 'unknown';
    return beforeFees > 0 ? 'beforeFees' : 'afterFees';
  }

  return {
    take(item, file) {
      if (item.what === 'summary') {
        summary.takeSummary(item, { file, line: item.line });
        return;
      }
      records += 1;
      const { amountMinor, isOfTill } = compare(item, file);
      takeMoney(item, amountMinor, isOfTill);
    },
    finish() {
      const matched = closeMatching(board);
      for (const { where, typeText, detail, amountMinor, currency } of summary.finish(records > 0)) {
        board.report('summaryDiffers', { where, reference: '', gatewayId: '', ours: null, theirs: { type: 'other', typeText, amountMinor, currency, atMs: null }, detail });
      }
      if (records === 0) {
        for (const { currency, settledMinor, fees } of summary.totals()) {
          totals.settled(currency, settledMinor);
          for (const fee of fees) totals.fee(fee.currency, fee.amountMinor, false);
        }
      }
      return {
        records: records + summary.lines(), matched, otherTill: counts.get('otherTill') ?? 0,
        causes: CAUSES_BY_WEIGHT.flatMap((cause) => (counts.has(cause) ? [{ cause, count: counts.get(cause) ?? 0 }] : [])),
        totals: totals.result(days !== null && form !== 'summary'), settledIs: settledReading(),
      };
    },
  };
}
