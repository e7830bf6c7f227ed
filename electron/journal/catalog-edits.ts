import type Database from 'better-sqlite3';
import { codeKey } from '../../shared/catalog/code-key.ts';
import type { PriceAhead, ProductDraft } from '../../shared/catalog/product-rules.ts';
import { keysOf, searchKeys } from '../../shared/catalog/search-keys.ts';
import { indexTokens } from '../../shared/catalog/tokens.ts';
import { TillError } from '../../shared/errors/registry.ts';
import type { Currency } from '../../shared/money.ts';
import { COUNT_PRODUCTS, kindColumns, kindIn, refused, type CatalogCategory, type WriteOptions, type WrittenProduct } from './catalog-import.ts';
import { syllablesOf } from './catalog-pinyin.ts';
import { prepareSearch } from './catalog-search.ts';

/** A product with everything the editor knows of it. `priceMinor` is the one in force now. */
export interface ProductRecord extends ProductDraft {
  readonly productId: string;
  readonly currency: Currency;
}

/** Which products a list is of. */
export type RecordFilter = 'sold' | 'archived' | 'pricesAhead';

/** A price that has become due, and what it takes the place of. */
export interface DuePrice {
  readonly product: ProductRecord;
  readonly beforeMinor: number;
  readonly fromMs: number;
}

/**
 * The catalog as its editor uses it. Writing takes a function that is called when everything is written and nothing committed: what it throws takes
 * everything back, so that the journal's entry comes before the change and never without it. Throws the catalog's codes.
 */
export interface CatalogEdits {
  /** Archived products too. */
  record(productId: string): ProductRecord | null;
  /** Who has a code or a PLU, archived products too. */
  ownerOfCode(code: string): ProductRecord | null;
  ownerOfPlu(plu: string): ProductRecord | null;
  records(filter: RecordFilter, offset: number, limit: number): { readonly total: number; readonly records: readonly ProductRecord[] };
  /** By text, best first, archived ones too. */
  findRecords(text: string, limit: number): readonly ProductRecord[];
  /** All products in display order, archived ones too, a few hundred at a time. */
  allRecords(): Generator<ProductRecord>;
  /** Products whose stock somebody watches, in display order: the next `limit` after `afterPosition`. */
  watched(afterPosition: number, limit: number): readonly { readonly position: number; readonly productId: string; readonly lowStockMilli: number }[];
  /** Packs of a product that are sold at a price of their own: each takes `quantity` of it off the shelf. */
  packsOf(productId: string): readonly { readonly productId: string; readonly quantity: number }[];
  /** Products for sale of a category, in display order, variants too; archived ones never. */
  inCategory(categoryId: string, offset: number, limit: number): readonly ProductRecord[];
  /** Takes categories away that no product is in, archived ones included; false when one has some, and then nothing is done. */
  dropCategory(categoryId: string, beforeCommit: () => void): boolean;
  /** Writes products that are new or changed, all or none. Throws CATALOG_TAKEN with `what` and `text` for a code or PLU of another product. */
  saveRecords(records: readonly ProductRecord[], categories: readonly CatalogCategory[], beforeCommit: () => void): void;
  /** Prices whose time has come take their place, all or none of them, five hundred at most: call it again while `nextPriceMs` is in the past. */
  applyDue(nowMs: number, beforeCommit: (due: readonly DuePrice[]) => void): readonly DuePrice[];
  /** When the next price begins; null when none waits. */
  nextPriceMs(): number | null;
  /** Tax rates that products name, archived ones too. */
  usedTaxRateIds(): readonly string[];
  /** Another connection has changed the file. */
  reload(): void;
}
/** Writes a whole catalog over the old one (see `writeCatalog`), on a connection of its own. */
export type RewriteCatalog = (categories: readonly CatalogCategory[], products: Iterable<WrittenProduct>, options?: WriteOptions) => void;

interface StoredRecord {
  readonly position: number;
  readonly product_id: string;
  readonly name_en: string;
  readonly name_hans: string;
  readonly name_hant: string;
  readonly price_minor: number;
  readonly currency: string;
  readonly category_id: string;
  readonly tax_rate_id: string | null;
  readonly plu: string | null;
  readonly picture: string;
  readonly colour: string | null;
  readonly low_stock_milli: number | null;
  readonly archived: 0 | 1;
  readonly kind: string | null;
  /** JSON array of the printed codes. */
  readonly codes: string;
}

const RECORD = `SELECT position, product_id, name_en, name_hans, name_hant, price_minor, currency, category_id, tax_rate_id, plu, picture, colour, low_stock_milli, archived, kind,
  (SELECT json_group_array(printed ORDER BY ordinal) FROM product_code WHERE product_code.position = product.position) AS codes FROM product`;
const PAGE_ROWS = 500;
/** Prices that begin in one transaction: as many entries go into the journal with it. */
const DUE_MAX = 500;

const keysOfRecord = ({ name, codes, plu }: Pick<ProductDraft, 'name' | 'codes' | 'plu'>): ReturnType<typeof keysOf> => keysOf({ names: [name.en, name.zhHans, name.zhHant], codes, plu }, syllablesOf);

export function prepareEdits(db: Database.Database, nowMs: () => number, coded: <Result>(work: () => Result) => Result): { readonly catalog: CatalogEdits; readonly priceOf: (productId: string, storedMinor: number) => number } {
  const byId = db.prepare<[string], StoredRecord>(`${RECORD} WHERE product_id = ?`);
  const byKey = db.prepare<[string], StoredRecord>(`${RECORD} WHERE position = (SELECT position FROM product_code WHERE code_key = ?)`);
  const byPlu = db.prepare<[string], StoredRecord>(`${RECORD} WHERE plu = ?`);
  const byPosition = db.prepare<[number], StoredRecord>(`${RECORD} WHERE position = ?`);
  const after = db.prepare<[number, number], StoredRecord>(`${RECORD} WHERE position > ? ORDER BY position LIMIT ?`);
  const pageOf = (from: string): Database.Statement<[number, number], StoredRecord> => db.prepare(`${RECORD} WHERE position IN (${from} ORDER BY position LIMIT ? OFFSET ?) ORDER BY position`);
  const FROM: Readonly<Record<RecordFilter, string>> = {
    sold: 'SELECT position FROM product WHERE archived = 0', archived: 'SELECT position FROM product WHERE archived = 1', pricesAhead: 'SELECT DISTINCT position FROM price_ahead',
  };
  const pages: Readonly<Record<RecordFilter, Database.Statement<[number, number], StoredRecord>>> = { sold: pageOf(FROM.sold), archived: pageOf(FROM.archived), pricesAhead: pageOf(FROM.pricesAhead) };
  const counts: Readonly<Record<RecordFilter, Database.Statement<[], number>>> = {
    sold: db.prepare<[], number>('SELECT coalesce(sum(products), 0) FROM category').pluck(), archived: db.prepare<[], number>('SELECT count(*) FROM product WHERE archived = 1').pluck(),
    pricesAhead: db.prepare<[], number>('SELECT count(DISTINCT position) FROM price_ahead').pluck(),
  };
  const usedRates = db.prepare<[], string>('SELECT DISTINCT tax_rate_id FROM product WHERE tax_rate_id IS NOT NULL').pluck();
  const watched = db.prepare<[number, number], { position: number; productId: string; lowStockMilli: number }>(
    'SELECT position, product_id AS productId, low_stock_milli AS lowStockMilli FROM product WHERE low_stock_milli IS NOT NULL AND archived = 0 AND position > ? ORDER BY position LIMIT ?');
  const packs = db.prepare<[string], { readonly productId: string; readonly kind: string }>('SELECT product_id AS productId, kind FROM product WHERE pack_of = ? AND kind IS NOT NULL');
  const usesCategory = db.prepare<[string], number>('SELECT 1 FROM product WHERE category_id = ? LIMIT 1').pluck();
  const dropCategory = db.prepare<[string]>('DELETE FROM category WHERE category_id = ?');
  const ofCategory = db.prepare<[string, string, number, number], StoredRecord>(`${RECORD} WHERE position IN (SELECT position FROM product WHERE category_id = ? AND archived = 0 AND tile = 1
    UNION ALL SELECT position FROM product WHERE tile = 0 AND archived = 0 AND +category_id = ? ORDER BY position LIMIT ? OFFSET ?) ORDER BY position`);
  const allAhead = db.prepare<[], PriceAhead & { readonly productId: string }>(
    'SELECT p.product_id AS productId, a.from_ms AS fromMs, a.price_minor AS priceMinor FROM price_ahead a CROSS JOIN product p USING (position) ORDER BY p.product_id, a.from_ms');
  const find = prepareSearch(db, 'all');

  /** All prices ahead, because each reading of a product asks for them: mostly there are none, and never more than a few thousand. */
  let ahead: ReadonlyMap<string, readonly PriceAhead[]> | null = null;
  const aheadOf = (productId: string): readonly PriceAhead[] => {
    if (ahead === null) {
      const map = new Map<string, PriceAhead[]>();
      for (const { productId: id, fromMs, priceMinor } of allAhead.iterate()) {
        const list = map.get(id);
        if (list === undefined) map.set(id, [{ fromMs, priceMinor }]);
        else list.push({ fromMs, priceMinor });
      }
      ahead = map;
    }
    return ahead.get(productId) ?? [];
  };
  const priceOf = (productId: string, storedMinor: number): number => aheadOf(productId).findLast(({ fromMs }) => fromMs <= nowMs())?.priceMinor ?? storedMinor;

  const record = (row: StoredRecord): ProductRecord => ({
    productId: row.product_id, name: { en: row.name_en, zhHans: row.name_hans, zhHant: row.name_hant }, currency: row.currency as Currency, priceMinor: priceOf(row.product_id, row.price_minor),
    categoryId: row.category_id, taxRateId: row.tax_rate_id, plu: row.plu, picture: row.picture, colour: row.colour, lowStockMilli: row.low_stock_milli, archived: row.archived === 1,
    // Written by json_group_array over a TEXT column: nothing but strings.
    codes: JSON.parse(row.codes) as string[],
    pricesAhead: aheadOf(row.product_id).filter(({ fromMs }) => fromMs > nowMs()),
    ...kindIn(row.kind),
  });
  const one = (row: StoredRecord | undefined): ProductRecord | null => (row === undefined ? null : record(row));

  const write = prepareWrites(db);
  const catalog: CatalogEdits = {
    record: (productId) => coded(() => one(byId.get(productId))),
    ownerOfCode: (code) => coded(() => one(byKey.get(codeKey(code)))),
    ownerOfPlu: (plu) => coded(() => one(byPlu.get(plu))),
    records: (filter, offset, limit) => coded(() => ({ total: counts[filter].get() ?? 0, records: pages[filter].all(Math.min(limit, PAGE_ROWS), Math.max(0, offset)).map(record) })),
    findRecords: (text, limit) => coded(() => {
      const exact = [byKey.get(codeKey(text.trim())), byPlu.get(text.trim())];
      const first = new Set(exact.flatMap((row) => (row === undefined ? [] : [row.position])));
      for (const position of find(text, limit)) first.add(position);
      return [...first].slice(0, limit).flatMap((position) => byPosition.get(position) ?? []).map(record);
    }),
    *allRecords() {
      for (let position = 0; ;) {
        const from = position;
        const rows = coded(() => after.all(from, PAGE_ROWS));
        for (const row of rows) yield record(row);
        const last = rows.at(-1);
        if (last === undefined || rows.length < PAGE_ROWS) return;
        position = last.position;
      }
    },
    packsOf: (productId) => coded(() => packs.all(productId).flatMap((row) => {
      const { kind } = kindIn(row.kind);
      return kind?.pack?.priced === 'own' ? [{ productId: row.productId, quantity: kind.pack.quantity }] : [];
    })),
    inCategory: (categoryId, offset, limit) => coded(() => ofCategory.all(categoryId, categoryId, Math.min(limit, PAGE_ROWS), Math.max(0, offset)).map(record)),
    dropCategory: (categoryId, beforeCommit) => db.transaction(() => {
      if (coded(() => usesCategory.get(categoryId)) !== undefined) return false;
      coded(() => dropCategory.run(categoryId));
      beforeCommit();
      return true;
    }).immediate(),
    usedTaxRateIds: () => coded(() => usedRates.all()),
    watched: (afterPosition, limit) => coded(() => watched.all(afterPosition, limit)),
    saveRecords: (records, categories, beforeCommit) => {
      try {
        db.transaction(() => {
          coded(() => {
            write.categories(categories);
            // Two products may swap their codes: all are taken off before any is put on.
            const rows = records.map((saved) => ({ saved, before: byId.get(saved.productId) }));
            for (const { before } of rows) if (before !== undefined) write.release(before.position);
            for (const { saved, before } of rows) write.product(saved, before === undefined ? null : { position: before.position, record: record(before) });
            write.count();
          });
          beforeCommit();
        }).immediate();
      } finally {
        ahead = null;
      }
    },
    applyDue: (atMs, beforeCommit) => {
      const dueIds = coded(() => [...new Set([...allAhead.iterate()].filter(({ fromMs }) => fromMs <= atMs).map(({ productId }) => productId))].slice(0, DUE_MAX));
      if (dueIds.length === 0) return [];
      let due: readonly DuePrice[] = [];
      try {
        db.transaction(() => {
          due = coded(() => dueIds.flatMap((productId) => {
            const row = byId.get(productId);
            const begun = aheadOf(productId).findLast(({ fromMs }) => fromMs <= atMs);
            if (row === undefined || begun === undefined) return [];
            write.price(row.position, begun.priceMinor, atMs);
            return [{ product: { ...record(row), priceMinor: begun.priceMinor }, beforeMinor: row.price_minor, fromMs: begun.fromMs }];
          }));
          beforeCommit(due);
        }).immediate();
      } finally {
        ahead = null;
      }
      return due;
    },
    nextPriceMs: () => coded(() => {
      aheadOf('');
      let next: number | null = null;
      for (const list of ahead?.values() ?? []) for (const { fromMs } of list) if (next === null || fromMs < next) next = fromMs;
      return next;
    }),
    reload: () => {
      ahead = null;
    },
  };
  return { catalog, priceOf };
}

/** The statements that change single products; each is called inside a transaction. */
function prepareWrites(db: Database.Database): {
  categories(categories: readonly CatalogCategory[]): void;
  release(position: number): void;
  product(saved: ProductRecord, before: { readonly position: number; readonly record: ProductRecord } | null): void;
  price(position: number, priceMinor: number, atMs: number): void;
  count(): void;
} {
  const nextPosition = db.prepare<[], number>('SELECT coalesce(max(position), 0) + 1 FROM product').pluck();
  const upsertCategory = db.prepare<unknown[]>(`INSERT INTO category (category_id, name_en, name_hans, name_hant, colour, picture, position, products) VALUES (?, ?, ?, ?, ?, ?, ?, 0)
    ON CONFLICT DO UPDATE SET name_en = excluded.name_en, name_hans = excluded.name_hans, name_hant = excluded.name_hant, colour = excluded.colour, picture = excluded.picture, position = excluded.position`);
  const insert = db.prepare<unknown[]>(`INSERT INTO product (position, product_id, name_en, name_hans, name_hant, price_minor, currency, category_id, tax_rate_id, plu, picture, search_keys, colour, low_stock_milli, archived, kind, variant_group, pack_of)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const update = db.prepare<unknown[]>(`UPDATE product SET name_en = ?, name_hans = ?, name_hant = ?, price_minor = ?, category_id = ?, tax_rate_id = ?, plu = ?, picture = ?, search_keys = ?, colour = ?,
    low_stock_milli = ?, archived = ?, kind = ?, variant_group = ?, pack_of = ? WHERE position = ?`);
  const dropCodes = db.prepare<[number]>('DELETE FROM product_code WHERE position = ?');
  const dropPlu = db.prepare<[number]>('UPDATE product SET plu = NULL WHERE position = ?');
  const insertCode = db.prepare<unknown[]>('INSERT INTO product_code (position, ordinal, code_key, printed) VALUES (?, ?, ?, ?)');
  const dropAhead = db.prepare<[number]>('DELETE FROM price_ahead WHERE position = ?');
  const dropBegun = db.prepare<[number, number]>('DELETE FROM price_ahead WHERE position = ? AND from_ms <= ?');
  const insertAhead = db.prepare<[number, number, number]>('INSERT INTO price_ahead (position, from_ms, price_minor) VALUES (?, ?, ?)');
  const setPrice = db.prepare<[number, number]>('UPDATE product SET price_minor = ? WHERE position = ?');
  const addTokens = db.prepare<[number, string]>('INSERT INTO search (rowid, tokens) VALUES (?, ?)');
  // An index without content forgets a row only when it is told what was in it.
  const dropTokens = db.prepare<[number, string]>(`INSERT INTO search (search, rowid, tokens) VALUES ('delete', ?, ?)`);
  const count = COUNT_PRODUCTS.map((statement) => db.prepare(statement));

  return {
    categories: (categories) => {
      for (const { categoryId, name, colour, picture, position } of categories) upsertCategory.run(categoryId, name.en, name.zhHans, name.zhHant, colour, picture, position);
    },
    release: (position) => {
      dropCodes.run(position);
      dropPlu.run(position);
    },
    product: (saved, before) => {
      const { productId, name, codes, plu, priceMinor, currency, categoryId, taxRateId, picture, colour, lowStockMilli, archived, pricesAhead } = saved;
      const keys = keysOfRecord(saved);
      const tokens = indexTokens(keys).join(' ');
      const position = before?.position ?? nextPosition.get() ?? 1;
      const shared = [taxRateId, plu, picture, searchKeys(keys), colour, lowStockMilli, archived ? 1 : 0, ...kindColumns(saved.kind)];
      taken(() => {
        if (before === null) insert.run(position, productId, name.en, name.zhHans, name.zhHant, priceMinor, currency, categoryId, ...shared);
        else update.run(name.en, name.zhHans, name.zhHant, priceMinor, categoryId, ...shared, position);
      }, 'plu', plu ?? '');
      codes.forEach((code, ordinal) => taken(() => insertCode.run(position, ordinal, codeKey(code), code), 'code', code));
      dropAhead.run(position);
      for (const { fromMs, priceMinor: later } of pricesAhead) insertAhead.run(position, fromMs, later);
      const old = before === null ? null : indexTokens(keysOfRecord(before.record)).join(' ');
      if (old === tokens) return;
      if (old !== null) dropTokens.run(position, old);
      addTokens.run(position, tokens);
    },
    price: (position, priceMinor, atMs) => {
      setPrice.run(priceMinor, position);
      dropBegun.run(position, atMs);
    },
    count: () => {
      for (const statement of count) statement.run();
    },
  };

  /** Runs a write and says in the till's words when another product has that code. */
  function taken(work: () => void, what: 'code' | 'plu', text: string): void {
    try {
      refused(work, { productId: '' });
    } catch (error) {
      if (error instanceof TillError && error.code === 'PROVISION_INVALID') throw new TillError('CATALOG_TAKEN', { what, text }, { cause: error });
      throw error;
    }
  }
}
