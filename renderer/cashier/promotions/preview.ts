import { minor } from '../../../shared/money.ts';
import type { Promotion } from '../../../shared/pricing/promotion.ts';
import { priceSale } from '../../../shared/pricing/sale.ts';
import type { PromotionView } from './sentence.ts';

/** A product of the example cart, and how many of it. */
export interface ExampleLine {
  readonly productId: string;
  readonly categoryId: string;
  readonly priceMinor: number;
  readonly pieces: number;
}

export interface Example {
  /** What each line costs, and what the promotion takes off it; in the order of the lines. */
  readonly lines: readonly { readonly amountMinor: number; readonly savedMinor: number }[];
  readonly totalMinor: number;
  readonly savedMinor: number;
}

/** What a promotion does to a cart when its day and hour hold and its code is handed in: the till's own pricing, with this one alone. */
export function exampleOf(promotion: PromotionView, lines: readonly ExampleLine[]): Example {
  const priced = priceSale({
    lines: lines.map(({ productId, categoryId, priceMinor, pieces }, index) => ({ lineId: String(index), productId, categoryId, listPriceMinor: minor(priceMinor), quantityMilli: pieces * 1000, taxRateId: null, ratePpm: 0 })),
    promotions: [inForce(promotion)], coupons: [], moment: { day: 20_000_101, weekday: 1, minute: 0 }, taxMode: 'none', exempt: false,
  });
  return {
    lines: priced.lines.map(({ amountMinor, steps }) => ({ amountMinor, savedMinor: steps.reduce((saved, step) => (step.why === 'promotion' ? saved - step.amountMinor : saved), 0) })),
    totalMinor: priced.totalMinor, savedMinor: priced.promotionsMinor,
  };
}

/** Its amounts are integers by the contract, which is all that the brand says. */
const inForce = (promotion: PromotionView): Promotion => ({ ...promotion, time: {}, coupon: null, off: false }) as unknown as Promotion;

/** Pieces that make the rule show, spread over so many products. */
export function examplePieces(rule: PromotionView['rule'], products: number): readonly number[] {
  const pieces = rule.kind === 'buyGet' ? rule.buy + rule.get : rule.kind === 'bundle' ? rule.count : rule.kind === 'spend' ? 3 * products : products;
  return Array.from({ length: products }, (_, index) => Math.floor(pieces / products) + (index < pieces % products ? 1 : 0));
}
