import Database from 'better-sqlite3';
import { isPlain, PLAIN, type ProductKind } from '../../shared/catalog/kinds.ts';
import { codeKey } from '../../shared/catalog/code-key.ts';
import { keysOf, readKeys, searchKeys } from '../../shared/catalog/search-keys.ts';
import { indexTokens } from '../../shared/catalog/tokens.ts';
import { TillError } from '../../shared/errors/registry.ts';
import { syllablesOf } from './catalog-pinyin.ts';
import type { PriceAhead } from '../../shared/catalog/product-rules.ts';
import type { CategoryRow, ProductRow } from './port.ts';

/** Bytes of search tokens gathered in memory before they are written out. Measured: 1 MiB makes too many pieces, 32 MiB falls out of the processor's cache. */
const INDEX_BUFFER_BYTES = 8 * 1024 * 1024;

export type CatalogCategory = Omit<CategoryRow, 'products'>;

/** A product as it is written; what only the editor knows may be left out. */
export interface WrittenProduct extends Omit<ProductRow, 'colour' | 'priceMinor' | 'variants'> {
  readonly priceMinor: number;
  readonly colour?: string | null;
  readonly lowStockMilli?: number | null;
  readonly archived?: boolean;
  readonly pricesAhead?: readonly PriceAhead[];
}

export interface WriteOptions {
  /** Called after each product with how many are written; whatever it throws takes everything back. */
  readonly onProduct?: (written: number) => void;
  /** Called when all is written and nothing is committed yet; whatever it throws takes everything back. */
  readonly beforeCommit?: () => void;
}

/**
 * Writes a whole catalog over the old one, in one transaction on this connection. Products are taken one by one and not kept. Throws TillError
 * PROVISION_INVALID with `productId` and `reason` when a code, PLU or id is there twice or a category is missing; whatever the iterable throws
 * passes. Either way the old catalog stays.
 */
export function writeCatalog(db: Database.Database, categories: readonly CatalogCategory[], products: Iterable<WrittenProduct>, { onProduct, beforeCommit }: WriteOptions = {}): void {
  db.transaction(() => {
    db.exec(`DELETE FROM price_ahead; DELETE FROM product_code; DELETE FROM product; DELETE FROM category; INSERT INTO search (search) VALUES ('delete-all');`);
    configureIndex(db);
    insertCategories(db, categories);
    insertProducts(db, products, onProduct);
    db.exec(`
      ${COUNT_PRODUCTS.join(';')};
      INSERT INTO search (search) VALUES ('optimize');`);
    beforeCommit?.();
  }).immediate();
}

/** Which products have a tile, how many of them each category has, and how many products are for sale in it. Each part reads an index of its own. */
export const COUNT_PRODUCTS: readonly string[] = [
  'UPDATE product SET tile = 1 WHERE tile = 0',
  `UPDATE product SET tile = 0 WHERE variant_group IS NOT NULL AND archived = 0 AND EXISTS (
    SELECT 1 FROM product first WHERE first.variant_group = product.variant_group AND first.category_id = product.category_id AND first.archived = 0 AND first.position < product.position)`,
  'UPDATE category SET tiles = (SELECT count(*) FROM product WHERE product.category_id = category.category_id AND archived = 0 AND tile = 1)',
  'UPDATE category SET products = tiles + (SELECT count(*) FROM product WHERE product.tile = 0 AND +product.category_id = category.category_id AND archived = 0)',
];

/** A kind as its columns hold it. */
export const kindColumns = (kind: ProductKind | undefined): readonly [kind: string | null, variantGroup: string | null, packOf: string | null] =>
  kind === undefined || isPlain(kind) ? [null, null, null] : [JSON.stringify(kind), kind.variantGroup, kind.pack?.productId ?? null];
/** The opposite. Written by `kindColumns` alone. */
export const kindIn = (column: string | null): { readonly kind?: ProductKind } => (column === null ? {} : { kind: { ...PLAIN, ...(JSON.parse(column) as ProductKind) } });

/** Merging while writing would do the same work several times over; one merge at the end leaves a single piece, which is read fastest. */
function configureIndex(db: Database.Database): void {
  db.exec(`INSERT INTO search (search, rank) VALUES ('automerge', 0), ('hashsize', ${INDEX_BUFFER_BYTES});`);
}

/** Fills an emptied index anew from the products' own keys, inside a transaction. Measured: 100,000 products take 5 to 8 s, once in a version. */
export function reindex(db: Database.Database): void {
  configureIndex(db);
  const page = db.prepare<[number], { readonly position: number; readonly keys: string }>('SELECT position, search_keys AS keys FROM product WHERE position > ? ORDER BY position LIMIT 1000');
  const insertTokens = db.prepare<[number, string]>('INSERT INTO search (rowid, tokens) VALUES (?, ?)');
  for (let rows = page.all(0); rows.length > 0; rows = page.all(rows.at(-1)?.position ?? 0)) {
    for (const { position, keys } of rows) insertTokens.run(position, indexTokens(readKeys(keys)).join(' '));
  }
  db.exec(`INSERT INTO search (search) VALUES ('optimize');`);
}

function insertCategories(db: Database.Database, categories: readonly CatalogCategory[]): void {
  const insert = db.prepare<unknown[]>(`
    INSERT INTO category (category_id, name_en, name_hans, name_hant, colour, picture, position, products) VALUES (?, ?, ?, ?, ?, ?, ?, 0)`);
  for (const { categoryId, name, colour, picture, position } of categories) {
    refused(() => insert.run(categoryId, name.en, name.zhHans, name.zhHant, colour, picture, position), { categoryId });
  }
}

function insertProducts(db: Database.Database, products: Iterable<WrittenProduct>, onProduct?: (written: number) => void): void {
  const insertProduct = db.prepare<unknown[]>(`
    INSERT INTO product (position, product_id, name_en, name_hans, name_hant, price_minor, currency, category_id, tax_rate_id, plu, picture, search_keys, colour, low_stock_milli, archived, kind, variant_group, pack_of)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const insertAhead = db.prepare<[number, number, number]>('INSERT INTO price_ahead (position, from_ms, price_minor) VALUES (?, ?, ?)');
  const insertCode = db.prepare<unknown[]>('INSERT INTO product_code (position, ordinal, code_key, printed) VALUES (?, ?, ?, ?)');
  const insertTokens = db.prepare<unknown[]>('INSERT INTO search (rowid, tokens) VALUES (?, ?)');
  const hasCategory = db.prepare<[string], number>('SELECT 1 FROM category WHERE category_id = ?').pluck();
  let position = 0;
  for (const product of products) {
    position += 1;
    const at = position;
    const { productId, name, codes, plu } = product;
    const keys = keysOf({ names: [name.en, name.zhHans, name.zhHant], codes, plu }, syllablesOf);
    if (hasCategory.get(product.categoryId) === undefined) throw new TillError('PROVISION_INVALID', { productId, reason: 'noSuchCategory' });
    refused(() => {
      insertProduct.run(
        at, productId, name.en, name.zhHans, name.zhHant, product.priceMinor, product.currency, product.categoryId, product.taxRateId, plu, product.picture, searchKeys(keys),
        product.colour ?? null, product.lowStockMilli ?? null, product.archived === true ? 1 : 0,
        ...kindColumns(product.kind),
      );
      codes.forEach((code, ordinal) => insertCode.run(at, ordinal, codeKey(code), code));
    }, { productId });
    for (const { fromMs, priceMinor } of product.pricesAhead ?? []) insertAhead.run(at, fromMs, priceMinor);
    insertTokens.run(at, indexTokens(keys).join(' '));
    onProduct?.(position);
  }
}

/** Which column must not repeat, and the reason it is reported under. */
const UNIQUE_COLUMNS = [
  ['category.category_id', 'categoryTwice'],
  ['product.product_id', 'productTwice'],
  ['product.plu', 'pluTwice'],
  ['product_code.code_key', 'codeTwice'],
] as const;

/** Runs an insert and turns a repeat, which SQLite names by its column, into a coded error. */
export function refused(insert: () => void, whose: { readonly productId: string } | { readonly categoryId: string }): void {
  try {
    insert();
  } catch (error) {
    const repeated = error instanceof Database.SqliteError ? UNIQUE_COLUMNS.find(([column]) => error.message.includes(column)) : undefined;
    if (repeated) throw new TillError('PROVISION_INVALID', { ...whose, reason: repeated[1] }, { cause: error });
    throw error;
  }
}
