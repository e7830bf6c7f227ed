import { computeBusinessDay } from '../../shared/journal/day.ts';
import type { EntryData } from '../../shared/journal/entries.ts';
import { stepShapes } from '../../shared/journal/pricing-shapes.ts';
import { add, minor, subtract, sum, ZERO, type Minor } from '../../shared/money.ts';
import { cashRoundingOf, shareOf, type CashRounding } from '../../shared/pricing/discount.ts';
import type { PricingMoment } from '../../shared/pricing/promotion.ts';
import { valueTotal } from '../../shared/stored-value/value-lines.ts';
import { priceSale, type PricedLine, type PricedSale, type PriceStep, type SaleLineInput } from '../../shared/pricing/sale.ts';
import type { Journal, SaleLineRow, SaleRow, TenderRow } from '../journal/port.ts';

type PriceReads = Pick<Journal, 'saleLines' | 'promotionsAt'>;

const MINUTE_MS = 60_000;

/** An instant as promotions look at it: the register's local day, weekday and minute. */
export function momentOf(atMs: number, offsetMinutes: number): PricingMoment {
  const local = new Date(atMs + offsetMinutes * MINUTE_MS);
  return { day: computeBusinessDay(atMs, offsetMinutes), weekday: ((local.getUTCDay() + 6) % 7) + 1, minute: local.getUTCHours() * 60 + local.getUTCMinutes() };
}

export function lineInput(row: SaleLineRow): SaleLineInput {
  const { lineId, productId, categoryId, unitPriceMinor, overrideMinor, labelPriceMinor, quantityMilli, byWeight, taxRateId, ratePpm, discount } = row;
  return {
    lineId, productId, categoryId: categoryId ?? '', listPriceMinor: unitPriceMinor, quantityMilli, byWeight, taxRateId, ratePpm,
    ...(overrideMinor === null ? {} : { overrideMinor }), ...(labelPriceMinor === null ? {} : { labelPriceMinor }), ...(discount === null ? {} : { discount }),
  };
}

/**
 * What an open sale costs, and why. The promotions and the moment are those of its opening entry, so that a total never changes by itself while a customer stands
 * there. `change` prices it as it would be with other lines, another discount or exemption.
 */
export function priced(journal: PriceReads, sale: SaleRow, change: { readonly lines?: readonly SaleLineRow[]; readonly sale?: Partial<Pick<SaleRow, 'discount' | 'exempt' | 'coupons'>> } = {}): PricedSale {
  const { discount, exempt, coupons, taxMode, openedAtMs, openedOffsetMin, openedSeq } = { ...sale, ...change.sale };
  return priceSale({
    lines: (change.lines ?? journal.saleLines(sale.saleId)).map(lineInput), promotions: journal.promotionsAt(openedSeq), coupons, taxMode, exempt: exempt !== null,
    moment: momentOf(openedAtMs, openedOffsetMin), ...(discount === null ? {} : { discount }),
  });
}

/** A sale as it stands: what it costs, what was taken for it, and what is due. */
export interface Standing {
  readonly sale: SaleRow;
  readonly lines: readonly SaleLineRow[];
  readonly totals: PricedSale;
  readonly tenders: readonly TenderRow[];
  /** Money for no goods: due like the total, and nothing else of it. */
  readonly valueMinor: Minor;
  /** The total and the values, less the tenders and the credit of goods that are handed back. Negative when more is handed back than is bought. */
  readonly dueMinor: Minor;
}

export function standingOf(journal: Pick<Journal, 'saleLines' | 'promotionsAt' | 'saleTenders'>, sale: SaleRow): Standing {
  const lines = journal.saleLines(sale.saleId);
  const totals = priced(journal, sale, { lines });
  const tenders = journal.saleTenders(sale.saleId);
  const valueMinor = minor(valueTotal(sale.values));
  return { sale, lines, totals, tenders, valueMinor, dueMinor: subtract(add(totals.totalMinor, valueMinor), sum([sale.state === 'completed' ? ZERO : (sale.exchange?.creditMinor ?? ZERO), ...tenders.map((tender) => tender.amountMinor)])) };
}

/** What rounding adds when the whole of `dueMinor` is paid in cash, and what that comes to. Nothing is handed out because of it. */
export function inCash(dueMinor: Minor, rule: CashRounding): { readonly roundingMinor: Minor; readonly cashDueMinor: Minor } {
  const roundingMinor = dueMinor <= 0 ? ZERO : cashRoundingOf(dueMinor, rule);
  return { roundingMinor, cashDueMinor: add(dueMinor, roundingMinor) };
}

const isTaken = (step: PriceStep, why: PriceStep['why']): boolean => step.why === why;

/** The part of a line that somebody took off it, in parts per million of what it cost before; 0 without a discount. */
export function lineShare({ steps }: PricedLine): number {
  const at = steps.findIndex((step) => isTaken(step, 'lineDiscount'));
  const off = steps[at];
  return off === undefined ? 0 : shareOf(minor(-off.amountMinor), sum(steps.slice(0, at).map((step) => step.amountMinor)));
}

/** The part of the sale that somebody took off it. */
export function saleShare({ lines }: PricedSale): number {
  const offMinor = -sum(lines.flatMap((line) => line.steps.filter((step) => isTaken(step, 'saleDiscount')).map((step) => step.amountMinor)));
  const afterMinor = sum(lines.map((line) => (line.amountMinor > 0 ? line.amountMinor : ZERO)));
  return shareOf(minor(offMinor), minor(afterMinor + offMinor));
}

/** What each promotion saved the customer, in the order of the set. */
export function savedByPromotion(totals: PricedSale): Map<string, Minor> {
  const saved = new Map<string, Minor>();
  for (const step of totals.lines.flatMap((line) => line.steps)) {
    if (step.why === 'promotion') saved.set(step.promotionId, subtract(saved.get(step.promotionId) ?? ZERO, step.amountMinor));
  }
  return saved;
}

type Charged = Pick<EntryData<'sale.completed'>, 'lines' | 'listMinor' | 'promotionsMinor' | 'discountsMinor' | 'exemptMinor' | 'promotions' | 'values'>;

/**
 * What a finished sale says of its prices. Nothing when every line costs its list price: then quantity, price and rate of the lines say it all (returning.ts), and
 * the entry of a plain sale is as short as ever.
 */
export function chargedData(journal: Pick<Journal, 'promotionsAt'>, standing: Pick<Standing, 'sale' | 'totals'>): Charged {
  const { values } = standing.sale;
  return { ...pricesOf(journal, standing), ...(values.length === 0 ? {} : { values: values.map((value) => ({ ...value })) }) };
}

function pricesOf(journal: Pick<Journal, 'promotionsAt'>, { sale, totals }: Pick<Standing, 'sale' | 'totals'>): Charged {
  if (sale.exempt === null && totals.lines.every(({ steps }) => steps.length === 1 && steps[0]?.why === 'list')) return {};
  const saved = savedByPromotion(totals);
  const { lines, listMinor, promotionsMinor, discountsMinor, exemptMinor } = totals;
  return {
    lines: lines.map(({ lineId, quantityMilli, amountMinor, taxMinor, paidMinor, steps }) => ({ lineId, quantityMilli, amountMinor, taxMinor, paidMinor, steps: stepShapes(steps) })),
    listMinor, promotionsMinor, discountsMinor, exemptMinor,
    promotions: journal.promotionsAt(sale.openedSeq).filter(({ promotionId }) => saved.has(promotionId)).map(({ promotionId, name }) => ({ promotionId, name })),
  };
}
