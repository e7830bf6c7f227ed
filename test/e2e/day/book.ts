import { addedTaxes, divided, partOf, price, sumOf, type Article, type Priced, type Rung, type Taxed } from './sums.ts';

/** The shopkeeper's own book of the day: what was rung up, what was paid with what, what came back, what else was done with the drawer. Amounts in cents. */
export interface Money {
  readonly kind: string;
  readonly amountMinor: number;
  /** Cash that was handed over for it. */
  readonly givenMinor?: number;
  /** Neighbours' notes that were handed over for it, what they are worth here, and the change for them. */
  readonly notes?: { readonly renminbiMinor: number; readonly valueMinor: number; readonly changeMinor: number };
}
export interface BookSale extends Priced {
  readonly by: string;
  readonly receiptNo: number;
  readonly saleId: string;
  /** "6-14": Saturday, the hour that began at 14:00. */
  readonly hour: string;
  readonly tenders: readonly Money[];
  readonly isExempt: boolean;
  /** Whose sale it is. */
  readonly customer?: string;
}
interface Back { readonly article: Article; readonly pieces: number; readonly paidMinor: number; readonly taxMinor: number; readonly isTaxed: boolean }
export interface BookReturn { readonly by: string; readonly hour: string; readonly lines: readonly Back[]; readonly totalMinor: number; readonly money: readonly Money[]; readonly ofReceiptNo: number | null; /** All of a sale, on its day. */ readonly isVoid: boolean }
export interface Figure { salesMinor: number; returnsMinor: number; receipts: number; returns: number; itemsMilli: number; itemsBackMilli: number; discountsMinor: number; taxMinor: number }
export interface Flow { count: number; amountMinor: number; backCount: number; backMinor: number }
export interface Move { readonly kind: 'paidIn' | 'paidOut' | 'safeDrop' | 'noSale'; readonly amountMinor: number; readonly by: string; readonly approver: string }
interface Count { readonly by: string; readonly approver: string | null; readonly countedMinor: number; readonly expectedMinor: number; readonly renminbiMinor: number }

/** When something was done, as reports put it together. */
export const hourOf = (atMs: number): string => {
  const at = new Date(atMs);
  return `${((at.getDay() + 6) % 7) + 1}-${at.getHours()}`;
};
const SIGNS = { paidIn: 1, paidOut: -1, safeDrop: -1, noSale: 0 } as const;
const nothing = (): Figure => ({ salesMinor: 0, returnsMinor: 0, receipts: 0, returns: 0, itemsMilli: 0, itemsBackMilli: 0, discountsMinor: 0, taxMinor: 0 });
const counted = (amounts: readonly number[]): { readonly count: number; readonly amountMinor: number } => ({ count: amounts.filter((minor) => minor !== 0).length, amountMinor: sumOf(amounts, (minor) => minor) });

export class DayBook {
  readonly sales: BookSale[] = [];
  readonly returns: BookReturn[] = [];
  readonly moves: Move[] = [];
  readonly counts: Count[] = [];
  /** Lines taken off, and sales given up, at their list prices. */
  readonly lineVoids: number[] = [];
  readonly discards: number[] = [];
  /** Tenders that were taken and given back before their sale was finished. */
  readonly removed: Money[] = [];
  /** Receipts printed again. */
  copies = 0;
  readonly floatMinor: number;
  readonly #step: number;
  readonly #back = new Map<string, number>();

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
  /** The newest sale of an article, paid with nothing but that. */
  saleOf(productId: string, kind: string): BookSale {
    const found = this.sales.findLast(({ lines, tenders }) => lines.some(({ article }) => article.productId === productId) && tenders.every((tender) => tender.kind === kind));
    if (found === undefined) throw new Error(`no sale of ${productId} was paid with ${kind}`);
    return found;
  }

  /** What pieces of a sale's lines would bring back, without booking it. */
  worth(sale: BookSale, parts: readonly (readonly [line: number, pieces: number])[]): { readonly lines: readonly Back[]; readonly totalMinor: number } {
    const lines = parts.map(([at, pieces]): Back => {
      const line = sale.lines[at];
      if (line === undefined) throw new Error(`receipt ${sale.receiptNo} has no line ${at}`);
      return { article: line.article, pieces, ...partOf(line, this.#back.get(`${sale.saleId} ${at}`) ?? 0, pieces), isTaxed: !sale.isExempt };
    });
    return { lines, totalMinor: sumOf(lines, ({ paidMinor }) => paidMinor) };
  }
  /** What comes back of a sale, at what was paid for it, and with which money. */
  cameBack(sale: BookSale, parts: readonly (readonly [line: number, pieces: number])[], how: { readonly by: string; readonly hour: string; readonly money: readonly Money[]; readonly isVoid?: boolean }): BookReturn {
    const back = { by: how.by, hour: how.hour, money: how.money, ...this.worth(sale, parts), ofReceiptNo: sale.receiptNo, isVoid: how.isVoid ?? false };
    for (const [at, pieces] of parts) this.#back.set(`${sale.saleId} ${at}`, (this.#back.get(`${sale.saleId} ${at}`) ?? 0) + pieces);
    this.returns.push(back);
    return back;
  }
  /** Goods nobody has a receipt for, at today's prices. */
  tookBack(lines: readonly Rung[], how: { readonly by: string; readonly hour: string }): BookReturn {
    const priced = price(lines);
    const money = [{ kind: 'cash', amountMinor: this.cash(priced.totalMinor) }];
    const back = { ...how, money, totalMinor: priced.totalMinor, ofReceiptNo: null, isVoid: false, lines: priced.lines.map(({ article, pieces, paidMinor, taxMinor }) => ({ article, pieces, paidMinor, taxMinor, isTaxed: true })) };
    this.returns.push(back);
    return back;
  }
  returnedOf(sale: BookSale): number {
    return sumOf(this.returns, ({ ofReceiptNo, totalMinor }) => (ofReceiptNo === sale.receiptNo ? totalMinor : 0));
  }

  get grossMinor(): number {
    return sumOf(this.sales, ({ totalMinor }) => totalMinor);
  }
  get returnsMinor(): number {
    return sumOf(this.returns, ({ totalMinor }) => totalMinor);
  }
  /** Sales taken back whole. */
  get voided(): { readonly count: number; readonly amountMinor: number } {
    return counted(this.returns.map(({ isVoid, totalMinor }) => (isVoid ? totalMinor : 0)));
  }
  get itemsMilli(): number {
    return sumOf(this.sales, ({ lines }) => sumOf(lines, ({ pieces }) => pieces * 1_000));
  }
  get itemsBackMilli(): number {
    return sumOf(this.returns, ({ lines }) => sumOf(lines, ({ pieces }) => pieces * 1_000));
  }
  /** Sales something was taken off, and how much; sales whose cash was rounded. */
  get promotions(): { readonly count: number; readonly amountMinor: number } {
    return counted(this.sales.map(({ promotionMinor }) => promotionMinor));
  }
  get discounts(): { readonly count: number; readonly amountMinor: number } {
    return counted(this.sales.map(({ discountMinor }) => discountMinor));
  }
  get rounding(): { readonly count: number; readonly amountMinor: number } {
    return counted(this.sales.map(({ totalMinor, tenders }) => sumOf(tenders, ({ amountMinor }) => amountMinor) - totalMinor));
  }
  get returnRoundingMinor(): number {
    return sumOf(this.returns, ({ totalMinor, money }) => sumOf(money, ({ amountMinor }) => amountMinor) - totalMinor);
  }

  /** Taken, and given back, by kind of money. */
  tenders(): Map<string, Flow> {
    const all = new Map<string, Flow>();
    const of = (kind: string): Flow => {
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
    return new Map([...all].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  get cashTenders(): readonly Money[] {
    return this.sales.flatMap(({ tenders }) => tenders.filter(({ kind }) => kind === 'cash'));
  }
  get cashInMinor(): number {
    return sumOf(this.cashTenders, ({ amountMinor, givenMinor = amountMinor }) => givenMinor);
  }
  get changeMinor(): number {
    return sumOf(this.cashTenders, ({ amountMinor, givenMinor = amountMinor }) => givenMinor - amountMinor) + this.notes.changeMinor;
  }
  /** Neighbours' notes in the drawer, and what they brought. */
  get notes(): { readonly count: number; readonly renminbiMinor: number; readonly valueMinor: number; readonly changeMinor: number } {
    const all = this.sales.flatMap(({ tenders }) => tenders.flatMap(({ notes }) => notes ?? []));
    return { count: all.length, renminbiMinor: sumOf(all, (one) => one.renminbiMinor), valueMinor: sumOf(all, (one) => one.valueMinor), changeMinor: sumOf(all, (one) => one.changeMinor) };
  }
  get movedMinor(): number {
    return sumOf(this.moves, ({ kind, amountMinor }) => SIGNS[kind] * amountMinor);
  }
  /** What lies in the drawer. */
  get drawerMinor(): number {
    return this.floatMinor + this.cashInMinor - this.changeMinor - (this.tenders().get('cash')?.backMinor ?? 0) + this.movedMinor;
  }
  /** Cash that went through the hands of each. */
  cashByHand(): Map<string, number> {
    const all = new Map<string, number>();
    const add = (by: string, minor: number): void => void all.set(by, (all.get(by) ?? 0) + minor);
    const cashOf = (money: readonly Money[]): number => sumOf(money, ({ kind, amountMinor, notes }) => (kind === 'cash' ? amountMinor : 0 - (notes?.changeMinor ?? 0)));
    for (const { by, tenders } of this.sales) add(by, cashOf(tenders));
    for (const { by, money } of this.returns) add(by, -cashOf(money));
    for (const { by, kind, amountMinor } of this.moves) add(by, SIGNS[kind] * amountMinor);
    return all;
  }
  /** How often the drawer opened: for cash in and out of it, for the float, for each count. */
  get openings(): number {
    const handedOut = this.returns.filter(({ money }) => money.some(({ kind }) => kind === 'cash')).length;
    const takenBack = this.removed.filter(({ kind }) => kind === 'cash').length;
    return 1 + this.cashTenders.length + this.notes.count + 2 * takenBack + handedOut + this.moves.length + this.counts.length;
  }

  taxesBack(): Taxed[] {
    return addedTaxes(this.returns.flatMap(({ lines }) => lines.filter(({ isTaxed }) => isTaxed).map(({ article: { rateId, ratePpm }, paidMinor, taxMinor }) => ({ rateId, ratePpm, taxableMinor: paidMinor - taxMinor, taxMinor }))));
  }
  /** Taxes less what returns took back. */
  taxes(): Taxed[] {
    return addedTaxes([...this.sales.flatMap(({ taxes }) => taxes), ...this.taxesBack().map((tax) => ({ ...tax, taxableMinor: -tax.taxableMinor, taxMinor: -tax.taxMinor }))]);
  }

  /** Figures of each group: of whole receipts, or of their lines. */
  by(group: 'day' | 'cashier' | 'hour' | 'product' | 'category'): Map<string, Figure> {
    const all = new Map<string, Figure>();
    const of = (key: string): Figure => {
      const figure = all.get(key) ?? nothing();
      all.set(key, figure);
      return figure;
    };
    const keyOf = (article: Article, { by, hour }: { readonly by: string; readonly hour: string }): string => ({ day: '', cashier: by, hour, product: article.productId, category: article.categoryId })[group];
    for (const sale of this.sales) {
      for (const line of sale.lines) {
        const figure = of(keyOf(line.article, sale));
        figure.salesMinor += line.paidMinor;
        figure.itemsMilli += line.pieces * 1_000;
        figure.discountsMinor += line.promotionMinor + line.discountMinor;
        figure.taxMinor += line.taxMinor;
      }
      for (const key of new Set(sale.lines.map(({ article }) => keyOf(article, sale)))) of(key).receipts += 1;
    }
    for (const back of this.returns) {
      for (const line of back.lines) {
        const figure = of(keyOf(line.article, back));
        figure.returnsMinor += line.paidMinor;
        figure.itemsBackMilli += line.pieces * 1_000;
        figure.taxMinor -= line.taxMinor;
      }
      for (const key of new Set(back.lines.map(({ article }) => keyOf(article, back)))) of(key).returns += 1;
    }
    return all;
  }
}
