// The main job by itself, through the real windows: open, sell in three ways, X, Z. `npm run demo -- --out DIR [--data DIR]`.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import type { Response } from '../../shared/contract/contract.ts';
import type { TillSnapshot } from '../../shared/contract/views.ts';
import type { TenderKind } from '../../shared/journal/entries.ts';
import { minor, toDecimal } from '../../shared/money.ts';
import { startTill, waitFor, type RunningTill } from '../../test/e2e/attach.ts';
import { Counter } from '../../test/e2e/counter.ts';
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
  cash: ['Lemon Tea 250 ml', 'Sparkling Water', 'Oolong Tea', 'Lemon Tea 250 ml'],
  customerCode: ['Ginger Beer', 'Fresh Milk 236'],
  orderCode: ['Coconut Water', 'Herbal Tea'],
} as const;

function ensure(condition: unknown, what: string): asserts condition {
  if (!condition) throw new Error(`demo: ${what}`);
}

/** The counter with a serial scanner in hand and a camera behind it. */
class DemoCounter extends Counter {
  readonly #scanner: PtyScanner;
  readonly #out: string;
  #pictures = 0;

  constructor(till: RunningTill, scanner: PtyScanner, out: string) {
    super(till);
    this.#scanner = scanner;
    this.#out = out;
  }

  scan(code: string): Promise<void> {
    return this.#scanner.scan(code);
  }

  async scanProducts(names: readonly string[]): Promise<void> {
    for (const name of names) {
      const code = await this.codeOf(name);
      await this.oneMore(() => this.scan(code));
    }
  }

  /** Both windows as they are now: `NN-name-cashier.png` and `NN-name-customer.png`. */
  async picture(name: string): Promise<void> {
    this.#pictures += 1;
    const prefix = `${String(this.#pictures).padStart(2, '0')}-${name}`;
    await this.cashier.screenshot({ path: join(this.#out, `${prefix}-cashier.png`) });
    await this.customer.screenshot({ path: join(this.#out, `${prefix}-customer.png`) });
  }

  customerPixels(file: string): Promise<Buffer> {
    return this.customer.screenshot({ path: join(this.#out, file) });
  }

  /** Opens the day's menu (F9), does what `choose` does there, and gives the report that was taken. */
  async dayReport(kind: 'x' | 'z', choose: () => Promise<void>): Promise<Response<'report.get'>> {
    const taken = async (): Promise<number> => (await this.call('report.list', { limit: 200 })).reports.filter((report) => report.kind === kind).length;
    const before = await taken();
    await this.key('F9');
    await this.cashier.getByRole('dialog').waitFor();
    await choose();
    await waitFor(`the ${kind} report`, async () => ((await taken()) > before ? true : undefined));
    await this.cashier.getByText(/Z report|X report|Report/).first().waitFor();
    return this.call('report.get', { kind, number: before + 1 });
  }

  async paidSale(): Promise<NonNullable<TillSnapshot['done']>> {
    const { done } = await this.until('a paid sale', (till) => till.phase === 'done', PAID_WITHIN_MS);
    ensure(done, 'the till says done without a sale');
    return done;
  }
}

/** In the drawer in the morning, major units. */
const FLOAT = '500';

async function play(counter: DemoCounter): Promise<{ sales: DemoSale[]; z: Response<'report.get'> }> {
  const sales: DemoSale[] = [];
  const currency = (await counter.until('the closed till', (till) => till.phase === 'closed')).shop.currency;
  await counter.until('the scanner', (till) => till.devices.scanner.state === 'ready', 20_000);
  await counter.picture('closed');
  await counter.type(FLOAT);
  await counter.key('Enter');
  await counter.until('the open shift', (till) => till.phase === 'ready' && till.shift?.floatMinor === 50_000);
  await counter.picture('ready');

  await counter.scanProducts(BASKETS.cash);
  await counter.picture('ringing-up');
  await counter.key('F12');
  await counter.until('the tenders', (till) => till.phase === 'paying');
  await counter.picture('tenders');
  await counter.type('100');
  await counter.key('Enter');
  const cash = await counter.paidSale();
  ensure(cash.tender === 'cash' && cash.tenderedMinor === 10_000 && cash.changeMinor === 10_000 - cash.totalMinor, 'the change is wrong');
  await counter.picture('cash-paid');
  sales.push({ receiptNo: cash.receiptNo, totalMinor: cash.totalMinor, currency, tender: 'cash', product: null, status: 'paid', merchantReference: null });

  await counter.scanProducts(BASKETS.customerCode);
  await counter.key('F12');
  await counter.until('the tenders', (till) => till.phase === 'paying');
  await counter.scan(await counter.practiceCode('asksPasswordThenPays'));
  await counter.until('the customer at the password', (till) => till.payment?.state === 'asking', PAID_WITHIN_MS);
  await counter.picture('customer-confirms');
  const barcode = await counter.paidSale();
  await counter.picture('code-paid');
  sales.push({
    receiptNo: barcode.receiptNo, totalMinor: barcode.totalMinor, currency, tender: 'alipay', product: 'alipayBarcode', status: 'paid', merchantReference: barcode.merchantReference,
  });

  await counter.scanProducts(BASKETS.orderCode);
  await counter.key('F12');
  await counter.until('the tenders', (till) => till.phase === 'paying');
  await counter.key('F4');
  await counter.until('the order code', (till) => till.payment?.state === 'shown', PAID_WITHIN_MS);
  await counter.picture('order-code');
  const qrText = readQr(await counter.customerPixels('customer-qr.png'));
  ensure(qrText, 'the QR cannot be read from the pixels of the customer window');
  const phone = await counter.call('practice.phoneScan', { behaviour: 'paysAtOnce', text: qrText });
  ensure(phone.result === 'paid', `the practice phone says ${phone.result}`);
  const order = await counter.paidSale();
  await counter.picture('order-paid');
  sales.push({
    receiptNo: order.receiptNo, totalMinor: order.totalMinor, currency, tender: 'alipay', product: 'alipayOrderCode', status: 'paid', merchantReference: order.merchantReference, qrText,
  });
  await counter.pressUntil('Enter', 'the next customer', (till) => till.phase === 'ready');

  const x = await counter.dayReport('x', async () => {
    await counter.type('1');
  });
  ensure(x.totals.salesCount === sales.length, 'the X report misses a sale');
  await counter.picture('x-report');
  await counter.key('Escape');
  const z = await counter.dayReport('z', async () => {
    await counter.type('2');
    await counter.cashier.locator('[data-dialog="count"] [data-piece]').first().waitFor();
    await counter.picture('count');
    await counter.key('F4');
    await counter.cashier.locator('[data-by="total"]').waitFor();
    // The till tells a cashier only afterwards what should be there: the float, and what was paid in cash.
    ensure(x.totals.cashExpectedMinor === null, 'the X report tells a cashier what the drawer should hold');
    const cashMinor = sales.reduce((sum, sale) => (sale.tender === 'cash' ? sum + sale.totalMinor : sum), Number(FLOAT) * 100);
    await counter.type(toDecimal(minor(cashMinor), currency));
    await counter.key('Enter');
    await counter.cashier.locator('[data-count="even"]').waitFor();
    await counter.picture('counted');
    await counter.pressUntil('Enter', 'the closed till', (till) => till.phase === 'closed');
  });
  await counter.until('the closed till', (till) => till.phase === 'closed');
  await counter.picture('z-report');
  const supervisor = (await counter.call('practice.view', {})).staff.find(({ role }) => role === 'supervisor');
  ensure(supervisor, 'nobody practises as a supervisor');
  for (const format of ['pdf', 'csv'] as const) {
    const request = { kind: 'z', number: z.number, format };
    await counter.call('approval.act', { channel: 'report.export', request, approver: { staffId: supervisor.staffId, pin: supervisor.pin } });
  }
  return { sales, z };
}

/** What `npm run journal -- verify` says of the till's journal. */
async function verifyJournal(dataDir: string): Promise<{ entries: number; headHash: string }> {
  const cli = join(import.meta.dirname, '..', '..', 'electron', 'journal', 'cli.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [cli, 'verify', '--data', dataDir, '--world', 'training']);
  const said = /^ok entries=(\d+) head=([0-9a-f]{64})$/m.exec(stdout);
  ensure(said, `the journal does not verify: ${stdout}`);
  return { entries: Number(said[1]), headHash: said[2] ?? '' };
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
    const { sales, z } = await play(new DemoCounter(till, scanner, out));
    const expectedMinor = sales.reduce((sum, sale) => sum + sale.totalMinor, 0);
    ensure(z.totals.netMinor === expectedMinor, `the Z says ${z.totals.netMinor}, the sales ${expectedMinor}`);
    ensure((await till.stop()) === 0, 'the till did not end orderly');
    const check = await verifyJournal(dataDir);
    writeFileSync(join(out, 'demo.json'), `${JSON.stringify({
      runtime: till.runtime,
      sales,
      z: { number: z.number, salesCount: z.totals.salesCount, netMinor: z.totals.netMinor, tenders: z.totals.tenders },
      journal: { entries: check.entries, headHash: check.headHash, verified: true },
    }, null, 2)}\n`);
    process.stdout.write(`demo: ${sales.length} sales, Z ${z.number}, journal ok entries=${check.entries} head=${check.headHash}; pictures in ${out}\n`);
  } finally {
    await till.kill();
    await scanner.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
}

await main();
