import { toDecimal } from '../../shared/money.ts';
import { readRefundAmount, type Money } from './legacy-amounts.ts';
import { newTradeNo } from './legacy-ids.ts';
import { REFUND_CODES, REFUND_PERIOD_MS, REFUND_URL_REQUIRED, SYNC_REFUND_PAUSE, UNSCANNED_CODE } from './legacy-inferred.ts';
import { REFUND_QUERY_RULES, REFUND_RULES } from './legacy-parameters.ts';
import {
  failed, now, ownTrade, refused, yuanFields, type BusinessAnswer, type LegacyCaller, type LegacyField, type LegacyFields, type LegacyService, type LegacyWorld,
} from './legacy-world.ts';
import { plainTime, nextRefundWindowMs, refundQueuedUntilMs, sameDay, timeOfDayMs } from './practice-time.ts';
import { askRefund, type KnownRefund, type Refund, type RefundState } from './refunds.ts';
import type { Edition, Trade } from './trades.ts';

/** alipay.acquire.overseas.spot.refund (legacy.md 4.A.4). */
export const REFUND: LegacyService = {
  faults: 'legacy.refund',
  rules: REFUND_RULES,
  element: 'alipay',
  referenceIn: 'partner_refund_id',
  prepare: (params, caller) => {
    const amount = readRefundAmount(params, caller.edition);
    if (amount.kind === 'refused') return amount;
    if (params.get('partner_refund_id') === params.get('partner_trans_id')) return refused('INVALID_PARAMETER', 'partner_refund_id is the payment id');
    if (params.has('refund_reason') && params.has('refund_reson')) return refused('INVALID_PARAMETER', 'refund_reason in both spellings');
    const mode = params.get('is_sync') === 'Y' ? 'sync' : 'async';
    if (mode === 'async' && REFUND_URL_REQUIRED[caller.edition] === 'whenAsync' && !params.has('notify_url')) return refused('ILLEGAL_ARGUMENT', 'notify_url missing');
    return { kind: 'ready', run: (world) => refund(params, caller, amount, mode, world) };
  },
  failure: (code) => new Map([['result_code', 'FAILED'], ['error', code]]),
  unknown: () => new Map([['result_code', 'UNKNOW']]),
};

function refund(params: LegacyFields, caller: LegacyCaller, amount: Money, mode: Refund['mode'], world: LegacyWorld): BusinessAnswer {
  const { clock, book, timing } = world;
  const reference = params.get('partner_refund_id') ?? '';
  const known = book.refundByReference('legacy', reference, caller.partner);
  if (known !== null && known.refund.mode !== mode) return failed(REFUND, REFUND_CODES.inconsistent);
  const trade = ownTrade(book, caller, params.get('partner_trans_id') ?? '');
  if (trade === null || (params.get('alipay_trans_id') ?? trade.id) !== trade.id) return failed(REFUND, REFUND_CODES.unknownTrade);
  if (!trade.scanned) return failed(REFUND, UNSCANNED_CODE);
  const nowMs = clock.nowMs();
  if (known === null && mode === 'sync' && timing.refundsRestAtNight && isPaused(caller.edition, nowMs)) return failed(REFUND, SYNC_REFUND_PAUSE.code);

  const verdict = askRefund(trade, {
    reference, id: newTradeNo(world, nowMs), ...amount, mode, reason: params.get('refund_reason') ?? params.get('refund_reson') ?? null,
    notifyUrl: mode === 'async' ? params.get('notify_url') ?? null : null, triesAtMs: mode === 'sync' ? nowMs : carriedOutAtMs(trade, nowMs, world),
    whenPoor: mode === 'sync' ? 'fails' : 'nightly', periodMs: REFUND_PERIOD_MS,
  }, known, nowMs, book.funds());
  switch (verdict.kind) {
    case 'taken':
      book.put(verdict.trade);
      return told(verdict);
    case 'known':
      return told(verdict);
    case 'inconsistent':
    case 'notPaid':
    case 'closed':
    case 'finished':
    case 'otherCurrency':
    case 'tooMany':
    case 'exceeds':
      return failed(REFUND, REFUND_CODES[verdict.kind]);
    default:
      return verdict satisfies never;
  }
}

function isPaused(edition: Edition, nowMs: number): boolean {
  const timeOfDay = timeOfDayMs(nowMs);
  return SYNC_REFUND_PAUSE.editions.includes(edition) && timeOfDay >= SYNC_REFUND_PAUSE.fromMs && timeOfDay < SYNC_REFUND_PAUSE.toMs;
}

/**
 * When an asynchronous refund is carried out: of a payment of the same GMT+8 day at once (global) or in the batch at 23:00 (HK), of an older one in
 * the window 23:00 to 05:00 (legacy.md 4.A.4).
 */
function carriedOutAtMs(trade: Trade, nowMs: number, { timing }: LegacyWorld): number {
  if (!sameDay(trade.paidAtMs ?? nowMs, nowMs)) return refundQueuedUntilMs(nowMs) + timing.asyncRefundMs;
  if (trade.edition === 'global') return nowMs + timing.asyncRefundMs;
  // In the last hour of the day the batch has begun and takes what comes.
  const opensMs = nextRefundWindowMs(nowMs);
  return (sameDay(opensMs, nowMs) ? opensMs : nowMs) + timing.asyncRefundMs;
}

/** With is_sync=Y how the refund ended, otherwise only that it was taken up; the same again for a repeat (legacy.md 4.A.4, 6.4). */
function told({ trade, refund: made }: KnownRefund): BusinessAnswer {
  if (made.mode === 'sync' && made.state === 'failed') return failed(REFUND, REFUND_CODES.poor);
  return now(
    ['alipay_trans_id', trade.id], ['currency', trade.currency], ['partner_refund_id', made.reference], ['partner_trans_id', trade.reference],
    ['refund_amount', toDecimal(made.amountMinor, trade.currency)], ['result_code', 'SUCCESS'], ...yuanFields(trade, made.amountMinor, 'refund_amount_cny'),
  );
}

/** alipay.acquire.refund.query; response_code plays the part of result_code (legacy.md 4.D.1). */
export const REFUND_QUERY: LegacyService = {
  faults: 'legacy.refundQuery',
  rules: REFUND_QUERY_RULES,
  element: 'alipay',
  referenceIn: 'out_return_no',
  prepare: (params, caller) => ({ kind: 'ready', run: (world) => refundQuery(params, caller, world) }),
  failure: (code) => new Map([['response_code', code]]),
  unknown: () => new Map([['response_code', 'QUERY_FAILED']]),
};

const REFUND_RESULT = { processing: 'PROCESSING', done: 'SUCCESS', failed: 'FAILED', cancelled: 'CANCELED' } as const satisfies Record<RefundState, string>;

function refundQuery(params: LegacyFields, caller: LegacyCaller, { book }: LegacyWorld): BusinessAnswer {
  const trade = ownTrade(book, caller, params.get('out_trade_no') ?? '');
  if (trade === null) return failed(REFUND_QUERY, 'TRADE_NOT_EXIST');
  if (!trade.scanned) return failed(REFUND_QUERY, UNSCANNED_CODE);
  const found = trade.refunds.find((one) => one.reference === params.get('out_return_no'));
  if (found === undefined) return failed(REFUND_QUERY, 'NOT_FOUND');
  const complaint: readonly LegacyField[] = found.failureCode === null ? [] : [['refund_error_code', found.failureCode]];
  return now(
    ['gmt_create', plainTime(found.createdAtMs)], ['out_return_no', found.reference], ['out_trade_no', trade.reference], ...complaint,
    ['refund_result_code', REFUND_RESULT[found.state]], ['response_code', 'SUCCESS'], ['trade_no', trade.id],
  );
}
