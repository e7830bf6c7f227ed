import type { Currency, Minor } from '../../shared/money.ts';
import type { Presented } from '../../shared/payment/products.ts';
import type { CallTrouble } from '../../shared/payment/view.ts';
import type { CallOutcome, CallResult, CancelOutcome, CancelResult, PaidEvidence } from './provider.ts';

/** What one call to the gateway proves, after the checks that are the same for every gateway. */
export type Verdict =
  | { readonly kind: 'paid'; readonly evidence: PaidEvidence }
  /** Verified, but not the money that was asked for: no sale may follow from it. */
  | { readonly kind: 'mismatch'; readonly detail: string }
  | { readonly kind: 'codeReady'; readonly text: string; readonly expiresAtMs: number; readonly gatewayPaymentId: string | null }
  | { readonly kind: 'declined' }
  | { readonly kind: 'closed' }
  | { readonly kind: 'waiting'; readonly gatewayPaymentId: string | null }
  | { readonly kind: 'notFound' }
  /** No byte of the request left. */
  | { readonly kind: 'notSent' }
  | { readonly kind: 'nothing' };

/** What was asked for; `presented` because only a code the shop shows can be handed out. */
export interface Expected {
  readonly amountMinor: Minor;
  readonly currency: Currency;
  readonly presented: Presented;
}

/** How the clients say that a verified answer speaks of other money than was asked for; they compare before the engine does. */
const MISMATCH_DETAILS: readonly string[] = ['amountMismatch', 'currencyMismatch'];
/** Longest order code that can be journaled; the longest seen is under 200 characters (ams.md 4.10). */
const ORDER_CODE_LENGTH_MAX = 2_048;

/**
 * Judges a pay or inquiry result. The payment's outcome counts only when the call brought a verified answer (payments.md rule 2), and
 * "paid" only when amount and currency, where the gateway states them, are those of the attempt.
 */
export function judge(result: CallResult, expected: Expected): Verdict {
  if (result.call.kind === 'notSent') return { kind: 'notSent' };
  if (result.call.kind === 'unreadable' && MISMATCH_DETAILS.includes(result.call.detail)) return { kind: 'mismatch', detail: result.call.detail };
  if (result.call.kind !== 'answered') return { kind: 'nothing' };
  const payment = result.payment;
  switch (payment.kind) {
    case 'paid': {
      const { amountMinor, currency } = payment.evidence;
      const wrongAmount = amountMinor !== null && amountMinor !== expected.amountMinor;
      const wrongCurrency = currency !== null && currency !== expected.currency;
      if (!wrongAmount && !wrongCurrency) return { kind: 'paid', evidence: payment.evidence };
      return { kind: 'mismatch', detail: `asked ${expected.amountMinor} ${expected.currency}, paid ${amountMinor ?? '?'} ${currency ?? '?'}` };
    }
    case 'codeReady':
      if (expected.presented !== 'byShop' || payment.text === '' || payment.text.length > ORDER_CODE_LENGTH_MAX) return { kind: 'nothing' };
      return { kind: 'codeReady', text: payment.text, expiresAtMs: payment.expiresAtMs, gatewayPaymentId: payment.gatewayPaymentId };
    case 'declined':
      return { kind: 'declined' };
    case 'closed':
      return { kind: 'closed' };
    case 'waiting':
      return { kind: 'waiting', gatewayPaymentId: payment.gatewayPaymentId };
    case 'notFound':
      return { kind: 'notFound' };
    case 'unknown':
      return { kind: 'nothing' };
  }
}

/** What a cancel call proves: like a payment's outcome, it counts only with a verified answer. */
export const judgeCancel = (result: CancelResult): CancelOutcome => (result.call.kind === 'answered' ? result.cancel : { kind: 'unknown' });

/**
 * True when a cancel call may have taken effect, or may still: only verified refusals and calls that never left may not. That it found nothing does not end it: a line may
 * carry the request twice, and the copy would undo the payment that came to exist in between.
 */
export function mayHaveCancelled(result: CancelResult): boolean {
  switch (judgeCancel(result).kind) {
    case 'accepted':
    case 'nothingThere':
      return true;
    case 'refused':
      return false;
    case 'unknown':
      return result.call.kind !== 'notSent';
  }
}

/** The call's outcome in one word for journal and log, e.g. "answered", "noAnswer timeout", "httpError 502". */
export function callText(call: CallOutcome): string {
  switch (call.kind) {
    case 'answered':
      return 'answered';
    case 'httpError':
      return `httpError ${call.status}`;
    case 'noAnswer':
    case 'notSent':
    case 'unreadable':
    case 'badSignature':
      return `${call.kind} ${call.detail}`;
  }
}

/** What kept a call from bringing anything to believe, in the three ways that differ at the counter. */
export function troubleOf(call: CallOutcome): CallTrouble | null {
  switch (call.kind) {
    case 'answered':
      return null;
    case 'notSent':
      return 'line';
    case 'noAnswer':
      return call.detail === 'aborted' ? null : 'line';
    case 'httpError':
      return 'gateway';
    case 'unreadable':
      return MISMATCH_DETAILS.includes(call.detail) ? null : 'gateway';
    case 'badSignature':
      return 'keys';
  }
}

/** The gateway's code worth keeping: the reason of a refusal where it has its own, else the answer's; null without a verified answer. */
export function gatewayCode(result: CallResult | CancelResult): string | null {
  if (result.call.kind !== 'answered') return null;
  if ('payment' in result && result.payment.kind === 'declined') return result.payment.reason;
  if ('cancel' in result && result.cancel.kind === 'refused') return result.cancel.reason;
  return result.call.gatewayCode;
}
