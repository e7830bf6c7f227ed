import type { Edition } from './trades.ts';

/**
 * What the legacy reference only infers, leaves open or tells in two ways: each choice of the practice gateway in one
 * place, with where it stands. Change it here when the real gateway turns out to differ.
 */

/** An unpaid transaction QR whose request names no time closes after so long; no reference gives a number (legacy.md 4.B.1 it_b_pay). [inferred] */
export const PRECREATE_CLOSES_AFTER_MS = 2 * 3_600_000;
/** What QUERY, REFUND and REFUND QUERY say of a transaction QR nobody has scanned: the trade is created at the scan (legacy.md 4.B.2). [inferred] */
export const UNSCANNED_CODE = 'TRADE_NOT_EXIST';
/** A text timestamp further from the gateway's clock is refused with this code, either way (legacy.md 8.3; code 10.1). [inferred code] */
export const TIMESTAMP_VALID_MS = 30 * 60_000;
export const TIMESTAMP_CODE = 'INVALID_PARAMETER';
/** The contract's refund period, after which a trade is TRADE_FINISHED; mainland default is three months (legacy.md 6.6). [inferred] */
export const REFUND_PERIOD_MS = 90 * 86_400_000;
/** Digits before the point of refund_amount and price, Number(9,2): open-questions.md 3. */
export const SMALL_AMOUNT = /^\d{1,7}(?:\.\d{1,2})?$/;
/** REFUND's notify_url is "required" for global but used only when is_sync is N: asked for there only (open-questions.md 2). */
export const REFUND_URL_REQUIRED = { global: 'whenAsync', hk: 'never' } as const satisfies Record<Edition, 'whenAsync' | 'never'>;
/** No synchronous refund between 00:00 and 01:30 GMT+8, by the Chinese edition of the global page alone (legacy.md 4.A.4); the code is ours. [inferred] */
export const SYNC_REFUND_PAUSE = { fromMs: 0, toMs: 90 * 60_000, code: 'SYSTEM_ERROR', editions: ['global'] as readonly Edition[] } as const;
/** Refund of a trade nobody has paid, and of a closed one (legacy.md 12.9). [inferred] */
export const REFUND_CODES = {
  notPaid: 'TRADE_STATUS_ERROR', closed: 'TRADE_HAS_CLOSE', finished: 'TRADE_HAS_FINISHED', exceeds: 'RETURN_AMOUNT_EXCEED', tooMany: 'REFUND_AMT_RESTRICTION',
  otherCurrency: 'CURRENCY_NOT_SAME', inconsistent: 'DISCORDANT_REPEAT_REQUEST', poor: 'SELLER_BALANCE_NOT_ENOUGH', unknownTrade: 'TRADE_NOT_EXIST',
} as const;
/** CANCEL of a partly refunded trade, without funds, after the window, after the refund period (legacy.md 12.7, 10.4). [inferred] */
export const CANCEL_CODES = {
  partlyRefunded: 'REFUND_AMT_NOT_EQUAL_TOTAL', poor: 'SELLER_BALANCE_NOT_ENOUGH', tooLate: 'TRADE_CANCEL_TIME_OUT', finished: 'TRADE_HAS_FINISHED', failed: 'TRADE_STATUS_ERROR',
} as const;
/** CANCEL failures that pass by themselves or with money: retry_flag Y (legacy.md 10.4, class R). [inferred for the second] */
export const PASSING_CANCEL_CODES: readonly string[] = ['SYSTEM_ERROR', 'SELLER_BALANCE_NOT_ENOUGH'];
/** Static codes nobody knows, deleted ones, data that may not change: no list of codes was found (legacy.md 10.7). [inferred] */
export const QR_CODES = { unknown: 'QRCODE_NOT_EXIST', deleted: 'QRCODE_HAS_DELETED', fixed: 'INVALID_PARAMETER' } as const;
/** Element that holds the fields of qrcode.* answers; the sibling service uses "alipay" (legacy.md 4.C.1). [sdk, one source] */
export const QR_ANSWER_ELEMENT = 'qrcodeinfo';
/** A fixed surcharge never takes more than this share of the amount (legacy.md 4.C.1, "0-5 % of the order amount"): 5 %. [inferred: capped, not refused] */
export const FIXED_SURCHARGE_MAX_PERCENT = 5;
/** notify_verify says true for so long after a delivery; "about one minute" in mainland documentation (legacy.md 5.4). [inferred] */
export const NOTIFY_VERIFY_WITHIN_MS = 60_000;
/** Names of the refund notification, by analogy with the online product (legacy.md 5.2, last paragraph). [inferred] */
export const REFUND_NOTICE = { type: 'refund_status_sync', status: 'REFUND_SUCCESS', action: 'refundFPAction' } as const;
/** Whether notifications carry cross-border extras whose exact set was not readable: payment_inst (HK), forex_total_fee and yuan (global) (legacy.md 5.2). [inferred] */
export const NOTICE_EXTRAS = true;
