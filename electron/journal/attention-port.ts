import type { Entry, NotificationEffect } from '../../shared/journal/entries.ts';
import type { Currency, Minor } from '../../shared/money.ts';
import type { Gateway, PaymentProduct } from '../../shared/payment/products.ts';
import type { AttemptRow } from './port.ts';

/** A notification as it was stored, and what it led to. */
export interface NotificationRow {
  readonly notificationId: string;
  readonly gateway: Gateway;
  readonly messageId: string;
  readonly product: PaymentProduct;
  readonly about: 'payment' | 'refund';
  readonly says: string;
  readonly gatewayCode: string;
  readonly merchantReference: string | null;
  readonly refundReference: string | null;
  readonly gatewayPaymentId: string | null;
  readonly amountMinor: Minor | null;
  readonly currency: Currency | null;
  readonly paidAtMs: number | null;
  readonly payerHint: string | null;
  readonly wallet: string | null;
  readonly receivedAtMs: number;
  /** Null until it is applied. */
  readonly appliedAs: NotificationEffect | null;
  readonly attemptId: string | null;
  readonly refundId: string | null;
}

/** A code of the shop, as the gateway was last known to have it. */
export interface MerchantCodeRow {
  readonly codeId: string;
  readonly product: PaymentProduct;
  readonly text: string;
  readonly storeId: string;
  readonly storeName: string;
  readonly address: string;
  readonly state: 'active' | 'stopped' | 'deleted';
  readonly createdAtMs: number;
  readonly stateAtMs: number;
  readonly printedAtMs: number | null;
  /** Something was asked of the gateway and its answer is missing. */
  readonly inDoubt: boolean;
}

/** Reads for whatever needs somebody's attention: asserted payments, notifications, the printed code. */
export interface AttentionReads {
  /** Payment entries of an attempt, oldest first. */
  attemptHistory(attemptId: string): readonly Entry[];
  /** Called paid by a supervisor, and neither confirmed nor written off; oldest first. */
  assertedOpen(): readonly AttemptRow[];
  /** Null when no such message was stored: deliveries of one message share its id. */
  notificationOf(gateway: Gateway, messageId: string): NotificationRow | null;
  notification(notificationId: string): NotificationRow | null;
  /** Stored and not yet applied, oldest first: a crash came between. */
  notificationsNotApplied(): readonly NotificationRow[];
  /** Those that call an ended payment paid, until the gateway's word on it counts; oldest first. */
  notificationsInDoubt(): readonly NotificationRow[];
  /** Those that led nowhere and that nobody has taken note of; newest first. */
  notificationsUnmatched(limit: number): readonly NotificationRow[];
  /** Newest first, deleted ones too. */
  merchantCodes(): readonly MerchantCodeRow[];
  merchantCodeHistory(codeId: string): readonly Entry[];
}
