import { fromDecimal, type Currency, type Minor } from '../../../shared/money.ts';
import type { CallOutcome, CallResult, CancelOutcome, CancelResult, PaidEvidence, PaymentOutcome } from '../../payments/provider.ts';
import { isMasked, tidyCode } from '../text.ts';
import { fromGmt8Compact } from './wire.ts';

/**
 * What the gateway's words mean (legacy.md 3.3, 6.1, 10), as data. The rule behind every row: an answer makes a payment final only
 * when it leaves no room for a trade under the same reference. Codes that speak of an existing trade therefore lead to a question.
 *
 * Classes of legacy.md 10: ask = Q, repeat = R, final = N, setup = C, customer = B.
 */
export type CodeClass = 'ask' | 'repeat' | 'final' | 'setup' | 'customer';

const unknown = { payment: 'unknown' } as const;
const declined = { payment: 'declined' } as const;
const ask = { class: 'ask', ...unknown } as const;
const final = { class: 'final', ...declined } as const;
const setup = { class: 'setup', ...declined } as const;
const customer = { class: 'customer', ...declined } as const;

export interface PayRow {
  readonly class: CodeClass;
  readonly payment: 'unknown' | 'declined';
}

/** Business codes of PAY (legacy.md 10.2). */
export const PAY_CODES = {
  SYSTEM_ERROR: ask,
  // A trade exists under this reference (of another buyer, with other data, finished, closed or frozen); only QUERY tells which.
  TRADE_BUYER_NOT_MATCH: ask, TRADE_HAS_CLOSE: ask, TRADE_HAS_SUCCESS: ask, TRADE_STATUS_ERROR: ask, REASON_ILLEGAL_STATUS: ask,
  REASON_TRADE_BEEN_FREEZEN: ask, CONTEXT_INCONSISTENT: ask,
  INVALID_PARAMETER: setup, ILLEGAL_ARGUMENT: setup, EXIST_FORBIDDEN_WORD: setup, SELLER_NOT_EXIST: setup, PARTNER_ERROR: setup, ACCESS_FORBIDDEN: setup,
  UN_SUPPORT_BIZ_TYPE: setup, INVALID_RECEIVE_ACCOUNT: setup, TRADE_SETTLE_ERROR: setup, ROYALTY_INFO_VALIDATE_FAIL: setup, AGREEMENT_NOT_EXIST: setup,
  INVALID_STORE_ID: setup, SELLER_BEEN_BLOCKED: setup,
  BEYOND_PER_RECEIPT_RESTRICTION: final, TOTAL_FEE_EXCEED: final, ERROR_SELLER_CERTIFY_LEVEL_LIMIT: final,
  BUYER_NOT_EXIST: customer, BUYER_ENABLE_STATUS_FORBID: customer, BUYER_SELLER_EQUAL: customer, BUYER_BALANCE_NOT_ENOUGH: customer,
  BUYER_BANKCARD_BALANCE_NOT_ENOUGH: customer, BEYOND_PAY_RESTRICTION: customer, BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR: customer,
  BUYER_PAYMENT_AMOUNT_MONTH_LIMIT_ERROR: customer, ERROR_BUYER_CERTIFY_LEVEL_LIMIT: customer, ERROR_BALANCE_PAYMENT_DISABLE: customer,
  MOBILE_PAYMENT_SWITCH_OFF: customer, USER_FACE_PAYMENT_SWITCH_OFF: customer, CLIENT_VERSION_NOT_MATCH: customer, SOUNDWAVE_PARSER_FAIL: customer,
  PULL_MOBILE_CASHIER_FAIL: customer, PAYMENT_FAIL: customer, PAYMENT_REQUEST_HAS_RISK: customer, NO_PAYMENT_INSTRUMENTS_AVAILABLE: customer,
} as const satisfies Record<string, PayRow>;
/** legacy.md 10, head: an unknown code of PAY is a question, never a refusal. */
const UNKNOWN_PAY_CODE: PayRow = ask;

export interface QueryRow {
  readonly class: CodeClass;
  readonly payment: 'unknown' | 'notFound';
}

/** Business codes of QUERY (legacy.md 10.3); both spellings of "no such trade" are in print. */
export const QUERY_CODES = {
  TRADE_NOT_EXIST: { class: 'ask', payment: 'notFound' },
  TRANS_NOT_FOUND: { class: 'ask', payment: 'notFound' },
  INVALID_PARAMETER: { class: 'setup', payment: 'unknown' },
  SYSTEM_ERROR: { class: 'repeat', payment: 'unknown' },
} as const satisfies Record<string, QueryRow>;
/** legacy.md 3.3: any other failure of a query leaves the payment unknown. */
const UNKNOWN_QUERY_CODE: QueryRow = { class: 'final', payment: 'unknown' };

export interface CancelRow {
  readonly class: CodeClass;
  readonly cancel: 'unknown' | 'refused' | 'nothingThere';
}

const repeatCancel = { class: 'repeat', cancel: 'unknown' } as const;
const refuseCancel = { class: 'final', cancel: 'refused' } as const;

/** Business codes of CANCEL, read when the answer carries no `retry_flag` (legacy.md 10.4). */
export const CANCEL_CODES = {
  SYSTEM_ERROR: repeatCancel, SELLER_BALANCE_NOT_ENOUGH: repeatCancel,
  TRADE_HAS_FINISHED: refuseCancel, TRADE_STATUS_ERROR: refuseCancel, REASON_ILLEGAL_STATUS: refuseCancel, TRADE_CANCEL_TIME_OUT: refuseCancel,
  REASON_TRADE_BEEN_FREEZEN: refuseCancel, REFUND_AMT_NOT_EQUAL_TOTAL: refuseCancel, REASON_TRADE_REFUND_FEE_ERR: refuseCancel,
  DISCORDANT_REPEAT_REQUEST: refuseCancel, TRADE_ROLE_ERROR: { class: 'setup', cancel: 'refused' },
  // Should not appear: the gateway counts cancelling a trade that does not exist as success.
  TRADE_NOT_EXIST: { class: 'ask', cancel: 'nothingThere' },
} as const satisfies Record<string, CancelRow>;
/** legacy.md 10, head: final, and somebody looks at it. The engine inquires after a refusal, so nothing is lost by it. */
const UNKNOWN_CANCEL_CODE: CancelRow = refuseCancel;

const row = <T>(table: Readonly<Record<string, T>>, code: string, fallback: T): T => (Object.hasOwn(table, code) ? (table[code] ?? fallback) : fallback);

/** The class of a PAY code, for wording and alarms; `known` is false for codes nobody has documented. */
export const payCodeClass = (code: string): { readonly class: CodeClass; readonly known: boolean } => ({ class: row<PayRow>(PAY_CODES, code, UNKNOWN_PAY_CODE).class, known: Object.hasOwn(PAY_CODES, code) });

/** `result_code` by set, because its spelling differs between services (legacy.md 3.3); anything else is unknown. */
type BusinessResult = 'success' | 'failure' | 'unknown';
const RESULTS: Readonly<Record<string, BusinessResult>> = { SUCCESS: 'success', FAIL: 'failure', FAILED: 'failure', UNKNOW: 'unknown', UNKNOWN: 'unknown' };

/** States of a trade in QUERY answers (legacy.md 6.1). TRADE_PENDING is not final: the seller's account is frozen. */
const STATUSES: Readonly<Record<string, 'waiting' | 'paid' | 'closed'>> = {
  WAIT_BUYER_PAY: 'waiting', TRADE_PENDING: 'waiting', TRADE_SUCCESS: 'paid', TRADE_FINISHED: 'paid', TRADE_CLOSED: 'closed',
};

export type Fields = ReadonlyMap<string, string>;

/** What came of one exchange, before its meaning is looked up. */
export type LegacyReply =
  | { readonly kind: 'noReply'; readonly call: CallOutcome }
  /** `is_success` F with a valid signature. It names no payment, so it settles none (legacy.md 2.3). */
  | { readonly kind: 'refused'; readonly code: string }
  /** A verified business answer. */
  | { readonly kind: 'business'; readonly fields: Fields };

/** What the till knows about the payment an answer must speak of. */
export interface Expected {
  readonly merchantReference: string;
  readonly amountMinor: Minor;
  /** Currency of the sale, which `trans_amount` is in. */
  readonly currency: Currency;
  /** Currency an answer's `currency` must name. */
  readonly settlementCurrency: Currency;
  readonly gatewayPaymentId: string | null;
}

const field = (fields: Fields, name: string): string => fields.get(name) ?? '';
const result = (fields: Fields): BusinessResult => row(RESULTS, field(fields, 'result_code'), 'unknown');
/** legacy.md 3.2: business error = first non-empty of the two. */
const errorCode = (fields: Fields): string => field(fields, 'detail_error_code') || field(fields, 'error');
const tradeNo = (fields: Fields): string => field(fields, 'alipay_trans_id') || field(fields, 'trade_no');

/** The trade's number; null when the answer has none, or one longer than the protocol allows (legacy.md 4.A.1). */
const tradeId = (fields: Fields): string | null => {
  const id = tradeNo(fields);
  return id !== '' && id.length <= 64 ? id : null;
};

/** The code shown for diagnostics: the business error if there is one, else the result. */
export const spokenCode = (fields: Fields): string => tidyCode(errorCode(fields) || field(fields, 'result_code'));

/**
 * `other`: the answer names another payment. `bound`: it names this one. `unnamed`: it names none, which failures often do not.
 * The reference decides; the trade number only speaks when no reference is echoed.
 */
function binding(fields: Fields, expected: Expected): 'bound' | 'unnamed' | 'other' {
  const references = [field(fields, 'partner_trans_id'), field(fields, 'out_trade_no')].filter((text) => text !== '');
  if (references.length > 0) return references.every((text) => text === expected.merchantReference) ? 'bound' : 'other';
  if (tradeNo(fields) === '' || expected.gatewayPaymentId === null) return 'unnamed';
  return tradeNo(fields) === expected.gatewayPaymentId ? 'bound' : 'other';
}

const unreadable = (detail: string): CallOutcome => ({ kind: 'unreadable', detail });
const answered = (fields: Fields): CallOutcome => ({ kind: 'answered', gatewayCode: spokenCode(fields) });
const nothing = (call: CallOutcome): CallResult => ({ call, payment: { kind: 'unknown' } });

/** The proof of a payment, or what is wrong with it: an amount or currency that is not ours proves nothing (legacy.md 3.3, PAY success). */
function evidenceOf(fields: Fields, expected: Expected): PaidEvidence | 'amountMismatch' | 'currencyMismatch' | 'noTradeNumber' {
  const id = tradeId(fields);
  if (id === null) return 'noTradeNumber';
  const currency = field(fields, 'currency');
  if (currency !== '' && currency !== expected.settlementCurrency) return 'currencyMismatch';
  const amount = field(fields, 'trans_amount');
  const amountMinor = amount === '' ? null : fromDecimal(amount, expected.currency);
  if (amount !== '' && amountMinor !== expected.amountMinor) return 'amountMismatch';
  const login = field(fields, 'alipay_buyer_login_id');
  return {
    gatewayPaymentId: id,
    amountMinor,
    currency: currency === '' ? null : expected.currency,
    paidAtMs: fromGmt8Compact(field(fields, 'alipay_pay_time')),
    payerHint: isMasked(login) ? login : null,
    wallet: tidyCode(field(fields, 'payment_inst')) || null,
  };
}

function paid(fields: Fields, expected: Expected): CallResult {
  const evidence = evidenceOf(fields, expected);
  return typeof evidence === 'string' ? nothing(unreadable(evidence)) : { call: answered(fields), payment: { kind: 'paid', evidence } };
}

/** An answer without a verified business part. A signed gateway refusal is an answer, but about no payment. */
function withoutBusiness(reply: Exclude<LegacyReply, { kind: 'business' }>): CallOutcome {
  return reply.kind === 'noReply' ? reply.call : { kind: 'answered', gatewayCode: tidyCode(reply.code) };
}

/** PAY (legacy.md 3.3, first table). SUCCESS counts only with our reference in it. */
export function decidePay(reply: LegacyReply, expected: Expected): CallResult {
  if (reply.kind !== 'business') return nothing(withoutBusiness(reply));
  const { fields } = reply;
  const named = binding(fields, expected);
  if (named === 'other') return nothing(unreadable('wrongReference'));
  const call = answered(fields);
  switch (result(fields)) {
    case 'success':
      return named === 'bound' ? paid(fields, expected) : nothing(unreadable('noReference'));
    case 'unknown':
      // A trade number says that the trade exists and waits for the customer; without one it may be the gateway that does not know.
      return { call, payment: tradeId(fields) === null ? { kind: 'unknown' } : { kind: 'waiting', gatewayPaymentId: tradeId(fields) } };
    case 'failure': {
      const code = errorCode(fields);
      const verdict = row<PayRow>(PAY_CODES, code, UNKNOWN_PAY_CODE).payment;
      return { call, payment: verdict === 'declined' ? { kind: 'declined', reason: tidyCode(code) } : { kind: 'unknown' } };
    }
  }
}

/** QUERY (legacy.md 3.3, second table): the query's own success only opens the way to the trade's state. */
export function decideQuery(reply: LegacyReply, expected: Expected): CallResult {
  if (reply.kind !== 'business') return nothing(withoutBusiness(reply));
  const { fields } = reply;
  const named = binding(fields, expected);
  if (named === 'other') return nothing(unreadable('wrongReference'));
  const call = answered(fields);
  switch (result(fields)) {
    case 'unknown':
      return nothing(call);
    case 'failure': {
      const verdict: PaymentOutcome = { kind: row<QueryRow>(QUERY_CODES, errorCode(fields), UNKNOWN_QUERY_CODE).payment };
      return { call, payment: verdict };
    }
    case 'success':
      break;
  }
  const status = row<'waiting' | 'paid' | 'closed' | null>(STATUSES, field(fields, 'alipay_trans_status'), null);
  if (status === null) return nothing(call);
  if (status === 'waiting') return { call, payment: { kind: 'waiting', gatewayPaymentId: tradeId(fields) } };
  if (named !== 'bound') return nothing(unreadable('noReference'));
  // legacy.md 6.1, last line: a closed trade that carries a pay time had been paid, and the money went back.
  if (status === 'closed') return { call, payment: { kind: 'closed', wasPaid: field(fields, 'alipay_pay_time') !== '' } };
  return paid(fields, expected);
}

/** `action` of a CANCEL answer (legacy.md 4.A.3). */
const REFUNDED: Readonly<Record<string, boolean>> = { refund: true, close: false };

/** CANCEL (legacy.md 4.A.3, 6.2 step 5, 10.4). */
export function decideCancel(reply: LegacyReply, expected: Expected): CancelResult {
  const again: CancelOutcome = { kind: 'unknown' };
  if (reply.kind !== 'business') return { call: withoutBusiness(reply), cancel: again };
  const { fields } = reply;
  if (binding(fields, expected) === 'other') return { call: unreadable('wrongReference'), cancel: again };
  const call = answered(fields);
  switch (result(fields)) {
    case 'success':
      return { call, cancel: { kind: 'accepted', refunded: row<boolean | null>(REFUNDED, field(fields, 'action'), null) } };
    case 'unknown':
      return { call, cancel: again };
    case 'failure': {
      const code = errorCode(fields);
      const flag = field(fields, 'retry_flag');
      const verdict = row<CancelRow>(CANCEL_CODES, code, UNKNOWN_CANCEL_CODE).cancel;
      // The flag is the gateway's own word on a repeat, but SYSTEM_ERROR is repeated whatever it says (legacy.md 6.2 step 5).
      if (code === 'SYSTEM_ERROR' || flag === 'Y' || (flag !== 'N' && verdict === 'unknown')) return { call, cancel: again };
      return { call, cancel: verdict === 'nothingThere' ? { kind: 'nothingThere' } : { kind: 'refused', reason: tidyCode(code) } };
    }
  }
}
