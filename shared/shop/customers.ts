import * as z from 'zod';

/** How the shop knows its customers. Off as a till comes. */
export const customerRules = z.strictObject({
  enabled: z.boolean(),
  /** What the codes on member cards begin with, so that a scanned one is told from a product; '' when cards are not scanned. */
  codePrefix: z.string().trim().max(12),
  /** One point for each so much spent, after discounts, rounded down per receipt; what comes back takes its points along. Null: no points. */
  pointPerMinor: z.int().min(1).max(1_000_000_000).nullable(),
});
export type CustomerRules = z.infer<typeof customerRules>;

export const NO_CUSTOMERS: CustomerRules = { enabled: false, codePrefix: '', pointPerMinor: null };

/** Digits that stay readable on a screen others can see. */
const SHOWN_DIGITS = 3;

/** A telephone number as a bystander may see it. */
export const maskedPhone = (phone: string): string => (phone === '' ? '' : `${'•'.repeat(Math.max(0, Math.min(5, phone.length - SHOWN_DIGITS)))}${phone.slice(-SHOWN_DIGITS)}`);
