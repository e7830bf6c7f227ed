import Database from 'better-sqlite3';
import type { PeriodReport } from '../../shared/contract/period-views.ts';
import type { LocalName } from '../../shared/journal/entries.ts';
import { addFigures, netOf, sumFigures, type Figures } from '../../shared/reports/figures.ts';
import type { PeriodAsked, PeriodReads, PeriodSums } from './periods.ts';

/** What a thread answers: the report as windows get it, but for the moment it was asked. */
export type PeriodAnswer = Omit<PeriodReport, 'takenAtMs'>;

/** Where products are now; lines sold without a category of their own are counted there. */
interface CategoryLookup {
  categoryOf(productId: string): string | null;
  nameOf(categoryId: string): LocalName | null;
  close(): void;
}

/** Categories listed at most. */
const CATEGORIES_MAX = 200;
/** A short wait, should somebody be writing the catalog. */
const BUSY_TIMEOUT_MS = 250;

/**
 * Looks into the catalog's file beside the journal; a catalog that cannot be read knows no categories, and the report goes without them. Opened for each report: the
 * file may be another one by the next.
 */
function openCategories(file: string | null): CategoryLookup {
  let db: Database.Database | undefined;
  try {
    if (file === null) return NO_CATEGORIES;
    db = new Database(file, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
    const selectCategory = db.prepare<[string], string>('SELECT category_id FROM product WHERE product_id = ?').pluck();
    const names = new Map(db.prepare<[], LocalName & { readonly id: string }>('SELECT category_id AS id, name_en AS en, name_hans AS zhHans, name_hant AS zhHant FROM category').all().map(({ id, ...name }) => [id, name]));
    const open = db;
    return { categoryOf: (productId) => selectCategory.get(productId) ?? null, nameOf: (categoryId) => names.get(categoryId) ?? null, close: () => void open.close() };
  } catch (error) {
    db?.close();
    if (error instanceof Database.SqliteError) return NO_CATEGORIES;
    throw error;
  }
}

const NO_CATEGORIES: CategoryLookup = { categoryOf: () => null, nameOf: () => null, close: () => undefined };

/** A report with its products put into categories. Throws what `period` throws. */
export function reportWithCategories(periods: PeriodReads, asked: PeriodAsked, catalogFile: string | null): PeriodAnswer {
  const sums = periods.period(asked);
  const categories = openCategories(catalogFile);
  try {
    return byCategory(sums, categories);
  } finally {
    categories.close();
  }
}

/** Puts every product into the category its lines named when they were sold, else into the one it has now. */
function byCategory({ categories, withoutCategory, ...sums }: PeriodSums, lookup: CategoryLookup): PeriodAnswer {
  const by = new Map<string | null, Figures>();
  const put = (categoryId: string | null, figures: Figures): void => {
    const before = by.get(categoryId);
    by.set(categoryId, before === undefined ? figures : addFigures(before, figures));
  };
  for (const { key, figures } of categories) put(key, figures);
  for (const { productId, figures } of withoutCategory) put(lookup.categoryOf(productId), figures);
  const rows = [...by].map(([categoryId, figures]) => ({ categoryId, name: categoryId === null ? null : lookup.nameOf(categoryId), figures }))
    .sort((a, b) => netOf(b.figures) - netOf(a.figures) || ((a.categoryId ?? '') < (b.categoryId ?? '') ? -1 : 1));
  const others = rows.slice(CATEGORIES_MAX);
  const { values, ...rest } = sums;
  return {
    ...rest, ...(values === undefined ? {} : { values: [...values] }), currencies: [...sums.currencies], before: { ...sums.before, days: [...sums.before.days] }, days: [...sums.days], hours: [...sums.hours], products: [...sums.products], cashiers: [...sums.cashiers], tenders: [...sums.tenders],
    taxes: [...sums.taxes], payments: [...sums.payments], closings: [...sums.closings],
    categories: rows.slice(0, CATEGORIES_MAX), otherCategories: others.length === 0 ? null : { count: others.length, figures: sumFigures(others.map((row) => row.figures)) },
  };
}
