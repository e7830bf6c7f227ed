import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { openJournal, type OpenJournal } from '../../../electron/journal/open.ts';
import { createPaymentEngine, type PaymentEngine } from '../../../electron/payments/engine.ts';
import { createInbox, type Inbox, type Receipt } from '../../../electron/payments/inbox.ts';
import type { NotificationMessage } from '../../../electron/payments/provider.ts';
import { createRefundInbox } from '../../../electron/payments/refund-inbox.ts';
import { foundMoneyEntries, paidEntries } from '../../../electron/till/tenders.ts';
import { minor } from '../../../shared/money.ts';
import { PAYMENT_PRODUCTS, PRODUCT_FACTS, PRODUCT_TIMING, type PaymentProduct } from '../../../shared/payment/products.ts';
import { AMOUNT, CUSTOMER_CODE } from '../../simulation/counter.ts';
import { ScriptedProvider, type Script } from '../../simulation/scripted-provider.ts';
import { SeededRandom, VirtualClock } from '../../simulation/virtual-clock.ts';
import { delivery, ScriptedReader } from './scripted-reader.ts';
import { oneLineSale } from '../journal/one-line-sale.ts';

/** Engine and inbox over the real journal file, the gateways scripted: one provider and one reader per product. */
export class InboxTill {
  readonly dir = mkdtempSync(join(tmpdir(), 'guitai-inbox-'));
  readonly clock = new VirtualClock();
  readonly random = new SeededRandom(5);
  readonly providers: Record<PaymentProduct, ScriptedProvider>;
  readonly readers: Record<PaymentProduct, ScriptedReader>;
  readonly logged: { readonly level: string; readonly event: string; readonly fields: Readonly<Record<string, unknown>> }[] = [];
  asksGateway = false;
  journal!: OpenJournal;
  engine!: PaymentEngine;
  inbox!: Inbox;

  constructor(script: Script = {}) {
    const each = <T>(make: (product: PaymentProduct) => T) => Object.fromEntries(PAYMENT_PRODUCTS.map((product) => [product, make(product)])) as Record<PaymentProduct, T>;
    this.providers = each((product) => new ScriptedProvider(product, this.clock, script));
    this.readers = each((product) => new ScriptedReader(product));
    this.#open();
    this.journal.append([{ type: 'shift.opened', data: { shiftNo: 1, floatMinor: 0, currency: 'HKD' } }]);
  }

  #open(): void {
    const { clock, random } = this;
    const journal = openJournal({ dir: this.dir, world: 'training', register: 'T01', software: 'guitai test', clock });
    this.journal = journal;
    const log = (level: string, event: string, fields: Readonly<Record<string, unknown>> = {}): void => void this.logged.push({ level, event, fields });
    this.engine = createPaymentEngine({
      journal, providers: this.providers, clock, random, timing: PRODUCT_TIMING, register: 'T01', log,
      hooks: {
        paidEntries: (attempt) => paidEntries({ random, journal }, attempt),
        foundEntries: (attempt) => foundMoneyEntries({ random, journal }, attempt),
        codeWithdrawn: () => Promise.resolve(),
      },
    });
    this.engine.resumeAll();
    this.inbox = createInbox({ journal, engine: this.engine, refunds: createRefundInbox({ journal, refunds: this.engine.refunds, log }), readers: () => Object.values(this.readers), asksGateway: () => this.asksGateway, clock, random, log, changed: () => undefined });
    this.inbox.resume();
  }

  /** The program dies and starts again on the same file. */
  restart(): void {
    const old = this.engine;
    this.journal.close();
    void old.stop();
    this.#open();
  }

  close(): void {
    void this.engine.stop();
    this.journal.close();
    rmSync(this.dir, { recursive: true, force: true });
  }

  openSale(saleNo: number, amountMinor: number = AMOUNT): { readonly saleId: string; readonly saleNo: number } {
    this.journal.append(oneLineSale(saleNo, amountMinor));
    return { saleId: `sale-${saleNo}`, saleNo };
  }

  start(product: PaymentProduct, sale = this.openSale(1)): { readonly attemptId: string; readonly reference: string } {
    const attemptId = this.engine.start({
      sale, product, amountMinor: minor(AMOUNT), currency: 'HKD', description: 'Milk tea', goods: [], people: { operator: 'mei' },
      ...(PRODUCT_FACTS[product].presented === 'byCustomer' ? { customerCode: CUSTOMER_CODE } : {}),
    });
    return { attemptId, reference: this.journal.attempt(attemptId)?.merchantReference ?? '' };
  }

  deliver(product: PaymentProduct, said: NotificationMessage, forged = false): Promise<Receipt> {
    return this.inbox.receive(delivery(said, this.readers[product].path, forged));
  }

  /** Types of the entries from `seq` on. */
  types(fromSeq = 1): string[] {
    return this.journal.entries(fromSeq, 1_000).map((entry) => entry.type);
  }

  count(type: string): number {
    return this.types().filter((one) => one === type).length;
  }

  appliedAs(): string[] {
    return this.journal.entries(1, 1_000).flatMap((entry) => (entry.type === 'notification.applied' ? [entry.data.as] : []));
  }
}

/** Opens tills for the tests of one file, and closes them after each. */
export function inboxTills(): (script?: Script) => InboxTill {
  const open: InboxTill[] = [];
  afterEach(() => {
    for (const till of open.splice(0)) till.close();
  });
  return (script) => {
    const till = new InboxTill(script);
    open.push(till);
    return till;
  };
}
