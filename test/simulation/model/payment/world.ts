import type { AttemptState } from '../../../../shared/payment/machine.ts';
import { PRODUCT_TIMING, type PaymentProduct, type ProductTiming } from '../../../../shared/payment/products.ts';

/**
 * The world of one sale, small enough to be walked whole: the till with its journal, its calls on their way, the gateway's book, the customer. Time goes in
 * ticks, and every wait of the product is a tick or a few: what matters is what can overtake what, not how long it takes.
 */
export const TICK_MS = 1_000;

/** A request that has not arrived after so many ticks never does; shorter than `cancelSettleMs` and `expiryMarginMs`, as with the real numbers. */
export const LATE_TICKS = 2;

/** The product's own numbers, shrunk. Zero stays zero, and what has to be longer than something else stays longer. */
export const modelTiming = (product: PaymentProduct): ProductTiming => ({
  payAnswerMs: TICK_MS, callMs: TICK_MS, inquireEveryMs: TICK_MS, inquiriesMax: 2, cancelRetryMs: [TICK_MS], showRetries: Math.min(PRODUCT_TIMING[product].showRetries, 1),
  expiresAfterMs: 4 * TICK_MS, confirmTries: 2, codeWithdrawnMs: TICK_MS, cancelSettleMs: (LATE_TICKS + 1) * TICK_MS, expiryMarginMs: (LATE_TICKS + 1) * TICK_MS, unresolvedEveryMs: { first: TICK_MS, most: 2 * TICK_MS },
});

export type Service = 'pay' | 'inquire' | 'cancel';
/** What a gateway may say, or what the till hears instead: `unknown` stands for everything that cannot be believed. */
export type AnswerName =
  | 'paid' | 'declined' | 'closed' | 'waiting' | 'notFound' | 'code' | 'unknown' | 'notSent' | 'timeout'
  | 'accepted' | 'refused' | 'nothingThere';

/** Who in the till waits for a call: the attempt's own round, a pay call whose answer is late, somebody who doubts an end. */
export type Task = 'main' | 'late' | 'doubtLate' | 'doubtNotice';

export interface Call {
  readonly service: Service;
  readonly attempt: number;
  task: Task;
  /** `out`: the request is on its way. `back`: the answer is. */
  phase: 'out' | 'back';
  answer: AnswerName;
  ageTicks: number;
  /** The till stops waiting at this age; 0 when nobody waits any more and only the request itself may still arrive. */
  deadlineTicks: number;
}

/** Where the round of an attempt stands (electron/payments/drive.ts and what it calls). */
export type Place =
  | 'off' | 'round' | 'done' | 'charging' | 'coding' | 'codePause' | 'turn' | 'ask' | 'withdrawing' | 'cancelCall' | 'cancelPause' | 'confirmAsk' | 'confirmAgain' | 'confirmPause' | 'lastCancel';

export interface Doubt {
  place: 'pause' | 'ask';
  waitTicks: number;
  pauseTicks: number;
}

/** The gateway's book on one reference. `burnt`: cancelled before it existed, so it never will (legacy.md 6.6). */
export type TradeState = 'none' | 'burnt' | 'unscanned' | 'waiting' | 'paid' | 'closed' | 'declined';

export interface Attempt {
  /** On disk. */
  state: AttemptState;
  booked: boolean;
  found: boolean;
  hasCode: boolean;
  /** How far the till's clock was wrong when it was created, and whether the night was over. */
  skewDays: number;
  afterNight: boolean;
  /** Ticks of true time until it expires; goes on counting below zero as far as anybody looks. */
  leftTicks: number;
  /** The one message "paid" that the gateway sends: `stored` when the till died before it was applied. */
  notice: 'none' | 'stored' | 'applied';
  /** A message's doubt about this attempt's end is on disk and not settled. */
  doubtOpen: boolean;

  /** In the process: gone with a crash. */
  place: Place;
  /** The state in which `turn` and `ask` began. */
  at: AttemptState;
  waitTicks: number;
  cancelAsked: boolean;
  askNowWanted: boolean;
  askedNow: boolean;
  early: boolean;
  expired: boolean;
  inquiriesDone: number;
  inquiriesMax: number;
  nextAskTicks: number;
  expiresTicks: number;
  codeExpiresTicks: number;
  codeOnScreen: boolean;
  cancelIsSure: boolean;
  /** Ticks since a cancel that may have acted ended; -1: there was none. */
  cancelEndedTicks: number;
  pauseTicks: number;
  sends: number;
  cancelCalls: number;
  unanswered: number;
  lastSaidNotFound: boolean;
  doubtLate: Doubt | null;
  doubtNotice: Doubt | null;

  /** At the gateway, and in the customer's hand. */
  trade: TradeState;
  wasPaid: boolean;
  lifeTicks: number;
  codeSeen: boolean;
}

export interface World {
  on: boolean;
  /** Days by which the till's clock is wrong. */
  skewDays: number;
  /** The sale begins in the last minute of Alipay's day; true once the cancel window of that day is over. */
  night: boolean;
  /** AMS and the legacy gateway may not know a code before somebody has scanned it (open-questions.md 10). */
  readonly hidesUnscanned: boolean;
  paymentsLeft: number;
  nightsLeft: number;
  jumpsLeft: number;
  crashesLeft: number;
  saleDone: boolean;
  attempts: Attempt[];
  calls: Call[];
  /** Something that may not happen has happened inside the till. */
  wrong: string | null;
}

/** How much may happen besides what the line does, which always may. */
export interface Budget {
  /** How often the sale is charged: 2 lets the cashier charge it again, under a new reference, once nothing of it is open. */
  readonly payments: number;
  readonly crashes: number;
  readonly jumps: number;
  readonly nights: number;
}

export const newWorld = (budget: Budget, hidesUnscanned: boolean): World => ({
  on: true, skewDays: 0, night: false, hidesUnscanned, paymentsLeft: budget.payments, nightsLeft: budget.nights, jumpsLeft: budget.jumps, crashesLeft: budget.crashes, saleDone: false, attempts: [], calls: [], wrong: null,
});

export const newAttempt = (world: World, lifeTicks: number): Attempt => ({
  state: 'created', booked: false, found: false, hasCode: false, skewDays: world.skewDays, afterNight: world.night, leftTicks: lifeTicks, notice: 'none', doubtOpen: false,
  place: 'off', at: 'created', waitTicks: 0, cancelAsked: false, askNowWanted: false, askedNow: false, early: false, expired: false, inquiriesDone: 0, inquiriesMax: 0, nextAskTicks: 0,
  expiresTicks: lifeTicks, codeExpiresTicks: 0, codeOnScreen: false, cancelIsSure: false, cancelEndedTicks: -1, pauseTicks: 0, sends: 0, cancelCalls: 0, unanswered: 0, lastSaidNotFound: false,
  doubtLate: null, doubtNotice: null, trade: 'none', wasPaid: false, lifeTicks, codeSeen: false,
});

const cloneAttempt = (attempt: Attempt): Attempt => ({
  ...attempt, doubtLate: attempt.doubtLate && { ...attempt.doubtLate }, doubtNotice: attempt.doubtNotice && { ...attempt.doubtNotice },
});

export const cloneWorld = (world: World): World => ({ ...world, attempts: world.attempts.map(cloneAttempt), calls: world.calls.map((call) => ({ ...call })) });
