import { cancelWindowEndsMs } from './cancel-window.ts';
import type { RefundState, RefundWay } from './refund-machine.ts';

/**
 * Why money goes back the way it does, for the cashier's words:
 * - wholeSameDay: all of it and early enough, so the payment is undone and its fee comes back too (legacy.md 6.6, ams.md 7.4).
 * - part: only a part goes back; a cancel takes back all or nothing.
 * - partIsBack: some of it went back before.
 * - windowOver: after 00:15 GMT+8 of the next day nothing can be cancelled any more.
 * - cancelRefused: the gateway would not cancel it.
 */
export const WAY_REASONS = ['wholeSameDay', 'part', 'partIsBack', 'windowOver', 'cancelRefused'] as const;
export type WayReason = (typeof WAY_REASONS)[number];

/** What the choice depends on. */
export interface PaidPayment {
  readonly amountMinor: number;
  readonly createdAtMs: number;
  /** As the gateway states it: money on the printed code may have been paid before the till learnt of it. */
  readonly paidAtMs: number | null;
}
export interface EarlierRefund {
  readonly way: RefundWay;
  readonly state: RefundState;
  readonly amountMinor: number;
}

/** Last moment, UTC ms, at which the payment may still be cancelled. */
export const cancelUntilMs = (payment: PaidPayment): number => cancelWindowEndsMs(Math.min(payment.createdAtMs, payment.paidAtMs ?? payment.createdAtMs));

/** Chooses how `amountMinor` of a paid payment goes back, and says why. Pure: the same facts give the same way in preview and in earnest. */
export function chooseWay(payment: PaidPayment, earlier: readonly EarlierRefund[], amountMinor: number, nowMs: number): { readonly way: RefundWay; readonly why: WayReason } {
  const mayHaveMoved = earlier.some(({ state }) => state !== 'refused' && state !== 'notSent');
  if (mayHaveMoved) return { way: 'refund', why: 'partIsBack' };
  if (amountMinor !== payment.amountMinor) return { way: 'refund', why: 'part' };
  if (earlier.some(({ way, state }) => way === 'cancel' && state === 'refused')) return { way: 'refund', why: 'cancelRefused' };
  if (nowMs > cancelUntilMs(payment)) return { way: 'refund', why: 'windowOver' };
  return { way: 'cancel', why: 'wholeSameDay' };
}

/** Money of one payment that is back or may be on its way: never offered a second time. */
export const reservedMinor = (refunds: readonly EarlierRefund[]): number =>
  refunds.reduce((sum, { state, amountMinor }) => (state === 'refused' || state === 'notSent' ? sum : sum + amountMinor), 0);
export const refundedMinor = (refunds: readonly EarlierRefund[]): number => refunds.reduce((sum, { state, amountMinor }) => (state === 'refunded' ? sum + amountMinor : sum), 0);

/**
 * Whether another refund of the same payment may begin. A refund the gateway has verifiably accepted has its place in the gateway's books, so a second
 * one beside it can at most be refused for want of money. One whose outcome is unknown has not, and a cancel undoes everything: both are waited for.
 */
export const mayRefundMore = (refunds: readonly EarlierRefund[]): boolean =>
  refunds.every(({ way, state }) => {
    switch (state) {
      case 'refunded':
      case 'refused':
      case 'notSent':
        return true;
      case 'queued':
        return way === 'refund';
      case 'created':
      case 'sent':
      case 'asking':
        return false;
    }
  });
