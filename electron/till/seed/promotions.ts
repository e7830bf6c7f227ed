import type { PromotionShape } from '../../../shared/journal/pricing-shapes.ts';
import type { Journal } from '../../journal/port.ts';

/** What the practice shop has on offer: one promotion of each kind people ask for first. */
export const SEED_PROMOTIONS: readonly PromotionShape[] = [
  {
    promotionId: 'dried-fruit-3-for-2', name: { en: 'Dried fruit: buy 2, get 1 free', zhHans: '果干买二送一', zhHant: '果乾買二送一' }, priority: 10,
    match: { productIds: ['dried-plum', 'dried-mango'] }, time: {}, coupon: null, rule: { kind: 'buyGet', buy: 2, get: 1, ppmOff: 1_000_000 },
  },
  {
    promotionId: 'second-slice-half', name: { en: 'Second cake slice at half price', zhHans: '第二块蛋糕半价', zhHant: '第二件蛋糕半價' }, priority: 20,
    match: { productIds: ['mango-cake-slice', 'black-forest-slice'] }, time: {}, coupon: null, rule: { kind: 'buyGet', buy: 1, get: 1, ppmOff: 500_000 },
  },
  {
    promotionId: 'afternoon-sweets', name: { en: 'Afternoon sweets, 14:30 to 17:30', zhHans: '下午茶甜点时段', zhHant: '下午茶甜品時段' }, priority: 30,
    match: { productIds: ['milk-pudding', 'black-sesame-roll'] }, time: { fromMinute: 14 * 60 + 30, toMinute: 17 * 60 + 30 }, coupon: null, rule: { kind: 'off', discount: { kind: 'percent', ppm: 200_000 } },
  },
  {
    promotionId: 'tea-coupon', name: { en: 'Coupon TEA10: 10 % off tea leaves and gift boxes', zhHans: '优惠码 TEA10：茶叶礼盒九折', zhHant: '優惠碼 TEA10：茶葉禮盒九折' }, priority: 40,
    match: { categoryIds: ['leaves', 'gifts'] }, time: {}, coupon: 'TEA10', rule: { kind: 'off', discount: { kind: 'percent', ppm: 100_000 } },
  },
];

/** Puts them into a practice journal in which nobody has sold yet, so that what somebody takes out of them stays out. */
export function seedPromotions(journal: Pick<Journal, 'append' | 'lastNumber' | 'promotionsAt'>): void {
  if (journal.lastNumber('shift') > 0 || journal.promotionsAt(Number.MAX_SAFE_INTEGER).length > 0) return;
  journal.append([{ type: 'promotions.changed', data: { promotions: [...SEED_PROMOTIONS] } }]);
}
