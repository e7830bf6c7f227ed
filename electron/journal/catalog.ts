import Database from 'better-sqlite3';
import { codeKey } from '../../shared/catalog/code-key.ts';
import { TillError } from '../../shared/errors/registry.ts';
import { isCurrency, minor } from '../../shared/money.ts';
import { kindIn, reindex, writeCatalog } from './catalog-import.ts';
import { prepareEdits, type CatalogEdits, type RewriteCatalog } from './catalog-edits.ts';
import { CATALOG_APPLICATION_ID, CATALOG_STEPS, CATALOG_VERSION, INDEX_VERSION } from './catalog-schema.ts';
import { prepareSearch } from './catalog-search.ts';
import { journalError } from './errors.ts';
import type { Catalog, CategoryRow, ProductRow } from './port.ts';

export interface CatalogOptions {
  readonly path: string;
  /** Opens an existing file for reading only, as a report or a second process does. */
  readonly readOnly?: boolean;
  /** By which prices that begin later are in force; without it they never are. */
  readonly nowMs?: () => number;
}
export type OpenCatalog = Catalog & CatalogEdits & { readonly rewrite: RewriteCatalog; close(): void };

/** Another process writes the catalog rarely and for seconds at most. */
const BUSY_TIMEOUT_MS = 5_000;
const LIST_LIMIT_MAX = 500;

interface StoredProduct {
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
  readonly kind: string | null;
  /** JSON array of the printed codes; null when there are none. */
  readonly codes: string | null;
}

const PRODUCT = `
  SELECT product_id, name_en, name_hans, name_hant, price_minor, currency, category_id, tax_rate_id, plu, picture, colour, kind,
    (SELECT json_group_array(printed ORDER BY ordinal) FROM product_code WHERE product_code.position = product.position) AS codes
  FROM product`;

function productRow(row: StoredProduct, priceOf: PriceOf): ProductRow {
  if (!isCurrency(row.currency)) throw new TillError('CATALOG_UNREADABLE', { reason: 'currency' });
  return {
    productId: row.product_id,
    name: { en: row.name_en, zhHans: row.name_hans, zhHant: row.name_hant },
    priceMinor: minor(priceOf(row.product_id, row.price_minor)),
    currency: row.currency,
    categoryId: row.category_id,
    taxRateId: row.tax_rate_id,
    plu: row.plu,
    picture: row.picture,
    ...(row.colour === null ? {} : { colour: row.colour }),
    // Written by json_group_array over a TEXT column: nothing but strings.
    codes: row.codes === null ? [] : (JSON.parse(row.codes) as string[]),
    ...kindIn(row.kind),
  };
}

/** The price in force now, given the one in the product's row. */
type PriceOf = (productId: string, storedMinor: number) => number;

interface StoredCategory {
  readonly category_id: string;
  readonly name_en: string;
  readonly name_hans: string;
  readonly name_hant: string;
  readonly colour: string;
  readonly picture: string;
  readonly position: number;
  readonly products: number;
}

const categoryRow = (row: StoredCategory): CategoryRow => ({
  categoryId: row.category_id,
  name: { en: row.name_en, zhHans: row.name_hans, zhHant: row.name_hant },
  colour: row.colour,
  picture: row.picture,
  position: row.position,
  products: row.products,
});

/** Opens the file with the settings every connection needs; WAL alone would leave `synchronous` at NORMAL (journal.md, last paragraph). */
function connect(path: string, readOnly: boolean): Database.Database {
  const db = new Database(path, { readonly: readOnly, fileMustExist: readOnly, timeout: BUSY_TIMEOUT_MS });
  try {
    if (!readOnly) db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** As the journal names it, but a damaged catalog is not a damaged journal: nobody should stop selling or look for a backup. */
function catalogError(error: unknown, path: string): TillError {
  const coded = journalError(error, path);
  return coded.code === 'JOURNAL_CORRUPT' ? new TillError('CATALOG_UNREADABLE', coded.details, { cause: error }) : coded;
}

function prepareFile(db: Database.Database, path: string, readOnly: boolean): void {
  const number = (pragma: string): number => Number(db.pragma(pragma, { simple: true }));
  const version = number('user_version');
  if (version > CATALOG_VERSION) throw new TillError('CATALOG_UNREADABLE', { reason: 'newer', found: version, known: CATALOG_VERSION });
  const isCatalog = version > 0 && number('application_id') === CATALOG_APPLICATION_ID;
  if (isCatalog && version === CATALOG_VERSION) return;
  const strangers = isCatalog ? 0 : (db.prepare<[], number>('SELECT count(*) FROM sqlite_schema').pluck().get() ?? 0);
  if ((version > 0 && !isCatalog) || strangers > 0) throw new TillError('CATALOG_UNREADABLE', { reason: 'notACatalog' });
  if (readOnly) throw new TillError('CATALOG_UNREADABLE', isCatalog ? { reason: 'older', found: version, known: CATALOG_VERSION } : { reason: 'notACatalog' });
  if (version === 0) return migrate(db, version);
  // On a connection of its own, as `rewrite` does it.
  const writer = connect(path, false);
  try {
    migrate(writer, version);
    writer.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    writer.close();
  }
}

/** To the present version, in one transaction: a crash leaves the old file, and the next start does it again. */
function migrate(db: Database.Database, version: number): void {
  db.transaction(() => {
    for (const step of CATALOG_STEPS.slice(version)) db.exec(step);
    if (version < INDEX_VERSION) reindex(db);
    db.pragma(`application_id = ${CATALOG_APPLICATION_ID}`);
    db.pragma(`user_version = ${CATALOG_VERSION}`);
  }).immediate();
}

/**
 * Opens the catalog, creating an empty one unless `readOnly`. Every method throws TillError CATALOG_UNREADABLE, or what the journal's disk may say:
 * JOURNAL_READ_ONLY, JOURNAL_DISK_FULL, JOURNAL_LOCKED or JOURNAL_IO; `replaceAll` see `writeCatalog`.
 */
export function openCatalog(options: CatalogOptions): OpenCatalog {
  const { path } = options;
  const readOnly = options.readOnly ?? false;
  const coded = <Result>(work: () => Result): Result => {
    try {
      return work();
    } catch (error) {
      throw catalogError(error, path);
    }
  };
  const db = coded(() => connect(path, readOnly));
  try {
    return coded(() => {
      prepareFile(db, path, readOnly);
      return catalogOver(db, path, coded, options.nowMs ?? ((): number => 0));
    });
  } catch (error) {
    db.close();
    throw error;
  }
}

function catalogOver(db: Database.Database, path: string, coded: <Result>(work: () => Result) => Result, nowMs: () => number): OpenCatalog {
  const byId = db.prepare<[string], StoredProduct>(`${PRODUCT} WHERE product_id = ? AND archived = 0`);
  const byKey = db.prepare<[string], StoredProduct>(`${PRODUCT} WHERE position = (SELECT position FROM product_code WHERE code_key = ?) AND archived = 0`);
  const byPlu = db.prepare<[string], StoredProduct>(`${PRODUCT} WHERE plu = ? AND archived = 0`);
  const byPosition = db.prepare<[number], StoredProduct>(`${PRODUCT} WHERE position = ?`);
  const positionOf = db.prepare<[string], number>('SELECT position FROM product WHERE product_id = ?').pluck();
  // The page's positions first, from an index that holds nothing else: what is skipped costs a few bytes each.
  const listAll = db.prepare<[number, number], StoredProduct>(`${PRODUCT} WHERE position IN (SELECT position FROM product WHERE archived = 0 AND tile = 1 ORDER BY position LIMIT ? OFFSET ?) ORDER BY position`);
  const listCategory = db.prepare<[string, number, number], StoredProduct>(`${PRODUCT} WHERE category_id = ? AND archived = 0 AND tile = 1 ORDER BY position LIMIT ? OFFSET ?`);
  const categories = db.prepare<[], StoredCategory>('SELECT * FROM category ORDER BY position, category_id');
  const ofGroup = db.prepare<[string, string], StoredProduct>(`${PRODUCT} WHERE variant_group = ? AND category_id = ? AND archived = 0 ORDER BY position`);
  const sizeOfGroup = db.prepare<[string, string], number>('SELECT count(*) FROM product WHERE variant_group = ? AND category_id = ? AND archived = 0').pluck();
  const inCategory = db.prepare<[string], number>('SELECT tiles FROM category WHERE category_id = ?').pluck();
  const inAll = db.prepare<[], number>('SELECT coalesce(sum(products), 0) FROM category').pluck();
  const tilesInAll = db.prepare<[], number>('SELECT coalesce(sum(tiles), 0) FROM category').pluck();
  const search = prepareSearch(db);
  const edits = prepareEdits(db, nowMs, coded);

  const shown = (row: StoredProduct): ProductRow => productRow(row, edits.priceOf);
  /** A product with the number of variants it stands for. */
  const tile = (row: StoredProduct): ProductRow => {
    const product = shown(row);
    const group = product.kind?.variantGroup ?? null;
    const variants = group === null ? 1 : (sizeOfGroup.get(group, product.categoryId) ?? 1);
    return variants > 1 ? { ...product, variants } : product;
  };
  const one = (row: StoredProduct | undefined): ProductRow | null => (row === undefined ? null : shown(row));
  const codeRow = (candidates: readonly string[]): StoredProduct | undefined => {
    for (const candidate of candidates) {
      const row = byKey.get(candidate);
      if (row !== undefined) return row;
    }
    for (const candidate of candidates) {
      const key = codeKey(candidate);
      const row = key === candidate ? undefined : byKey.get(key);
      if (row !== undefined) return row;
    }
    for (const candidate of candidates) {
      const row = byPlu.get(candidate);
      if (row !== undefined) return row;
    }
    return undefined;
  };

  const rewrite: RewriteCatalog = (rows, products, options) => {
    // On a connection of its own: the memory the index is built in goes away with it, and this one's cache is left alone.
    const writer = coded(() => connect(path, db.readonly));
    try {
      writeCatalog(writer, rows, products, options);
      writer.pragma('wal_checkpoint(TRUNCATE)');
    } catch (error) {
      throw error instanceof Database.SqliteError ? catalogError(error, path) : error;
    } finally {
      writer.close();
      edits.catalog.reload();
    }
  };

  return {
    product: (productId) => coded(() => one(byId.get(productId))),
    byCode: (candidates) => coded(() => one(codeRow(candidates))),
    byPlu: (plu) => coded(() => one(byPlu.get(plu))),
    variants: ({ kind, categoryId }) => coded(() => (kind == null || kind.variantGroup === null ? [] : ofGroup.all(kind.variantGroup, categoryId).map(shown))),
    search: (text, limit) => coded(() => {
      // Blanks and hyphens are how a code is printed for people; a whole code or PLU is what was meant, whatever else has those digits.
      const typed = text.length > 100 ? '' : text.normalize('NFKC').trim();
      const exact = typed === '' || limit <= 0 ? [] : [codeRow([typed, typed.replace(/[\s-]/g, '')]), byPlu.get(typed)];
      const first = new Set(exact.flatMap((row) => (row === undefined ? [] : [positionOf.get(row.product_id) ?? 0])));
      for (const position of search(text, limit)) first.add(position);
      return [...first].slice(0, Math.max(0, limit)).flatMap((position) => byPosition.get(position) ?? []).map(shown);
    }),
    categories: () => coded(() => categories.all().map(categoryRow)),
    list: (categoryId, offset, limit) => coded(() => {
      const from = Math.max(0, offset);
      const count = Math.min(Math.max(0, limit), LIST_LIMIT_MAX);
      const rows = categoryId === null ? listAll.all(count, from) : listCategory.all(categoryId, count, from);
      return { total: (categoryId === null ? tilesInAll.get() : inCategory.get(categoryId)) ?? 0, products: rows.map(tile) };
    }),
    count: () => coded(() => inAll.get() ?? 0),
    replaceAll: (rows, products) => rewrite(rows, products),
    rewrite,
    ...edits.catalog,
    close: () => db.close(),
  };
}
