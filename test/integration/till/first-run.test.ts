import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { TillOptions } from '../../../electron/compose.ts';
import { openTillOrFirstRun, type OpenTill } from '../../../electron/first-run.ts';
import { openReadOnly } from '../../../electron/journal/database.ts';
import { journalFile } from '../../../electron/journal/files.ts';
import { sha256 } from '../../../electron/journal/hash.ts';
import { restoreBackup } from '../../../electron/journal/restore.ts';
import { verifyChain } from '../../../electron/journal/verifier.ts';
import { createRouter } from '../../../electron/ipc/router.ts';
import { realClock, realRandom } from '../../../electron/real-world.ts';
import { SettingsStore } from '../../../electron/till/settings-store.ts';
import { applySetUp } from '../../../electron/till/shop/set-up.ts';
import { PRACTICE_COST } from '../../../electron/till/staff/secret.ts';
import { CHANNELS, EVENTS, type Channel, type Request, type Response, type TillEvent } from '../../../shared/contract/contract.ts';
import { TillError } from '../../../shared/errors/registry.ts';
import type { SetUpDraft } from '../../../shared/shop/set-up.ts';
import { folder } from './behind.ts';

const PIN = '4711';
const BOX: TillOptions['secretBox'] = { strength: 'weak', encrypt: (text) => Buffer.from(text).toString('base64'), decrypt: (text) => Buffer.from(text, 'base64').toString() };
const DRAFT: SetUpDraft = {
  step: 'confirm', language: 'zh-Hant', name: { en: '', zhHans: '', zhHant: '海港茶餅' }, address: { en: 'Pier 7', zhHans: '', zhHant: '' }, tillId: 'till-2', currency: 'CNY', taxMode: 'inclusive',
  rates: [{ id: 'vat-13', name: '13%', percent: '13' }, { id: 'zero', name: '0%', percent: '0' }], defaultRateId: 'vat-13', ownerName: ' Ms Leung ', scannerPort: '/dev/null/scanner', products: 'examples', alipay: 'later',
};

const open: OpenTill[] = [];
afterEach(async () => {
  for (const till of open.splice(0)) await till.stop();
});

interface Started {
  readonly till: OpenTill;
  readonly painted: () => number;
  readonly call: <C extends Channel>(channel: C, request: Request<C>) => Promise<Response<C>>;
}

/** The program of a data folder as it starts for business, spoken to as windows do. */
async function started(dir: string, change: Partial<TillOptions> = {}): Promise<Started> {
  let painted = 0;
  const till = await openTillOrFirstRun({
    dataDir: dir, world: 'live', language: null, provisionFile: null, serialScanner: null, software: 'guitai test', runtime: 'test', clock: realClock, random: realRandom, log: () => {}, secretBox: BOX,
    cashierPainted: () => { painted += 1; }, showCustomer: () => Promise.resolve(), printToPdf: () => Promise.resolve(Buffer.from('%PDF')), pinCost: PRACTICE_COST,
    spawnDeviceHost: () => {
      let exited: (code: number) => void = () => {};
      return { post: (message) => { if ((message as { type?: string }).type === 'stop') exited(0); }, onMessage: () => {}, onExit: (listener) => (exited = listener), kill: () => exited(0) };
    },
    send: <E extends TillEvent>(event: E, payload: unknown) => { EVENTS[event].payload.parse(payload); },
    ...change,
  });
  open.push(till);
  const route = createRouter(till.handlers, () => {});
  return {
    till, painted: () => painted,
    call: async (channel, request) => {
      const answer = await route(CHANNELS[channel].windows[0] ?? 'cashier', channel, request);
      if (!answer.ok) throw new TillError(answer.error.code, answer.error.details);
      return CHANNELS[channel].response.parse(answer.value) as never;
    },
  };
}

/** What the journal tells, by type. */
function journalTypes(dir: string): readonly string[] {
  const db = openReadOnly(journalFile(dir, 'live'));
  try {
    return db.prepare<[], string>('SELECT type FROM entry ORDER BY seq').pluck().all();
  } finally {
    db.close();
  }
}

test('a business without a shop opens its first run, which becomes the till in place', async () => {
  const dir = folder();
  const { call, till, painted } = await started(dir);
  till.setCustomerScreen('window');
  await expect(call('till.snapshot', {})).rejects.toMatchObject({ code: 'START_LIVE_NOT_SET_UP' });
  await expect(call('sale.pay', {})).rejects.toMatchObject({ code: 'START_LIVE_NOT_SET_UP' });
  expect(await call('customer.snapshot', {})).toMatchObject({ revision: -1, world: 'live', scene: { kind: 'closed' } });
  await call('till.painted', {});
  expect(painted()).toBe(1);
  expect(await call('setUp.state', {})).toMatchObject({ draft: null, world: 'live', done: false, customerScreen: 'window' });
  await call('setUp.saveDraft', { ...DRAFT, step: 'money' });
  expect((await call('setUp.state', {})).draft).toEqual({ ...DRAFT, step: 'money' });
  // No journal belongs to a register that has no name yet.
  expect(readdirSync(dir).filter((name) => /journal|settings|catalog/.test(name))).toEqual([]);

  await expect(call('setUp.commit', { draft: { ...DRAFT, tillId: 'till 2' }, pin: PIN })).rejects.toMatchObject({ code: 'SET_UP_WRONG', details: { problem: 'tillId' } });
  await expect(call('setUp.commit', { draft: DRAFT, pin: '1111' })).rejects.toMatchObject({ code: 'SET_UP_WRONG', details: { problem: 'pinTooEasy' } });
  // Two presses make one till.
  const both = await Promise.allSettled([call('setUp.commit', { draft: DRAFT, pin: PIN }), call('setUp.commit', { draft: DRAFT, pin: PIN })]);
  expect(both.map(({ status }) => status)).toContain('fulfilled');

  const snapshot = await call('till.snapshot', {});
  expect(snapshot).toMatchObject({
    world: 'live', language: 'zh-Hant', shop: { name: { en: '海港茶餅', zhHant: '海港茶餅' }, tillId: 'till-2', currency: 'CNY', taxMode: 'inclusive' }, phase: 'closed', staff: { state: 'locked' }, devices: { customerScreen: { state: 'window' } },
  });
  const [owner] = snapshot.staff.people;
  expect(owner).toMatchObject({ name: 'Ms Leung', role: 'owner' });
  await call('staff.signIn', { staffId: owner?.staffId ?? '', pin: PIN });
  expect((await call('catalog.categories', {})).total).toBeGreaterThan(50);
  expect((await call('settings.shop', {}))).toMatchObject({ editable: 'yes', currencyFixed: true, defaultRateId: 'vat-13', rates: [{ ratePpm: 130_000 }, { ratePpm: 0 }] });
  expect(await call('settings.devices', {})).toMatchObject({ scannerPort: '/dev/null/scanner' });
  expect(await call('setUp.state', {})).toMatchObject({ draft: null, done: true });
  // The draft never held the PIN, and the settings hold its hash no longer than the people's file has it.
  const settings = readFileSync(join(dir, 'settings.json'), 'utf8');
  expect(JSON.parse(settings)).toMatchObject({ setUp: { owner: null, recordedIn: ['live'] } });
  expect(existsSync(join(dir, 'set-up.json'))).toBe(false);
});

test('typed and then killed: the next start goes on where it was, and nothing is half set up', async () => {
  const dir = folder();
  const first = await started(dir);
  await first.call('setUp.saveDraft', { ...DRAFT, step: 'owner' });
  // A kill takes the process, not what is on disk.
  const again = await started(dir);
  expect((await again.call('setUp.state', {})).draft).toMatchObject({ step: 'owner', tillId: 'till-2' });
  await expect(again.call('till.snapshot', {})).rejects.toMatchObject({ code: 'START_LIVE_NOT_SET_UP' });
  // A draft that cannot be read any more costs the typing, not the start.
  writeFileSync(join(dir, 'set-up.json'), '{"step":');
  expect((await again.call('setUp.state', {})).draft).toBeNull();
});

test('what fails on the way leaves no shop; what was kept is finished by the next start, once', async () => {
  const dir = folder();
  // The products' file cannot be made: a folder is in its place.
  mkdirSync(join(dir, 'catalog.db'));
  const { call } = await started(dir);
  await expect(call('setUp.commit', { draft: DRAFT, pin: PIN })).rejects.toBeInstanceOf(TillError);
  expect(existsSync(join(dir, 'settings.json'))).toBe(false);
  expect((await call('setUp.state', {})).done).toBe(false);
  rmSync(join(dir, 'catalog.db'), { recursive: true });

  // Killed after the settings were kept and before the till began: all of it is there.
  const settings = new SettingsStore(dir, BOX);
  await applySetUp({ dataDir: dir, settings, clock: realClock, random: realRandom, pinCost: PRACTICE_COST }, { ...DRAFT, products: 'empty' }, PIN);
  await expect(applySetUp({ dataDir: dir, settings, clock: realClock, random: realRandom, pinCost: PRACTICE_COST }, DRAFT, PIN)).rejects.toMatchObject({ code: 'SET_UP_DONE' });
  for (const _start of [1, 2]) {
    const till = await started(dir);
    const snapshot = await till.call('till.snapshot', {});
    expect(snapshot.staff.people.map(({ name, role }) => [name, role])).toEqual([['Ms Leung', 'owner']]);
    await till.call('staff.signIn', { staffId: snapshot.staff.people[0]?.staffId ?? '', pin: PIN });
    const types = journalTypes(dir);
    expect(types.filter((type) => type === 'shop.setUp')).toHaveLength(1);
    expect(types.filter((type) => type === 'staff.changed')).toHaveLength(1);
    await open.pop()?.stop();
  }
});

test('the shop’s settings change at once and as entries that say what; tax changes between two sales', async () => {
  const dir = folder();
  const { call } = await started(dir);
  await call('setUp.commit', { draft: { ...DRAFT, products: 'empty' }, pin: PIN });
  const [owner] = (await call('till.snapshot', {})).staff.people;
  await call('staff.signIn', { staffId: owner?.staffId ?? '', pin: PIN });

  // Nothing is counted in yuan yet.
  const before = await call('settings.shop', {});
  expect(before).toMatchObject({ currencyFixed: false, usedRateIds: [], saleOpen: false });
  await call('settings.saveShop', { name: { en: 'Pier Tea', zhHans: '', zhHant: '碼頭茶' }, address: { en: '', zhHans: '', zhHant: '' }, currency: 'HKD' });
  expect((await call('till.snapshot', {})).shop).toMatchObject({ name: { en: 'Pier Tea', zhHans: '碼頭茶' }, currency: 'HKD' });
  expect((await call('customer.snapshot', {})).shop).toMatchObject({ name: { en: 'Pier Tea' }, currency: 'HKD' });
  await expect(call('settings.saveShop', { name: { en: '', zhHans: '', zhHant: ' ' }, address: before.name, currency: 'HKD' })).rejects.toMatchObject({ code: 'SHOP_WRONG', details: { problem: 'nameMissing' } });

  expect((await call('setUp.examples', {})).products).toBeGreaterThan(50);
  await expect(call('setUp.examples', {})).rejects.toMatchObject({ code: 'CATALOG_TAKEN' });
  await expect(call('settings.saveShop', { name: before.name, address: before.name, currency: 'CNY' })).rejects.toMatchObject({ code: 'SHOP_CURRENCY_FIXED' });

  await call('shift.open', { floatMinor: 0 });
  const [product] = (await call('catalog.search', { text: 'milk tea', limit: 1 })).products;
  await call('sale.addProduct', { productId: product?.productId ?? '', quantityMilli: 1_000, source: 'search' });
  const rates = [{ id: 'vat-13', name: '13%', ratePpm: 90_000 }, { id: 'zero', name: 'Untaxed', ratePpm: 0 }];
  expect((await call('settings.shop', {})).saleOpen).toBe(true);
  await expect(call('settings.saveTax', { mode: 'exclusive', rates, defaultRateId: 'vat-13' })).rejects.toMatchObject({ code: 'SHOP_TAX_SALE_OPEN' });
  await call('sale.hold', { label: 'waits' });
  await call('settings.saveTax', { mode: 'exclusive', rates, defaultRateId: 'vat-13' });
  await expect(call('settings.saveTax', { mode: 'exclusive', rates: [], defaultRateId: null })).rejects.toMatchObject({ code: 'SHOP_WRONG', details: { problem: 'rateMissing' } });
  await call('sale.addProduct', { productId: product?.productId ?? '', quantityMilli: 1_000, source: 'search' });
  expect((await call('till.snapshot', {})).sale?.totals).toMatchObject({ taxMode: 'exclusive', taxes: [{ ratePpm: 90_000 }] });
  // The sale that was held keeps the tax it was rung up with.
  const [held] = (await call('till.snapshot', {})).held;
  await call('sale.recall', { saleId: held?.saleId ?? '' });
  expect((await call('till.snapshot', {})).sale?.totals).toMatchObject({ taxMode: 'inclusive', taxes: [{ ratePpm: 130_000 }] });
  // Its prices have the tax in them, today's have not: nothing more goes onto it, but more of a line that is there.
  const more = () => call('sale.addProduct', { productId: product?.productId ?? '', quantityMilli: 1_000, source: 'search' });
  await expect(more()).rejects.toMatchObject({ code: 'SALE_OTHER_TAX', details: { begun: 'inclusive', now: 'exclusive' } });
  const [line] = (await call('till.snapshot', {})).sale?.lines ?? [];
  await call('sale.setQuantity', { lineId: line?.lineId ?? '', quantityMilli: 2_000 });
  await call('sale.setQuantity', { lineId: line?.lineId ?? '', quantityMilli: 1_000 });
  await call('sale.hold', { label: '' });
  await call('settings.saveTax', { mode: 'inclusive', rates, defaultRateId: 'vat-13' });
  await call('sale.recall', { saleId: held?.saleId ?? '' });
  // Of the same mode, it is taxed at the rate of now, on a line of its own.
  await more();
  const mixed = (await call('till.snapshot', {})).sale;
  expect(mixed?.lines).toHaveLength(2);
  expect(mixed?.totals.taxes.map(({ rateId, ratePpm }) => [rateId, ratePpm])).toEqual([['vat-13', 90_000], ['vat-13', 130_000]]);

  await call('settings.saveKeys', { keys: { pay: 'Insert' } });
  expect(await call('settings.saveLook', { theme: 'dark', size: '150' })).toEqual({ keys: { pay: 'Insert' }, theme: 'dark', size: '150' });
  await call('settings.saveDevices', { scannerPort: null });
  expect(await call('settings.devices', {})).toMatchObject({ scannerPort: null, fromCommandLine: false });
  const { path } = await call('keys.print', { language: 'en', title: 'Keys of Pier Tea', note: '<b>', groups: [{ title: 'Selling', rows: [{ keys: ['F12'], text: 'Pay' }] }] });
  expect(existsSync(path)).toBe(true);
  expect(await call('settings.about', {})).toMatchObject({ software: 'guitai test', world: 'live', dataDir: dir });

  const said = changesIn(dir);
  expect(said).toEqual(expect.arrayContaining([
    ['shop', ['name: 海港茶餅 → Pier Tea', 'address', 'currency: CNY → HKD']], ['tax', ['mode: inclusive → exclusive', 'rate 13%: 13 % → 9 %', 'rate 0%: now called Untaxed']], ['keys', ['pay: Insert']], ['devices', ['scanner: none']],
  ]));
});

/** What the journal says of settings: area and changes. */
function changesIn(dir: string): readonly (readonly [string, readonly string[]])[] {
  const db = openReadOnly(journalFile(dir, 'live'));
  try {
    return db.prepare<[], Buffer>("SELECT bytes FROM entry WHERE type = 'settings.changed' ORDER BY seq").pluck().all().map((bytes) => {
      const { data } = JSON.parse(bytes.toString('utf8')) as { data: { area: string; changed: string[] } };
      return [data.area, data.changed] as const;
    });
  } finally {
    db.close();
  }
}

test('the backup a business till makes by itself after its Z, restored into an empty folder: verifies, sells on, and says that it was restored', async () => {
  const dir = folder();
  let wake = (): void => {};
  const changed = (): Promise<void> => new Promise((resolve, reject) => {
    wake = resolve;
    AbortSignal.timeout(20_000).addEventListener('abort', () => reject(new Error('no backup was made')), { once: true });
  });
  const { call, till } = await started(dir, { send: () => wake() });
  const buy = async (ask: Started['call']): Promise<number> => {
    const { products } = await ask('catalog.list', { categoryId: null, offset: 0, limit: 1 });
    await ask('sale.addProduct', { productId: products[0]?.productId ?? '', quantityMilli: 1_000, source: 'tile' });
    await ask('sale.pay', {});
    const { receiptNo } = await ask('tender.cash', { tenderedMinor: (await ask('till.snapshot', {})).sale?.cashDueMinor ?? 0 });
    await ask('sale.next', {});
    return receiptNo ?? 0;
  };
  await call('setUp.commit', { draft: DRAFT, pin: PIN });
  const signIn = async (ask: Started['call']): Promise<void> => {
    await ask('staff.signIn', { staffId: (await ask('till.snapshot', {})).staff.people[0]?.staffId ?? '', pin: PIN });
  };
  await signIn(call);
  await call('shift.open', { floatMinor: 10_000 });
  expect([await buy(call), await buy(call)]).toEqual([1, 2]);
  const { totals: { cashExpectedMinor } } = await call('shift.xReport', {});
  const z = await call('shift.close', { countedMinor: cashExpectedMinor ?? 0 });
  // Behind the cashier's back: nobody asked for it, and nothing waited for it.
  let made = (await call('backup.list', {})).last;
  while (made === null) {
    const next = changed();
    made = (await call('backup.list', {})).last;
    if (made === null) await next;
    else next.catch(() => undefined);
  }
  expect(made.seq).toBeGreaterThan(z.closing?.lastSeq ?? 0);
  await till.stop();

  const other = folder();
  restoreBackup({ dir: other, from: made.where, agreed: false, withoutSecrets: false, nowMs: Date.now(), offsetMinutes: 480 });
  expect(verified(other)).toBe(made.seq);
  const again = await started(other);
  await signIn(again.call);
  expect(await again.call('till.snapshot', {})).toMatchObject({ world: 'live', phase: 'closed', shop: { name: { zhHant: '海港茶餅' }, tillId: 'till-2' }, backup: { restored: { fromSeq: made.seq, missing: null } } });
  expect(await again.call('report.get', { kind: 'z', number: z.number })).toMatchObject({ totals: { salesCount: 2, netMinor: z.totals.netMinor } });
  await again.call('shift.open', { floatMinor: 10_000 });
  expect(await buy(again.call)).toBe(3);
  expect((await again.call('shift.close', { countedMinor: (await again.call('shift.xReport', {})).totals.cashExpectedMinor ?? 0 })).number).toBe(z.number + 1);
  await again.till.stop();
  expect(verified(other)).toBeGreaterThan(made.seq);
});

/** How many entries the chain of a live till has; fails when it does not hold. */
function verified(dir: string): number {
  const db = openReadOnly(journalFile(dir, 'live'));
  try {
    const verdict = verifyChain(db, sha256);
    if (verdict.kind !== 'ok') throw new Error(`the chain is broken: ${JSON.stringify(verdict)}`);
    return verdict.entries;
  } finally {
    db.close();
  }
}
