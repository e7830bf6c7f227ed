import type { Language, LineView, SaleView } from '../../../shared/contract/views.ts';
import type { Currency } from '../../../shared/money.ts';
import type { Dictionary } from '../../i18n/dictionary.ts';
import { nameIn } from '../../i18n/format.ts';
import { percentText, quantityText } from '../../ui/amount.ts';
import { discountText, sum, type Step } from '../../ui/price-steps.ts';
import { priceLabel, quantityLabel } from '../../ui/quantity.ts';
import type { PRICING_WORDS } from './words.ts';

/** A row of an explanation. A `sum` is what all steps before it add up to; a `note` is contained in an amount and adds nothing. */
export interface ChainRow {
  readonly kind: 'step' | 'sum' | 'note';
  readonly label: string;
  readonly amountMinor: number;
  /** How it came about, said small. */
  readonly detail?: string;
}

/** The words an explanation is made of. */
export interface ExplainWords {
  readonly t: Dictionary;
  readonly pricing: (typeof PRICING_WORDS)[Language];
  readonly language: Language;
  readonly currency: Currency;
}

const step = (label: string, amountMinor: number, detail?: string): ChainRow => ({ kind: 'step', label, amountMinor, ...(detail === undefined ? {} : { detail }) });
const total = (label: string, amountMinor: number): ChainRow => ({ kind: 'sum', label, amountMinor });

/** What a promotion of the sale is called; one that is not listed has the general word. */
export function promotionName(sale: Pick<SaleView, 'promotions'>, promotionId: string, { t, language }: Pick<ExplainWords, 't' | 'language'>): string {
  const promotion = sale.promotions.find((one) => one.promotionId === promotionId);
  return promotion === undefined ? t.checkout.line.promotion : nameIn(promotion.name, language);
}

/** Why a line costs what it costs: one row for each step, and their sum, which is the line's amount. */
export function explainLine(line: LineView, sale: Pick<SaleView, 'promotions'>, words: ExplainWords): readonly ChainRow[] {
  return [...line.steps.map((one) => stepRow(one, line, sale, words)), total(words.pricing.why.lineTotal, line.amountMinor)];
}

function stepRow(one: Step, line: LineView, sale: Pick<SaleView, 'promotions'>, words: ExplainWords): ChainRow {
  const { pricing: { why }, currency, t } = words;
  switch (one.why) {
    case 'list':
      return step(why.list(quantityLabel(line, t.checkout.units), priceLabel(one.unitPriceMinor, line, currency, t.checkout.units)), one.amountMinor);
    case 'label':
      return step(why.label, one.amountMinor, line.soldBy === 'weight' ? quantityLabel(line, t.checkout.units) : undefined);
    case 'override':
      return step(why.override(priceLabel(one.unitPriceMinor, line, currency, t.checkout.units)), one.amountMinor);
    case 'promotion':
      return step(promotionName(sale, one.promotionId, words), one.amountMinor, one.pieces > 0 ? why.pieces(String(one.pieces)) : undefined);
    case 'lineDiscount':
      return step(why.lineDiscount(discountText(one.discount, currency)), one.amountMinor);
    case 'saleDiscount':
      return step(why.saleDiscount(discountText(one.discount, currency)), one.amountMinor);
  }
}

/** What the sale's explanation needs beside the sale itself. */
type ExplainedSale = Pick<SaleView, 'lines' | 'promotions' | 'discount' | 'totals' | 'tenders' | 'dueMinor' | 'cashDueMinor' | 'values'>;

/** Why the sale costs what it costs: list prices, changed prices, promotions, discounts, tax; then what is paid already and what cash rounds to. */
export function explainSale(sale: ExplainedSale, words: ExplainWords): readonly ChainRow[] {
  const { pricing: { why }, currency, t } = words;
  const { totals } = sale;
  const of = (reason: Step['why']): readonly Step[] => sale.lines.flatMap((line) => line.steps.filter((one) => one.why === reason));
  const rows: ChainRow[] = [step(why.lineTotals, sum(of('list')) + sum(of('label')), why.lines(quantityText(sale.lines.length * 1000)))];
  const add = (label: string, amountMinor: number, detail?: string): void => {
    if (amountMinor !== 0) rows.push(step(label, amountMinor, detail));
  };
  add(why.overrides, sum(of('override')));
  const promoted = of('promotion').flatMap((one) => (one.why === 'promotion' ? [one] : []));
  for (const promotionId of new Set(promoted.map((one) => one.promotionId))) add(promotionName(sale, promotionId, words), sum(promoted.filter((one) => one.promotionId === promotionId)));
  add(why.lineDiscounts, sum(of('lineDiscount')));
  if (sale.discount !== null) add(why.saleDiscountAll(discountText(sale.discount, currency)), sum(of('saleDiscount')));

  const isExempt = totals.exemptMinor > 0;
  const addsTax = totals.taxMode === 'exclusive' && totals.taxes.length > 0;
  if (rows.length > 1 && (addsTax || isExempt)) rows.push(total(why.subtotal, totals.subtotalMinor));
  if (addsTax) for (const tax of totals.taxes) rows.push(step(why.taxAdded(tax.name, percentText(tax.ratePpm)), tax.taxMinor));
  if (isExempt) rows.push(step(why.exempt, -totals.exemptMinor));
  for (const value of sale.values ?? []) rows.push(step(value.kind === 'giftCard' ? why.giftCard(value.last4) : why.accountPayment, value.amountMinor));
  rows.push(total(why.total, totals.totalMinor));
  if (totals.taxMode === 'inclusive') for (const tax of totals.taxes) rows.push({ kind: 'note', label: why.taxIncluded(tax.name, percentText(tax.ratePpm)), amountMinor: tax.taxMinor });

  if (sale.tenders.length > 0) {
    for (const tender of sale.tenders) rows.push(step(why.tender(t.report.tender[tender.kind]), -tender.amountMinor));
    rows.push(total(why.due, sale.dueMinor));
  }
  if (sale.cashDueMinor !== sale.dueMinor) rows.push(step(why.rounding, sale.cashDueMinor - sale.dueMinor), total(why.cashTotal, sale.cashDueMinor));
  return rows;
}
