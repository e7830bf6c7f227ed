/**
 * The shopkeeper's own arithmetic: what a sale comes to, and what comes back of it. It shares no line with the till's; what promotions and discounts take off is worked
 * out by hand where the day is written down. Amounts in cents.
 */
export interface Article {
  readonly productId: string;
  readonly categoryId: string;
  readonly priceMinor: number;
  readonly name: string;
  readonly code: string | null;
  readonly plu: string | null;
  readonly rateId: string;
  readonly ratePpm: number;
}
export interface Rung {
  readonly article: Article;
  readonly pieces: number;
  /** Before anything is taken off. */
  readonly listMinor: number;
  readonly promotionMinor: number;
  readonly discountMinor: number;
}
export interface Charged extends Rung {
  readonly netMinor: number;
  readonly taxMinor: number;
  readonly paidMinor: number;
}
export interface Taxed { readonly rateId: string; readonly ratePpm: number; readonly taxableMinor: number; readonly taxMinor: number }
export interface Priced { readonly lines: readonly Charged[]; readonly taxes: readonly Taxed[]; readonly totalMinor: number; readonly promotionMinor: number; readonly discountMinor: number }

const PPM = 1_000_000;
export const sumOf = <T>(all: readonly T[], of: (one: T) => number): number => all.reduce((sum, one) => sum + of(one), 0);
/** a / b, half up, for whole numbers of either sign. */
export const divided = (a: number, b: number): number => (b === 0 ? 0 : Math.sign(a) * Math.floor((2 * Math.abs(a) + b) / (2 * b)));

/** Splits a sum in proportion, whole cents, the largest fractions first. */
export function shareOut(total: number, weights: readonly number[]): number[] {
  const all = sumOf(weights, (weight) => weight);
  if (all === 0) return weights.map((_, at) => (at === 0 ? total : 0));
  const parts = weights.map((weight, at) => ({ at, minor: Math.floor((total * weight) / all), rest: (total * weight) % all }));
  const left = total - sumOf(parts, ({ minor }) => minor);
  const raised = new Set([...parts].sort((a, b) => b.rest - a.rest || a.at - b.at).slice(0, left).map(({ at }) => at));
  return parts.map(({ at, minor }) => minor + (raised.has(at) ? 1 : 0));
}

/** Pieces of an article, or one thing with an amount of its own (weighed, labelled, at a price of the day); what a promotion and a discount take off it. */
export const rung = (article: Article, how: { readonly pieces?: number; readonly amountMinor?: number; readonly promotion?: number; readonly discount?: number } = {}): Rung => {
  const pieces = how.pieces ?? 1;
  return { article, pieces, listMinor: how.amountMinor ?? article.priceMinor * pieces, promotionMinor: how.promotion ?? 0, discountMinor: how.discount ?? 0 };
};

/** What a sale comes to: tax is added per rate on the sum of its lines, and shared out over them. `saleLess`: off the whole sale. */
export function price(lines: readonly Rung[], how: { readonly saleLess?: number; readonly exempt?: boolean } = {}): Priced {
  const before = lines.map(({ listMinor, promotionMinor, discountMinor }) => listMinor - promotionMinor - discountMinor);
  const off = shareOut(how.saleLess ?? 0, before);
  const nets = before.map((minor, at) => minor - (off[at] ?? 0));
  const shares = nets.map(() => 0);
  const taxes: Taxed[] = [];
  if (how.exempt !== true) {
    for (const rateId of [...new Set(lines.map(({ article }) => article.rateId))].sort()) {
      const mine = lines.flatMap(({ article }, at) => (article.rateId === rateId ? [at] : []));
      const ratePpm = lines[mine[0] ?? 0]?.article.ratePpm ?? 0;
      const taxableMinor = sumOf(mine, (at) => nets[at] ?? 0);
      const taxMinor = divided(taxableMinor * ratePpm, PPM);
      shareOut(taxMinor, mine.map((at) => nets[at] ?? 0)).forEach((share, place) => { shares[mine[place] ?? 0] = share; });
      taxes.push({ rateId, ratePpm, taxableMinor, taxMinor });
    }
  }
  const charged = lines.map((line, at): Charged => {
    const netMinor = nets[at] ?? 0;
    const taxMinor = shares[at] ?? 0;
    return { ...line, discountMinor: line.discountMinor + (off[at] ?? 0), netMinor, taxMinor, paidMinor: netMinor + taxMinor };
  });
  return {
    lines: charged, taxes, totalMinor: sumOf(charged, ({ paidMinor }) => paidMinor), promotionMinor: sumOf(charged, (line) => line.promotionMinor), discountMinor: sumOf(charged, (line) => line.discountMinor),
  };
}

/** What `pieces` more of a line come to when `before` of it are back already: all parts together are what was paid. */
export function partOf(line: Charged, before: number, pieces: number): { readonly paidMinor: number; readonly taxMinor: number } {
  const upTo = (count: number): { paidMinor: number; taxMinor: number } => {
    if (count === line.pieces) return line;
    const paidMinor = divided(line.paidMinor * count, line.pieces);
    return { paidMinor, taxMinor: divided(line.taxMinor * paidMinor, line.paidMinor) };
  };
  const after = upTo(before + pieces);
  const was = upTo(before);
  return { paidMinor: after.paidMinor - was.paidMinor, taxMinor: after.taxMinor - was.taxMinor };
}

/** Taxes of several sales and returns, rate by rate. */
export function addedTaxes(all: readonly Taxed[]): Taxed[] {
  const sums = new Map<string, Taxed>();
  for (const tax of all) {
    const sum = sums.get(tax.rateId);
    sums.set(tax.rateId, { ...tax, taxableMinor: (sum?.taxableMinor ?? 0) + tax.taxableMinor, taxMinor: (sum?.taxMinor ?? 0) + tax.taxMinor });
  }
  return [...sums.values()].sort((a, b) => (a.rateId < b.rateId ? -1 : 1));
}
