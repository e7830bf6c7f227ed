import { TillError } from '../../shared/errors/registry.ts';
import { computeBusinessDay } from '../../shared/journal/day.ts';
import { minor, subtract, sum, ZERO, type Minor } from '../../shared/money.ts';
import type { ReturnWay, ReturnWhat } from '../../shared/contract/returns.ts';
import { backPart, chargedLines, moneyBack, NOTHING_BACK, paidLines, returnTotals, type BackSoFar, type PaidLine, type ReturnedLine, type ReturnTotals } from '../../shared/pricing/returning.ts';
import { isStoredTender } from '../../shared/stored-value/tenders.ts';
import { valueTotal, type ValueLine } from '../../shared/stored-value/value-lines.ts';
import type { AttemptRow, SaleLineRow, TenderRow } from '../journal/port.ts';
import type { ReceiptRow, RefundRow, ReturnRow } from '../journal/returns-port.ts';
import { cartLines, type Desk } from './desk.ts';

/** A past sale with what has come back of it. Returns that are under way count as back: what they take is promised. */
export interface Sold {
  readonly receipt: ReceiptRow;
  readonly lines: readonly SaleLineRow[];
  readonly paid: readonly PaidLine[];
  readonly returns: readonly ReturnRow[];
  readonly tenders: readonly SoldTender[];
  /** What rounding added to the cash of the sale. */
  readonly roundedMinor: Minor;
  /** Money for no goods; undone with the whole sale or not at all. */
  readonly values: readonly ValueLine[];
}
export interface SoldTender {
  readonly row: TenderRow;
  /** Null for cash, and for value. */
  readonly attempt: AttemptRow | null;
  readonly refunds: readonly RefundRow[];
  /** What no return has claimed. */
  readonly leftMinor: Minor;
}

/** One part of a return's money, with the refund it needs. */
export interface PlannedWay extends ReturnWay {
  /** To be refunded now: the part, less what had gone back before. Zero for cash. */
  readonly refundMinor: Minor;
}
export interface ReturnPlan {
  readonly asVoid: boolean;
  readonly lines: readonly ReturnedLine[];
  readonly totals: ReturnTotals;
  readonly ways: readonly PlannedWay[];
  /** What rounding adds to the total; the ways come to both. */
  readonly roundingMinor: Minor;
  /** Refunds of given-up returns that brought the money back after all: this return takes them over. */
  readonly adopts: readonly string[];
  /** Value lines that are undone: the ways come to them too. */
  readonly values: readonly ValueLine[];
}

type SaleReads = Pick<Desk, 'journal'>;
/** A return that was given up does not count. */
export const counts = (doc: ReturnRow): boolean => doc.state !== 'abandoned';
/** What rounding added to a return's money. */
const roundingOf = (doc: ReturnRow): Minor => minor(sum(doc.ways.map((way) => way.amountMinor)) - doc.totalMinor - valueTotal(doc.values));

/** Throws RECEIPT_NOT_FOUND for a sale that was not completed on this till. */
export function soldOf({ journal }: SaleReads, saleId: string): Sold {
  const receipt = journal.receiptOfSale(saleId);
  if (!receipt) throw new TillError('RECEIPT_NOT_FOUND');
  const lines = journal.saleLines(saleId);
  const returns = journal.returnsOfSale(saleId);
  const tenders = journal.saleTenders(saleId).map((row): SoldTender => {
    const claimed = sum(returns.filter(counts).flatMap((doc) => doc.ways.filter((way) => way.tenderId === row.tenderId).map((way) => way.amountMinor)));
    return {
      row, leftMinor: subtract(row.amountMinor, claimed),
      attempt: row.attemptId === null ? null : journal.attempt(row.attemptId), refunds: row.attemptId === null ? [] : journal.refundsOfAttempt(row.attemptId),
    };
  });
  const completed = journal.completionOf(saleId)?.entry;
  const { lines: charged, roundingMinor = 0, taxes = [], values = [] } = completed?.type === 'sale.completed' ? completed.data : {};
  const paid = charged === undefined ? paidLines(cartLines(lines), receipt.taxMode) : chargedLines(cartLines(lines), charged, new Set(taxes.map((tax) => tax.rateId)));
  return { receipt, lines, paid, returns, tenders, roundedMinor: minor(roundingMinor), values };
}

/** What is back of a line, or promised to come back. */
export function backOf(sold: Sold, lineId: string): BackSoFar {
  const parts = sold.returns.filter(counts).flatMap((doc) => doc.lines.filter((line) => line.lineId === lineId));
  return parts.reduce<BackSoFar>((so, part) => ({
    quantityMilli: so.quantityMilli + part.quantityMilli, amountMinor: minor(so.amountMinor + part.amountMinor), taxMinor: minor(so.taxMinor + part.taxMinor),
  }), NOTHING_BACK);
}

/** What comes back, and how its money is spread over the tenders: nothing in it depends on a gateway. */
export interface GoodsBack {
  readonly lines: readonly ReturnedLine[];
  readonly totals: ReturnTotals;
  readonly parts: readonly { readonly tender: SoldTender; readonly amountMinor: Minor }[];
  readonly roundingMinor: Minor;
}

/** `values`: undone with the goods. Throws RETURN_NOTHING, RETURN_NOTHING_LEFT, RETURN_TOO_MUCH, RETURN_OTHER_CURRENCY, VALUE_VOID_ONLY. */
export function planGoods(desk: Pick<Desk, 'config' | 'memory'>, sold: Sold, what: ReturnWhat, values: readonly ValueLine[] = []): GoodsBack {
  if (sold.receipt.currency !== desk.config.currency) throw new TillError('RETURN_OTHER_CURRENCY', { currency: sold.receipt.currency });
  const lines = values.length > 0 && sold.paid.length === 0 ? [] : chosenLines(sold, what);
  const totals = returnTotals(sold.paid, lines);
  // Money that paid for a value line stays, unless that goes too.
  const isLast = values.length === sold.values.length && sold.paid.every((line) => backOf(sold, line.lineId).quantityMilli + (lines.find((part) => part.lineId === line.lineId)?.quantityMilli ?? 0) === line.quantityMilli);
  const back = moneyBack({
    totalMinor: minor(totals.totalMinor + valueTotal(values)), isLast,
    tenders: sold.tenders.map(({ row, leftMinor }) => ({ tenderId: row.tenderId, isCash: row.attemptId === null && !isStoredTender(row.kind), leftMinor })),
    roundedMinor: sold.roundedMinor, roundedBackMinor: sum(sold.returns.filter(counts).map(roundingOf)), rule: desk.memory.cashRounding,
  });
  if (!back) throw new TillError('RETURN_TOO_MUCH', { totalMinor: totals.totalMinor });
  const parts = back.parts.map(({ tenderId, amountMinor }) => {
    const tender = sold.tenders.find(({ row }) => row.tenderId === tenderId);
    if (!tender) throw new TillError('INTERNAL', { tenderId });
    return { tender, amountMinor };
  });
  return { lines, totals, parts, roundingMinor: back.roundingMinor };
}

/**
 * What a return would be: the parts of the lines, their taxes, and the way each part of the money goes. Throws what `planGoods` throws, RETURN_NOT_PAID, and what the
 * engine's `choose` throws (REFUND_PENDING, PAYMENT_PRODUCT_OFF, ...).
 */
export function planReturn(desk: Desk, sold: Sold, what: ReturnWhat): ReturnPlan {
  const asVoid = isVoid(desk, sold, what);
  const values = asVoid ? sold.values : [];
  requireStillThere(desk, values);
  const { lines, totals, parts, roundingMinor } = planGoods(desk, sold, what, values);
  const planned = parts.map(({ tender, amountMinor }) => plannedWay(desk, sold, tender, amountMinor));
  return { asVoid, lines, totals, ways: planned.map(({ way }) => way), roundingMinor, adopts: planned.flatMap(({ adopts }) => adopts), values };
}

/** A card that was loaded must still hold that. Throws VALUE_SPENT. */
function requireStillThere({ journal }: SaleReads, values: readonly ValueLine[]): void {
  for (const value of values) {
    if (value.kind !== 'giftCard') continue;
    const { cardId, last4 } = value;
    const balanceMinor = journal.giftCard(cardId)?.balanceMinor ?? 0;
    if (balanceMinor < valueTotal(values.filter((other) => other.kind === 'giftCard' && other.cardId === cardId))) throw new TillError('VALUE_SPENT', { last4, balanceMinor });
  }
}

function chosenLines(sold: Sold, what: ReturnWhat): ReturnedLine[] {
  const left = (line: PaidLine): number => line.quantityMilli - backOf(sold, line.lineId).quantityMilli;
  if (sold.paid.length === 0 && sold.values.length > 0 && !sold.returns.some(counts)) throw new TillError('VALUE_VOID_ONLY');
  if (sold.paid.every((line) => left(line) === 0)) throw new TillError('RETURN_NOTHING_LEFT');
  const wanted = what.kind === 'lines' ? what.lines : sold.paid.map((line) => ({ lineId: line.lineId, quantityMilli: left(line) })).filter((line) => line.quantityMilli > 0);
  if (wanted.length === 0 || new Set(wanted.map((line) => line.lineId)).size !== wanted.length) throw new TillError('RETURN_NOTHING');
  return wanted.map(({ lineId, quantityMilli }) => {
    const line = sold.paid.find((candidate) => candidate.lineId === lineId);
    if (!line || quantityMilli > left(line)) throw new TillError('RETURN_TOO_MUCH', { leftMilli: line ? left(line) : 0 });
    return backPart(line, backOf(sold, lineId), quantityMilli);
  });
}

function plannedWay(desk: Desk, sold: Sold, { row, attempt, refunds }: SoldTender, amountMinor: Minor): { way: PlannedWay; adopts: readonly string[] } {
  // What came as goods of an exchange, or as notes of another currency, goes back in the shop's own cash.
  const way = { tenderId: row.tenderId, kind: row.kind === 'exchange' || row.kind === 'foreignCash' ? 'cash' : row.kind, attemptId: row.attemptId, amountMinor } as const;
  if (isStoredTender(row.kind)) return { way: { ...way, how: 'stored', why: 'stored', refundMinor: ZERO }, adopts: [] };
  if (row.attemptId === null) return { way: { ...way, how: 'cash', why: 'cash', refundMinor: ZERO }, adopts: [] };
  if (attempt?.state !== 'paid') throw new TillError('RETURN_NOT_PAID');
  // The gateway gave back for a return that had been given up: that money is not owed a second time.
  const loose = looseRefunds(sold, refunds);
  const looseMinor = sum(loose.map((refund) => refund.amountMinor));
  if (looseMinor > amountMinor) throw new TillError('RETURN_TOO_MUCH', { backMinor: looseMinor });
  const refundMinor = subtract(amountMinor, looseMinor);
  const adopts = loose.map((refund) => refund.refundId);
  if (refundMinor === 0) return { way: { ...way, how: 'refund', why: 'partIsBack', refundMinor }, adopts };
  const chosen = desk.engine.refunds.choose({ attemptId: row.attemptId, amountMinor: refundMinor });
  return { way: { ...way, how: chosen.way, why: chosen.why, refundMinor }, adopts };
}

/** Refunds of given-up returns that brought the money back after all. */
export const looseRefunds = (sold: Sold, refunds: readonly RefundRow[]): readonly RefundRow[] =>
  refunds.filter((refund) => refund.state === 'refunded' && sold.returns.some((doc) => doc.returnId === refund.returnId && doc.state === 'abandoned'));

/** Everything, before anything else came back, on the day of the sale: the trade calls it a void. */
function isVoid({ clock }: Desk, { receipt, returns, paid, values }: Sold, what: ReturnWhat): boolean {
  if (returns.some(counts)) return false;
  // Whoever picks goods does not mean the gift card beside them.
  const wholeByHand = what.kind === 'lines' && values.length === 0 && what.lines.length === paid.length && what.lines.every((line) => paid.some((sold) => sold.lineId === line.lineId && sold.quantityMilli === line.quantityMilli));
  if (what.kind !== 'whole' && !wholeByHand) return false;
  const nowMs = clock.nowMs();
  return computeBusinessDay(receipt.completedAtMs, clock.offsetMinutes(receipt.completedAtMs)) === computeBusinessDay(nowMs, clock.offsetMinutes(nowMs));
}
