import type { ErrorCode } from '../errors/registry.ts';
import type { Currency, Minor } from '../money.ts';
import type { AttemptState } from './machine.ts';
import type { PaymentProduct } from './products.ts';
import type { ReasonClass } from './reason-classes.ts';

/**
 * Why the last call brought nothing to believe, for whoever stands before it: `line` no answer came, `gateway` it has trouble of its own,
 * `keys` it answers, but not under the shop's keys. Words only; money never follows from it.
 */
export const CALL_TROUBLES = ['line', 'gateway', 'keys'] as const;
export type CallTrouble = (typeof CALL_TROUBLES)[number];

/** One attempt as everybody outside the engine sees it: what is on disk, plus how far the till is with asking. Times are UTC ms. */
export interface AttemptView {
  readonly attemptId: string;
  /** Null for money that arrived on the shop's printed code. */
  readonly saleId: string | null;
  readonly product: PaymentProduct;
  readonly state: AttemptState;
  readonly amountMinor: Minor;
  readonly currency: Currency;
  readonly merchantReference: string;
  readonly startedAtMs: number;
  readonly stateSinceMs: number;
  /** After this the payment can no longer succeed. */
  readonly expiresAtMs: number;
  /** When the till asks the gateway next; null while it does not wait for that. */
  readonly nextAskAtMs: number | null;
  readonly inquiriesDone: number;
  /** Inquiries before the till cancels; 0 in states that do not count them. */
  readonly inquiriesMax: number;
  /** When asking gives way to cancelling (about), the shown code expires, or a cancelled payment can no longer arrive. */
  readonly budgetEndsAtMs: number | null;
  /** Only while the state is `shown`: the code leaves every screen with the state (payments.md rule 9). */
  readonly orderCode: { readonly text: string; readonly expiresAtMs: number } | null;
  /** The gateway says the payment exists and the customer has not finished: "confirm on your phone". */
  readonly customerIsAsked: boolean;
  /** The gateway's last code, shown small for the engineer. */
  readonly gatewayCode: string | null;
  /** Why it was declined, or that the shop's set-up is at fault; null when there is nothing to say. */
  readonly reason: ReasonClass | null;
  readonly error: ErrorCode | null;
  /** Null also once an answer could be believed again. */
  readonly trouble: CallTrouble | null;
  /** A supervisor called it paid, and that is not settled yet. */
  readonly asserted: boolean;
  readonly canCancel: boolean;
  readonly canAskNow: boolean;
  readonly canAssertPaid: boolean;
  /** Something impossible or contradictory was recorded for this attempt since the till started. */
  readonly anomaly: boolean;
}
