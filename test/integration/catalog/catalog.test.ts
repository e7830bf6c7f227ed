import { chmodSync, copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { minor } from '../../../shared/money.ts';
import { openCatalog, type OpenCatalog } from '../../../electron/journal/catalog.ts';
import type { ProductRow } from '../../../electron/journal/port.ts';
import { seedShop } from '../../../electron/till/seed/seed.ts';

const dir = mkdtempSync(join(tmpdir(), 'catalog-'));
const shopFile = join(dir, 'shop.db');
const seed = seedShop();
let catalog: OpenCatalog;
let files = 0;
const newPath = (): string => join(dir, `c${(files += 1)}.db`);

beforeAll(() => {
  catalog = openCatalog({ path: shopFile });
  catalog.replaceAll(seed.categories, seed.products);
});
afterAll(() => {
  catalog.close();
  rmSync(dir, { recursive: true });
});

const errorOf = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
};

const category = { categoryId: 'c', name: { en: 'C', zhHans: '', zhHant: '' }, colour: 'jade', picture: 'tag', position: 0 };
const product = (productId: string, more: Partial<ProductRow> = {}): ProductRow => ({
  productId, name: { en: productId, zhHans: '', zhHant: '' }, priceMinor: minor(100), currency: 'HKD', categoryId: 'c', taxRateId: null, plu: null, picture: 'tag', codes: [], ...more,
});

test('every product is stored as it was given', () => {
  expect(catalog.count()).toBe(seed.products.length);
  for (const row of seed.products) expect(catalog.product(row.productId)).toEqual(row);
  expect(catalog.product('nothing')).toBeNull();
});

test('a code is found as printed, padded, and as a scanner without its leading zero sends it', () => {
  for (const row of seed.products) {
    for (const code of row.codes) {
      for (const form of [code, code.padStart(13, '0'), code.padStart(14, '0')]) expect(catalog.byCode([form])?.productId, form).toBe(row.productId);
    }
    if (row.plu !== null) {
      expect(catalog.byPlu(row.plu)?.productId).toBe(row.productId);
      expect(catalog.byCode([row.plu])?.productId).toBe(row.productId);
    }
  }
});

test('candidates are tried in order, a code before a PLU; nothing is found for nothing', () => {
  const path = newPath();
  const small = openCatalog({ path });
  small.replaceAll([category], [product('plu', { plu: '77' }), product('code', { codes: ['77', 'X-1'] }), product('upce', { codes: ['01234505'] })]);
  expect(small.byCode(['77'])?.productId).toBe('code');
  expect(small.byCode(['X-1', '77'])?.productId).toBe('code');
  expect(small.byCode(['012000003455'])?.productId).toBe('upce');
  expect(small.byCode([])).toBeNull();
  expect(small.byCode(['', 'x-1', "' OR 1=1 --"])).toBeNull();
  small.close();
});

test('categories and pages come in display order', () => {
  const categories = catalog.categories();
  expect(categories).toMatchObject(seed.categories);
  expect(categories.reduce((sum, one) => sum + one.products, 0)).toBe(seed.products.length);
  // Of a group's variants the first has the tile.
  const groups = new Set<string>();
  const tiles = seed.products.filter(({ kind }) => {
    const group = kind?.variantGroup ?? null;
    const isLater = group !== null && groups.has(group);
    if (group !== null) groups.add(group);
    return !isLater;
  });
  expect(groups.size).toBe(1);
  const ids = tiles.map((row) => row.productId);
  const page = catalog.list(null, 10, 7);
  expect(page.total).toBe(ids.length);
  expect(page.products.map((row) => row.productId)).toEqual(ids.slice(10, 17));
  for (const { categoryId } of categories) {
    const own = tiles.filter((row) => row.categoryId === categoryId).map((row) => row.productId);
    expect(catalog.list(categoryId, 0, 500)).toMatchObject({ total: own.length });
    expect(catalog.list(categoryId, 0, 500).products.map((row) => row.productId)).toEqual(own);
    expect(catalog.list(categoryId, 3, 2).products.map((row) => row.productId)).toEqual(own.slice(3, 5));
  }
  expect(catalog.list('nothing', 0, 10)).toEqual({ total: 0, products: [] });
  expect(catalog.list(null, -5, -1).products).toEqual([]);
});

test('replacing is all or nothing', () => {
  const path = newPath();
  const small = openCatalog({ path });
  small.replaceAll([category], [product('one', { codes: ['6901234567892'] })]);
  const refusals: readonly [string, readonly ProductRow[]][] = [
    ['codeTwice', [product('a', { codes: ['036000291452'] }), product('b', { codes: ['0036000291452'] })]],
    ['pluTwice', [product('a', { plu: '1' }), product('b', { plu: '1' })]],
    ['productTwice', [product('a'), product('a')]],
    ['noSuchCategory', [product('a', { categoryId: 'elsewhere' })]],
  ];
  for (const [reason, rows] of refusals) {
    const productId = rows.at(-1)?.productId;
    expect(errorOf(() => small.replaceAll([category], rows)), reason).toMatchObject({ code: 'PROVISION_INVALID', details: { reason, productId } });
  }
  expect(errorOf(() => small.replaceAll([category, category], []))).toMatchObject({ code: 'PROVISION_INVALID', details: { reason: 'categoryTwice', categoryId: 'c' } });
  const broken = function* (): Generator<ProductRow> {
    yield product('a');
    throw new Error('the file ended');
  };
  expect(errorOf(() => small.replaceAll([category], broken()))).toMatchObject({ message: 'the file ended' });
  expect(small.search('one', 10).map((row) => row.productId)).toEqual(['one']);
  expect(small.search('a', 10)).toEqual([]);
  expect(small.byCode(['6901234567892'])?.productId).toBe('one');
  expect(small.count()).toBe(1);
  small.replaceAll([], []);
  expect([small.count(), small.categories(), small.search('one', 10), small.list(null, 0, 10).total]).toEqual([0, [], [], 0]);
  small.close();
});

test('what one connection replaced, another one sees, and it is there after reopening', () => {
  const path = newPath();
  const writer = openCatalog({ path });
  writer.replaceAll([category], [product('old')]);
  const reader = openCatalog({ path, readOnly: true });
  expect(reader.search('ol', 5)).toHaveLength(1);
  writer.replaceAll([category], [product('new'), product('newer')]);
  expect(reader.search('ol', 5)).toHaveLength(0);
  expect(reader.search('new', 5).map((row) => row.productId)).toEqual(['new', 'newer']);
  expect(errorOf(() => reader.replaceAll([], []))).toMatchObject({ code: 'JOURNAL_READ_ONLY' });
  writer.close();
  reader.close();
  const again = openCatalog({ path });
  expect(again.count()).toBe(2);
  expect(again.byCode(['newer'])).toBeNull();
  again.close();
});

test('a file that is not a catalog of ours is refused and left alone', () => {
  expect(errorOf(() => openCatalog({ path: join(dir, 'missing.db'), readOnly: true }))).toMatchObject({ code: 'JOURNAL_IO' });
  expect(errorOf(() => openCatalog({ path: join(dir, 'no-folder', 'c.db') }))).toMatchObject({ name: 'TillError' });

  const text = newPath();
  writeFileSync(text, 'a shopping list, long enough to be taken for a database header by its length alone. '.repeat(20));
  expect(errorOf(() => openCatalog({ path: text }))).toMatchObject({ code: 'CATALOG_UNREADABLE' });

  const stranger = newPath();
  const other = new Database(stranger);
  other.exec('CREATE TABLE diary (text TEXT)');
  other.close();
  expect(errorOf(() => openCatalog({ path: stranger }))).toMatchObject({ code: 'CATALOG_UNREADABLE' });

  const newer = newPath();
  openCatalog({ path: newer }).close();
  const raw = new Database(newer);
  raw.pragma('user_version = 99');
  raw.close();
  expect(errorOf(() => openCatalog({ path: newer }))).toMatchObject({ code: 'CATALOG_UNREADABLE', details: { reason: 'newer', found: 99 } });
});

test('a write-protected file can still be read', () => {
  const path = newPath();
  copyFileSync(shopFile, path);
  chmodSync(path, 0o444);
  const reader = openCatalog({ path, readOnly: true });
  expect(reader.byPlu('301')?.name.en).toBe('Egg Tart');
  reader.close();
});

test('tables are strict and the file is written ahead', () => {
  const raw = new Database(shopFile, { readonly: true });
  expect(raw.pragma('journal_mode', { simple: true })).toBe('wal');
  const tables = raw.prepare<[], { readonly name: string; readonly strict: number }>("SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'").all();
  expect(tables.map(({ name, strict }) => [name, strict])).toEqual(expect.arrayContaining([['product', 1], ['product_code', 1], ['category', 1]]));
  raw.close();
});
