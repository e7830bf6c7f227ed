import * as z from 'zod';
import { accountView } from './stored-value-views.ts';

/** What windows see of customers. Names and numbers are read from a file of their own and are nowhere in the journal. */
const id = z.string().min(1).max(64);
const amount = z.int();

export const customerBrief = z.object({ customerId: id, name: z.string(), phoneMasked: z.string(), code: z.string().nullable() });
export type CustomerBrief = z.infer<typeof customerBrief>;

/** On the open sale. `points`: what they have so far; null while the shop gives none. */
export const saleCustomer = z.object({ customerId: id, name: z.string(), phoneMasked: z.string(), points: z.int().nullable() });
export type SaleCustomer = z.infer<typeof saleCustomer>;

/** One customer with what they bought, newest first. `isErased`: their data is gone, their receipts stay. */
export const customerView = z.object({
  customerId: id, name: z.string(), phone: z.string(), code: z.string().nullable(), isErased: z.boolean(), points: z.int().nullable(), receiptsCount: z.int(),
  receipts: z.array(z.object({ saleId: id, receiptNo: z.int(), completedAtMs: z.number(), totalMinor: amount, returnedMinor: amount })),
  /** What they owe; absent where the shop keeps no accounts. */
  account: accountView.optional(),
});
export type CustomerView = z.infer<typeof customerView>;

/** Digits, and what people write between them; kept as digits. */
const phone = z.string().trim().max(24).regex(/^\+?[\d\s().-]*$/u);
export const customerForm = z.strictObject({ customerId: id.nullable(), name: z.string().trim().max(80), phone, code: z.string().trim().max(40) });
export const customerChoice = z.strictObject({ customerId: id });
