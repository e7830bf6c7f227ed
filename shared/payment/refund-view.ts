import type { ErrorCode } from '../errors/registry.ts';
import type { Currency, Minor } from '../money.ts';
import type { PaymentProduct } from './products.ts';
import type { RefundReasonClass } from './reason-classes.ts';
import type { RefundState, RefundWay } from './refund-machine.ts';
import type { CallTrouble } from './view.ts';

/** One refund as everybody outside the engine sees it: what is on disk, plus how far the till is with asking. Times are UTC ms. */
export interface RefundFacts {
  readonly refundId: string;
  readonly attemptId: string;
  /** Null for found money that is being given back. */
  readonly returnId: string | null;
  readonly product: PaymentProduct;
  readonly way: RefundWay;
  readonly state: RefundState;
  readonly amountMinor: Minor;
  readonly currency: Currency;
  readonly refundReference: string;
  readonly merchantReference: string;
  readonly startedAtMs: number;
  readonly stateSinceMs: number;
  /** When the till asks the gateway next; null while it does not wait for that. */
  readonly nextAskAtMs: number | null;
  readonly asksDone: number;
  /** The gateway's last code, shown small for the engineer. */
  readonly gatewayCode: string | null;
  /** Why it was refused, or that the shop's set-up is at fault; null when there is nothing to say. */
  readonly reason: RefundReasonClass | null;
  readonly error: ErrorCode | null;
  readonly trouble: CallTrouble | null;
  readonly canAskNow: boolean;
  readonly canRetry: boolean;
}
