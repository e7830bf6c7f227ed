import type { AccountView } from '../../../shared/contract/stored-value-views.ts';
import { TillError } from '../../../shared/errors/registry.ts';
import type { Desk } from '../desk.ts';
import { append } from '../selling.ts';
import { requireStoredValue, storedValueOf } from './values.ts';

const MOVES_MAX = 100;

/** How much a customer may owe; null: no account. Throws STORED_VALUE_OFF, CUSTOMER_NOT_FOUND and the authority's codes. */
export function setCreditLimit(desk: Desk, customerId: string, limitMinor: number | null): void {
  requireStoredValue(desk, 'accounts');
  if (!desk.customers?.get(customerId)) throw new TillError('CUSTOMER_NOT_FOUND');
  desk.authority.require({ permission: 'setCreditLimit' });
  if (desk.journal.account(customerId).limitMinor === limitMinor) return;
  append(desk, [{ type: 'account.limitSet', data: { customerId, limitMinor } }]);
  desk.changed();
}

/** What a customer owes and why, newest first; null where the shop keeps no accounts and nothing is left of one. */
export function accountView(desk: Pick<Desk, 'journal' | 'memory' | 'config'>, customerId: string): AccountView | null {
  const { owedMinor, limitMinor } = desk.journal.account(customerId);
  if (!storedValueOf(desk).accounts.enabled && owedMinor === 0) return null;
  return { owedMinor, limitMinor, moves: desk.journal.storedMoves(customerId, MOVES_MAX).map((move) => ({ ...move })) };
}

/** Whoever owes, or is owed, must stay findable. Throws CUSTOMER_OWES. */
export function requireNothingOwed({ journal }: Pick<Desk, 'journal'>, customerId: string): void {
  const { owedMinor } = journal.account(customerId);
  if (owedMinor !== 0) throw new TillError('CUSTOMER_OWES', { owedMinor });
}
