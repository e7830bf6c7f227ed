import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startPtyScanner, type PtyScanner } from '../../build/demo/pty-scanner.ts';
import { onPath } from '../../build/setup/browser.mjs';
import { openCatalog } from '../../electron/journal/catalog.ts';
import { startTill, waitFor, type RunningTill } from '../e2e/attach.ts';
import { serialHand, wedgeHand, type Hand } from './paint/hands.ts';
import { invoke, measure, record, type Measured, type Sample, type Subject } from './paint/measure.ts';
import { generatedCategories, generateProducts } from './products.ts';
import { figuresOf, type BenchOptions, type BenchRow } from './row.ts';

const LINES_PER_SALE = 20;
/** Every fifth scan repeats a product of its sale, so that lines change as well as appear. */
const REPEAT_EVERY = 5;
const PRODUCTS = 100_000;
const SEED = 7;
/** One frame at 60 Hz (targets.md). */
const FRAME_MS = 16.7;
const FLOAT_MINOR = 50_000;
const READY_DEADLINE_MS = 20_000;
const BARE_TILL = join(import.meta.dirname, 'bare', 'till.ts');

type Prices = ReadonlyMap<string, number>;

/** Puts 100,000 products where the till in training mode looks for its catalog (electron/compose.ts); gives the prices of some of them by code. */
function stock(dataDir: string, scans: number): Prices {
  mkdirSync(dataDir, { recursive: true });
  const catalog = openCatalog({ path: join(dataDir, 'catalog-seed.db') });
  const prices = new Map<string, number>();
  const every = Math.floor(PRODUCTS / scans);
  function* seen(): ReturnType<typeof generateProducts> {
    let index = 0;
    for (const product of generateProducts(PRODUCTS, SEED)) {
      const [code] = product.codes;
      if (index % every === 0 && code !== undefined) prices.set(code, product.priceMinor);
      index += 1;
      yield product;
    }
  }
  catalog.replaceAll(generatedCategories(), seen());
  catalog.close();
  return prices;
}

/** Sales of 20 scans: products from all over the catalog, each new to its sale but every fifth. */
function salesOf(prices: Prices, count: number): string[][] {
  const codes = [...prices.keys()];
  return Array.from({ length: count }, (_, sale) => {
    const own = codes.slice(sale * LINES_PER_SALE, (sale + 1) * LINES_PER_SALE);
    return own.map((code, index) => (index % REPEAT_EVERY === REPEAT_EVERY - 1 ? (own[index - 2] ?? code) : code));
  });
}

async function ready(till: RunningTill): Promise<void> {
  await Promise.all([record(till.cashier), record(till.customer)]);
  await till.cashier.waitForSelector('[data-total], .stage', { state: 'attached', timeout: READY_DEADLINE_MS });
}

async function openCounter(till: RunningTill, withScanner: boolean): Promise<void> {
  await invoke(till.cashier, 'shift.open', { floatMinor: FLOAT_MINOR });
  const { total } = await invoke(till.cashier, 'catalog.categories', {});
  if (total !== PRODUCTS) throw new Error(`the till opened a catalog of ${total} products`);
  if (!withScanner) return;
  await waitFor('the serial scanner', async () => (((await invoke(till.cashier, 'till.snapshot', {})).devices.scanner.state === 'ready') ? true : undefined), READY_DEADLINE_MS);
}

/** Pays in cash and calls the next customer, so that the next scan begins a new sale. */
async function payCash({ cashier }: RunningTill): Promise<void> {
  const { sale } = await invoke(cashier, 'till.snapshot', {});
  await invoke(cashier, 'tender.cash', { tenderedMinor: sale?.totals.totalMinor ?? 0 });
  await invoke(cashier, 'sale.next', {});
}

interface Ways {
  readonly wedge: Measured;
  readonly serial: Measured | null;
}

/** Both ways to scan on one running program, the product's or the bare one's. */
async function bothWays(till: RunningTill, scanner: PtyScanner | null, sales: readonly string[][], subject: Pick<Subject, 'raises' | 'endSale'>): Promise<Ways> {
  const pages = [till.cashier, till.customer] as const;
  const by = (hand: Hand, from: Subject['from']): Promise<Measured> => measure({ ...subject, pages, hand, from }, sales);
  const wedge = await by(await wedgeHand(till.cashier), 'keys');
  return { wedge, serial: scanner === null ? null : await by(serialHand(scanner), 'hand') };
}

function explain(name: string, { samples }: Measured): string {
  const stage = (of: (sample: Sample) => number): string => {
    const { p50, p99 } = figuresOf(samples.map(of));
    return `${p50.toFixed(1)} (p99 ${p99.toFixed(1)})`;
  };
  return `${name}: in the document after ${stage((sample) => sample.changedMs)} ms, waiting for the frame ${stage((sample) => sample.frameMs - sample.changedMs)}, drawing ${stage((sample) => sample.paintedMs - sample.frameMs)}`;
}

/** Two rows of one way to scan: until painted, and without the time in which nothing is done but wait for the display's next frame. */
function paintRows(bench: string, from: string, floorName: string, product: Measured, floor: Measured): BenchRow[] {
  const row = (name: string, what: string, of: (sample: Sample) => number): BenchRow => {
    const figures = figuresOf(product.samples.map(of));
    return {
      bench: name, what, unit: 'ms', product: figures, floor: { name: floorName, figures: figuresOf(floor.samples.map(of)) },
      target: { text: `p99 <= one frame, ${FRAME_MS} ms`, met: figures.p99 <= FRAME_MS },
    };
  };
  return [
    row(bench, `${from} to the line painted`, ({ paintedMs }) => paintedMs),
    row(`${bench}.work`, `${from} to the line painted, less the wait for the display's frame`, ({ paintedMs, changedMs, frameMs }) => paintedMs - (frameMs - changedMs)),
  ];
}

function longTaskRow(ways: Ways): BenchRow {
  const measured = [ways.wedge, ...(ways.serial === null ? [] : [ways.serial])];
  const count = measured.reduce((sum, { longTasksMs }) => sum + longTasksMs.length, 0);
  return {
    bench: 'paint.longTasks', what: 'tasks over 50 ms in either window while scanning', unit: 'count', product: { p50: count, p99: count, max: count, samples: 1 }, floor: null,
    target: { text: 'none', met: count === 0 },
  };
}

/** Scan to painted line in the real windows, at 100,000 products and 20 items a second; see docs/benches.md. */
export async function run({ quick, tmpDir, log }: BenchOptions): Promise<BenchRow[]> {
  const saleCount = 1 + (quick ? 2 : 15);
  const dataDir = join(tmpDir, 'till');
  log(`stocking ${PRODUCTS} products`);
  const prices = stock(dataDir, (saleCount + 1) * LINES_PER_SALE);
  const sales = salesOf(prices, saleCount);

  const withSerial = onPath('socat') !== undefined;
  if (!withSerial) log('no socat here: paint.serial is left out');
  const scannerDir = join(tmpDir, 'scanner');
  mkdirSync(scannerDir);
  const scanner = withSerial ? await startPtyScanner(scannerDir) : null;
  const flags = scanner === null ? [] : ['--serial-scanner', scanner.path];

  const measured = async (program: { readonly dataDir: string; readonly mainFile?: string }, work: (till: RunningTill) => Promise<Ways>): Promise<Ways> => {
    const till = await startTill({ ...program, flags });
    try {
      await ready(till);
      return await work(till);
    } catch (error) {
      throw new Error(`${String(error)}\nthe till said:\n${till.stderr()}`, { cause: error });
    } finally {
      await till.stop();
    }
  };
  try {
    log('scanning on bare windows');
    const floor = await measured({ dataDir: join(tmpDir, 'bare'), mainFile: BARE_TILL }, (till) =>
      bothWays(till, scanner, sales, { raises: () => 1, endSale: async () => void (await invoke(till.cashier, 'sale.next', {})) }));
    log('scanning on the till');
    const product = await measured({ dataDir }, async (till) => {
      await openCounter(till, scanner !== null);
      return bothWays(till, scanner, sales, { raises: (code) => prices.get(code) ?? 0, endSale: () => payCash(till) });
    });
    log(explain('wedge', product.wedge));
    log(explain('wedge, bare', floor.wedge));
    const rows = paintRows('paint.wedge', 'Enter of a keyboard scanner', 'bare page, one call, one line', product.wedge, floor.wedge);
    if (product.serial !== null && floor.serial !== null) {
      log(explain('serial', product.serial));
      log(explain('serial, bare', floor.serial));
      rows.push(...paintRows('paint.serial', 'bytes written to the port', 'bare page, one event, one line', product.serial, floor.serial));
    }
    return [...rows, longTaskRow(product)];
  } finally {
    await scanner?.stop();
  }
}
