import { divideHalfUp } from '../money.ts';

/**
 * What a report says of one group of business: all of it, a day, a product, a cashier. Amounts in minor units of the report's currency, tax included; quantities
 * in thousandths of a piece.
 */
export interface Figures {
  /** What customers paid, before returns. */
  readonly salesMinor: number;
  readonly returnsMinor: number;
  /** Finished sales; of a product or a category: those it is in. */
  readonly receipts: number;
  readonly returns: number;
  /** Pieces sold; something weighed is one piece. */
  readonly itemsMilli: number;
  readonly itemsBackMilli: number;
  /** Taken off by promotions and discounts; `salesMinor` is already without it. */
  readonly discountsMinor: number;
  /** Tax of the sales, less that of the returns. */
  readonly taxMinor: number;
}

export const NO_FIGURES: Figures = { salesMinor: 0, returnsMinor: 0, receipts: 0, returns: 0, itemsMilli: 0, itemsBackMilli: 0, discountsMinor: 0, taxMinor: 0 };
export const FIGURE_NAMES = Object.keys(NO_FIGURES) as readonly (keyof Figures)[];

export const addFigures = (a: Figures, b: Figures): Figures => ({
  salesMinor: a.salesMinor + b.salesMinor, returnsMinor: a.returnsMinor + b.returnsMinor, receipts: a.receipts + b.receipts, returns: a.returns + b.returns,
  itemsMilli: a.itemsMilli + b.itemsMilli, itemsBackMilli: a.itemsBackMilli + b.itemsBackMilli, discountsMinor: a.discountsMinor + b.discountsMinor, taxMinor: a.taxMinor + b.taxMinor,
});
export const sumFigures = (all: Iterable<Figures>): Figures => {
  let sum = NO_FIGURES;
  for (const figures of all) sum = addFigures(sum, figures);
  return sum;
};

/** Sales less returns. */
export const netOf = (figures: Pick<Figures, 'salesMinor' | 'returnsMinor'>): number => figures.salesMinor - figures.returnsMinor;

/** What a finished sale came to on average, rounded half up; null when there was none. */
export const averageOf = ({ salesMinor, receipts }: Pick<Figures, 'salesMinor' | 'receipts'>): number | null =>
  receipts === 0 ? null : Number(divideHalfUp(BigInt(salesMinor), BigInt(receipts)));

/** Change in parts per thousand against before, rounded; null when there is nothing to compare with. */
export const changePermille = (now: number, before: number): number | null => (before <= 0 ? null : Math.round(((now - before) / before) * 1_000));
