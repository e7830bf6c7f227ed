import type { CashCount } from '../../../shared/cash/count.ts';
import type { CountView } from '../../../shared/contract/cash-views.ts';
import type { ForeignCountForm } from '../../../shared/contract/foreign-views.ts';
import { TillError } from '../../../shared/errors/registry.ts';
import type { EntryDraft, ForeignCount } from '../../../shared/journal/entries.ts';
import { subtract, type Currency, type Minor } from '../../../shared/money.ts';
import type { CashCountRow, DrawerSessionRow } from '../../journal/cash.ts';
import type { Desk, DeskMemory } from '../desk.ts';
import { append, requireShift } from '../selling.ts';
import { openDrawers } from './drawers.ts';

type Reading = Pick<Desk, 'journal' | 'memory'>;

/**
 * Somebody is about to count a drawer (null: the shop's own): it opens, and until the count is submitted or given up no report tells anybody what should be in it.
 * Throws what `submitCount` throws for the same drawer.
 */
export function beginCount(desk: Desk, sessionId: string | null): void {
  requireMayCount(desk, sessionId);
  desk.memory.counting = { sessionId, ...desk.authority.people() };
  append(desk, [{ type: 'drawer.opened', data: { why: 'count' } }]);
  desk.changed();
}

/** Whoever counted has gone away from it without submitting. */
export function leaveCount(desk: Desk): void {
  desk.memory.counting = null;
  desk.changed();
}

/**
 * Writes down what lies in a drawer and only then tells what should. Each further count of one drawer takes a consent (`recount`), given when it was begun, and only so
 * many are allowed as long as no cash has moved. What was submitted is in the journal, whatever becomes of the program. Throws SHIFT_NOT_OPEN, SHIFT_SALE_OPEN, DRAWER_NOT_FOUND,
 * COUNT_NO_MORE, COUNT_FOREIGN_MISSING, and what the authority throws.
 */
export function submitCount(desk: Desk, sessionId: string | null, { amountMinor, count, foreign = [] }: { readonly amountMinor: Minor; readonly count?: CashCount; readonly foreign?: ForeignCountForm | undefined }): CountView {
  const { shiftNo } = requireMayCount(desk, sessionId);
  const expectedMinor = desk.journal.cashExpected(sessionId);
  const notes = foreignCounts(desk, sessionId, foreign);
  const countNo = desk.journal.cashCounts(shiftNo, sessionId).length + 1;
  const drafts: EntryDraft[] = [];
  // A drawer that they did not open with `beginCount` in this run of the program is open all the same.
  if (begunHere(desk, sessionId) === null) drafts.push({ type: 'drawer.opened', data: { why: 'count' } });
  drafts.push({
    type: 'count.submitted',
    data: { shiftNo, sessionId, countNo, countedMinor: amountMinor, expectedMinor, varianceMinor: subtract(amountMinor, expectedMinor), ...(count === undefined ? {} : { count }), ...(notes.length === 0 ? {} : { foreign: notes }) },
  });
  const begun = begunHere(desk, sessionId);
  desk.journal.append(drafts, { ...(begun?.approver === undefined ? {} : { approver: begun.approver }), ...desk.authority.people() });
  desk.memory.counting = null;
  desk.changed();
  const submitted = currentCount(desk, sessionId);
  if (!submitted) throw new TillError('INTERNAL', { why: 'count' });
  return submitted;
}

/** Notes of other currencies as they were counted, with what should have been there. One that nobody counted has to be nothing. */
function foreignCounts({ journal }: Pick<Desk, 'journal'>, sessionId: string | null, counted: ForeignCountForm): ForeignCount[] {
  const expected = journal.foreignExpected(sessionId);
  const missing = expected.find(({ currency }) => !counted.some((row) => row.currency === currency));
  if (missing) throw new TillError('COUNT_FOREIGN_MISSING', { currency: missing.currency });
  return [...new Map(counted.map((row) => [row.currency, row.countedMinor]))].map(([currency, countedMinor]) => {
    const expectedMinor = expected.find((row) => row.currency === currency)?.foreignMinor ?? 0;
    return { currency, countedMinor, expectedMinor, varianceMinor: countedMinor - expectedMinor };
  });
}

/** Other currencies that are counted with every drawer: what the shop takes, and what lies in one all the same. */
export const currenciesToCount = (desk: Reading): Currency[] => {
  const drawers = [null, ...openDrawers(desk).map(({ sessionId }) => sessionId)];
  return [...new Set([...desk.memory.foreign.currencies, ...drawers.flatMap((sessionId) => desk.journal.foreignExpected(sessionId))].map(({ currency }) => currency))];
};

/** The newest count of a drawer, as long as it still says how things stand: cash that moved since makes it history. */
export function currentCount(desk: Reading, sessionId: string | null): CountView | null {
  const shift = desk.journal.openShift();
  const last = shift === null ? undefined : desk.journal.cashCounts(shift.shiftNo, sessionId).at(-1);
  if (last === undefined || isStale(desk, last)) return null;
  const { countNo, countedMinor, expectedMinor, foreign = [] } = last;
  const varianceMinor = subtract(countedMinor, expectedMinor);
  return {
    sessionId, countNo, countedMinor, expectedMinor, varianceMinor, reasonNeeded: isReasonNeeded(desk, varianceMinor, foreign), recountsLeft: Math.max(0, desk.memory.cash.recountsMax + 1 - countNo), ...(foreign.length === 0 ? {} : { foreign: [...foreign] }),
  };
}

/** The newest count of a drawer that is about to be closed, with the reason its difference needs. Throws SHIFT_COUNT_MISSING, COUNT_STALE, COUNT_REASON_MISSING. */
export function requireCount(desk: Desk, sessionId: string | null, reason: string): CountView {
  const { shiftNo } = requireShift(desk);
  const count = currentCount(desk, sessionId);
  if (!count) throw new TillError(desk.journal.cashCounts(shiftNo, sessionId).length > 0 ? 'COUNT_STALE' : 'SHIFT_COUNT_MISSING');
  if (count.reasonNeeded && reason === '') throw new TillError('COUNT_REASON_MISSING');
  return count;
}

/** Hands a counted drawer over; what is in it leaves the counter. Whoever counted it may, since they were allowed to count it. Throws DRAWER_NOT_FOUND and what `requireCount` throws. */
export function closeDrawer(desk: Desk, sessionId: string, reason: string): void {
  const session = findDrawer(desk, sessionId);
  const counter = desk.journal.cashCounts(session.shiftNo, sessionId).at(-1);
  const hasCounted = counter?.operator === desk.authority.operator().id;
  if (!hasCounted) requireMayHandOver(desk, session);
  const { countedMinor, expectedMinor, varianceMinor } = requireCount(desk, sessionId, reason);
  const approver = hasCounted && counter.approver !== null ? { approver: counter.approver } : {};
  desk.journal.append([{ type: 'drawer.sessionClosed', data: { sessionId, shiftNo: session.shiftNo, operator: session.operator, countedMinor, expectedMinor, varianceMinor, reason } }], { ...approver, ...desk.authority.people() });
  desk.changed();
}

/** True when the day cannot end without a count of the shop's own drawer: there is cash that went through nobody's own. */
export function shopDrawerCounts(desk: Reading): boolean {
  const shift = desk.journal.openShift();
  if (shift === null) return false;
  return desk.journal.drawerSessions(shift.shiftNo).length === 0 || desk.journal.cashExpected(null) !== 0 || desk.journal.foreignExpected(null).length > 0 || desk.journal.cashCounts(shift.shiftNo, null).length > 0;
}

/** What a drawer's end takes, before anything is written: a shift, no sale in hand, a drawer that is open, and somebody who may. */
function requireMayCount(desk: Desk, sessionId: string | null): { readonly shiftNo: number } {
  const { shiftNo } = requireShift(desk);
  if (sessionId === null) requireNoSale(desk);
  const session = sessionId === null ? null : findDrawer(desk, sessionId);
  const counts = desk.journal.cashCounts(shiftNo, sessionId);
  const last = counts.at(-1);
  if (last !== undefined && counts.length > desk.memory.cash.recountsMax && !isStale(desk, last)) throw new TillError('COUNT_NO_MORE', { counts: counts.length });
  // Somebody agreed when it was begun: nobody is asked twice for one count.
  if (begunHere(desk, sessionId) !== null) return { shiftNo };
  if (session !== null) requireMayHandOver(desk, session);
  else desk.authority.require({ permission: 'closeShift' });
  if (last !== undefined) desk.authority.require({ permission: 'recount' });
  return { shiftNo };
}

/** The count of this drawer that whoever stands at the counter has begun, or null. */
function begunHere({ memory, authority }: Pick<Desk, 'memory' | 'authority'>, sessionId: string | null): DeskMemory['counting'] {
  const { counting } = memory;
  return counting !== null && counting.sessionId === sessionId && counting.operator === authority.operator().id ? counting : null;
}

/** One's own drawer is handed over as one closes a day; somebody else's by whoever may have drawers counted again. */
function requireMayHandOver(desk: Desk, session: DrawerSessionRow): void {
  desk.authority.require({ permission: session.operator === desk.authority.operator().id ? 'closeShift' : 'recount' });
}

/** Throws SHIFT_SALE_OPEN while a sale with lines is at the counter. */
export function requireNoSale({ journal }: Pick<Desk, 'journal'>): void {
  const open = journal.openSale();
  if (open && journal.saleLines(open.saleId).length > 0) throw new TillError('SHIFT_SALE_OPEN', { saleNo: open.saleNo });
}

function findDrawer(desk: Pick<Desk, 'journal'>, sessionId: string): DrawerSessionRow {
  const session = openDrawers(desk).find((one) => one.sessionId === sessionId);
  if (!session) throw new TillError('DRAWER_NOT_FOUND');
  return session;
}

function isStale({ journal }: Pick<Desk, 'journal'>, { sessionId, expectedMinor, foreign = [] }: CashCountRow): boolean {
  if (expectedMinor !== journal.cashExpected(sessionId)) return true;
  const expected = journal.foreignExpected(sessionId);
  return expected.some((now) => foreign.find(({ currency }) => currency === now.currency)?.expectedMinor !== now.foreignMinor)
    || foreign.some((then) => then.expectedMinor !== 0 && !expected.some(({ currency }) => currency === then.currency));
}

/** A note of another currency too many or too few always is a difference worth a word, in a shop that asks for any. */
const isReasonNeeded = ({ memory: { cash } }: Pick<Desk, 'memory'>, varianceMinor: number, foreign: readonly ForeignCount[]): boolean =>
  cash.varianceReasonMinor !== null && (Math.abs(varianceMinor) >= cash.varianceReasonMinor || foreign.some((row) => row.varianceMinor !== 0));
