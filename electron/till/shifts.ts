import { TillError } from '../../shared/errors/registry.ts';
import type { EntryOf } from '../../shared/journal/entries.ts';
import { subtract, minor, type Minor } from '../../shared/money.ts';
import type { ReportView } from '../../shared/contract/views.ts';
import type { Desk } from './desk.ts';
import { waitingReturns } from './returns.ts';
import { append, forgetSale, requireShift } from './selling.ts';

/** Opens the day with the cash in the drawer, and books returns whose money came back since the last one was closed. Throws SHIFT_ALREADY_OPEN. */
export function openShift(desk: Desk, floatMinor: Minor): { shiftNo: number } {
  if (desk.journal.openShift()) throw new TillError('SHIFT_ALREADY_OPEN');
  const shiftNo = desk.journal.lastNumber('shift') + 1;
  append(desk, [
    { type: 'shift.opened', data: { shiftNo, floatMinor, currency: desk.config.currency } },
    { type: 'drawer.opened', data: { why: 'float' } },
    ...waitingReturns(desk.journal, shiftNo),
  ]);
  forgetSale(desk);
  desk.changed();
  return { shiftNo };
}

/** X: what the shift holds so far. May be taken any time, changes nothing but the journal's own record of it. */
export function takeX(desk: Desk): ReportView {
  requireShift(desk);
  const number = desk.journal.lastNumber('x') + 1;
  append(desk, [{ type: 'report.x', data: { number, totals: desk.journal.shiftTotals() } }]);
  desk.changed();
  return getReport(desk, 'x', number);
}

/**
 * Z: closes the shift with what was counted. A sale with lines must be finished, held or discarded first (SHIFT_SALE_OPEN); payments
 * that are not final do not stop the close, they are listed on the Z (payments.md rule 6).
 */
export function closeShift(desk: Desk, countedMinor: Minor): ReportView {
  requireShift(desk);
  const open = desk.journal.openSale();
  if (open && desk.journal.saleLines(open.saleId).length > 0) throw new TillError('SHIFT_SALE_OPEN', { saleNo: open.saleNo });
  if (open) append(desk, [{ type: 'sale.discarded', data: { saleId: open.saleId, amountMinor: 0, reason: 'empty' } }]);
  append(desk, [{ type: 'drawer.opened', data: { why: 'count' } }]);
  const totals = desk.journal.shiftTotals();
  const head = desk.journal.head();
  const number = desk.journal.lastNumber('z') + 1;
  const previous = number > 1 ? desk.journal.report('z', number - 1) : null;
  append(desk, [{
    type: 'report.z',
    data: {
      number, totals, countedMinor, varianceMinor: subtract(countedMinor, minor(totals.cashExpectedMinor)),
      firstSeq: previous ? previous.seq + 1 : 1, lastSeq: head.seq, headHash: head.hash, grandTotals: desk.journal.grandTotals(),
    },
  }]);
  forgetSale(desk);
  desk.changed();
  return getReport(desk, 'z', number);
}

/** A report as it was taken. Throws REPORT_NOT_FOUND. */
export function getReport(desk: Desk, kind: 'x' | 'z', number: number): ReportView {
  const place = { shopName: desk.config.shop.name, tillId: desk.config.tillId };
  if (kind === 'x') {
    const entry = desk.journal.report('x', number);
    if (!entry) throw new TillError('REPORT_NOT_FOUND', { number });
    return { kind, number, ...place, ...common(entry), closing: null };
  }
  const entry = desk.journal.report('z', number);
  if (!entry) throw new TillError('REPORT_NOT_FOUND', { number });
  const { countedMinor, varianceMinor, firstSeq, lastSeq, headHash, grandTotals } = entry.data;
  return { kind, number, ...place, ...common(entry), closing: { countedMinor, varianceMinor, firstSeq, lastSeq, headHash, grandTotals } };
}

const common = (entry: EntryOf<'report.x'> | EntryOf<'report.z'>): Pick<ReportView, 'atMs' | 'operator' | 'totals'> => ({
  atMs: entry.atMs, operator: entry.operator, totals: entry.data.totals,
});

