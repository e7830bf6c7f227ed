import * as z from 'zod';
import { CURRENCIES, type Currency } from '../money.ts';
import { localName, tenderKind } from '../journal/entries.ts';
import { PAYMENT_PRODUCTS } from '../payment/products.ts';
import { isDay, PERIOD_DAYS_MAX, daysIn } from '../reports/period.ts';
import { VALUE_KINDS } from '../stored-value/value-lines.ts';
import { PERIOD_TABLES } from '../reports/tables.ts';

/** Reports of periods: whole business days, one currency, sums of shifts. Amounts in minor units with tax, quantities in thousandths. */
const id = z.string().min(1).max(64);
const count = z.int().min(0);
const amount = z.int();
const day = z.int().refine(isDay);
const currency = z.enum(CURRENCIES as [Currency, ...Currency[]]);

/** Rows of products a report may list; the rest are one row "others". */
export const TOP_MAX = 500;
/** Receipts behind a figure that are listed. */
export const PERIOD_RECEIPTS_MAX = 200;

const period = { fromDay: day, toDay: day };
const isPeriod = (asked: { readonly fromDay: number; readonly toDay: number }): boolean => asked.fromDay <= asked.toDay && daysIn(asked) <= PERIOD_DAYS_MAX;

/** `currency` null: the shop's. */
export const periodQuery = z.strictObject({ ...period, currency: currency.nullable(), top: z.int().min(1).max(TOP_MAX) }).refine(isPeriod);
export type PeriodQuery = z.infer<typeof periodQuery>;

const figures = z.object({
  salesMinor: amount, returnsMinor: amount, receipts: count, returns: count, itemsMilli: z.int(), itemsBackMilli: z.int(), discountsMinor: amount, taxMinor: amount,
});

/** What happened to payments that were asked for; `refunded` counts refunds, not payments. */
export const PAYMENT_OUTCOMES = ['paid', 'declined', 'cancelled', 'unresolved', 'refunded'] as const;
export type PaymentOutcome = (typeof PAYMENT_OUTCOMES)[number];

export const periodReport = z.object({
  ...period, currency,
  /** All currencies that shifts of this period were kept in. */
  currencies: z.array(currency),
  takenAtMs: z.int(),
  shifts: count,
  /** One of the shifts is still open: its figures are those of this moment. */
  hasOpenShift: z.boolean(),
  total: figures,
  before: z.object({ ...period, total: figures, days: z.array(z.object({ day, figures })) }),
  /** Business days with a shift, oldest first. */
  days: z.array(z.object({ day, figures })),
  /** By the clock on the wall when the sale was finished or the return completed. `weekday` 1 Monday to 7. */
  hours: z.array(z.object({ weekday: z.int(), hour: z.int(), figures })),
  /** By net, largest first. */
  products: z.array(z.object({ productId: z.string(), name: localName.nullable(), figures })),
  /** What is not listed; null when everything is. */
  otherProducts: z.object({ count, figures }).nullable(),
  /** Null: without a category, or of a product that is no longer there. */
  categories: z.array(z.object({ categoryId: z.string().nullable(), name: localName.nullable(), figures })),
  otherCategories: z.object({ count, figures }).nullable(),
  /** `name`: what the till calls whoever signs as `operator`. */
  cashiers: z.array(z.object({ operator: z.string(), name: z.string().optional(), figures })),
  otherCashiers: z.object({ count, figures }).nullable(),
  /** Taken and given back. Taken less given back is net, plus `roundingMinor`. */
  tenders: z.array(z.object({ kind: tenderKind, count, amountMinor: amount, backCount: count, backMinor: amount })),
  /** Money for no goods; taken less given back of the tenders comes to it too. */
  values: z.array(z.object({ kind: z.enum(VALUE_KINDS), count, amountMinor: amount, backCount: count, backMinor: amount })).optional(),
  /** What rounding of cash brought in (or cost) beside the sales. */
  roundingMinor: amount,
  /** Less what returns took back. */
  /** `name`: what the shop calls the rate now, where it still has it. */
  taxes: z.array(z.object({ rateId: z.string(), name: z.string().optional(), ratePpm: count, taxableMinor: amount, taxMinor: amount })),
  /** Net that no tax lies on. */
  untaxedMinor: amount,
  payments: z.array(z.object({ product: z.enum(PAYMENT_PRODUCTS), outcome: z.enum(PAYMENT_OUTCOMES), count, amountMinor: amount })),
  /** The Z reports of the period, oldest first; the newest few hundred of a longer one. */
  closings: z.array(z.object({ zNumber: count, businessDay: day, closedAtMs: z.int(), operator: z.string(), netMinor: amount, expectedMinor: amount, countedMinor: amount, varianceMinor: amount })),
  /** Of all Z reports of the period, listed or not. */
  closed: z.object({ count, expectedMinor: amount, countedMinor: amount, varianceMinor: amount }),
});
export type PeriodReport = z.infer<typeof periodReport>;

/** Which receipts are behind a figure. */
export const receiptsBehind = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('all') }),
  z.strictObject({ by: z.literal('hour'), weekday: z.int().min(1).max(7), hour: z.int().min(0).max(23) }),
  z.strictObject({ by: z.literal('product'), productId: id }),
  z.strictObject({ by: z.literal('cashier'), operator: id }),
  z.strictObject({ by: z.literal('tender'), kind: tenderKind }),
]);
export type ReceiptsBehind = z.infer<typeof receiptsBehind>;

export const periodReceiptsQuery = z.strictObject({ ...period, currency: currency.nullable(), behind: receiptsBehind }).refine(isPeriod);
export type PeriodReceiptsQuery = z.infer<typeof periodReceiptsQuery>;

const receiptFigures = { atMs: z.int(), businessDay: day, operator: z.string(), itemsMilli: z.int(), amountMinor: amount };
/** Newest first, at most PERIOD_RECEIPTS_MAX. Returns are named by the receipt they go against; goods taken back without one by their own number. */
export const periodReceipts = z.object({
  receipts: z.array(z.discriminatedUnion('kind', [
    z.object({ kind: z.enum(['sale', 'return']), saleId: id, receiptNo: count, ...receiptFigures }), z.object({ kind: z.literal('takenBack'), returnId: id, returnNo: count, ...receiptFigures }),
  ])),
  more: z.boolean(), currency,
});
export type PeriodReceipts = z.infer<typeof periodReceipts>;

/** What lies on the shelves now, at the prices in force: of products that somebody counts and that are for sale. */
export const stockWorth = z.object({
  currency, products: count, low: count, negative: count, valueMinor: amount,
  categories: z.array(z.object({ categoryId: z.string(), name: localName.nullable(), products: count, low: count, valueMinor: amount })),
});
export type StockWorth = z.infer<typeof stockWorth>;

/** What the page needs before anything is asked: the business day in force, and how far back there is anything. */
export const periodsBegin = z.object({ today: day, firstDay: day.nullable() });

export const periodExport = z.strictObject({ ...period, currency: currency.nullable(), format: z.enum(['csv', 'pdf']), tables: z.array(z.enum(PERIOD_TABLES)).min(1).max(PERIOD_TABLES.length) }).refine(isPeriod);
export type PeriodExport = z.infer<typeof periodExport>;
