import type { ExchangeView, ReturnWhat } from '../../shared/contract/returns.ts';
import { TillError } from '../../shared/errors/registry.ts';
import type { EntryDraft } from '../../shared/journal/entries.ts';
import { minor, subtract, sum, ZERO, type Minor } from '../../shared/money.ts';
import { cashRoundingOf, type CashRounding } from '../../shared/pricing/discount.ts';
import type { SaleRow } from '../journal/port.ts';
import type { ExchangeRow } from '../journal/sale-extras.ts';
import { noteChange } from './cart-changes.ts';
import { requireDrawer } from './cash/drawers.ts';
import { completedDraft } from './completion.ts';
import type { Desk } from './desk.ts';
import { countingReturnNos, exchangedDrafts, isExchangeFresh, type RestWay } from './exchange-drafts.ts';
import { showGoingBack } from './going-back.ts';
import { unitOf } from './line-unit.ts';
import { isStoredTender } from '../../shared/stored-value/tenders.ts';
import { looseRefunds, planGoods, soldOf, type GoodsBack, type Sold } from './return-plan.ts';
import { append, backToCart, forgetSale, requireNoPayment, requireSale, requireShift, requireUnlocked } from './selling.ts';

/**
 * Goods of a receipt are handed back towards the open sale, opening one if needed, in the place of any that were before. Nothing is returned before the sale is finished.
 * Throws SHIFT_NOT_OPEN, SALE_LOCKED_BY_PAYMENT, SALE_HAS_TENDERS, RECEIPT_NOT_FOUND, RETURN_NOTHING, RETURN_NOTHING_LEFT, RETURN_TOO_MUCH, RETURN_OTHER_CURRENCY,
 * RETURN_NOT_PAID, EXCHANGE_REFUNDED, VALUE_WITH_EXCHANGE and the authority's codes.
 */
export function setExchange(desk: Desk, order: { readonly saleId: string; readonly what: ReturnWhat }): void {
  const shift = requireShift(desk);
  const counter = desk.journal.openSale();
  if (counter) requireUnlocked(desk, counter);
  if (counter && counter.values.length > 0) throw new TillError('VALUE_WITH_EXCHANGE');
  const sold = soldOf(desk, order.saleId);
  const exchange = exchangeOf(desk, sold, planGoods(desk, sold, order.what));
  desk.authority.require({ permission: 'returnWithReceipt', moneyOutMinor: exchange.creditMinor });
  const saleId = counter?.saleId ?? desk.random.uuid();
  const opened: EntryDraft[] = counter ? [] : [{
    type: 'sale.opened', data: { saleId, saleNo: desk.journal.lastNumber('sale') + 1, shiftNo: shift.shiftNo, currency: desk.config.currency, taxMode: desk.config.tax.mode },
  }];
  append(desk, [...opened, exchangeDraft(saleId, exchange)]);
  noteChange(desk, { what: 'exchange', saleId, before: counter?.exchange ?? null });
  desk.memory.doneSaleId = null;
  backToCart(desk);
  desk.changed();
}

/** The goods are not handed back after all. Nothing when there are none. Throws SALE_LOCKED_BY_PAYMENT, SALE_HAS_TENDERS. */
export function clearExchange(desk: Desk): void {
  const sale = desk.journal.openSale();
  if (!sale?.exchange) return;
  requireUnlocked(desk, sale);
  append(desk, [{ type: 'sale.exchangeCleared', data: { saleId: sale.saleId } }]);
  noteChange(desk, { what: 'exchange', saleId: sale.saleId, before: sale.exchange });
  backToCart(desk);
  desk.changed();
}

/** What was handed back before the last change is so again. Throws what `setExchange` throws. */
export function restoreExchange(desk: Desk, before: ExchangeRow | null): void {
  if (before === null) clearExchange(desk);
  else setExchange(desk, { saleId: before.ofSaleId, what: { kind: 'lines', lines: before.lines.map(({ lineId, quantityMilli }) => ({ lineId, quantityMilli })) } });
}

/** Throws EXCHANGE_CHANGED when something of the other receipt has come back since it was put on the sale. */
export function requireFreshExchange({ journal }: Pick<Desk, 'journal'>, sale: SaleRow): void {
  if (!isExchangeFresh(journal, sale)) throw new TillError('EXCHANGE_CHANGED', { receiptNo: sale.exchange?.receiptNo ?? 0 });
}

/**
 * Finishes a sale that what is handed back pays for whole. Sale, return and tender are one transaction; what is left goes back the way it came, the cash of it in the same
 * transaction when nothing else is to go back first. Throws EXCHANGE_NONE, EXCHANGE_CHANGED, SALE_EMPTY, SALE_LOCKED_BY_PAYMENT, TENDER_TOO_SMALL while something is due,
 * SHIFT_NOT_OPEN, DRAWER_NOT_OPEN, the authority's codes and what the refund engine's `begin` throws.
 */
export function completeExchange(desk: Desk): { receiptNo: number; returnId: string; cashBackMinor: Minor } {
  const shift = requireShift(desk);
  const standing = requireSale(desk);
  const { sale, dueMinor } = standing;
  if (sale.exchange === null) throw new TillError('EXCHANGE_NONE');
  requireNoPayment(desk, sale);
  requireFreshExchange(desk, sale);
  if (dueMinor > 0) throw new TillError('TENDER_TOO_SMALL', { missingMinor: dueMinor });
  const { used, rest, roundingMinor } = spread(desk, sale.exchange, subtract(sale.exchange.creditMinor, minor(-dueMinor)));
  const restMinor = sum(rest.map((way) => way.amountMinor));
  const cash = rest.filter(isCashWay);
  const orders = rest.flatMap(({ attemptId, amountMinor }) => (attemptId === null ? [] : [{ attemptId, amountMinor }]));
  if (orders.length === 0 && cash.length > 0) requireDrawer(desk);
  if (restMinor > 0) desk.authority.require({ permission: sendsCashForGoods(desk, sale.exchange, cash) ? 'returnWithoutReceipt' : 'returnWithReceipt', moneyOutMinor: restMinor });
  const exchanged = exchangedDrafts(desk, sale, shift.shiftNo, used, rest);
  if (exchanged === null) throw new TillError('EXCHANGE_NONE');
  const { returnId, before } = exchanged;
  const facts = [...before, completedDraft(desk.journal, standing, shift.shiftNo, [exchanged.tender], roundingMinor)];
  if (orders.length > 0) {
    desk.engine.refunds.begin(orders.map((one) => ({ ...one, returnId, reason: 'exchange' })), { drafts: facts, people: desk.authority.people() });
  } else {
    const paidOut = cash.map(({ tenderId, amountMinor }): EntryDraft => ({ type: 'return.cash', data: { returnId, tenderId, amountMinor } }));
    const drawer: EntryDraft[] = cash.length === 0 ? [] : [{ type: 'drawer.opened', data: { why: 'return', saleId: sale.exchange.ofSaleId } }];
    append(desk, [...facts, ...paidOut, ...drawer, exchanged.completed]);
  }
  forgetSale(desk);
  if (orders.length > 0) showGoingBack(desk, { returnId });
  desk.memory.doneSaleId = sale.saleId;
  desk.changed();
  return { receiptNo: desk.journal.lastNumber('receipt'), returnId, cashBackMinor: orders.length > 0 ? ZERO : sum(cash.map((way) => way.amountMinor)) };
}

/** What is handed back, as both windows show it; null when nothing is. */
export function exchangeView(desk: Pick<Desk, 'journal'>, { exchange }: SaleRow, dueMinor: Minor): ExchangeView | null {
  if (exchange === null) return null;
  const sold = new Map(desk.journal.saleLines(exchange.ofSaleId).map((line) => [line.lineId, line]));
  return {
    ofSaleId: exchange.ofSaleId, receiptNo: exchange.receiptNo, creditMinor: exchange.creditMinor, backMinor: Math.max(0, -dueMinor),
    lines: exchange.lines.map(({ lineId, quantityMilli, amountMinor }) => {
      const line = sold.get(lineId);
      return { lineId, quantityMilli, amountMinor, name: line?.name ?? { en: lineId, zhHans: '', zhHant: '' }, ...(line === undefined ? { soldBy: 'piece' } : unitOf(line)) };
    }),
  };
}

/** What the return of a finished exchange handed out in cash, and what it sends back through a gateway. */
export function restOfExchange({ journal }: Pick<Desk, 'journal'>, { exchange }: SaleRow): { readonly cashMinor: Minor; readonly gatewayMinor: Minor } {
  const doc = exchange === null ? undefined : journal.returnsOfSale(exchange.ofSaleId).find((one) => one.state !== 'abandoned' && !exchange.returnNos.includes(one.returnNo));
  const ways = doc?.ways ?? [];
  return { cashMinor: sum(ways.filter((way) => way.kind === 'cash').map((way) => way.amountMinor)), gatewayMinor: sum(ways.filter((way) => way.attemptId !== null).map((way) => way.amountMinor)) };
}

function exchangeDraft(saleId: string, exchange: ExchangeRow): EntryDraft {
  const { lines, taxes, ways, returnNos, ...rest } = exchange;
  return { type: 'sale.exchangeSet', data: { saleId, ...rest, lines: lines.map((line) => ({ ...line })), taxes: taxes.map((tax) => ({ ...tax })), ways: ways.map((way) => ({ ...way })), returnNos: [...returnNos] } };
}

function exchangeOf({ journal }: Desk, sold: Sold, { lines, totals, parts, roundingMinor }: GoodsBack): ExchangeRow {
  for (const { tender: { attempt, refunds } } of parts) {
    if (attempt === null) continue;
    if (attempt.state !== 'paid') throw new TillError('RETURN_NOT_PAID');
    // The gateway gave some of it back already: an ordinary return takes that over.
    if (looseRefunds(sold, refunds).length > 0) throw new TillError('EXCHANGE_REFUNDED');
  }
  const creditMinor = sum(parts.map((part) => part.amountMinor));
  return {
    ofSaleId: sold.receipt.saleId, receiptNo: sold.receipt.receiptNo, lines, taxes: totals.taxes, itemsMilli: totals.itemsMilli, totalMinor: totals.totalMinor, roundingMinor, creditMinor,
    ways: parts.map(({ tender, amountMinor }) => ({ tenderId: tender.row.tenderId, amountMinor })), returnNos: countingReturnNos(journal, sold.receipt.saleId),
  };
}

/** Out of the drawer, not through a gateway nor onto a card or an account. */
const isCashWay = ({ kind, attemptId }: Pick<RestWay, 'kind' | 'attemptId'>): boolean => attemptId === null && !isStoredTender(kind);

interface Spread {
  readonly used: ExchangeRow['ways'];
  readonly rest: readonly RestWay[];
  /** What rounding adds to the new sale, so that the cash that goes back is a sum the drawer can hand out. */
  readonly roundingMinor: Minor;
}

/** The credit, split: what pays for the new goods comes from electronic parts first, so that what is left is cash whenever it can be. */
function spread(desk: Desk, exchange: ExchangeRow, wantedMinor: Minor): Spread {
  const tenders = desk.journal.saleTenders(exchange.ofSaleId);
  const ways = exchange.ways.map((way) => {
    const tender = tenders.find((one) => one.tenderId === way.tenderId);
    if (!tender) throw new TillError('INTERNAL', { tenderId: way.tenderId });
    return { ...way, kind: tender.kind === 'exchange' || tender.kind === 'foreignCash' ? 'cash' as const : tender.kind, attemptId: tender.attemptId };
  });
  const electronicMinor = sum(ways.filter((way) => !isCashWay(way)).map((way) => way.amountMinor));
  const roundingMinor = wantedMinor <= electronicMinor ? ZERO : minor(-roundedBack(subtract(exchange.creditMinor, wantedMinor), subtract(exchange.creditMinor, electronicMinor), desk.memory.cashRounding));
  let leftMinor: number = wantedMinor + roundingMinor;
  const used: { tenderId: string; amountMinor: Minor }[] = [];
  const rest: RestWay[] = [];
  for (const { tenderId, kind, attemptId, amountMinor } of [...ways.filter((way) => !isCashWay(way)), ...ways.filter(isCashWay)]) {
    const usedMinor = Math.min(leftMinor, amountMinor);
    leftMinor -= usedMinor;
    if (usedMinor > 0) used.push({ tenderId, amountMinor: minor(usedMinor) });
    if (usedMinor < amountMinor) rest.push({ tenderId, kind, attemptId, amountMinor: subtract(amountMinor, minor(usedMinor)) });
  }
  return { used, rest, roundingMinor };
}

/** What rounding adds to cash that goes back; never more than there is cash for. */
function roundedBack(cashMinor: Minor, mostMinor: Minor, rule: CashRounding): number {
  const added = cashMinor === 0 ? 0 : cashRoundingOf(cashMinor, rule);
  if (cashMinor + added <= mostMinor) return added;
  return cashMinor + added - rule.stepMinor >= 0 ? added - rule.stepMinor : 0;
}

/** Cash for what once came as goods: nobody can say any more how it was paid at first. */
const sendsCashForGoods = ({ journal }: Desk, exchange: ExchangeRow, cash: readonly RestWay[]): boolean =>
  journal.saleTenders(exchange.ofSaleId).some((tender) => tender.kind === 'exchange' && cash.some((way) => way.tenderId === tender.tenderId));
