import type { Database } from 'better-sqlite3';
import type { StockWorth } from '../../shared/contract/period-views.ts';
import { isWeighed } from '../../shared/catalog/kinds.ts';
import { TillError } from '../../shared/errors/registry.ts';
import type { LocalName } from '../../shared/journal/entries.ts';
import { minor, type Currency } from '../../shared/money.ts';
import { extended } from '../../shared/pricing/cart.ts';
import { openCatalog } from './catalog.ts';
import type { StockReads } from './stock.ts';

type Reads = Pick<StockReads, 'stockOnHand' | 'soldMilli'>;
interface Shelf {
  products: number;
  low: number;
  valueMinor: number;
}

/** What was sold in packs came off the shelf of the piece. */
function onHandOf(reads: Reads, productIds: readonly string[], packsOf: (productId: string) => readonly { readonly productId: string; readonly quantity: number }[]): ReadonlyMap<string, number> {
  const onHand = new Map(reads.stockOnHand(productIds));
  const packs = productIds.flatMap((piece) => packsOf(piece).map((pack) => ({ ...pack, piece })));
  const sold = packs.length === 0 ? new Map<string, number>() : reads.soldMilli(packs.map((pack) => pack.productId));
  for (const { piece, productId, quantity } of packs) onHand.set(piece, (onHand.get(piece) ?? 0) - (sold.get(productId) ?? 0) * quantity);
  return onHand;
}

/**
 * What lies on the shelves now, at the prices in force, by category: of products that somebody counts and that are still for sale. Less than nothing is worth nothing.
 * Throws CATALOG_UNREADABLE, and REPORT_NOT_FOUND without a catalog.
 */
export function stockWorth(db: Database, reads: Reads, catalogFile: string | null, currency: Currency): StockWorth {
  const { goods: _goods, ...worth } = stockGoods(db, reads, catalogFile, currency);
  return worth;
}

/** One product on the shelves. A weighed one is counted in kilograms, at the price of one. */
export interface ShelvedProduct {
  readonly productId: string;
  readonly name: LocalName;
  readonly categoryId: string;
  readonly isWeighed: boolean;
  readonly onHandMilli: number;
  readonly priceMinor: number;
  readonly valueMinor: number;
  readonly isLow: boolean;
}
/** The same with every product, worth most first. */
export type StockGoods = StockWorth & { readonly goods: readonly ShelvedProduct[] };

/** As `stockWorth`, with the products themselves: for a file, not for a window. */
export function stockGoods(db: Database, reads: Reads, catalogFile: string | null, currency: Currency): StockGoods {
  if (catalogFile === null) throw new TillError('REPORT_NOT_FOUND');
  const catalog = openCatalog({ path: catalogFile, readOnly: true });
  try {
    const productIds = db.prepare<[], string>('SELECT product_id FROM stock ORDER BY product_id').pluck().all();
    const onHand = onHandOf(reads, productIds, (productId) => catalog.packsOf(productId));
    const shelves = new Map<string, Shelf>();
    const all = { products: 0, low: 0, valueMinor: 0, negative: 0 };
    const goods: ShelvedProduct[] = [];
    for (const productId of productIds) {
      const product = catalog.record(productId);
      if (product === null || product.archived || product.currency !== currency) continue;
      const milli = onHand.get(productId) ?? 0;
      const valueMinor = milli > 0 ? extended({ unitPriceMinor: minor(product.priceMinor), quantityMilli: milli }) : 0;
      const isLow = product.lowStockMilli !== null && milli <= product.lowStockMilli;
      const shelf = shelves.get(product.categoryId) ?? { products: 0, low: 0, valueMinor: 0 };
      shelves.set(product.categoryId, shelf);
      for (const sum of [shelf, all]) {
        sum.products += 1;
        sum.low += isLow ? 1 : 0;
        sum.valueMinor += valueMinor;
      }
      if (milli < 0) all.negative += 1;
      const { name, categoryId, priceMinor } = product;
      goods.push({ productId, name, categoryId, isWeighed: isWeighed(product.kind?.soldBy ?? 'piece'), onHandMilli: milli, priceMinor, valueMinor, isLow });
    }
    const names = new Map(catalog.categories().map(({ categoryId, name }) => [categoryId, name]));
    return {
      currency, ...all, goods: goods.sort((a, b) => b.valueMinor - a.valueMinor || (a.productId < b.productId ? -1 : 1)),
      categories: [...shelves].map(([categoryId, shelf]) => ({ categoryId, name: names.get(categoryId) ?? null, ...shelf })).sort((a, b) => b.valueMinor - a.valueMinor || (a.categoryId < b.categoryId ? -1 : 1)),
    };
  } finally {
    catalog.close();
  }
}
