import { EXPORT_HEADERS, STOCK_HEADER, type ColumnField } from '../../../shared/catalog/columns.ts';
import { csvLine } from '../../../shared/catalog/csv.ts';
import { kindCells, pricesAheadCell, quantityCell } from '../../../shared/catalog/import-row.ts';
import { PLAIN } from '../../../shared/catalog/kinds.ts';
import { minor, toDecimal } from '../../../shared/money.ts';
import type { CatalogEdits, ProductRecord } from '../../journal/catalog-edits.ts';
import type { Catalog, CategoryRow } from '../../journal/port.ts';

/** Products written between two breaths of the till. */
const SLICE = 500;

/**
 * The catalog as a table that imports back to the same catalog, in pieces; the first has the headers. UTF-8 with its mark and CRLF, which is what spreadsheets
 * open rightly.
 */
export function* exportLines(catalog: Pick<CatalogEdits, 'allRecords'> & Pick<Catalog, 'categories'>, onHand: (productIds: readonly string[]) => ReadonlyMap<string, number>): Generator<{ readonly text: string; readonly lines: number }> {
  const categories = new Map(catalog.categories().map((category) => [category.categoryId, category]));
  yield { text: `\uFEFF${csvLine([...EXPORT_HEADERS.map(([, header]) => header), STOCK_HEADER])}\r\n`, lines: 1 };
  let slice: ProductRecord[] = [];
  const piece = (): { readonly text: string; readonly lines: number } => {
    const stock = onHand(slice.map(({ productId }) => productId));
    const text = slice.map((record) => {
      const cells = cellsOf(record, categories.get(record.categoryId));
      const milli = stock.get(record.productId);
      return `${csvLine([...EXPORT_HEADERS.map(([field]) => cells[field] ?? ''), milli === undefined ? '' : quantityCell(milli)])}\r\n`;
    }).join('');
    const lines = slice.length;
    slice = [];
    return { text, lines };
  };
  for (const record of catalog.allRecords()) {
    slice.push(record);
    if (slice.length >= SLICE) yield piece();
  }
  if (slice.length > 0) yield piece();
}

const cellsOf = (record: ProductRecord, category: CategoryRow | undefined): Partial<Record<ColumnField, string>> => ({
  productId: record.productId, nameEn: record.name.en, nameHans: record.name.zhHans, nameHant: record.name.zhHant, codes: record.codes.join(' '), plu: record.plu ?? '',
  price: toDecimal(minor(record.priceMinor), record.currency), taxRate: record.taxRateId ?? '', category: record.categoryId, categoryEn: category?.name.en ?? '', categoryHans: category?.name.zhHans ?? '',
  categoryHant: category?.name.zhHant ?? '', categoryColour: category?.colour ?? '', categoryPicture: category?.picture ?? '', categoryOrder: category === undefined ? '' : String(category.position), picture: record.picture,
  colour: record.colour ?? '', lowStock: record.lowStockMilli === null ? '' : quantityCell(record.lowStockMilli), archived: record.archived ? 'yes' : '', pricesAhead: pricesAheadCell(record.pricesAhead, record.currency),
  ...kindCells(record.kind ?? PLAIN),
});
