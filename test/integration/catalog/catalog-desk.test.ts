import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openCatalog, type OpenCatalog } from '../../../electron/journal/catalog.ts';
import type { ProductRecord } from '../../../electron/journal/catalog-edits.ts';
import type { OpenJournal } from '../../../electron/journal/open.ts';
import { realRandom } from '../../../electron/real-world.ts';
import { openCatalogDesk, type CatalogDesk, type CatalogDeskParts } from '../../../electron/till/catalog/desk.ts';
import type { ShopConfig } from '../../../electron/till/desk.ts';
import { seedShop } from '../../../electron/till/seed/seed.ts';
import { AGE_MAX, PACK_QUANTITY_MAX, PLAIN, type ProductKind } from '../../../shared/catalog/kinds.ts';
import { guessMapping, type Mapping } from '../../../shared/catalog/columns.ts';
import { IMPORT_CHUNK_BYTES_MAX } from '../../../shared/catalog/limits.ts';
import { COLOURS, PICTURES } from '../../../shared/catalog/looks.ts';
import type { ProductDraft } from '../../../shared/catalog/product-rules.ts';
import type { ImportState } from '../../../shared/contract/catalog-views.ts';
import { TillError } from '../../../shared/errors/registry.ts';
import type { EntryOf } from '../../../shared/journal/entries.ts';
import { mod10CheckDigit } from '../../../shared/scan/check-digit.ts';
import { VirtualClock } from '../../simulation/virtual-clock.ts';
import { generatedCategories, generateProducts } from '../../bench/products.ts';
import { codeOf, memoryDir, openTestJournal } from '../../support/journal/fixture.ts';

const config: ShopConfig = { shop: { id: 's', name: { en: 'Shop', zhHans: '', zhHant: '' }, address: null }, tillId: 'till-1', currency: 'HKD', tax: { mode: 'none', rates: [], defaultRateId: null } };
const DEADLINE_MS = 60_000;

/** Time stands still, and nobody waits for no time at all. */
class StillClock extends VirtualClock {
  override sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return ms === 0 ? Promise.resolve() : super.sleep(ms, signal);
  }
}

interface Bench {
  readonly desk: CatalogDesk;
  readonly catalog: OpenCatalog;
  readonly journal: OpenJournal;
  readonly clock: VirtualClock;
  readonly dir: string;
  readonly changes: () => number;
  until<K extends ImportState['kind']>(kind: K): Promise<Extract<ImportState, { kind: K }>>;
  send(name: string, bytes: Uint8Array): Promise<string>;
}

function bench(change: { readonly editable?: boolean; readonly require?: CatalogDeskParts['require']; readonly fill?: (catalog: OpenCatalog) => void } = {}): Bench {
  const dir = memoryDir();
  const clock = new StillClock();
  const journal = openTestJournal({ dir, clock });
  const catalogFile = join(dir, 'catalog.db');
  const catalog = openCatalog({ path: catalogFile, nowMs: () => clock.nowMs() });
  const { categories, products } = seedShop();
  if (change.fill) change.fill(catalog);
  else catalog.replaceAll(categories, products);
  let changes = 0;
  let heard: () => void = () => undefined;
  const desk = openCatalogDesk({
    dataDir: dir, catalogFile, catalog, journal, stock: journal, world: 'training', config, people: () => ({ operator: 'mei' }), clock, random: realRandom, log: () => undefined, editable: change.editable ?? true, ...(change.require === undefined ? {} : { require: change.require }),
    onChange: () => { changes += 1; }, onImport: () => { heard(); },
  });
  onTestFinished(async () => {
    await desk.close();
    catalog.close();
  });
  const until: Bench['until'] = async (kind) => {
    const deadline = AbortSignal.timeout(DEADLINE_MS);
    for (;;) {
      const next = new Promise<void>((resolve, reject) => {
        heard = resolve;
        deadline.addEventListener('abort', () => { reject(new Error(`never ${kind}: ${JSON.stringify(desk.import.state()).slice(0, 400)}`)); }, { once: true });
      });
      const state = desk.import.state();
      if (state.kind === kind) {
        next.catch(() => undefined);
        return state as Extract<ImportState, { kind: typeof kind }>;
      }
      if (state.kind === 'failed') throw new Error(`failed: ${JSON.stringify(state.error)}`);
      await next;
    }
  };
  const send = async (name: string, bytes: Uint8Array): Promise<string> => {
    const { importId } = desk.import.begin({ name, bytes: bytes.length });
    for (let offset = 0; offset < bytes.length; offset += IMPORT_CHUNK_BYTES_MAX) await desk.import.chunk(importId, offset, bytes.subarray(offset, offset + IMPORT_CHUNK_BYTES_MAX));
    return importId;
  };
  return { desk, catalog, journal, clock, dir, changes: () => changes, until, send };
}

const draftOf = ({ productId: _id, currency: _currency, ...draft }: ProductRecord): ProductDraft => draft;
const record = ({ catalog }: Bench, productId: string): ProductRecord => {
  const found = catalog.record(productId);
  if (found === null) throw new Error(`no ${productId}`);
  return found;
};
const newest = ({ journal }: Bench): ReturnType<OpenJournal['entries']>[number] => {
  const [entry] = journal.entries(journal.head().seq, 1);
  if (entry === undefined) throw new Error('an empty journal');
  return entry;
};
const someProduct = (b: Bench): ProductRecord => record(b, b.catalog.list(null, 3, 1).products[0]?.productId ?? '');

describe('the editor', () => {
  test('a changed price is an entry, is found at once, and survives reopening', () => {
    const b = bench();
    const old = someProduct(b);
    const draft = { ...draftOf(old), priceMinor: 9_900, name: { ...old.name, en: 'Quince cordial' } };
    expect(b.desk.save(old.productId, draft)).toEqual({ productId: old.productId, problems: [] });
    expect(newest(b)).toMatchObject({ type: 'product.changed', operator: 'mei', data: { action: 'changed', price: { beforeMinor: old.priceMinor, afterMinor: 9_900 }, changed: [{ field: 'nameEn', after: 'Quince cordial' }, { field: 'price' }] } });
    expect(b.catalog.product(old.productId)?.priceMinor).toBe(9_900);
    expect(b.catalog.search('quince', 5).map(({ productId }) => productId)).toEqual([old.productId]);
    expect(b.catalog.search(old.name.en, 100).map(({ productId }) => productId)).not.toContain(old.productId);
    expect(b.changes()).toBe(1);
    // Saving what is there already is no change.
    const { seq } = b.journal.head();
    b.desk.save(old.productId, draft);
    expect(b.journal.head().seq).toBe(seq);
  });

  test('a new product is sold like any other: by code, PLU, name and pinyin', () => {
    const b = bench();
    const like = someProduct(b);
    const { productId, problems } = b.desk.save(null, { ...draftOf(like), name: { en: 'Quince', zhHans: '木瓜', zhHant: '木瓜' }, codes: ['4006381333931', 'Q-1'], plu: '98765', colour: 'jade', lowStockMilli: 5_000 });
    expect([problems, typeof productId]).toEqual([[], 'string']);
    for (const found of [b.catalog.byCode(['04006381333931']), b.catalog.byPlu('98765'), b.catalog.search('mugua', 3)[0], b.catalog.search('mg', 50).find(({ plu }) => plu === '98765')]) expect(found).toMatchObject({ productId, colour: 'jade' });
    const { total } = b.catalog.list(null, 0, 1);
    expect(b.catalog.list(null, total - 1, 5).products.map((product) => product.productId)).toEqual([productId]);
    expect(newest(b)).toMatchObject({ data: { action: 'added', price: { beforeMinor: null } } });
  });

  test('codes of others, bad check digits and what else is wrong are named by field, and nothing is written', () => {
    const b = bench();
    const [first, second] = b.catalog.list(null, 0, 200).products.filter(({ codes }) => codes.length > 0);
    if (first === undefined || second === undefined) throw new Error('no codes in the seed');
    const { seq } = b.journal.head();
    const wrong = b.desk.save(first.productId, { ...draftOf(record(b, first.productId)), codes: [...second.codes, '4006381333932'], plu: '12 3', categoryId: 'nowhere' });
    expect(wrong.productId).toBeNull();
    expect(wrong.problems.map(({ field, problem }) => `${field}:${problem}`)).toEqual(['codes:codeCheckDigit', 'plu:pluForm', 'codes:codeTaken', 'category:categoryUnknown']);
    expect(wrong.problems.find(({ problem }) => problem === 'codeTaken')?.about).toContain(second.name.en);
    expect(b.journal.head().seq).toBe(seq);
  });

  test('an archived product is neither sold nor found, keeps its code, and comes back', () => {
    const b = bench();
    const product = b.catalog.list(null, 0, 200).products.find(({ codes }) => codes.length > 0);
    const id = product?.productId ?? '';
    const [code = ''] = product?.codes ?? [];
    const before = b.catalog.count();
    const inCategory = (): number => b.catalog.categories().find(({ categoryId }) => categoryId === product?.categoryId)?.products ?? -1;
    const there = inCategory();
    b.desk.save(id, { ...draftOf(record(b, id)), archived: true });
    expect(newest(b)).toMatchObject({ data: { action: 'archived', price: null } });
    expect([b.catalog.product(id), b.catalog.byCode([code]), b.catalog.count(), inCategory()]).toEqual([null, null, before - 1, there - 1]);
    expect(b.catalog.search(product?.name.en ?? '', 100).some(({ productId }) => productId === id)).toBe(false);
    expect(b.catalog.list(null, 0, 500).products.some(({ productId }) => productId === id)).toBe(false);
    expect(b.desk.save(null, { ...draftOf(record(b, id)), archived: false }).problems.map(({ problem }) => problem)).toContain('codeTaken');
    b.desk.save(id, { ...draftOf(record(b, id)), archived: false });
    expect([newest(b).type, b.catalog.byCode([code])?.productId, inCategory()]).toEqual(['product.changed', id, there]);
  });

  test('the shop’s own products are not changed while practising', () => {
    const b = bench({ editable: false });
    const product = someProduct(b);
    expect(codeOf(() => b.desk.save(product.productId, draftOf(product)))).toBe('CATALOG_SHOP_IN_TRAINING');
    expect(codeOf(() => b.desk.import.begin({ name: 'a.csv', bytes: 1 }))).toBe('CATALOG_SHOP_IN_TRAINING');
  });

  test('a journal that refuses the entry keeps the catalog as it was', () => {
    const b = bench();
    const product = someProduct(b);
    expect(() => b.catalog.saveRecords([{ ...product, priceMinor: 1 }], [], () => { throw new Error('no'); })).toThrow('no');
    expect(b.catalog.product(product.productId)?.priceMinor).toBe(product.priceMinor);
  });
});

describe('prices to come', () => {
  test('the sale takes the new price from its moment on; it is written down and said in the journal without a restart', async () => {
    const b = bench();
    const product = someProduct(b);
    const fromMs = b.clock.nowMs() + 3_600_000;
    b.desk.save(product.productId, { ...draftOf(product), pricesAhead: [{ fromMs, priceMinor: 777 }] });
    expect((await b.desk.list('pricesAhead', '', 0, 10)).products).toMatchObject([{ productId: product.productId, priceMinor: product.priceMinor, pricesAhead: [{ fromMs, priceMinor: 777 }] }]);
    const changes = b.changes();
    await b.clock.advance(3_599_999);
    expect(b.catalog.product(product.productId)?.priceMinor).toBe(product.priceMinor);
    await b.clock.advance(1);
    expect(b.catalog.product(product.productId)?.priceMinor).toBe(777);
    expect(newest(b)).toMatchObject({ type: 'product.changed', data: { action: 'priceBegan', price: { beforeMinor: product.priceMinor, afterMinor: 777 } } });
    expect([b.changes() > changes, b.catalog.nextPriceMs(), record(b, product.productId).pricesAhead]).toEqual([true, null, []]);
  });

  test('a price whose moment came while the till was off is in force at once', () => {
    const b = bench();
    const product = someProduct(b);
    b.catalog.saveRecords([{ ...product, pricesAhead: [{ fromMs: 5, priceMinor: 555 }, { fromMs: 9, priceMinor: 999 }] }], [], () => undefined);
    expect(b.catalog.product(product.productId)?.priceMinor).toBe(999);
  });
});

describe('stock', () => {
  test('received, adjusted and counted are entries; sales and returns need none', async () => {
    const b = bench();
    const { productId, name } = someProduct(b);
    const onHand = (): number | null => b.desk.get(productId).product.onHandMilli;
    expect(onHand()).toBeNull();
    b.desk.move({ kind: 'received', reason: 'Delivery 1', lines: [{ productId, quantityMilli: 24_000 }] });
    b.desk.move({ kind: 'adjusted', reason: 'Damaged', lines: [{ productId, quantityMilli: -2_000 }] });
    expect(onHand()).toBe(22_000);
    const sale = { saleId: 'sale-1', currency: 'HKD' } as const;
    b.journal.append([{ type: 'shift.opened', data: { shiftNo: 1, floatMinor: 0, currency: 'HKD' } }]);
    b.journal.append([
      { type: 'sale.opened', data: { ...sale, saleNo: 1, shiftNo: 1, taxMode: 'none' } },
      { type: 'sale.lineAdded', data: { saleId: 'sale-1', lineId: 'l', productId, code: null, name, unitPriceMinor: 100, quantityMilli: 3_000, taxRateId: null, ratePpm: 0, source: 'tile' } },
    ]);
    expect(onHand()).toBe(22_000);
    b.journal.append([
      { type: 'tender.cash', data: { saleId: 'sale-1', tenderId: 't', amountMinor: 300, tenderedMinor: 300, changeMinor: 0 } },
      { type: 'sale.completed', data: { ...sale, receiptNo: 1, shiftNo: 1, itemsMilli: 3_000, subtotalMinor: 300, taxes: [], totalMinor: 300, tenders: [{ tenderId: 't', kind: 'cash', amountMinor: 300 }] } },
    ]);
    expect(onHand()).toBe(19_000);
    b.desk.move({ kind: 'counted', reason: '', lines: [{ productId, quantityMilli: 20_000 }] });
    expect([onHand(), (newest(b) as EntryOf<'stock.moved'>).data.lines[0]]).toEqual([20_000, { productId, name, beforeMilli: 19_000, quantityMilli: 1_000 }]);
    expect(b.desk.get(productId).moves.map(({ kind, quantityMilli }) => [kind, quantityMilli])).toEqual([['counted', 1_000], ['adjusted', -2_000], ['received', 24_000]]);
    // Folding everything anew says the same.
    const digest = b.journal.projectionDigest();
    b.journal.rebuild();
    expect([b.journal.projectionDigest(), onHand()]).toEqual([digest, 20_000]);

    b.desk.save(productId, { ...draftOf(record(b, productId)), lowStockMilli: 20_000 });
    expect((await b.desk.list('low', '', 0, 10)).products.map((product) => product.productId)).toEqual([productId]);
    b.desk.move({ kind: 'received', reason: '', lines: [{ productId, quantityMilli: 1_000 }] });
    expect((await b.desk.list('low', '', 0, 10)).total).toBe(0);
  });

  test('what was sold before anybody counted does not count', () => {
    const b = bench();
    const { productId, name } = someProduct(b);
    b.journal.append([{ type: 'shift.opened', data: { shiftNo: 1, floatMinor: 0, currency: 'HKD' } }]);
    b.journal.append([
      { type: 'sale.opened', data: { saleId: 's', currency: 'HKD', saleNo: 1, shiftNo: 1, taxMode: 'none' } },
      { type: 'sale.lineAdded', data: { saleId: 's', lineId: 'l', productId, code: null, name, unitPriceMinor: 100, quantityMilli: 7_000, taxRateId: null, ratePpm: 0, source: 'tile' } },
      { type: 'tender.cash', data: { saleId: 's', tenderId: 't', amountMinor: 700, tenderedMinor: 700, changeMinor: 0 } },
      { type: 'sale.completed', data: { saleId: 's', currency: 'HKD', receiptNo: 1, shiftNo: 1, itemsMilli: 7_000, subtotalMinor: 700, taxes: [], totalMinor: 700, tenders: [{ tenderId: 't', kind: 'cash', amountMinor: 700 }] } },
    ]);
    b.desk.move({ kind: 'received', reason: '', lines: [{ productId, quantityMilli: 10_000 }] });
    expect(b.desk.get(productId).product.onHandMilli).toBe(10_000);
  });

  test('a move without a quantity, without a reason, or of nothing is refused', () => {
    const b = bench();
    const { productId } = someProduct(b);
    const move = (kind: 'received' | 'adjusted' | 'counted', quantityMilli: number, reason = ''): string => codeOf(() => { b.desk.move({ kind, reason, lines: [{ productId, quantityMilli }] }); });
    expect([move('received', 0), move('received', -1), move('adjusted', -1), move('adjusted', 0, 'Lost'), move('counted', -1), move('counted', 0)]).toEqual(['STOCK_WRONG', 'STOCK_WRONG', 'STOCK_WRONG', 'STOCK_WRONG', 'STOCK_WRONG', 'nothing']);
    expect(codeOf(() => { b.desk.move({ kind: 'received', reason: '', lines: [{ productId: 'nobody', quantityMilli: 1 }] }); })).toBe('PRODUCT_NOT_FOUND');
  });
});

const state = (b: Bench, kind: 'mapping'): Extract<ImportState, { kind: 'mapping' }> => {
  const now = b.desk.import.state();
  if (now.kind !== kind) throw new Error(`the import is ${JSON.stringify(now).slice(0, 200)}`);
  return now;
};

describe('import', () => {
  test('a GBK table with semicolons: previewed, mapped, checked, and committed with its entry', async () => {
    const b = bench();
    const known = b.catalog.list(null, 0, 200).products.find(({ codes }) => codes.length > 0);
    const [code = ''] = known?.codes ?? [];
    const importId = await b.send('商品.csv', iconv.encode(`条码;品名;售价;分类\r\n${code};;88,00;\r\n4006381333931;木瓜茶;12.50;养生\r\n`, 'gbk'));
    const { preview } = state(b, 'mapping');
    expect(preview).toMatchObject({ encoding: 'gbk', separator: ';', mapping: ['codes', 'name', 'price', 'category'], rows: [[code], ['4006381333931', '木瓜茶']].map((row) => expect.arrayContaining(row) as unknown) });
    b.desk.import.check(importId, preview.mapping, 'keep');
    expect((await b.until('checked')).summary).toEqual({ rows: 2, added: 1, changed: 1, unchanged: 0, archived: 0, priceChanges: 1, newCategories: 1, wrongRows: 0, problems: [] });
    expect(b.catalog.byCode(['4006381333931'])).toBeNull();
    b.desk.import.commit(importId);
    await b.until('done');
    expect(newest(b)).toMatchObject({ type: 'catalog.imported', data: { file: '商品.csv', rows: 2, added: 1, changed: 1, prices: [{ productId: known?.productId, beforeMinor: known?.priceMinor, afterMinor: 8_800 }] } });
    expect(b.catalog.byCode(['4006381333931'])).toMatchObject({ name: { en: '木瓜茶' }, priceMinor: 1_250 });
    expect(b.catalog.product(known?.productId ?? '')).toMatchObject({ name: known?.name, priceMinor: 8_800 });
    expect(b.catalog.categories().at(-1)).toMatchObject({ name: { en: '养生' }, products: 1 });
  });

  test('rows that are not right are named by line, and nothing is imported', async () => {
    const b = bench();
    const before = b.catalog.count();
    const rows = ['barcode,name,price', '4006381333932,A,1', '4006381333931,B,x', '4006381333931,C,3', 'T-1,D,4', 'T-1,E,5', '"open,F,6', ',,7', '4.89E+12,G,8'];
    const importId = await b.send('bad.csv', Buffer.from(rows.join('\n')));
    b.desk.import.check(importId, state(b, 'mapping').preview.mapping, 'keep');
    const { summary } = await b.until('checked');
    expect(summary.problems.map(({ line, problem }) => `${line} ${problem}`)).toEqual(['2 codeCheckDigit', '3 priceForm', '4 codeTaken', '6 codeTaken', '7 quotes', '8 nameMissing', '9 codeSpreadsheet']);
    expect(summary.wrongRows).toBe(7);
    expect(codeOf(() => { b.desk.import.commit(importId); })).toBe('IMPORT_ROWS_WRONG');
    expect(b.catalog.count()).toBe(before);
  });

  test('what is no table, is out of order or too much is refused', async () => {
    const b = bench();
    const failed = async (bytes: Uint8Array): Promise<unknown> => {
      await b.send('x.csv', bytes);
      const now = b.desk.import.state();
      return now.kind === 'failed' ? now.error.code : now.kind;
    };
    expect(await failed(Buffer.from('PK\u0003\u0004 spreadsheet'))).toBe('IMPORT_NOT_A_TABLE');
    expect(await failed(Buffer.from('\n\n  \n'))).toBe('IMPORT_NOT_A_TABLE');
    expect(await failed(iconv.encode('barcode\tname\tprice\n1\ta\t2\n', 'utf16le', { addBOM: true }))).toBe('mapping');
    const { importId } = b.desk.import.begin({ name: 'y.csv', bytes: 10 });
    await expect(b.desk.import.chunk(importId, 5, new Uint8Array(5))).rejects.toThrow('IMPORT_GONE');
    await expect(b.desk.import.chunk('another', 0, new Uint8Array(5))).rejects.toThrow('IMPORT_GONE');
    await expect(b.desk.import.chunk(importId, 0, new Uint8Array(11))).rejects.toThrow('IMPORT_GONE');
  });

  test('products that are not in the file are archived when that is asked for', async () => {
    const b = bench();
    const product = someProduct(b);
    const before = b.catalog.count();
    const importId = await b.send('one.csv', Buffer.from(`id,price\n${product.productId},5\n`));
    b.desk.import.check(importId, ['productId', 'price'], 'archive');
    expect((await b.until('checked')).summary).toMatchObject({ rows: 1, changed: before, archived: before - 1, wrongRows: 0, unchanged: 0 });
    b.desk.import.commit(importId);
    await b.until('done');
    expect([b.catalog.count(), b.catalog.records('archived', 0, 1).total]).toEqual([1, before - 1]);
  });
});

/** Every product and category as they are. */
const wholeOf = (catalog: OpenCatalog): unknown => ({ categories: catalog.categories(), records: [...catalog.allRecords()] });

describe('export', () => {
  test('imports back to the same catalog, into itself and into an empty one', async () => {
    const b = bench();
    const product = someProduct(b);
    b.desk.save(product.productId, { ...draftOf(product), name: { en: '=HYPERLINK("x")', zhHans: "'引号", zhHant: '+1, "二"' }, archived: true, colour: 'plum', lowStockMilli: 1_500, pricesAhead: [{ fromMs: b.clock.nowMs() + 86_400_000, priceMinor: 5 }] });
    const { path, products } = await b.desk.export();
    const bytes = readFileSync(path);
    expect([products, newest(b).type]).toEqual([[...b.catalog.allRecords()].length, 'catalog.exported']);
    // No cell begins a formula.
    expect(/(?:^|,)"?[=+@]/m.test(bytes.toString('utf8'))).toBe(false);
    const before = wholeOf(b.catalog);
    const importId = await b.send('back.csv', bytes);
    b.desk.import.check(importId, state(b, 'mapping').preview.mapping, 'archive');
    expect((await b.until('checked')).summary).toMatchObject({ added: 0, changed: 0, archived: 0, wrongRows: 0 });

    const empty = bench({ fill: () => undefined });
    const otherId = await empty.send('back.csv', bytes);
    empty.desk.import.check(otherId, state(empty, 'mapping').preview.mapping, 'keep');
    expect((await empty.until('checked')).summary).toMatchObject({ wrongRows: 0, added: products });
    empty.desk.import.commit(otherId);
    await empty.until('done');
    expect(wholeOf(empty.catalog)).toEqual(before);
  });

  test('property: any catalog comes back as it was', async () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).map((raw) => raw.trim()).filter((raw) => raw !== '' && !raw.includes('\uFFFD') && !raw.includes('\uFEFF') && raw.isWellFormed());
    const plainText = text.map((raw) => raw.replaceAll('|', '/'));
    const product = fc.record({
      en: text, zhHans: fc.oneof(fc.constant(''), text), zhHant: fc.oneof(fc.constant(''), text), priceMinor: fc.integer({ min: 0, max: 99_999_999 }), picture: fc.constantFrom(...PICTURES),
      colour: fc.option(fc.constantFrom(...COLOURS)), lowStockMilli: fc.option(fc.integer({ min: 0, max: 9_999_999 })), archived: fc.boolean(), codes: fc.integer({ min: 0, max: 3 }), plu: fc.boolean(),
      ahead: fc.option(fc.integer({ min: 1, max: 1_000_000_000 })), openPrice: fc.boolean(), minAge: fc.option(fc.integer({ min: 1, max: AGE_MAX })), variant: fc.option(fc.tuple(plainText, plainText)),
      how: fc.constantFrom('kg', '500g', '100g', 'piece', 'own', 'pieces'), quantity: fc.integer({ min: 1, max: PACK_QUANTITY_MAX }),
    });
    await fc.assert(fc.asyncProperty(fc.array(product, { minLength: 1, maxLength: 12 }), fc.array(text, { minLength: 1, maxLength: 3 }), async (list, names) => {
      const clockMs = new VirtualClock().nowMs();
      const fill = (catalog: OpenCatalog): void => {
        catalog.rewrite(
          names.map((name, position) => ({ categoryId: `c${position}`, name: { en: name, zhHans: name, zhHant: '' }, colour: COLOURS[position] ?? 'jade', picture: 'box', position })),
          list.map((one, index) => ({
            productId: `p-${index}`, name: { en: one.en, zhHans: one.zhHans, zhHant: one.zhHant }, priceMinor: one.priceMinor, currency: 'HKD', categoryId: `c${index % names.length}`, taxRateId: null, plu: one.plu ? String(1_000 + index) : null,
            picture: one.picture, colour: one.colour, lowStockMilli: one.lowStockMilli, archived: one.archived, pricesAhead: one.ahead === null ? [] : [{ fromMs: clockMs + one.ahead, priceMinor: 42 }],
            kind: kindOf(one, index),
            codes: Array.from({ length: one.codes }, (_, at) => (at === 0 ? `=X-${index}` : `69${String(index * 10 + at).padStart(10, '0')}`).replace(/^\d{12}$/, (body) => body + mod10CheckDigit(body))),
          })),
        );
      };
      const from = bench({ fill });
      const bytes = readFileSync((await from.desk.export()).path);
      const to = bench({ fill: () => undefined });
      const importId = await to.send('all.csv', bytes);
      to.desk.import.check(importId, state(to, 'mapping').preview.mapping, 'keep');
      const { summary } = await to.until('checked');
      expect(summary.problems).toEqual([]);
      to.desk.import.commit(importId);
      await to.until('done');
      const used = new Set(list.map((_, index) => `c${index % names.length}`));
      expect([...to.catalog.allRecords()]).toEqual([...from.catalog.allRecords()]);
      expect(to.catalog.categories()).toEqual(from.catalog.categories().filter(({ categoryId }) => used.has(categoryId)));
      await from.desk.close();
      await to.desk.close();
    }), { numRuns: 6, endOnFailure: true });
  }, 60_000);
});

describe('how it is sold', () => {
  const draft = (name: string, change: Partial<ProductDraft> = {}): ProductDraft => ({
    name: { en: name, zhHans: '', zhHant: '' }, codes: [], plu: null, priceMinor: 1_000, taxRateId: null, categoryId: 'snacks', picture: 'box', colour: null, lowStockMilli: null, archived: false, pricesAhead: [], ...change,
  });
  const kind = (change: Partial<ProductKind>): ProductKind => ({ ...PLAIN, ...change });

  test('a pack names its piece by PLU or barcode; what cannot be packed is said at the field', () => {
    const b = bench();
    const pack = (productId: string) => b.desk.save(null, draft('Six', { kind: kind({ pack: { productId, quantity: 6, priced: 'own' } }) }));
    const { productId } = pack('48950121');
    expect(b.desk.get(productId ?? '').product.kind?.pack).toEqual({ productId: 'mints', quantity: 6, priced: 'own' });
    for (const [what, problem] of [['nobody', 'packUnknown'], [productId ?? '', 'packOfPack'], ['501', 'packByWeight']] as const) {
      expect(pack(what).problems).toMatchObject([{ field: 'pack', problem }]);
    }
    expect(b.desk.save(null, draft('Half', { kind: kind({ variantGroup: 'Shirt' }) })).problems).toMatchObject([{ field: 'variant', problem: 'variantHalf' }]);
    expect(b.desk.save(null, draft('Old', { kind: kind({ minAge: 121 }) })).problems).toMatchObject([{ field: 'minAge', problem: 'minAgeForm' }]);
  });

  test('packs sold take their pieces off the shelf, from the first count on', () => {
    const b = bench();
    const { productId = '' } = b.desk.save(null, draft('Six', { kind: kind({ pack: { productId: 'mints', quantity: 6, priced: 'own' } }) }));
    const sell = (saleNo: number): void => sold(b.journal, saleNo, productId ?? '');
    b.journal.append([{ type: 'shift.opened', data: { shiftNo: 1, floatMinor: 0, currency: 'HKD' } }]);
    sell(1);
    b.desk.move({ kind: 'received', reason: '', lines: [{ productId: 'mints', quantityMilli: 20_000 }] });
    // What was sold before anybody counted does not count.
    expect(b.desk.onHand('mints')).toBe(20_000);
    sell(2);
    expect(b.desk.onHand('mints')).toBe(14_000);
    b.desk.move({ kind: 'counted', reason: '', lines: [{ productId: 'mints', quantityMilli: 13_000 }] });
    expect(b.desk.onHand('mints')).toBe(13_000);
  });

  test('who may not is refused before anything is changed', async () => {
    const asked: string[] = [];
    const b = bench({ require: ({ permission }) => { asked.push(permission); throw new TillError('NOT_PERMITTED'); } });
    const before = b.journal.head().seq;
    for (const act of [
      () => b.desk.save(null, draft('New')), () => { b.desk.move({ kind: 'received', reason: '', lines: [{ productId: 'mints', quantityMilli: 1_000 }] }); }, () => b.desk.saveCategories([]), () => b.desk.removeCategory('snacks'),
      () => b.desk.moveProducts('snacks', ['mints']), () => b.desk.import.begin({ name: 'a.csv', bytes: 10 }),
    ]) expect(codeOf(act)).toBe('NOT_PERMITTED');
    await expect(b.desk.export()).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
    expect(asked).toEqual(['editCatalog', 'moveStock', 'editCatalog', 'editCatalog', 'editCatalog', 'importCatalog', 'exportReports']);
    expect(b.journal.head().seq).toBe(before);
  });

  test('a table names packs, units and variants as people do, and a wrong one is named by its line', async () => {
    const b = bench();
    const rows = [
      'name,barcode,price,unit,minimum age,pack of,pack size,parent,variant',
      'Peel,,680,斤,,,,,', 'Six mints,4891234000012,54,,,48950121,6,,', 'Wine,4891234000029,88,件,18,,,,', 'Shirt S,4891234000036,80,,,,,Shirt | 衬衫,S', 'Bad unit,4891234000043,1,furlong,,,,,', 'Bad pack,4891234000050,1,,,nobody,6,,', 'Bad age,4891234000067,1,,young,,,,',
    ];
    const importId = await b.send('kinds.csv', Buffer.from(rows.join('\n')));
    b.desk.import.check(importId, guessMapping((rows[0] ?? '').split(',')), 'keep');
    const { summary } = await b.until('checked');
    expect(summary.problems).toMatchObject([{ line: 6, field: 'soldBy', problem: 'soldByForm' }, { line: 7, field: 'pack', problem: 'packUnknown' }, { line: 8, field: 'minAge', problem: 'minAgeForm' }]);
    const good = await b.send('kinds.csv', Buffer.from(rows.slice(0, 5).join('\n')));
    b.desk.import.check(good, guessMapping((rows[0] ?? '').split(',')), 'keep');
    await b.until('checked');
    b.desk.import.commit(good);
    await b.until('done');
    expect(b.catalog.ownerOfCode('4891234000012')?.kind).toEqual(kind({ pack: { productId: 'mints', quantity: 6, priced: 'own' } }));
    expect(b.catalog.ownerOfCode('4891234000029')?.kind).toEqual(kind({ minAge: 18 }));
    expect(b.catalog.ownerOfCode('4891234000036')?.kind).toEqual(kind({ variantGroup: 'Shirt | 衬衫', variantLabel: 'S' }));
    expect(b.catalog.findRecords('Peel', 9).find(({ name }) => name.en === 'Peel')?.kind).toEqual(kind({ soldBy: '500g' }));
  });
});

/** A sale of one pack, from its opening to its receipt. */
function sold(journal: OpenJournal, saleNo: number, productId: string): void {
  const saleId = `s${saleNo}`;
  const name = { en: 'Six', zhHans: '', zhHant: '' };
  journal.append([
    { type: 'sale.opened', data: { saleId, saleNo, shiftNo: 1, currency: 'HKD', taxMode: 'none' } },
    { type: 'sale.lineAdded', data: { saleId, lineId: `l${saleNo}`, productId, code: null, name, unitPriceMinor: 5_400, quantityMilli: 1_000, taxRateId: null, ratePpm: 0, source: 'typed' } },
    { type: 'tender.cash', data: { saleId, tenderId: `t${saleNo}`, amountMinor: 5_400, tenderedMinor: 5_400, changeMinor: 0 } },
    { type: 'sale.completed', data: { saleId, receiptNo: saleNo, shiftNo: 1, currency: 'HKD', itemsMilli: 1_000, subtotalMinor: 5_400, taxes: [], totalMinor: 5_400, tenders: [{ tenderId: `t${saleNo}`, kind: 'cash', amountMinor: 5_400 }] } },
  ]);
}

/** Packs hold the first product, which is a plain piece. */
function kindOf({ how, quantity, openPrice, minAge, variant }: { readonly how: string; readonly quantity: number; readonly openPrice: boolean; readonly minAge: number | null; readonly variant: readonly [string, string] | null }, index: number): ProductKind {
  const isPack = index > 0 && (how === 'own' || how === 'pieces');
  const soldBy = index > 0 && (how === 'kg' || how === '500g' || how === '100g') ? how : 'piece';
  return {
    soldBy, openPrice: openPrice && !isPack, minAge, pack: isPack ? { productId: 'p-0', quantity, priced: how } : null, variantGroup: variant?.[0] ?? null, variantLabel: variant?.[1] ?? null,
  };
}

test('100,000 rows are taken in while the till goes on; cancelled, nothing has happened', async () => {
  const ROWS = 100_000;
  const PART_ROWS = 30_000;
  const b = bench({ fill: (catalog) => { catalog.replaceAll(generatedCategories(), [...generateProducts(1_000, 1)]); } });
  const lines = ['id,name_en,name_zh_hans,barcodes,price,category'];
  for (const product of generateProducts(ROWS, 7)) lines.push(`${product.productId},"${product.name.en}",${product.name.zhHans},${product.codes.join(' ')},${product.priceMinor / 100},${product.categoryId}`);
  const bytes = Buffer.from(`${lines.join('\n')}\n`);
  // What is cancelled while it is written need not be all of it.
  const part = Buffer.from(`${lines.slice(0, PART_ROWS + 1).join('\n')}\n`);
  mkdirSync(b.dir, { recursive: true });
  writeFileSync(join(b.dir, 'large.csv'), bytes);
  writeFileSync(join(b.dir, 'part.csv'), part);
  const mapping: Mapping = guessMapping(lines[0]?.split(',') ?? []);

  const run = async (file: string, content: Buffer, rows: number, onWriting: (importId: string) => Promise<void> | void): Promise<{ checkMs: number; writeMs: number; longestMs: number; ownMs: number }> => {
    const importId = await b.send(file, content);
    // The longest piece of work of the till's own thread, by its processor time: a scan would have to wait so long. The clock on the wall would measure who else is on this machine.
    let longestMs = 0;
    const first = process.threadCpuUsage();
    let last = first;
    const beat = setInterval(() => {
      const { user, system } = process.threadCpuUsage(last);
      longestMs = Math.max(longestMs, (user + system) / 1_000);
      last = process.threadCpuUsage();
    }, 1);
    try {
      const startMs = performance.now();
      b.desk.import.check(importId, mapping, 'keep');
      expect((await b.until('checked')).summary).toMatchObject({ rows, wrongRows: 0 });
      const checkedMs = performance.now();
      b.desk.import.commit(importId);
      await onWriting(importId);
      const own = process.threadCpuUsage(first);
      return { checkMs: checkedMs - startMs, writeMs: performance.now() - checkedMs, longestMs, ownMs: (own.user + own.system) / 1_000 };
    } finally {
      clearInterval(beat);
    }
  };

  const count = b.catalog.count();
  await run('part.csv', part, PART_ROWS, async () => {
    await b.until('writing');
    await b.desk.import.stop();
  });
  expect([b.catalog.count(), b.desk.import.state().kind]).toEqual([count, 'idle']);

  const figures = await run('large.csv', bytes, ROWS, async () => { await b.until('done'); });
  process.stdout.write(`import of ${ROWS} rows, ${(bytes.length / 1e6).toFixed(1)} MB: checked in ${figures.checkMs.toFixed(0)} ms, written in ${figures.writeMs.toFixed(0)} ms, the till's own thread worked ${figures.ownMs.toFixed(0)} ms, ${figures.longestMs.toFixed(1)} ms at a stretch\n`);
  expect(b.catalog.count()).toBeGreaterThanOrEqual(ROWS);
  expect(b.catalog.search('奶茶', 5)).toHaveLength(5);
  // The rows are read and written on another thread: the till's own is free for nearly all of it, on a slow machine too. Starting that thread is the longest stretch; the figure above says what it was.
  expect(figures.ownMs).toBeLessThan((figures.checkMs + figures.writeMs) / 5);
}, 180_000);
