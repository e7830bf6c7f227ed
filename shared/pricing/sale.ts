import { add, allocate, scale, subtract, sum, ZERO, type Minor } from '../money.ts';
import { byRate, extended, isRate, piecesMilli, type TaxLine, type TaxMode } from './cart.ts';
import { PPM, taken, type Discount } from './discount.ts';
import { promote, type PricingMoment, type Promotion } from './promotion.ts';

/** A line as it was rung up. A negative quantity is a piece coming back in an exchange; nothing is taken off it. */
export interface SaleLineInput {
  readonly lineId: string;
  readonly productId: string;
  readonly categoryId: string;
  /** The catalog's price at the moment it was rung up. */
  readonly listPriceMinor: Minor;
  /** A price somebody decided on, per unit or for the label; promotions leave such a line alone. */
  readonly overrideMinor?: Minor;
  /** What a scale's label says the line costs; quantity is then information only. */
  readonly labelPriceMinor?: Minor;
  readonly quantityMilli: number;
  readonly byWeight?: boolean;
  readonly taxRateId: string | null;
  readonly ratePpm: number;
  readonly discount?: Discount;
}

export interface SaleInput {
  readonly lines: readonly SaleLineInput[];
  readonly discount?: Discount;
  readonly promotions: readonly Promotion[];
  readonly coupons: readonly string[];
  readonly moment: PricingMoment;
  readonly taxMode: TaxMode;
  /** The customer owes no tax: it is left out, or taken out of prices that contain it. */
  readonly exempt: boolean;
}

/** One reason why a line costs what it costs, in the order the reasons apply; `amountMinor` is what it changed. */
export type PriceStep =
  | { readonly why: 'list'; readonly amountMinor: Minor; readonly unitPriceMinor: Minor; readonly quantityMilli: number }
  | { readonly why: 'label'; readonly amountMinor: Minor }
  | { readonly why: 'override'; readonly amountMinor: Minor; readonly unitPriceMinor: Minor }
  | { readonly why: 'promotion'; readonly amountMinor: Minor; readonly promotionId: string; readonly pieces: number }
  | { readonly why: 'lineDiscount'; readonly amountMinor: Minor; readonly discount: Discount }
  | { readonly why: 'saleDiscount'; readonly amountMinor: Minor; readonly discount: Discount };

export interface PricedLine {
  readonly lineId: string;
  readonly quantityMilli: number;
  /** They add up to `amountMinor` exactly. */
  readonly steps: readonly PriceStep[];
  /** What the line costs, before tax in exclusive mode. */
  readonly amountMinor: Minor;
  /** Part of its rate's tax; the parts of a rate add up to it exactly. */
  readonly taxMinor: Minor;
  /** What the customer pays for it, tax included or left out; they add up to the total exactly. */
  readonly paidMinor: Minor;
}

export interface PricedSale {
  readonly lines: readonly PricedLine[];
  readonly itemsMilli: number;
  /** Before promotions and discounts. */
  readonly listMinor: Minor;
  readonly promotionsMinor: Minor;
  readonly discountsMinor: Minor;
  /** Sum of the lines' amounts. */
  readonly subtotalMinor: Minor;
  readonly taxes: readonly TaxLine[];
  /** What an exempt customer does not pay although prices contain it. */
  readonly exemptMinor: Minor;
  readonly totalMinor: Minor;
}

/**
 * Prices a sale: list price or label, override, promotions, the line's discount, the sale's discount, tax. Every amount is explained by its steps.
 * Tax is rounded once per rate on the sum of that rate's lines (see cart.ts). Without discounts and promotions the totals are those of `priceCart`.
 */
export function priceSale(input: SaleInput): PricedSale {
  const steps = input.lines.map(firstSteps);
  const amounts = steps.map((of) => sum(of.map((step) => step.amountMinor)));
  const listMinor = sum(amounts);
  const change = (line: number, step: PriceStep): void => {
    steps[line]?.push(step);
    amounts[line] = add(amounts[line] ?? ZERO, step.amountMinor);
  };

  const promotable = input.lines.flatMap((line, index) => (line.overrideMinor === undefined && line.quantityMilli > 0 ? [index] : []));
  const shares = promote(
    promotable.map((index) => {
      const line = input.lines[index] as SaleLineInput;
      // A priced label is one piece at its price, whatever it weighs.
      const labelled = line.labelPriceMinor !== undefined;
      return {
        productId: line.productId, categoryId: line.categoryId, amountMinor: amounts[index] ?? ZERO,
        unitPriceMinor: labelled ? (line.labelPriceMinor ?? ZERO) : line.listPriceMinor, quantityMilli: labelled ? 1000 : line.quantityMilli, byWeight: !labelled && line.byWeight === true,
      };
    }),
    input.promotions, input.moment, input.coupons,
  );
  let promotionsMinor = ZERO;
  for (const { promotionId, line, offMinor, pieces } of shares) {
    promotionsMinor = add(promotionsMinor, offMinor);
    change(promotable[line] ?? 0, { why: 'promotion', amountMinor: subtract(ZERO, offMinor), promotionId, pieces });
  }

  let discountsMinor = ZERO;
  input.lines.forEach(({ discount }, line) => {
    const off = discount === undefined ? ZERO : taken(discount, amounts[line] ?? ZERO);
    if (discount === undefined || off === 0) return;
    discountsMinor = add(discountsMinor, off);
    change(line, { why: 'lineDiscount', amountMinor: subtract(ZERO, off), discount });
  });
  const { discount } = input;
  if (discount !== undefined) {
    const bases = amounts.map((amount) => (amount > 0 ? amount : ZERO));
    const off = taken(discount, sum(bases));
    discountsMinor = add(discountsMinor, off);
    if (off > 0) allocate(off, bases).forEach((part, line) => { if (part > 0) change(line, { why: 'saleDiscount', amountMinor: subtract(ZERO, part), discount }); });
  }

  const taxed = taxesOf(input, amounts);
  const subtotalMinor = sum(amounts);
  const inclusive = input.taxMode === 'inclusive';
  const exemptMinor = input.exempt && inclusive ? sum(taxed.map((tax) => tax.line.taxMinor)) : ZERO;
  const taxes = input.exempt ? [] : taxed.map((tax) => tax.line);
  const added = input.taxMode === 'exclusive' ? sum(taxes.map((tax) => tax.taxMinor)) : ZERO;
  const taxMinor = amounts.map(() => ZERO);
  const paidMinor = [...amounts];
  for (const [line, part] of taxed.flatMap((tax) => tax.parts)) {
    if (!input.exempt) taxMinor[line] = part;
    if (inclusive && input.exempt) paidMinor[line] = subtract(amounts[line] ?? ZERO, part);
    if (!inclusive && !input.exempt) paidMinor[line] = add(amounts[line] ?? ZERO, part);
  }
  return {
    lines: input.lines.map(({ lineId, quantityMilli }, line) => ({ lineId, quantityMilli, steps: steps[line] ?? [], amountMinor: amounts[line] ?? ZERO, taxMinor: taxMinor[line] ?? ZERO, paidMinor: paidMinor[line] ?? ZERO })),
    itemsMilli: input.lines.reduce((count, line) => count + piecesMilli(line.quantityMilli, line.byWeight), 0),
    listMinor, promotionsMinor, discountsMinor, subtotalMinor, taxes, exemptMinor,
    totalMinor: subtract(add(subtotalMinor, added), exemptMinor),
  };
}

/** What a line costs before promotions and discounts: its list price, its label's, or what somebody decided on. */
export const listAmount = (line: Pick<SaleLineInput, 'listPriceMinor' | 'overrideMinor' | 'labelPriceMinor' | 'quantityMilli'>): Minor =>
  sum(firstSteps(line).map((step) => step.amountMinor));

function firstSteps(line: Pick<SaleLineInput, 'listPriceMinor' | 'overrideMinor' | 'labelPriceMinor' | 'quantityMilli'>): PriceStep[] {
  const { listPriceMinor, overrideMinor, labelPriceMinor, quantityMilli } = line;
  if (labelPriceMinor !== undefined) {
    const label: PriceStep = { why: 'label', amountMinor: labelPriceMinor };
    return overrideMinor === undefined ? [label] : [label, { why: 'override', amountMinor: subtract(overrideMinor, labelPriceMinor), unitPriceMinor: overrideMinor }];
  }
  const listMinor = extended({ unitPriceMinor: listPriceMinor, quantityMilli });
  const list: PriceStep = { why: 'list', amountMinor: listMinor, unitPriceMinor: listPriceMinor, quantityMilli };
  if (overrideMinor === undefined) return [list];
  return [list, { why: 'override', amountMinor: subtract(extended({ unitPriceMinor: overrideMinor, quantityMilli }), listMinor), unitPriceMinor: overrideMinor }];
}

interface RateTax {
  readonly line: TaxLine;
  /** Position of a line, and its part of the tax. */
  readonly parts: readonly (readonly [number, Minor])[];
}

/** The tax of each rate on its lines' amounts, and each line's part of it. */
function taxesOf({ lines, taxMode }: SaleInput, amounts: readonly Minor[]): RateTax[] {
  if (taxMode === 'none') return [];
  const rates: { readonly rateId: string; readonly ratePpm: number; readonly members: number[] }[] = [];
  lines.forEach(({ taxRateId, ratePpm }, line) => {
    if (taxRateId === null) return;
    const group = rates.find((rate) => isRate(rate, taxRateId, ratePpm));
    if (group) group.members.push(line);
    else rates.push({ rateId: taxRateId, ratePpm, members: [line] });
  });
  return rates.sort(byRate).map(({ rateId, ratePpm, members }): RateTax => {
    const base = sum(members.map((line) => amounts[line] ?? ZERO));
    const taxOf = (amount: Minor): Minor => (taxMode === 'exclusive' ? scale(amount, ratePpm, PPM) : scale(amount, ratePpm, PPM + ratePpm));
    const taxMinor = taxOf(base);
    // Pieces coming back carry their own tax back, so the two signs are shared out apart.
    const sold = members.filter((line) => (amounts[line] ?? ZERO) >= 0);
    const back = members.filter((line) => (amounts[line] ?? ZERO) < 0);
    const soldTaxMinor = back.length === 0 ? taxMinor : taxOf(sum(sold.map((line) => amounts[line] ?? ZERO)));
    const shares = (group: readonly number[], tax: Minor): (readonly [number, Minor])[] => {
      const parts = allocate(tax, group.map((line) => Math.abs(amounts[line] ?? ZERO)));
      return group.map((line, position) => [line, parts[position] ?? ZERO] as const);
    };
    const parts = sold.length === 0 ? shares(back, taxMinor) : [...shares(sold, soldTaxMinor), ...(back.length === 0 ? [] : shares(back, subtract(taxMinor, soldTaxMinor)))];
    return {
      line: { rateId, ratePpm, taxMinor, taxableMinor: taxMode === 'exclusive' ? base : subtract(base, taxMinor) },
      parts,
    };
  });
}
