import { toDecimal } from '../../shared/money.ts';
import { CANCEL_CODES, PASSING_CANCEL_CODES, REFUND_PERIOD_MS, UNSCANNED_CODE } from './legacy-inferred.ts';
import { CANCEL_RULES, QUERY_RULES } from './legacy-parameters.ts';
import {
  detailedFailure, failed, moneyFields, now, ownTrade, ownTradeNumbered, payerFields, refused, settledMoney, walletFields, type BusinessAnswer, type LegacyCaller,
  type LegacyField, type LegacyFields, type LegacyService, type LegacyWorld,
} from './legacy-world.ts';
import { isFinished } from './refunds.ts';
import { cancelled, type Trade } from './trades.ts';

/** alipay.acquire.overseas.query (legacy.md 4.A.2). */
export const QUERY: LegacyService = {
  faults: 'legacy.query',
  rules: QUERY_RULES,
  element: 'alipay',
  referenceIn: 'partner_trans_id',
  prepare: (params, caller) => {
    if (params.has('partner_trans_id') || (params.has('alipay_trans_id') && caller.edition === 'global')) return { kind: 'ready', run: (world) => query(params, caller, world) };
    // The HK page marks partner_trans_id required, the global one asks for either (legacy.md 4.A.2).
    return refused('ILLEGAL_ARGUMENT', caller.edition === 'hk' ? 'partner_trans_id missing' : 'partner_trans_id and alipay_trans_id missing');
  },
  failure: (code) => new Map([['result_code', 'FAIL'], ['error', code]]),
  unknown: () => new Map([['result_code', 'UNKNOWN']]),
};

function query(params: LegacyFields, caller: LegacyCaller, { book, clock }: LegacyWorld): BusinessAnswer {
  const id = params.get('alipay_trans_id');
  // alipay_trans_id is looked at first when both are given (legacy.md 4.A.2).
  const trade = id === undefined ? ownTrade(book, caller, params.get('partner_trans_id') ?? '') : ownTradeNumbered(book, caller, id);
  if (trade === null) return failed(QUERY, 'TRADE_NOT_EXIST');
  if (!trade.scanned) return failed(QUERY, UNSCANNED_CODE);
  const settled = settledMoney(trade, trade.amountMinor);
  const forex: readonly LegacyField[] = trade.edition === 'hk' ? [] : [['forex_total_fee', toDecimal(settled.amountMinor, settled.currency)], ['trans_forex_rate', settled.rate]];
  return now(
    ['alipay_trans_id', trade.id],
    ['alipay_trans_status', statusOf(trade, clock.nowMs())],
    ['out_trade_no', trade.reference],
    ['partner_trans_id', trade.reference],
    ['result_code', 'SUCCESS'],
    ...forex,
    ...moneyFields(trade),
    ...walletFields(trade),
    ...(trade.paidAtMs === null ? [] : payerFields(trade)),
  );
}

/** A failed trade never takes shape on this gateway; it would read as closed. */
const STATUS = { waiting: 'WAIT_BUYER_PAY', paid: 'TRADE_SUCCESS', closed: 'TRADE_CLOSED', failed: 'TRADE_CLOSED' } as const satisfies Record<Trade['state'], string>;

/** alipay_trans_status and trade_status (legacy.md 6.1). */
export const statusOf = (trade: Trade, nowMs: number): string => (isFinished(trade, REFUND_PERIOD_MS, nowMs) ? 'TRADE_FINISHED' : STATUS[trade.state]);

const cancelFailure = (code: string): LegacyFields => new Map([
  ...detailedFailure(code),
  // Y: failed for a passing reason, send it again (legacy.md 4.A.3).
  ['retry_flag', PASSING_CANCEL_CODES.includes(code) ? 'Y' : 'N'],
]);

/** alipay.acquire.cancel (legacy.md 4.A.3). */
export const CANCEL: LegacyService = {
  faults: 'legacy.cancel',
  rules: CANCEL_RULES,
  element: 'alipay',
  referenceIn: 'out_trade_no',
  prepare: (params, caller) => ({ kind: 'ready', run: (world) => cancel(params, caller, world) }),
  failure: cancelFailure,
  unknown: () => new Map([['result_code', 'UNKNOWN'], ['retry_flag', 'Y']]),
};

function cancel(params: LegacyFields, caller: LegacyCaller, { clock, book }: LegacyWorld): BusinessAnswer {
  const reference = params.get('out_trade_no') ?? '';
  const tradeNo = params.get('trade_no');
  // trade_no wins when both are given, even when nothing carries it (legacy.md 4.A.3; open-questions.md 5).
  const trade = tradeNo === undefined ? ownTrade(book, caller, reference) : ownTradeNumbered(book, caller, tradeNo);
  if (trade === null) {
    if (tradeNo === undefined) book.burn('legacy', reference, caller.partner);
    return now(['action', 'close'], ['out_trade_no', reference], ['result_code', 'SUCCESS'], ['retry_flag', 'N']);
  }
  const verdict = cancelled(trade, clock.nowMs());
  switch (verdict.kind) {
    case 'cancelled': {
      if (verdict.trade !== trade) {
        if (verdict.moneyReturned && book.funds() === 'low') return failed(CANCEL, CANCEL_CODES.poor);
        book.put(verdict.trade);
      }
      // A code nobody scanned has no trade yet, and so no number.
      const number: readonly LegacyField[] = trade.scanned ? [['trade_no', trade.id]] : [];
      return now(['action', verdict.moneyReturned ? 'refund' : 'close'], ['out_trade_no', trade.reference], ['result_code', 'SUCCESS'], ['retry_flag', 'N'], ...number);
    }
    case 'tooLate':
      return failed(CANCEL, isFinished(trade, REFUND_PERIOD_MS, clock.nowMs()) ? CANCEL_CODES.finished : CANCEL_CODES.tooLate);
    case 'failedBefore':
      return failed(CANCEL, CANCEL_CODES.failed);
    case 'partlyRefunded':
      return failed(CANCEL, CANCEL_CODES.partlyRefunded);
    default:
      return verdict satisfies never;
  }
}
