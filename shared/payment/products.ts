/**
 * Payment products of the seeds. The till offers those its settings turn on.
 *
 * - alipayBarcode: we scan the customer (legacy gateway, global or AlipayHK edition).
 * - alipayTransactionQr, alipayHkTransactionQr: the customer scans a code made for this sale (legacy gateway; the editions are two contracts).
 * - alipayHkMerchantQr: the customer scans the shop's printed code and types the amount (legacy gateway). The till asks for nothing; it is told.
 * - alipayOrderCode: the customer scans a code made for this sale (AMS gateway).
 * - alipayUserPresented: we scan the customer (AMS gateway).
 */
export const PAYMENT_PRODUCTS = ['alipayBarcode', 'alipayOrderCode', 'alipayUserPresented', 'alipayTransactionQr', 'alipayHkTransactionQr', 'alipayHkMerchantQr'] as const;
export type PaymentProduct = (typeof PAYMENT_PRODUCTS)[number];

export const GATEWAYS = ['legacy', 'ams'] as const;
export type Gateway = (typeof GATEWAYS)[number];

export type Presented = 'byCustomer' | 'byShop' | 'printed';

/**
 * How a product behaves in the till. `presented` says who shows the code; one that is `printed` is never started by the till. `payAfterCancel`:
 * what the gateway does with a pay request that reaches it only after the cancel of the same reference: the legacy one refuses it, AMS may accept it
 * until the payment expires (open-questions.md 12, inferred).
 */
export const PRODUCT_FACTS = {
  alipayBarcode: { gateway: 'legacy', presented: 'byCustomer', payAfterCancel: 'refused' },
  alipayTransactionQr: { gateway: 'legacy', presented: 'byShop', payAfterCancel: 'refused' },
  alipayHkTransactionQr: { gateway: 'legacy', presented: 'byShop', payAfterCancel: 'refused' },
  alipayHkMerchantQr: { gateway: 'legacy', presented: 'printed', payAfterCancel: 'refused' },
  alipayOrderCode: { gateway: 'ams', presented: 'byShop', payAfterCancel: 'possible' },
  alipayUserPresented: { gateway: 'ams', presented: 'byCustomer', payAfterCancel: 'possible' },
} as const satisfies Record<PaymentProduct, { gateway: Gateway; presented: Presented; payAfterCancel: 'refused' | 'possible' }>;

/** The wallet whose name the customer reads. Barcode payment and AMS take the mainland's as well as Hong Kong's, and others; both are called Alipay there. */
export const CUSTOMER_WALLETS = ['alipay', 'alipayHk'] as const;
export type CustomerWallet = (typeof CUSTOMER_WALLETS)[number];
export const WALLET_OF = {
  alipayBarcode: 'alipay', alipayTransactionQr: 'alipay', alipayHkTransactionQr: 'alipayHk', alipayHkMerchantQr: 'alipayHk', alipayOrderCode: 'alipay', alipayUserPresented: 'alipay',
} as const satisfies Record<PaymentProduct, CustomerWallet>;

/** Products by who shows the code, in the order the till offers them. */
export const productsPresented = (presented: Presented): readonly PaymentProduct[] => PAYMENT_PRODUCTS.filter((product) => PRODUCT_FACTS[product].presented === presented);

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
  // legacy.md 6.3: no answer to precreate is followed by an inquiry and cancel, not by a second request; the wait for the customer is the merchant's to choose.
  alipayTransactionQr: { ...COMMON, payAnswerMs: 5_000, showRetries: 0, expiresAfterMs: 180_000 },
  alipayHkTransactionQr: { ...COMMON, payAnswerMs: 5_000, showRetries: 0, expiresAfterMs: 180_000 },
  alipayHkMerchantQr: { ...COMMON, payAnswerMs: 5_000, showRetries: 0, expiresAfterMs: 180_000 },
  // ams.md 7.1 "Consequence": OC +5 to 10 min, never 30 or more; UPM +3 min.
  alipayOrderCode: { ...COMMON, payAnswerMs: 10_000, showRetries: 3, expiresAfterMs: 300_000 },
  alipayUserPresented: { ...COMMON, payAnswerMs: 5_000, showRetries: 0, expiresAfterMs: 180_000 },
} as const satisfies Record<PaymentProduct, ProductTiming>;

/** Waits of a refund. A refund that the gateway works on is asked about for as long as it takes (legacy.md 4.A.4: up to 180 nights). */
export interface RefundTiming {
  /** One call may take this long. */
  readonly callMs: number;
  /** Pauses between the first inquiries after an answer that did not end it. */
  readonly askEveryMs: number;
  /** Inquiries at that pace. */
  readonly asksMax: number;
  /** Then the pause grows by doubling from `first` to `most`, also for one in the gateway's queue: that may be done in seconds, or in a night. */
  readonly laterEveryMs: { readonly first: number; readonly most: number };
}
export const REFUND_TIMING: RefundTiming = { callMs: 10_000, askEveryMs: 3_000, asksMax: 10, laterEveryMs: { first: 10_000, most: 900_000 } };
