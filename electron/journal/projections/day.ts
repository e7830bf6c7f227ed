import type { Database } from 'better-sqlite3';
import type { EntryOf, GrandTotals, ReportTotals } from '../../../shared/journal/entries.ts';
import { OF_SALE } from '../schema.ts';
import { nothing, refuse, type Handlers } from './handlers.ts';
import type { Totals } from './totals.ts';

type DayEntry = 'shift.opened' | 'drawer.opened' | 'report.x' | 'report.z' | 'report.exported';
interface RunningRow {
  readonly salesCount: number;
  readonly netMinor: number;
  readonly cashExpectedMinor: number;
}

/** Perpetual totals are the sums over all shifts: a few rows a day, and no second copy to disagree with. */
export const SELECT_GRAND_TOTALS = `SELECT coalesce(sum(gross_minor), 0) AS salesMinor, coalesce(sum(returns_minor), 0) AS returnsMinor,
  coalesce(sum(gross_minor - returns_minor), 0) AS netMinor, coalesce(sum(sales_count), 0) AS salesCount, coalesce(sum(returns_count), 0) AS returnsCount FROM shift`;

/** Shifts from float to Z, the numbered reports, and the quantities sold. */
export function prepareDay(db: Database, totals: Totals): Handlers<DayEntry> {
  const selectLastShiftNo = db.prepare<[], number | null>('SELECT max(shift_no) FROM shift').pluck();
  const insertShift = db.prepare<[number, number, number, number, string, number]>(`INSERT INTO shift
    (shift_no, opened_seq, opened_at_ms, business_day, currency, float_minor, receipts_before)
    VALUES (?, ?, ?, ?, ?, ?, (SELECT coalesce(max(receipt_no), 0) FROM sale WHERE receipt_no IS NOT NULL))`);
  const closeShift = db.prepare<[number, number]>('UPDATE shift SET closed_seq = ? WHERE shift_no = ?');
  // Once a shift rather than once a sale: five rows here and there would cost each sale as many pages.
  const foldSold = db.prepare<[number]>(`INSERT INTO product_sold (product_id, quantity_milli) SELECT r.product_id, sum(r.quantity_milli)
    FROM sale s CROSS JOIN sale_line r ON ${OF_SALE} WHERE s.receipt_no > (SELECT receipts_before FROM shift WHERE shift_no = ?) AND r.void_seq IS NULL GROUP BY r.product_id
    ON CONFLICT DO UPDATE SET quantity_milli = quantity_milli + excluded.quantity_milli`);
  const selectRunning = db.prepare<[number], RunningRow>(`SELECT sales_count AS salesCount, gross_minor - returns_minor AS netMinor,
    float_minor + cash_in_minor - change_given_minor AS cashExpectedMinor FROM shift WHERE shift_no = ?`);
  const selectLastNumber = db.prepare<[string], number | null>('SELECT max(number) FROM report WHERE kind = ?').pluck();
  const insertReport = db.prepare<[number, string, number, number, number, number, number]>(
    'INSERT INTO report (seq, kind, number, shift_no, at_ms, net_minor, sales_count) VALUES (?, ?, ?, ?, ?, ?, ?)');
  const selectHash = db.prepare<[number], Buffer>('SELECT hash FROM entry WHERE seq = ?').pluck();
  const selectGrandTotals = db.prepare<[], GrandTotals>(SELECT_GRAND_TOTALS);

  /** A report must say what the journal holds at that moment, not what some room believes. */
  const requireTrue = (entry: EntryOf<'report.x' | 'report.z'>, said: ReportTotals): void => {
    if (totals.openShiftNo() !== said.shiftNo) refuse(entry, 'not the open shift');
    totals.flush();
    const held = selectRunning.get(said.shiftNo);
    if (held?.salesCount !== said.salesCount || held.netMinor !== said.netMinor || held.cashExpectedMinor !== said.cashExpectedMinor) {
      refuse(entry, 'totals are not those of the shift');
    }
  };
  const record = (entry: EntryOf<'report.x' | 'report.z'>, kind: 'x' | 'z'): void => {
    const { number, totals: said } = entry.data;
    if (number !== (selectLastNumber.get(kind) ?? 0) + 1) refuse(entry, 'report number leaves a gap');
    requireTrue(entry, said);
    insertReport.run(entry.seq, kind, number, said.shiftNo, entry.atMs, said.netMinor, said.salesCount);
  };

  return {
    'shift.opened': (entry) => {
      const { shiftNo, currency, floatMinor } = entry.data;
      if (totals.openShiftNo() !== null) refuse(entry, 'a shift is open');
      if (shiftNo !== (selectLastShiftNo.get() ?? 0) + 1) refuse(entry, 'shift number leaves a gap');
      totals.flush();
      insertShift.run(shiftNo, entry.seq, entry.atMs, entry.day, currency, floatMinor);
    },
    'drawer.opened': () => totals.add({ drawerOpenings: 1 }),
    'report.x': (entry) => record(entry, 'x'),
    'report.z': (entry) => {
      const { totals: said, lastSeq, headHash, grandTotals } = entry.data;
      if (lastSeq >= entry.seq || selectHash.get(lastSeq)?.toString('hex') !== headHash) refuse(entry, 'head is not in the journal');
      if (totals.openSaleNo() !== null) refuse(entry, 'a sale is open');
      record(entry, 'z');
      const held = selectGrandTotals.get();
      if (held?.netMinor !== grandTotals.netMinor || held.salesCount !== grandTotals.salesCount) refuse(entry, 'grand totals are not those of the journal');
      foldSold.run(said.shiftNo);
      closeShift.run(entry.seq, said.shiftNo);
    },
    'report.exported': nothing,
  };
}
