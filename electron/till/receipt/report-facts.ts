import { TillError } from '../../../shared/errors/registry.ts';
import { minor, toDecimal } from '../../../shared/money.ts';
import type { ReportFacts } from '../../../shared/receipt/facts.ts';
import { isBlind } from '../cash/blind.ts';
import type { Desk } from '../desk.ts';
import { reportRows } from '../reports/rows.ts';
import { getReport } from '../shifts.ts';

/** An X or a Z as a slip: the very rows its page and its file have. Throws REPORT_NOT_FOUND, and NOT_PERMITTED while it must keep its cash to itself. */
export function reportFacts(desk: Desk, kind: 'x' | 'z', number: number): ReportFacts {
  const view = getReport(desk, kind, number);
  if (isBlind(desk, view.totals.shiftNo)) {
    desk.authority.require({ permission: 'viewReports' });
    // Somebody counts the drawer, and must not be told.
    throw new TillError('NOT_PERMITTED', { permission: 'viewReports' });
  }
  const stored = kind === 'x' ? desk.journal.report('x', number) : desk.journal.report('z', number);
  const stamped = stored === null ? null : desk.journal.stamped(stored.seq);
  if (stamped === null) throw new TillError('REPORT_NOT_FOUND');
  const { currency } = view.totals;
  return {
    kind: 'report', report: kind, number, training: desk.world === 'training', shop: desk.config.shop, tillId: view.tillId, operator: view.operator, currency, atMs: view.atMs, offsetMin: stamped.entry.offsetMin,
    check: { seq: stamped.entry.seq, hash: stamped.hash }, copy: 0,
    rows: reportRows(view).map((row) => ({ section: row.section, label: row.label, value: row.kind === 'amount' ? toDecimal(minor(row.amountMinor), currency) : row.kind === 'count' ? String(row.count) : row.text })),
  };
}
