import * as z from 'zod';
import { fromDecimal, type Currency } from '../money.ts';
import type { Random } from '../world.ts';

const amount = z.int().min(1).max(1_000_000_000_00);

/** Gift cards and accounts of this shop. */
export const storedValueRules = z.strictObject({
  giftCards: z.strictObject({
    enabled: z.boolean(),
    /** What may be put on a card in one go. */
    loadMinMinor: amount,
    loadMaxMinor: amount,
    /** What may be on one card. */
    balanceMaxMinor: amount,
  }),
  accounts: z.strictObject({ enabled: z.boolean() }),
}).refine(({ giftCards: { loadMinMinor, loadMaxMinor, balanceMaxMinor } }) => loadMinMinor <= loadMaxMinor && loadMaxMinor <= balanceMaxMinor);
export type StoredValueRules = z.infer<typeof storedValueRules>;

/** Live tills begin without; a practice till with both. Amounts fit a shop in any currency: 10, 5,000 and 10,000 units. */
export function defaultStoredValue(currency: Currency, enabled: boolean): StoredValueRules {
  const units = (text: string): number => fromDecimal(text, currency) ?? 1;
  return { giftCards: { enabled, loadMinMinor: units('10'), loadMaxMinor: units('5000'), balanceMaxMinor: units('10000') }, accounts: { enabled } };
}

const CARD_LENGTH_MIN = 8;
const CARD_LENGTH_MAX = 32;

/** A card's number as it is compared: capitals and digits, without what people write between them. Null when it is none. */
export function cardNumber(text: string): string | null {
  const number = text.replaceAll(/[\s-]/gu, '').toUpperCase();
  return number.length >= CARD_LENGTH_MIN && number.length <= CARD_LENGTH_MAX && /^[0-9A-Z]+$/u.test(number) ? number : null;
}

/** All that is shown of a card's number anywhere. */
export const lastFourOf = (number: string): string => number.slice(-4);

/** Digits of a number the till draws: 16 of them cannot be guessed at a counter. */
const DRAWN_DIGITS = 16;
export const drawCardNumber = (random: Random): string => Array.from({ length: DRAWN_DIGITS }, () => String(random.below(10))).join('');
