import * as z from 'zod';
import { ERRORS, type ErrorCode } from '../errors/registry.ts';
import { CURRENCIES, type Currency } from '../money.ts';
import { ATTEMPT_EVENTS, ATTEMPT_STATES } from '../payment/machine.ts';
import { PAYMENT_PRODUCTS } from '../payment/products.ts';

/** What windows see of payments that need somebody's attention, of notifications, and of the shop's printed code. */
const id = z.string().min(1).max(64);
const amount = z.int();
const timeMs = z.number();
const currency = z.enum(CURRENCIES as [Currency, ...Currency[]]);
const product = z.enum(PAYMENT_PRODUCTS);
const errorCode = z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]);
const errorView = z.object({ code: errorCode, details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])) });

/** A payment a supervisor called paid (payments.md rule 5), until the gateway confirms it or a supervisor writes it off. */
export const assertedView = z.object({
  attemptId: id,
  saleNo: z.int(),
  /** 0 while its sale waits for the rest. */
  receiptNo: z.int(),
  product,
  amountMinor: amount,
  currency,
  merchantReference: z.string(),
  assertedAtMs: timeMs,
  approver: z.string(),
  /** `asking` the gateway has not said yet; `notPaid` it has: the goods are gone and the money never came. */
  state: z.enum(['asking', 'notPaid']),
  nextAskAtMs: timeMs.nullable(),
});
export type AssertedView = z.infer<typeof assertedView>;

/** A verified notification that led nowhere: nobody here asked for that payment, or it speaks of other money than was asked for. */
export const unmatchedView = z.object({
  notificationId: id,
  why: z.enum(['unknownReference', 'mismatch']),
  receivedAtMs: timeMs,
  product,
  /** What it says of the payment or refund, e.g. `paid`. */
  says: z.string(),
  merchantReference: z.string().nullable(),
  gatewayPaymentId: z.string().nullable(),
  amountMinor: amount.nullable(),
  currency: currency.nullable(),
  /** The attempt it contradicts. */
  attemptId: id.nullable(),
});
export type UnmatchedView = z.infer<typeof unmatchedView>;

/** Whether notifications can reach this till. */
export const listenerState = z.object({ state: z.enum(['off', 'starting', 'listening', 'failed']), error: errorView.nullable() });
export type ListenerState = z.infer<typeof listenerState>;

/** What was tried for one attempt, what comes next, and what a supervisor may do. */
export const attemptHistoryView = z.object({
  attemptId: id,
  state: z.enum(ATTEMPT_STATES),
  /** From the journal, oldest first. */
  steps: z.array(z.object({
    seq: z.int(),
    atMs: timeMs,
    kind: z.enum(['created', 'moved', 'arrived', 'asserted', 'assertionEnded', 'found', 'foundSettled', 'anomaly', 'other']),
    /** Only of a move. */
    to: z.enum(ATTEMPT_STATES).nullable(),
    event: z.enum(ATTEMPT_EVENTS).nullable(),
    by: z.enum(['gateway', 'cashier', 'timer', 'restart']).nullable(),
    service: z.string().nullable(),
    /** What became of the call, e.g. `answered`, `noAnswer timeout`. */
    outcome: z.string().nullable(),
    gatewayCode: z.string().nullable(),
    /** A reason somebody gave, or what was odd. */
    detail: z.string().nullable(),
    operator: z.string(),
    approver: z.string().nullable(),
  })),
  /** Calls to the gateway since the till started, oldest first, the newest fifty: those that changed nothing are not in the journal. */
  calls: z.array(z.object({ atMs: timeMs, service: z.enum(['pay', 'inquire', 'cancel', 'notification']), outcome: z.string(), gatewayCode: z.string().nullable() })),
  callsTotal: z.int(),
  next: z.object({
    /** `inquireThenCancel`: cancelled as well unless the answer is "paid", as long as the gateway takes cancels for it. */
    what: z.enum(['inquire', 'inquireThenCancel', 'cancel', 'waitForAnswer', 'nothing']),
    atMs: timeMs.nullable(),
    cancelUntilMs: timeMs.nullable(),
  }),
  may: z.array(z.enum(['askNow', 'cancel', 'setAside', 'assertPaid', 'writeOff', 'applyToSale', 'giveBack'])),
});
export type AttemptHistoryView = z.infer<typeof attemptHistoryView>;

/** The settings page's part for notifications. */
export const notificationSettingsView = z.object({
  enabled: z.boolean(),
  host: z.string(),
  port: z.int(),
  /** Ask the gateway whether each message is genuine before it is believed (legacy notify_verify). */
  verifyWithGateway: z.boolean(),
  listener: listenerState,
  /** Where it listens now. */
  boundPort: z.int().nullable(),
  /** Since the till started. */
  counts: z.object({ deliveries: z.int(), acknowledged: z.int(), refused: z.int() }),
  lastDeliveryAtMs: timeMs.nullable(),
});
export type NotificationSettingsView = z.infer<typeof notificationSettingsView>;

export const MERCHANT_CODE_STATES = ['active', 'stopped', 'deleted'] as const;
export const MERCHANT_CODE_ACTIONS = ['stop', 'restart', 'delete'] as const;
export const MERCHANT_CODE_FORMATS = ['pdfA6', 'receipt'] as const;

/** The shop's printed code: what the customer scans, and types the amount. */
export const merchantCodeView = z.object({
  codeId: id,
  state: z.enum(MERCHANT_CODE_STATES),
  /** What the QR says. */
  text: z.string(),
  storeId: z.string(),
  storeName: z.string(),
  address: z.string(),
  createdAtMs: timeMs,
  stateSinceMs: timeMs,
  printedAtMs: timeMs.nullable(),
  /** On the customer's screen now. */
  shown: z.boolean(),
  /** Something was asked of the gateway and its answer is missing: the code may be in another state there. Asking again settles it. */
  inDoubt: z.boolean(),
});
export type MerchantCodeView = z.infer<typeof merchantCodeView>;

export const merchantCodeDeskView = z.object({
  /** Null when the desk works; `productOff` when AlipayHK Merchant QR is not switched on. */
  unavailable: z.enum(['productOff']).nullable(),
  /** What cannot work: without the listener, or with a notification address that points nowhere, payments on the code are not announced here. */
  limits: z.array(z.enum(['listenerOff', 'listenerFailed', 'noNotifyUrl'])),
  notifyUrl: z.string(),
  /** What a new code would carry. */
  store: z.object({ storeId: z.string(), storeName: z.string(), address: z.string() }),
  /** Newest first; deleted ones too. */
  codes: z.array(merchantCodeView),
});
export type MerchantCodeDeskView = z.infer<typeof merchantCodeDeskView>;

export const merchantCodeHistoryView = z.object({
  codeId: id,
  steps: z.array(z.object({
    seq: z.int(),
    atMs: timeMs,
    kind: z.enum(['asked', 'failed', 'created', 'modified', 'moved', 'printed']),
    what: z.enum(['create', 'modify', ...MERCHANT_CODE_ACTIONS]).nullable(),
    to: z.enum(MERCHANT_CODE_STATES).nullable(),
    format: z.enum(MERCHANT_CODE_FORMATS).nullable(),
    outcome: z.string().nullable(),
    gatewayCode: z.string().nullable(),
    operator: z.string(),
    approver: z.string().nullable(),
  })),
});
export type MerchantCodeHistoryView = z.infer<typeof merchantCodeHistoryView>;
