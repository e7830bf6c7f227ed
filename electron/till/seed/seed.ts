import type { Colour, Picture } from '../../../shared/catalog/looks.ts';
import type { LocalName } from '../../../shared/journal/entries.ts';
import { fromDecimal, type Currency } from '../../../shared/money.ts';
import type { CategoryRow, ProductRow } from '../../journal/port.ts';
import { BUNS_AND_BREAD, CAKES_AND_TARTS } from './bakery.ts';
import { COUNTER } from './counter.ts';
import { MADE_DRINKS, PACKAGED_DRINKS } from './drinks.ts';
import type { SeedProduct } from './seed-product.ts';
import { SNACKS } from './snacks.ts';
import { GIFT_BOXES, TEA_LEAVES } from './tea-and-gifts.ts';

export interface SeedShop {
  readonly shopId: string;
  readonly name: LocalName;
  readonly address: LocalName;
  readonly tillId: string;
  readonly currency: Currency;
  readonly taxMode: 'none';
}

/** The shop one practises in. Name, address and codes are made up; the codes are well-formed. */
const SHOP: SeedShop = {
  shopId: 'harbour-tea',
  name: { en: 'Harbour Tea', zhHans: '海港茶饼', zhHant: '海港茶餅' },
  address: {
    en: 'Shop 7, G/F, Ferry Pier Arcade, Sheung Wan, Hong Kong',
    zhHans: '香港上环渡轮码头商场地下7号铺',
    zhHant: '香港上環渡輪碼頭商場地下7號舖',
  },
  tillId: 'T1',
  currency: 'HKD',
  taxMode: 'none',
};

interface SeedCategory {
  readonly id: string;
  readonly name: LocalName;
  readonly colour: Colour;
  readonly picture: Picture;
  readonly products: readonly SeedProduct[];
}

const CATEGORIES: readonly SeedCategory[] = [
  { id: 'drinks', name: { en: 'Milk Tea & Drinks', zhHans: '奶茶饮品', zhHant: '奶茶飲品' }, colour: 'amber', picture: 'cup', products: MADE_DRINKS },
  { id: 'bakery', name: { en: 'Buns & Bread', zhHans: '面包', zhHant: '麵包' }, colour: 'terracotta', picture: 'bun', products: BUNS_AND_BREAD },
  { id: 'cakes', name: { en: 'Cakes & Tarts', zhHans: '蛋挞蛋糕', zhHant: '蛋撻西餅' }, colour: 'rose', picture: 'tart', products: CAKES_AND_TARTS },
  { id: 'gifts', name: { en: 'Pastry Gift Boxes', zhHans: '糕点礼盒', zhHant: '餅食禮盒' }, colour: 'plum', picture: 'gift', products: GIFT_BOXES },
  { id: 'leaves', name: { en: 'Chinese Tea Leaves', zhHans: '中国茶叶', zhHant: '中國茶葉' }, colour: 'jade', picture: 'leaf', products: TEA_LEAVES },
  { id: 'snacks', name: { en: 'Snacks', zhHans: '休闲零食', zhHant: '零食小吃' }, colour: 'gold', picture: 'candy', products: SNACKS },
  { id: 'packaged', name: { en: 'Packaged Drinks', zhHans: '瓶装饮料', zhHant: '樽裝飲品' }, colour: 'sky', picture: 'water', products: PACKAGED_DRINKS },
  { id: 'counter', name: { en: 'Weighed & at the Counter', zhHans: '散装与柜台', zhHant: '散裝與櫃枱' }, colour: 'teal', picture: 'bag', products: COUNTER },
];

function productRow(product: SeedProduct, categoryId: string): ProductRow {
  const priceMinor = fromDecimal(product.price, SHOP.currency);
  if (priceMinor === null) throw new RangeError(`seed price of ${product.id}`);
  return {
    productId: product.id,
    name: { en: product.en, zhHans: product.zhHans, zhHant: product.zhHant },
    priceMinor,
    currency: SHOP.currency,
    categoryId,
    taxRateId: null,
    plu: product.plu ?? null,
    picture: product.picture,
    codes: product.codes ?? [],
    ...(product.kind === undefined ? {} : { kind: product.kind }),
  };
}

/** The practice shop in the shapes the catalog and the till's settings take; `products` are in display order. */
export function seedShop(): { readonly shop: SeedShop; readonly categories: readonly Omit<CategoryRow, 'products'>[]; readonly products: readonly ProductRow[] } {
  return {
    shop: SHOP,
    categories: CATEGORIES.map(({ id, name, colour, picture }, position) => ({ categoryId: id, name, colour, picture, position })),
    products: CATEGORIES.flatMap(({ id, products }) => products.map((product) => productRow(product, id))),
  };
}
