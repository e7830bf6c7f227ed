import type { Currency, Minor } from '../../../shared/money.ts';
import { amsVerdict } from '../../../shared/payment/ams-codes.ts';
import type { CallOutcome, CallResult, CancelOutcome, CancelResult, PaidEvidence, PaymentOutcome } from '../../payments/provider.ts';
import { unreadable } from '../calls.ts';
import { isMasked, tidyCode } from '../text.ts';
import { gatewayId, orderCodeText, statedAmount, type AmsBody } from './body.ts';
import { answered, callOf, type AmsAnswer, type AmsReply } from './reply.ts';
import { fromIso } from './times.ts';

/**
 * What AMS answers mean for a payment (ams.md 5.1 to 5.6). `resultStatus` decides; shared/payment/ams-codes.ts says where a code is not the
 * last word, because it leaves room for a payment under the same id.
 */

/** What the till knows about the payment an answer must speak of. */
export interface Expected {
  readonly merchantReference: string;
  readonly amountMinor: Minor;
  readonly currency: Currency;
  readonly gatewayPaymentId: string | null;
}

const nothing = (call: CallOutcome): CallResult => ({ call, payment: { kind: 'unknown' } });

/**
 * `other`: the answer names another payment. `bound`: it names this one. `unnamed`: it names none, which refusals often do not.
 * The shop's own id decides; the gateway's id only speaks when that one is missing.
 */
function binding(body: AmsBody, expected: Expected): 'bound' | 'unnamed' | 'other' {
  const reference = body.text('paymentRequestId');
  if (reference !== '') return reference === expected.merchantReference ? 'bound' : 'other';
  const id = gatewayId(body, 'paymentId');
  if (id === null || expected.gatewayPaymentId === null) return 'unnamed';
  return id === expected.gatewayPaymentId ? 'bound' : 'other';
}

/** The gateway's id of a payment that the answer names; an answer that does not say which one it means teaches nothing. */
const idOfBound = (body: AmsBody, named: 'bound' | 'unnamed'): string | null => (named === 'bound' ? gatewayId(body, 'paymentId') : null);

/** Who paid with what, as far as an answer or notification says (ams.md 4.9). An unmasked login goes nowhere. */
export function payerOf(body: AmsBody): Pick<PaidEvidence, 'paidAtMs' | 'payerHint' | 'wallet'> {
  const payer = body.at('pspCustomerInfo');
  const login = payer.text('displayCustomerId');
  return { paidAtMs: fromIso(body.text('paymentTime')), payerHint: isMasked(login) ? login : null, wallet: tidyCode(payer.text('pspName')) || null };
}

/**
 * A verified "paid". The amount is stated as it came: whether it is the one that was asked for is judged where both are known
 * (electron/payments/evidence.ts). One that cannot be read is no amount the till could have asked for.
 */
function paid({ body, code }: AmsAnswer, named: 'bound' | 'unnamed'): CallResult {
  if (named !== 'bound') return nothing(unreadable('noReference'));
  const id = gatewayId(body, 'paymentId');
  if (id === null) return nothing(unreadable('noPaymentId'));
  const amount = statedAmount(body, 'paymentAmount');
  if (amount === null) return nothing(unreadable('noAmount'));
  if (amount === 'unreadable') return nothing(unreadable('amountMismatch'));
  return { call: answered(code), payment: { kind: 'paid', evidence: { gatewayPaymentId: id, ...amount, ...payerOf(body) } } };
}

/**
 * pay in order-code mode (ams.md 5.2). `S` never means paid here; the presence of a code decides, with `S` as with `U`. A code is shown
 * only when the answer names our id and our amount, because what it charges was fixed when it was made.
 */
export function decideOrderCode(reply: AmsReply, expected: Expected, expiresAtMs: number): CallResult {
  if (reply.kind === 'noReply') return nothing(reply.call);
  const { body, code } = reply;
  const named = binding(body, expected);
  if (named === 'other') return nothing(unreadable('wrongReference'));
  if (reply.status === 'F') return refused(reply);
  const text = orderCodeText(body);
  if (text === null) return nothing(reply.status === 'S' ? unreadable('noCode') : answered(code));
  if (named !== 'bound') return nothing(unreadable('noReference'));
  const amount = statedAmount(body, 'paymentAmount');
  const isOurs = amount === null || (amount !== 'unreadable' && amount.amountMinor === expected.amountMinor && amount.currency === expected.currency);
  if (!isOurs) return nothing(unreadable('amountMismatch'));
  // ams.md 5.2: shown until the earlier of the two; an unreadable time leaves ours.
  const gatewayExpiry = fromIso(body.at('orderCodeForm').text('expireTime'));
  return { call: answered(code), payment: { kind: 'codeReady', text, expiresAtMs: Math.min(gatewayExpiry ?? expiresAtMs, expiresAtMs), gatewayPaymentId: gatewayId(body, 'paymentId') } };
}

/** pay with the customer's code (ams.md 5.1): `S` is paid, `U` with PAYMENT_IN_PROCESS is a customer who still has to confirm. */
export function decidePresented(reply: AmsReply, expected: Expected): CallResult {
  if (reply.kind === 'noReply') return nothing(reply.call);
  const named = binding(reply.body, expected);
  if (named === 'other') return nothing(unreadable('wrongReference'));
  switch (reply.status) {
    case 'S':
      return paid(reply, named);
    case 'F':
      return refused(reply);
    case 'U': {
      const waits = amsVerdict('pay', 'U', reply.code).outcome === 'waiting';
      return { call: answered(reply.code), payment: waits ? { kind: 'waiting', gatewayPaymentId: idOfBound(reply.body, named) } : { kind: 'unknown' } };
    }
  }
}

/** `F` to pay: final for this id, unless the code speaks of a payment that exists under it (ams.md 6.1, 6.2). */
function refused({ code }: AmsAnswer): CallResult {
  const isFinal = amsVerdict('pay', 'F', code).outcome === 'declined';
  return { call: answered(code), payment: isFinal ? { kind: 'declined', reason: tidyCode(code) } : { kind: 'unknown' } };
}

/** `paymentStatus` of an inquiry, compared without case; PENDING stands in an SDK only (ams.md 5.4). */
const PAYMENT_STATUSES: Readonly<Record<string, 'paid' | 'declined' | 'closed' | 'waiting'>> = { SUCCESS: 'paid', FAIL: 'declined', CANCELLED: 'closed', PROCESSING: 'waiting', PENDING: 'waiting' };

/** What an inquiry says of the payment; null for a status nobody has documented. */
export function paymentStatusOf(body: AmsBody): 'paid' | 'declined' | 'closed' | 'waiting' | null {
  const status = body.text('paymentStatus').toUpperCase();
  return Object.hasOwn(PAYMENT_STATUSES, status) ? (PAYMENT_STATUSES[status] ?? null) : null;
}

/** ams.md 6.3: as a payment's result code this means closed or cancelled, not refused. */
export const CLOSED_RESULT_CODE = 'ORDER_IS_CLOSED';

/** Whether a payment that is now cancelled had been paid: it carries the time it was (ams.md 5.4). [inferred] */
const wasPaid = (body: AmsBody): boolean => body.text('paymentTime') !== '';

/** inquiryPayment (ams.md 5.4): `result` is the query's, `paymentStatus` the payment's. */
export function decideInquiry(reply: AmsReply, expected: Expected): CallResult {
  if (reply.kind === 'noReply') return nothing(reply.call);
  const { body, code } = reply;
  const named = binding(body, expected);
  if (named === 'other') return nothing(unreadable('wrongReference'));
  const { outcome } = amsVerdict('inquiryPayment', reply.status, code);
  if (outcome !== 'told') return { call: answered(code), payment: { kind: outcome } };
  const status = paymentStatusOf(body);
  if (status === null) return nothing(answered(code));
  const call = answered(code);
  if (status === 'waiting') return { call, payment: { kind: 'waiting', gatewayPaymentId: idOfBound(body, named) } };
  if (named !== 'bound') return nothing(unreadable('noReference'));
  if (status === 'paid') return paid(reply, named);
  const reason = tidyCode(body.text('paymentResultCode'));
  const payment: PaymentOutcome = status === 'closed' || reason === CLOSED_RESULT_CODE ? { kind: 'closed', wasPaid: wasPaid(body) } : { kind: 'declined', reason: reason || 'FAIL' };
  return { call, payment };
}

/** cancel (ams.md 5.6, 6.4). The gateway does not say whether money went back. */
export function decideCancel(reply: AmsReply, expected: Expected): CancelResult {
  const again: CancelOutcome = { kind: 'unknown' };
  if (reply.kind === 'noReply') return { call: reply.call, cancel: again };
  if (binding(reply.body, expected) === 'other') return { call: unreadable('wrongReference'), cancel: again };
  const call = callOf(reply);
  const { outcome } = amsVerdict('cancel', reply.status, reply.code);
  switch (outcome) {
    case 'accepted':
      return { call, cancel: { kind: 'accepted', refunded: null } };
    case 'refused':
      return { call, cancel: { kind: 'refused', reason: tidyCode(reply.code) } };
    case 'nothingThere':
    case 'unknown':
      return { call, cancel: { kind: outcome } };
  }
}
