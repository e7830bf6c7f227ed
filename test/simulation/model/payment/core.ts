import { judge, type Verdict } from '../../../../electron/payments/evidence.ts';
import type { CallResult } from '../../../../electron/payments/provider.ts';
import { ATTEMPT_EVENTS, ATTEMPT_STATES, isFinal, step, type AttemptEvent } from '../../../../shared/payment/machine.ts';
import { PRODUCT_FACTS, type PaymentProduct, type ProductTiming } from '../../../../shared/payment/products.ts';
import { AMOUNT } from '../../counter.ts';
import { leftByClock } from './clock.ts';
import type { Rules } from './rules.ts';
import { modelTiming, TICK_MS, type Attempt, type Service, type Task, type World } from './world.ts';

/** The attempt of a number that the world itself handed out. */
export function attemptAt(world: World, at: number): Attempt {
  const attempt = world.attempts[at];
  if (!attempt) throw new Error(`no attempt ${at}`);
  return attempt;
}

export const ticksOf = (ms: number): number => ms / TICK_MS;

/**
 * What run.ts and record.ts do with one event, on a state that can be copied. Table, verdicts and windows are the till's own functions; that the rest is the same as
 * in the engine is proved by playing the model's paths on it (real-till.ts).
 */
export class TillCore {
  readonly product: PaymentProduct;
  readonly facts: (typeof PRODUCT_FACTS)[PaymentProduct];
  readonly timing: ProductTiming;
  readonly rules: Rules;
  readonly lifeTicks: number;
  /** How often each cell of the table was asked for: states by events. */
  readonly cells = new Uint32Array(ATTEMPT_STATES.length * ATTEMPT_EVENTS.length);
  readonly #settleTicks: number;
  readonly #marginTicks: number;

  constructor(product: PaymentProduct, rules: Rules) {
    this.product = product;
    this.facts = PRODUCT_FACTS[product];
    this.timing = modelTiming(product);
    this.rules = rules;
    this.lifeTicks = ticksOf(this.timing.expiresAfterMs);
    this.#settleTicks = ticksOf(this.timing.cancelSettleMs);
    this.#marginTicks = ticksOf(this.timing.expiryMarginMs);
  }

  send(world: World, at: number, service: Service, deadlineMs: number, task: Task = 'main'): void {
    world.calls.push({ service, attempt: at, task, phase: 'out', answer: 'unknown', ageTicks: 0, deadlineTicks: ticksOf(deadlineMs) });
  }

  take(world: World, at: number, event: AttemptEvent): void {
    const attempt = attemptAt(world, at);
    const cell = ATTEMPT_STATES.indexOf(attempt.state) * ATTEMPT_EVENTS.length + ATTEMPT_EVENTS.indexOf(event);
    this.cells[cell] = (this.cells[cell] ?? 0) + 1;
    const next = step(attempt.state, event, this.rules.table);
    if (next.kind === 'anomaly') world.wrong ??= `${event} in ${attempt.state} is an anomaly`;
    if (next.kind !== 'moved') return;
    if (next.to === 'paid') {
      if (isFinal(attempt.state) || world.saleDone) attempt.found = true;
      else {
        attempt.booked = true;
        world.saleDone = true;
      }
    }
    attempt.state = next.to;
  }

  startAsking(attempt: Attempt, firstTicks: number): void {
    attempt.inquiriesDone = 0;
    attempt.inquiriesMax = this.facts.presented === 'byShop' ? 1 : this.timing.inquiriesMax;
    attempt.nextAskTicks = firstTicks;
  }

  /** Whether "paid" from a call asked so many ticks ago says how things stand now; `null`: nobody knows when it was said. */
  paidCounts(world: World, at: number, askedTicks: number | null): boolean {
    if (!this.rules.distrustsOldPaid) return true;
    if (world.calls.some((call) => call.attempt === at && call.service === 'cancel' && call.deadlineTicks > 0)) return false;
    const { cancelEndedTicks } = attemptAt(world, at);
    return cancelEndedTicks === -1 || (askedTicks !== null && cancelEndedTicks >= askedTicks + this.#settleTicks);
  }

  /** Ticks until "paid" counts again. */
  settledIn({ cancelEndedTicks }: Attempt): number {
    return cancelEndedTicks === -1 ? 0 : Math.max(this.#settleTicks - cancelEndedTicks, 0);
  }

  lifeIsOver(attempt: Attempt): boolean {
    return (this.facts.presented === 'byShop' && !attempt.hasCode) || attempt.expiresTicks <= -this.#marginTicks;
  }

  judge(result: CallResult): Verdict {
    return judge(result, { amountMinor: AMOUNT, currency: 'HKD', presented: this.facts.presented });
  }

  /** Applies what a call asked `askedTicks` ago proves. */
  settle(world: World, at: number, result: CallResult, askedTicks: number, firstPay = false): Verdict {
    const attempt = attemptAt(world, at);
    const verdict = this.judge(result);
    switch (verdict.kind) {
      case 'paid':
        if (this.paidCounts(world, at, askedTicks)) this.take(world, at, 'evidencePaid');
        break;
      case 'mismatch':
        world.wrong ??= 'a mismatch that nobody made';
        break;
      case 'codeReady':
        attempt.codeExpiresTicks = Math.min(leftByClock(world, attempt, this.lifeTicks), attempt.expiresTicks);
        this.take(world, at, 'codeReady');
        attempt.hasCode ||= attempt.state === 'shown';
        break;
      case 'declined':
        this.take(world, at, 'evidenceDeclined');
        break;
      case 'closed':
        this.take(world, at, 'evidenceClosed');
        break;
      case 'waiting':
        this.take(world, at, 'stillWaiting');
        break;
      case 'notFound':
        this.take(world, at, 'notFound');
        break;
      case 'notSent':
        this.take(world, at, firstPay ? 'notSent' : 'noAnswer');
        break;
      case 'nothing':
        this.take(world, at, 'noAnswer');
        break;
    }
    return verdict;
  }
}
