import { minor, type Minor } from '../../shared/money.ts';
import { PRODUCT_FACTS, PRODUCT_TIMING, type PaymentProduct } from '../../shared/payment/products.ts';
import type { EntryDraft } from '../../shared/journal/entries.ts';
import { createPaymentEngine, type AttemptView, type EngineHooks, type PaymentEngine, type Providers } from '../../electron/payments/engine.ts';
import type { AttemptRow } from '../../electron/journal/port.ts';
import type { RefundRow } from '../../electron/journal/returns-port.ts';
import type { LogFields } from '../../electron/log.ts';
import { MemoryJournal } from './memory-journal.ts';
import { ScriptedProvider, ScriptedRefunder, type Script } from './scripted-provider.ts';
import { SeededRandom, VirtualClock } from './virtual-clock.ts';

export const AMOUNT = minor(4_250);
/** A code of the right shape; no test may find more than its first six digits anywhere. */
export const CUSTOMER_CODE = '281234567890123456';

/** A shop counter around the engine: sales, hooks, a log that is kept, and engines that can die and be started again. */
export class Counter {
  readonly clock: VirtualClock;
  readonly journal: MemoryJournal;
  readonly random: SeededRandom;
  readonly logged: { readonly level: string; readonly event: string; readonly fields: LogFields }[] = [];
  /** Order of things that must not overtake each other. */
  readonly trace: string[] = [];
  onView: (view: AttemptView) => void = () => {};
  withdraw: () => Promise<void> = () => Promise.resolve();
  paidEntries: (attempt: AttemptRow) => readonly EntryDraft[] | null = (attempt) => (attempt.saleId === null ? null : this.completion(attempt.saleId, attempt));
  /** What the till appends with a refund's end. */
  refundedEntries: (refund: RefundRow) => readonly EntryDraft[] = () => [];
  engine: PaymentEngine;
  #salesOpened = 0;
  /** Each start of the till gets its own providers; a dead till's reach nobody any more. */
  readonly #providers: (clock: VirtualClock, alive: () => boolean) => Providers;

  constructor(providers: (clock: VirtualClock, alive: () => boolean) => Providers, seed = 1) {
    this.clock = new VirtualClock();
    this.journal = new MemoryJournal(this.clock);
    this.random = new SeededRandom(seed);
    this.#providers = providers;
    this.engine = this.#build();
  }

  #build(): PaymentEngine {
    const life = this.journal.lives;
    const alive = (): boolean => !this.journal.dead && this.journal.lives === life;
    const hooks: EngineHooks = {
      paidEntries: (attempt) => this.paidEntries(attempt),
      foundEntries: (attempt) => {
        for (const sale of this.journal.sales.values()) {
          const drafts = this.completion(sale.saleId, attempt);
          if (drafts) return { saleId: sale.saleId, drafts };
        }
        return null;
      },
      refundedEntries: (refund) => this.refundedEntries(refund),
      codeWithdrawn: async () => {
        this.trace.push('withdraw');
        await this.withdraw();
        this.trace.push('withdrawn');
      },
    };
    const engine = createPaymentEngine({
      journal: this.journal.ofLife(life), providers: this.#providers(this.clock, alive), clock: this.clock, random: this.random, timing: PRODUCT_TIMING, hooks, register: 'T01',
      log: (level, event, fields = {}) => this.logged.push({ level, event, fields }),
    });
    engine.onChange((view) => {
      if (!alive()) return;
      this.trace.push(`view ${view.state}${view.orderCode ? ' code' : ''}`);
      this.onView(view);
    });
    return engine;
  }

  /** Tender and completed sale for an open sale; null for any other. */
  completion(saleId: string, attempt: AttemptRow): EntryDraft[] | null {
    if (this.journal.sales.get(saleId)?.state !== 'open') return null;
    const tenderId = this.random.uuid();
    const receiptNo = this.journal.of('sale.completed').length + 1;
    return [
      { type: 'tender.payment', data: { saleId, tenderId, attemptId: attempt.attemptId, product: attempt.product, amountMinor: attempt.amountMinor } },
      {
        type: 'sale.completed',
        data: {
          saleId, receiptNo, shiftNo: 1, currency: 'HKD', itemsMilli: 1_000, subtotalMinor: attempt.amountMinor, taxes: [], totalMinor: attempt.amountMinor,
          tenders: [{ tenderId, kind: attempt.product, amountMinor: attempt.amountMinor }],
        },
      },
    ];
  }

  openSale(): { readonly saleId: string; readonly saleNo: number } {
    this.#salesOpened += 1;
    const saleId = `sale-${this.#salesOpened}`;
    this.journal.append([{ type: 'sale.opened', data: { saleId, saleNo: this.#salesOpened, shiftNo: 1, currency: 'HKD', taxMode: 'none' } }]);
    return { saleId, saleNo: this.#salesOpened };
  }

  start(product: PaymentProduct, sale = this.openSale(), amountMinor: Minor = AMOUNT): string {
    return this.engine.start({
      sale, product, amountMinor, currency: 'HKD', description: 'Harbour Tea: milk tea', goods: [], people: { operator: 'mei' },
      ...(PRODUCT_FACTS[product].presented === 'byCustomer' ? { customerCode: CUSTOMER_CODE } : {}),
    });
  }

  /** The process is gone without a word; another one starts on the same journal. */
  async restart(): Promise<void> {
    const old = this.engine;
    this.journal.dead = true;
    void old.stop();
    await this.clock.settle();
    this.journal.revive();
    this.engine = this.#build();
    this.engine.resumeAll();
  }

  state(attemptId: string): string {
    return this.journal.attempt(attemptId)?.state ?? 'unknown';
  }

  async untilState(attemptId: string, state: string, limitMs = 3_600_000): Promise<void> {
    await this.clock.until(() => this.state(attemptId) === state, limitMs);
  }
}

/** A counter with one scripted gateway. */
export function scriptedCounter(product: PaymentProduct, script: Script): { counter: Counter; gateway: ScriptedProvider } {
  let gateway: ScriptedProvider | null = null;
  const counter = new Counter((clock) => {
    gateway ??= new ScriptedProvider(product, clock, script);
    return { [product]: gateway };
  });
  if (!gateway) throw new Error('the counter builds its gateway at once');
  return { counter, gateway };
}

/** A counter with one scripted gateway whose product can refund. */
export function refundingCounter(product: PaymentProduct, script: Script): { counter: Counter; gateway: ScriptedRefunder } {
  let gateway: ScriptedRefunder | null = null;
  const counter = new Counter((clock) => {
    gateway ??= new ScriptedRefunder(product, clock, script);
    return { [product]: gateway };
  });
  if (!gateway) throw new Error('the counter builds its gateway at once');
  return { counter, gateway };
}
