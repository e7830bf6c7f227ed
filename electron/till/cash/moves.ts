import { takesOut, type CashMoveKind } from '../../../shared/cash/moves.ts';
import { TillError } from '../../../shared/errors/registry.ts';
import { ZERO, type Minor } from '../../../shared/money.ts';
import type { CashMoveRow } from '../../journal/cash.ts';
import type { Desk } from '../desk.ts';
import { append, requireShift } from '../selling.ts';
import { requireDrawer } from './drawers.ts';

/**
 * Moves cash without a sale, or opens the drawer for nothing (`noSale`, whose amount does not count). The drawer opens with it. More cannot go out than should be
 * there; the refusal does not say how much that is, because the drawer is yet to be counted blindly. Throws SHIFT_NOT_OPEN, CASH_AMOUNT_MISSING,
 * DRAWER_NOT_OPEN, CASH_NOT_ENOUGH, and what the authority throws.
 */
export function moveCash(desk: Desk, kind: CashMoveKind, amountMinor: Minor, reason: string): CashMoveRow {
  const { shiftNo } = requireShift(desk);
  if (kind !== 'noSale' && amountMinor <= 0) throw new TillError('CASH_AMOUNT_MISSING');
  const sessionId = requireDrawer(desk);
  desk.authority.require(kind === 'paidOut' ? { permission: kind, moneyOutMinor: amountMinor } : { permission: kind });
  // Only now: the answer tells something about the drawer, and so it is for those who may move its cash.
  if (takesOut(kind) && amountMinor > desk.journal.cashExpected(sessionId)) throw new TillError('CASH_NOT_ENOUGH');
  const moveId = desk.random.uuid();
  append(desk, [
    { type: 'cash.moved', data: { moveId, kind, amountMinor: kind === 'noSale' ? ZERO : amountMinor, reason, shiftNo } },
    { type: 'drawer.opened', data: { why: kind === 'noSale' ? 'noSale' : 'move' } },
  ]);
  desk.changed();
  const move = desk.journal.cashMove(moveId);
  if (!move) throw new TillError('INTERNAL', { why: 'cash move' });
  return move;
}
