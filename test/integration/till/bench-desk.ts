import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { createHttp, type HttpClient } from '../../../electron/alipay/http.ts';
import { createMerchantCodeProvider, createProviders } from '../../../electron/alipay/products.ts';
import { openCatalog, type OpenCatalog } from '../../../electron/journal/catalog.ts';
import { openCustomers, type CustomerBook } from '../../../electron/journal/customers.ts';
import { openJournal, type OpenJournal } from '../../../electron/journal/open.ts';
import type { AttemptRow, ProductRow } from '../../../electron/journal/port.ts';
import type { LogFields } from '../../../electron/log.ts';
import type { Providers } from '../../../electron/payments/engine.ts';
import { assembleDesk, type OpenDesk } from '../../../electron/till/assemble.ts';
import type { Authority } from '../../../electron/till/authority.ts';
import type { Desk, ShopConfig } from '../../../electron/till/desk.ts';
import { practiceGateways } from '../../../electron/till/practice-gateways.ts';
import { takeScan } from '../../../electron/till/scanning.ts';
import { seededConfig, seedWhenEmpty } from '../../../electron/till/seed/seeded-shop.ts';
import { addProduct } from '../../../electron/till/selling.ts';
import { openShift } from '../../../electron/till/shifts.ts';
import { startPayment } from '../../../electron/till/tenders.ts';
import type { Behaviour } from '../../../electron/training/behaviours.ts';
import { generatePracticeKeys, type PracticeKeys } from '../../../electron/training/practice-keys.ts';
import { startPracticeWorld, type PracticeWorld, type PracticeWorldOptions } from '../../../electron/training/practice-world.ts';
import type { CustomerSnapshot, TillSnapshot } from '../../../shared/contract/views.ts';
import { TillError, type ErrorCode } from '../../../shared/errors/registry.ts';
import { minor, type Minor } from '../../../shared/money.ts';
import type { AttemptState } from '../../../shared/payment/machine.ts';
import { PRODUCT_FACTS, type PaymentProduct } from '../../../shared/payment/products.ts';
import type { CustomerRules } from '../../../shared/shop/customers.ts';
import { SeededRandom } from '../../simulation/virtual-clock.ts';
import { message } from '../../support/notifications/scripted-reader.ts';
import { tillFolder } from './folders.ts';
import { QuietClock } from './quiet-clock.ts';
import { Windows } from './windows.ts';

export interface BenchOptions {
  readonly tax?: ShopConfig['tax'];
  readonly products?: readonly ProductRow[];
  readonly practice?: Partial<PracticeWorldOptions>;
  /** Instead of the clients of the practice gateways. */
  readonly providers?: (clock: QuietClock) => Providers;
  readonly seed?: number;
  /** Who stands there and what they may do; absent: somebody who may do everything. */
  readonly authority?: Authority;
  /** Keeps customers, by these rules. */
  readonly customers?: CustomerRules;
}

// Making keys is the slow part of a start; one set serves a whole file.
let keys: Promise<PracticeKeys> | null = null;
export const practiceKeys = (): Promise<PracticeKeys> => (keys ??= generatePracticeKeys(new SeededRandom(7)));

const open: Bench[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((bench) => bench.close()));
});

const ALL = { categoryId: 'all', name: { en: 'All', zhHans: '', zhHant: '' }, colour: 'amber', picture: 'box', position: 0 };
/** An article of a test's own shop. */
export const article = (productId: string, priceMinor: number, taxRateId: string | null = null): ProductRow => ({
  productId, name: { en: productId, zhHans: '', zhHant: '' }, priceMinor: minor(priceMinor), currency: 'HKD', categoryId: ALL.categoryId, taxRateId, plu: null, picture: 'box', codes: [],
});

export const SOFTWARE = 'guitai test';
export const FLOAT = minor(500_00);

/** A till on a bench: real journal and catalog in a folder of its own, practice gateways over loopback HTTP, both windows played by `windows`. */
export class Bench {
  readonly dir: string;
  readonly clock: QuietClock;
  readonly config: ShopConfig;
  readonly practice: PracticeWorld;
  readonly windows: Windows;
  readonly logged: { readonly level: string; readonly event: string; readonly fields: LogFields }[] = [];
  journal!: OpenJournal;
  catalog!: OpenCatalog;
  customers!: CustomerBook;
  desk!: Desk;
  snapshots!: OpenDesk['snapshots'];
  setCustomerScreen!: OpenDesk['setCustomerScreen'];
  /** Refuses appends with this code while it is set. */
  refuse: ErrorCode | null = null;
  readonly #random: SeededRandom;
  readonly #options: BenchOptions;
  #providers: Providers = {};
  #stop: (() => Promise<void>) | null = null;
  #http: HttpClient | null = null;

  private constructor(options: BenchOptions, practice: PracticeWorld, clock: QuietClock) {
    this.dir = tillFolder();
    this.clock = clock;
    this.practice = practice;
    this.#options = options;
    this.#random = new SeededRandom(options.seed ?? 1);
    const seeded = seededConfig();
    this.config = options.tax ? { ...seeded, tax: options.tax } : seeded;
    this.windows = new Windows(this);
  }

  /** A folder, gateways and a clock; the till is not started yet. */
  static async prepare(options: BenchOptions = {}): Promise<Bench> {
    const clock = new QuietClock();
    const practice = await startPracticeWorld({ clock, random: new SeededRandom((options.seed ?? 1) + 1_000), keys: await practiceKeys(), ...options.practice });
    const bench = new Bench(options, practice, clock);
    open.push(bench);
    return bench;
  }

  static async open(options: BenchOptions = {}): Promise<Bench> {
    const bench = await Bench.prepare(options);
    bench.start();
    return bench;
  }

  /** Opens the folder as a start of the till does. */
  start(): void {
    const { clock, config, dir } = this;
    this.journal = openJournal({ dir, world: 'training', register: config.tillId, software: SOFTWARE, clock });
    this.customers = openCustomers({ path: join(this.dir, 'customers.db') });
    this.catalog = openCatalog({ path: join(dir, 'catalog.db') });
    if (this.#options.products) this.catalog.replaceAll([ALL], this.#options.products);
    else seedWhenEmpty(this.catalog);
    const http = createHttp({ clock });
    this.#http = http;
    const random = this.#random;
    this.#providers = this.#options.providers?.(clock)
      ?? createProviders(practiceGateways(this.practice, config), { clock, random, post: (request) => clock.watch(() => http.post(request)) });
    const journal = this.journal;
    const refusing = Object.assign(Object.create(journal) as OpenJournal, {
      append: ((drafts, people) => {
        if (this.refuse) throw new TillError(this.refuse);
        return journal.append(drafts, people);
      }) satisfies OpenJournal['append'],
    });
    const { desk, snapshots, setCustomerScreen, stop } = assembleDesk({
      world: 'training', config, operator: { id: 'cashier-1', name: 'Mei Chan' }, ...(this.#options.authority === undefined ? {} : { authority: this.#options.authority }), language: 'en', journal: refusing, catalog: this.catalog, customers: this.customers, providers: this.#providers, clock, random,
      log: (level, event, fields = {}) => this.logged.push({ level, event, fields }), runtime: 'bench',
      send: (event, payload) => this.windows.receive(event, payload),
    });
    this.desk = desk;
    if (this.#options.customers !== undefined) desk.memory.customers = this.#options.customers;
    this.snapshots = snapshots;
    this.setCustomerScreen = setCustomerScreen;
    this.#stop = stop;
    setCustomerScreen('second');
  }

  /** Ends the program in good order, leaving whatever payment is open. */
  async shutDown(): Promise<void> {
    if (!this.#stop) return;
    const stopped = this.#stop();
    this.#stop = null;
    await this.clock.settle();
    await stopped;
    this.catalog.close();
    this.customers.close();
    this.journal.close();
    this.#http?.close();
  }

  async restart(): Promise<void> {
    await this.shutDown();
    this.start();
  }

  async close(): Promise<void> {
    await this.shutDown();
    await this.practice.stop();
    rmSync(this.dir, { recursive: true, force: true });
  }

  // What a cashier does

  openShift(): void {
    openShift(this.desk, FLOAT);
  }

  product(productId: string): ProductRow {
    const product = this.catalog.product(productId);
    if (!product) throw new Error(`the seed has no ${productId}`);
    return product;
  }

  ring(productId: string, quantity = 1): string {
    return addProduct(this.desk, this.product(productId), { quantityMilli: Math.round(quantity * 1_000), source: 'tile', code: null }).lineId;
  }

  /** A sale worth 47.00: milk tea and an iced one. */
  ringTea(): void {
    this.ring('hot-milk-tea');
    this.ring('iced-milk-tea');
  }

  /** Rings up tea, presses Pay and lets a customer with that behaviour hold out the phone; or asks for an order code. */
  pay(product: PaymentProduct, behaviour: Behaviour = 'paysAtOnce'): string {
    if (!this.journal.openShift()) this.openShift();
    if (!this.journal.openSale()) this.ringTea();
    this.desk.memory.paying = true;
    if (PRODUCT_FACTS[product].presented === 'byShop') return startPayment(this.desk, product).attemptId;
    const scan = takeScan(this.desk, { text: this.customerCode(behaviour), source: 'wedge' });
    if (scan.kind !== 'paymentStarted') throw new Error(`the code was not taken: ${JSON.stringify(scan)}`);
    return scan.attemptId;
  }

  /** A customer pays on the shop's printed code; what the gateway announces of it arrives as the inbox hands it over. */
  async payPrinted(amountMinor: Minor): Promise<string> {
    const http = createHttp({ clock: this.clock });
    const codes = createMerchantCodeProvider(practiceGateways(this.practice, this.config), { clock: this.clock, random: this.#random, post: (request) => this.clock.watch(() => http.post(request)) });
    const made = await this.during(codes?.create({ storeId: 'ST-07', storeName: 'Harbour Tea', address: '1 Example Street' }, { deadlineMs: 5_000 }) ?? Promise.reject(new Error('no printed code')));
    http.close();
    if (made.status !== 'fulfilled' || made.value.code.kind !== 'code') throw new Error(`no code: ${JSON.stringify(made)}`);
    this.practice.payStaticCode(made.value.code.text, amountMinor);
    const trade = this.practice.trades().at(-1);
    if (trade?.paidAtMs == null) throw new Error('nobody paid');
    const { attemptId } = this.desk.engine.notified(message({ merchantReference: trade.reference, gatewayPaymentId: trade.id, amountMinor, currency: trade.currency, paidAtMs: trade.paidAtMs }), 'alipayHkMerchantQr');
    if (attemptId === null) throw new Error('not taken');
    return attemptId;
  }

  customerCode(behaviour: Behaviour): string {
    const card = this.practice.customers().find((customer) => customer.behaviour === behaviour);
    if (!card) throw new Error(`nobody behaves like ${behaviour}`);
    return card.code;
  }

  /** Somebody else, say the shop's other till, cancels the payment at the gateway. */
  async cancelElsewhere(attemptId: string): Promise<void> {
    const attempt = this.attempt(attemptId);
    const provider = this.#providers[attempt.product];
    const result = await provider?.cancel(attempt, { deadlineMs: 5_000 });
    if (result?.cancel.kind !== 'accepted') throw new Error(`not cancelled: ${JSON.stringify(result)}`);
  }

  // What came of it

  /** An attempt of a sale. */
  attempt(attemptId: string): AttemptRow & { readonly saleId: string } {
    const row = this.journal.attempt(attemptId);
    if (!row || row.saleId === null) throw new Error('no such attempt of a sale');
    return { ...row, saleId: row.saleId };
  }

  /** The states an attempt went through, as journaled. */
  path(attemptId: string): AttemptState[] {
    return this.journal.attemptHistory(attemptId).flatMap((entry) => (entry.type === 'payment.moved' && entry.data.from !== entry.data.to ? [entry.data.to] : []));
  }

  async until(condition: () => boolean, limitMs = 3_600_000): Promise<void> {
    await this.clock.until(condition, limitMs);
  }

  /** Lets time pass until the work is done; answers with its outcome. */
  async during<T>(work: Promise<T>): Promise<PromiseSettledResult<T>> {
    const outcome = Promise.allSettled([work]);
    let over = false;
    void outcome.then(() => (over = true));
    await this.until(() => over);
    return (await outcome)[0];
  }

  async untilState(attemptId: string, ...states: readonly AttemptState[]): Promise<void> {
    await this.until(() => states.includes(this.attempt(attemptId).state)).catch((error: unknown) => {
      throw new Error(`${String(error)}; went ${this.path(attemptId).join(' > ')}`);
    });
    await this.clock.settle();
  }

  /** Services the gateways were asked for, by their last word: pay, query, inquiryPayment, cancel. */
  services(): string[] {
    return this.practice.calls().map((call) => (call.service.split('.').at(-1) ?? '').replace('inquiryPayment', 'query'));
  }

  count(service: 'pay' | 'query' | 'cancel'): number {
    return this.services().filter((one) => one === service).length;
  }

  get till(): TillSnapshot {
    return this.snapshots.till();
  }

  get scene(): CustomerSnapshot['scene'] {
    return this.snapshots.customer().scene;
  }

  /** Text of the code on the customer's screen. */
  get shownCode(): string {
    const { scene } = this;
    if (scene.kind !== 'orderCode') throw new Error(`the customer sees ${scene.kind}`);
    return scene.text;
  }
}
