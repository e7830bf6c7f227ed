import * as z from 'zod';
import { minor } from '../money.ts';
import type { Discount } from '../pricing/discount.ts';
import type { Promotion } from '../pricing/promotion.ts';
import type { PriceStep } from '../pricing/sale.ts';
import { localName } from './local-name.ts';

/** What entries and windows say of prices: reductions, promotions, and the steps from a list price to what was charged. */
const id = z.string().min(1).max(64);
const count = z.int().min(0);
const amount = z.int();
const ppm = z.int().min(1).max(1_000_000);

export const discountShape = z.discriminatedUnion('kind', [
  /** Parts per million of what it is taken off. */
  z.object({ kind: z.literal('percent'), ppm }),
  z.object({ kind: z.literal('amount'), amountMinor: z.int().min(1) }),
]);
export type DiscountShape = z.infer<typeof discountShape>;

/** Promotions a shop may have at a time: pricing goes through all of them at every change of the cart. */
export const PROMOTIONS_MAX = 200;
/** Coupons of one sale. */
export const COUPONS_MAX = 20;
/** A coupon's code, as it is compared: without blanks around it, in capitals. */
export const couponCode = z.string().trim().toUpperCase().min(1).max(32);

const day = z.int().min(20_000_101).max(99_991_231);
const pieces = z.int().min(1).max(99);
const promotionRule = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('buyGet'), buy: pieces, get: pieces, ppmOff: ppm }),
  z.object({ kind: z.literal('bundle'), count: z.int().min(2).max(99), priceMinor: count }),
  z.object({ kind: z.literal('off'), discount: discountShape }),
  z.object({ kind: z.literal('spend'), fromMinor: z.int().min(1), discount: discountShape }),
]);

/** One promotion (shared/pricing/promotion.ts says what its parts mean). */
export const promotionShape = z.object({
  promotionId: id,
  name: localName,
  priority: z.int().min(0).max(1_000),
  match: z.object({ productIds: z.array(id).max(200).optional(), categoryIds: z.array(id).max(100).optional() }),
  time: z.object({
    fromDay: day.optional(), toDay: day.optional(), weekdays: z.array(z.int().min(1).max(7)).max(7).optional(),
    fromMinute: z.int().min(0).max(1_439).optional(), toMinute: z.int().min(0).max(1_440).optional(),
  }),
  coupon: couponCode.nullable(),
  /** Kept, but switched off. */
  off: z.boolean().optional(),
  rule: promotionRule,
});
export type PromotionShape = z.infer<typeof promotionShape>;
export const promotionSet = z.array(promotionShape).max(PROMOTIONS_MAX);

export const priceStep = z.discriminatedUnion('why', [
  z.object({ why: z.literal('list'), amountMinor: amount, unitPriceMinor: amount, quantityMilli: z.int() }),
  z.object({ why: z.literal('label'), amountMinor: amount }),
  z.object({ why: z.literal('override'), amountMinor: amount, unitPriceMinor: amount }),
  z.object({ why: z.literal('promotion'), amountMinor: amount, promotionId: id, pieces: count }),
  z.object({ why: z.literal('lineDiscount'), amountMinor: amount, discount: discountShape }),
  z.object({ why: z.literal('saleDiscount'), amountMinor: amount, discount: discountShape }),
]);
export type PriceStepShape = z.infer<typeof priceStep>;

/** How the shop rounds what is paid in cash; a step of 1 leaves it as it is. */
export const cashRoundingShape = z.object({ stepMinor: z.int().min(1).max(100_000), mode: z.enum(['nearest', 'down', 'up']) });

/** A reduction as the pricing takes it. */
export const discountOf = (shape: DiscountShape): Discount => (shape.kind === 'percent' ? shape : { kind: 'amount', amountMinor: minor(shape.amountMinor) });

/** Promotions as the pricing takes them. Their amounts are integers by their shape, which is all that the brand says; absent parts are absent there too. */
export const promotionsOf = (shapes: readonly PromotionShape[]): readonly Promotion[] => shapes as readonly unknown[] as readonly Promotion[];

/** Steps as entries and windows carry them. */
export const stepShapes = (steps: readonly PriceStep[]): PriceStepShape[] => steps.map((step) => ({ ...step }));
