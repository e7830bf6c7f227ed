import { PLAIN } from '../../../shared/catalog/kinds.ts';
import type { SeedProduct } from './seed-product.ts';

const OOLONG = 'Roasted Oolong, Bagged Here | 现装炭焙乌龙 | 即裝炭焙烏龍';

/** What is more than a piece at a price: weighed, priced at the counter, for adults, in packs, in several sizes. */
export const COUNTER: readonly SeedProduct[] = [
  { id: 'tangerine-peel', en: 'Aged Tangerine Peel', zhHans: '陈年新会陈皮', zhHant: '陳年新會陳皮', price: '680.00', picture: 'fruit', plu: '501', kind: { ...PLAIN, soldBy: 'kg' } },
  { id: 'candied-ginger', en: 'Candied Ginger', zhHans: '糖姜', zhHant: '糖薑', price: '48.00', picture: 'candy', plu: '502', kind: { ...PLAIN, soldBy: '500g' } },
  { id: 'lotus-seeds', en: 'Dried Lotus Seeds', zhHans: '干莲子', zhHant: '乾蓮子', price: '16.00', picture: 'nut', plu: '503', kind: { ...PLAIN, soldBy: '100g' } },
  { id: 'mung-bean-cake', en: 'Mung Bean Cake, by Weight', zhHans: '散装绿豆糕', zhHant: '散裝綠豆糕', price: '120.00', picture: 'mooncake', plu: '504', kind: { ...PLAIN, soldBy: 'kg' } },
  { id: 'rice-wine', en: 'Rice Wine 375 ml', zhHans: '米酒 375毫升', zhHant: '米酒 375毫升', price: '88.00', picture: 'water', codes: ['4897312060015'], kind: { ...PLAIN, minAge: 18 } },
  { id: 'cut-flowers', en: 'Cut Flowers', zhHans: '鲜花', zhHant: '鮮花', price: '50.00', picture: 'flower', plu: '505', kind: { ...PLAIN, openPrice: true } },
  { id: 'delivery', en: 'Delivery to Your Door', zhHans: '送货上门', zhHant: '送貨上門', price: '30.00', picture: 'box', plu: '506', kind: { ...PLAIN, openPrice: true } },
  { id: 'mineral-water-12', en: 'Mineral Water 500 ml, 12 Bottles', zhHans: '矿泉水 500毫升 12瓶', zhHant: '礦泉水 500毫升 12樽', price: '84.00', picture: 'water', codes: ['6903302000195'], kind: { ...PLAIN, pack: { productId: 'mineral-water', quantity: 12, priced: 'own' } } },
  { id: 'cola-can-6', en: 'Cola 330 ml, 6 Cans', zhHans: '可乐 330毫升 6罐', zhHant: '罐裝可樂 330毫升 6罐', price: '54.00', picture: 'soda', codes: ['6908946003311'], kind: { ...PLAIN, pack: { productId: 'cola-can', quantity: 6, priced: 'pieces' } } },
  { id: 'oolong-bag-50', en: 'Roasted Oolong, 50 g Bag', zhHans: '炭焙乌龙 50克', zhHant: '炭焙烏龍 50克', price: '38.00', picture: 'leaf', plu: '511', kind: { ...PLAIN, variantGroup: OOLONG, variantLabel: '50 g | 50克 | 50克' } },
  { id: 'oolong-bag-100', en: 'Roasted Oolong, 100 g Bag', zhHans: '炭焙乌龙 100克', zhHant: '炭焙烏龍 100克', price: '72.00', picture: 'leaf', plu: '512', kind: { ...PLAIN, variantGroup: OOLONG, variantLabel: '100 g | 100克 | 100克' } },
  { id: 'oolong-bag-250', en: 'Roasted Oolong, 250 g Bag', zhHans: '炭焙乌龙 250克', zhHant: '炭焙烏龍 250克', price: '168.00', picture: 'leaf', plu: '513', kind: { ...PLAIN, variantGroup: OOLONG, variantLabel: '250 g | 250克 | 250克' } },
];
