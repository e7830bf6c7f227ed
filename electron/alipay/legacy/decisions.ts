import { legacyVerdict } from '../../../shared/payment/legacy-codes.ts';
import { fromDecimal, type Currency, type Minor } from '../../../shared/money.ts';
import type { CallResult, CancelOutcome, CancelResult, CallOutcome, PaidEvidence } from '../../payments/provider.ts';
import { unreadable } from '../calls.ts';
import { cut, isMasked, tidyCode } from '../text.ts';
import { answered, errorCode, field, result, row, tradeId, tradeNo, withoutBusiness, type Fields, type LegacyReply } from './reply.ts';
import { fromGmt8 } from './times.ts';

/** States of a trade in QUERY answers and notifications (legacy.md 6.1). TRADE_PENDING is not final: the seller's account is frozen. */
export const TRADE_STATUSES: Readonly<Record<string, 'waiting' | 'paid' | 'closed'>> = {
  WAIT_BUYER_PAY: 'waiting', TRADE_PENDING: 'waiting', TRADE_SUCCESS: 'paid', TRADE_FINISHED: 'paid', TRADE_CLOSED: 'closed',
};

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
    paidAtMs: fromGmt8(field(fields, 'alipay_pay_time')),
    payerHint: isMasked(login) ? login : null,
    wallet: tidyCode(field(fields, 'payment_inst')) || null,
  };
}

function paid(fields: Fields, expected: Expected): CallResult {
  const evidence = evidenceOf(fields, expected);
  return typeof evidence === 'string' ? nothing(unreadable(evidence)) : { call: answered(fields), payment: { kind: 'paid', evidence } };
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
      return { call, payment: legacyVerdict('pay', code).outcome === 'declined' ? { kind: 'declined', reason: tidyCode(code) } : { kind: 'unknown' } };
    }
  }
}

/** Text of a QR as the protocol's codes are, far below what a QR holds. */
const CODE_CHARS_MAX = 2048;

/** The code to show or to print; null when the answer has none that can be drawn. */
export function codeText(text: string): string | null {
  return text !== '' && text === cut(text, CODE_CHARS_MAX) && /^[\x21-\x7e]+$/.test(text) ? text : null;
}

/** PRECREATE (legacy.md 4.B.1, 6.3): a code nobody has scanned is no trade yet. `expiresAtMs`: the end the request has asked for. */
export function decidePrecreate(reply: LegacyReply, expected: Expected, expiresAtMs: number): CallResult {
  if (reply.kind !== 'business') return nothing(withoutBusiness(reply));
  const { fields } = reply;
  if (binding(fields, expected) === 'other') return nothing(unreadable('wrongReference'));
  const call = answered(fields);
  switch (result(fields)) {
    case 'success': {
      const text = codeText(field(fields, 'qr_code'));
      return text === null ? nothing(unreadable('noCode')) : { call, payment: { kind: 'codeReady', text, expiresAtMs, gatewayPaymentId: tradeId(fields) } };
    }
    case 'unknown':
      return nothing(call);
    case 'failure': {
      const code = errorCode(fields);
      return { call, payment: legacyVerdict('precreate', code).outcome === 'declined' ? { kind: 'declined', reason: tidyCode(code) } : { kind: 'unknown' } };
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
    case 'failure':
      return { call, payment: { kind: legacyVerdict('query', errorCode(fields)).outcome } };
    case 'success':
      break;
  }
  const status = row<'waiting' | 'paid' | 'closed' | null>(TRADE_STATUSES, field(fields, 'alipay_trans_status'), null);
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
      const verdict = legacyVerdict('cancel', code).outcome;
      // The flag is the gateway's own word on a repeat, but SYSTEM_ERROR is repeated whatever it says (legacy.md 6.2 step 5).
      if (code === 'SYSTEM_ERROR' || flag === 'Y' || (flag !== 'N' && verdict === 'unknown')) return { call, cancel: again };
      return { call, cancel: verdict === 'nothingThere' ? { kind: 'nothingThere' } : { kind: 'refused', reason: tidyCode(code) } };
    }
  }
}
