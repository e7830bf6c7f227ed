import type { TenderView } from '../../../shared/contract/sale-views.ts';
import type { LineView, SaleView, TotalsView } from '../../../shared/contract/views.ts';
import { discountOf, promotionsOf, stepShapes, type PromotionShape } from '../../../shared/journal/pricing-shapes.ts';
import { add, minor } from '../../../shared/money.ts';
import { cashRoundingOf, type CashRounding } from '../../../shared/pricing/discount.ts';
import { priceSale, type SaleLineInput } from '../../../shared/pricing/sale.ts';
import { PRODUCTS } from './catalog.ts';

/** Promotions of the fake shop: second egg tart at half price, three buns for 20, a code, and one that is switched off. */
export const PROMOTIONS: readonly PromotionShape[] = [
  {
    promotionId: 'half', name: { en: '2nd egg tart at half price', zhHans: '第二个蛋挞半价', zhHant: '第二個蛋撻半價' }, priority: 10, match: { productIds: ['p5'] }, time: {}, coupon: null,
    rule: { kind: 'buyGet', buy: 1, get: 1, ppmOff: 500_000 },
  },
  { promotionId: 'buns', name: { en: 'Any 3 buns for 20', zhHans: '面包任选三件 20', zhHant: '麵包任選三件 20' }, priority: 20, match: { categoryIds: ['bread'] }, time: {}, coupon: null, rule: { kind: 'bundle', count: 3, priceMinor: 2_000 } },
  {
    promotionId: 'tea10', name: { en: 'Tea club, 10% off drinks', zhHans: '茶友会饮品九折', zhHant: '茶友會飲品九折' }, priority: 30, match: { categoryIds: ['drinks'] }, time: { weekdays: [1, 2, 3, 4, 5, 6, 7] }, coupon: 'TEA10',
    rule: { kind: 'off', discount: { kind: 'percent', ppm: 100_000 } },
  },
  {
    promotionId: 'welcome', name: { en: 'Welcome, 10 off', zhHans: '新客立减 10', zhHant: '新客減 10' }, priority: 35, match: {}, time: {}, coupon: 'WELCOME',
    rule: { kind: 'spend', fromMinor: 20_000, discount: { kind: 'amount', amountMinor: 1_000 } },
  },
  {
    promotionId: 'happy', name: { en: 'Happy hour cakes', zhHans: '蛋糕限时优惠', zhHant: '蛋糕限時優惠' }, priority: 40, match: { categoryIds: ['cakes'] }, time: { weekdays: [1, 2, 3, 4, 5], fromMinute: 900, toMinute: 1_020 }, coupon: null, off: true,
    rule: { kind: 'off', discount: { kind: 'percent', ppm: 200_000 } },
  },
];

/** A Saturday afternoon on which everything above holds. */
const MOMENT = { day: 20_261_121, weekday: 6, minute: 930 } as const;

export interface FakeShop {
  readonly taxMode: TotalsView['taxMode'];
  readonly rounding: CashRounding;
  readonly promotions: readonly PromotionShape[];
}
export const PLAIN_SHOP: FakeShop = { taxMode: 'none', rounding: { stepMinor: 1, mode: 'nearest' }, promotions: [] };
/** The shop of a sale: one that promotions have touched stays in the shop that has them, so that plain states keep their plain totals. */
export const shopOf = (sale: Pick<SaleView, 'promotions' | 'coupons'>, taxMode: TotalsView['taxMode'] = 'none'): FakeShop => ({ ...PLAIN_SHOP, taxMode, promotions: sale.promotions.length + sale.coupons.length > 0 ? PROMOTIONS : [] });

/** The sale with its lines priced by the till's own pricing: what came off, taxes, what is due after its tenders. */
export function pricedSale(sale: SaleView, shop: FakeShop = PLAIN_SHOP): SaleView {
  const result = priceSale({
    lines: sale.lines.map(inputOf), promotions: promotionsOf(shop.promotions), coupons: sale.coupons, moment: MOMENT, taxMode: shop.taxMode, exempt: sale.exempt !== null,
    ...(sale.discount === null ? {} : { discount: discountOf(sale.discount) }),
  });
  const lines = sale.lines.map((line, index): LineView => {
    const { steps = [], amountMinor = minor(0) } = result.lines[index] ?? {};
    const listMinor = steps.reduce((sum, step) => (step.why === 'list' || step.why === 'label' || step.why === 'override' ? sum + step.amountMinor : sum), 0);
    return { ...line, listMinor, amountMinor, steps: stepShapes(steps) };
  });
  const saved = new Map<string, number>();
  for (const line of lines) for (const step of line.steps) if (step.why === 'promotion') saved.set(step.promotionId, (saved.get(step.promotionId) ?? 0) - step.amountMinor);
  const { itemsMilli, listMinor, promotionsMinor, discountsMinor, subtotalMinor, exemptMinor, totalMinor } = result;
  const dueMinor = minor(totalMinor - paid(sale.tenders));
  return {
    ...sale, lines,
    totals: { itemsMilli, listMinor, promotionsMinor, discountsMinor, exemptMinor, subtotalMinor, taxMode: shop.taxMode, taxes: result.taxes.map((tax) => ({ ...tax, name: 'VAT' })), totalMinor },
    promotions: PROMOTIONS.flatMap(({ promotionId, name }) => (saved.has(promotionId) ? [{ promotionId, name, savedMinor: saved.get(promotionId) ?? 0 }] : [])),
    dueMinor, cashDueMinor: add(dueMinor, cashRoundingOf(dueMinor, shop.rounding)),
  };
}

const paid = (tenders: readonly TenderView[]): number => tenders.reduce((sum, tender) => sum + tender.amountMinor, 0);

const VAT_PPM = 82_500;

function inputOf(line: LineView): SaleLineInput {
  return {
    lineId: line.lineId, productId: line.productId, categoryId: PRODUCTS.find(({ productId }) => productId === line.productId)?.categoryId ?? '', listPriceMinor: minor(line.unitPriceMinor),
    quantityMilli: line.quantityMilli, taxRateId: 'std', ratePpm: VAT_PPM, byWeight: line.soldBy === 'weight',
    ...(line.overrideMinor === null ? {} : { overrideMinor: minor(line.overrideMinor) }), ...(line.discount === null ? {} : { discount: discountOf(line.discount) }),
  };
}
