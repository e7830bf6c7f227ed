import { denominationsOf, denominationsShown } from '../../../shared/cash/denominations.ts';
import type { CashRules } from '../../../shared/cash/rules.ts';
import type { CashDeskView, CashSettingsView, CountView, MoveView } from '../../../shared/contract/cash-views.ts';
import type { CashMoveRow } from '../../journal/cash.ts';
import { nameOf } from '../authority.ts';
import type { Desk } from '../desk.ts';
import { append } from '../selling.ts';
import type { SettingsStore } from '../settings-store.ts';
import { currenciesToCount, currentCount, shopDrawerCounts } from './counting.ts';
import { openDrawers, ownDrawer } from './drawers.ts';

/** Moves the cash page shows; the report has more. */
const MOVES_SHOWN = 50;

/** The cash page. It holds amounts of single moves, floats and submitted counts, and nothing that adds up what was taken. */
export function cashDesk(desk: Desk): CashDeskView {
  const { config, journal, memory } = desk;
  const shift = journal.openShift();
  const counted = [null, ...openDrawers(desk).map(({ sessionId }) => sessionId)].map((sessionId) => currentCount(desk, sessionId));
  return {
    currency: config.currency,
    denominations: [...denominationsShown(config.currency, memory.cash.hidden)],
    mode: memory.cash.drawerMode,
    drawers: shift === null ? [] : journal.drawerSessions(shift.shiftNo).map(({ sessionId, operator, openedAtMs, floatMinor, closedAtMs }) => ({ sessionId, operator: nameOf(desk, operator), openedAtMs, floatMinor, closed: closedAtMs !== null })),
    ownSessionId: ownDrawer(desk)?.sessionId ?? null,
    shopDrawerCounts: shopDrawerCounts(desk),
    foreign: currenciesToCount(desk),
    counted: counted.filter((count): count is CountView => count !== null),
    moves: shift === null ? [] : journal.cashMoves(shift.shiftNo, MOVES_SHOWN).map((move) => moveView(desk, move)),
  };
}

/** A move with people's names. */
export const moveView = (desk: Pick<Desk, 'authority'>, { seq, moveId, kind, amountMinor, reason, operator, approver, atMs }: CashMoveRow): MoveView => ({
  seq, moveId, kind, amountMinor, reason, operator: nameOf(desk, operator), approver: approver === null ? null : nameOf(desk, approver), atMs,
});

export const cashSettings = ({ config, memory }: Pick<Desk, 'config' | 'memory'>): CashSettingsView => ({
  rules: { ...memory.cash, hidden: [...memory.cash.hidden] }, currency: config.currency, all: [...denominationsOf(config.currency)],
});

/** Changes how the shop handles its cash; what changed is an entry, with what it is now. Throws what the authority throws. */
export function saveCashRules(desk: Desk, settings: SettingsStore, rules: CashRules): void {
  desk.authority.require({ permission: 'changeSettings' });
  const before = desk.memory.cash;
  const changed = (Object.keys(rules) as (keyof CashRules)[]).filter((name) => JSON.stringify(rules[name]) !== JSON.stringify(before[name]));
  if (changed.length === 0) return;
  settings.recorded(
    () => settings.save({ cash: rules }),
    () => append(desk, [{ type: 'settings.changed', data: { area: 'cash', changed: changed.map((name) => `${name}: ${JSON.stringify(rules[name])}`.slice(0, 120)) } }]),
  );
  desk.memory.cash = rules;
  desk.changed();
}
