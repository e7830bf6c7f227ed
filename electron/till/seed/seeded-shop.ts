import type { Catalog } from '../../journal/port.ts';
import type { ShopConfig } from '../desk.ts';
import { seedShop } from './seed.ts';

/** The practice shop, for a till that nobody has set up yet. */
export function seededConfig(): ShopConfig {
  const { shop } = seedShop();
  return {
    shop: { id: shop.shopId, name: shop.name, address: shop.address }, tillId: shop.tillId, currency: shop.currency,
    tax: { mode: shop.taxMode, rates: [], defaultRateId: null },
  };
}

/** Puts the practice shop's products into a catalog that has none. */
export function seedWhenEmpty(catalog: Catalog): void {
  if (catalog.count() > 0) return;
  const { categories, products } = seedShop();
  catalog.replaceAll(categories, products);
}
