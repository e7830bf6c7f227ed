import { countTotal, isCountOf, type CashCount } from '../../../shared/cash/count.ts';
import { TillError } from '../../../shared/errors/registry.ts';
import type { EntryDraft } from '../../../shared/journal/entries.ts';
import type { Minor } from '../../../shared/money.ts';
import type { DrawerSessionRow } from '../../journal/cash.ts';
import type { Desk } from '../desk.ts';
import { append, requireShift } from '../selling.ts';

type Counted = { readonly amountMinor: Minor; readonly count?: CashCount };

/** What was counted, as an amount and, when it was counted by pieces, as those. Throws CASH_COUNT_WRONG for pieces that do not exist or do not go together. */
export function readCount(desk: Pick<Desk, 'config'>, form: { readonly count: CashCount } | { readonly countedMinor: Minor }): Counted {
  if ('countedMinor' in form) return { amountMinor: form.countedMinor };
  if (!isCountOf(form.count, desk.config.currency)) throw new TillError('CASH_COUNT_WRONG');
  return { amountMinor: countTotal(form.count), count: form.count };
}

/** Drawers of the open shift that nobody has handed over yet. */
export function openDrawers({ journal }: Pick<Desk, 'journal'>): readonly DrawerSessionRow[] {
  const shift = journal.openShift();
  return shift === null ? [] : journal.drawerSessions(shift.shiftNo).filter((session) => session.closedAtMs === null);
}

/** The open drawer of whoever stands at the counter, or null. */
export const ownDrawer = (desk: Pick<Desk, 'journal' | 'authority'>): DrawerSessionRow | null => openDrawers(desk).find((session) => session.operator === desk.authority.operator().id) ?? null;

/**
 * Cash is about to go through a drawer: where everybody has their own, whoever stands at the counter must have opened theirs. Throws DRAWER_NOT_OPEN.
 * Answers the session it goes through; null for the shop's own drawer.
 */
export function requireDrawer(desk: Pick<Desk, 'journal' | 'authority' | 'memory'>): string | null {
  const own = ownDrawer(desk);
  if (own === null && desk.memory.cash.drawerMode === 'perCashier') throw new TillError('DRAWER_NOT_OPEN');
  return own?.sessionId ?? null;
}

/** Opens the drawer of whoever stands at the counter within the day. Throws SHIFT_NOT_OPEN, DRAWER_ALREADY_OPEN, DRAWER_SHARED. */
export function openDrawer(desk: Desk, float: Counted): { sessionId: string } {
  const { shiftNo } = requireShift(desk);
  desk.authority.require({ permission: 'openShift' });
  if (desk.memory.cash.drawerMode === 'shared') throw new TillError('DRAWER_SHARED');
  if (ownDrawer(desk) !== null) throw new TillError('DRAWER_ALREADY_OPEN');
  const { sessionId, drafts } = sessionDrafts(desk, shiftNo, float);
  append(desk, [...drafts, { type: 'drawer.opened', data: { why: 'float' } }]);
  desk.changed();
  return { sessionId };
}

/** The facts that begin the drawer of whoever stands at the counter. */
export function sessionDrafts(desk: Pick<Desk, 'authority' | 'random'>, shiftNo: number, { amountMinor, count }: Counted): { sessionId: string; drafts: EntryDraft[] } {
  const sessionId = desk.random.uuid();
  const operator = desk.authority.operator().id;
  return { sessionId, drafts: [{ type: 'drawer.sessionOpened', data: { sessionId, shiftNo, operator, floatMinor: amountMinor, ...(count === undefined ? {} : { count }) } }] };
}
