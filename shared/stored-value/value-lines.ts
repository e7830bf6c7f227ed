import * as z from 'zod';

/**
 * A value line is money that passes through a sale and is no goods: it adds to what the customer pays and to nothing else. No tax, no discount, not in the turnover,
 * never an item (docs/stored-value.md).
 */
const id = z.string().min(1).max(64);
/** Hash of a gift card's number, hex; the number itself is bearer money and is kept nowhere. */
export const cardId = z.string().regex(/^[0-9a-f]{64}$/u);
export const lastFour = z.string().regex(/^[0-9A-Z]{4}$/u);

export const VALUE_KINDS = ['giftCard', 'accountPayment'] as const;
export type ValueKind = (typeof VALUE_KINDS)[number];

export const valueLine = z.discriminatedUnion('kind', [
  /** Money put on a card. `drawn`: the till made the number up, and prints it on the receipt. */
  z.object({ kind: z.literal('giftCard'), valueId: id, amountMinor: z.int().min(1), cardId, last4: lastFour, drawn: z.boolean() }),
  /** A customer pays off what they owe. */
  z.object({ kind: z.literal('accountPayment'), valueId: id, amountMinor: z.int().min(1), customerId: id }),
]);
export type ValueLine = z.infer<typeof valueLine>;

/** Value lines of one sale: a family's cards, not a shelf of them. */
export const VALUE_LINES_MAX = 20;

export const valueTotal = (lines: readonly Pick<ValueLine, 'amountMinor'>[]): number => lines.reduce((sum, line) => sum + line.amountMinor, 0);

/** Why value moved: `loaded` and `repaid` by a value line, `spent` and `bought` by a tender, the others back. */
export const STORED_MOVES = ['issued', 'loaded', 'loadUndone', 'loadKept', 'spent', 'spentBack', 'bought', 'boughtBack', 'repaid', 'repaidUndone', 'repaidKept'] as const;
export type StoredMoveWhat = (typeof STORED_MOVES)[number];
