import { AMS_CODES, AMS_GATEWAY_CODES } from './ams-codes.ts';
import { LEGACY_CODES, LEGACY_GATEWAY_CODES, LEGACY_REFUND_STATES } from './legacy-codes.ts';
import type { Gateway } from './products.ts';
import type { ReasonClass, RefundReasonClass } from './reason-classes.ts';

/** The classes of one table's codes. */
const reasonsOf = <R extends string>(codes: Readonly<Record<string, { readonly reason: R }>>): Record<string, R> =>
  Object.fromEntries(Object.entries(codes).map(([code, { reason }]) => [code, reason]));

const LEGACY_ANY = reasonsOf<'configuration' | 'gateway'>(LEGACY_GATEWAY_CODES);
const AMS_ANY = reasonsOf<'configuration' | 'gateway'>(AMS_GATEWAY_CODES);

/** Gateway codes by the class of their wording; a code that is absent is `other`. Never used to decide about money. */
export const GATEWAY_REASONS: Record<Gateway, Readonly<Record<string, ReasonClass>>> = {
  legacy: {
    ...LEGACY_ANY, ...reasonsOf(LEGACY_CODES.qrcode), ...reasonsOf(LEGACY_CODES.cancel), ...reasonsOf(LEGACY_CODES.query), ...reasonsOf(LEGACY_CODES.precreate), ...reasonsOf(LEGACY_CODES.pay),
  },
  ams: { ...AMS_ANY, ...reasonsOf(AMS_CODES.cancel), ...reasonsOf(AMS_CODES.registration), ...reasonsOf(AMS_CODES.inquiryPayment), ...reasonsOf(AMS_CODES.pay) },
};

/** The class of a gateway's code; `other` for one that is unknown or absent. */
export function reasonClass(gateway: Gateway, code: string | null): ReasonClass {
  const table = GATEWAY_REASONS[gateway];
  return code !== null && Object.hasOwn(table, code) ? (table[code] ?? 'other') : 'other';
}

/** Gateway codes of refunds and of questions about them, by the class of their wording; a code that is absent is `other`. */
export const GATEWAY_REFUND_REASONS: Record<Gateway, Readonly<Record<string, RefundReasonClass>>> = {
  legacy: {
    ...LEGACY_ANY,
    // A whole payment that goes back by a cancel.
    TRADE_CANCEL_TIME_OUT: 'tooLate', REASON_ILLEGAL_STATUS: 'notPaid', REFUND_AMT_NOT_EQUAL_TOTAL: 'tooMuch', REASON_TRADE_REFUND_FEE_ERR: 'tooMuch',
    ...reasonsOf(LEGACY_REFUND_STATES), ...reasonsOf(LEGACY_CODES.refundQuery), ...reasonsOf(LEGACY_CODES.refund),
  },
  ams: { ...AMS_ANY, ...reasonsOf(AMS_CODES.inquiryRefund), ...reasonsOf(AMS_CODES.refund) },
};

/** The class of a gateway's code about a refund; `other` for one that is unknown or absent. */
export function refundReasonClass(gateway: Gateway, code: string | null): RefundReasonClass {
  const table = GATEWAY_REFUND_REASONS[gateway];
  return code !== null && Object.hasOwn(table, code) ? (table[code] ?? 'other') : 'other';
}
