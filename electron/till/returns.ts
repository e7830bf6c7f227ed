import type { ReturnPreview, ReturnWhat } from '../../shared/contract/returns.ts';
import { TillError } from '../../shared/errors/registry.ts';
import type { EntryDraft } from '../../shared/journal/entries.ts';
import { minor } from '../../shared/money.ts';
import { isStoredTender } from '../../shared/stored-value/tenders.ts';
import { valueTotal, type ValueLine } from '../../shared/stored-value/value-lines.ts';
import type { Journal } from '../journal/port.ts';
import type { RefundRow, ReturnRow } from '../journal/returns-port.ts';
import { requireDrawer } from './cash/drawers.ts';
import type { Desk } from './desk.ts';
import { showGoingBack } from './going-back.ts';
import { planReturn, soldOf, type ReturnPlan } from './return-plan.ts';
import { append, requireShift } from './selling.ts';

type JournalOnly = Pick<Desk, 'journal'>;

/** What a return would be, in the words of the contract; writes nothing. Throws what `planReturn` throws. */
export function previewReturn(desk: Desk, order: { saleId: string; what: ReturnWhat }): ReturnPreview {
  return asPreview(desk, planReturn(desk, soldOf(desk, order.saleId), order.what));
}

export function asPreview({ config }: Pick<Desk, 'config'>, { asVoid, lines, totals, ways, roundingMinor, values }: ReturnPlan): ReturnPreview {
  return {
    asVoid, totalMinor: totals.totalMinor + valueTotal(values), roundingMinor, ...(values.length === 0 ? {} : { valueMinor: valueTotal(values) }), itemsMilli: totals.itemsMilli,
    lines: lines.map(({ lineId, quantityMilli, amountMinor }) => ({ lineId, quantityMilli, amountMinor })),
    taxes: totals.taxes.map((tax) => ({ ...tax, name: config.tax.rates.find((rate) => rate.id === tax.rateId)?.name ?? tax.rateId })),
    ways: ways.map(({ tenderId, kind, attemptId, amountMinor, how, why }) => ({ tenderId, kind, attemptId, amountMinor, how, why })),
  };
}

/**
 * Takes goods back against a receipt. The document and its refunds are one transaction, on disk before the first byte leaves. Money goes back the way it came; the
 * gateway's part first, and cash only when that is verifiably back: cash that is out of the drawer cannot be taken back, a refund that was refused can be tried again or
 * given up. A return of nothing but cash is handed out and completed in the same transaction. Throws SHIFT_NOT_OPEN, DRAWER_NOT_OPEN and what `planReturn` throws.
 */
export function startReturn(desk: Desk, order: { saleId: string; what: ReturnWhat; reason: string }): { returnId: string } {
  const shift = requireShift(desk);
  const sold = soldOf(desk, order.saleId);
  const plan = planReturn(desk, sold, order.what);
  const { receipt } = sold;
  // Cash for what once came as goods: this receipt does not say how it was paid at first.
  const isCashForGoods = plan.ways.some((way) => sold.tenders.some(({ row }) => row.tenderId === way.tenderId && row.kind === 'exchange'));
  desk.authority.require({ permission: isCashForGoods ? 'returnWithoutReceipt' : plan.asVoid ? 'voidSale' : 'returnWithReceipt', moneyOutMinor: minor(plan.totals.totalMinor + valueTotal(plan.values) + plan.roundingMinor) });
  const returnId = desk.random.uuid();
  const ways = plan.ways.map(({ tenderId, kind, attemptId, amountMinor }) => ({ tenderId, kind, attemptId, amountMinor }));
  const created: Extract<EntryDraft, { type: 'return.created' }> = {
    type: 'return.created',
    data: {
      returnId, returnNo: desk.journal.lastNumber('return') + 1, saleId: receipt.saleId, receiptNo: receipt.receiptNo, shiftNo: shift.shiftNo, currency: receipt.currency,
      asVoid: plan.asVoid, itemsMilli: plan.totals.itemsMilli, lines: plan.lines.map((line) => ({ ...line })), taxes: plan.totals.taxes.map((tax) => ({ ...tax })),
      totalMinor: plan.totals.totalMinor, ...roundingOf(plan.roundingMinor), ways, adopts: [...plan.adopts], reason: order.reason, ...valuesOf(plan.values),
    },
  };
  const orders = plan.ways.flatMap(({ attemptId, refundMinor }) => (attemptId === null || refundMinor === 0 ? [] : [{ attemptId, amountMinor: refundMinor, returnId, reason: order.reason }]));
  if (orders.length > 0) {
    desk.engine.refunds.begin(orders, { drafts: [created], people: desk.authority.people() });
  } else {
    const cash = ways.filter((way) => way.attemptId === null && !isStoredTender(way.kind));
    if (cash.length > 0) requireDrawer(desk);
    append(desk, [
      created, ...cashDrafts(returnId, receipt.saleId, cash),
      { type: 'return.completed', data: { returnId, shiftNo: shift.shiftNo, totalMinor: created.data.totalMinor, ...roundingOf(plan.roundingMinor), taxes: created.data.taxes, itemsMilli: created.data.itemsMilli, ways: completedWays(ways), ...valuesOf(plan.values) } },
    ]);
  }
  showGoingBack(desk, { returnId });
  desk.changed();
  return { returnId };
}

/** Hands out the cash part once everything else is back. Throws RETURN_NOT_FOUND, RETURN_ENDED, RETURN_CASH_TOO_EARLY, SHIFT_NOT_OPEN, DRAWER_NOT_OPEN. */
export function payReturnCash(desk: Desk, returnId: string): void {
  const shift = requireShift(desk);
  const doc = requireOpen(desk, returnId);
  if (!refundsAreBack(doc, desk.journal.refundsOfReturn(returnId))) throw new TillError('RETURN_CASH_TOO_EARLY');
  if (doc.ways.some(isCashDue)) requireDrawer(desk);
  append(desk, [...cashDrafts(returnId, doc.saleId, doc.ways.filter(isCashDue)), completedDraft(doc, shift.shiftNo)]);
  showGoingBack(desk, { returnId });
  desk.changed();
}

/** Gives a return up: the goods stay sold. Throws RETURN_NOT_FOUND, RETURN_ENDED, and RETURN_MONEY_MOVED once money has gone back, or may have. */
export function abandonReturn(desk: Desk, returnId: string, reason: string): void {
  requireOpen(desk, returnId);
  if (!nothingMoved(desk, returnId)) throw new TillError('RETURN_MONEY_MOVED');
  append(desk, [{ type: 'return.abandoned', data: { returnId, reason } }]);
  desk.changed();
}

/** True while a return may still be given up: its refunds were refused or never sent, and no cash is out. */
export function nothingMoved({ journal }: JournalOnly, returnId: string): boolean {
  const doc = journal.returnDoc(returnId);
  return doc?.state === 'open' && doc.ways.every((way) => !way.paidOut) && journal.refundsOfReturn(returnId).every(({ state }) => state === 'refused' || state === 'notSent');
}

/** Throws REFUND_NOT_FOUND, REFUND_FINAL. */
export function askRefundNow(desk: Desk, refundId: string): void {
  desk.engine.refunds.askNow(refundId);
}

/**
 * A new refund in the place of one that gave nothing back. Throws REFUND_NOT_FOUND, REFUND_PENDING, REFUND_FINAL, RETURN_ENDED and PAYMENT_FOUND_SETTLED when what it
 * was for is over, and what the engine's `begin` throws.
 */
export function retryRefund(desk: Desk, refundId: string): { refundId: string } {
  const row = desk.journal.refund(refundId);
  if (!row) throw new TillError('REFUND_NOT_FOUND');
  if (row.returnId !== null) requireOpen(desk, row.returnId);
  else if (desk.journal.attempt(row.attemptId)?.found !== 'found') throw new TillError('PAYMENT_FOUND_SETTLED');
  desk.authority.require({ permission: row.returnId === null ? 'settleFoundMoney' : 'returnWithReceipt', moneyOutMinor: row.amountMinor });
  const newId = desk.engine.refunds.retry(refundId, desk.authority.people());
  desk.changed();
  return { refundId: newId };
}

/**
 * What belongs to a refund's end: the completed return, when this was its last missing part, nothing is to be handed out in cash, and a shift is open to book it in.
 * `refund` is back, though the journal does not say so yet. Made for the engine's transaction.
 */
export function refundedEntries({ journal }: JournalOnly, refund: RefundRow): EntryDraft[] {
  const doc = refund.returnId === null ? null : journal.returnDoc(refund.returnId);
  const shift = journal.openShift();
  if (!doc || doc.state !== 'open' || !shift || doc.ways.some(isCashDue)) return [];
  const others = journal.refundsOfReturn(doc.returnId).filter((other) => other.refundId !== refund.refundId);
  return refundsAreBack(doc, [...others, refund]) ? [completedDraft(doc, shift.shiftNo)] : [];
}

/** Returns whose money came back while no shift was open: booked in the one that `shiftNo` opens. */
export function waitingReturns(journal: Pick<Journal, 'openReturns' | 'refundsOfReturn'>, shiftNo: number): EntryDraft[] {
  return journal.openReturns().filter((doc) => !doc.ways.some(isCashDue) && refundsAreBack(doc, journal.refundsOfReturn(doc.returnId))).map((doc) => completedDraft(doc, shiftNo));
}

/** True when everything that goes back through a gateway is verifiably back. */
export function refundsAreBack(doc: ReturnRow, refunds: readonly RefundRow[]): boolean {
  return doc.ways.every((way) => way.attemptId === null
    || refunds.reduce((sum, { attemptId, state, amountMinor }) => (attemptId === way.attemptId && state === 'refunded' ? sum + amountMinor : sum), 0) >= way.amountMinor);
}

export const isCashDue = (way: ReturnRow['ways'][number]): boolean => way.attemptId === null && !isStoredTender(way.kind) && !way.paidOut;

type Way = { readonly tenderId: string; readonly kind: ReturnRow['ways'][number]['kind']; readonly amountMinor: number };
const completedWays = (ways: readonly Way[]): { tenderId: string; kind: Way['kind']; amountMinor: Way['amountMinor'] }[] => ways.map(({ tenderId, kind, amountMinor }) => ({ tenderId, kind, amountMinor }));

/** Said only where there is some. */
const roundingOf = (roundingMinor: number): { roundingMinor?: number } => (roundingMinor === 0 ? {} : { roundingMinor });

const valuesOf = (values: readonly ValueLine[]): { values?: ValueLine[] } => (values.length === 0 ? {} : { values: values.map((value) => ({ ...value })) });

/** What rounding adds to a return's total: its ways come to both, and to the value lines it undoes. */
export const roundingOfDoc = (doc: Pick<ReturnRow, 'ways' | 'totalMinor' | 'values'>): number => doc.ways.reduce((sum, way) => sum + way.amountMinor, 0) - doc.totalMinor - valueTotal(doc.values);

const completedDraft = (doc: ReturnRow, shiftNo: number): EntryDraft => ({
  type: 'return.completed',
  data: { returnId: doc.returnId, shiftNo, totalMinor: doc.totalMinor, ...roundingOf(roundingOfDoc(doc)), taxes: doc.taxes.map((tax) => ({ ...tax })), itemsMilli: doc.itemsMilli, ways: completedWays(doc.ways), ...valuesOf(doc.values) },
});

function cashDrafts(returnId: string, saleId: string, ways: readonly Way[]): EntryDraft[] {
  if (ways.length === 0) return [];
  return [...ways.map(({ tenderId, amountMinor }): EntryDraft => ({ type: 'return.cash', data: { returnId, tenderId, amountMinor } })), { type: 'drawer.opened', data: { why: 'return', saleId } }];
}

function requireOpen({ journal }: JournalOnly, returnId: string): ReturnRow {
  const doc = journal.returnDoc(returnId);
  if (!doc) throw new TillError('RETURN_NOT_FOUND');
  if (doc.state !== 'open') throw new TillError('RETURN_ENDED');
  return doc;
}
