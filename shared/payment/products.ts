/** Payment products of the seeds. The till offers those its settings turn on; issue order: barcode and order code first. */
export const PAYMENT_PRODUCTS = ['alipayBarcode', 'alipayOrderCode'] as const;
/** alipayBarcode: we scan the customer (legacy gateway). alipayOrderCode: the customer scans us (AMS gateway). */
export type PaymentProduct = (typeof PAYMENT_PRODUCTS)[number];

export const GATEWAYS = ['legacy', 'ams'] as const;
export type Gateway = (typeof GATEWAYS)[number];

/**
 * How a product behaves in the till. `presented` says who shows the code. `payAfterCancel`: what the gateway does with a pay
 * request that reaches it only after the cancel of the same reference: the legacy one refuses it, AMS may accept it until the payment expires
 * (open-questions.md 12, inferred).
 */
export const PRODUCT_FACTS = {
  alipayBarcode: { gateway: 'legacy', presented: 'byCustomer', payAfterCancel: 'refused' },
  alipayOrderCode: { gateway: 'ams', presented: 'byShop', payAfterCancel: 'possible' },
} as const satisfies Record<PaymentProduct, { gateway: Gateway; presented: 'byCustomer' | 'byShop'; payAfterCancel: 'refused' | 'possible' }>;

/** All waits of one product, milliseconds and counts, in one object so that a shop can change them in one place. */
export interface ProductTiming {
  /** After this without an answer to pay, inquire (legacy.md 6.2 step 3; ams.md 7.1 "wait for pay answer": 5 s). */
  readonly payAnswerMs: number;
  /** One inquiry or cancel call may take this long. */
  readonly callMs: number;
  /** Pause between inquiries (legacy.md 6.2 step 3: every 3 s; ams.md 7.1: 3 s). */
  readonly inquireEveryMs: number;
  /** Inquiries before the till cancels; unused while a code is shown (its expiry rules). Both references: 10 to 20. */
  readonly inquiriesMax: number;
  /** Pauses before each repeat of cancel while it is unknown (ams.md 7.1 "cancel tries": 5 at 2,3,3,5,5 s). */
  readonly cancelRetryMs: readonly number[];
  /** Repeats of an order-code request that got no code and no refusal (ams.md 5.2: at most 3). */
  readonly showRetries: number;
  /** Life of the payment itself; also sent as paymentExpiryTime. Legacy closes an unpaid barcode trade after 3 min (legacy.md 6.2). */
  readonly expiresAfterMs: number;
  /** Inquiries after an accepted cancel when they bring no answer; then the cancel's own answer stands (open-questions.md 5). */
  readonly confirmTries: number;
  /** The customer's window may take this long to take the order code away before the cancel is sent all the same (payments.md rule 9). */
  readonly codeWithdrawnMs: number;
  /**
   * For so long after a cancel that may have been carried out, "paid" proves nothing: the money may be on its way back, or the cancel itself
   * still on its way to the gateway. No published number; chosen well above every call's deadline (inferred).
   */
  readonly cancelSettleMs: number;
  /** How far the gateway's clock may lag behind ours when it judges a payment's expiry. No published number (inferred). */
  readonly expiryMarginMs: number;
  /** Background asking of an unresolved attempt: pause grows by doubling from `first` to `most`. */
  readonly unresolvedEveryMs: { readonly first: number; readonly most: number };
}

const COMMON = {
  inquireEveryMs: 3_000, inquiriesMax: 20, callMs: 5_000, cancelRetryMs: [2_000, 3_000, 3_000, 5_000, 5_000], confirmTries: 3, codeWithdrawnMs: 1_000,
  cancelSettleMs: 60_000, expiryMarginMs: 60_000, unresolvedEveryMs: { first: 10_000, most: 300_000 },
} as const;

export const PRODUCT_TIMING = {
  alipayBarcode: { ...COMMON, payAnswerMs: 5_000, showRetries: 0, expiresAfterMs: 180_000 },
  // ams.md 7.1 "Consequence": OC +5 to 10 min, never 30 or more.
  alipayOrderCode: { ...COMMON, payAnswerMs: 10_000, showRetries: 3, expiresAfterMs: 300_000 },
} as const satisfies Record<PaymentProduct, ProductTiming>;
