/**
 * Every code the legacy gateway is documented to give, once (legacy.md 10, 3.3, 4.D.1): what it makes of the payment, cancel, refund or printed code,
 * what happens next, and which words fit. The rule behind the rows: an answer makes something final only when it leaves no room for a trade under the
 * same reference; codes that speak of an existing trade therefore lead to a question.
 *
 * A code nobody has documented follows `LEGACY_UNKNOWN_CODE` and is reported.
 */
export const LEGACY_CODE_SERVICES = ['pay', 'precreate', 'query', 'cancel', 'refund', 'refundQuery', 'qrcode'] as const;
/** `qrcode` stands for create, modify and modifyStatus of the printed code. */
export type LegacyCodeService = (typeof LEGACY_CODE_SERVICES)[number];

/** What a failed answer makes of its subject. */
export interface LegacyOutcomes {
  readonly pay: 'declined' | 'unknown';
  readonly precreate: 'declined' | 'unknown';
  readonly query: 'notFound' | 'unknown';
  readonly cancel: 'refused' | 'nothingThere' | 'unknown';
  readonly refund: 'refused' | 'unknown';
  /** `told`: the question was answered, and `refund_result_code` says how things stand. */
  readonly refundQuery: 'told' | 'notFound' | 'unknown';
  readonly qrcode: 'refused' | 'unknown';
}

/**
 * What happens next, by the engine or by people.
 * - nothing: it is settled. ask: the till inquires. repeat: the till sends the same call again.
 * - scanAgain: a fresh code from the customer, a new attempt. newAttempt: the same again under a new reference. otherWay: another tender, or
 *   the customer sees to the wallet first.
 * - refund: too late to cancel; what turns out paid goes back by a refund. recount: another amount, as a new refund. later: the same refund
 *   again another day, as a new one. byHand: the money goes back outside Alipay.
 * - setUp: whoever looks after the till.
 */
export type LegacyNext = 'nothing' | 'ask' | 'repeat' | 'scanAgain' | 'newAttempt' | 'otherWay' | 'refund' | 'recount' | 'later' | 'byHand' | 'setUp';

interface Row<Outcome extends string> {
  readonly outcome: Outcome;
  readonly next: LegacyNext;
  /** Class of words: shared/payment/reasons.ts proves that it is one. */
  readonly reason: string;
}

const row = <const O extends string, const N extends LegacyNext, const R extends string>(outcome: O, next: N, reason: R) => ({ outcome, next, reason });

const SET_UP = { next: 'setUp', reason: 'configuration' } as const;
const BUSY = { next: 'repeat', reason: 'gateway' } as const;
/**
 * legacy.md 10.1: `is_success` F, any service. Mostly unsigned, and never about a payment: whatever was asked for stays unknown and is asked about
 * (legacy.md 3.3, a QUERY is cheap insurance).
 */
export const LEGACY_GATEWAY_CODES = {
  ILLEGAL_SIGN: SET_UP, ILLEGAL_SIGN_TYPE: SET_UP, ILLEGAL_DYN_MD5_KEY: SET_UP, ILLEGAL_ENCRYPT: SET_UP, ILLEGAL_ARGUMENT: SET_UP, INVALID_PARAMETER: SET_UP, ILLEGAL_SERVICE: SET_UP,
  ILLEGAL_PARTNER: SET_UP, ILLEGAL_EXTERFACE: SET_UP, ILLEGAL_PARTNER_EXTERFACE: SET_UP, ILLEGAL_SECURITY_PROFILE: SET_UP, ILLEGAL_USER: SET_UP, ILLEGAL_AGENT: SET_UP,
  ILLEGAL_CHARSET: SET_UP, INVALID_CHARACTER_SET: SET_UP, HAS_NO_PRIVILEGE: SET_UP, ILLEGAL_TARGET_SERVICE: SET_UP, ILLEGAL_ACCESS_SWITCH_SYSTEM: SET_UP,
  EXTERFACE_IS_CLOSED: { next: 'repeat', reason: 'configuration' },
  SESSION_TIMEOUT: BUSY,
  SYSTEM_ERROR: { next: 'ask', reason: 'gateway' },
} as const satisfies Record<string, Omit<Row<string>, 'outcome'>>;

const UNCLEAR = row('unknown', 'ask', 'gateway');
// These speak of a trade that exists under the reference; only QUERY tells which.
const EXISTS = row('unknown', 'ask', 'startAgain');
const MISCONFIGURED = row('declined', 'setUp', 'configuration');
const LIMIT = row('declined', 'otherWay', 'limit');
const BALANCE = row('declined', 'otherWay', 'balance');
const ACCOUNT = row('declined', 'otherWay', 'customerAccount');
const SCAN = row('declined', 'scanAgain', 'scanAgain');

/** What PAY and PRECREATE have in common (legacy.md 10.2, 10.6). */
const STARTING = {
  SYSTEM_ERROR: UNCLEAR,
  CONTEXT_INCONSISTENT: EXISTS, TRADE_HAS_SUCCESS: EXISTS, TRADE_HAS_CLOSE: EXISTS,
  TRADE_BUYER_NOT_MATCH: row('unknown', 'ask', 'scanAgain'),
  INVALID_PARAMETER: MISCONFIGURED, EXIST_FORBIDDEN_WORD: MISCONFIGURED, PARTNER_ERROR: MISCONFIGURED, ACCESS_FORBIDDEN: MISCONFIGURED, SELLER_NOT_EXIST: MISCONFIGURED,
  SELLER_BEEN_BLOCKED: MISCONFIGURED, TRADE_SETTLE_ERROR: MISCONFIGURED, INVALID_STORE_ID: MISCONFIGURED, INVALID_RECEIVE_ACCOUNT: MISCONFIGURED, UN_SUPPORT_BIZ_TYPE: MISCONFIGURED,
  TOTAL_FEE_EXCEED: LIMIT, BEYOND_PAY_RESTRICTION: LIMIT, BEYOND_PER_RECEIPT_RESTRICTION: LIMIT, BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR: LIMIT, BUYER_PAYMENT_AMOUNT_MONTH_LIMIT_ERROR: LIMIT,
  BUYER_BALANCE_NOT_ENOUGH: BALANCE, BUYER_BANKCARD_BALANCE_NOT_ENOUGH: BALANCE,
  BUYER_NOT_EXIST: ACCOUNT, BUYER_ENABLE_STATUS_FORBID: ACCOUNT, BUYER_SELLER_EQUAL: ACCOUNT,
} as const;

/** legacy.md 10.2. */
const PAY = {
  ...STARTING,
  TRADE_STATUS_ERROR: EXISTS, REASON_ILLEGAL_STATUS: EXISTS,
  REASON_TRADE_BEEN_FREEZEN: row('unknown', 'ask', 'refused'),
  ILLEGAL_ARGUMENT: MISCONFIGURED, ROYALTY_INFO_VALIDATE_FAIL: MISCONFIGURED, AGREEMENT_NOT_EXIST: MISCONFIGURED, ERROR_SELLER_CERTIFY_LEVEL_LIMIT: MISCONFIGURED,
  ERROR_BUYER_CERTIFY_LEVEL_LIMIT: ACCOUNT, ERROR_BALANCE_PAYMENT_DISABLE: ACCOUNT, MOBILE_PAYMENT_SWITCH_OFF: ACCOUNT, USER_FACE_PAYMENT_SWITCH_OFF: ACCOUNT,
  CLIENT_VERSION_NOT_MATCH: ACCOUNT, NO_PAYMENT_INSTRUMENTS_AVAILABLE: ACCOUNT,
  SOUNDWAVE_PARSER_FAIL: SCAN, PULL_MOBILE_CASHIER_FAIL: SCAN,
  PAYMENT_FAIL: row('declined', 'otherWay', 'refused'), PAYMENT_REQUEST_HAS_RISK: row('declined', 'otherWay', 'refused'),
} as const satisfies Record<string, Row<LegacyOutcomes['pay']>>;

/** legacy.md 10.6. No code was handed out, so nobody can pay; but an order may stand from an earlier request (legacy.md 6.4). */
const PRECREATE = STARTING satisfies Record<string, Row<LegacyOutcomes['precreate']>>;

const ABSENT = row('notFound', 'ask', 'startAgain');
/** legacy.md 10.3; both spellings of "no such trade" are in print. It may still arrive, or wait for its code to be scanned (legacy.md 4.B.2). */
const QUERY = {
  TRADE_NOT_EXIST: ABSENT, TRANS_NOT_FOUND: ABSENT,
  INVALID_PARAMETER: row('unknown', 'setUp', 'configuration'),
  SYSTEM_ERROR: row('unknown', 'repeat', 'gateway'),
} as const satisfies Record<string, Row<LegacyOutcomes['query']>>;

const NOT_CANCELLED = row('refused', 'refund', 'other');
const TOO_LATE = row('refused', 'refund', 'tooLate');
/** legacy.md 10.4, read together with `retry_flag`. */
const CANCEL = {
  SYSTEM_ERROR: row('unknown', 'repeat', 'gateway'),
  SELLER_BALANCE_NOT_ENOUGH: row('unknown', 'repeat', 'other'),
  TRADE_HAS_FINISHED: TOO_LATE, TRADE_CANCEL_TIME_OUT: TOO_LATE,
  TRADE_STATUS_ERROR: NOT_CANCELLED, REASON_ILLEGAL_STATUS: NOT_CANCELLED, REFUND_AMT_NOT_EQUAL_TOTAL: NOT_CANCELLED, REASON_TRADE_REFUND_FEE_ERR: NOT_CANCELLED,
  DISCORDANT_REPEAT_REQUEST: row('refused', 'ask', 'other'),
  REASON_TRADE_BEEN_FREEZEN: row('refused', 'byHand', 'refused'),
  TRADE_ROLE_ERROR: row('refused', 'setUp', 'configuration'),
  // Should not appear: the gateway counts cancelling a trade that does not exist as success.
  TRADE_NOT_EXIST: row('nothingThere', 'ask', 'startAgain'),
} as const satisfies Record<string, Row<LegacyOutcomes['cancel']>>;

const REFUND_NOT_PAID = row('refused', 'ask', 'notPaid');
const REFUND_TOO_LATE = row('refused', 'byHand', 'tooLate');
const REFUND_TOO_MUCH = row('refused', 'recount', 'tooMuch');
const REFUND_SET_UP = row('refused', 'setUp', 'configuration');
// A refund exists under this id, with other values or with the same: whether it moved money is asked, never assumed.
const REFUND_EXISTS = row('unknown', 'ask', 'gateway');
const REFUND_POOR = row('refused', 'later', 'shopBalance');
/** legacy.md 10.5. Only SYSTEM_ERROR is repeated under the same id. */
const REFUND = {
  SYSTEM_ERROR: row('unknown', 'repeat', 'gateway'),
  TRADE_NOT_EXIST: REFUND_NOT_PAID, PURCHASE_TRADE_NOT_EXIST: REFUND_NOT_PAID, TRADE_STATUS_ERROR: REFUND_NOT_PAID,
  TRADE_HAS_CLOSE: row('refused', 'nothing', 'alreadyBack'),
  TRADE_HAS_FINISHED: REFUND_TOO_LATE, REFUNDMENT_VALID_DATE_EXCEED: REFUND_TOO_LATE,
  RETURN_AMOUNT_EXCEED: REFUND_TOO_MUCH, REQUEST_AMOUNT_EXCEED: REFUND_TOO_MUCH, REFUND_AMT_RESTRICTION: REFUND_TOO_MUCH,
  CURRENCY_NOT_SAME: REFUND_SET_UP, ILLEGAL_CURRENCY: REFUND_SET_UP, TRADE_ROLE_ERROR: REFUND_SET_UP, INVALID_PARAMETER: REFUND_SET_UP,
  DISCORDANT_REPEAT_REQUEST: REFUND_EXISTS, REPEATED_REFUNDMENT_REQUEST: REFUND_EXISTS,
  SELLER_BALANCE_NOT_ENOUGH: REFUND_POOR, MERCHANT_BALANCE_NOT_ENOUGH: REFUND_POOR,
  REASON_TRADE_BEEN_FREEZEN: row('refused', 'byHand', 'refused'),
} as const satisfies Record<string, Row<LegacyOutcomes['refund']>>;

/** legacy.md 4.D.1 `response_code`. NOT_FOUND: the same refund may be sent again (inferred there). */
const REFUND_QUERY = {
  SUCCESS: row('told', 'nothing', 'other'),
  NOT_FOUND: row('notFound', 'repeat', 'gateway'),
  TRADE_NOT_EXIST: row('notFound', 'repeat', 'notPaid'),
  QUERY_FAILED: row('unknown', 'ask', 'gateway'),
  ACCESS_FORBIDDEN: row('unknown', 'setUp', 'configuration'),
} as const satisfies Record<string, Row<LegacyOutcomes['refundQuery']>>;

/** legacy.md 10.7: no list was found; what every service has. */
const QRCODE = {
  SYSTEM_ERROR: row('unknown', 'repeat', 'gateway'),
  INVALID_PARAMETER: row('refused', 'setUp', 'configuration'),
} as const satisfies Record<string, Row<LegacyOutcomes['qrcode']>>;

/** The codes of each service that speak of its subject; those of the gateway itself are in LEGACY_GATEWAY_CODES. */
export const LEGACY_CODES = { pay: PAY, precreate: PRECREATE, query: QUERY, cancel: CANCEL, refund: REFUND, refundQuery: REFUND_QUERY, qrcode: QRCODE } as const;

/** legacy.md 4.D.1 `refund_result_code`: how a refund stands. */
export const LEGACY_REFUND_STATES = {
  SUCCESS: { outcome: 'refunded', next: 'nothing', reason: 'other' },
  PROCESSING: { outcome: 'inProcess', next: 'ask', reason: 'inProcess' },
  FAILED: { outcome: 'refused', next: 'later', reason: 'refused' },
  CANCELED: { outcome: 'refused', next: 'later', reason: 'refused' },
} as const satisfies Record<string, Row<'refunded' | 'inProcess' | 'refused'>>;

/**
 * What a code makes of its subject that nobody has documented (legacy.md 10, head): final and an alarm, but for PAY a question. PRECREATE likewise, because
 * an order may stand; questions stay unanswered.
 */
const LEGACY_UNKNOWN_CODE: LegacyOutcomes = { pay: 'unknown', precreate: 'unknown', query: 'unknown', cancel: 'refused', refund: 'refused', refundQuery: 'unknown', qrcode: 'refused' };

export interface LegacyVerdict<S extends LegacyCodeService> {
  readonly outcome: LegacyOutcomes[S];
  /** False for a code nobody has documented for this service. */
  readonly known: boolean;
}

/** What a failed business answer makes of its subject. */
export function legacyVerdict<S extends LegacyCodeService>(service: S, code: string): LegacyVerdict<S> {
  const table: Readonly<Record<string, Row<string>>> = LEGACY_CODES[service];
  // A table's rows have the outcomes of their own service, which the compiler cannot follow through the index.
  const own = Object.hasOwn(table, code) ? (table[code] as Row<LegacyOutcomes[S]> | undefined) : undefined;
  return own ? { outcome: own.outcome, known: true } : { outcome: LEGACY_UNKNOWN_CODE[service], known: false };
}
