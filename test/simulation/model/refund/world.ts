import { PRODUCT_TIMING, type PaymentProduct, type ProductTiming, type RefundTiming } from '../../../../shared/payment/products.ts';
import type { RefundState, RefundWay } from '../../../../shared/payment/refund-machine.ts';

/**
 * The world of one paid payment whose money goes back: the till with its journal, its calls on their way, the gateway's book. Time goes in ticks, as in
 * payment/world.ts: what matters is what can overtake what.
 */
export const TICK_MS = 1_000;
/** A request that has not arrived after so many ticks never does. */
export const LATE_TICKS = 2;
/** How long an answer that a request under way could still undo is not believed: longer than `LATE_TICKS`, as with the real numbers. */
export const SETTLE_TICKS = LATE_TICKS + 1;
/** What was paid, in parts that can go back one by one. */
export const PAID = 2;
export const ASKS_MAX = 2;
export const PAUSE_TICKS = { first: 1, most: 2 } as const;
/** Inquiries without an answer after which an accepted cancel stands by itself. */
export const CONFIRM_TRIES = 2;

export const REFUND_MODEL_TIMING: RefundTiming = { callMs: TICK_MS, askEveryMs: TICK_MS, asksMax: ASKS_MAX, laterEveryMs: { first: PAUSE_TICKS.first * TICK_MS, most: PAUSE_TICKS.most * TICK_MS } };
export const PAYMENT_MODEL_TIMING: Record<PaymentProduct, ProductTiming> = {
  ...PRODUCT_TIMING, alipayBarcode: { ...PRODUCT_TIMING.alipayBarcode, confirmTries: CONFIRM_TRIES, cancelSettleMs: SETTLE_TICKS * TICK_MS },
};

export type Service = 'refund' | 'inquireRefund' | 'cancel' | 'inquire';
/** What a gateway says, or what the till hears instead: `unknown` stands for everything that cannot be believed. */
export type AnswerName = 'refunded' | 'refused' | 'accepted' | 'absent' | 'closed' | 'paid' | 'unknown' | 'notSent' | 'timeout';

export interface Call {
  readonly service: Service;
  readonly refund: number;
  /** The first call of the refund: only of that one "not sent" is proof. */
  readonly isFirst: boolean;
  /** `out`: the request is on its way. `back`: the answer is. */
  phase: 'out' | 'back';
  answer: AnswerName;
  ageTicks: number;
  /** False when nobody waits for it any more and only the request itself may still arrive. */
  isAwaited: boolean;
}

/** The gateway's book on one reference; a refusal for want of money leaves none. */
export type Book = 'none' | 'queued' | 'done' | 'failed';

export interface Refund {
  /** The return whose money it is. */
  readonly order: number;
  readonly way: RefundWay;
  readonly amount: number;
  /** On disk. */
  state: RefundState;
  /** In the process: gone with a crash. */
  place: 'off' | 'send' | 'ask' | 'wait' | 'done';
  waitTicks: number;
  asksDone: number;
  pauseTicks: number;
  isEarly: boolean;
  wasAskedNow: boolean;
  cancelRefused: boolean;
  unconfirmed: number;
  /** Ticks since a call that may have acted ended without word; -1: there was none. */
  openEndedTicks: number;
  /** Whether that was long enough ago when the present inquiry began. */
  counts: boolean;
  /** At the gateway. */
  book: Book;
}

export interface World {
  on: boolean;
  /** The cancel window is over. */
  night: boolean;
  /** The refund whose cancel undid the payment; -1: it stands. */
  cancelledBy: number;
  ordersLeft: number;
  retriesLeft: number;
  crashesLeft: number;
  nightsLeft: number;
  orders: number;
  refunds: Refund[];
  calls: Call[];
}

/** How much may happen besides what the line does, which always may. */
export interface Budget {
  readonly orders: number;
  readonly retries: number;
  readonly crashes: number;
  readonly nights: number;
}

export const newWorld = (budget: Budget): World => ({
  on: true, night: false, cancelledBy: -1, ordersLeft: budget.orders, retriesLeft: budget.retries, crashesLeft: budget.crashes, nightsLeft: budget.nights, orders: 0, refunds: [], calls: [],
});

export const newRefund = (order: number, way: RefundWay, amount: number): Refund => ({
  order, way, amount, state: 'created', place: 'off', waitTicks: 0, asksDone: 0, pauseTicks: PAUSE_TICKS.first, isEarly: false, wasAskedNow: false, cancelRefused: false, unconfirmed: 0, openEndedTicks: -1,
  counts: true, book: 'none',
});

export const cloneWorld = (world: World): World => ({ ...world, refunds: world.refunds.map((refund) => ({ ...refund })), calls: world.calls.map((call) => ({ ...call })) });
