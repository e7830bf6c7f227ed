/**
 * The shopkeeper's own book of the day: what was rung up, what was paid with what, what came back. It shares no line with the till's arithmetic; what promotions
 * and discounts take off is worked out by hand where the day is written down.
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
  readonly lessMinor: number;
}
export interface Charged extends Rung {
  readonly netMinor: number;
  readonly taxMinor: number;
  readonly paidMinor: number;
}
export interface Taxed { readonly rateId: string; readonly ratePpm: number; readonly taxableMinor: number; readonly taxMinor: number }
export interface Priced { readonly lines: readonly Charged[]; readonly taxes: readonly Taxed[]; readonly totalMinor: number; readonly lessMinor: number }
export interface Money { readonly kind: string; readonly amountMinor: number }
export interface BookSale extends Priced {
  readonly by: string;
  readonly receiptNo: number;
  readonly saleId: string;
  readonly hour: number;
  readonly tenders: readonly Money[];
}
interface BookReturn { readonly by: string; readonly hour: number; readonly lines: readonly { readonly article: Article; readonly pieces: number; readonly paidMinor: number; readonly taxMinor: number }[]; readonly totalMinor: number; readonly money: readonly Money[] }
export interface Figure { salesMinor: number; returnsMinor: number; receipts: number; returns: number; itemsMilli: number; itemsBackMilli: number; discountsMinor: number; taxMinor: number }

const PPM = 1_000_000;
const sumOf = <T>(all: readonly T[], of: (one: T) => number): number => all.reduce((sum, one) => sum + of(one), 0);
/** a / b, half up, for whole numbers of either sign. */
const divided = (a: number, b: number): number => Math.sign(a) * Math.floor((2 * Math.abs(a) + b) / (2 * b));

/** Splits a sum in proportion, whole cents, the largest fractions first. */
export function shareOut(total: number, weights: readonly number[]): number[] {
  const all = sumOf(weights, (weight) => weight);
  if (all === 0) return weights.map((_, at) => (at === 0 ? total : 0));
  const parts = weights.map((weight, at) => ({ at, minor: Math.floor((total * weight) / all), rest: (total * weight) % all }));
  const left = total - sumOf(parts, ({ minor }) => minor);
  const raised = new Set([...parts].sort((a, b) => b.rest - a.rest || a.at - b.at).slice(0, left).map(({ at }) => at));
  return parts.map(({ at, minor }) => minor + (raised.has(at) ? 1 : 0));
}

/** Pieces of an article, or one thing with an amount of its own (weighed, labelled, at a price of the day). */
export const rung = (article: Article, how: { readonly pieces?: number; readonly amountMinor?: number; readonly less?: number } = {}): Rung => {
  const pieces = how.pieces ?? 1;
  return { article, pieces, listMinor: how.amountMinor ?? article.priceMinor * pieces, lessMinor: how.less ?? 0 };
};

/** What a sale comes to: tax is added per rate on the sum of its lines, and shared out over them. */
export function price(lines: readonly Rung[], how: { readonly saleLess?: number; readonly exempt?: boolean } = {}): Priced {
  const before = lines.map(({ listMinor, lessMinor }) => listMinor - lessMinor);
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
  const charged = lines.map((line, at): Charged => ({ ...line, lessMinor: line.lessMinor + (off[at] ?? 0), netMinor: nets[at] ?? 0, taxMinor: shares[at] ?? 0, paidMinor: (nets[at] ?? 0) + (shares[at] ?? 0) }));
  return { lines: charged, taxes, totalMinor: sumOf(charged, ({ paidMinor }) => paidMinor), lessMinor: sumOf(charged, ({ lessMinor }) => lessMinor) };
}

const nothing = (): Figure => ({ salesMinor: 0, returnsMinor: 0, receipts: 0, returns: 0, itemsMilli: 0, itemsBackMilli: 0, discountsMinor: 0, taxMinor: 0 });

export class DayBook {
  readonly sales: BookSale[] = [];
  readonly returns: BookReturn[] = [];
  readonly moves: { readonly kind: 'paidIn' | 'paidOut' | 'safeDrop' | 'noSale'; readonly amountMinor: number }[] = [];
  readonly floatMinor: number;
  readonly #step: number;

  constructor(floatMinor: number, stepMinor: number) {
    this.floatMinor = floatMinor;
    this.#step = stepMinor;
  }

  /** An amount as cash can be handed over. */
  cash(amountMinor: number): number {
    return divided(amountMinor, this.#step) * this.#step;
  }

  sold(sale: BookSale): void {
    this.sales.push(sale);
  }

  /** What comes back of a sale: pieces of its lines, at what was paid for them. */
  cameBack(sale: BookSale, parts: readonly (readonly [line: number, pieces: number])[], how: { readonly by: string; readonly hour: number; readonly kinds: readonly string[]; readonly amounts?: readonly number[] }): BookReturn {
    const lines = parts.map(([at, pieces]) => {
      const line = sale.lines[at];
      if (line === undefined) throw new Error(`receipt ${sale.receiptNo} has no line ${at}`);
      const paidMinor = divided(line.paidMinor * pieces, line.pieces);
      return { article: line.article, pieces, paidMinor, taxMinor: divided(line.taxMinor * paidMinor, line.paidMinor) };
    });
    const totalMinor = sumOf(lines, ({ paidMinor }) => paidMinor);
    const money = how.kinds.map((kind, at): Money => ({ kind, amountMinor: how.amounts?.[at] ?? (kind === 'cash' ? this.cash(totalMinor) : totalMinor) }));
    const back = { by: how.by, hour: how.hour, lines, totalMinor, money };
    this.returns.push(back);
    return back;
  }

  get grossMinor(): number {
    return sumOf(this.sales, ({ totalMinor }) => totalMinor);
  }
  get returnsMinor(): number {
    return sumOf(this.returns, ({ totalMinor }) => totalMinor);
  }

  /** Taken, and given back, by kind of money. */
  tenders(): Map<string, { count: number; amountMinor: number; backCount: number; backMinor: number }> {
    const all = new Map<string, { count: number; amountMinor: number; backCount: number; backMinor: number }>();
    const of = (kind: string) => {
      const sum = all.get(kind) ?? { count: 0, amountMinor: 0, backCount: 0, backMinor: 0 };
      all.set(kind, sum);
      return sum;
    };
    for (const { kind, amountMinor } of this.sales.flatMap(({ tenders }) => tenders)) {
      of(kind).count += 1;
      of(kind).amountMinor += amountMinor;
    }
    for (const { kind, amountMinor } of this.returns.flatMap(({ money }) => money)) {
      of(kind).backCount += 1;
      of(kind).backMinor += amountMinor;
    }
    return all;
  }

  /** What lies in the drawer. */
  get drawerMinor(): number {
    const cash = this.tenders().get('cash');
    const signs = { paidIn: 1, paidOut: -1, safeDrop: -1, noSale: 0 } as const;
    return this.floatMinor + (cash?.amountMinor ?? 0) - (cash?.backMinor ?? 0) + sumOf(this.moves, ({ kind, amountMinor }) => signs[kind] * amountMinor);
  }

  /** Taxes less what returns took back. */
  taxes(): Taxed[] {
    const all = new Map<string, Taxed>();
    const put = (rateId: string, ratePpm: number, taxableMinor: number, taxMinor: number): void => {
      const sum = all.get(rateId) ?? { rateId, ratePpm, taxableMinor: 0, taxMinor: 0 };
      all.set(rateId, { ...sum, taxableMinor: sum.taxableMinor + taxableMinor, taxMinor: sum.taxMinor + taxMinor });
    };
    for (const { taxes } of this.sales) for (const tax of taxes) put(tax.rateId, tax.ratePpm, tax.taxableMinor, tax.taxMinor);
    for (const { article, paidMinor, taxMinor } of this.returns.flatMap(({ lines }) => lines)) put(article.rateId, article.ratePpm, taxMinor - paidMinor, -taxMinor);
    return [...all.values()].sort((a, b) => (a.rateId < b.rateId ? -1 : 1));
  }

  /** Figures of each group: of whole receipts (`sale`), or of their lines. */
  by(group: 'cashier' | 'hour' | 'product' | 'category'): Map<string, Figure> {
    const all = new Map<string, Figure>();
    const of = (key: string): Figure => {
      const figure = all.get(key) ?? nothing();
      all.set(key, figure);
      return figure;
    };
    const keyOf = (article: Article, receipt: { readonly by: string; readonly hour: number }): string =>
      ({ cashier: receipt.by, hour: String(receipt.hour), product: article.productId, category: article.categoryId })[group];
    for (const sale of this.sales) {
      for (const line of sale.lines) {
        const figure = of(keyOf(line.article, sale));
        figure.salesMinor += line.paidMinor;
        figure.itemsMilli += line.pieces * 1000;
        figure.discountsMinor += line.lessMinor;
        figure.taxMinor += line.taxMinor;
      }
      for (const key of new Set(sale.lines.map(({ article }) => keyOf(article, sale)))) of(key).receipts += 1;
    }
    for (const back of this.returns) {
      for (const line of back.lines) {
        const figure = of(keyOf(line.article, back));
        figure.returnsMinor += line.paidMinor;
        figure.itemsBackMilli += line.pieces * 1000;
        figure.taxMinor -= line.taxMinor;
      }
      for (const key of new Set(back.lines.map(({ article }) => keyOf(article, back)))) of(key).returns += 1;
    }
    return all;
  }
}
