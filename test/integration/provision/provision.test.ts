import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { openCatalog } from '../../../electron/journal/catalog.ts';
import { readProvision, toCatalog, toShopConfig } from '../../../electron/till/provision.ts';

const dir = mkdtempSync(join(tmpdir(), 'provision-'));
afterAll(() => rmSync(dir, { recursive: true }));

let files = 0;
function written(content: string | Uint8Array): string {
  const path = join(dir, `shop${(files += 1)}.json`);
  writeFileSync(path, content);
  return path;
}
const shop = (more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  version: 1,
  shop: { id: 'corner', name: { en: 'Corner', zhHant: '街角' } },
  till: { id: 'till-9' },
  currency: 'HKD',
  tax: { mode: 'exclusive', rates: [{ id: 'gst', name: 'GST', ratePercent: '8.25' }, { id: 'none', name: 'Free', ratePercent: '0' }], defaultRateId: 'gst' },
  categories: [{ id: 'tea', name: 'Tea', picture: 'leaf' }, { id: 'buns', name: 'Buns', colour: 'rose' }],
  products: [
    { name: '鐵觀音', price: '128.5', category: 'tea', codes: ['4897312010010', 'TEA-1'] },
    { name: 'Bun', price: '8', category: 'buns', plu: '201', taxRate: 'none' },
    { id: 'bag', name: 'Bag', price: '0.50', picture: 'bag' },
    { name: 'Gift', price: '1000000', codes: ['A/B'] },
  ],
  ...more,
});

test('a right file is read, with the digest of its bytes, also with a byte order mark', async () => {
  const text = JSON.stringify(shop());
  const plain = await readProvision(written(text));
  expect(plain.sha256).toBe(createHash('sha256').update(text).digest('hex'));
  expect(plain.sandbox).toBe(false);
  const marked = await readProvision(written(`\uFEFF${text}`));
  expect(marked.file).toEqual(plain.file);
  expect(marked.sha256).not.toBe(plain.sha256);
});

test('it becomes a catalog and a shop', async () => {
  const { file } = await readProvision(written(JSON.stringify(shop())));
  expect(toShopConfig(file)).toEqual({
    shop: { id: 'corner', name: { en: 'Corner', zhHans: '街角', zhHant: '街角' }, address: null },
    tillId: 'till-9', currency: 'HKD',
    tax: { mode: 'exclusive', rates: [{ id: 'gst', name: 'GST', ratePpm: 82_500 }, { id: 'none', name: 'Free', ratePpm: 0 }], defaultRateId: 'gst' },
  });
  const { categories, products } = toCatalog(file);
  expect(categories.map(({ categoryId, colour, picture, position }) => [categoryId, colour, picture, position])).toEqual([
    ['tea', 'amber', 'leaf', 0], ['buns', 'rose', 'box', 1], ['other', 'rose', 'box', 2],
  ]);
  const catalog = openCatalog({ path: join(dir, 'catalog.db') });
  catalog.replaceAll(categories, products);
  expect(catalog.list(null, 0, 10).products.map((row) => [row.productId, row.priceMinor, row.categoryId, row.taxRateId, row.picture])).toEqual([
    ['code-4897312010010', 12_850, 'tea', null, 'leaf'], ['plu-201', 800, 'buns', 'none', 'box'], ['bag', 50, 'other', null, 'bag'], ['product-4', 100_000_000, 'other', null, 'box'],
  ]);
  expect(catalog.byCode(['TEA-1'])?.name.zhHans).toBe('鐵觀音');
  expect(catalog.search('tgy', 5).map((row) => row.productId)).toEqual(['code-4897312010010']);
  // The rows can be asked for again: a first attempt may have failed for want of disk.
  expect([...products]).toHaveLength(4);
  catalog.close();
});

test.each([
  ['{\n  "version": 1,\n  "shop": }', { reason: 'notJson', line: 3, column: 11 }],
  ['{"version": 1,\r\n "a": 1,\r\n}', { reason: 'notJson', line: 3, column: 1 }],
  ['', { reason: 'notJson', line: 1, column: 1 }],
  [Buffer.from([0xff, 0xfe, 0x7b, 0x00]), { reason: 'notUtf8' }],
  [Buffer.from([0x7b, 0x22, 0xb0, 0xa1, 0x22]), { reason: 'notUtf8' }],
])('a file that is no JSON is refused with the place (%#)', async (content, details) => {
  await expect(readProvision(written(content))).rejects.toMatchObject({ code: 'PROVISION_UNREADABLE', details });
});

test('a broken file never shows what is in it', async () => {
  const path = written('{"credentials": {"ams": {"privateKey": "MIIEvQIBADANBgkq" "alipayPublicKey": ""}}}');
  const error: unknown = await readProvision(path).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: 'PROVISION_UNREADABLE', details: { line: 1, column: 59 } });
  expect(inspect(error)).not.toContain('MII');
});

test('a missing file, a folder and a huge file are refused', async () => {
  await expect(readProvision(join(dir, 'nothing.json'))).rejects.toMatchObject({ code: 'PROVISION_UNREADABLE', details: { file: 'nothing.json', reason: 'ENOENT' } });
  await expect(readProvision(dir)).rejects.toMatchObject({ code: 'PROVISION_UNREADABLE' });
  const huge = written('{');
  truncateSync(huge, 64 * 1024 * 1024 + 1);
  await expect(readProvision(huge)).rejects.toMatchObject({ code: 'PROVISION_UNREADABLE', details: { reason: 'tooLarge', bytesMax: 64 * 1024 * 1024 } });
});

test('twenty problems are told, all are counted', async () => {
  const products = Array.from({ length: 50 }, () => ({ name: 'Tea', price: 1 }));
  const error: unknown = await readProvision(written(JSON.stringify(shop({ products })))).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: 'PROVISION_INVALID', details: { problems: 50, problem1: expect.stringMatching(/^products\[0\]\.price: .*quotes/), problem20: expect.stringMatching(/^products\[19\]/) } });
  expect(Object.keys((error as { details: object }).details)).toHaveLength(22);
});

test('a sandbox client id and the sandbox of the older gateway are reported', async () => {
  const legacy = {
    baseUrl: 'https://mapi.alipaydev.com/gateway.do', partner: '2088123456789012', signType: 'MD5', currency: 'HKD', secondaryMerchant: { id: 'S', name: 'S', industry: '5812' }, storeId: 'S', storeName: 'S',
  };
  const path = written(JSON.stringify(shop({ gateways: { legacy }, credentials: { legacy: { md5Key: 'a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6' } } })));
  expect(await readProvision(path)).toMatchObject({ sandbox: true, file: { gateways: { legacy: { charset: 'UTF-8' } } } });
});
