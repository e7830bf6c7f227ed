import type { PromotionsView } from '../../shared/contract/sale-views.ts';
import { TillError } from '../../shared/errors/registry.ts';
import type { PromotionShape } from '../../shared/journal/pricing-shapes.ts';
import type { Promotion } from '../../shared/pricing/promotion.ts';
import type { Desk } from './desk.ts';
import { append } from './selling.ts';

const NEWEST = Number.MAX_SAFE_INTEGER;

/** The promotions that sales opened from now on are priced with. */
export const promotionsView = ({ journal }: Pick<Desk, 'journal'>): PromotionsView => ({ promotions: journal.promotionsAt(NEWEST).map(shapeOf) });

const shapeOf = (promotion: Promotion): PromotionShape => {
  const { match, time, rule, ...rest } = promotion;
  const { productIds, categoryIds } = match;
  const { weekdays, ...hours } = time;
  return {
    ...rest, rule: { ...rule }, time: { ...hours, ...(weekdays === undefined ? {} : { weekdays: [...weekdays] }) },
    match: { ...(productIds === undefined ? {} : { productIds: [...productIds] }), ...(categoryIds === undefined ? {} : { categoryIds: [...categoryIds] }) },
  };
};

/**
 * Replaces all promotions. A sale that is open keeps the ones it was opened with. Throws PROMOTIONS_WRONG when two share an id, or a coupon and what it is about, and
 * the authority's codes.
 */
export function savePromotions(desk: Desk, promotions: readonly PromotionShape[]): PromotionsView {
  desk.authority.require({ permission: 'changeSettings' });
  if (new Set(promotions.map((promotion) => promotion.promotionId)).size !== promotions.length) throw new TillError('PROMOTIONS_WRONG');
  append(desk, [{ type: 'promotions.changed', data: { promotions: [...promotions] } }]);
  desk.changed();
  return promotionsView(desk);
}
