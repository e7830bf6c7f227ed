import * as z from 'zod';
import { cashCount, DRAWER_MAX } from '../cash/count.ts';
import { CASH_KINDS } from '../cash/denominations.ts';
import { CASH_MOVES } from '../cash/moves.ts';
import { cashRules, DRAWER_MODES } from '../cash/rules.ts';
import { foreignCount } from '../journal/entries.ts';
import { CURRENCIES } from '../money.ts';

/**
 * Cash beside sales. Counts are blind: nothing here tells what should lie in a drawer before its count is submitted, and nothing here adds up cash that was taken.
 */
const id = z.string().min(1).max(64);
const amount = z.int();
const timeMs = z.number();
const typedAmount = z.int().min(0).max(DRAWER_MAX);

/** What the counting grid offers, in the order a drawer is counted. */
export const denominationView = z.object({ id: z.string(), kind: z.enum(CASH_KINDS), valueMinor: amount });
export type DenominationView = z.infer<typeof denominationView>;

/** Somebody's own drawer within the shift. */
export const drawerView = z.object({ sessionId: id, operator: z.string(), openedAtMs: timeMs, floatMinor: amount, /** Counted and handed over. */ closed: z.boolean() });
export type DrawerView = z.infer<typeof drawerView>;

/** A count that was submitted, with what should have been there: told once it is too late to count towards it. */
export const countView = z.object({
  /** Null: the shop's own drawer. */
  sessionId: id.nullable(),
  countNo: z.int(),
  countedMinor: amount,
  expectedMinor: amount,
  varianceMinor: amount,
  /** Notes of other currencies. */
  foreign: z.array(foreignCount).optional(),
  /** The shop wants to know why. */
  reasonNeeded: z.boolean(),
  /** How often it may be counted again, with approval. */
  recountsLeft: z.int(),
});
export type CountView = z.infer<typeof countView>;

/** One cash move; what its slip says. */
export const moveView = z.object({
  moveId: id,
  /** Of its entry in the journal: what the slip is numbered by. */
  seq: z.int(),
  kind: z.enum(CASH_MOVES),
  amountMinor: amount,
  reason: z.string(),
  operator: z.string(),
  approver: z.string().nullable(),
  atMs: timeMs,
});
export type MoveView = z.infer<typeof moveView>;

export const cashDeskView = z.object({
  currency: z.enum(CURRENCIES),
  denominations: z.array(denominationView),
  mode: z.enum(DRAWER_MODES),
  /** Own drawers of the open shift; none in a shift with a shared one. */
  drawers: z.array(drawerView),
  /** The drawer of whoever stands at the counter, while it is open. */
  ownSessionId: id.nullable(),
  /** Closing the day takes a count of the shop's own drawer; false when all cash went through drawers that are handed over. */
  shopDrawerCounts: z.boolean(),
  /** Other currencies that are counted with a drawer. */
  foreign: z.array(z.enum(CURRENCIES)),
  /** The newest submitted counts of drawers that are still open; no longer there once cash has moved again. */
  counted: z.array(countView),
  /** The newest moves of the open shift, newest first. */
  moves: z.array(moveView),
});
export type CashDeskView = z.infer<typeof cashDeskView>;

/** What a window sends as counted: pieces, or a plain total. */
export const countForm = z.union([z.strictObject({ count: cashCount }), z.strictObject({ countedMinor: typedAmount })]);
export type CountForm = z.infer<typeof countForm>;

export const moveForm = z.strictObject({ kind: z.enum(CASH_MOVES), amountMinor: typedAmount, reason: z.string().trim().min(1).max(200) });

export { cashRules };

/** The rules in force, and every coin and note of the currency for the setting that hides some. */
export const cashSettingsView = z.object({ rules: cashRules, currency: z.enum(CURRENCIES), all: z.array(denominationView) });
export type CashSettingsView = z.infer<typeof cashSettingsView>;
