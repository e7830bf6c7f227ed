import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openTill, type Till, type TillOptions } from '../../../electron/compose.ts';
import type { HostHandle } from '../../../electron/devices/supervisor.ts';
import { createRouter, type Route } from '../../../electron/ipc/router.ts';
import { realClock, realRandom } from '../../../electron/real-world.ts';
import { CHANNELS, EVENTS, type Channel, type Request, type Response, type TillEvent } from '../../../shared/contract/contract.ts';
import { TillError } from '../../../shared/errors/registry.ts';
import { tillFolder } from './folders.ts';

const DEADLINE_MS = 20_000;

const dirs: string[] = [];
const tills: Till[] = [];
afterEach(async () => {
  for (const till of tills.splice(0)) await till.stop();
  for (const dir of dirs.splice(0)) rmSync(dir, { recursive: true, force: true });
});
const folder = (): string => {
  const dir = tillFolder();
  dirs.push(dir);
  return dir;
};

/** A device host without devices: ends when it is told to. */
function emptyHost(): HostHandle {
  let exited: (exitCode: number) => void = () => {};
  return {
    post: (message) => {
      if (typeof message === 'object' && message !== null && 'type' in message && message.type === 'stop') exited(0);
    },
    onMessage: () => {},
    onExit: (listener) => (exited = listener),
    kill: () => exited(0),
  };
}

/** The whole till behind the windows, spoken to through the router as windows do; every answer and event is held against the contract. */
class Behind {
  readonly till: Till;
  readonly called = new Set<Channel>();
  readonly #route: Route;
  readonly #heard: { problems: string[]; wake: () => void };

  private constructor(till: Till, heard: { problems: string[]; wake: () => void }) {
    this.till = till;
    this.#heard = heard;
    this.#route = createRouter(till.handlers, () => {});
  }

  static async open(dir: string, change: Partial<TillOptions> = {}): Promise<Behind> {
    const heard = { problems: [] as string[], wake: (): void => {} };
    const till = await openTill({
      dataDir: dir, world: 'training', language: null, provisionFile: null, serialScanner: null, software: 'guitai test', runtime: 'test', clock: realClock, random: realRandom, log: () => {},
      secretBox: { strength: 'weak', encrypt: (text) => Buffer.from(text).toString('base64'), decrypt: (text) => Buffer.from(text, 'base64').toString() },
      cashierPainted: () => {}, showCustomer: () => Promise.resolve(), printToPdf: (html) => Promise.resolve(Buffer.from(`%PDF ${html.length}`)), spawnDeviceHost: emptyHost,
      send: <E extends TillEvent>(event: E, payload: unknown) => {
        const parsed = EVENTS[event].payload.safeParse(payload);
        if (!parsed.success) heard.problems.push(`${event}: ${parsed.error.message}`);
        heard.wake();
      },
      ...change,
    });
    tills.push(till);
    return new Behind(till, heard);
  }

  async call<C extends Channel>(channel: C, request: Request<C>): Promise<Response<C>> {
    const window = CHANNELS[channel].windows[0];
    const answer = await this.#route(window ?? 'cashier', channel, request);
    if (!answer.ok) throw new TillError(answer.error.code, answer.error.details);
    this.called.add(channel);
    return CHANNELS[channel].response.parse(answer.value) as Response<C>;
  }

  /** Waits for events until the cashier's snapshot is as wanted. */
  async until(wanted: (snapshot: Response<'till.snapshot'>) => boolean): Promise<Response<'till.snapshot'>> {
    const deadline = AbortSignal.timeout(DEADLINE_MS);
    for (;;) {
      const next = new Promise<void>((resolve, reject) => {
        this.#heard.wake = resolve;
        deadline.addEventListener('abort', () => reject(new Error('the till never got there')), { once: true });
      });
      const snapshot = await this.call('till.snapshot', {});
      if (wanted(snapshot)) {
        next.catch(() => {});
        return snapshot;
      }
      // A picture that is on the glass is reported, or a cancel would wait for it.
      await this.call('customer.painted', { revision: snapshot.revision });
      await next;
    }
  }

  get problems(): readonly string[] {
    return this.#heard.problems;
  }
}

test('a day through every channel of the contract', async () => {
  const dir = folder();
  const behind = await Behind.open(dir);
  const call: Behind['call'] = (channel, request) => behind.call(channel, request);
  await call('till.painted', {});
  await call('till.showCustomerScreen', {});
  expect(await call('customer.snapshot', {})).toMatchObject({ scene: { kind: 'closed' } });
  await call('shift.open', { floatMinor: 50_000 });
  await call('till.setLanguage', { language: 'zh-Hant' });
  const { categories, total } = await call('catalog.categories', {});
  expect([categories.length > 3, total >= 60]).toEqual([true, true]);
  const page = await call('catalog.list', { categoryId: categories[0]?.categoryId ?? null, offset: 0, limit: 5 });
  const found = await call('catalog.search', { text: 'milk tea', limit: 5 });
  const productId = found.products[0]?.productId ?? '';

  // Cash, with everything that may happen to a cart.
  const line = await call('sale.addProduct', { productId, quantityMilli: 1_000, source: 'search' });
  await call('sale.setQuantity', { ...line, quantityMilli: 2_000 });
  await call('sale.voidLine', { ...line, reason: 'mistake' });
  await call('sale.discard', { reason: 'left' });
  await call('sale.addProduct', { productId: page.products[0]?.productId ?? '', quantityMilli: 1_000, source: 'tile' });
  await call('sale.hold', { label: 'lady in red' });
  expect(await call('scan.submit', { text: '48950121', source: 'wedge' })).toMatchObject({ kind: 'added', productId: 'mints' });
  const held = (await call('till.snapshot', {})).held[0]?.saleId ?? '';
  await call('sale.recall', { saleId: held });
  await call('sale.pay', {});
  await call('sale.resume', {});
  await call('tender.cash', { tenderedMinor: 100_000 });
  await call('sale.next', {});

  // By barcode: a code before Pay, dropped, then confirmed.
  await call('sale.recall', { saleId: (await call('till.snapshot', {})).held[0]?.saleId ?? '' });
  const { customers } = await call('practice.view', {});
  expect(await call('practice.presentCode', { customerId: 'declinedBalance' })).toMatchObject({ kind: 'paymentCode' });
  await call('payment.dropCode', {});
  const kept = await call('practice.presentCode', { customerId: 'declinedBalance' });
  const { attemptId } = await call('payment.confirmCode', { token: kept.kind === 'paymentCode' ? kept.token : '' });
  await behind.until((snapshot) => snapshot.payment?.state === 'declined');
  await call('payment.acknowledge', { attemptId });
  expect(customers.map((customer) => customer.behaviour)).toContain('paysAtOnce');

  // By order code: taken back once, then paid.
  const first = await call('payment.showCode', { product: 'alipayOrderCode' });
  await behind.until((snapshot) => snapshot.payment?.state === 'shown');
  await call('payment.askNow', first);
  await call('payment.cancel', first);
  await behind.until((snapshot) => snapshot.payment?.state === 'cancelled');
  await call('payment.acknowledge', first);
  await call('payment.showCode', { product: 'alipayOrderCode' });
  await behind.until((snapshot) => snapshot.payment?.state === 'shown');
  expect(await call('practice.phoneScan', { behaviour: 'paysAtOnce' })).toEqual({ result: 'paid' });
  const { done } = await behind.until((snapshot) => snapshot.phase === 'done');
  expect(done).toMatchObject({ receiptNo: 2, tender: 'alipayOrderCode' });
  for (const channel of ['payment.setAside', 'payment.settleFound'] as const) {
    await expect(behind.call(channel, channel === 'payment.setAside' ? first : { ...first, how: 'returned' })).rejects.toBeInstanceOf(TillError);
    behind.called.add(channel);
  }

  // The day's end, on paper.
  expect(await call('shift.xReport', {})).toMatchObject({ number: 1, totals: { salesCount: 2 } });
  const z = await call('shift.close', { countedMinor: 50_000 });
  expect(z.totals.tenders.map((tender) => tender.kind)).toEqual(['alipayOrderCode', 'cash']);
  expect((await call('report.list', { limit: 10 })).reports).toHaveLength(2);
  expect(await call('report.get', { kind: 'z', number: 1 })).toEqual(z);
  const csv = await call('report.export', { kind: 'z', number: 1, format: 'csv' });
  expect(basename(csv.path)).toMatch(/^training-z-00001-\d{8}\.csv$/);
  expect(readFileSync(csv.path, 'utf8')).toContain('Cash');
  expect(existsSync((await call('report.export', { kind: 'x', number: 1, format: 'pdf' })).path)).toBe(true);

  // Settings, of a till that is not live.
  const stored = (await call('settings.products', {})).products.find(({ product }) => product === 'alipayBarcode');
  const form = { product: 'alipayBarcode' as const, enabled: false, sameAs: null, fields: { ...stored?.fields, partner: '2088' }, secrets: {} };
  const saved = await call('settings.saveProduct', form);
  expect(saved.products.find(({ product }) => product === 'alipayBarcode')).toMatchObject({ enabled: false, stored: true, problem: { code: 'SETTINGS_INVALID' }, fields: { partner: '2088' } });
  await expect(behind.call('settings.previewProduct', form)).rejects.toMatchObject({ code: 'SETTINGS_INVALID' });
  await expect(behind.call('settings.testProduct', { product: 'alipayOrderCode' })).rejects.toMatchObject({ code: 'SETTINGS_INVALID', details: { reason: 'missing' } });
  for (const channel of ['settings.testProduct', 'settings.previewProduct'] as const) behind.called.add(channel);

  expect((Object.keys(CHANNELS) as Channel[]).filter((channel) => !behind.called.has(channel))).toEqual([]);
  expect(behind.problems).toEqual([]);
});

test('the next start finds the day, the language and the practice gateways\' book', async () => {
  const dir = folder();
  const first = await Behind.open(dir);
  await first.call('shift.open', { floatMinor: 0 });
  await first.call('till.setLanguage', { language: 'zh-Hans' });
  await first.call('sale.addProduct', { productId: 'hot-milk-tea', quantityMilli: 1_000, source: 'tile' });
  await first.call('payment.showCode', { product: 'alipayOrderCode' });
  await first.until((snapshot) => snapshot.payment?.state === 'shown');
  const { scene } = await first.call('customer.snapshot', {});
  await first.till.stop();

  const second = await Behind.open(dir);
  expect(await second.call('till.snapshot', {})).toMatchObject({ language: 'zh-Hans', shift: { shiftNo: 1 }, phase: 'paymentOpen', payment: { state: 'shown' } });
  expect((await second.call('customer.snapshot', {})).scene).toEqual(scene);
  await second.call('practice.phoneScan', { behaviour: 'paysAtOnce' });
  await second.until((snapshot) => snapshot.phase === 'done');
});

test('what cannot be had at the start is named, and leaves nothing locked behind', async () => {
  const dir = folder();
  const refused = async (change: Partial<TillOptions>): Promise<string> => {
    try {
      await Behind.open(dir, change);
    } catch (error) {
      return error instanceof TillError ? error.code : String(error);
    }
    return 'opened';
  };
  expect(await refused({ world: 'live' })).toBe('START_LIVE_NOT_SET_UP');
  const open = await Behind.open(dir);
  expect(await refused({})).toBe('JOURNAL_LOCKED');
  await open.till.stop();

  writeFileSync(join(dir, 'settings.json'), 'not settings');
  expect(await refused({})).toBe('SETTINGS_UNREADABLE');
  rmSync(join(dir, 'settings.json'));

  rmSync(join(dir, 'training-gateways.json'), { force: true });
  mkdirSync(join(dir, 'training-gateways.json'));
  expect(await refused({})).not.toBe('opened');
  rmSync(join(dir, 'training-gateways.json'), { recursive: true });
  expect(await refused({})).toBe('opened');
});
