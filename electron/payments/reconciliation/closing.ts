import { isFinal } from '../../../shared/payment/machine.ts';
import { isRefundFinal } from '../../../shared/payment/refund-machine.ts';
import type { Cause } from '../../../shared/reconciliation/causes.ts';
import type { LedgerPayment, LedgerRefund, LedgerRow } from '../../journal/ledger.ts';
import type { Board, Theirs } from './board.ts';
import { FLAG, type FileLine } from './marks.ts';

/**
 * A payment so near to a file's midnight may stand in the neighbouring file: the two clocks differ, and which zone's midnight is meant is inferred
 * (FILE_DAY_OFFSET_MINUTES). As long as the grace for cancels after midnight (legacy.md 6.6).
 */
const NEAR_MIDNIGHT_MS = 15 * 60_000;

/** Our rows once more, when all records are known: states that differ, and what is missing in the files. Returns how many records agree. */
export function closeMatching(board: Board): number {
  const { payments, refunds, weighed, totals, form, partMissing, products, fromMs, toMs, report, ledger, isOfGateway } = board;
  let matched = 0;

  const inJournal = (cause: Cause, row: LedgerRow, where: FileLine | null, theirs: Theirs | null): void =>
    report(cause, { where, reference: row.reference, gatewayId: row.gatewayId ?? '', ours: row, theirs });
  const within = (atMs: number): boolean => fromMs !== null && toMs !== null && atMs >= fromMs && atMs < toMs;
  /** The files should know of it. */
  const isExpected = (row: LedgerRow, atMs: number): boolean => within(atMs) && products.has(row.product);
  const isNearMidnight = (atMs: number): boolean => fromMs !== null && toMs !== null && (atMs - fromMs < NEAR_MIDNIGHT_MS || toMs - atMs <= NEAR_MIDNIGHT_MS);

  function finishPayment(row: LedgerPayment): void {
    const place = payments.placeOf(row.seq);
    if (place === null) return;
    if (row.state === 'paid' && isExpected(row, row.atMs)) {
      totals.ours('payment', row.currency, row.amountMinor);
      if (isGivenBackUnrefunded(row, place)) totals.ours('cancel', row.currency, row.amountMinor);
    }
    const seen = payments.has(place, FLAG.seen);
    const cancelled = payments.has(place, FLAG.cancelled);
    if (!seen && !cancelled) {
      finishAbsentPayment(row);
      return;
    }
    const where = seen ? payments.lineAt(place) : payments.cancelLineAt(place);
    const cause = causeOfState(row, place, seen, cancelled);
    if (cause !== null) inJournal(cause, row, cause === 'cancelledOutsideTill' || cause === 'cancelledOpenHere' ? payments.cancelLineAt(place) : where, weighed.get(row.seq) ?? null);
    else if (!payments.has(place, FLAG.differs)) matched += seen && cancelled ? 2 : 1;
  }

  /** Given back by a plain cancel, as found money once was: no refund of ours tells of it. */
  const isGivenBackUnrefunded = (row: LedgerPayment, place: number): boolean => row.found === 'returned' && !payments.has(place, FLAG.cancelDone | FLAG.cancelOpen | FLAG.refundDone);

  /** How the states of both sides differ; null when they agree. */
  function causeOfState(row: LedgerPayment, place: number, seen: boolean, cancelled: boolean): Cause | null {
    if (!isFinal(row.state)) return cancelled ? 'cancelledOpenHere' : 'paidOpenHere';
    if (row.state === 'paid') {
      const isGivenBack = row.found === 'returned' || payments.has(place, FLAG.cancelDone | FLAG.cancelOpen);
      if (cancelled) return isGivenBack ? null : 'cancelledOutsideTill';
      if (!isGivenBackUnrefunded(row, place) || form !== 'transactions') return null;
      return isNearMidnight(row.atMs) ? 'cancelInLaterFile' : 'cancelNotInFile';
    }
    if (cancelled || !seen) return null;
    return (row.state === 'cancelled' || row.state === 'closed') && toMs !== null && row.atMs >= toMs ? 'cancelInLaterFile' : 'paidEndedHere';
  }

  function finishAbsentPayment(row: LedgerPayment): void {
    const isOpen = !isFinal(row.state);
    if (!(row.state === 'paid' && isExpected(row, row.atMs)) && !(isOpen && isExpected(row, row.createdAtMs))) return;
    if (form === 'settlement') {
      if (!isOpen) inJournal('notSettledHere', row, null, null);
    } else if (form === 'transactions') {
      if (partMissing) inJournal('partMissing', row, null, null);
      else if (isOpen) inJournal('openNotThere', row, null, null);
      else inJournal(isNearMidnight(row.atMs) ? 'nearMidnight' : 'paidNotThere', row, null, null);
    }
  }

  function finishRefund(row: LedgerRefund): void {
    const isCancel = row.way === 'cancel';
    if (row.state === 'refunded' && isExpected(row, row.atMs)) totals.ours(isCancel ? 'cancel' : 'refund', row.currency, row.amountMinor);
    const place = refunds.placeOf(row.seq);
    const paymentPlace = payments.placeOf(row.paymentSeq);
    if (place === null || paymentPlace === null) return;
    // A whole payment is cancelled under its own reference; a refund has one of its own.
    const isThere = isCancel ? payments.has(paymentPlace, FLAG.cancelled) : refunds.has(place, FLAG.seen);
    const where = isThere ? (isCancel ? payments.cancelLineAt(paymentPlace) : refunds.lineAt(place)) : null;
    if (!isThere) finishAbsentRefund(row, isCancel);
    else if (row.state !== 'refunded') inJournal(isRefundFinal(row.state) ? 'refundDoneEndedHere' : 'refundDoneOpenHere', row, where, weighed.get(isCancel ? row.paymentSeq : row.seq) ?? null);
    else if (!isCancel && !refunds.has(place, FLAG.differs)) matched += 1;
  }

  function finishAbsentRefund(row: LedgerRefund, isCancel: boolean): void {
    const isOpen = !isRefundFinal(row.state);
    if (!(row.state === 'refunded' && isExpected(row, row.atMs)) && !(isOpen && isExpected(row, row.createdAtMs))) return;
    if (form === 'settlement') {
      // What was cancelled before it was settled need not be in a settlement at all.
      if (!isOpen && !isCancel) inJournal('notSettledHere', row, null, null);
    } else if (form === 'transactions') inJournal(partMissing ? 'partMissing' : isOpen ? 'refundOpenNotThere' : 'refundNotThere', row, null, null);
  }

  for (const row of ledger.rows()) {
    if (!isOfGateway(row)) continue;
    if (row.kind === 'payment') finishPayment(row);
    else finishRefund(row);
  }
  return matched;
}
