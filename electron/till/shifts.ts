import type { CashCount } from '../../shared/cash/count.ts';
import { TillError } from '../../shared/errors/registry.ts';
import type { EntryOf, ForeignCount, ReportTotals } from '../../shared/journal/entries.ts';
import { add, minor, subtract, sum, ZERO, type Minor } from '../../shared/money.ts';
import type { ReportView } from '../../shared/contract/views.ts';
import { nameOf } from './authority.ts';
import { isBlind, requireCashSeen, withoutCash, type WholeReport } from './cash/blind.ts';
import { currentCount, requireCount, requireNoSale, shopDrawerCounts, submitCount } from './cash/counting.ts';
import { openDrawers, sessionDrafts } from './cash/drawers.ts';
import type { Desk } from './desk.ts';
import { waitingReturns } from './returns.ts';
import { append, forgetSale, requireShift } from './selling.ts';

/**
 * Opens the day with the cash in the drawer, and books returns whose money came back since the last one was closed. Where everybody has a drawer of their own, the float
 * is in that of whoever opens. Throws SHIFT_ALREADY_OPEN.
 */
export function openShift(desk: Desk, floatMinor: Minor, count?: CashCount): { shiftNo: number } {
  if (desk.journal.openShift()) throw new TillError('SHIFT_ALREADY_OPEN');
  desk.authority.require({ permission: 'openShift' });
  const shiftNo = desk.journal.lastNumber('shift') + 1;
  const pieces = count === undefined ? {} : { count };
  const isOwn = desk.memory.cash.drawerMode === 'perCashier';
  append(desk, [
    { type: 'shift.opened', data: { shiftNo, floatMinor: isOwn ? ZERO : floatMinor, currency: desk.config.currency, ...(isOwn ? {} : pieces) } },
    ...(isOwn ? sessionDrafts(desk, shiftNo, { amountMinor: floatMinor, ...pieces }).drafts : []),
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
  desk.authority.require({ permission: 'xReport' });
  const number = desk.journal.lastNumber('x') + 1;
  append(desk, [{ type: 'report.x', data: { number, totals: desk.journal.shiftTotals() } }]);
  desk.changed();
  return seenReport(desk, 'x', number);
}

/**
 * Z: closes the shift with what was counted. A sale with lines must be finished, held or discarded first (SHIFT_SALE_OPEN), and drawers of single cashiers handed over
 * (SHIFT_DRAWERS_OPEN); payments that are not final do not stop the close, they are listed on the Z (payments.md rule 6). `countedMinor`: counts the shop's drawer
 * in the same step; null: it was counted before. Throws what `submitCount` and `requireCount` throw.
 */
export function closeShift(desk: Desk, countedMinor: Minor | null, reason = ''): WholeReport {
  const { shiftNo } = requireShift(desk);
  requireNoSale(desk);
  const waiting = openDrawers(desk);
  if (waiting.length > 0) throw new TillError('SHIFT_DRAWERS_OPEN', { names: waiting.map(({ operator }) => nameOf(desk, operator)).join(', ') });
  desk.authority.require({ permission: 'closeShift' });
  // The same amount again is the same count: a close that was cut short after it goes on where it was.
  if (countedMinor !== null && currentCount(desk, null)?.countedMinor !== countedMinor) submitCount(desk, null, { amountMinor: countedMinor });
  const shop = shopDrawerCounts(desk) ? requireCount(desk, null, reason) : null;

  const open = desk.journal.openSale();
  if (open) append(desk, [{ type: 'sale.discarded', data: { saleId: open.saleId, amountMinor: 0, reason: 'empty' } }]);
  const totals = desk.journal.shiftTotals();
  const handedOver = sum(desk.journal.drawerSessions(shiftNo).map((session) => session.countedMinor ?? ZERO));
  const foreign = addedUp([...desk.journal.drawerSessions(shiftNo).map(({ sessionId }) => sessionId), ...(shop === null ? [] : [null])].flatMap((sessionId) => desk.journal.cashCounts(shiftNo, sessionId).at(-1)?.foreign ?? []));
  const allCounted = add(handedOver, minor(shop?.countedMinor ?? 0));
  const head = desk.journal.head();
  const number = desk.journal.lastNumber('z') + 1;
  const previous = number > 1 ? desk.journal.report('z', number - 1) : null;
  append(desk, [{
    type: 'report.z',
    data: {
      number, totals, countedMinor: allCounted, varianceMinor: subtract(allCounted, minor(totals.cashExpectedMinor)), ...(foreign.length === 0 ? {} : { foreign }), ...(reason === '' ? {} : { varianceReason: reason }),
      firstSeq: previous ? previous.seq + 1 : 1, lastSeq: head.seq, headHash: head.hash, grandTotals: desk.journal.grandTotals(),
    },
  }]);
  desk.memory.counting = null;
  forgetSale(desk);
  desk.changed();
  return getReport(desk, 'z', number);
}

/** What all drawers held of each other currency. */
function addedUp(counts: readonly ForeignCount[]): ForeignCount[] {
  const sums = new Map<ForeignCount['currency'], ForeignCount>();
  for (const { currency, countedMinor, expectedMinor, varianceMinor } of counts) {
    const so = sums.get(currency) ?? { currency, countedMinor: 0, expectedMinor: 0, varianceMinor: 0 };
    sums.set(currency, { currency, countedMinor: so.countedMinor + countedMinor, expectedMinor: so.expectedMinor + expectedMinor, varianceMinor: so.varianceMinor + varianceMinor });
  }
  return [...sums.values()];
}

/**
 * A report as whoever stands at the counter may see it now. `whole`: with its cash, which takes a consent where it would be kept back. Throws REPORT_NOT_FOUND, and for
 * a whole one COUNT_UNDER_WAY and what the authority throws.
 */
export function seenReport(desk: Desk, kind: 'x' | 'z', number: number, whole = false): ReportView {
  const report = getReport(desk, kind, number);
  if (!isBlind(desk, report.totals.shiftNo)) return report;
  if (!whole) return withoutCash(report);
  requireCashSeen(desk);
  return report;
}

/** The newest reports. An X of the open shift keeps its amount to itself as the report does. */
export function listReports(desk: Desk, limit: number): (Omit<ReturnType<Desk['journal']['reports']>[number], 'netMinor'> & { netMinor: Minor | null })[] {
  const shift = desk.journal.openShift();
  const hides = shift !== null && isBlind(desk, shift.shiftNo);
  const isOfShift = (number: number): boolean => desk.journal.report('x', number)?.data.totals.shiftNo === shift?.shiftNo;
  return desk.journal.reports(limit).map((report) => ({ ...report, netMinor: hides && report.kind === 'x' && isOfShift(report.number) ? null : report.netMinor }));
}

/** A report as it was taken. Throws REPORT_NOT_FOUND. */
export function getReport(desk: Desk, kind: 'x' | 'z', number: number): WholeReport {
  const place = { shopName: desk.config.shop.name, tillId: desk.config.tillId, rates: desk.config.tax.rates };
  if (kind === 'x') {
    const entry = desk.journal.report('x', number);
    if (!entry) throw new TillError('REPORT_NOT_FOUND', { number });
    return { kind, number, ...place, ...common(desk, entry), closing: null };
  }
  const entry = desk.journal.report('z', number);
  if (!entry) throw new TillError('REPORT_NOT_FOUND', { number });
  const { countedMinor, varianceMinor, foreign, varianceReason = '', firstSeq, lastSeq, headHash, grandTotals } = entry.data;
  return { kind, number, ...place, ...common(desk, entry), closing: { countedMinor, varianceMinor, ...(foreign === undefined ? {} : { foreign }), varianceReason, firstSeq, lastSeq, headHash, grandTotals } };
}

const common = (desk: Desk, entry: EntryOf<'report.x'> | EntryOf<'report.z'>): Pick<WholeReport, 'atMs' | 'operator' | 'totals'> => ({
  atMs: entry.atMs, operator: nameOf(desk, entry.operator), totals: withNames(entry.data.totals, (id) => nameOf(desk, id)),
});

/** The same totals with people's names where the journal has their ids. */
function withNames(totals: ReportTotals, name: (id: string) => string): ReportTotals {
  const named = <T extends { readonly operator: string }>(rows: readonly T[]): T[] => rows.map((row) => ({ ...row, operator: name(row.operator) }));
  const allowed = <T extends { readonly operator: string; readonly approver: string | null }>(rows: readonly T[]): T[] =>
    named(rows).map((row) => ({ ...row, approver: row.approver === null ? null : name(row.approver) }));
  const { cashMoveList, cashiersCash, sessions, counts } = totals;
  return {
    ...totals, cashiers: named(totals.cashiers),
    ...(cashMoveList === undefined ? {} : { cashMoveList: allowed(cashMoveList) }),
    ...(cashiersCash === undefined ? {} : { cashiersCash: named(cashiersCash) }),
    ...(sessions === undefined ? {} : { sessions: named(sessions) }),
    ...(counts === undefined ? {} : { counts: allowed(counts) }),
  };
}
