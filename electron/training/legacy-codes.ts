import type { GatewayService } from './faults.ts';
import { QR_CODES } from './legacy-inferred.ts';

/** A result code a practice panel can offer for a service: queue it as `{ kind: 'code', code, level, processed }` (faults.ts). */
export interface LegacyCode {
  readonly code: string;
  /** `gateway`: is_success=F, unsigned; `business`: a signed answer. */
  readonly level: 'gateway' | 'business';
}

export type LegacyServiceName = Extract<GatewayService, `legacy.${string}`>;

/** legacy.md 10.1: any service. */
const GATEWAY = [
  'ILLEGAL_SIGN', 'ILLEGAL_SIGN_TYPE', 'ILLEGAL_DYN_MD5_KEY', 'ILLEGAL_ENCRYPT', 'ILLEGAL_ARGUMENT', 'INVALID_PARAMETER', 'ILLEGAL_SERVICE', 'ILLEGAL_PARTNER', 'ILLEGAL_EXTERFACE',
  'ILLEGAL_PARTNER_EXTERFACE', 'ILLEGAL_SECURITY_PROFILE', 'ILLEGAL_USER', 'ILLEGAL_AGENT', 'ILLEGAL_CHARSET', 'INVALID_CHARACTER_SET', 'HAS_NO_PRIVILEGE', 'ILLEGAL_TARGET_SERVICE',
  'ILLEGAL_ACCESS_SWITCH_SYSTEM', 'EXTERFACE_IS_CLOSED', 'SESSION_TIMEOUT', 'SYSTEM_ERROR',
] as const;

/** What a buyer or the money is refused for, in PAY and PRECREATE alike (legacy.md 10.2, 10.6 "BUYER_*" and "BEYOND_*"). */
const BUYER = [
  'BUYER_NOT_EXIST', 'BUYER_ENABLE_STATUS_FORBID', 'BUYER_SELLER_EQUAL', 'BUYER_BALANCE_NOT_ENOUGH', 'BUYER_BANKCARD_BALANCE_NOT_ENOUGH', 'BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR',
  'BUYER_PAYMENT_AMOUNT_MONTH_LIMIT_ERROR',
] as const;
const LIMITS = ['BEYOND_PAY_RESTRICTION', 'BEYOND_PER_RECEIPT_RESTRICTION', 'TOTAL_FEE_EXCEED'] as const;
const ACCOUNT = [
  'PARTNER_ERROR', 'ACCESS_FORBIDDEN', 'SELLER_NOT_EXIST', 'SELLER_BEEN_BLOCKED', 'TRADE_SETTLE_ERROR', 'INVALID_STORE_ID', 'INVALID_RECEIVE_ACCOUNT', 'UN_SUPPORT_BIZ_TYPE',
] as const;
const REPEATED = ['CONTEXT_INCONSISTENT', 'TRADE_HAS_SUCCESS', 'TRADE_HAS_CLOSE', 'TRADE_BUYER_NOT_MATCH', 'EXIST_FORBIDDEN_WORD'] as const;

const QRCODE = ['SYSTEM_ERROR', 'INVALID_PARAMETER', QR_CODES.unknown, QR_CODES.deleted] as const;

/** Business codes by service (legacy.md 10.2 to 10.7, 4.D.1). */
const BUSINESS = {
  'legacy.pay': [
    'SYSTEM_ERROR', 'INVALID_PARAMETER', 'ILLEGAL_ARGUMENT', ...REPEATED, 'TRADE_STATUS_ERROR', 'REASON_ILLEGAL_STATUS', 'REASON_TRADE_BEEN_FREEZEN', ...ACCOUNT, ...BUYER, ...LIMITS,
    'ERROR_BUYER_CERTIFY_LEVEL_LIMIT', 'ERROR_SELLER_CERTIFY_LEVEL_LIMIT', 'ERROR_BALANCE_PAYMENT_DISABLE', 'MOBILE_PAYMENT_SWITCH_OFF', 'USER_FACE_PAYMENT_SWITCH_OFF',
    'CLIENT_VERSION_NOT_MATCH', 'SOUNDWAVE_PARSER_FAIL', 'PULL_MOBILE_CASHIER_FAIL', 'PAYMENT_FAIL', 'PAYMENT_REQUEST_HAS_RISK', 'NO_PAYMENT_INSTRUMENTS_AVAILABLE',
    'ROYALTY_INFO_VALIDATE_FAIL', 'AGREEMENT_NOT_EXIST',
  ],
  'legacy.query': ['TRADE_NOT_EXIST', 'TRANS_NOT_FOUND', 'INVALID_PARAMETER', 'SYSTEM_ERROR'],
  'legacy.cancel': [
    'SYSTEM_ERROR', 'TRADE_NOT_EXIST', 'TRADE_HAS_FINISHED', 'TRADE_STATUS_ERROR', 'REASON_ILLEGAL_STATUS', 'TRADE_CANCEL_TIME_OUT', 'REASON_TRADE_BEEN_FREEZEN',
    'REFUND_AMT_NOT_EQUAL_TOTAL', 'REASON_TRADE_REFUND_FEE_ERR', 'DISCORDANT_REPEAT_REQUEST', 'SELLER_BALANCE_NOT_ENOUGH', 'TRADE_ROLE_ERROR',
  ],
  'legacy.precreate': ['SYSTEM_ERROR', 'INVALID_PARAMETER', ...REPEATED, ...LIMITS, ...ACCOUNT, ...BUYER],
  'legacy.refund': [
    'SYSTEM_ERROR', 'TRADE_NOT_EXIST', 'PURCHASE_TRADE_NOT_EXIST', 'TRADE_STATUS_ERROR', 'TRADE_HAS_CLOSE', 'TRADE_HAS_FINISHED', 'REFUNDMENT_VALID_DATE_EXCEED', 'RETURN_AMOUNT_EXCEED',
    'REQUEST_AMOUNT_EXCEED', 'REFUND_AMT_RESTRICTION', 'CURRENCY_NOT_SAME', 'ILLEGAL_CURRENCY', 'DISCORDANT_REPEAT_REQUEST', 'REPEATED_REFUNDMENT_REQUEST', 'SELLER_BALANCE_NOT_ENOUGH',
    'MERCHANT_BALANCE_NOT_ENOUGH', 'REASON_TRADE_BEEN_FREEZEN', 'TRADE_ROLE_ERROR', 'INVALID_PARAMETER',
  ],
  'legacy.refundQuery': ['ACCESS_FORBIDDEN', 'NOT_FOUND', 'QUERY_FAILED', 'TRADE_NOT_EXIST'],
  'legacy.qrCreate': QRCODE,
  'legacy.qrModify': QRCODE,
  'legacy.qrModifyStatus': QRCODE,
  // Plain text: whatever is not "true" is not genuine (legacy.md 5.4).
  'legacy.notifyVerify': ['false', 'invalid'],
} as const satisfies Record<LegacyServiceName, readonly string[]>;

export const LEGACY_SERVICE_NAMES = Object.keys(BUSINESS) as readonly LegacyServiceName[];

/** Every code the reference knows for a service, gateway level first. */
export function legacyCodes(service: LegacyServiceName): readonly LegacyCode[] {
  const business = BUSINESS[service].map((code): LegacyCode => ({ code, level: 'business' }));
  return service === 'legacy.notifyVerify' ? business : [...GATEWAY.map((code): LegacyCode => ({ code, level: 'gateway' })), ...business];
}
