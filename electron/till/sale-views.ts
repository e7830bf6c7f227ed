import type { AppliedPromotion, TenderView } from '../../shared/contract/sale-views.ts';
import type { ValueView } from '../../shared/contract/stored-value-views.ts';
import type { CompletedView, HeldView, SaleView, TaxRateNames } from '../../shared/contract/views.ts';
import { stepShapes } from '../../shared/journal/pricing-shapes.ts';
import { minor, type Minor } from '../../shared/money.ts';
import { listAmount, type PricedSale } from '../../shared/pricing/sale.ts';
import { valueTotal, type ValueLine } from '../../shared/stored-value/value-lines.ts';
import type { SaleRow, TenderRow } from '../journal/port.ts';
import { customerLabel, saleCustomer } from './customers.ts';
import { unitOf } from './line-unit.ts';
import type { Desk } from './desk.ts';
import { exchangeView, restOfExchange } from './exchange.ts';
import { foreignTenderView, notesOf } from './foreign-cash.ts';
import { inCash, lineInput, priced, savedByPromotion, standingOf } from './pricing.ts';
import { storedValueOf } from './stored-value/values.ts';
import { partOf } from './tenders.ts';
import { undoable } from './undo.ts';

/** The open sale as both windows show it, or null. Read once for both: it is the costly part of a snapshot. */
export function openSaleView(desk: Desk): SaleView | null {
  const sale = desk.journal.openSale();
  return sale ? saleView(desk, sale) : null;
}

function saleView(desk: Desk, sale: SaleRow): SaleView {
  const standing = standingOf(desk.journal, sale);
  const { lines, totals } = standing;
  const dueMinor = minor(Math.max(0, standing.dueMinor));
  const customer = saleCustomer(desk, sale);
  const values = valueViews(desk, sale.values);
  const account = sale.customerId !== null && storedValueOf(desk).accounts.enabled ? desk.journal.account(sale.customerId) : null;
  const exchange = exchangeView(desk, sale, standing.dueMinor);
  return {
    saleId: sale.saleId,
    saleNo: sale.saleNo,
    lines: lines.map((row, index) => ({
      lineId: row.lineId, productId: row.productId, name: row.name, code: row.code, picture: desk.catalog.product(row.productId)?.picture ?? 'box', unitPriceMinor: row.unitPriceMinor,
      quantityMilli: row.quantityMilli, listMinor: listAmount(lineInput(row)), amountMinor: totals.lines[index]?.amountMinor ?? 0, steps: stepShapes(totals.lines[index]?.steps ?? []),
      discount: row.discount, overrideMinor: row.overrideMinor, ...unitOf(row), openPrice: row.openPrice,
    })),
    totals: {
      itemsMilli: totals.itemsMilli, listMinor: totals.listMinor, promotionsMinor: totals.promotionsMinor, discountsMinor: totals.discountsMinor, exemptMinor: totals.exemptMinor,
      subtotalMinor: totals.subtotalMinor, taxMode: sale.taxMode, totalMinor: totals.totalMinor + standing.valueMinor,
      taxes: totals.taxes.map((tax) => ({ ...tax, name: rateName(desk.config.tax.rates, tax.rateId) })),
    },
    lastLineId: lines.some((row) => row.lineId === desk.memory.lastLineId) ? desk.memory.lastLineId : (lines.at(-1)?.lineId ?? null),
    promotions: appliedPromotions(desk, sale, totals), coupons: [...sale.coupons], exempt: sale.exempt, discount: sale.discount,
    tenders: standing.tenders.map((row) => tenderView(desk, row)),
    dueMinor, cashDueMinor: inCash(dueMinor, desk.memory.cashRounding).cashDueMinor, partMinor: partOf(desk, standing), canUndo: undoable(desk, sale) !== null, ...(exchange === null ? {} : { exchange }), ...(customer === null ? {} : { customer }),
    ...(values.length === 0 ? {} : { values }), ...(customer === null || account === null || account.limitMinor === null ? {} : { account: { owedMinor: account.owedMinor, limitMinor: account.limitMinor } }),
  };
}

/** True while somebody is being served: there is something to pay for. */
export const isServing = ({ lines, values = [] }: Pick<SaleView, 'lines' | 'values'>): boolean => lines.length > 0 || values.length > 0;

/** Money for no goods, as both windows show it. */
export const valueViews = (desk: Pick<Desk, 'customers'>, values: readonly ValueLine[]): ValueView[] => values.map((value): ValueView => {
  switch (value.kind) {
    case 'giftCard':
      return { kind: 'giftCard', valueId: value.valueId, amountMinor: value.amountMinor, last4: value.last4, drawn: value.drawn };
    case 'accountPayment':
      return { kind: 'accountPayment', valueId: value.valueId, amountMinor: value.amountMinor, name: customerLabel(desk, value.customerId) ?? '' };
  }
});

const rateName = (rates: TaxRateNames, rateId: string): string => rates.find((rate) => rate.id === rateId)?.name ?? rateId;

function appliedPromotions({ journal }: Desk, sale: SaleRow, totals: PricedSale): AppliedPromotion[] {
  const saved = savedByPromotion(totals);
  if (saved.size === 0) return [];
  return journal.promotionsAt(sale.openedSeq).flatMap(({ promotionId, name }) => {
    const savedMinor = saved.get(promotionId);
    return savedMinor === undefined ? [] : [{ promotionId, name, savedMinor }];
  });
}

function tenderView(desk: Desk, { tenderId, kind, amountMinor, tenderedMinor, changeMinor, attemptId, holder }: TenderRow): TenderView {
  const { journal } = desk;
  const last4 = kind === 'giftCard' && holder !== null ? journal.giftCard(holder)?.last4 : undefined;
  const foreign = kind === 'foreignCash' ? foreignTenderView(desk, tenderId) : null;
  return {
    ...(foreign === null ? {} : { foreign: { ...foreign, notesBack: notesOf(desk, tenderId) !== null } }),
    tenderId, kind, amountMinor, tenderedMinor, changeMinor, payerHint: attemptId === null ? null : (journal.attempt(attemptId)?.payerHint ?? null), ...(last4 === undefined ? {} : { last4 }),
  };
}

/** Of the sale finished last: its entry never changes, and reading it for every picture would be felt. */
const lastCharged = new WeakMap<Desk, { readonly saleId: string; readonly roundingMinor: number; readonly savedMinor: number }>();

function chargedOf(desk: Desk, saleId: string): { readonly roundingMinor: number; readonly savedMinor: number } {
  const known = lastCharged.get(desk);
  if (known?.saleId === saleId) return known;
  const completed = desk.journal.completionOf(saleId)?.entry;
  const { promotionsMinor = 0, discountsMinor = 0, roundingMinor = 0 } = completed?.type === 'sale.completed' ? completed.data : {};
  const charged = { saleId, roundingMinor, savedMinor: promotionsMinor + discountsMinor };
  lastCharged.set(desk, charged);
  return charged;
}

/** A finished sale, as its last entry says it was charged. Null for any other. */
export function completedView(desk: Desk, saleId: string): CompletedView | null {
  const sale = desk.journal.sale(saleId);
  if (!sale || sale.state !== 'completed' || sale.receiptNo === null || sale.totalMinor === null || sale.completedAtMs === null) return null;
  const tenders = desk.journal.saleTenders(saleId);
  const last = tenders.at(-1);
  if (!last) return null;
  const attempt = last.attemptId === null ? null : desk.journal.attempt(last.attemptId);
  const { roundingMinor, savedMinor } = chargedOf(desk, saleId);
  const back = sale.exchange === null ? null : { receiptNo: sale.exchange.receiptNo, creditMinor: sale.exchange.creditMinor, ...restOfExchange(desk, sale) };
  return {
    saleId, receiptNo: sale.receiptNo, totalMinor: sale.totalMinor + valueTotal(sale.values), roundingMinor, savedMinor, completedAtMs: sale.completedAtMs,
    tenders: tenders.map((tender) => tenderView(desk, tender)), tender: last.kind, tenderedMinor: last.tenderedMinor, changeMinor: last.changeMinor ?? 0,
    merchantReference: attempt?.merchantReference ?? null, payerHint: attempt?.payerHint ?? null, ...(back === null ? {} : { exchange: back }),
  };
}

/** Totals of held sales by when they were put aside: nothing about them changes until they are recalled, and pricing all of them at every key press would be felt. */
const heldTotals = new WeakMap<Desk, Map<string, { readonly heldAtMs: number | null; readonly totalMinor: Minor }>>();

function heldTotal(desk: Desk, sale: SaleRow): Minor {
  const known = heldTotals.get(desk) ?? new Map<string, { readonly heldAtMs: number | null; readonly totalMinor: Minor }>();
  heldTotals.set(desk, known);
  const kept = known.get(sale.saleId);
  if (kept && kept.heldAtMs === sale.heldAtMs) return kept.totalMinor;
  const totalMinor = minor(priced(desk.journal, sale).totalMinor + valueTotal(sale.values));
  known.set(sale.saleId, { heldAtMs: sale.heldAtMs, totalMinor });
  return totalMinor;
}

/** Sales that were put aside, oldest first. */
export function heldViews(desk: Desk): HeldView[] {
  const held = desk.journal.heldSales();
  const known = heldTotals.get(desk);
  // What is not held any more is forgotten, so that the totals kept are no more than the sales.
  for (const saleId of known?.keys() ?? []) if (!held.some((sale) => sale.saleId === saleId)) known?.delete(saleId);
  const waiting = new Set(desk.journal.attemptsNotFinal().filter((attempt) => attempt.assertion !== 'open').map((attempt) => attempt.saleId));
  return held.map((sale) => ({
    saleId: sale.saleId, saleNo: sale.saleNo, label: sale.label ?? '', heldAtMs: sale.heldAtMs ?? sale.openedAtMs, itemsMilli: sale.itemsMilli, totalMinor: heldTotal(desk, sale),
    tenderedMinor: sale.tenderedMinor,
    awaitsPayment: waiting.has(sale.saleId),
  }));
}
