import type { CallOptions, CallResult, CancelResult, PaymentProvider, RefundProvider, RefundResult } from '../../../../electron/payments/provider.ts';
import type { RefundEngine } from '../../../../electron/payments/refund-door.ts';
import { createRefundEngine } from '../../../../electron/payments/refunds.ts';
import { TillError } from '../../../../shared/errors/registry.ts';
import { minor } from '../../../../shared/money.ts';
import { AMOUNT } from '../../counter.ts';
import { Died, MemoryJournal } from '../../memory-journal.ts';
import { C, F, R } from '../../scripted-provider.ts';
import { SeededRandom, VirtualClock } from '../../virtual-clock.ts';
import { explore } from '../explore.ts';
import { EVENING_MS, NIGHT_MS } from '../payment/clock.ts';
import { REAL_RULES, type Rules } from './rules.ts';
import { refundSystem, type RefundSystem, type WorldEvent } from './system.ts';
import { PAID, PAYMENT_MODEL_TIMING, REFUND_MODEL_TIMING, TICK_MS, type AnswerName, type Budget, type Service, type World } from './world.ts';

/** The scripted answers speak of the counter's amount. */
const PART_MINOR = AMOUNT / PAID;
const ATTEMPT = { attemptId: 'attempt-1', merchantReference: 'T0120260105P1' } as const;
const FORGED = { kind: 'badSignature', detail: 'mismatch', gatewayCode: 'SUCCESS' } as const;
const TIMEOUT = { kind: 'noAnswer', detail: 'timeout' } as const;

const REFUND_ANSWERS: Readonly<Partial<Record<AnswerName, RefundResult>>> = {
  refunded: F.refunded(), refused: F.refused(), accepted: F.inProcess(), absent: F.notFound(), notSent: F.notSent(), timeout: F.unknown(TIMEOUT), unknown: { ...F.refunded(), call: FORGED },
};
const CANCEL_ANSWERS: Readonly<Partial<Record<AnswerName, CancelResult>>> = {
  accepted: C.accepted(), refused: C.refused(), notSent: C.notSent(), timeout: C.unknown(), unknown: { call: FORGED, cancel: { kind: 'accepted', refunded: true } },
};
const INQUIRE_ANSWERS: Readonly<Partial<Record<AnswerName, CallResult>>> = {
  closed: R.closed(), paid: R.paid(), notSent: R.notSent(), timeout: { call: TIMEOUT, payment: { kind: 'unknown' } }, unknown: { call: FORGED, payment: R.closed().payment },
};

interface RealCall {
  readonly service: Service;
  readonly reference: string;
  readonly end: (answer: AnswerName) => void;
}

/** The real refund engine on the model's clock and line. */
class RealRefunds {
  readonly #clock = new VirtualClock(EVENING_MS);
  readonly #journal = new MemoryJournal(this.#clock);
  readonly #random = new SeededRandom(1);
  #calls: RealCall[] = [];
  #orders = 0;
  #engine: RefundEngine;

  constructor() {
    const amountMinor = PAID * PART_MINOR;
    const moved = (from: 'created' | 'sent', to: 'sent' | 'paid') => ({ type: 'payment.moved' as const, data: { attemptId: ATTEMPT.attemptId, from, to, event: to === 'sent' ? ('sendStarted' as const) : ('evidencePaid' as const), by: 'gateway' as const } });
    this.#journal.append([
      { type: 'sale.opened', data: { saleId: 'sale-1', saleNo: 1, shiftNo: 1, currency: 'HKD', taxMode: 'none' } },
      { type: 'payment.created', data: { ...ATTEMPT, saleId: 'sale-1', product: 'alipayBarcode', amountMinor, currency: 'HKD', expiresAtMs: EVENING_MS + 120_000 } },
    ]);
    this.#journal.append([moved('created', 'sent')]);
    this.#journal.append([moved('sent', 'paid')]);
    this.#engine = this.#build();
  }

  #build(): RefundEngine {
    const life = this.#journal.lives;
    const provider = this.#provider(life);
    return createRefundEngine({
      journal: this.#journal.ofLife(life), provider: () => provider, refunder: () => provider, clock: this.#clock, random: this.#random, timing: REFUND_MODEL_TIMING, paymentTiming: PAYMENT_MODEL_TIMING, log: () => undefined,
      register: 'T01', refundedDrafts: () => [],
    });
  }

  #provider(life: number): PaymentProvider & RefundProvider {
    const call = <T>(service: Service, reference: string, { deadlineMs, signal }: CallOptions, answers: Readonly<Partial<Record<AnswerName, T>>>): Promise<T> =>
      new Promise((resolve) => {
        if (this.#journal.lives !== life || this.#journal.dead) return;
        const guard = new AbortController();
        const end = (answer: AnswerName): void => {
          this.#calls = this.#calls.filter((other) => other !== made);
          guard.abort();
          const message = answers[answer];
          if (message === undefined) throw new Error(`no such answer to ${service}: ${answer}`);
          resolve(message);
        };
        const made: RealCall = { service, reference, end };
        this.#calls.push(made);
        signal?.addEventListener('abort', () => end('timeout'), { once: true });
        this.#clock.sleep(deadlineMs, guard.signal).then(() => end('timeout'), () => undefined);
      });
    return {
      product: 'alipayBarcode',
      pay: () => Promise.reject(new Error('nothing is charged here')),
      inquire: (_key, options) => call('inquire', '', options, INQUIRE_ANSWERS),
      cancel: (_key, options) => call('cancel', '', options, CANCEL_ANSWERS),
      refund: (request, options) => call('refund', request.refundReference, options, REFUND_ANSWERS),
      inquireRefund: (key, options) => call('inquireRefund', key.refundReference, options, REFUND_ANSWERS),
      testConnection: () => Promise.resolve({ reached: true, verified: true, said: '', elapsedMs: 0 }),
    };
  }

  #rows(): ReturnType<MemoryJournal['refundsOfAttempt']> {
    return this.#journal.refundsOfAttempt(ATTEMPT.attemptId);
  }

  /** Both tills can be compared by it. */
  picture(): unknown {
    const numberOf = (reference: string): number => this.#rows().findIndex(({ refundReference }) => refundReference === reference);
    return {
      on: !this.#journal.dead,
      refunds: this.#rows().map(({ way, state, amountMinor }) => ({ way, state, amount: amountMinor / PART_MINOR })),
      // A cancel names the payment, and there is never more than one at work.
      calls: this.#calls.map(({ service, reference }) => `${service} ${reference === '' ? '' : numberOf(reference)}`).sort(),
    };
  }

  async play(world: World, event: WorldEvent): Promise<void> {
    switch (event.kind) {
      case 'tick':
        await this.#clock.advance(TICK_MS);
        return;
      case 'arrive':
      case 'queueDone':
      case 'queueFails':
        return;
      case 'answer':
        this.#called(world, event.call).end(world.calls[event.call]?.answer ?? 'unknown');
        break;
      case 'spoilt':
        this.#called(world, event.call).end('unknown');
        break;
      case 'notSent':
        this.#called(world, event.call).end('notSent');
        break;
      case 'begin':
        this.#begin(event.amount);
        break;
      case 'beginDies':
        this.#journal.fate = () => 'diesAfter';
        try {
          this.#begin(event.amount);
        } catch (error) {
          if (!(error instanceof Died)) throw error;
        }
        this.#journal.fate = () => 'stored';
        this.#die();
        break;
      case 'retry':
        this.#engine.retry(this.#rows().findLast(({ returnId }) => returnId === `return-${event.order}`)?.refundId ?? '');
        break;
      case 'askNow':
        this.#engine.askNow(this.#refundId(event.refund));
        break;
      case 'notice':
        this.#engine.notified(this.#refundId(event.refund), F.refunded());
        break;
      case 'night':
        this.#clock.step(NIGHT_MS);
        return;
      case 'crash':
        this.#die();
        break;
      case 'restart':
        this.#journal.revive();
        this.#engine = this.#build();
        this.#engine.resumeAll(this.#rows().filter(({ state }) => state !== 'refunded' && state !== 'refused' && state !== 'notSent'));
        break;
    }
    await this.#clock.settle();
  }

  /** True when the engine lets another refund of that amount begin; nothing is begun. */
  mayBegin(amount: number): boolean {
    try {
      this.#engine.choose({ attemptId: ATTEMPT.attemptId, amountMinor: minor(amount * PART_MINOR) });
      return true;
    } catch (error) {
      if (error instanceof TillError && (error.code === 'REFUND_PENDING' || error.code === 'REFUND_TOO_MUCH')) return false;
      throw error;
    }
  }

  async stop(): Promise<void> {
    this.#die();
    await this.#clock.settle();
  }

  #begin(amount: number): void {
    const returnId = `return-${this.#orders}`;
    this.#orders += 1;
    this.#engine.begin([{ attemptId: ATTEMPT.attemptId, amountMinor: minor(amount * PART_MINOR), returnId, reason: '' }]);
  }

  #refundId(at: number): string {
    const row = this.#rows()[at];
    if (!row) throw new Error(`the engine has no refund ${at}`);
    return row.refundId;
  }

  #called(world: World, at: number): RealCall {
    const wanted = world.calls[at];
    const reference = wanted?.service === 'cancel' || wanted?.service === 'inquire' ? '' : (this.#rows()[wanted?.refund ?? -1]?.refundReference ?? '?');
    const call = this.#calls.find((made) => made.service === wanted?.service && made.reference === reference);
    if (!call) throw new Error(`the engine makes no such call: ${wanted?.service ?? '?'}`);
    return call;
  }

  #die(): void {
    this.#journal.dead = true;
    void this.#engine.stop();
    this.#calls = [];
  }
}

const pictureOf = (world: World): unknown => ({
  on: world.on,
  refunds: world.refunds.map(({ way, state, amount }) => ({ way, state, amount })),
  calls: world.calls.filter(({ isAwaited }) => isAwaited).map(({ service, refund }) => `${service} ${service === 'cancel' || service === 'inquire' ? '' : refund}`).sort(),
});

export interface Conformance {
  readonly paths: number;
  readonly steps: number;
  /** Different pairs of where the refunds stood and what happened then. */
  readonly situations: number;
}

/** One path, walked by model and engine side by side. Throws at the first difference, with the path. */
class Play {
  readonly world: World;
  readonly #system: RefundSystem;
  readonly #real = new RealRefunds();
  readonly #told: string[] = [];

  constructor(system: RefundSystem) {
    this.#system = system;
    this.world = system.clone(system.roots[0] ?? expectRoot());
  }

  async step(event: WorldEvent): Promise<void> {
    const { world } = this;
    this.#told.push(this.#system.tell(world, event));
    try {
      await this.#real.play(world, event);
    } catch (error) {
      throw this.#difference(`the engine cannot follow: ${String(error)}`, error);
    }
    this.#system.happen(world, event);
    const [model, engine] = [JSON.stringify(pictureOf(world)), JSON.stringify(this.#real.picture())];
    if (model !== engine) throw this.#difference(`model and engine differ\n  model  ${model}\n  engine ${engine}`);
    if (!world.on) return;
    for (let amount = 1; amount <= PAID; amount += 1) {
      if (this.#system.till.mayBegin(world, amount) !== this.#real.mayBegin(amount)) throw this.#difference(`another refund of ${amount} may begin in one of the two`);
    }
  }

  end(): Promise<void> {
    return this.#real.stop();
  }

  #difference(what: string, cause?: unknown): Error {
    return new Error(`refund: ${what}\n  after ${this.#told.join('; ')}`, { cause });
  }
}

function expectRoot(): never {
  throw new Error('a system without a beginning');
}

function situationOf(world: World, event: WorldEvent): string {
  const call = 'call' in event ? world.calls[event.call] : undefined;
  const what = call ? `${event.kind} ${call.service} ${event.kind === 'answer' ? call.answer : ''}` : event.kind;
  return `${world.refunds.map(({ place, state, way }) => `${way} ${state} ${place}`).join()} ${what}`;
}

/** Plays on the real engine one shortest path to every situation the model reaches within `depth` events. */
export async function conformEverywhere(budget: Budget, depth: number): Promise<Conformance> {
  const system = refundSystem(REAL_RULES, budget);
  const met = new Map<string, readonly WorldEvent[]>();
  explore({ ...system, waysToEnd: [], broken: () => null }, {
    depth,
    meet: (world, event, path) => {
      const situation = situationOf(world, event);
      if (!met.has(situation)) met.set(situation, path());
    },
  });
  let steps = 0;
  for (const path of met.values()) {
    const play = new Play(system);
    for (const event of path) await play.step(event);
    steps += path.length;
    await play.end();
  }
  return { paths: met.size, steps, situations: met.size };
}

/** Plays random paths on the real engine, longer than can be walked whole. */
export async function conformAtRandom(budget: Budget, paths: number, length: number, seed: number, rules: Rules = REAL_RULES): Promise<Conformance> {
  const random = new SeededRandom(seed);
  const system = refundSystem(rules, budget);
  const situations = new Set<string>();
  for (let path = 0; path < paths; path += 1) {
    const play = new Play(system);
    for (let step = 0; step < length; step += 1) {
      const events = system.enabled(play.world);
      const event = events[random.below(events.length)] ?? { kind: 'tick' };
      situations.add(situationOf(play.world, event));
      await play.step(event);
    }
    await play.end();
  }
  return { paths, steps: paths * length, situations: situations.size };
}
