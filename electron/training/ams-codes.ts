/** The services of the AMS practice gateway, by the last part of their path (ams.md 2.2). */
export const AMS_SERVICES = [
  'pay', 'inquiryPayment', 'cancel', 'refund', 'inquiryRefund', 'registration', 'inquiryRegistrationStatus', 'inquiryRegistrationInfo',
] as const;
export type AmsService = (typeof AMS_SERVICES)[number];

/** S done, F failed, U unknown (ams.md 4.1). */
export type ResultStatus = 'S' | 'F' | 'U';

/** A result code as a practice panel offers it. */
export interface AmsResultCode {
  readonly code: string;
  readonly status: Exclude<ResultStatus, 'S'>;
  /** `gateway`: said before anybody looks at the payment (ams.md 6.1). */
  readonly level: 'gateway' | 'business';
}

/** All codes but these and SUCCESS are final (ams.md 6, head). */
const UNKNOWN_CODES: ReadonlySet<string> = new Set(['PAYMENT_IN_PROCESS', 'UNKNOWN_EXCEPTION', 'REQUEST_TRAFFIC_EXCEED_LIMIT', 'REFUND_IN_PROCESS']);

/** The status that goes with a code. */
export const statusOf = (code: string): ResultStatus => (code === 'SUCCESS' ? 'S' : UNKNOWN_CODES.has(code) ? 'U' : 'F');

/** The answers that come without a signature, because the gateway could not tell whom it would be signed for (ams.md 2.4, 6.1). */
export const UNSIGNED_CODES: ReadonlySet<string> = new Set(['INVALID_SIGNATURE', 'SIGNATURE_INVALID']);

/** ams.md 6.1, older spellings included. */
const GATEWAY = [
  'INVALID_SIGNATURE', 'SIGNATURE_INVALID', 'KEY_NOT_FOUND', 'INVALID_CLIENT', 'CLIENT_INVALID', 'UNKNOWN_CLIENT', 'INVALID_CLIENT_STATUS', 'CLIENT_FORBIDDEN_ACCESS_API',
  'OAUTH_FAILED', 'INVALID_ACCESS_TOKEN', 'INVALID_TOKEN', 'MEDIA_TYPE_NOT_ACCEPTABLE', 'METHOD_NOT_SUPPORTED', 'NO_INTERFACE_DEF', 'INVALID_API', 'PARAM_ILLEGAL',
  'ACCESS_DENIED', 'SYSTEM_ERROR', 'REQUEST_TRAFFIC_EXCEED_LIMIT', 'UNKNOWN_EXCEPTION',
] as const;

/** Why a payment can fail (ams.md 6.2): codes of pay, and what inquiryPayment gives as paymentResultCode (ams.md 6.3). */
export const DECLINE_CODES = [
  'USER_BALANCE_NOT_ENOUGH', 'USER_AMOUNT_EXCEED_LIMIT', 'PAYMENT_AMOUNT_EXCEED_LIMIT', 'PAYMENT_COUNT_EXCEED_LIMIT', 'USER_KYC_NOT_QUALIFIED', 'USER_NOT_EXIST', 'USER_STATUS_ABNORMAL',
  'USER_PAYMENT_VERIFICATION_FAILED', 'PAYMENT_NOT_QUALIFIED', 'RISK_REJECT', 'FRAUD_REJECT', 'REGULATION_RESTRICTION', 'NO_PAY_OPTIONS', 'NO_PAY_OPTION', 'UNAVAILABLE_PAYMENT_METHOD',
  'PROCESS_FAIL',
] as const;
export type DeclineCode = (typeof DECLINE_CODES)[number];

const PAY = [
  'PAYMENT_IN_PROCESS', 'INVALID_PAYMENT_CODE', 'INVALID_CODE', 'EXPIRED_CODE', 'ORDER_IS_CLOSED', 'ORDER_IS_CANCELED', 'REPEAT_REQ_INCONSISTENT', ...DECLINE_CODES,
  'BUSINESS_NOT_SUPPORT', 'CURRENCY_NOT_SUPPORT', 'SETTLE_CONTRACT_NOT_MATCH', 'INVALID_CONTRACT', 'INVALID_MERCHANT_STATUS', 'MERCHANT_KYB_NOT_QUALIFIED', 'MERCHANT_NOT_REGISTERED',
  'ORDER_NOT_EXIST', 'ORDER_STATUS_INVALID',
] as const;

/** ams.md 6.5. */
const REFUND = [
  'REFUND_IN_PROCESS', 'REFUND_AMOUNT_EXCEED', 'REFUND_WINDOW_EXCEED', 'MULTIPLE_REFUNDS_NOT_SUPPORTED', 'PARTIAL_REFUND_NOT_SUPPORTED', 'REFUND_NOT_SUPPORTED', 'ORDER_IS_CANCELED',
  'ORDER_NOT_EXIST', 'ORDER_STATUS_INVALID', 'REPEAT_REQ_INCONSISTENT', 'MERCHANT_BALANCE_NOT_ENOUGH', 'RISK_REJECT', 'CURRENCY_NOT_SUPPORT', 'INVALID_MERCHANT_STATUS', 'PROCESS_FAIL',
] as const;

/** ams.md 6.6. */
const REGISTRATION = ['REPEAT_REGISTRATION', 'REPEAT_REQ_INCONSISTENT', 'RECORD_NOT_FOUND'] as const;

const BUSINESS: Readonly<Record<AmsService, readonly string[]>> = {
  pay: PAY,
  inquiryPayment: ['ORDER_NOT_EXIST'],
  cancel: ['CANCEL_WINDOW_EXCEED', 'ORDER_NOT_EXIST', 'ORDER_STATUS_INVALID', 'PROCESS_FAIL'],
  refund: REFUND,
  inquiryRefund: ['REFUND_NOT_EXIST', ...REFUND],
  registration: REGISTRATION,
  inquiryRegistrationStatus: REGISTRATION,
  inquiryRegistrationInfo: REGISTRATION,
};

const rowsOf = (codes: readonly string[], level: AmsResultCode['level']): AmsResultCode[] =>
  codes.map((code) => ({ code, status: statusOf(code) === 'U' ? 'U' : 'F', level }));

/** Every result code a service can give besides SUCCESS, business codes first: what a fault of kind `code` may say (ams.md 6). */
export const amsCodesOf = (service: AmsService): readonly AmsResultCode[] => [...rowsOf(BUSINESS[service], 'business'), ...rowsOf(GATEWAY, 'gateway')];
