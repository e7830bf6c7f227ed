import type { RefundView, ReturnView } from '../../shared/contract/returns.ts';
import { TillError } from '../../shared/errors/registry.ts';
import { valueTotal } from '../../shared/stored-value/value-lines.ts';
import { isRefundFinal } from '../../shared/payment/refund-machine.ts';
import type { RefundRow, ReturnRow } from '../journal/returns-port.ts';
import { nameOf } from './authority.ts';
import type { Desk } from './desk.ts';
import { isCashDue, nothingMoved, refundsAreBack, roundingOfDoc } from './returns.ts';

/** A return as the cashier sees it. Throws RETURN_NOT_FOUND. */
export function returnView(desk: Desk, returnId: string): ReturnView {
  const doc = desk.journal.returnDoc(returnId);
  if (!doc) throw new TillError('RETURN_NOT_FOUND');
  return viewOf(desk, doc);
}

/** Returns that wait for something, oldest first. */
export const openReturnViews = (desk: Desk): ReturnView[] => desk.journal.openReturns().map((doc) => viewOf(desk, doc));

/** Refunds that somebody should know of: those of open returns, and of found money that is being given back; of each part the newest. */
export function refundViews(desk: Desk, returns: readonly ReturnView[]): RefundView[] {
  const ofReturns = returns.flatMap((one) => one.ways.flatMap((way) => one.refunds.filter((refund) => refund.refundId === way.refundId && refund.state !== 'refunded')));
  const ofFound = desk.journal.foundMoney().flatMap(({ attemptId }) => desk.journal.refundsOfAttempt(attemptId).filter((refund) => refund.returnId === null).slice(-1));
  return [...ofReturns, ...ofFound.map((row) => refundView(desk, row, null))].sort((a, b) => a.startedAtMs - b.startedAtMs);
}

function viewOf(desk: Desk, doc: ReturnRow): ReturnView {
  const refunds = desk.journal.refundsOfReturn(doc.returnId);
  const names = new Map(desk.journal.saleLines(doc.saleId).map((line) => [line.lineId, line.name]));
  const newest = (attemptId: string | null): RefundRow | undefined => refunds.findLast((refund) => refund.attemptId === attemptId);
  return {
    returnId: doc.returnId, returnNo: doc.returnNo, saleId: doc.saleId, receiptNo: doc.receiptNo, state: stateOf(desk, doc, refunds), asVoid: doc.asVoid, currency: doc.currency,
    totalMinor: doc.totalMinor + valueTotal(doc.values), roundingMinor: roundingOfDoc(doc), ...(doc.values.length === 0 ? {} : { valueMinor: valueTotal(doc.values) }), itemsMilli: doc.itemsMilli,
    taxes: doc.taxes.map((tax) => ({ ...tax, name: desk.config.tax.rates.find((rate) => rate.id === tax.rateId)?.name ?? tax.rateId })),
    lines: doc.lines.map(({ lineId, quantityMilli, amountMinor }) => ({ lineId, quantityMilli, amountMinor, name: names.get(lineId) ?? { en: lineId, zhHans: '', zhHant: '' } })),
    ways: doc.ways.map(({ tenderId, kind, attemptId, amountMinor, paidOut }) => ({
      tenderId, kind, attemptId, amountMinor, refundId: newest(attemptId)?.refundId ?? null, payerHint: attemptId === null ? null : (desk.journal.attempt(attemptId)?.payerHint ?? null),
      state: attemptId === null ? (paidOut ? 'back' : 'due') : wayState(refundsAreBack({ ...doc, ways: doc.ways.filter((way) => way.tenderId === tenderId) }, refunds), newest(attemptId)),
    })),
    refunds: refunds.map((row) => refundView(desk, row, doc)),
    reason: doc.reason, operator: nameOf(desk, doc.operator), createdAtMs: doc.createdAtMs, endedAtMs: doc.endedAtMs,
    cashDueMinor: doc.state === 'open' ? doc.ways.filter(isCashDue).reduce((sum, way) => sum + way.amountMinor, 0) : 0,
    canPayCash: doc.state === 'open' && doc.ways.some(isCashDue) && refundsAreBack(doc, refunds),
    canAbandon: doc.state === 'open' && nothingMoved(desk, doc.returnId),
  };
}

function wayState(isBack: boolean, newest: RefundRow | undefined): ReturnView['ways'][number]['state'] {
  if (isBack) return 'back';
  return newest && !isRefundFinal(newest.state) ? 'underWay' : 'notBack';
}

function stateOf({ journal }: Desk, doc: ReturnRow, refunds: readonly RefundRow[]): ReturnView['state'] {
  if (doc.state !== 'open') return doc.state;
  if (refunds.some((refund) => !isRefundFinal(refund.state))) return 'refunding';
  if (!refundsAreBack(doc, refunds)) return 'refused';
  if (doc.ways.some(isCashDue)) return 'cashDue';
  return journal.openShift() ? 'refunding' : 'waitsForShift';
}

function refundView({ engine, journal }: Desk, row: RefundRow, doc: ReturnRow | null): RefundView {
  const facts = engine.refunds.view(row.refundId);
  if (!facts) throw new TillError('REFUND_NOT_FOUND');
  const ended = doc !== null && doc.state !== 'open';
  return { ...facts, returnNo: doc?.returnNo ?? null, receiptNo: doc?.receiptNo ?? journal.sale(journal.attempt(row.attemptId)?.saleId ?? null)?.receiptNo ?? null, canRetry: facts.canRetry && !ended };
}
