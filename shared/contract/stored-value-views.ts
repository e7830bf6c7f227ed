import * as z from 'zod';
import { STORED_MOVES } from '../stored-value/value-lines.ts';

/** What windows see of gift cards and accounts. A card's whole number goes in, never out. */
const id = z.string().min(1).max(64);
const amount = z.int();
const last4 = z.string().max(4);

/** A value line of a sale or a receipt. `name`: of the customer whose account it is; '' when their data is gone. */
export const valueView = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('giftCard'), valueId: id, amountMinor: amount, last4, drawn: z.boolean() }),
  z.object({ kind: z.literal('accountPayment'), valueId: id, amountMinor: amount, name: z.string() }),
]);
export type ValueView = z.infer<typeof valueView>;

/** Of the customer on the sale, where they may buy on account. */
export const saleAccount = z.object({ owedMinor: amount, limitMinor: amount });

const move = z.object({ what: z.enum(STORED_MOVES), amountMinor: amount, receiptNo: z.int().nullable(), atMs: z.number() });
/** A customer's account: `limitMinor` null, they may not buy on it. Moves newest first, the last hundred. */
export const accountView = z.object({ owedMinor: amount, limitMinor: amount.nullable(), moves: z.array(move) });
export type AccountView = z.infer<typeof accountView>;

export const cardBalanceView = z.object({ last4, balanceMinor: amount, moves: z.array(move) });
export type CardBalanceView = z.infer<typeof cardBalanceView>;

/** As typed or scanned; checked where it is used. */
const typedNumber = z.string().trim().min(1).max(64);
const paid = z.int().min(1).max(1_000_000_000_00);
export const storedValueRequests = {
  sellCard: z.strictObject({ number: typedNumber.nullable(), amountMinor: paid }),
  card: z.strictObject({ number: typedNumber }),
  remove: z.strictObject({ valueId: id }),
  accountPayment: z.strictObject({ customerId: id, amountMinor: paid }),
  onAccount: z.strictObject({ overLimit: z.boolean() }),
  limit: z.strictObject({ customerId: id, limitMinor: z.int().min(0).max(1_000_000_000_00).nullable() }),
} as const;
export const storedTaken = { receiptNo: z.int().nullable(), amountMinor: amount, dueMinor: amount };
