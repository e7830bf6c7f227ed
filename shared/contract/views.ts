import * as z from 'zod';
import { SOLD_BY } from '../catalog/kinds.ts';
import { ERRORS, type ErrorCode } from '../errors/registry.ts';
import { foreignCashView, foreignDueView } from './foreign-views.ts';
import { foreignCount, grandTotals, localName, reportTotals, tenderKind } from '../journal/entries.ts';
import { CURRENCIES, type Currency } from '../money.ts';
import { ATTEMPT_STATES } from '../payment/machine.ts';
import { CUSTOMER_WALLETS, PAYMENT_PRODUCTS } from '../payment/products.ts';
import { REASON_CLASSES } from '../payment/reason-classes.ts';
import { CALL_TROUBLES } from '../payment/view.ts';
import { assertedView, listenerState, unmatchedView } from './attention-views.ts';
import { backupNotice } from './backup-views.ts';
import { updateNotice } from './update-views.ts';
import { questionView } from './question-views.ts';
import { exchangeDone, exchangeView, refundView, returnView } from './returns.ts';
import { slideView, thanksCode } from './screen-views.ts';
import { appliedPromotion, linePricing, salePricing, tenderView, totalsPricing } from './sale-views.ts';
import { STORED_TENDERS } from '../stored-value/tenders.ts';
import { valueView } from './stored-value-views.ts';
import { counterView, role } from './staff-views.ts';

/** What windows see. Every view is a whole snapshot: a window that missed ten of them is right again with the next one. */
const id = z.string().min(1).max(64);
const amount = z.int();
const timeMs = z.number();
export const currency = z.enum(CURRENCIES as [Currency, ...Currency[]]);
export const errorCode = z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]);
export const errorView = z.object({ code: errorCode, details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])) });
export type ErrorView = z.infer<typeof errorView>;

export const LANGUAGES = ['en', 'zh-Hans', 'zh-Hant'] as const;
export const language = z.enum(LANGUAGES);
export type Language = z.infer<typeof language>;

export const taxView = z.object({ rateId: id, name: z.string(), ratePpm: z.int(), taxableMinor: amount, taxMinor: amount });

/** Rates by id, enough to print their names. */
export type TaxRateNames = readonly { readonly id: string; readonly name: string }[];

export const lineView = z.object({
  lineId: id,
  productId: id,
  name: localName,
  code: z.string().nullable(),
  picture: z.string(),
  unitPriceMinor: amount,
  quantityMilli: z.int(),
  ...linePricing,
});
export type LineView = z.infer<typeof lineView>;

export const totalsView = z.object({
  itemsMilli: z.int(),
  ...totalsPricing,
  /** Sum of the lines. */
  subtotalMinor: amount,
  taxMode: z.enum(['none', 'inclusive', 'exclusive']),
  taxes: z.array(taxView),
  /** What the customer pays. */
  totalMinor: amount,
});
export type TotalsView = z.infer<typeof totalsView>;

export const saleView = z.object({
  saleId: id,
  saleNo: z.int(),
  lines: z.array(lineView),
  totals: totalsView,
  /** The line added or changed last: windows scroll to it and act on it by default. */
  lastLineId: id.nullable(),
  ...salePricing,
});
export type SaleView = z.infer<typeof saleView>;

export const heldView = z.object({ saleId: id, saleNo: z.int(), label: z.string(), heldAtMs: timeMs, itemsMilli: z.int(), totalMinor: amount, /** Paid of it already. */ tenderedMinor: amount, awaitsPayment: z.boolean() });
export type HeldView = z.infer<typeof heldView>;

/** A payment attempt as the cashier sees it. */
export const paymentView = z.object({
  attemptId: id,
  /** Null, and 0, for money that arrived on the shop's printed code. */
  saleId: id.nullable(),
  saleNo: z.int(),
  product: z.enum(PAYMENT_PRODUCTS),
  state: z.enum(ATTEMPT_STATES),
  amountMinor: amount,
  currency,
  merchantReference: z.string(),
  startedAtMs: timeMs,
  stateSinceMs: timeMs,
  /** When the till asks the gateway next; null when it does not wait for that. */
  nextAskAtMs: timeMs.nullable(),
  inquiriesDone: z.int(),
  inquiriesMax: z.int(),
  /** When asking gives way to cancelling, or the shown code expires. */
  budgetEndsAtMs: timeMs.nullable(),
  /** The gateway says the payment exists and waits for the customer: "confirm on the phone". */
  customerIsAsked: z.boolean(),
  /** The gateway's own code, shown small for the engineer. */
  gatewayCode: z.string().nullable(),
  /** Why it is not paid, in the till's words. */
  reason: z.string().nullable(),
  error: errorCode.nullable(),
  /** What is in the way of an answer, when something is. */
  trouble: z.enum(CALL_TROUBLES).nullable(),
  canCancel: z.boolean(),
  canAskNow: z.boolean(),
  /** The sale may be put aside while the till goes on asking (asking too long, unresolved). */
  canSetAside: z.boolean(),
  /** A supervisor may call it paid (payments.md rule 5). */
  canAssertPaid: z.boolean(),
});
export type PaymentView = z.infer<typeof paymentView>;

export const foundMoneyView = z.object({ attemptId: id, /** 0: on the printed code, no sale asked for it. */ saleNo: z.int(), product: z.enum(PAYMENT_PRODUCTS), amountMinor: amount, currency, merchantReference: z.string(), paidAtMs: timeMs.nullable(), payerHint: z.string().nullable(),
  /** Paid on the printed code: the cashier matches it to the open sale. */
  arrived: z.boolean(),
  /** A sale wants exactly that amount: `own` the one it was for, `open` the one at the counter; null when none does. */
  fits: z.enum(['own', 'open']).nullable(),
});

export const completedView = z.object({
  saleId: id,
  receiptNo: z.int(),
  /** Without the rounding. */
  totalMinor: amount,
  /** What rounding added to the cash that closed it. */
  roundingMinor: amount,
  /** By promotions and discounts. */
  savedMinor: amount,
  completedAtMs: timeMs,
  /** In the order they were taken. */
  tenders: z.array(tenderView),
  /** The last one: its kind, and its cash, reference and payer. */
  tender: tenderKind,
  tenderedMinor: amount.nullable(),
  changeMinor: amount,
  merchantReference: z.string().nullable(),
  payerHint: z.string().nullable(),
  /** Of a sale that goods of another receipt were handed back for. */
  exchange: exchangeDone.optional(),
});
export type CompletedView = z.infer<typeof completedView>;

export const scannerView = z.object({ state: z.enum(['none', 'connecting', 'ready', 'lost', 'failed']), label: z.string(), error: errorCode.nullable() });
export const screenView = z.object({ state: z.enum(['second', 'window', 'hidden']) });

export const shiftView = z.object({ shiftNo: z.int(), openedAtMs: timeMs, floatMinor: amount, salesCount: z.int() });

/** Which kind of thing the right half of the cashier's screen is doing. `ready`: nothing rung up yet. */
export const phase = z.enum(['closed', 'ready', 'selling', 'paying', 'paymentOpen', 'done']);

export const tillSnapshot = z.object({
  revision: z.int(),
  nowMs: timeMs,
  world: z.enum(['training', 'live']),
  language,
  shop: z.object({ name: localName, tillId: z.string(), currency, taxMode: z.enum(['none', 'inclusive', 'exclusive']) }),
  /** Who signs what is done now; no name while nobody is there. */
  operator: z.object({ id, name: z.string() }),
  staff: counterView,
  shift: shiftView.nullable(),
  phase,
  sale: saleView.nullable(),
  held: z.array(heldView),
  payment: paymentView.nullable(),
  /** A customer's code scanned while selling: shown masked, charged only after one confirmation. */
  /** What the till has to know before a product joins the sale; nothing else is added meanwhile. */
  question: questionView.nullable(),
  pendingCode: z.object({ token: id, masked: z.string(), expiresAtMs: timeMs }).nullable(),
  done: completedView.nullable(),
  unresolved: z.array(paymentView),
  /** Payments that ended while their sale was set aside, until noted. `receiptNo` null: the sale is still held; `isPaid`: with that part of it paid. */
  endedAside: z.array(z.object({ attemptId: id, saleNo: z.int(), amountMinor: amount, currency, receiptNo: z.int().nullable(), isPaid: z.boolean() })),
  foundMoney: z.array(foundMoneyView),
  /** Called paid by a supervisor and not settled yet; these are not in `unresolved`. */
  asserted: z.array(assertedView),
  /** Messages of the gateways that led nowhere, until noted; newest first, twenty at most. */
  unmatched: z.array(unmatchedView),
  /** Whether the gateways' messages can reach this till. */
  listener: listenerState,
  /** The printed code that is on the customer's screen. */
  /** Which the shop has; absent: neither. */
  storedValue: z.object({ giftCards: z.boolean(), accounts: z.boolean() }).optional(),
  merchantCodeShown: id.nullable(),
  /** Returns that are neither completed nor given up, oldest first; they stay here across restarts and shifts. */
  openReturns: z.array(returnView),
  /** Refunds that are not final, and ended ones that wait for the cashier; those of open returns and of found money, oldest first. */
  refunds: z.array(refundView),
  /** Which products the till takes now. */
  products: z.record(z.enum(PAYMENT_PRODUCTS), z.boolean()),
  /** What a customer's code scanned now is charged with; null when no such product is on. */
  scanProduct: z.enum(PAYMENT_PRODUCTS).nullable(),
  devices: z.object({ scanner: scannerView, customerScreen: screenView }),
  /** A problem of the whole till (journal read only, ...), shown until it is gone. */
  alarm: errorView.nullable(),
  /** Absent: nothing about backups needs anybody. */
  backup: backupNotice.optional(),
  /** Absent: there is no other version, or whoever is there does not decide about it. */
  update: updateNotice.optional(),
  /** Currencies whose notes the shop takes beside its own; absent: none. */
  foreign: foreignCashView.optional(),
});
export type TillSnapshot = z.infer<typeof tillSnapshot>;

const wallet = z.enum(CUSTOMER_WALLETS);

/** What the customer sees, and nothing else: no references, no other sales. */
export const customerSnapshot = z.object({
  revision: z.int(),
  nowMs: timeMs,
  world: z.enum(['training', 'live']),
  shop: z.object({ name: localName, currency }),
  /** The first of the two that stand there, or the only one: see `chosen`. */
  language,
  /** The customer touched it: it stands there alone. */
  chosen: z.literal(true).optional(),
  scene: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('closed') }),
    /** `slides`: the shop's pictures, when it has some for this hour. */
    z.object({ kind: z.literal('idle'), slides: z.array(slideView).min(1).optional() }),
    z.object({
      kind: z.literal('cart'), lines: z.array(lineView), totals: totalsView, lastLineId: id.nullable(), paying: z.boolean(),
      promotions: z.array(appliedPromotion), tenders: z.array(tenderView), dueMinor: amount,
      exchange: exchangeView.optional(),
      /** What is due, in the currency the customer has in hand. */
      foreign: foreignDueView.optional(),
      values: z.array(valueView).optional(),
      /** Whose sale it is, as anybody may see it. */
      memberMasked: z.string().optional(),
    }),
    /** The order code; `text` is drawn as a QR. */
    z.object({ kind: z.literal('orderCode'), wallet, amountMinor: amount, text: z.string(), expiresAtMs: timeMs }),
    /** A payment is under way: `how` picks the words. `preparing`: an order code is being fetched. */
    z.object({ kind: z.literal('payment'), how: z.enum(['preparing', 'asking', 'confirmOnPhone', 'cancelling', 'unresolved']), wallet, amountMinor: amount, sinceMs: timeMs }),
    /** `reason`: why it was declined, as far as the customer can do something about it; null in the other cases. */
    z.object({ kind: z.literal('notPaid'), how: z.enum(['declined', 'cancelled', 'expired', 'notSent']), wallet, amountMinor: amount, reason: z.enum(REASON_CLASSES).nullable() }),
    /** `amountMinor`: what was paid, rounding included; `savedMinor`: by promotions and discounts. */
    z.object({ kind: z.literal('paid'), amountMinor: amount, tender: tenderKind, tenderedMinor: amount.nullable(), changeMinor: amount, receiptNo: z.int(), tenders: z.array(tenderView), savedMinor: amount,
      /** To take along on a phone: the receipt as text, or its journal check. */
      code: thanksCode.optional() }),
    /** A receipt somebody asked for again; null: another paper. */
    z.object({ kind: z.literal('receiptCode'), text: z.string(), receiptNo: z.int().nullable() }),
    /** The shop's own code: the customer scans it and types the amount. `totalMinor`: of the open sale, null when there is none. */
    z.object({ kind: z.literal('merchantCode'), text: z.string(), storeName: z.string(), totalMinor: amount.nullable() }),
    /** Money has just arrived on the printed code and is not matched to a sale yet. */
    z.object({ kind: z.literal('arrived'), amountMinor: amount }),
    /**
     * Money on its way back to the customer. `asked`: the gateway has said neither yes nor no; `accepted`: it has, and works on it; `back`: it is verified, or in the
     * customer's hand; `waiting`: somebody at the counter sees to it. `payer`: as the wallet masks it. No receipt: found money.
     */
    z.object({
      kind: z.literal('refund'), amountMinor: amount, receiptNo: z.int().nullable(),
      parts: z.array(z.object({ to: z.enum(['cash', ...STORED_TENDERS, ...CUSTOMER_WALLETS]), payer: z.string().nullable(), amountMinor: amount, state: z.enum(['asked', 'accepted', 'back', 'waiting']) })).min(1),
    }),
    /** The goods may go, and the payment is still being checked: not "paid". */
    z.object({ kind: z.literal('asserted'), amountMinor: amount, receiptNo: z.int() }),
  ]),
});
export type CustomerSnapshot = z.infer<typeof customerSnapshot>;

export const productView = z.object({ productId: id, name: localName, priceMinor: amount, categoryId: id, picture: z.string(), colour: z.string().optional(), plu: z.string().nullable(), code: z.string().nullable(),
  // How it is sold, where that is not "by the piece, at its price, to anybody".
  soldBy: z.enum(SOLD_BY).optional(), openPrice: z.literal(true).optional(), minAge: z.int().optional(), packOf: z.int().optional(),
  /** `count`: how many a tile stands for; 1 where it is this very one. */
  variant: z.object({ group: localName, label: localName, count: z.int() }).optional() });
export type ProductView = z.infer<typeof productView>;
export const categoryView = z.object({ categoryId: id, name: localName, colour: z.string(), picture: z.string(), products: z.int() });
export type CategoryView = z.infer<typeof categoryView>;

/** What became of one scan. The cashier's window turns `unknown` into a visible and audible answer that blocks nothing. */
export const scanResult = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('added'), lineId: id, productId: id }),
  /** Something has to be known first; also in the snapshot, until it is answered or dropped. */
  z.object({ kind: z.literal('question'), question: questionView }),
  /** A question was dropped: nothing was sold. */
  z.object({ kind: z.literal('dropped') }),
  z.object({ kind: z.literal('paymentStarted'), attemptId: id }),
  z.object({ kind: z.literal('paymentCode'), token: id }),
  /** A receipt of this till: the window shows it (`receipt.get`). */
  z.object({ kind: z.literal('receipt'), receiptNo: z.int(), saleId: id }),
  /** A member card: the sale is this customer's now. */
  z.object({ kind: z.literal('customer'), name: z.string() }),
  /** A badge: its owner stands at the counter now. */
  z.object({ kind: z.literal('signedIn'), name: z.string() }),
  z.object({ kind: z.literal('refused'), error: errorView, text: z.string() }),
  z.object({ kind: z.literal('unknown'), text: z.string() }),
]);
export type ScanResult = z.infer<typeof scanResult>;

/**
 * A report's totals as a window sees them. Null: not for whoever asked now, because it would tell how much cash the drawer should hold before it is counted
 * (till/cash/blind.ts); sums that would tell it too are left out then.
 */
const reportTotalsView = reportTotals.extend({
  grossMinor: amount.nullable(), netMinor: amount.nullable(), cashInMinor: amount.nullable(), changeGivenMinor: amount.nullable(), cashExpectedMinor: amount.nullable(),
  returns: reportTotals.shape.returns.unwrap().extend({ amountMinor: amount.nullable() }).optional(),
  voidedSales: reportTotals.shape.voidedSales.unwrap().extend({ amountMinor: amount.nullable() }).optional(),
  sessions: z.array(reportTotals.shape.sessions.unwrap().element.extend({ expectedMinor: amount.nullable() })).optional(),
});

export const reportView = z.object({
  kind: z.enum(['x', 'z']),
  number: z.int(),
  atMs: timeMs,
  operator: z.string(),
  shopName: localName,
  tillId: z.string(),
  totals: reportTotalsView,
  /** Only on a Z. */
  closing: z.object({ countedMinor: amount, varianceMinor: amount, foreign: z.array(foreignCount).optional(), varianceReason: z.string(), firstSeq: z.int(), lastSeq: z.int(), headHash: z.string(), grandTotals }).nullable(),
});
export type ReportView = z.infer<typeof reportView>;
/** A report with nothing held back: a Z, whose drawers are counted. */
export const wholeReportView = reportView.extend({ totals: reportTotals });

export const practiceCustomer = z.object({ customerId: id, name: localName, behaviour: z.string(), code: z.string(), codeExpiresAtMs: timeMs });
export const practiceView = z.object({
  /** Who works here, with the PINs of those who still have the practice one. */
  staff: z.array(z.object({ staffId: id, name: z.string(), role, pin: z.string() })), customers: z.array(practiceCustomer), orderCode: z.object({ text: z.string(), amountMinor: amount }).nullable(), behaviours: z.array(z.string()),
  /** The shop's printed codes that practice phones can scan. */
  printedCodes: z.array(z.object({ codeId: id, storeName: z.string(), state: z.enum(['active', 'stopped']) })) });
export type PracticeView = z.infer<typeof practiceView>;
