import { add, subtract, ZERO, type Currency, type Minor } from '../../shared/money.ts';
import { nextRefundWindowMs } from './practice-time.ts';
import type { Trade } from './trades.ts';

export type RefundState = 'processing' | 'done' | 'failed' | 'cancelled';

/** One refund in a gateway's ledger, kept inside the trade whose money it gives back. */
export interface Refund {
  /** partner_refund_id or refundRequestId. */
  readonly reference: string;
  /** The gateway's own number of the refund. */
  readonly id: string;
  readonly amountMinor: Minor;
  readonly mode: 'sync' | 'async';
  readonly state: RefundState;
  /** Why it failed, or why it is still processing; null while there is nothing to complain about. */
  readonly failureCode: string | null;
  readonly reason: string | null;
  /** Where its success is announced; null: nowhere. */
  readonly notifyUrl: string | null;
  readonly createdAtMs: number;
  /** When a processing refund is tried next; null: not by itself, somebody has to end it (`endedRefund`). */
  readonly triesAtMs: number | null;
  /** What that try brings: null the money, a code a failure with that code. */
  readonly failsWith: string | null;
  /** What a try does when the merchant's balance is too low: wait for the next nightly window until `givesUpAtMs`, or fail. */
  readonly whenPoor: 'nightly' | 'fails';
  readonly givesUpAtMs: number;
  readonly doneAtMs: number | null;
}

/** Whether the merchant's account can give money back: a switch of the practice world. */
export type Funds = 'enough' | 'low';

/** The merchant's balance does not cover the refund (legacy.md 10.5, refund.query; ams.md 6). */
export const POOR_CODE = 'MERCHANT_BALANCE_NOT_ENOUGH';
/** A refund waiting for funds is tried in each nightly window for 180 days (legacy.md 4.A.4). */
export const REFUND_TRIED_FOR_MS = 180 * 86_400_000;
/** Partial refunds one trade may have; a bound of the practice world, no reference gives a number. */
export const REFUNDS_PER_TRADE_MAX = 100;

const holds = (refund: Refund): boolean => refund.state === 'done' || refund.state === 'processing';
const totalOf = (trade: Trade, counted: (refund: Refund) => boolean): Minor =>
  trade.refunds.filter(counted).reduce((total, refund) => add(total, refund.amountMinor), ZERO);

/** What can still be refunded: the charge less refunds done and under way. Zero unless the trade is paid. */
export const refundableMinor = (trade: Trade): Minor => (trade.state === 'paid' ? subtract(trade.chargedMinor, totalOf(trade, holds)) : ZERO);

/** Whether any refund was done or is under way. */
export const isRefunded = (trade: Trade): boolean => trade.refunds.some(holds);

export interface RefundRequest {
  readonly reference: string;
  readonly id: string;
  readonly amountMinor: Minor;
  readonly currency: Currency;
  readonly mode: Refund['mode'];
  readonly reason: string | null;
  readonly notifyUrl: string | null;
  /** When the money moves; now or earlier: at once. */
  readonly triesAtMs: number | null;
  /** Absent: it succeeds. */
  readonly failsWith?: string | null;
  readonly whenPoor: Refund['whenPoor'];
  /** Paid longer ago than this: too late. */
  readonly periodMs: number;
}

export type RefundVerdict =
  /** Taken up: done, processing, or (sync with a low balance) failed. Put `trade`. */
  | { readonly kind: 'taken'; readonly trade: Trade; readonly refund: Refund }
  /** The same reference with the same meaning: nothing moves again. */
  | { readonly kind: 'known'; readonly trade: Trade; readonly refund: Refund }
  | { readonly kind: 'inconsistent' | 'notPaid' | 'closed' | 'finished' | 'otherCurrency' | 'tooMany' }
  | { readonly kind: 'exceeds'; readonly leftMinor: Minor };

/**
 * Judges a refund request against a settled trade. `known`: the refund that already carries this reference, wherever it is
 * (`TradeBook.refundByReference`). Money is never given back twice under one reference, nor more than was charged.
 */
export function askRefund(trade: Trade, request: RefundRequest, known: KnownRefund | null, nowMs: number, funds: Funds): RefundVerdict {
  if (known !== null) {
    const same = known.trade.id === trade.id && known.refund.amountMinor === request.amountMinor && trade.currency === request.currency;
    return same ? { kind: 'known', trade: known.trade, refund: known.refund } : { kind: 'inconsistent' };
  }
  if (trade.state === 'closed') return { kind: 'closed' };
  if (trade.state !== 'paid') return { kind: 'notPaid' };
  if (trade.currency !== request.currency) return { kind: 'otherCurrency' };
  if (isFinished(trade, request.periodMs, nowMs)) return { kind: 'finished' };
  const leftMinor = refundableMinor(trade);
  if (request.amountMinor > leftMinor) return { kind: 'exceeds', leftMinor };
  if (trade.refunds.length >= REFUNDS_PER_TRADE_MAX) return { kind: 'tooMany' };
  const refund: Refund = {
    reference: request.reference, id: request.id, amountMinor: request.amountMinor, mode: request.mode, state: 'processing', failureCode: null,
    reason: request.reason, notifyUrl: request.notifyUrl, createdAtMs: nowMs, triesAtMs: request.triesAtMs, failsWith: request.failsWith ?? null, whenPoor: request.whenPoor,
    givesUpAtMs: nowMs + REFUND_TRIED_FOR_MS, doneAtMs: null,
  };
  const taken = settledRefunds({ ...trade, refunds: [...trade.refunds, refund] }, nowMs, funds);
  return { kind: 'taken', trade: taken, refund: taken.refunds.at(-1) ?? refund };
}

export interface KnownRefund {
  readonly trade: Trade;
  readonly refund: Refund;
}

/** Paid, and the contract's refund period is over: TRADE_FINISHED (legacy.md 6.1). */
export const isFinished = (trade: Trade, periodMs: number, nowMs: number): boolean =>
  trade.state === 'paid' && trade.paidAtMs !== null && nowMs > trade.paidAtMs + periodMs;

/** What time alone has done to a trade's refunds, with the balance as it is now. The same object when nothing moved. */
export function settledRefunds(trade: Trade, nowMs: number, funds: Funds): Trade {
  const refunds = trade.refunds.map((refund) => triedRefund(refund, nowMs, funds));
  return refunds.every((refund, place) => refund === trade.refunds[place]) ? trade : withRefunds(trade, refunds, nowMs);
}

function triedRefund(refund: Refund, nowMs: number, funds: Funds): Refund {
  if (refund.state !== 'processing' || refund.triesAtMs === null || refund.triesAtMs > nowMs) return refund;
  if (refund.failsWith !== null) return { ...refund, state: 'failed', failureCode: refund.failsWith, triesAtMs: null };
  if (funds === 'enough') return { ...refund, state: 'done', failureCode: null, triesAtMs: null, doneAtMs: refund.triesAtMs };
  if (refund.whenPoor === 'fails') return { ...refund, state: 'failed', failureCode: POOR_CODE, triesAtMs: null };
  let triesAtMs = refund.triesAtMs;
  while (triesAtMs <= nowMs && triesAtMs < refund.givesUpAtMs) triesAtMs = nextRefundWindowMs(triesAtMs);
  if (triesAtMs >= refund.givesUpAtMs && nowMs >= refund.givesUpAtMs) return { ...refund, state: 'failed', failureCode: POOR_CODE, triesAtMs: null };
  return { ...refund, failureCode: POOR_CODE, triesAtMs };
}

/** How a refund ends by hand. */
export type RefundEnd = { readonly state: 'done' | 'cancelled' } | { readonly state: 'failed'; readonly code: string };

/**
 * Ends a refund by hand, as a practice panel may: done, failed with a code, or cancelled. Null when the trade has no
 * processing refund of that reference.
 */
export function endedRefund(trade: Trade, reference: string, end: RefundEnd, nowMs: number): Trade | null {
  const refund = trade.refunds.find((one) => one.reference === reference);
  if (refund === undefined || refund.state !== 'processing') return null;
  const ended: Refund = {
    ...refund, state: end.state, triesAtMs: null, failureCode: end.state === 'failed' ? end.code : null, doneAtMs: end.state === 'done' ? nowMs : null,
  };
  return withRefunds(trade, trade.refunds.map((one) => (one === refund ? ended : one)), nowMs);
}

/** The trade with these refunds: what is done has gone back, and a trade given back whole is closed (legacy.md 6.1). */
function withRefunds(trade: Trade, refunds: readonly Refund[], nowMs: number): Trade {
  const changed = { ...trade, refunds };
  const returnedMinor = totalOf(changed, (refund) => refund.state === 'done');
  if (returnedMinor < trade.chargedMinor) return { ...changed, returnedMinor };
  const lastDoneMs = Math.max(...refunds.map((refund) => refund.doneAtMs ?? 0));
  return { ...changed, returnedMinor, state: 'closed', closedBy: 'refund', closedAtMs: lastDoneMs === 0 ? nowMs : lastDoneMs };
}
