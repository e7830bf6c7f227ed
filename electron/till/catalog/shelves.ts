import type { CatalogEdits } from '../../journal/catalog-edits.ts';
import type { StockReads } from '../../journal/stock.ts';

/**
 * What lies on the shelves, thousandths: each pack sold at a price of its own took its pieces. Products nobody counts are not in `stockOf`; `soldInPacks` is what packs have taken of a product
 * since the first entry.
 */
export function reckonShelves(catalog: Pick<CatalogEdits, 'packsOf'>, stock: Pick<StockReads, 'stockOnHand' | 'soldMilli'>): {
  stockOf(productIds: readonly string[]): ReadonlyMap<string, number>;
  soldInPacks(productId: string): number;
} {
  const soldInPacks = (productId: string): number => {
    const packs = catalog.packsOf(productId);
    if (packs.length === 0) return 0;
    const sold = stock.soldMilli(packs.map((pack) => pack.productId));
    return packs.reduce((milli, pack) => milli + (sold.get(pack.productId) ?? 0) * pack.quantity, 0);
  };
  return {
    soldInPacks,
    stockOf: (productIds) => {
      const onHand = new Map(stock.stockOnHand(productIds));
      for (const [productId, milli] of onHand) onHand.set(productId, milli - soldInPacks(productId));
      return onHand;
    },
  };
}
