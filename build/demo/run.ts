// The main job by itself, through the real windows: open, sell in three ways, X, Z. `npm run demo -- --out DIR [--data DIR]`.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import type { TillBridge } from '../../shared/contract/bridge.ts';
import type { Channel, Request, Response } from '../../shared/contract/contract.ts';
import type { TillSnapshot } from '../../shared/contract/views.ts';
import type { TenderKind } from '../../shared/journal/entries.ts';
import { verifyFile } from '../../electron/journal/verifier.ts';
import { startTill, waitFor, type RunningTill } from '../../test/e2e/attach.ts';
import { readQr } from './pixels.ts';
import { startPtyScanner, type PtyScanner } from './pty-scanner.ts';

interface DemoSale {
  readonly receiptNo: number;
  readonly totalMinor: number;
  readonly currency: string;
  readonly tender: 'cash' | 'alipay';
  readonly product: Exclude<TenderKind, 'cash'> | null;
  readonly status: 'paid';
  readonly merchantReference: string | null;
  readonly qrText?: string;
}

/** A payment may ask for a password first; the practice customer of the demo does not, so this is generous. */
const PAID_WITHIN_MS = 30_000;
/** Codes of the seeded shop, by name so that the demo shows believable sales. */
const BASKETS = {
  cash: ['Hot Milk Tea', 'Egg Tart', 'Pineapple Bun'],
  customerCode: ['Iced Lemon Tea', 'Cocktail Bun'],
  orderCode: ['Egg Tart', 'Hot Milk Tea'],
} as const;

function ensure(condition: unknown, what: string): asserts condition {
  if (!condition) throw new Error(`demo: ${what}`);
}

/** The demo's hands and eyes: keys, scanner, screenshots, and the snapshot both windows are drawn from. */
class Counter {
  readonly #till: RunningTill;
  readonly #scanner: PtyScanner;
  readonly #out: string;
  #pictures = 0;

  constructor(till: RunningTill, scanner: PtyScanner, out: string) {
    this.#till = till;
    this.#scanner = scanner;
    this.#out = out;
  }

  get cashier(): Page {
    return this.#till.cashier;
  }

  async call<C extends Channel>(channel: C, request: Request<C>): Promise<Response<C>> {
    const answer = await this.cashier.evaluate(
      ([name, body]) => (globalThis as unknown as { till: { invoke(channel: string, request: unknown): Promise<unknown> } }).till.invoke(name as string, body),
      [channel, request] as const,
    ) as Awaited<ReturnType<TillBridge['invoke']>>;
    ensure(answer.ok, `${channel} answered ${answer.ok ? '' : answer.error.code}`);
    return answer.value as Response<C>;
  }

  /** Waits until the till is where it should be, then until both windows have painted it. */
  async until(what: string, holds: (till: TillSnapshot) => boolean, timeoutMs = 10_000): Promise<TillSnapshot> {
    const snapshot = await waitFor(what, async () => {
      const now = await this.call('till.snapshot', {});
      return holds(now) ? now : undefined;
    }, timeoutMs);
    await Promise.all([this.#till.cashier, this.#till.customer].map((page) => page.evaluate(() => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))))));
    return snapshot;
  }

  key(name: string): Promise<void> {
    return this.cashier.keyboard.press(name);
  }

  async type(text: string): Promise<void> {
    await this.cashier.keyboard.type(text, { delay: 90 });
  }

  scan(code: string): Promise<void> {
    return this.#scanner.scan(code);
  }

  /** Finds the seeded product of that name and scans its printed code. */
  async scanProduct(name: string): Promise<void> {
    const found = await this.call('catalog.search', { text: name, limit: 20 });
    const product = found.products.find((candidate) => candidate.code !== null);
    ensure(product?.code, `no product with a code is called ${name}`);
    const before = (await this.call('till.snapshot', {})).sale?.totals.itemsMilli ?? 0;
    await this.scan(product.code);
    await this.until(`line of ${name}`, (till) => (till.sale?.totals.itemsMilli ?? 0) === before + 1000);
  }

  /** Both windows as they are now: `NN-name-cashier.png` and `NN-name-customer.png`. */
  async picture(name: string): Promise<void> {
    this.#pictures += 1;
    const prefix = `${String(this.#pictures).padStart(2, '0')}-${name}`;
    await this.#till.cashier.screenshot({ path: join(this.#out, `${prefix}-cashier.png`) });
    await this.#till.customer.screenshot({ path: join(this.#out, `${prefix}-customer.png`) });
  }

  async customerPixels(file: string): Promise<Buffer> {
    return this.#till.customer.screenshot({ path: join(this.#out, file) });
  }
}

async function sell(counter: Counter, basket: readonly string[]): Promise<void> {
  for (const name of basket) await counter.scanProduct(name);
}

async function paidSale(counter: Counter): Promise<NonNullable<TillSnapshot['done']>> {
  const { done } = await counter.until('a paid sale', (till) => till.phase === 'done', PAID_WITHIN_MS);
  ensure(done, 'the till says done without a sale');
  return done;
}

async function play(counter: Counter): Promise<{ sales: DemoSale[]; z: Response<'shift.close'> }> {
  const sales: DemoSale[] = [];
  const currency = (await counter.until('the closed till', (till) => till.phase === 'closed')).shop.currency;
  await counter.until('the scanner', (till) => till.devices.scanner.state === 'ready', 20_000);
  await counter.picture('closed');
  await counter.type('500');
  await counter.key('Enter');
  await counter.until('the open shift', (till) => till.phase === 'ready' && till.shift?.floatMinor === 50_000);
  await counter.picture('ready');

  await sell(counter, BASKETS.cash);
  await counter.picture('ringing-up');
  await counter.key('F12');
  await counter.until('the tenders', (till) => till.phase === 'paying');
  await counter.picture('tenders');
  await counter.type('100');
  await counter.key('Enter');
  const cash = await paidSale(counter);
  ensure(cash.tender === 'cash' && cash.tenderedMinor === 10_000 && cash.changeMinor === 10_000 - cash.totalMinor, 'the change is wrong');
  await counter.picture('cash-paid');
  sales.push({ receiptNo: cash.receiptNo, totalMinor: cash.totalMinor, currency, tender: 'cash', product: null, status: 'paid', merchantReference: null });

  await sell(counter, BASKETS.customerCode);
  await counter.key('F12');
  await counter.until('the tenders', (till) => till.phase === 'paying');
  const { customers } = await counter.call('practice.view', {});
  const customer = customers.find((candidate) => candidate.behaviour === 'asksPasswordThenPays');
  ensure(customer, 'nobody to pay by code');
  await counter.scan(customer.code);
  await counter.until('the customer at the password', (till) => till.payment?.state === 'asking', PAID_WITHIN_MS);
  await counter.picture('customer-confirms');
  const barcode = await paidSale(counter);
  await counter.picture('code-paid');
  sales.push({
    receiptNo: barcode.receiptNo, totalMinor: barcode.totalMinor, currency, tender: 'alipay', product: 'alipayBarcode', status: 'paid', merchantReference: barcode.merchantReference,
  });

  await sell(counter, BASKETS.orderCode);
  await counter.key('F12');
  await counter.until('the tenders', (till) => till.phase === 'paying');
  await counter.key('F4');
  await counter.until('the order code', (till) => till.payment?.state === 'shown', PAID_WITHIN_MS);
  await counter.picture('order-code');
  const qrText = readQr(await counter.customerPixels('customer-qr.png'));
  ensure(qrText, 'the QR cannot be read from the pixels of the customer window');
  const phone = await counter.call('practice.phoneScan', { behaviour: 'paysAtOnce', text: qrText });
  ensure(phone.result === 'paid', `the practice phone says ${phone.result}`);
  const order = await paidSale(counter);
  await counter.picture('order-paid');
  sales.push({
    receiptNo: order.receiptNo, totalMinor: order.totalMinor, currency, tender: 'alipay', product: 'alipayOrderCode', status: 'paid', merchantReference: order.merchantReference, qrText,
  });
  await counter.key('Enter');
  await counter.until('the next customer', (till) => till.phase === 'ready');

  const x = await counter.call('shift.xReport', {});
  ensure(x.totals.salesCount === sales.length, 'the X report misses a sale');
  await counter.key('F9');
  await counter.picture('day');
  await counter.key('Escape');
  const z = await counter.call('shift.close', { countedMinor: x.totals.cashExpectedMinor });
  await counter.call('report.export', { kind: 'z', number: z.number, format: 'pdf' });
  await counter.call('report.export', { kind: 'z', number: z.number, format: 'csv' });
  await counter.until('the closed till', (till) => till.phase === 'closed');
  await counter.picture('z-closed');
  return { sales, z };
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { out: { type: 'string' }, data: { type: 'string' } } });
  ensure(values.out, 'usage: npm run demo -- --out DIR [--data DIR]');
  const out = resolve(values.out);
  mkdirSync(out, { recursive: true });
  const scratch = mkdtempSync(join(tmpdir(), 'guitai-demo-'));
  const dataDir = values.data ? resolve(values.data) : join(scratch, 'data');
  mkdirSync(dataDir, { recursive: true });
  const scanner = await startPtyScanner(scratch);
  const till = await startTill({ dataDir, flags: ['--serial-scanner', scanner.path] });
  try {
    const { sales, z } = await play(new Counter(till, scanner, out));
    const expectedMinor = sales.reduce((sum, sale) => sum + sale.totalMinor, 0);
    ensure(z.totals.netMinor === expectedMinor, `the Z says ${z.totals.netMinor}, the sales ${expectedMinor}`);
    ensure((await till.stop()) === 0, 'the till did not end orderly');
    const check = verifyFile(join(dataDir, 'journal-training.db'));
    ensure(check.kind === 'ok', `the journal is broken: ${JSON.stringify(check)}`);
    writeFileSync(join(out, 'demo.json'), `${JSON.stringify({
      runtime: till.runtime,
      sales,
      z: { number: z.number, salesCount: z.totals.salesCount, netMinor: z.totals.netMinor, tenders: z.totals.tenders },
      journal: { entries: check.entries, headHash: check.head, verified: true },
    }, null, 2)}\n`);
    process.stdout.write(`demo: ${sales.length} sales, Z ${z.number}, journal ok entries=${check.entries} head=${check.head}; pictures in ${out}\n`);
  } finally {
    await till.kill();
    await scanner.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
}

await main();
