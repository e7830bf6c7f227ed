import { holdsAt, type PricingMoment } from '../../../shared/pricing/promotion.ts';
import type { PromotionView } from './sentence.ts';

/** The moment on this machine's clock, as promotions look at it. For the screen only: main decides what a sale is priced at. */
export function momentOf(date: Date): PricingMoment {
  return {
    day: date.getFullYear() * 10_000 + (date.getMonth() + 1) * 100 + date.getDate(),
    weekday: date.getDay() === 0 ? 7 : date.getDay(),
    minute: date.getHours() * 60 + date.getMinutes(),
  };
}

/** True when the promotion is switched on and its days and hours hold. */
export const isOnAt = (promotion: PromotionView, moment: PricingMoment): boolean => promotion.off !== true && holdsAt(timeOf(promotion), moment);

/** True when the promotion is about that product. */
export const isAbout = ({ match }: PromotionView, product: { readonly productId: string; readonly categoryId: string }): boolean =>
  (match.productIds === undefined || match.productIds.includes(product.productId)) && (match.categoryIds === undefined || match.categoryIds.includes(product.categoryId));

const timeOf = ({ time: { fromDay, toDay, weekdays, fromMinute, toMinute } }: PromotionView): Parameters<typeof holdsAt>[0] => ({
  ...(fromDay === undefined ? {} : { fromDay }), ...(toDay === undefined ? {} : { toDay }), ...(weekdays === undefined ? {} : { weekdays }),
  ...(fromMinute === undefined ? {} : { fromMinute }), ...(toMinute === undefined ? {} : { toMinute }),
});
