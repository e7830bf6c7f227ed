import type { Gateway } from './products.ts';

/**
 * Why a gateway said no, as far as words at the counter differ:
 * - balance: not enough money behind the wallet; another way to pay in the wallet, or another tender.
 * - scanAgain: the code was stale or unreadable; the customer refreshes it and it is scanned again.
 * - limit: the amount is above a limit of the customer or the contract.
 * - customerAccount: the customer must do something in the wallet first, or this account cannot pay here.
 * - refused: risk or rules; nothing more is said to the customer than "not accepted".
 * - configuration: the shop's own set-up is at fault; no customer will get further.
 * - other: anything else, shown with the gateway's code.
 */
export const REASON_CLASSES = ['balance', 'scanAgain', 'limit', 'customerAccount', 'refused', 'configuration', 'other'] as const;
export type ReasonClass = (typeof REASON_CLASSES)[number];

const inClass = <C extends ReasonClass>(reason: C, ...codes: readonly string[]): Record<string, C> => Object.fromEntries(codes.map((code) => [code, reason]));

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
  // ams.md 6.1 (any API) and 6.2 (pay)
  ams: {
    ...inClass('balance', 'USER_BALANCE_NOT_ENOUGH'),
    ...inClass('scanAgain', 'INVALID_PAYMENT_CODE', 'INVALID_CODE', 'EXPIRED_CODE', 'ORDER_IS_CLOSED', 'ORDER_IS_CANCELED'),
    ...inClass('limit', 'USER_AMOUNT_EXCEED_LIMIT', 'PAYMENT_AMOUNT_EXCEED_LIMIT', 'PAYMENT_COUNT_EXCEED_LIMIT'),
    ...inClass(
      'customerAccount', 'USER_KYC_NOT_QUALIFIED', 'USER_NOT_EXIST', 'USER_STATUS_ABNORMAL', 'USER_PAYMENT_VERIFICATION_FAILED', 'PAYMENT_NOT_QUALIFIED',
      'NO_PAY_OPTIONS', 'NO_PAY_OPTION', 'UNAVAILABLE_PAYMENT_METHOD',
    ),
    ...inClass('refused', 'RISK_REJECT', 'FRAUD_REJECT', 'REGULATION_RESTRICTION'),
    ...inClass(
      'configuration', 'INVALID_SIGNATURE', 'SIGNATURE_INVALID', 'KEY_NOT_FOUND', 'INVALID_CLIENT', 'CLIENT_INVALID', 'UNKNOWN_CLIENT', 'INVALID_CLIENT_STATUS',
      'CLIENT_FORBIDDEN_ACCESS_API', 'OAUTH_FAILED', 'INVALID_ACCESS_TOKEN', 'INVALID_TOKEN', 'MEDIA_TYPE_NOT_ACCEPTABLE', 'METHOD_NOT_SUPPORTED',
      'NO_INTERFACE_DEF', 'INVALID_API', 'PARAM_ILLEGAL', 'ACCESS_DENIED', 'BUSINESS_NOT_SUPPORT', 'CURRENCY_NOT_SUPPORT', 'SETTLE_CONTRACT_NOT_MATCH',
      'INVALID_CONTRACT', 'INVALID_MERCHANT_STATUS', 'MERCHANT_KYB_NOT_QUALIFIED', 'MERCHANT_NOT_REGISTERED', 'REPEAT_REQ_INCONSISTENT',
    ),
  },
};

/** The class of a gateway's code; `other` for one that is unknown or absent. */
export function reasonClass(gateway: Gateway, code: string | null): ReasonClass {
  const table = GATEWAY_REASONS[gateway];
  return code !== null && Object.hasOwn(table, code) ? (table[code] ?? 'other') : 'other';
}

