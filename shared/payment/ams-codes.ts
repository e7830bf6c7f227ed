/**
 * Every result code the AMS gateway is documented to give, once (ams.md 6): what it says of the call, what that makes of the payment, cancel or
 * refund, what happens next, and which words fit. An answer's own `resultStatus` decides; a row counts only when it says the same.
 *
 * A code nobody has documented obeys its status alone and is reported (ams.md 6, head).
 */
export const AMS_SERVICES = ['pay', 'inquiryPayment', 'cancel', 'refund', 'inquiryRefund', 'registration'] as const;
/** `inquiryPayment` also reads what notifications say; `registration` stands for its whole family. */
export type AmsService = (typeof AMS_SERVICES)[number];

/** S done, F failed, U not known (ams.md 4.1). */
export type AmsStatus = 'S' | 'F' | 'U';

/** What an answer makes of its subject. `told`: the question was answered, and the rest of the body says how things stand. */
export interface AmsOutcomes {
  readonly pay: 'done' | 'waiting' | 'declined' | 'unknown';
  readonly inquiryPayment: 'told' | 'notFound' | 'unknown';
  readonly cancel: 'accepted' | 'refused' | 'nothingThere' | 'unknown';
  readonly refund: 'refunded' | 'inProcess' | 'refused' | 'unknown';
  readonly inquiryRefund: 'told' | 'notFound' | 'unknown';
  readonly registration: 'accepted' | 'refused' | 'unknown';
}

/**
 * What happens next, by the engine or by people.
 * - nothing: it is settled. ask: the till inquires. repeat: the till sends the same call again.
 * - scanAgain: a fresh code from the customer, a new attempt. newAttempt: the same again under a new reference. otherWay: another tender, or
 *   the customer sees to the wallet first.
 * - refund: too late to cancel; what turns out paid goes back by a refund. recount: another amount, as a new refund. later: the same refund
 *   again another day, as a new one. byHand: the money goes back outside Alipay.
 * - register: register merchant and store first. correct: mend the request. setUp: whoever looks after the till.
 */
export type AmsNext = 'nothing' | 'ask' | 'repeat' | 'scanAgain' | 'newAttempt' | 'otherWay' | 'refund' | 'recount' | 'later' | 'byHand' | 'register' | 'correct' | 'setUp';

interface Row<Outcome extends string> {
  readonly status: AmsStatus;
  /** What becomes of the call: an answer without a signature is not believed, whatever it says (ams.md 2.4). */
  readonly call: 'answered' | 'badSignature';
  readonly outcome: Outcome;
  readonly next: AmsNext;
  /** Class of words: shared/payment/reasons.ts proves that it is one. */
  readonly reason: string;
}

const row = <const S extends AmsStatus, const O extends string, const N extends AmsNext, const R extends string>(status: S, outcome: O, next: N, reason: R) =>
  ({ status, call: 'answered', outcome, next, reason }) as const;

/** Refused before anybody looks at a payment (ams.md 6.1); what that makes of the subject depends on the service. */
const SET_UP = { status: 'F', call: 'answered', next: 'setUp', reason: 'configuration' } as const;
/** Unsigned, because the gateway could not tell whom to sign for (ams.md 2.4). */
const UNSIGNED = { ...SET_UP, call: 'badSignature' } as const;
/** ams.md 6.1. */
export const AMS_GATEWAY_CODES = {
  INVALID_SIGNATURE: UNSIGNED, SIGNATURE_INVALID: UNSIGNED, KEY_NOT_FOUND: SET_UP, INVALID_CLIENT: SET_UP, CLIENT_INVALID: SET_UP, UNKNOWN_CLIENT: SET_UP, INVALID_CLIENT_STATUS: SET_UP,
  CLIENT_FORBIDDEN_ACCESS_API: SET_UP, OAUTH_FAILED: SET_UP, INVALID_ACCESS_TOKEN: SET_UP, INVALID_TOKEN: SET_UP, MEDIA_TYPE_NOT_ACCEPTABLE: SET_UP, METHOD_NOT_SUPPORTED: SET_UP,
  NO_INTERFACE_DEF: SET_UP, INVALID_API: SET_UP, PARAM_ILLEGAL: SET_UP, ACCESS_DENIED: SET_UP,
  // Documented as final, and still asked about before anybody says that nothing happened (open-questions.md 11).
  SYSTEM_ERROR: { status: 'F', call: 'answered', next: 'ask', reason: 'gateway' },
  REQUEST_TRAFFIC_EXCEED_LIMIT: { status: 'U', call: 'answered', next: 'repeat', reason: 'gateway' },
  UNKNOWN_EXCEPTION: { status: 'U', call: 'answered', next: 'repeat', reason: 'gateway' },
} as const satisfies Record<string, Omit<Row<string>, 'outcome'>>;

const DONE = row('S', 'done', 'nothing', 'other');
// These speak of a payment that exists under the reference; the inquiry knows its state.
const PAY_EXISTS = row('F', 'unknown', 'ask', 'startAgain');
const PAY_SCAN = row('F', 'declined', 'scanAgain', 'scanAgain');
const PAY_LIMIT = row('F', 'declined', 'otherWay', 'limit');
const PAY_ACCOUNT = row('F', 'declined', 'otherWay', 'customerAccount');
const PAY_REFUSED = row('F', 'declined', 'otherWay', 'refused');
const PAY_SET_UP = row('F', 'declined', 'setUp', 'configuration');

/** ams.md 6.2; also what a payment's own result code says in inquiries and notifications (ams.md 6.3). */
const PAY = {
  SUCCESS: DONE,
  PAYMENT_IN_PROCESS: row('U', 'waiting', 'ask', 'inProcess'),
  INVALID_PAYMENT_CODE: PAY_SCAN, INVALID_CODE: PAY_SCAN, EXPIRED_CODE: PAY_SCAN,
  ORDER_IS_CLOSED: PAY_EXISTS, ORDER_IS_CANCELED: PAY_EXISTS, REPEAT_REQ_INCONSISTENT: PAY_EXISTS, ORDER_NOT_EXIST: PAY_EXISTS, ORDER_STATUS_INVALID: PAY_EXISTS,
  USER_BALANCE_NOT_ENOUGH: row('F', 'declined', 'otherWay', 'balance'),
  USER_AMOUNT_EXCEED_LIMIT: PAY_LIMIT, PAYMENT_AMOUNT_EXCEED_LIMIT: PAY_LIMIT, PAYMENT_COUNT_EXCEED_LIMIT: PAY_LIMIT,
  USER_KYC_NOT_QUALIFIED: PAY_ACCOUNT, USER_NOT_EXIST: PAY_ACCOUNT, USER_STATUS_ABNORMAL: PAY_ACCOUNT, USER_PAYMENT_VERIFICATION_FAILED: PAY_ACCOUNT, PAYMENT_NOT_QUALIFIED: PAY_ACCOUNT,
  NO_PAY_OPTIONS: PAY_ACCOUNT, NO_PAY_OPTION: PAY_ACCOUNT, UNAVAILABLE_PAYMENT_METHOD: PAY_ACCOUNT, BUSINESS_NOT_SUPPORT: PAY_ACCOUNT,
  RISK_REJECT: PAY_REFUSED, FRAUD_REJECT: PAY_REFUSED, REGULATION_RESTRICTION: PAY_REFUSED,
  CURRENCY_NOT_SUPPORT: PAY_SET_UP, SETTLE_CONTRACT_NOT_MATCH: PAY_SET_UP, INVALID_CONTRACT: PAY_SET_UP, INVALID_MERCHANT_STATUS: PAY_SET_UP, MERCHANT_KYB_NOT_QUALIFIED: PAY_SET_UP,
  MERCHANT_NOT_REGISTERED: row('F', 'declined', 'register', 'configuration'),
  PROCESS_FAIL: row('F', 'declined', 'newAttempt', 'other'),
} as const satisfies Record<string, Row<AmsOutcomes['pay']>>;

/** ams.md 5.4, 6.3: codes of the question, not of the payment. */
const INQUIRY_PAYMENT = {
  SUCCESS: row('S', 'told', 'nothing', 'other'),
  // Also said of a code nobody has scanned yet; never final by itself (open-questions.md 10).
  ORDER_NOT_EXIST: row('F', 'notFound', 'ask', 'startAgain'),
} as const satisfies Record<string, Row<AmsOutcomes['inquiryPayment']>>;

/** ams.md 5.6, 6.4. ORDER_NOT_EXIST is no promise: a valid code may yet be scanned (open-questions.md 10, 12). */
const CANCEL = {
  SUCCESS: row('S', 'accepted', 'ask', 'other'),
  CANCEL_WINDOW_EXCEED: row('F', 'refused', 'refund', 'tooLate'),
  ORDER_STATUS_INVALID: row('F', 'refused', 'ask', 'startAgain'),
  ORDER_NOT_EXIST: row('F', 'nothingThere', 'ask', 'startAgain'),
  PROCESS_FAIL: row('F', 'unknown', 'repeat', 'gateway'),
} as const satisfies Record<string, Row<AmsOutcomes['cancel']>>;

const REFUND_NOT_PAID = row('F', 'refused', 'ask', 'notPaid');
const REFUND_SET_UP = row('F', 'refused', 'setUp', 'configuration');
/** ams.md 5.7, 6.5. An `F` is final for this refund's own id; whatever follows is a new refund. */
const REFUND = {
  SUCCESS: row('S', 'refunded', 'nothing', 'other'),
  REFUND_IN_PROCESS: row('U', 'inProcess', 'ask', 'inProcess'),
  REFUND_AMOUNT_EXCEED: row('F', 'refused', 'recount', 'tooMuch'),
  REFUND_WINDOW_EXCEED: row('F', 'refused', 'byHand', 'tooLate'),
  MULTIPLE_REFUNDS_NOT_SUPPORTED: row('F', 'refused', 'byHand', 'onceOnly'),
  PARTIAL_REFUND_NOT_SUPPORTED: row('F', 'refused', 'recount', 'wholeOnly'),
  REFUND_NOT_SUPPORTED: row('F', 'refused', 'byHand', 'notPossible'),
  ORDER_IS_CANCELED: row('F', 'refused', 'nothing', 'alreadyBack'),
  ORDER_NOT_EXIST: REFUND_NOT_PAID, ORDER_STATUS_INVALID: REFUND_NOT_PAID,
  // A refund under this id exists with other values: whether it moved money is asked, never assumed.
  REPEAT_REQ_INCONSISTENT: row('F', 'unknown', 'ask', 'gateway'),
  MERCHANT_BALANCE_NOT_ENOUGH: row('F', 'refused', 'later', 'shopBalance'),
  RISK_REJECT: row('F', 'refused', 'byHand', 'refused'),
  CURRENCY_NOT_SUPPORT: REFUND_SET_UP, INVALID_MERCHANT_STATUS: REFUND_SET_UP,
  PROCESS_FAIL: row('F', 'refused', 'later', 'refused'),
} as const satisfies Record<string, Row<AmsOutcomes['refund']>>;

const REFUND_NOT_FOUND = row('F', 'notFound', 'repeat', 'gateway');
/** ams.md 5.8, 6.5 last paragraph: either code is to be expected for a refund the gateway does not know. [inferred] */
const INQUIRY_REFUND = {
  SUCCESS: row('S', 'told', 'nothing', 'other'),
  REFUND_IN_PROCESS: row('U', 'unknown', 'ask', 'inProcess'),
  REFUND_NOT_EXIST: REFUND_NOT_FOUND, ORDER_NOT_EXIST: REFUND_NOT_FOUND,
} as const satisfies Record<string, Row<AmsOutcomes['inquiryRefund']>>;

/** ams.md 6.6. */
const REGISTRATION = {
  SUCCESS: row('S', 'accepted', 'ask', 'other'),
  REPEAT_REGISTRATION: row('F', 'refused', 'ask', 'configuration'),
  REPEAT_REQ_INCONSISTENT: row('F', 'refused', 'correct', 'configuration'),
  RECORD_NOT_FOUND: row('F', 'refused', 'register', 'configuration'),
} as const satisfies Record<string, Row<AmsOutcomes['registration']>>;

/** The codes of each service that speak of its subject; those of the gateway itself are in AMS_GATEWAY_CODES. */
export const AMS_CODES = { pay: PAY, inquiryPayment: INQUIRY_PAYMENT, cancel: CANCEL, refund: REFUND, inquiryRefund: INQUIRY_REFUND, registration: REGISTRATION } as const;

/** By service, what an answer comes to that no row speaks of. `F` to a cancel is tried again (ams.md 5.6); to a question it leaves the subject unknown. */
const BY_STATUS: { readonly [S in AmsService]: { readonly S: AmsOutcomes[S]; readonly F: AmsOutcomes[S] } } = {
  pay: { S: 'done', F: 'declined' },
  inquiryPayment: { S: 'told', F: 'unknown' },
  cancel: { S: 'accepted', F: 'unknown' },
  refund: { S: 'refunded', F: 'refused' },
  inquiryRefund: { S: 'told', F: 'unknown' },
  registration: { S: 'accepted', F: 'refused' },
};
/** By service, what a refusal of the gateway itself comes to (ams.md 6.1): nothing happened, and no repeat of the call will change that. */
const SET_UP_OUTCOMES: { readonly [S in AmsService]: AmsOutcomes[S] } = {
  pay: 'declined', inquiryPayment: 'unknown', cancel: 'refused', refund: 'refused', inquiryRefund: 'unknown', registration: 'refused',
};

export interface AmsVerdict<S extends AmsService> {
  readonly outcome: AmsOutcomes[S];
  /** False for a code nobody has documented for this service. */
  readonly known: boolean;
}

const of = <T>(table: Readonly<Record<string, T>>, code: string): T | undefined => (Object.hasOwn(table, code) ? table[code] : undefined);

/** What a verified answer comes to. Status and code that contradict each other leave the subject unknown, unless the status is `S`. */
export function amsVerdict<S extends AmsService>(service: S, status: AmsStatus, code: string): AmsVerdict<S> {
  // A table's rows have the outcomes of their own service, which the compiler cannot follow through the index.
  const own = of<Row<string>>(AMS_CODES[service], code) as Row<AmsOutcomes[S]> | undefined;
  const gateway = own ? undefined : of<Omit<Row<string>, 'outcome'>>(AMS_GATEWAY_CODES, code);
  const verdict = (outcome: AmsOutcomes[S]): AmsVerdict<S> => ({ outcome, known: own !== undefined || gateway !== undefined });
  const unknown = verdict('unknown' as AmsOutcomes[S]);
  if (status === 'S') return verdict(BY_STATUS[service].S);
  if (own) return own.status === status ? verdict(own.outcome) : unknown;
  if (gateway) return gateway.status === status && gateway.next === 'setUp' ? verdict(SET_UP_OUTCOMES[service]) : unknown;
  return status === 'F' ? verdict(BY_STATUS[service].F) : unknown;
}
