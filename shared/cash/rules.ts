import * as z from 'zod';
import { CURRENCY_EXPONENT, type Currency } from '../money.ts';

/** `shared`: one drawer that everybody uses. `perCashier`: everybody brings and hands over a drawer of their own within the day. */
export const DRAWER_MODES = ['shared', 'perCashier'] as const;
export type DrawerMode = (typeof DRAWER_MODES)[number];

/** Recounts a shop may allow at most; a number beyond it would be no limit. */
export const RECOUNTS_MAX = 9;

/** How a shop handles its cash. */
export const cashRules = z.object({
  drawerMode: z.enum(DRAWER_MODES),
  /** Coins and notes the counting grid leaves out, by their ids (denominations.ts). */
  hidden: z.array(z.string().min(1).max(40)).max(60),
  /** How often one drawer may be counted again after the difference was shown; each time needs approval. */
  recountsMax: z.int().min(0).max(RECOUNTS_MAX),
  /** From a difference of this size on somebody has to say why; null: never. */
  varianceReasonMinor: z.int().min(1).nullable(),
});
export type CashRules = z.infer<typeof cashRules>;

/** A till that nobody has told anything about cash. */
export const PLAIN_CASH_RULES: CashRules = { drawerMode: 'shared', hidden: [], recountsMax: 2, varianceReasonMinor: null };

/** Twenty of the currency's major units, two hundred where a unit is small: what most shops let pass without a word. */
const UNNOTICED_MAJOR = 20;
const SMALL_UNITS: readonly Currency[] = ['JPY', 'KRW', 'IDR', 'LKR', 'TWD', 'CZK', 'RUB', 'THB', 'PHP', 'MUR'];

/** What a shop begins with. */
export const defaultCashRules = (currency: Currency): CashRules => ({
  ...PLAIN_CASH_RULES, varianceReasonMinor: UNNOTICED_MAJOR * (SMALL_UNITS.includes(currency) ? 10 : 1) * 10 ** CURRENCY_EXPONENT[currency],
});
