import type { ReportTotals } from '../../../shared/journal/entries.ts';
import type { ReportView } from '../../../shared/contract/views.ts';
import { TillError } from '../../../shared/errors/registry.ts';
import type { Permission } from '../../../shared/staff/permissions.ts';
import type { Desk } from '../desk.ts';

/** A report as it was taken, nothing held back. `rates`: what the shop calls its tax rates now. */
export type WholeReport = Omit<ReportView, 'totals'> & { readonly totals: ReportTotals; readonly rates?: readonly { readonly id: string; readonly name: string }[] };

/** True when whoever stands at the counter may do it now, alone or with the consent that this very request carries. */
export function mayNow(desk: Pick<Desk, 'authority'>, permission: Permission): boolean {
  try {
    desk.authority.require({ permission });
    return true;
  } catch (error) {
    if (error instanceof TillError) return false;
    throw error;
  }
}

/**
 * True when a report of the open shift keeps its cash to itself: for everybody while a drawer is being counted, and for those who may not read reports, since they will
 * count it. Reports of closed shifts tell everything; their drawers are counted.
 */
export function isBlind(desk: Desk, shiftNo: number): boolean {
  if (desk.journal.openShift()?.shiftNo !== shiftNo) return false;
  return desk.memory.counting !== null || !mayNow(desk, 'viewReports');
}

/** The cash of the open shift is about to be shown to whoever may read reports, and to nobody while somebody counts. Throws COUNT_UNDER_WAY and what the authority throws. */
export function requireCashSeen(desk: Pick<Desk, 'authority' | 'memory'>): void {
  requireNoCount(desk);
  desk.authority.require({ permission: 'viewReports' });
}

/** Throws COUNT_UNDER_WAY while a drawer is being counted: sums of the day would tell what should be in it. */
export function requireNoCount({ memory }: Pick<Desk, 'memory'>): void {
  if (memory.counting !== null) throw new TillError('COUNT_UNDER_WAY');
}

/** Tenders that lie in a drawer until it is counted. */
const IN_DRAWER: ReadonlySet<string> = new Set<ReportTotals['tenders'][number]['kind']>(['cash', 'foreignCash']);

/**
 * A report without what tells how much cash should be there. Not only that amount: sales less what came in by other ways is cash, and so is a tax's share of it, so
 * sums of money go, and counts, other tenders and single cash moves stay.
 */
export function withoutCash(report: WholeReport): ReportView {
  const { cashiersCash: _hands, foreignCash: _notes, sessions = [], counts: _counts, returnTaxes: _taxes, returns, voidedSales, refunds = [], partPaid: _parts, earlierCashMinor: _earlier, rounding: _rounding,
    returnRoundingMinor: _roundingBack, values: _values, valuesBack: _valuesBack, outstanding: _outstanding, tendersRemoved = [], ...totals } = report.totals;
  return {
    ...report,
    totals: {
      ...totals, grossMinor: null, netMinor: null, taxes: [], cashiers: [], cashInMinor: null, changeGivenMinor: null, cashExpectedMinor: null, cashReturnedMinor: undefined,
      tenders: totals.tenders.filter(({ kind }) => !IN_DRAWER.has(kind)), refunds: refunds.filter(({ kind }) => kind !== 'cash'),
      ...(returns === undefined ? {} : { returns: { ...returns, amountMinor: null } }),
      ...(voidedSales === undefined ? {} : { voidedSales: { ...voidedSales, amountMinor: null } }),
      ...(tendersRemoved.length > 0 ? { tendersRemoved: tendersRemoved.filter(({ kind }) => !IN_DRAWER.has(kind)) } : {}),
      // One that was handed over has been counted; what it should have held says nothing of the others.
      sessions: sessions.map((session) => (session.closedAtMs === null ? { ...session, expectedMinor: null, foreign: undefined } : session)),
    },
  };
}
