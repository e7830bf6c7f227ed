import { amsVerdict } from '../../../shared/payment/ams-codes.ts';
import type { CallOutcome, RefundKey, RefundOutcome, RefundResult } from '../../payments/provider.ts';
import { unreadable } from '../calls.ts';
import { tidyCode } from '../text.ts';
import { gatewayId, statedAmount, type AmsBody } from './body.ts';
import { answered, type AmsReply } from './reply.ts';
import { fromIso } from './times.ts';

/** What AMS answers mean for a refund (ams.md 5.7, 5.8, 6.5). */

const nothing = (call: CallOutcome): RefundResult => ({ call, refund: { kind: 'unknown' } });

/**
 * Why an answer cannot be about this refund; null when nothing speaks against it. Two refunds of one payment differ in nothing but their id, so
 * an answer that settles one must name it (`mustName`).
 */
function objection(body: AmsBody, key: RefundKey, mustName: boolean): string | null {
  const reference = body.text('refundRequestId');
  if (reference !== '' && reference !== key.refundReference) return 'wrongReference';
  const payment = gatewayId(body, 'paymentId');
  if (payment !== null && key.payment.gatewayPaymentId !== null && payment !== key.payment.gatewayPaymentId) return 'wrongReference';
  if (reference === '' && mustName) return 'noReference';
  const amount = statedAmount(body, 'refundAmount');
  const isOurs = amount === null || (amount !== 'unreadable' && amount.amountMinor === key.amountMinor && amount.currency === key.payment.currency);
  return isOurs ? null : 'amountMismatch';
}

const refunded = (body: AmsBody): RefundOutcome => ({ kind: 'refunded', gatewayRefundId: gatewayId(body, 'refundId'), refundedAtMs: fromIso(body.text('refundTime')) });
const inProcess = (body: AmsBody): RefundOutcome => ({ kind: 'inProcess', gatewayRefundId: body.text('refundRequestId') === '' ? null : gatewayId(body, 'refundId') });

/** refund: `S` is refunded, `F` final for this refund's id, REFUND_IN_PROCESS under way (ams.md 5.7). */
export function decideRefund(reply: AmsReply, key: RefundKey): RefundResult {
  if (reply.kind === 'noReply') return nothing(reply.call);
  const { body, code } = reply;
  const { outcome } = amsVerdict('refund', reply.status, code);
  const why = objection(body, key, outcome === 'refunded');
  if (why !== null) return nothing(unreadable(why));
  const call = answered(code);
  switch (outcome) {
    case 'refunded':
      return { call, refund: refunded(body) };
    case 'inProcess':
      return { call, refund: inProcess(body) };
    case 'refused':
      return { call, refund: { kind: 'refused', reason: tidyCode(code) } };
    case 'unknown':
      return nothing(call);
  }
}

/** `refundStatus` of an inquiry or notification, compared without case (ams.md 5.8); PENDING by analogy with payments. [inferred] */
const REFUND_STATUSES: Readonly<Record<string, 'refunded' | 'refused' | 'inProcess'>> = { SUCCESS: 'refunded', FAIL: 'refused', PROCESSING: 'inProcess', PENDING: 'inProcess' };

/** What a message says of the refund; null for a status nobody has documented. */
export function refundStatusOf(body: AmsBody): 'refunded' | 'refused' | 'inProcess' | null {
  const status = body.text('refundStatus').toUpperCase();
  return Object.hasOwn(REFUND_STATUSES, status) ? (REFUND_STATUSES[status] ?? null) : null;
}

/** inquiryRefund (ams.md 5.8): `result` is the query's, `refundStatus` the refund's. */
export function decideInquiryRefund(reply: AmsReply, key: RefundKey): RefundResult {
  if (reply.kind === 'noReply') return nothing(reply.call);
  const { body, code } = reply;
  const { outcome } = amsVerdict('inquiryRefund', reply.status, code);
  const status = outcome === 'told' ? refundStatusOf(body) : null;
  const why = objection(body, key, status === 'refunded' || status === 'refused');
  if (why !== null) return nothing(unreadable(why));
  const call = answered(code);
  if (outcome !== 'told') return { call, refund: { kind: outcome } };
  switch (status) {
    case 'refunded':
      return { call, refund: refunded(body) };
    case 'inProcess':
      return { call, refund: inProcess(body) };
    case 'refused':
      // The answer has no field for why (ams.md 5.8).
      return { call, refund: { kind: 'refused', reason: 'FAIL' } };
    case null:
      return nothing(call);
  }
}
