import { isCurrency, minor, MINOR_MAX, type Currency, type Minor } from '../../../shared/money.ts';
import type { CallOutcome, CallResult, CancelOutcome, CancelResult, PaidEvidence, PaymentOutcome } from '../../payments/provider.ts';
import { isMasked, tidyCode } from '../text.ts';
import { fromIso, orderCodeText, type AmsBody } from './wire.ts';

/**
 * What AMS answers mean (ams.md 5.2, 5.4, 5.6, 6), as data. `resultStatus` decides; the tables hold only the codes where an `F` is
 * not the last word, because it leaves room for a payment under the same id. A code nobody has documented obeys its status alone
 * (ams.md 6, head).
 *
 * Classes: ask = inquire, repeat = same call again, final = new attempt needs a new id, setup = configuration, customer = tell them.
 */
export type CodeClass = 'ask' | 'repeat' | 'final' | 'setup' | 'customer';

const ask = { class: 'ask', payment: 'unknown' } as const;
const final = { class: 'final', payment: 'declined' } as const;
const setup = { class: 'setup', payment: 'declined' } as const;
const customer = { class: 'customer', payment: 'declined' } as const;

export interface PayRow {
  readonly class: CodeClass;
  readonly payment: 'unknown' | 'declined';
}

/** Refusals that come before any payment exists, for every operation (ams.md 6.1). */
const SETUP_CODES = {
  INVALID_SIGNATURE: setup, SIGNATURE_INVALID: setup, KEY_NOT_FOUND: setup, INVALID_CLIENT: setup, CLIENT_INVALID: setup, UNKNOWN_CLIENT: setup, INVALID_CLIENT_STATUS: setup,
  CLIENT_FORBIDDEN_ACCESS_API: setup, OAUTH_FAILED: setup, INVALID_ACCESS_TOKEN: setup, INVALID_TOKEN: setup, MEDIA_TYPE_NOT_ACCEPTABLE: setup, METHOD_NOT_SUPPORTED: setup,
  NO_INTERFACE_DEF: setup, INVALID_API: setup, PARAM_ILLEGAL: setup, ACCESS_DENIED: setup,
} as const satisfies Record<string, PayRow>;

/** Codes of pay answering `F` (ams.md 6.1, 6.2). */
export const PAY_CODES = {
  ...SETUP_CODES,
  // Documented as final, and still asked about before anybody says that nothing was charged (open-questions.md 11).
  SYSTEM_ERROR: ask,
  // These speak of a payment that exists under the id; the inquiry knows its state.
  ORDER_IS_CLOSED: ask, ORDER_IS_CANCELED: ask, REPEAT_REQ_INCONSISTENT: ask, ORDER_NOT_EXIST: ask, ORDER_STATUS_INVALID: ask,
  INVALID_PAYMENT_CODE: customer, INVALID_CODE: customer, EXPIRED_CODE: customer, USER_BALANCE_NOT_ENOUGH: customer, USER_AMOUNT_EXCEED_LIMIT: customer,
  PAYMENT_AMOUNT_EXCEED_LIMIT: customer, PAYMENT_COUNT_EXCEED_LIMIT: customer, USER_KYC_NOT_QUALIFIED: customer, USER_NOT_EXIST: customer, USER_STATUS_ABNORMAL: customer,
  USER_PAYMENT_VERIFICATION_FAILED: customer, PAYMENT_NOT_QUALIFIED: customer, RISK_REJECT: customer, FRAUD_REJECT: customer, REGULATION_RESTRICTION: customer,
  NO_PAY_OPTIONS: customer, NO_PAY_OPTION: customer, UNAVAILABLE_PAYMENT_METHOD: customer, BUSINESS_NOT_SUPPORT: customer,
  CURRENCY_NOT_SUPPORT: setup, SETTLE_CONTRACT_NOT_MATCH: setup, INVALID_CONTRACT: setup, INVALID_MERCHANT_STATUS: setup, MERCHANT_KYB_NOT_QUALIFIED: setup, MERCHANT_NOT_REGISTERED: setup,
  PROCESS_FAIL: final,
} as const satisfies Record<string, PayRow>;
const UNKNOWN_PAY_CODE: PayRow = final;

export interface CancelRow {
  readonly class: CodeClass;
  readonly cancel: 'unknown' | 'refused' | 'nothingThere';
}

/** Codes of cancel answering `F` (ams.md 5.6, 6.4). ORDER_NOT_EXIST is no promise: a valid code may yet be scanned (open-questions.md 10, 12). */
export const CANCEL_CODES = {
  CANCEL_WINDOW_EXCEED: { class: 'final', cancel: 'refused' },
  ORDER_STATUS_INVALID: { class: 'ask', cancel: 'refused' },
  ORDER_NOT_EXIST: { class: 'ask', cancel: 'nothingThere' },
  SYSTEM_ERROR: { class: 'repeat', cancel: 'unknown' },
  PROCESS_FAIL: { class: 'repeat', cancel: 'unknown' },
} as const satisfies Record<string, CancelRow>;
/** ams.md 5.6: "other F: SDK retries then alarms". */
const UNKNOWN_CANCEL_CODE: CancelRow = { class: 'repeat', cancel: 'unknown' };
const SETUP_CANCEL_CODE: CancelRow = { class: 'setup', cancel: 'refused' };

const row = <T>(table: Readonly<Record<string, T>>, code: string, fallback: T): T => (Object.hasOwn(table, code) ? (table[code] ?? fallback) : fallback);
const isSetup = (code: string): boolean => Object.hasOwn(SETUP_CODES, code);

/** The class of a pay code, for wording and alarms; `known` is false for codes nobody has documented. */
export const payCodeClass = (code: string): { readonly class: CodeClass; readonly known: boolean } => ({ class: row<PayRow>(PAY_CODES, code, UNKNOWN_PAY_CODE).class, known: Object.hasOwn(PAY_CODES, code) });

/** `paymentStatus` of an inquiry, compared without case (ams.md 5.4). */
const STATUSES: Readonly<Record<string, 'paid' | 'declined' | 'closed' | 'waiting'>> = { SUCCESS: 'paid', FAIL: 'declined', CANCELLED: 'closed', PROCESSING: 'waiting', PENDING: 'waiting' };

/** A verified answer, or what the call came to without one. */
export type AmsReply =
  | { readonly kind: 'noReply'; readonly call: CallOutcome }
  | { readonly kind: 'answer'; readonly status: 'S' | 'F' | 'U'; readonly code: string; readonly body: AmsBody };

/** What the till knows about the payment an answer must speak of. */
export interface Expected {
  readonly merchantReference: string;
  readonly amountMinor: Minor;
  readonly currency: Currency;
  readonly gatewayPaymentId: string | null;
}

const unreadable = (detail: string): CallOutcome => ({ kind: 'unreadable', detail });
const nothing = (call: CallOutcome): CallResult => ({ call, payment: { kind: 'unknown' } });
const answered = (code: string): CallOutcome => ({ kind: 'answered', gatewayCode: tidyCode(code) });

/** The gateway's payment id; null when the answer has none, or one longer than the protocol allows (ams.md 5.1). */
const paymentId = (body: AmsBody): string | null => {
  const id = body.text('paymentId');
  return id !== '' && id.length <= 64 ? id : null;
};

/**
 * `other`: the answer names another payment. `bound`: it names this one. `unnamed`: it names none, which refusals often do not.
 * The shop's own id decides; the gateway's id only speaks when that one is missing.
 */
function binding(body: AmsBody, expected: Expected): 'bound' | 'unnamed' | 'other' {
  const reference = body.text('paymentRequestId');
  if (reference !== '') return reference === expected.merchantReference ? 'bound' : 'other';
  const id = paymentId(body);
  if (id === null || expected.gatewayPaymentId === null) return 'unnamed';
  return id === expected.gatewayPaymentId ? 'bound' : 'other';
}

/** The stated amount: null when absent, `mismatch` when it is not exactly what was asked (ams.md 3.5). */
function amountOf(body: AmsBody, expected: Expected): Minor | null | 'mismatch' {
  if (!body.has('paymentAmount')) return null;
  const { value, currency } = { value: body.at('paymentAmount').text('value'), currency: body.at('paymentAmount').text('currency') };
  if (!/^\d{1,13}$/.test(value) || Number(value) > MINOR_MAX || !isCurrency(currency)) return 'mismatch';
  return minor(Number(value)) === expected.amountMinor && currency === expected.currency ? expected.amountMinor : 'mismatch';
}

/**
 * pay in order-code mode (ams.md 5.2). `S` never means paid here; the presence of a code decides, with `S` as with `U`. A code is shown
 * only when the answer names our id and our amount, because what it charges was fixed when it was made.
 */
export function decidePay(reply: AmsReply, expected: Expected, expiresAtMs: number): CallResult {
  if (reply.kind === 'noReply') return nothing(reply.call);
  const { body, code } = reply;
  const named = binding(body, expected);
  if (named === 'other') return nothing(unreadable('wrongReference'));
  if (reply.status === 'F') {
    const verdict = row<PayRow>(PAY_CODES, code, UNKNOWN_PAY_CODE).payment;
    return { call: answered(code), payment: verdict === 'declined' ? { kind: 'declined', reason: tidyCode(code) } : { kind: 'unknown' } };
  }
  const text = orderCodeText(body);
  if (text === null) return nothing(reply.status === 'S' ? unreadable('noCode') : answered(code));
  if (named !== 'bound') return nothing(unreadable('noReference'));
  if (amountOf(body, expected) === 'mismatch') return nothing(unreadable('amountMismatch'));
  // ams.md 5.2: shown until the earlier of the two; an unreadable time leaves ours.
  const gatewayExpiry = fromIso(body.at('orderCodeForm').text('expireTime'));
  return { call: answered(code), payment: { kind: 'codeReady', text, expiresAtMs: Math.min(gatewayExpiry ?? expiresAtMs, expiresAtMs), gatewayPaymentId: paymentId(body) } };
}

/** Whether a payment that is now cancelled had been paid: it carries the time it was (ams.md 5.4). [inferred] */
const wasPaid = (body: AmsBody): boolean => body.text('paymentTime') !== '';

function paid(reply: Extract<AmsReply, { kind: 'answer' }>, expected: Expected): CallResult {
  const { body, code } = reply;
  const id = paymentId(body);
  if (id === null) return nothing(unreadable('noPaymentId'));
  const amount = amountOf(body, expected);
  // ams.md 5.4: the amount is a required field of this answer; without it there is nothing to compare with the bill.
  if (amount === 'mismatch' || amount === null) return nothing(unreadable(amount === null ? 'noAmount' : 'amountMismatch'));
  const payer = body.at('pspCustomerInfo');
  const login = payer.text('displayCustomerId');
  const evidence: PaidEvidence = {
    gatewayPaymentId: id,
    amountMinor: amount,
    currency: expected.currency,
    paidAtMs: fromIso(body.text('paymentTime')),
    payerHint: isMasked(login) ? login : null,
    wallet: tidyCode(payer.text('pspName')) || null,
  };
  return { call: answered(code), payment: { kind: 'paid', evidence } };
}

/** inquiryPayment (ams.md 5.4): `result` is the query's, `paymentStatus` the payment's. */
export function decideInquiry(reply: AmsReply, expected: Expected): CallResult {
  if (reply.kind === 'noReply') return nothing(reply.call);
  const { body, code } = reply;
  const named = binding(body, expected);
  if (named === 'other') return nothing(unreadable('wrongReference'));
  if (reply.status !== 'S') {
    const payment: PaymentOutcome = { kind: reply.status === 'F' && code === 'ORDER_NOT_EXIST' ? 'notFound' : 'unknown' };
    return { call: answered(code), payment };
  }
  const status = row<'paid' | 'declined' | 'closed' | 'waiting' | null>(STATUSES, body.text('paymentStatus').toUpperCase(), null);
  if (status === null) return nothing(answered(code));
  if (status === 'waiting') return { call: answered(code), payment: { kind: 'waiting', gatewayPaymentId: paymentId(body) } };
  if (named !== 'bound') return nothing(unreadable('noReference'));
  if (status === 'paid') return paid(reply, expected);
  const reason = tidyCode(body.text('paymentResultCode'));
  // ams.md 6.3: this result code means closed or cancelled, not refused.
  if (status === 'closed' || reason === 'ORDER_IS_CLOSED') return { call: answered(code), payment: { kind: 'closed', wasPaid: wasPaid(body) } };
  return { call: answered(code), payment: { kind: 'declined', reason: reason || 'FAIL' } };
}

/** cancel (ams.md 5.6, 6.4). The gateway does not say whether money went back. */
export function decideCancel(reply: AmsReply, expected: Expected): CancelResult {
  const again: CancelOutcome = { kind: 'unknown' };
  if (reply.kind === 'noReply') return { call: reply.call, cancel: again };
  const { body, code } = reply;
  if (binding(body, expected) === 'other') return { call: unreadable('wrongReference'), cancel: again };
  const call = answered(code);
  if (reply.status === 'S') return { call, cancel: { kind: 'accepted', refunded: null } };
  if (reply.status === 'U') return { call, cancel: again };
  const verdict = row<CancelRow>(CANCEL_CODES, code, isSetup(code) ? SETUP_CANCEL_CODE : UNKNOWN_CANCEL_CODE).cancel;
  return { call, cancel: verdict === 'refused' ? { kind: 'refused', reason: tidyCode(code) } : { kind: verdict } };
}
