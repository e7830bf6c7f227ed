import type { SeedProduct } from './seed-product.ts';

/** From the tray by short number; loaves and sandwiches are wrapped and carry an EAN-8. */
export const BUNS_AND_BREAD: readonly SeedProduct[] = [
  { id: 'pineapple-bun', en: 'Pineapple Bun', zhHans: '菠萝包', zhHant: '菠蘿包', price: '8.00', picture: 'bun', plu: '201' },
  { id: 'pineapple-bun-butter', en: 'Pineapple Bun with Butter', zhHans: '冰火菠萝油', zhHant: '菠蘿油', price: '15.00', picture: 'bun', plu: '202' },
  { id: 'cocktail-bun', en: 'Cocktail Bun with Coconut', zhHans: '椰丝鸡尾包', zhHant: '雞尾包', price: '8.50', picture: 'bun', plu: '203' },
  { id: 'bbq-pork-bun', en: 'Barbecued Pork Bun', zhHans: '叉烧餐包', zhHant: '叉燒餐包', price: '10.00', picture: 'bun', plu: '204' },
  { id: 'sausage-bun', en: 'Sausage Bun', zhHans: '香肠面包', zhHant: '腸仔包', price: '9.50', picture: 'bun', plu: '205' },
  { id: 'mexico-bun', en: 'Mexican Coffee Bun', zhHans: '墨西哥面包', zhHant: '墨西哥包', price: '9.00', picture: 'bun', plu: '206' },
  { id: 'tuna-bun', en: 'Tuna and Corn Bun', zhHans: '金枪鱼玉米面包', zhHant: '粟米吞拿魚包', price: '12.00', picture: 'bun', plu: '207' },
  { id: 'curry-beef-bun', en: 'Curry Beef Bun', zhHans: '咖喱牛肉面包', zhHant: '咖喱牛肉包', price: '13.00', picture: 'bun', plu: '208' },
  { id: 'cream-bun', en: 'Cream Bun with Desiccated Coconut', zhHans: '奶油椰丝面包', zhHant: '忌廉包', price: '10.50', picture: 'bun', plu: '209' },
  { id: 'piggy-bun', en: 'Crusty Piggy Bun', zhHans: '脆皮猪仔包', zhHant: '豬仔包', price: '7.00', picture: 'bun', plu: '210' },
  { id: 'raisin-roll', en: 'Raisin Milk Roll', zhHans: '葡萄干牛奶面包', zhHant: '提子牛奶包', price: '9.00', picture: 'roll', plu: '211' },
  { id: 'sandwich-loaf', en: 'White Sandwich Loaf, 8 Slices', zhHans: '原味吐司 8片', zhHant: '方包 8片', price: '18.00', picture: 'bread', codes: ['48920117'] },
  { id: 'wholemeal-loaf', en: 'Wholemeal Loaf, 8 Slices', zhHans: '全麦吐司 8片', zhHant: '麥包 8片', price: '20.00', picture: 'bread', codes: ['48920124'] },
  { id: 'ham-egg-sandwich', en: 'Ham and Egg Sandwich', zhHans: '火腿鸡蛋三明治', zhHant: '火腿蛋三文治', price: '22.00', picture: 'sandwich', codes: ['48920131'] },
  { id: 'french-toast', en: 'Hong Kong French Toast', zhHans: '港式法式吐司', zhHant: '西多士', price: '29.00', picture: 'bread', plu: '212' },
];

/** By the piece under a short number, boxes under the house's code. */
export const CAKES_AND_TARTS: readonly SeedProduct[] = [
  { id: 'egg-tart', en: 'Egg Tart', zhHans: '蛋挞', zhHant: '蛋撻', price: '9.00', picture: 'tart', plu: '301' },
  { id: 'portuguese-egg-tart', en: 'Portuguese Egg Tart', zhHans: '葡式蛋挞', zhHant: '葡撻', price: '11.00', picture: 'tart', plu: '302' },
  { id: 'coconut-tart', en: 'Coconut Tart', zhHans: '椰丝挞', zhHant: '椰撻', price: '10.00', picture: 'tart', plu: '303' },
  { id: 'egg-tart-half-dozen', en: 'Egg Tarts, Box of Six', zhHans: '蛋挞 6只装', zhHant: '蛋撻 半打裝', price: '50.00', picture: 'tart', codes: ['4897312030049'] },
  { id: 'paper-cup-cake', en: 'Paper-wrapped Sponge Cake', zhHans: '纸杯蛋糕', zhHant: '紙包蛋糕', price: '9.00', picture: 'cake', plu: '304' },
  { id: 'swiss-roll', en: 'Swiss Roll with Fresh Cream', zhHans: '瑞士卷', zhHant: '瑞士卷', price: '13.00', picture: 'roll', plu: '305' },
  { id: 'mango-cake-slice', en: 'Mango Cream Cake, Slice', zhHans: '芒果奶油蛋糕 1块', zhHant: '芒果忌廉蛋糕 1件', price: '32.00', picture: 'cake', plu: '306' },
  { id: 'black-forest-slice', en: 'Black Forest Cake, Slice', zhHans: '黑森林蛋糕 1块', zhHant: '黑森林蛋糕 1件', price: '34.00', picture: 'cake', plu: '307' },
  { id: 'cheesecake-slice', en: 'Baked Cheesecake, Slice', zhHans: '烤芝士蛋糕 1块', zhHant: '焗芝士蛋糕 1件', price: '36.00', picture: 'cake', plu: '308' },
  { id: 'birthday-cake-1lb', en: 'Birthday Cake, Fresh Fruit, 1 lb', zhHans: '鲜果生日蛋糕 1磅', zhHant: '鮮果生日蛋糕 1磅', price: '238.00', picture: 'cake', plu: '309' },
  { id: 'birthday-cake-2lb', en: 'Birthday Cake, Fresh Fruit, 2 lb', zhHans: '鲜果生日蛋糕 2磅', zhHant: '鮮果生日蛋糕 2磅', price: '388.00', picture: 'cake', plu: '310' },
  { id: 'milk-pudding', en: 'Steamed Milk Pudding with Ginger', zhHans: '姜汁撞奶', zhHant: '薑汁撞奶', price: '28.00', picture: 'dessert', plu: '311' },
  { id: 'black-sesame-roll', en: 'Black Sesame Roll', zhHans: '黑芝麻卷', zhHant: '芝麻卷', price: '16.00', picture: 'roll', plu: '312' },
];
