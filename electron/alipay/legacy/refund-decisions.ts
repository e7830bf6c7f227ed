import { LEGACY_REFUND_STATES, legacyVerdict } from '../../../shared/payment/legacy-codes.ts';
import { fromDecimal, type Currency } from '../../../shared/money.ts';
import type { CallOutcome, RefundKey, RefundOutcome, RefundResult } from '../../payments/provider.ts';
import { unreadable } from '../calls.ts';
import { tidyCode } from '../text.ts';
import { answered, errorCode, field, result, row, withoutBusiness, type Fields, type LegacyReply } from './reply.ts';

const nothing = (call: CallOutcome): RefundResult => ({ call, refund: { kind: 'unknown' } });

/**
 * What is wrong with an answer that should speak of this refund; null when nothing is. The echoes are optional (legacy.md 4.A.4, 4.D.1), so one that is
 * absent is no contradiction, but at least one must be there before anything is called refunded. In which currency a refund is answered that was priced in
 * another one than it settles in is undefined (open-questions.md 4): only an amount in the payment's own is compared.
 */
function contradiction(fields: Fields, { payment, refundReference, amountMinor }: RefundKey, settlement: Currency): string | null {
  const payments = [field(fields, 'partner_trans_id'), field(fields, 'out_trade_no')].filter((text) => text !== '');
  const refunds = [field(fields, 'partner_refund_id'), field(fields, 'out_return_no')].filter((text) => text !== '');
  if (payments.some((text) => text !== payment.merchantReference)) return 'wrongReference';
  if (refunds.some((text) => text !== refundReference)) return 'wrongRefund';
  const currency = field(fields, 'currency') || payment.currency;
  if (currency !== payment.currency) return currency === settlement ? null : 'currencyMismatch';
  const amount = field(fields, 'refund_amount');
  return amount !== '' && fromDecimal(amount, payment.currency) !== amountMinor ? 'amountMismatch' : null;
}

const isNamed = (fields: Fields): boolean => field(fields, 'partner_refund_id') !== '' || field(fields, 'out_return_no') !== '' || field(fields, 'partner_trans_id') !== '';

/**
 * REFUND (legacy.md 4.A.4, 10.5). A synchronous answer is the refund's result; an asynchronous success only says that it is accepted, a refusal is final
 * either way.
 */
export function decideRefund(reply: LegacyReply, key: RefundKey, settlement: Currency, mode: 'sync' | 'async'): RefundResult {
  if (reply.kind !== 'business') return nothing(withoutBusiness(reply));
  const { fields } = reply;
  const wrong = contradiction(fields, key, settlement);
  if (wrong !== null) return nothing(unreadable(wrong));
  const call = answered(fields);
  switch (result(fields)) {
    case 'success':
      if (!isNamed(fields)) return nothing(unreadable('noReference'));
      return { call, refund: mode === 'sync' ? { kind: 'refunded', gatewayRefundId: null, refundedAtMs: null } : { kind: 'inProcess', gatewayRefundId: null } };
    case 'unknown':
      return nothing(call);
    case 'failure': {
      const code = errorCode(fields);
      return { call, refund: legacyVerdict('refund', code).outcome === 'refused' ? { kind: 'refused', reason: tidyCode(code) } : { kind: 'unknown' } };
    }
  }
}

/** REFUND QUERY (legacy.md 4.D.1): `response_code` is about the question, `refund_result_code` about the refund. */
export function decideRefundQuery(reply: LegacyReply, key: RefundKey, settlement: Currency): RefundResult {
  if (reply.kind !== 'business') return nothing(withoutBusiness(reply));
  const { fields } = reply;
  const wrong = contradiction(fields, key, settlement);
  if (wrong !== null) return nothing(unreadable(wrong));
  const said = field(fields, 'refund_error_code') || field(fields, 'refund_result_code') || field(fields, 'response_code');
  const call: CallOutcome = { kind: 'answered', gatewayCode: tidyCode(said) };
  const { outcome } = legacyVerdict('refundQuery', field(fields, 'response_code'));
  if (outcome !== 'told') return { call, refund: { kind: outcome } };
  const state = row<{ readonly outcome: 'refunded' | 'inProcess' | 'refused' } | null>(LEGACY_REFUND_STATES, field(fields, 'refund_result_code'), null);
  if (state !== null && state.outcome !== 'inProcess' && !isNamed(fields)) return nothing(unreadable('noReference'));
  return { call, refund: refundOf(state?.outcome ?? null, said) };
}

function refundOf(outcome: 'refunded' | 'inProcess' | 'refused' | null, said: string): RefundOutcome {
  switch (outcome) {
    case 'refunded':
      return { kind: 'refunded', gatewayRefundId: null, refundedAtMs: null };
    case 'inProcess':
      return { kind: 'inProcess', gatewayRefundId: null };
    case 'refused':
      return { kind: 'refused', reason: tidyCode(said) };
    case null:
      return { kind: 'unknown' };
  }
}
