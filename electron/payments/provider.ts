import type { Currency, Minor } from '../../shared/money.ts';
import type { PaymentProduct } from '../../shared/payment/products.ts';

/**
 * The door between the payment engine and a gateway client. The engine never sees XML or JSON; a client never decides what
 * happens next. Every call returns two outcomes (payments.md rule 2): what became of the call, and what a *verified* message
 * said about the payment. A client never throws for anything the network or the gateway does.
 */
export type CallOutcome =
  /** A verified, readable answer. `gatewayCode` is the gateway's own result or error code, for diagnostics and wording. */
  | { readonly kind: 'answered'; readonly gatewayCode: string }
  /** The connection was never made (refused, no route, name unknown, TLS refused): no byte of the request left. */
  | { readonly kind: 'notSent'; readonly detail: string }
  /** Sent, but no whole answer came in time. */
  | { readonly kind: 'noAnswer'; readonly detail: 'timeout' | 'connectionLost' | 'aborted' }
  /** HTTP status other than 200. */
  | { readonly kind: 'httpError'; readonly status: number }
  /** An answer that is not what the protocol promises (garbled, wrong ids, oversized). */
  | { readonly kind: 'unreadable'; readonly detail: string }
  /** An answer whose signature is missing or wrong: worth showing to an installer, never believed. */
  | { readonly kind: 'badSignature'; readonly detail: string; readonly gatewayCode: string | null };

export interface PaidEvidence {
  /** The gateway's number of the payment (legacy alipay_trans_id, AMS paymentId). */
  readonly gatewayPaymentId: string;
  /** As the gateway states it; null when its answer carries none (legacy PAY answers may omit it). */
  readonly amountMinor: Minor | null;
  readonly currency: Currency | null;
  /** UTC milliseconds, null when the answer carries no time. */
  readonly paidAtMs: number | null;
  /** Masked login such as "bu***@mail.example"; null when absent. */
  readonly payerHint: string | null;
  /** Wallet that paid, e.g. ALIPAY_CN, ALIPAYHK; null when absent. */
  readonly wallet: string | null;
}

export type PaymentOutcome =
  | { readonly kind: 'paid'; readonly evidence: PaidEvidence }
  /** Verified: not paid and never will be under this reference. `reason` is the gateway's code. */
  | { readonly kind: 'declined'; readonly reason: string }
  /** Verified: closed or cancelled on the gateway's side. `wasPaid`: money had been taken and was returned. */
  | { readonly kind: 'closed'; readonly wasPaid: boolean }
  /** Verified: exists, the customer has not finished (password page open, or code not yet paid). */
  | { readonly kind: 'waiting'; readonly gatewayPaymentId: string | null }
  /** Verified: an order code to show. `text` goes into the QR; null when only an image URL came. */
  | { readonly kind: 'codeReady'; readonly text: string; readonly expiresAtMs: number; readonly gatewayPaymentId: string | null }
  /** Verified: the gateway knows no such payment now. It may still arrive. */
  | { readonly kind: 'notFound' }
  /** Nothing that can be believed. */
  | { readonly kind: 'unknown' };

export interface CallResult {
  readonly call: CallOutcome;
  readonly payment: PaymentOutcome;
}

export type CancelOutcome =
  /** Verified: closed unpaid, or paid and money on its way back (`refunded` null when the gateway does not say). */
  | { readonly kind: 'accepted'; readonly refunded: boolean | null }
  /** Verified: can no longer be cancelled (window exceeded, already finished, ...). Inquire; a paid one needs a refund. */
  | { readonly kind: 'refused'; readonly reason: string }
  /**
   * Verified: the gateway knows no such payment now, so there was nothing to cancel (AMS ORDER_NOT_EXIST). A pay request still on its way, or a
   * code still in a customer's phone, may yet make it exist (open-questions.md 10, 12).
   */
  | { readonly kind: 'nothingThere' }
  /** Verified: failed for a passing reason, the same cancel may be sent again; or nothing believable came back. */
  | { readonly kind: 'unknown' };

export interface CancelResult {
  readonly call: CallOutcome;
  readonly cancel: CancelOutcome;
}

/** What the till asks a gateway for. All ids are made and journaled before the call. */
export interface PayRequest {
  readonly merchantReference: string;
  readonly amountMinor: Minor;
  readonly currency: Currency;
  /** Shown in the customer's wallet, at most 256 characters; the client shortens and cleans it for its protocol. */
  readonly description: string;
  /** The till's own bill number, e.g. the sale number. */
  readonly billNo: string;
  /** When the attempt was created: goes on the wire, so that a repeat carries the same bytes of meaning. UTC ms. */
  readonly createdAtMs: number;
  /** After this the payment can no longer succeed. UTC ms. */
  readonly expiresAtMs: number;
  /** Offset used for times on the wire that carry one, minutes east of UTC. */
  readonly offsetMinutes: number;
  /** Only for products presented by the customer: the scanned digits. Never stored or logged whole (payments.md rule 10). */
  readonly customerCode?: string;
  readonly goods: readonly { readonly id: string; readonly name: string; readonly unitPriceMinor: Minor; readonly quantityMilli: number }[];
}

/** Identifies a payment for inquiry and cancel; times are needed for windows and expiry. */
export interface PaymentKey {
  readonly merchantReference: string;
  readonly amountMinor: Minor;
  readonly currency: Currency;
  readonly gatewayPaymentId: string | null;
  readonly createdAtMs: number;
}

export type RefundOutcome =
  /** Verified: the money is on its way back. */
  | { readonly kind: 'refunded'; readonly gatewayRefundId: string | null; readonly refundedAtMs: number | null }
  /** Verified: nothing goes back under this reference, now or later. `reason` is the gateway's code. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** Verified: accepted, and not done yet (asynchronous refund, REFUND_IN_PROCESS). */
  | { readonly kind: 'inProcess'; readonly gatewayRefundId: string | null }
  /** Verified: the gateway knows no such refund now. The same one may be sent again. */
  | { readonly kind: 'notFound' }
  /** Nothing that can be believed, or verified: failed for a passing reason. */
  | { readonly kind: 'unknown' };

export interface RefundResult {
  readonly call: CallOutcome;
  readonly refund: RefundOutcome;
}

/** Identifies one refund of a payment. Made and journaled before the call; a repeat is the same in every field. */
export interface RefundKey {
  readonly payment: PaymentKey;
  readonly refundReference: string;
  readonly amountMinor: Minor;
  /** When the refund was created, UTC ms. */
  readonly createdAtMs: number;
}

export interface RefundRequest extends RefundKey {
  /** In the shop's words, at most 128 characters; may be empty. */
  readonly reason: string;
  readonly offsetMinutes: number;
}

export interface CallOptions {
  readonly deadlineMs: number;
  readonly signal?: AbortSignal;
}

export interface PaymentProvider {
  readonly product: PaymentProduct;
  /** Starts (or, for a code the shop shows, prepares) the payment. Repeating it with the same request is safe. */
  pay(request: PayRequest, options: CallOptions): Promise<CallResult>;
  inquire(key: PaymentKey, options: CallOptions): Promise<CallResult>;
  cancel(key: PaymentKey, options: CallOptions): Promise<CancelResult>;
  /**
   * Asks the gateway something harmless (an inquiry for a reference that cannot exist) to learn whether host, ids and keys
   * are right. Returns the gateway's own words; `verified` false means its answer did not carry a valid signature.
   */
  testConnection(options: CallOptions): Promise<ConnectionReport>;
}

export interface ConnectionReport {
  readonly reached: boolean;
  readonly verified: boolean;
  /** Gateway code or transport detail, shown as it is. */
  readonly said: string;
  readonly elapsedMs: number;
}

/** The part of a gateway client that gives money back; every product has one. */
export interface RefundProvider {
  /** Gives back `amountMinor` of a paid payment. Repeating it with the same request is safe: money moves once. */
  refund(request: RefundRequest, options: CallOptions): Promise<RefundResult>;
  inquireRefund(key: RefundKey, options: CallOptions): Promise<RefundResult>;
}

/** The shop's printed code (legacy.md 4.C). `text` is what the QR says, and the handle for every later call. */
export interface MerchantCodeRequest {
  readonly storeId: string;
  readonly storeName: string;
  readonly address: string;
}
export type MerchantCodeOutcome =
  /** Verified: the code as it is now. */
  | { readonly kind: 'code'; readonly text: string; readonly imageUrl: string | null }
  /** Verified: done (stop, restart, delete). */
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'unknown' };
export interface MerchantCodeResult {
  readonly call: CallOutcome;
  readonly code: MerchantCodeOutcome;
}
/** Creating the same store's code again answers the existing one, so an unknown outcome is resolved by repeating (legacy.md 4.C.1). */
export interface MerchantCodeProvider {
  create(request: MerchantCodeRequest, options: CallOptions): Promise<MerchantCodeResult>;
  modify(text: string, request: MerchantCodeRequest, options: CallOptions): Promise<MerchantCodeResult>;
  setStatus(text: string, status: 'STOP' | 'RESTART' | 'DELETE', options: CallOptions): Promise<MerchantCodeResult>;
}

/** A delivery at the till's notification door, as it came: nothing decoded, nothing trusted. */
export interface RawNotification {
  /** Path and query as received. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** What a verified notification says, in the till's terms. */
export interface NotificationMessage {
  /** The gateway's id of the message, or a digest of what it says: deliveries of one message share it (payments.md rule 8). */
  readonly messageId: string;
  readonly about: 'payment' | 'refund';
  readonly merchantReference: string | null;
  readonly refundReference: string | null;
  readonly gatewayPaymentId: string | null;
  /** As the gateway states them; null when absent. */
  readonly amountMinor: Minor | null;
  readonly currency: Currency | null;
  readonly says: 'paid' | 'waiting' | 'closed' | 'failed' | 'refunded' | 'other';
  readonly gatewayCode: string;
  readonly paidAtMs: number | null;
  readonly payerHint: string | null;
  readonly wallet: string | null;
}

export type NotificationReading =
  | { readonly kind: 'verified'; readonly product: PaymentProduct; readonly message: NotificationMessage }
  /** Not ours, not signed rightly, or not readable: never applied, answered without success. */
  | { readonly kind: 'rejected'; readonly why: 'badSignature' | 'wrongReceiver' | 'unreadable'; readonly detail: string };

/** One gateway account's side of the notification door. Verifies over the raw bytes; never throws for what came over the line. */
export interface NotificationReader {
  /** True when the target's path is this reader's. */
  takes(target: string): boolean;
  read(raw: RawNotification): NotificationReading;
  /** Asks the gateway whether the message is genuine (legacy notify_verify, optional); absent where the protocol has no such question. */
  confirm?(messageId: string, options: CallOptions): Promise<boolean | 'unknown'>;
  /** What to answer once the message is on disk; and what to answer to one that was rejected. */
  acknowledgement(): NotificationAnswer;
  refusal(why: Extract<NotificationReading, { kind: 'rejected' }>['why']): NotificationAnswer;
}
export interface NotificationAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}
