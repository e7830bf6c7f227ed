import { EVENTS, type Payload, type TillEvent } from '../../../shared/contract/contract.ts';
import type { CustomerSnapshot, TillSnapshot } from '../../../shared/contract/views.ts';
import type { Bench } from './bench-desk.ts';

/**
 * Both windows: they take what main sends, hold it against the contract, and paint. Whatever must be true of every picture is checked at
 * every picture.
 */
export class Windows {
  readonly cashier: TillSnapshot[] = [];
  readonly customer: CustomerSnapshot[] = [];
  readonly problems: string[] = [];
  /** What the customer's window does with a new picture; a window that hangs does nothing. */
  paint: (revision: number) => void = (revision) => this.#bench.snapshots.painted(revision);
  /** Sees each picture at the moment it arrives. */
  watch: (scene: CustomerSnapshot['scene']) => void = () => {};
  readonly #bench: Bench;

  constructor(bench: Bench) {
    this.#bench = bench;
  }

  receive<E extends TillEvent>(event: E, payload: Payload<E>): void {
    const parsed = EVENTS[event].payload.safeParse(payload);
    if (!parsed.success) this.problems.push(`${event}: ${parsed.error.message}`);
    if (event === 'till.changed') this.#cashier(payload as TillSnapshot);
    if (event === 'customer.changed') this.#customer(payload as CustomerSnapshot);
  }

  #cashier(snapshot: TillSnapshot): void {
    this.cashier.push(snapshot);
    const { payment, done, sale, phase } = snapshot;
    if (phase === 'paymentOpen' && (!payment || payment.saleId !== sale?.saleId)) this.problems.push('a payment on the screen that is not the open sale\'s');
    if (phase === 'done' && (!done || payment)) this.problems.push('done without a finished sale');
  }

  #customer(snapshot: CustomerSnapshot): void {
    this.customer.push(snapshot);
    const { scene, revision } = snapshot;
    if (scene.kind === 'orderCode') {
      const attempts = this.#bench.journal.attemptsNotFinal();
      const shown = attempts.find((attempt) => attempt.orderCode?.text === scene.text);
      if (shown?.state !== 'shown') this.problems.push(`a code on the screen while its payment is ${shown?.state ?? 'over'}`);
    }
    this.watch(scene);
    queueMicrotask(() => this.paint(revision));
  }
}
