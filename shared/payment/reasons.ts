import { AMS_CODES, AMS_GATEWAY_CODES } from './ams-codes.ts';
import type { Gateway } from './products.ts';

/**
 * Why a gateway said no, as far as words at the counter differ:
 * - balance: not enough money behind the wallet; another way to pay in the wallet, or another tender.
 * - scanAgain: the code was stale or unreadable; the customer refreshes it and it is scanned again.
 * - limit: the amount is above a limit of the customer or the contract.
 * - customerAccount: the customer must do something in the wallet first, or this account cannot pay here.
 * - refused: risk or rules; nothing more is said to the customer than "not accepted".
 * - startAgain: this payment has run out or ended at the gateway; the same again is a new one.
 * - inProcess: the customer has not finished on the phone.
 * - gateway: the gateway has trouble of its own, or is too busy.
 * - tooLate: the time for this is over.
 * - configuration: the shop's own set-up is at fault; no customer will get further.
 * - other: anything else, shown with the gateway's code.
 */
export const REASON_CLASSES = ['balance', 'scanAgain', 'limit', 'customerAccount', 'refused', 'startAgain', 'inProcess', 'gateway', 'tooLate', 'configuration', 'other'] as const;
export type ReasonClass = (typeof REASON_CLASSES)[number];

const inClass = <C extends ReasonClass>(reason: C, ...codes: readonly string[]): Record<string, C> => Object.fromEntries(codes.map((code) => [code, reason]));

/** The classes of one table's codes. */
const reasonsOf = <R extends string>(codes: Readonly<Record<string, { readonly reason: R }>>): Record<string, R> =>
  Object.fromEntries(Object.entries(codes).map(([code, { reason }]) => [code, reason]));

const AMS_ANY = reasonsOf<'configuration' | 'gateway'>(AMS_GATEWAY_CODES);

/** Gateway codes by the class of their wording; a code that is absent is `other`. Never used to decide about money. */
export const GATEWAY_REASONS: Record<Gateway, Readonly<Record<string, ReasonClass>>> = {
  // legacy.md 10.1 (any service) and 10.2 (spot.pay)
  legacy: {
    ...inClass('balance', 'BUYER_BALANCE_NOT_ENOUGH', 'BUYER_BANKCARD_BALANCE_NOT_ENOUGH'),
    ...inClass('scanAgain', 'SOUNDWAVE_PARSER_FAIL', 'PULL_MOBILE_CASHIER_FAIL', 'TRADE_BUYER_NOT_MATCH'),
    ...inClass(
      'limit', 'BEYOND_PAY_RESTRICTION', 'BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR', 'BUYER_PAYMENT_AMOUNT_MONTH_LIMIT_ERROR', 'BEYOND_PER_RECEIPT_RESTRICTION',
      'TOTAL_FEE_EXCEED',
    ),
    ...inClass(
      'customerAccount', 'BUYER_NOT_EXIST', 'BUYER_ENABLE_STATUS_FORBID', 'BUYER_SELLER_EQUAL', 'ERROR_BUYER_CERTIFY_LEVEL_LIMIT', 'ERROR_BALANCE_PAYMENT_DISABLE',
      'MOBILE_PAYMENT_SWITCH_OFF', 'USER_FACE_PAYMENT_SWITCH_OFF', 'CLIENT_VERSION_NOT_MATCH', 'NO_PAYMENT_INSTRUMENTS_AVAILABLE',
    ),
    ...inClass('refused', 'PAYMENT_FAIL', 'PAYMENT_REQUEST_HAS_RISK', 'REASON_TRADE_BEEN_FREEZEN'),
    ...inClass(
      'configuration', 'ILLEGAL_SIGN', 'ILLEGAL_SIGN_TYPE', 'ILLEGAL_DYN_MD5_KEY', 'ILLEGAL_ENCRYPT', 'ILLEGAL_ARGUMENT', 'INVALID_PARAMETER', 'ILLEGAL_SERVICE',
      'ILLEGAL_PARTNER', 'ILLEGAL_EXTERFACE', 'ILLEGAL_PARTNER_EXTERFACE', 'ILLEGAL_SECURITY_PROFILE', 'ILLEGAL_USER', 'ILLEGAL_AGENT', 'ILLEGAL_CHARSET',
      'INVALID_CHARACTER_SET', 'HAS_NO_PRIVILEGE', 'ILLEGAL_TARGET_SERVICE', 'ILLEGAL_ACCESS_SWITCH_SYSTEM', 'EXTERFACE_IS_CLOSED', 'EXIST_FORBIDDEN_WORD',
      'SELLER_NOT_EXIST', 'PARTNER_ERROR', 'ACCESS_FORBIDDEN', 'ERROR_SELLER_CERTIFY_LEVEL_LIMIT', 'UN_SUPPORT_BIZ_TYPE', 'INVALID_RECEIVE_ACCOUNT',
      'TRADE_SETTLE_ERROR', 'ROYALTY_INFO_VALIDATE_FAIL', 'INVALID_STORE_ID', 'SELLER_BEEN_BLOCKED', 'CONTEXT_INCONSISTENT', 'TRADE_ROLE_ERROR', 'AGREEMENT_NOT_EXIST',
    ),
  },
  ams: { ...AMS_ANY, ...reasonsOf(AMS_CODES.cancel), ...reasonsOf(AMS_CODES.registration), ...reasonsOf(AMS_CODES.inquiryPayment), ...reasonsOf(AMS_CODES.pay) },
};

/** The class of a gateway's code; `other` for one that is unknown or absent. */
export function reasonClass(gateway: Gateway, code: string | null): ReasonClass {
  const table = GATEWAY_REASONS[gateway];
  return code !== null && Object.hasOwn(table, code) ? (table[code] ?? 'other') : 'other';
}

/**
 * Why a refund was not made, as far as words differ:
 * - tooLate: the time for refunds is over. tooMuch: more than what is left of the payment. wholeOnly, onceOnly: this wallet gives back only the
 *   whole, or only once. notPossible: it gives nothing back at all.
 * - alreadyBack: the payment was cancelled, so its money has gone back. notPaid: the gateway knows no such paid payment.
 * - shopBalance: too little lies in the shop's account at the gateway; the same later.
 * - refused: risk or rules. inProcess: the gateway works on it. gateway: trouble of its own. configuration, other: as for payments.
 */
export const REFUND_REASON_CLASSES = [
  'tooLate', 'tooMuch', 'wholeOnly', 'onceOnly', 'notPossible', 'alreadyBack', 'notPaid', 'shopBalance', 'refused', 'inProcess', 'gateway', 'configuration', 'other',
] as const;
export type RefundReasonClass = (typeof REFUND_REASON_CLASSES)[number];

/** Gateway codes of refunds and of questions about them, by the class of their wording; a code that is absent is `other`. */
export const GATEWAY_REFUND_REASONS: Record<Gateway, Readonly<Record<string, RefundReasonClass>>> = {
  legacy: {},
  ams: { ...AMS_ANY, ...reasonsOf(AMS_CODES.inquiryRefund), ...reasonsOf(AMS_CODES.refund) },
};

/** The class of a gateway's code about a refund; `other` for one that is unknown or absent. */
export function refundReasonClass(gateway: Gateway, code: string | null): RefundReasonClass {
  const table = GATEWAY_REFUND_REASONS[gateway];
  return code !== null && Object.hasOwn(table, code) ? (table[code] ?? 'other') : 'other';
}
