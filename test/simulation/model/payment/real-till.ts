import type { AttemptRow } from '../../../../electron/journal/port.ts';
import type { LogFields } from '../../../../electron/log.ts';
import { createPaymentEngine, type PaymentEngine } from '../../../../electron/payments/engine.ts';
import type { CallOptions, CallResult, CancelResult, NotificationMessage, PaymentProvider } from '../../../../electron/payments/provider.ts';
import { TillError } from '../../../../shared/errors/registry.ts';
import type { EntryDraft } from '../../../../shared/journal/entries.ts';
import { PRODUCT_FACTS, PRODUCT_TIMING, type PaymentProduct } from '../../../../shared/payment/products.ts';
import { AMOUNT, CUSTOMER_CODE } from '../../counter.ts';
import { Died, MemoryJournal } from '../../memory-journal.ts';
import { evidence } from '../../scripted-provider.ts';
import { SeededRandom, VirtualClock } from '../../virtual-clock.ts';
import { cancelAnswer, paymentAnswer } from './answers.ts';
import { EVENING_MS, JUMP_MS, NIGHT_MS } from './clock.ts';
import type { WorldEvent } from './events.ts';
import { modelTiming, TICK_MS, type AnswerName, type Service, type World } from './world.ts';

interface RealCall {
  readonly service: Service;
  readonly reference: string;
  readonly resolve: (answer: AnswerName) => void;
}

const SALE = { saleId: 'sale-1', saleNo: 1 } as const;

/** What both tills can be compared by. */
export interface Picture {
  readonly on: boolean;
  readonly saleDone: boolean;
  readonly attempts: readonly { readonly state: string; readonly booked: boolean; readonly found: boolean; readonly hasCode: boolean }[];
  readonly calls: readonly string[];
}

export const pictureOf = (world: World): Picture => ({
  on: world.on,
  saleDone: world.saleDone,
  attempts: world.attempts.map(({ state, booked, found, hasCode }) => ({ state, booked, found, hasCode })),
  calls: world.calls.filter(({ deadlineTicks }) => deadlineTicks > 0).map(({ service, attempt }) => `${service} ${attempt}`).sort(),
});

/** The real engine on the model's clock and line: plays the events of a path and shows what became of it. */
export class RealTill {
  readonly #product: PaymentProduct;
  readonly #clock = new VirtualClock(EVENING_MS);
  readonly #journal = new MemoryJournal(this.#clock);
  readonly #random = new SeededRandom(1);
  readonly #stored: string[] = [];
  readonly #doubted = new Set<string>();
  readonly logged: { readonly event: string; readonly fields: LogFields }[] = [];
  #calls: RealCall[] = [];
  #painted: (() => void)[] = [];
  #engine: PaymentEngine;

  constructor(product: PaymentProduct) {
    this.#product = product;
    this.#journal.append([{ type: 'sale.opened', data: { ...SALE, shiftNo: 1, currency: 'HKD', taxMode: 'none' } }]);
    this.#engine = this.#build();
  }

  get #attempts(): readonly AttemptRow[] {
    return this.#journal.attempts();
  }

  #build(): PaymentEngine {
    return createPaymentEngine({
      journal: this.#journal.ofLife(this.#journal.lives), providers: { [this.#product]: this.#provider(this.#journal.lives) }, clock: this.#clock, random: this.#random, register: 'T01',
      timing: { ...PRODUCT_TIMING, [this.#product]: modelTiming(this.#product) },
      hooks: {
        paidEntries: (attempt) => this.#completion(attempt),
        foundEntries: () => null,
        codeWithdrawn: () => new Promise((resolve) => this.#painted.push(resolve)),
      },
      log: (_level, event, fields = {}) => this.logged.push({ event, fields }),
    });
  }

  #completion(attempt: AttemptRow): EntryDraft[] | null {
    if (this.#journal.sales.get(SALE.saleId)?.state !== 'open') return null;
    const { attemptId, product, amountMinor } = attempt;
    return [
      { type: 'tender.payment', data: { saleId: SALE.saleId, tenderId: 'tender-1', attemptId, product, amountMinor } },
      {
        type: 'sale.completed',
        data: { saleId: SALE.saleId, receiptNo: 1, shiftNo: 1, currency: 'HKD', itemsMilli: 1_000, subtotalMinor: amountMinor, taxes: [], totalMinor: amountMinor, tenders: [{ tenderId: 'tender-1', kind: product, amountMinor }] },
      },
    ];
  }

  #provider(life: number): PaymentProvider {
    const call = <T extends CallResult | CancelResult>(service: Service, reference: string, { deadlineMs, signal }: CallOptions, message: (answer: AnswerName) => T): Promise<T> =>
      new Promise((resolve) => {
        if (this.#journal.lives !== life || this.#journal.dead) return;
        const guard = new AbortController();
        const end = (answer: AnswerName): void => {
          this.#calls = this.#calls.filter((other) => other !== made);
          guard.abort();
          resolve(message(answer));
        };
        const made: RealCall = { service, reference, resolve: end };
        this.#calls.push(made);
        signal?.addEventListener('abort', () => end('timeout'), { once: true });
        this.#clock.sleep(deadlineMs, guard.signal).then(() => end('timeout'), () => {});
      });
    return {
      product: this.#product,
      pay: (request, options) => call('pay', request.merchantReference, options, (answer) => (answer === 'code' ? this.#code(request.expiresAtMs) : paymentAnswer(answer))),
      inquire: (key, options) => call('inquire', key.merchantReference, options, paymentAnswer),
      cancel: (key, options) => call('cancel', key.merchantReference, options, cancelAnswer),
      testConnection: () => Promise.resolve({ reached: true, verified: true, said: '', elapsedMs: 0 }),
    };
  }

  #code(expiresAtMs: number): CallResult {
    const { call, payment } = paymentAnswer('code');
    return { call, payment: payment.kind === 'codeReady' ? { ...payment, expiresAtMs } : payment };
  }

  #number(reference: string): number {
    return this.#attempts.findIndex((attempt) => attempt.merchantReference === reference);
  }

  picture(): Picture {
    const tendered = this.#journal.of('tender.payment').map((entry) => entry.data.attemptId);
    return {
      on: !this.#journal.dead,
      saleDone: this.#journal.sales.get(SALE.saleId)?.state === 'completed',
      attempts: this.#attempts.map(({ attemptId, state, found, orderCode }) => ({ state, booked: tendered.includes(attemptId), found: found === 'found', hasCode: orderCode !== null })),
      calls: this.#calls.map(({ service, reference }) => `${service} ${this.#number(reference)}`).sort(),
    };
  }

  /** Plays one event of a path; `world` is the model's before it, and says which call is meant. */
  async play(world: World, event: WorldEvent): Promise<void> {
    switch (event.kind) {
      case 'tick':
        await this.#clock.advance(TICK_MS);
        return;
      case 'arrive':
      case 'arriveTwice':
      case 'scan':
      case 'pay':
        return;
      case 'answer':
        this.#called(world, event.call).resolve(world.calls[event.call]?.answer ?? 'unknown');
        break;
      case 'spoilt':
        this.#called(world, event.call).resolve('unknown');
        break;
      case 'notSent':
        this.#called(world, event.call).resolve('notSent');
        break;
      case 'notice':
        this.#notify(this.#rowOf(event.attempt));
        break;
      case 'noticeDies':
        this.#stored.push(this.#rowOf(event.attempt).attemptId);
        this.#die();
        break;
      case 'cancel':
        this.#engine.cancel(this.#rowOf(event.attempt).attemptId);
        break;
      case 'askNow':
        this.#engine.askNow(this.#rowOf(event.attempt).attemptId);
        break;
      case 'withdrawn':
        for (const painted of this.#painted.splice(0)) painted();
        break;
      case 'start':
        this.#start();
        break;
      case 'startDies':
        this.#journal.fate = () => 'diesAfter';
        try {
          this.#start();
        } catch (error) {
          if (!(error instanceof Died)) throw error;
        }
        this.#journal.fate = () => 'stored';
        this.#die();
        break;
      case 'crash':
        this.#die();
        break;
      case 'restart':
        this.#revive();
        break;
      case 'night':
        this.#clock.step(NIGHT_MS);
        return;
      case 'jumpForward':
        this.#clock.step(JUMP_MS);
        return;
      case 'jumpBack':
        this.#clock.step(-JUMP_MS);
        return;
    }
    await this.#clock.settle();
  }

  /** True when the engine refuses to charge the sale; then nothing has changed. */
  refusesToStart(): boolean {
    const before = this.#journal.appends;
    try {
      this.#start();
    } catch (error) {
      if (error instanceof TillError && (error.code === 'PAYMENT_ATTEMPT_OPEN' || error.code === 'PAYMENT_FOUND_MONEY')) return this.#journal.appends === before;
      throw error;
    }
    return false;
  }

  async stop(): Promise<void> {
    this.#journal.dead = true;
    void this.#engine.stop();
    await this.#clock.settle();
  }

  #start(): void {
    this.#engine.start({
      sale: SALE, product: this.#product, amountMinor: AMOUNT, currency: 'HKD', description: 'Harbour Tea', goods: [],
      ...(PRODUCT_FACTS[this.#product].presented === 'byCustomer' ? { customerCode: CUSTOMER_CODE } : {}),
    });
  }

  #rowOf(attempt: number): AttemptRow {
    const row = this.#attempts[attempt];
    if (!row) throw new Error(`the engine has no attempt ${attempt}`);
    return row;
  }

  /** The model's calls and the engine's were made in the same order. */
  #called(world: World, at: number): RealCall {
    const wanted = world.calls[at];
    const same = (service: Service | undefined, attempt: number | undefined): boolean => service === wanted?.service && attempt === wanted?.attempt;
    const before = world.calls.slice(0, at).filter((call) => call.deadlineTicks > 0 && same(call.service, call.attempt)).length;
    const call = this.#calls.filter(({ service, reference }) => same(service, this.#number(reference)))[before];
    if (!call) throw new Error(`the engine makes no such call: ${wanted?.service ?? '?'}`);
    return call;
  }

  #notify(row: AttemptRow): void {
    const message: NotificationMessage = {
      messageId: row.attemptId, about: 'payment', merchantReference: row.merchantReference, refundReference: null, gatewayPaymentId: row.gatewayPaymentId ?? evidence().gatewayPaymentId,
      amountMinor: row.amountMinor, currency: row.currency, says: 'paid', gatewayCode: 'SUCCESS', paidAtMs: null, payerHint: null, wallet: null,
    };
    if (this.#engine.notified(message, this.#product).as === 'doubted') this.#doubt(row.attemptId);
  }

  #doubt(attemptId: string): void {
    this.#doubted.add(attemptId);
    const life = this.#journal.lives;
    this.#engine.settleDoubt(attemptId).then((foundPaid) => {
      if (foundPaid !== null && this.#journal.lives === life && !this.#journal.dead) this.#doubted.delete(attemptId);
    }, () => {});
  }

  #die(): void {
    this.#journal.dead = true;
    void this.#engine.stop();
    this.#calls = [];
    this.#painted = [];
  }

  #revive(): void {
    this.#journal.revive();
    const doubted = [...this.#doubted];
    this.#engine = this.#build();
    this.#engine.resumeAll();
    for (const attemptId of this.#stored.splice(0)) {
      const row = this.#journal.attempt(attemptId);
      if (row) this.#notify(row);
    }
    for (const attemptId of doubted) this.#doubt(attemptId);
  }
}
