/**
 * How a practice customer, or the line behind the till, behaves. The last digit of a payment code chooses one (base list:
 * legacy.md 12.4); for order codes the wallet's setting or the phone that scans does.
 */
export const BEHAVIOURS = [
  'paysAtOnce',
  'asksPasswordThenPays',
  'neverPays',
  'declinedBalance',
  'dropsConnection',
  'systemErrorButPaid',
  'systemErrorNotCreated',
  'answersLate',
  'dropsConnectionUnprocessed',
  'invalidCode',
] as const;
export type Behaviour = (typeof BEHAVIOURS)[number];

/** What becomes of the money. `nothing`: the request never takes effect. */
export type Effect = 'pays' | 'paysLater' | 'waits' | 'declines' | 'refusesCode' | 'nothing';

export interface BehaviourPlan {
  /** Last digit of the payment codes that behave like this. */
  readonly magicDigit: number;
  readonly effect: Effect;
  readonly delivery: 'now' | 'late' | 'reset';
  /** `systemError`: the answer is SYSTEM_ERROR whatever happened. */
  readonly says: 'truth' | 'systemError';
}

export const BEHAVIOUR_PLAN = {
  paysAtOnce: { magicDigit: 0, effect: 'pays', delivery: 'now', says: 'truth' },
  asksPasswordThenPays: { magicDigit: 1, effect: 'paysLater', delivery: 'now', says: 'truth' },
  neverPays: { magicDigit: 2, effect: 'waits', delivery: 'now', says: 'truth' },
  declinedBalance: { magicDigit: 3, effect: 'declines', delivery: 'now', says: 'truth' },
  dropsConnection: { magicDigit: 4, effect: 'pays', delivery: 'reset', says: 'truth' },
  systemErrorButPaid: { magicDigit: 5, effect: 'pays', delivery: 'now', says: 'systemError' },
  systemErrorNotCreated: { magicDigit: 6, effect: 'nothing', delivery: 'now', says: 'systemError' },
  answersLate: { magicDigit: 7, effect: 'pays', delivery: 'late', says: 'truth' },
  dropsConnectionUnprocessed: { magicDigit: 8, effect: 'nothing', delivery: 'reset', says: 'truth' },
  invalidCode: { magicDigit: 9, effect: 'refusesCode', delivery: 'now', says: 'truth' },
} as const satisfies Record<Behaviour, BehaviourPlan>;

/** The behaviour a payment code's last digit stands for; null when it does not end in a digit. */
export function behaviourOfCode(code: string): Behaviour | null {
  const digit = Number(/\d$/.exec(code)?.[0] ?? Number.NaN);
  return BEHAVIOURS.find((behaviour) => BEHAVIOUR_PLAN[behaviour].magicDigit === digit) ?? null;
}

/** The waits behind behaviours, milliseconds. */
export interface BehaviourTiming {
  /** From the password question to the payment. */
  readonly passwordMs: number;
  /** How long a late answer takes: beyond every deadline of the till's clients. */
  readonly lateAnswerMs: number;
  /** How long an answer is held back when its notification is to come first. */
  readonly earlyNoticeLeadMs: number;
  /** What an asynchronous refund takes that waits for nothing. */
  readonly asyncRefundMs: number;
  /** Whether synchronous refunds rest in the first hour and a half of Alipay's day (SYNC_REFUND_PAUSE). */
  readonly refundsRestAtNight: boolean;
}

export const BEHAVIOUR_TIMING: BehaviourTiming = { passwordMs: 6_000, lateAnswerMs: 20_000, earlyNoticeLeadMs: 1_500, asyncRefundMs: 3_000, refundsRestAtNight: true };
