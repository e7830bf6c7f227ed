import type { Catalog, ProductRow } from '../../../electron/journal/port.ts';
import type { ShopConfig } from '../../../electron/till/desk.ts';
import { seedShop } from '../../../electron/till/seed/seed.ts';
import { seededConfig } from '../../../electron/till/seed/seeded-shop.ts';

/** The practice shop as simulated tills see it: products to sell; searching is not what is simulated. */
export interface Shop {
  readonly config: ShopConfig;
  readonly catalog: Catalog;
  readonly products: readonly ProductRow[];
}

let shop: Shop | null = null;
export function seededShop(): Shop {
  if (shop !== null) return shop;
  const products = seedShop().products.slice(0, 20);
  const none = (): null => null;
  shop = {
    config: seededConfig(), products,
    catalog: {
      product: (productId) => products.find((product) => product.productId === productId) ?? null, byCode: none, byPlu: none, variants: () => [], search: () => [], categories: () => [],
      list: () => ({ total: products.length, products }), count: () => products.length,
      replaceAll: () => {
        throw new Error('nobody changes prices in a simulated day');
      },
    },
  };
  return shop;
}
