import * as z from 'zod';
import { ERRORS, type ErrorCode } from '../errors/registry.ts';
import { localName, tenderKind } from '../journal/entries.ts';
import { CURRENCIES, type Currency } from '../money.ts';
import { PAYMENT_PRODUCTS } from '../payment/products.ts';
import { REFUND_STATES, REFUND_WAYS } from '../payment/refund-machine.ts';
import { WAY_REASONS } from '../payment/refund-way.ts';
import { REFUND_REASON_CLASSES } from '../payment/reason-classes.ts';
import { valueView } from './stored-value-views.ts';
import { CALL_TROUBLES } from '../payment/view.ts';
import { lineUnit } from './unit-views.ts';

/** What windows see of past sales and of what comes back from them. Times are UTC ms, amounts minor units, quantities thousandths. */
const id = z.string().min(1).max(64);
const amount = z.int();
const milli = z.int();
const timeMs = z.number();
const currency = z.enum(CURRENCIES as [Currency, ...Currency[]]);
const errorCode = z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]);
const tax = z.object({ rateId: id, name: z.string(), ratePpm: z.int(), taxableMinor: amount, taxMinor: amount });

/** Ways to look for a receipt. Times are moments of completion, both ends included. */
export const receiptQuery = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('receiptNo'), receiptNo: z.int().min(1) }),
  /** Exactly that total. Among the newest receipts unless times are given. */
  z.strictObject({ by: z.literal('amount'), amountMinor: z.int().min(0), fromMs: timeMs.optional(), toMs: timeMs.optional() }),
  z.strictObject({ by: z.literal('time'), fromMs: timeMs, toMs: timeMs }),
  /** A receipt's barcode, a payment's reference (ours, or the number in the customer's wallet), a return's number "C7", or part of a product's name or code. */
  z.strictObject({ by: z.literal('text'), text: z.string().trim().min(1).max(200) }),
]);
export type ReceiptQuery = z.infer<typeof receiptQuery>;

/** `sold`: nothing came back; `returning`: something is under way. */
export const receiptStanding = z.enum(['sold', 'returning', 'partReturned', 'returned']);

export const receiptSummary = z.object({
  saleId: id, receiptNo: z.int(), completedAtMs: timeMs, operator: z.string(), currency, totalMinor: amount, itemsMilli: milli, tenders: z.array(tenderKind),
  standing: receiptStanding, returnedMinor: amount,
});
export type ReceiptSummary = z.infer<typeof receiptSummary>;

/** One refund as the cashier sees it. */
export const refundView = z.object({
  refundId: id,
  attemptId: id,
  /** Null for found money that is being given back. */
  returnId: id.nullable(),
  returnNo: z.int().nullable(),
  receiptNo: z.int().nullable(),
  product: z.enum(PAYMENT_PRODUCTS),
  way: z.enum(REFUND_WAYS),
  state: z.enum(REFUND_STATES),
  amountMinor: amount,
  currency,
  refundReference: z.string(),
  merchantReference: z.string(),
  startedAtMs: timeMs,
  stateSinceMs: timeMs,
  /** When the till asks the gateway next; null while it does not wait for that. */
  nextAskAtMs: timeMs.nullable(),
  asksDone: z.int(),
  gatewayCode: z.string().nullable(),
  /** Why it was refused; null when there is nothing to say. */
  reason: z.enum(REFUND_REASON_CLASSES).nullable(),
  error: errorCode.nullable(),
  trouble: z.enum(CALL_TROUBLES).nullable(),
  canAskNow: z.boolean(),
  /** Refused or never sent, and nothing has taken its place: `refund.retry` sends a new one. */
  canRetry: z.boolean(),
});
export type RefundView = z.infer<typeof refundView>;

/** One part of a return's money. `how` and `why`: what the engine chooses, and the code of its explanation. */
export const returnWay = z.object({ tenderId: id, kind: tenderKind, attemptId: id.nullable(), amountMinor: amount, how: z.enum(['cash', 'stored', ...REFUND_WAYS]), why: z.enum(['cash', 'stored', ...WAY_REASONS]) });
export type ReturnWay = z.infer<typeof returnWay>;

export const returnLine = z.object({ lineId: id, quantityMilli: milli, amountMinor: amount });

/** What a return would be, computed by the same code that makes it. */
export const returnPreview = z.object({
  /** Everything, on the day of the sale: the words say "void". */
  asVoid: z.boolean(),
  lines: z.array(returnLine),
  taxes: z.array(tax),
  totalMinor: amount,
  /** What rounding adds to it in cash; the ways come to both. */
  roundingMinor: amount,
  /** Of the total: value lines that are undone with the goods. */
  valueMinor: amount.optional(),
  itemsMilli: milli,
  ways: z.array(returnWay),
});
export type ReturnPreview = z.infer<typeof returnPreview>;

/**
 * - refunding: the gateway has the word; the till asks until it knows.
 * - refused: a refund ended without giving anything back: try again, or give the return up.
 * - cashDue: the cash part may be handed out now, with `return.payCash`.
 * - waitsForShift: all of it is back; booked as soon as a shift is open.
 */
export const RETURN_STATES = ['refunding', 'refused', 'cashDue', 'waitsForShift', 'completed', 'abandoned'] as const;
export const returnView = z.object({
  returnId: id,
  returnNo: z.int(),
  saleId: id,
  receiptNo: z.int(),
  state: z.enum(RETURN_STATES),
  asVoid: z.boolean(),
  currency,
  totalMinor: amount,
  roundingMinor: amount,
  /** Of the total: value lines that are undone with it. */
  valueMinor: amount.optional(),
  itemsMilli: milli,
  taxes: z.array(tax),
  lines: z.array(returnLine.extend({ name: localName })),
  /** `refundId`: the newest refund of that part. */
  ways: z.array(z.object({ tenderId: id, kind: tenderKind, attemptId: id.nullable(), amountMinor: amount, state: z.enum(['due', 'underWay', 'back', 'notBack']), refundId: id.nullable(), /** To whom, as the wallet masks it. */ payerHint: z.string().nullable() })),
  /** Every refund of this return, oldest first, refused ones included. */
  refunds: z.array(refundView),
  reason: z.string(),
  operator: z.string(),
  createdAtMs: timeMs,
  endedAtMs: timeMs.nullable(),
  /** What is to be handed out in cash, once everything else is back. */
  cashDueMinor: amount,
  canPayCash: z.boolean(),
  /** Only while nothing has gone back and nothing may be on its way. */
  canAbandon: z.boolean(),
});
export type ReturnView = z.infer<typeof returnView>;

/** A past sale with everything that can be done with it. */
export const receiptView = z.object({
  saleId: id,
  saleNo: z.int(),
  receiptNo: z.int(),
  /** Text of the receipt's barcode. */
  barcode: z.string(),
  completedAtMs: timeMs,
  shiftNo: z.int(),
  operator: z.string(),
  currency,
  taxMode: z.enum(['none', 'inclusive', 'exclusive']),
  itemsMilli: milli,
  subtotalMinor: amount,
  taxes: z.array(tax),
  totalMinor: amount,
  standing: receiptStanding,
  lines: z.array(z.object({
    lineId: id, productId: id, name: localName, code: z.string().nullable(), unitPriceMinor: amount, quantityMilli: milli, ...lineUnit,
    /** What the customer paid for the line, tax included. */
    paidMinor: amount,
    /** Back, or reserved by a return that is under way. */
    returnedMilli: milli, returnedMinor: amount,
    returnableMilli: milli, returnableMinor: amount,
  })),
  tenders: z.array(z.object({
    tenderId: id, kind: tenderKind, amountMinor: amount,
    /** Verifiably back with the customer. */
    backMinor: amount,
    /** Reserved by refunds and returns that are under way. */
    underWayMinor: amount,
    attemptId: id.nullable(), merchantReference: z.string().nullable(), gatewayPaymentId: z.string().nullable(), payerHint: z.string().nullable(), wallet: z.string().nullable(), paidAtMs: timeMs.nullable(),
    /** Last moment at which the whole payment can be cancelled instead of refunded; null for cash. */
    cancelUntilMs: timeMs.nullable(),
  })),
  /** Money for no goods; the total contains it. */
  values: z.array(valueView).optional(),
  returns: z.array(returnView),
  /** Whose sale it was, as their receipts say it; null when it was nobody's, or their data is gone. */
  customer: z.string().nullable(),
  /** What returning all that is left would be; null when nothing can be returned now, and then `blocked` says why. */
  whole: returnPreview.nullable(),
  blocked: errorCode.nullable(),
});
export type ReceiptView = z.infer<typeof receiptView>;

/** Which goods come back: all that is left, or lines with their quantities. */
export const returnOrder = {
  saleId: id,
  what: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('whole') }),
    z.strictObject({ kind: z.literal('lines'), lines: z.array(z.strictObject({ lineId: id, quantityMilli: z.int().min(1).max(9_999_000) })).min(1).max(500) }),
  ]),
};
export type ReturnWhat = z.infer<typeof returnOrder.what>;

/** Goods of another receipt that are handed back towards the open sale. `backMinor`: what is left for the customer when they are worth more. */
export const exchangeView = z.object({
  ofSaleId: id, receiptNo: z.int(), creditMinor: amount, backMinor: amount, lines: z.array(z.object({ lineId: id, name: localName, quantityMilli: milli, ...lineUnit, amountMinor: amount })),
});
export type ExchangeView = z.infer<typeof exchangeView>;

/** What a finished exchange came to: cash that was handed out, and what goes back through a gateway. */
export const exchangeDone = z.object({ receiptNo: z.int(), creditMinor: amount, cashMinor: amount, gatewayMinor: amount });

/** Goods without a receipt, by product. `priceMinor`: for one, at most today's; null: today's. */
const takeBackLines = z.array(z.strictObject({ productId: id, quantityMilli: z.int().min(1).max(9_999_000), priceMinor: z.int().min(0).max(1_000_000_000_00).nullable() })).min(1).max(100);
export const takeBackRequests = {
  preview: z.strictObject({ lines: takeBackLines }),
  order: z.strictObject({ lines: takeBackLines, reason: z.string().trim().min(1).max(200) }),
} as const;
export type TakeBackOrder = z.infer<typeof takeBackRequests.order>;
export const takeBackPreview = z.object({
  lines: z.array(z.object({ amountMinor: amount, paidMinor: amount, taxMinor: amount })), totalMinor: amount, roundingMinor: amount, itemsMilli: milli, taxes: z.array(tax),
});
export type TakeBackPreview = z.infer<typeof takeBackPreview>;
/** `returnId` and `returnNo`: its number among the returns, and what its paper is asked for by. */
export const takenBack = z.object({ returnId: id, returnNo: z.int(), cashMinor: amount });
