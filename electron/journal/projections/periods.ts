import type { Database } from 'better-sqlite3';
import type { EntryOf } from '../../../shared/journal/entries.ts';
import { prepareInsertMany } from '../insert-many.ts';
import { prepareShiftFigures } from '../shift-figures.ts';
import { nothing, type Handlers } from './handlers.ts';

export interface PeriodProjection {
  readonly handlers: Handlers<'periodReport.exported' | 'stock.exported'>;
  /** After the return is booked. */
  returned(entry: { readonly offsetMin: number }, returnId: string): void;
  /** After the shift is closed; none has been opened since. */
  closed(entry: EntryOf<'report.z'>): void;
}

/** What reports of periods add up, folded once a shift: a sale writes nothing here. */
export function preparePeriods(db: Database): PeriodProjection {
  const figuresOf = prepareShiftFigures(db);
  const insertFigures = prepareInsertMany(db, `shift_figure (part, shift_no, key, detail, sales_minor, returns_minor, receipts, returns, items_milli, items_back_milli, discounts_minor,
    tax_minor, line_seq)`);
  const insertClosing = db.prepare<[number, number, number, string, number, number, number, number]>(
    'INSERT INTO shift_closing (shift_no, z_number, closed_at_ms, operator, net_minor, expected_minor, counted_minor, variance_minor) VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const insertMoment = db.prepare<[number, string]>('INSERT INTO return_moment (offset_min, return_no) SELECT ?, return_no FROM return_doc WHERE return_id = ?');
  const selectBefore = db.prepare<[number], number>('SELECT receipts_before FROM shift WHERE shift_no = ?').pluck();
  return {
    handlers: { 'periodReport.exported': nothing, 'stock.exported': nothing },
    returned: (entry, returnId) => void insertMoment.run(entry.offsetMin, returnId),
    closed: (entry) => {
      const { number, totals, countedMinor, varianceMinor } = entry.data;
      const { shiftNo } = totals;
      const rows = figuresOf({ shiftNo, receiptsBefore: selectBefore.get(shiftNo) ?? 0 }, totals);
      // In the order of the table's key, so that each part is written onto the end of its pages.
      const inOrder = [...rows].sort((a, b) => compare(a.part, b.part) || compare(a.key, b.key) || compare(a.detail, b.detail));
      insertFigures(inOrder.flatMap(({ part, key, detail, figures, lineSeq }) => [
        part, shiftNo, key, detail, figures.salesMinor, figures.returnsMinor, figures.receipts, figures.returns, figures.itemsMilli, figures.itemsBackMilli, figures.discountsMinor, figures.taxMinor, lineSeq,
      ]));
      insertClosing.run(shiftNo, number, entry.atMs, entry.operator, totals.netMinor, totals.cashExpectedMinor, countedMinor, varianceMinor);
    },
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
