import type { Database } from 'better-sqlite3';
import { countTotal } from '../../../shared/cash/count.ts';
import { CASH_MOVES, effectOf } from '../../../shared/cash/moves.ts';
import type { EntryOf, GrandTotals, ReportTotals } from '../../../shared/journal/entries.ts';
import { foreignIn } from '../drawers.ts';
import { OF_SALE } from '../schema.ts';
import { refuse, type Handlers } from './handlers.ts';
import type { Totals } from './totals.ts';

type DayEntry = 'shift.opened' | 'drawer.opened' | 'report.x' | 'report.z';

/** Perpetual totals are the sums over all shifts, the closed ones and the one in the register: a few rows a day, and no second copy to disagree with. */
export const SELECT_GRAND_TOTALS = `SELECT sum(gross_minor) AS salesMinor, sum(returns_minor) AS returnsMinor, sum(gross_minor - returns_minor) AS netMinor,
  sum(sales_count) AS salesCount, sum(returns_count) AS returnsCount FROM (
    SELECT gross_minor, returns_minor, sales_count, returns_count FROM shift UNION ALL SELECT gross_minor, returns_minor, sales_count, returns_count FROM register)`;

/** Shifts from float to Z, the numbered reports, and the quantities sold. */
export function prepareDay(db: Database, totals: Totals): Handlers<DayEntry> {
  const selectLastShiftNo = db.prepare<[], number | null>('SELECT max(shift_no) FROM shift').pluck();
  const insertShift = db.prepare<[number, number, number, number, string, number, number]>(
    'INSERT INTO shift (shift_no, opened_seq, opened_at_ms, business_day, currency, float_minor, receipts_before) VALUES (?, ?, ?, ?, ?, ?, ?)');
  const closeShift = db.prepare<[number, number, number, number, number, number]>(
    'UPDATE shift SET closed_seq = ?, sales_count = ?, gross_minor = ?, returns_minor = ?, returns_count = ? WHERE shift_no = ?');
  // Once a shift rather than once a sale: five rows here and there would cost each sale as many pages.
  const foldSold = db.prepare<[number]>(`INSERT INTO product_sold (product_id, quantity_milli) SELECT r.product_id, sum(r.quantity_milli)
    FROM sale s CROSS JOIN sale_line r ON ${OF_SALE} WHERE s.receipt_no > (SELECT receipts_before FROM shift WHERE shift_no = ?) AND r.void_seq IS NULL GROUP BY r.product_id
    ON CONFLICT DO UPDATE SET quantity_milli = quantity_milli + excluded.quantity_milli`);
  const selectFloat = db.prepare<[number], number>('SELECT float_minor FROM shift WHERE shift_no = ?').pluck();
  const selectLastNumber = db.prepare<[string], number | null>('SELECT max(number) FROM report WHERE kind = ?').pluck();
  const insertReport = db.prepare<[number, string, number, number, number, number, number]>(
    'INSERT INTO report (seq, kind, number, shift_no, at_ms, net_minor, sales_count) VALUES (?, ?, ?, ?, ?, ?, ?)');
  const selectOpenDrawers = db.prepare<[number], number>('SELECT count(*) FROM drawer_session WHERE shift_no = ? AND closed_seq IS NULL').pluck();
  const selectVoids = db.prepare<[number], { readonly count: number; readonly amountMinor: number }>(
    'SELECT count(*) AS count, coalesce(sum(total_minor), 0) AS amountMinor FROM return_doc WHERE booked_shift_no = ? AND as_void = 1');
  const selectHash = db.prepare<[number], Buffer>('SELECT hash FROM entry WHERE seq = ?').pluck();
  const selectClosed = db.prepare<[], Pick<GrandTotals, 'netMinor' | 'salesCount'>>(
    'SELECT coalesce(sum(gross_minor - returns_minor), 0) AS netMinor, coalesce(sum(sales_count), 0) AS salesCount FROM shift');

  /** A report must say what the journal holds at that moment, not what some room believes. */
  const requireTrue = (entry: EntryOf<'report.x' | 'report.z'>, said: ReportTotals): void => {
    if (totals.openShiftNo() !== said.shiftNo) refuse(entry, 'not the open shift');
    const held = totals.sums();
    const movedMinor = CASH_MOVES.reduce((sum, kind) => sum + effectOf(kind, totals.partMinor('cashMove', kind)), 0);
    const cashExpectedMinor = (selectFloat.get(said.shiftNo) ?? 0) + totals.partMinor('sessionFloat', '') + held.cashInMinor - held.changeGivenMinor - totals.partMinor('refund', 'cash') + movedMinor;
    const notes = foreignIn(totals.parts());
    if (notes.some(({ currency, foreignMinor }) => said.foreignCash?.find((row) => row.currency === currency)?.foreignMinor !== foreignMinor)) refuse(entry, 'notes are not those of the shift');
    const returns = said.returns ?? { count: 0, amountMinor: 0 };
    if (held.returnsCount !== returns.count || held.returnsMinor !== returns.amountMinor) refuse(entry, 'returns are not those of the shift');
    const voids = selectVoids.get(said.shiftNo);
    if (said.voidedSales !== undefined && (said.voidedSales.count !== voids?.count || said.voidedSales.amountMinor !== voids.amountMinor)) refuse(entry, 'voided sales are not those of the shift');
    if (held.salesCount !== said.salesCount || held.grossMinor - held.returnsMinor !== said.netMinor || cashExpectedMinor !== said.cashExpectedMinor) {
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
      const { shiftNo, currency, floatMinor, count } = entry.data;
      if (count !== undefined && countTotal(count) !== floatMinor) refuse(entry, 'pieces do not add up');
      if (totals.openShiftNo() !== null) refuse(entry, 'a shift is open');
      if (shiftNo !== (selectLastShiftNo.get() ?? 0) + 1) refuse(entry, 'shift number leaves a gap');
      insertShift.run(shiftNo, entry.seq, entry.atMs, entry.day, currency, floatMinor, totals.lastReceiptNo());
      totals.turnTo(shiftNo);
    },
    'drawer.opened': () => totals.add({ drawerOpenings: 1 }),
    'report.x': (entry) => record(entry, 'x'),
    'report.z': (entry) => {
      const { totals: said, lastSeq, headHash, grandTotals, foreign = [] } = entry.data;
      if (lastSeq >= entry.seq || selectHash.get(lastSeq)?.toString('hex') !== headHash) refuse(entry, 'head is not in the journal');
      if (totals.openSaleNo() !== null) refuse(entry, 'a sale is open');
      if (selectOpenDrawers.get(said.shiftNo) !== 0) refuse(entry, 'a drawer is open');
      const notes = new Map(foreignIn(totals.parts()).map(({ currency, foreignMinor }) => [currency, foreignMinor]));
      if (foreign.some(({ currency, countedMinor, expectedMinor, varianceMinor }) => expectedMinor !== (notes.get(currency) ?? 0) || varianceMinor !== countedMinor - expectedMinor)) refuse(entry, 'notes are not those of the drawers');
      if ([...notes.keys()].some((currency) => !foreign.some((row) => row.currency === currency))) refuse(entry, 'notes are not counted');
      record(entry, 'z');
      const running = totals.sums();
      const closed = selectClosed.get();
      const netMinor = (closed?.netMinor ?? 0) + running.grossMinor - running.returnsMinor;
      if (netMinor !== grandTotals.netMinor || (closed?.salesCount ?? 0) + running.salesCount !== grandTotals.salesCount) refuse(entry, 'grand totals are not those of the journal');
      foldSold.run(said.shiftNo);
      closeShift.run(entry.seq, running.salesCount, running.grossMinor, running.returnsMinor, running.returnsCount, said.shiftNo);
      totals.turnTo(null);
    },
  };
}
