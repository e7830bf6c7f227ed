import * as z from 'zod';
import { minor, type Currency, type Minor } from '../money.ts';
import { CASH_KINDS, denominationsOf } from './denominations.ts';

/** More pieces of one kind than any drawer holds; a larger number is a slip of the finger. */
export const PIECES_MAX = 99_999;
/** Bound on an amount in a drawer, in minor units: that of the amounts windows may send. */
export const DRAWER_MAX = 1_000_000_000_00;

/** How a drawer was counted. `otherMinor`: what is no piece of the list, as an amount: rolls, foreign coins at a value, vouchers. */
export const cashCount = z.object({
  pieces: z.array(z.object({ kind: z.enum(CASH_KINDS), valueMinor: z.int().positive(), pieces: z.int().min(1).max(PIECES_MAX) })).max(40),
  otherMinor: z.int().min(0).max(DRAWER_MAX),
});
export type CashCount = z.infer<typeof cashCount>;

/** What a count comes to. Throws RangeError when that is beyond any amount. */
export const countTotal = (count: CashCount): Minor => minor(count.pieces.reduce((sum, { valueMinor, pieces }) => sum + valueMinor * pieces, count.otherMinor));

/** True when a count can be one of that currency: pieces that exist, each once, and a sum that a drawer may hold. */
export function isCountOf(count: CashCount, currency: Currency): boolean {
  const known = new Set(denominationsOf(currency).map(({ id }) => id));
  const ids = count.pieces.map(({ kind, valueMinor }) => `${kind}-${valueMinor}`);
  if (new Set(ids).size !== ids.length || !ids.every((id) => known.has(id))) return false;
  const sum = count.pieces.reduce((total, { valueMinor, pieces }) => total + valueMinor * pieces, count.otherMinor);
  return Number.isSafeInteger(sum) && sum <= DRAWER_MAX;
}
