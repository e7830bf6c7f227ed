import { addFigures } from '../../shared/reports/figures.ts';
import type { FigurePart, FigureRow } from './shift-figures.ts';

/** Sums over rows `f` of shift_figure, in the order of PartRow. */
export const PART_COLUMNS = `sum(f.sales_minor), sum(f.returns_minor), sum(f.receipts), sum(f.returns), sum(f.items_milli), sum(f.items_back_milli), sum(f.discounts_minor), sum(f.tax_minor),
  max(f.line_seq)`;
export type PartRow = readonly [
  key: string | number, detail: string, salesMinor: number, returnsMinor: number, receipts: number, returns: number, itemsMilli: number, itemsBackMilli: number, discountsMinor: number, taxMinor: number, lineSeq: number,
];

export const readRow = ([key, detail, salesMinor, returnsMinor, receipts, returns, itemsMilli, itemsBackMilli, discountsMinor, taxMinor, lineSeq]: PartRow, part: FigurePart = 'all'): FigureRow => ({
  part, key: String(key), detail, figures: { salesMinor, returnsMinor, receipts, returns, itemsMilli, itemsBackMilli, discountsMinor, taxMinor }, lineSeq,
});

/** Closed shifts' rows with those of the open one added. */
export function plusOpen(closed: readonly FigureRow[], open: readonly FigureRow[]): readonly FigureRow[] {
  if (open.length === 0) return closed;
  const idOf = ({ key, detail }: FigureRow): string => `${key}\u0000${detail}`;
  const rows = new Map(closed.map((row) => [idOf(row), row]));
  for (const row of open) {
    const before = rows.get(idOf(row));
    rows.set(idOf(row), before === undefined ? row : { ...before, figures: addFigures(before.figures, row.figures), lineSeq: Math.max(before.lineSeq, row.lineSeq) });
  }
  return [...rows.values()];
}
