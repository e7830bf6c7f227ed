import * as z from 'zod';
import { CURRENCIES, type Currency } from '../money.ts';
import { FOREIGN_MAX, FOREIGN_ROUNDINGS, RATE_PPM_MAX, type ForeignRules } from './foreign.ts';

/** The shapes of foreign.ts. Apart from it, because windows reckon with rates and parse none. */
export const foreignRate = z.object({
  currency: z.enum(CURRENCIES as [Currency, ...Currency[]]), ratePpm: z.int().min(1).max(RATE_PPM_MAX), smallestMinor: z.int().min(1), setAtMs: z.int(),
});
export const foreignRules = z.object({
  currencies: z.array(foreignRate).max(FOREIGN_MAX).readonly(), rounding: z.enum(FOREIGN_ROUNDINGS), staleAfterHours: z.int().min(1).max(720),
}) satisfies z.ZodType<ForeignRules>;
