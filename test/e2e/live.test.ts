import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { realClock, realRandom } from '../../electron/real-world.ts';
import { startPracticeWorld, type PracticeWorld } from '../../electron/training/practice-world.ts';
import { refusedStart, startTill } from './attach.ts';
import { Counter, invoke } from './counter.ts';

/** The practice gateways in another process's place: for the till they are "real" ones on loopback, reached with production ids. */
let world: PracticeWorld;
let dir: string;

beforeAll(async () => {
  world = await startPracticeWorld({ clock: realClock, random: realRandom, timing: { refundsRestAtNight: false } });
  dir = mkdtempSync(join(tmpdir(), 'guitai-live-'));
});
afterAll(async () => {
  await world.stop();
  rmSync(dir, { recursive: true, force: true });
});

const provisionFile = (over: Record<string, unknown> = {}, clientId = world.ams.productionClientId): string => {
  const path = join(dir, `${Object.keys(over).join('-') || 'shop'}-${clientId}.json`);
  writeFileSync(path, JSON.stringify({
    version: 1,
    shop: { id: 'corner-cafe', name: { en: 'Corner Café', zhHant: '街角咖啡' } },
    till: { id: 'C1' },
    currency: 'HKD',
    tax: { mode: 'exclusive', rates: [{ id: 'std', name: 'Service tax', ratePercent: '8.25' }], defaultRateId: 'std' },
    products: [{ name: 'Flat white', price: '40.00', codes: ['4006381333931'] }, { name: 'Scone', price: '18.50', codes: ['73513537'] }],
    gateways: {
      legacy: {
        baseUrl: `${world.legacy.baseUrl}/gateway.do`, partner: world.legacy.partner, signType: 'MD5', currency: 'HKD',
        secondaryMerchant: { id: 'corner-cafe', name: 'Corner Cafe', industry: '5812' }, storeId: 'C1', storeName: 'Corner Cafe', notifyUrl: 'https://corner.example/notify',
      },
      ams: {
        host: world.ams.host, clientId, merchant: { referenceMerchantId: 'corner-cafe', merchantName: 'Corner Cafe', merchantMCC: '5812' },
        store: { referenceStoreId: 'C1', storeName: 'Corner Cafe', storeMCC: '5812', storeTerminalId: 'C1' }, notifyUrl: 'https://corner.example/notify',
      },
    },
    credentials: {
      legacy: { md5Key: world.legacy.md5Key },
      ams: { privateKey: world.ams.merchantPrivateKeyPem, alipayPublicKey: world.ams.gatewayPublicKeyBase64 },
    },
    ...over,
  }));
  return path;
};

test('a shop set up from a file sells live: taxed sale, both products, keys nowhere in the clear', async () => {
  const dataDir = join(dir, 'data');
  const till = await startTill({ dataDir, flags: ['--live', '--provision', provisionFile()] });
  try {
    const counter = new Counter(till);
    const start = await counter.until('the closed till', (now) => now.phase === 'closed');
    expect(start).toMatchObject({ world: 'live', shop: { tillId: 'C1', taxMode: 'exclusive' }, products: { alipayBarcode: true, alipayOrderCode: true } });
    expect(await invoke(till.cashier, 'practice.view', {})).toMatchObject({ ok: false });
    // Nobody sells before the till has an owner.
    expect(await invoke(till.cashier, 'shift.open', { floatMinor: 0 })).toMatchObject({ ok: false, error: { code: 'STAFF_LOCKED' } });
    await counter.ownerComes();
    await counter.openShift('0');
    await counter.oneMore(() => counter.wedge('4006381333931'));
    expect((await counter.now()).sale?.totals).toMatchObject({ subtotalMinor: 4000, totalMinor: 4330, taxes: [{ rateId: 'std', taxMinor: 330 }] });
    const toTenders = async (): Promise<void> => {
      await counter.key('F12');
      await counter.until('the tenders', (now) => now.phase === 'paying');
    };
    await toTenders();
    await counter.wedge(world.customers().find((customer) => customer.behaviour === 'paysAtOnce')?.code ?? '');
    expect((await counter.until('paid', (now) => now.phase === 'done', 20_000)).done).toMatchObject({ tender: 'alipayBarcode', totalMinor: 4330 });

    await counter.oneMore(() => counter.wedge('73513537'));
    await toTenders();
    await counter.key('F4');
    await counter.until('the code', (now) => now.payment?.state === 'shown', 20_000);
    const scene = (await counter.customerNow()).scene;
    expect(world.phoneScan(scene.kind === 'orderCode' ? scene.text : '', 'paysAtOnce').kind).toBe('paid');
    expect((await counter.until('paid', (now) => now.phase === 'done', 20_000)).done).toMatchObject({ tender: 'alipayOrderCode', totalMinor: 2003 });

    expect(await counter.call('settings.testProduct', { product: 'alipayBarcode' })).toMatchObject({ reached: true, verified: true });
    expect(await counter.call('settings.testProduct', { product: 'alipayOrderCode' })).toMatchObject({ reached: true, verified: true });
    const view = await counter.call('settings.products', {});
    expect(view.products.filter(({ enabled }) => enabled)).toMatchObject([
      { product: 'alipayBarcode', problem: null, secrets: { md5Key: true } }, { product: 'alipayOrderCode', problem: null, secrets: { privateKey: true, alipayPublicKey: true } },
    ]);
    const preview = await counter.call('settings.previewProduct', { product: 'alipayBarcode', enabled: true, sameAs: null, fields: { mode: 'systemIntegrator', sysServiceProviderId: 'SI-1' }, secrets: {} });
    expect(preview).toMatchObject({ service: 'alipay.acquire.overseas.spot.pay', url: expect.stringContaining('/gateway.do?_input_charset=UTF-8') });
    expect(new Map(preview.params).get('extend_info')).toContain('"sys_service_provider_id":"SI-1"');
    expect(JSON.stringify([view, preview])).not.toContain(world.legacy.md5Key);
    // Whoever stands there is named on the bar and, in each language's own way, on the report.
    await counter.key('F9');
    await till.cashier.locator('[data-dialog="day"]').waitFor();
    await counter.key('1');
    for (const [language, words] of [['en', 'Cashier Ms Leung'], ['zh-Hans', '收银员 Ms Leung'], ['zh-Hant', '收銀員 Ms Leung']] as const) {
      await counter.call('till.setLanguage', { language });
      await till.cashier.locator('.top-who', { hasText: 'Ms Leung' }).waitFor();
      const head = till.cashier.locator('.report-head', { hasText: words });
      await head.waitFor();
      expect((await head.innerText()).split(words)).toHaveLength(2);
      expect(await head.innerText()).not.toMatch(/Cashier Cashier|(收银员|收銀員).*Cashier/);
    }
    const z = await counter.call('shift.close', { countedMinor: 0 });
    expect(z.totals).toMatchObject({ netMinor: 4330 + 2003, grossMinor: 4330 + 2003, taxes: [{ rateId: 'std', taxableMinor: 5850, taxMinor: 483 }] });
  } finally {
    expect(await till.stop()).toBe(0);
  }
  const charged = world.ledger().filter((line) => line.state === 'paid').map((line) => line.chargedMinor).sort((a, b) => a - b);
  expect(charged).toEqual([2003, 4330]);

  const secrets = [world.legacy.md5Key, 'PRIVATE KEY', world.ams.merchantPrivateKeyPem.split('\n')[1] ?? 'PRIVATE'];
  for (const file of readdirSync(dataDir, { recursive: true, withFileTypes: true })) {
    if (!file.isFile() || file.parentPath.includes('browser')) continue;
    const bytes = readFileSync(join(file.parentPath, file.name)).toString('latin1');
    for (const secret of secrets) expect(bytes.includes(secret), `${file.name} holds a secret`).toBe(false);
  }
  expect(statSync(join(dataDir, 'secrets.bin')).mode & 0o077).toBe(0);
});

test('the same file again changes nothing; the till starts as it was', async () => {
  const dataDir = join(dir, 'data');
  const till = await startTill({ dataDir, flags: ['--live', '--provision', provisionFile()] });
  try {
    const counter = new Counter(till);
    const now = await counter.until('the closed till', (snapshot) => snapshot.phase === 'closed');
    expect(now.shop.name.en).toBe('Corner Café');
  } finally {
    await till.stop();
  }
});

test('what cannot start says so in one line and ends with 2', async () => {
  const lines = async (flags: readonly string[]): Promise<string> => {
    const { code, said } = await refusedStart(flags);
    expect(code, said.join('\n')).toBe(2);
    expect(said).toHaveLength(1);
    return said[0] ?? '';
  };
  expect(await lines(['--data', join(dir, 'a'), '--live', '--provision', provisionFile({}, world.ams.clientId)])).toContain('START_SANDBOX_ID_IN_LIVE');
  expect(await lines(['--data', join(dir, 'c'), '--live', '--provision', provisionFile({ products: [{ name: 'Tea', price: 12.5 }] })])).toContain('PROVISION_INVALID');
  expect(readdirSync(join(dir, 'c')).filter((name) => name === 'settings.json' || name === 'secrets.bin')).toEqual([]);
  expect(await lines(['--nonsense'])).toContain('CLI_UNKNOWN_FLAG');
  expect(await lines(['--data', '/dev/null/x'])).toContain('CLI_DATA_NOT_WRITABLE');
});
