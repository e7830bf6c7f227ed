import { callText } from './evidence.ts';
import type { RefundResult } from './provider.ts';

/** What one call, inquiry or notification proves about a refund. */
export type RefundVerdict =
  | { readonly kind: 'refunded'; readonly gatewayRefundId: string | null; readonly refundedAtMs: number | null }
  | { readonly kind: 'refused'; readonly reason: string }
  /** Verified: taken, and not done yet. */
  | { readonly kind: 'accepted'; readonly gatewayRefundId: string | null }
  /** Verified: after an accepted cancel the payment still stands. */
  | { readonly kind: 'stillPaid' }
  /** Verified: the gateway does not know it. The same request may be sent again. */
  | { readonly kind: 'absent' }
  /** No byte of the request left. */
  | { readonly kind: 'notSent' }
  | { readonly kind: 'nothing' };

/** A call as the journal keeps it. */
export interface RefundCall {
  readonly service: 'refund' | 'inquireRefund' | 'cancel' | 'inquire' | 'notification';
  readonly outcome: string;
  readonly gatewayCode: string | null;
}

/** Judges the answer to a refund or to an inquiry about one: its outcome counts only when the call brought a verified answer (payments.md rule 2). */
export function judgeRefund({ call, refund }: RefundResult): RefundVerdict {
  if (call.kind === 'notSent') return { kind: 'notSent' };
  if (call.kind !== 'answered') return { kind: 'nothing' };
  switch (refund.kind) {
    case 'refunded':
      return { kind: 'refunded', gatewayRefundId: refund.gatewayRefundId, refundedAtMs: refund.refundedAtMs };
    case 'refused':
      return { kind: 'refused', reason: refund.reason };
    case 'inProcess':
      return { kind: 'accepted', gatewayRefundId: refund.gatewayRefundId };
    case 'notFound':
      return { kind: 'absent' };
    case 'unknown':
      return { kind: 'nothing' };
  }
}

/** The reason of a refusal where it has its own code, else the answer's; null without a verified answer. */
export function refundCode({ call, refund }: RefundResult): string | null {
  if (call.kind !== 'answered') return null;
  return refund.kind === 'refused' ? refund.reason : call.gatewayCode;
}

/** What to journal of a refund call. */
export const refundCall = (service: RefundCall['service'], result: RefundResult): RefundCall => ({
  service, outcome: `${callText(result.call)} ${result.refund.kind}`, gatewayCode: refundCode(result),
});
