import { add, allocate, minor, scale, subtract, sum, ZERO, type Minor } from '../money.ts';

/** One priced line: quantity in thousandths of a unit, so that weights fit the same arithmetic as pieces. */
export interface CartLine {
  readonly lineId: string;
  readonly unitPriceMinor: Minor;
  readonly quantityMilli: number;
  /** null: no tax applies. */
  readonly taxRateId: string | null;
  /** Parts per million: 8.25 % is 82_500. */
  readonly ratePpm: number;
}

/**
 * none: the shop charges no tax. inclusive: prices contain it and the total does not change. exclusive: it is added at the foot.
 */
export type TaxMode = 'none' | 'inclusive' | 'exclusive';

export interface TaxLine {
  readonly rateId: string;
  readonly ratePpm: number;
  /** Without the tax. */
  readonly taxableMinor: Minor;
  readonly taxMinor: Minor;
}

export interface CartTotals {
  readonly itemsMilli: number;
  readonly subtotalMinor: Minor;
  readonly taxes: readonly TaxLine[];
  readonly totalMinor: Minor;
}

const PPM = 1_000_000;

type Rate = Pick<TaxLine, 'rateId' | 'ratePpm'>;
/** A rate is its name and its height: a sale that was held while the shop changed the rate has lines of both, each taxed at its own. */
export const isRate = (rate: Rate, rateId: string | null, ratePpm: number): boolean => rate.rateId === rateId && rate.ratePpm === ratePpm;
/** The order in which taxes are told. */
export const byRate = (a: Rate, b: Rate): number => (a.rateId < b.rateId ? -1 : a.rateId > b.rateId ? 1 : a.ratePpm - b.ratePpm);

/** What a line costs before tax is looked at: price times quantity, rounded half away from zero to the minor unit. */
export const extended = (line: Pick<CartLine, 'unitPriceMinor' | 'quantityMilli'>): Minor => scale(line.unitPriceMinor, line.quantityMilli, 1000);

/**
 * Pieces on a line for "n items": whole units count as pieces, a weighed line (sold by weight, or not a whole number of units) as one. The
 * result stays in thousandths because journals and reports add it up.
 */
export const piecesMilli = (quantityMilli: number, byWeight = false): number => (!byWeight && quantityMilli % 1000 === 0 ? quantityMilli : 1000);

/**
 * Totals of a cart. Tax is rounded once per rate on the sum of that rate's lines, never per line, so that the foot of the
 * receipt is what the tax office computes from it; `taxShares` gives the parts of single lines where they are needed.
 */
export function priceCart(lines: readonly CartLine[], mode: TaxMode): CartTotals {
  const subtotalMinor = sum(lines.map(extended));
  const itemsMilli = lines.reduce((acc, line) => acc + piecesMilli(line.quantityMilli), 0);
  if (mode === 'none') return { itemsMilli, subtotalMinor, taxes: [], totalMinor: subtotalMinor };

  const rates: { rateId: string; ratePpm: number; amount: Minor }[] = [];
  for (const line of lines) {
    const { taxRateId, ratePpm } = line;
    if (taxRateId === null) continue;
    const group = rates.find((rate) => isRate(rate, taxRateId, ratePpm));
    if (group) group.amount = add(group.amount, extended(line));
    else rates.push({ rateId: taxRateId, ratePpm, amount: extended(line) });
  }
  const taxes = rates
    .sort(byRate)
    .map(({ rateId, ratePpm, amount }): TaxLine => {
      const taxMinor = mode === 'exclusive' ? scale(amount, ratePpm, PPM) : scale(amount, ratePpm, PPM + ratePpm);
      return { rateId, ratePpm, taxMinor, taxableMinor: mode === 'exclusive' ? amount : subtract(amount, taxMinor) };
    });
  const added = mode === 'exclusive' ? sum(taxes.map((tax) => tax.taxMinor)) : ZERO;
  return { itemsMilli, subtotalMinor, taxes, totalMinor: add(subtotalMinor, added) };
}

/** Each line's part of its rate's tax, in the order of `lines`; the parts add up to the tax of the cart exactly. */
export function taxShares(lines: readonly CartLine[], mode: TaxMode): Minor[] {
  const shares = lines.map(() => ZERO);
  for (const tax of priceCart(lines, mode).taxes) {
    const members = lines.map((line, index) => ({ line, index })).filter(({ line }) => isRate(tax, line.taxRateId, line.ratePpm));
    const parts = allocate(tax.taxMinor, members.map(({ line }) => Math.abs(extended(line))));
    members.forEach(({ index }, position) => {
      shares[index] = parts[position] ?? ZERO;
    });
  }
  return shares;
}

/** Upper bounds of one sale: a cart beyond them is a mistake, and the bounds keep every sum exact. */
export const CART_LINES_MAX = 500;
export const QUANTITY_MILLI_MAX = 9_999_000;
export const SALE_TOTAL_MAX: Minor = minor(100_000_000_00);
