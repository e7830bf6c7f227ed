import * as z from 'zod';
import { foreignRate, foreignRules } from '../cash/foreign-rules.ts';
import { FOREIGN_MAX, FOREIGN_ROUNDINGS } from '../cash/foreign.ts';
import { DRAWER_MAX } from '../cash/count.ts';
import { CURRENCIES, type Currency } from '../money.ts';

/** Notes of other currencies, as windows see and send them. */
const currency = z.enum(CURRENCIES as [Currency, ...Currency[]]);
const amount = z.int();

/** Notes that were taken: `valueMinor` is what they count as in the shop's own money. */
export const foreignTenderView = z.object({ currency, foreignMinor: amount, ratePpm: z.int(), valueMinor: amount });
export type ForeignTenderView = z.infer<typeof foreignTenderView>;

/** What the shop takes now. With shared/cash/foreign.ts it says what notes count as, and which cover what is due. */
export const foreignCashView = z.object({
  rounding: z.enum(FOREIGN_ROUNDINGS),
  stepMinor: z.int().positive(),
  currencies: z.array(foreignRate.extend({ /** Set longer ago than the shop allows itself. */ isStale: z.boolean() })).min(1).max(FOREIGN_MAX),
});
export type ForeignCashView = z.infer<typeof foreignCashView>;

/** What is due in another currency, for the customer to read. */
export const foreignDueView = z.object({ currency, foreignMinor: amount, ratePpm: z.int() });
export type ForeignDueView = z.infer<typeof foreignDueView>;

/** Notes that were counted, by currency. */
export const foreignCountForm = z.array(z.strictObject({ currency, countedMinor: z.int().min(0).max(DRAWER_MAX) })).max(CURRENCIES.length);
export type ForeignCountForm = z.infer<typeof foreignCountForm>;

export const foreignSettingsView = z.object({ rules: foreignRules, home: currency });
export type ForeignSettingsView = z.infer<typeof foreignSettingsView>;

/** Without times: a rate is as old as its saving. */
export const foreignForm = z.strictObject({
  currencies: z.array(z.strictObject(foreignRate.omit({ setAtMs: true }).shape)).max(FOREIGN_MAX),
  rounding: foreignRules.shape.rounding, staleAfterHours: foreignRules.shape.staleAfterHours,
});
export type ForeignForm = z.infer<typeof foreignForm>;

export const foreignRequests = {
  pay: z.strictObject({ currency, foreignMinor: z.int().min(1).max(DRAWER_MAX), part: z.boolean().optional() }),
  show: z.strictObject({ currency: currency.nullable() }),
} as const;
