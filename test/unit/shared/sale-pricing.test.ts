import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { minor, sum, ZERO } from '../../../shared/money.ts';
import { extended, priceCart, type TaxMode } from '../../../shared/pricing/cart.ts';
import { cashRoundingOf, shareOf, taken } from '../../../shared/pricing/discount.ts';
import { holdsAt, promote, type Promotion } from '../../../shared/pricing/promotion.ts';
import { backPart, NOTHING_BACK, paidLines, returnTotals } from '../../../shared/pricing/returning.ts';
import { priceSale, type SaleInput, type SaleLineInput } from '../../../shared/pricing/sale.ts';

const name = { en: 'offer', zhHans: '', zhHant: '' };
const moment = { day: 20_261_121, weekday: 6, minute: 18 * 60 };
const line = (lineId: string, listPriceMinor: number, pieces: number, more: Partial<SaleLineInput> = {}): SaleLineInput => ({
  lineId, productId: `p-${lineId}`, categoryId: 'drinks', listPriceMinor: minor(listPriceMinor), quantityMilli: pieces * 1000, taxRateId: 'gst', ratePpm: 70_000, ...more,
});
const sale = (lines: readonly SaleLineInput[], more: Partial<SaleInput> = {}): SaleInput => ({ lines, promotions: [], coupons: [], moment, taxMode: 'none', exempt: false, ...more });
const promotion = (rule: Promotion['rule'], more: Partial<Promotion> = {}): Promotion => ({ promotionId: 'x', name, priority: 1, match: {}, time: {}, coupon: null, rule, ...more });

const arbitraryLine = fc.record({
  price: fc.integer({ min: 0, max: 100_000 }), quantityMilli: fc.oneof(fc.integer({ min: 1, max: 30 }).map((n) => n * 1000), fc.integer({ min: 1, max: 5_000 })),
  rate: fc.constantFrom(null, 'gst', 'food'), category: fc.constantFrom('drinks', 'food'), percent: fc.option(fc.integer({ min: 0, max: 1_000_000 }), { nil: undefined }),
});
const arbitrarySale = (withReductions: boolean): fc.Arbitrary<SaleInput> => fc.record({
  lines: fc.array(arbitraryLine, { maxLength: 12 }),
  taxMode: fc.constantFrom<TaxMode>('none', 'inclusive', 'exclusive'),
  exempt: fc.boolean(),
  off: fc.option(fc.integer({ min: 0, max: 500_000 }), { nil: undefined }),
  promotions: fc.array(fc.constantFrom<Promotion['rule']>(
    { kind: 'buyGet', buy: 2, get: 1, ppmOff: 1_000_000 }, { kind: 'bundle', count: 3, priceMinor: minor(9_900) }, { kind: 'off', discount: { kind: 'percent', ppm: 125_000 } },
    { kind: 'off', discount: { kind: 'amount', amountMinor: minor(150) } }, { kind: 'spend', fromMinor: minor(10_000), discount: { kind: 'amount', amountMinor: minor(1_234) } },
  ), { maxLength: 4 }),
}).map(({ lines, taxMode, exempt, off, promotions }) => sale(
  lines.map(({ price, quantityMilli, rate, category, percent }, index): SaleLineInput => ({
    lineId: `l${index}`, productId: `p${index % 4}`, categoryId: category, listPriceMinor: minor(price), quantityMilli, taxRateId: rate, ratePpm: rate === 'food' ? 25_000 : 70_000,
    ...(withReductions && percent !== undefined ? { discount: { kind: 'percent', ppm: percent } } : {}),
  })),
  {
    taxMode, exempt: withReductions && exempt,
    ...(withReductions && off !== undefined ? { discount: { kind: 'amount', amountMinor: minor(off) } } : {}),
    promotions: withReductions ? promotions.map((rule, index) => promotion(rule, { promotionId: `x${index}`, priority: index % 2 })) : [],
  },
));

describe('every sale', () => {
  test('without reductions costs what the plain cart costs', () => {
    fc.assert(fc.property(arbitrarySale(false), (input) => {
      const priced = priceSale(input);
      const plain = priceCart(input.lines.map(({ listPriceMinor, ...rest }) => ({ ...rest, unitPriceMinor: listPriceMinor })), input.taxMode);
      expect({ itemsMilli: priced.itemsMilli, subtotalMinor: priced.subtotalMinor, taxes: priced.taxes, totalMinor: priced.totalMinor }).toEqual(plain);
    }));
  });

  test('taxes each line at the height its rate had when it was rung up', () => {
    // Rung up, held, recalled after the shop raised the rate, and more of it rung up.
    const lines = [line('a', 10_000, 1), line('b', 10_000, 1, { ratePpm: 90_000 })];
    const priced = priceSale(sale(lines, { taxMode: 'exclusive', discount: { kind: 'percent', ppm: 500_000 } }));
    expect(priced.taxes).toEqual([
      { rateId: 'gst', ratePpm: 70_000, taxableMinor: 5_000, taxMinor: 350 }, { rateId: 'gst', ratePpm: 90_000, taxableMinor: 5_000, taxMinor: 450 },
    ]);
    expect(priced).toMatchObject({ totalMinor: 10_800, lines: [{ taxMinor: 350, paidMinor: 5_350 }, { taxMinor: 450, paidMinor: 5_450 }] });
    const cart = lines.map(({ listPriceMinor, ...rest }) => ({ ...rest, unitPriceMinor: listPriceMinor }));
    expect(priceCart(cart, 'exclusive').taxes.map((tax) => tax.taxMinor)).toEqual([700, 900]);
    const sold = paidLines(cart, 'exclusive');
    expect(returnTotals(sold, sold.map((one) => backPart(one, NOTHING_BACK, one.quantityMilli))).taxes.map(({ ratePpm, taxMinor }) => [ratePpm, taxMinor])).toEqual([[70_000, 700], [90_000, 900]]);
  });

  test('adds up: steps to lines, lines to the subtotal, taxes to their lines, everything to the total; nothing costs less than nothing', () => {
    fc.assert(fc.property(arbitrarySale(true), (input) => {
      const priced = priceSale(input);
      for (const of of priced.lines) {
        expect(sum(of.steps.map((step) => step.amountMinor))).toBe(of.amountMinor);
        expect(of.amountMinor).toBeGreaterThanOrEqual(0);
      }
      expect(sum(priced.lines.map((of) => of.amountMinor))).toBe(priced.subtotalMinor);
      expect(priced.listMinor - priced.promotionsMinor - priced.discountsMinor).toBe(priced.subtotalMinor);
      expect(sum(priced.lines.map((of) => of.taxMinor))).toBe(sum(priced.taxes.map((tax) => tax.taxMinor)));
      const added = input.taxMode === 'exclusive' ? sum(priced.taxes.map((tax) => tax.taxMinor)) : ZERO;
      expect(priced.totalMinor).toBe(priced.subtotalMinor + added - priced.exemptMinor);
      expect(priced.totalMinor).toBeGreaterThanOrEqual(0);
    }));
  });

  test('costs the same whatever order its pieces were rung up in, with promotions of pieces', () => {
    const pieces = fc.array(fc.record({ price: fc.integer({ min: 1, max: 50 }).map((n) => n * 100), pieces: fc.integer({ min: 1, max: 5 }) }), { minLength: 1, maxLength: 8 });
    fc.assert(fc.property(pieces, fc.boolean(), (of, bundle) => {
      const rule: Promotion['rule'] = bundle ? { kind: 'bundle', count: 3, priceMinor: minor(5_000) } : { kind: 'buyGet', buy: 2, get: 1, ppmOff: 500_000 };
      const total = (rung: typeof of): number => priceSale(sale(rung.map(({ price, pieces: count }, index) => line(`l${index}`, price, count)), { promotions: [promotion(rule)] })).totalMinor;
      expect(total([...of].reverse())).toBe(total(of));
    }));
  });
});

describe('promotions', () => {
  const priced = (lines: readonly SaleLineInput[], ...promotions: Promotion[]) => priceSale(sale(lines, { promotions }));

  test('buy two get one: the cheapest of each three is free, a started group is not', () => {
    const { lines, totalMinor } = priced([line('cola', 1_000, 4), line('tea', 800, 1)], promotion({ kind: 'buyGet', buy: 2, get: 1, ppmOff: 1_000_000 }));
    expect(lines.map((of) => of.amountMinor)).toEqual([3_000, 800]);
    expect(totalMinor).toBe(3_800);
  });

  test('the second at half price, dearest pieces first', () => {
    const { lines } = priced([line('a', 500, 1), line('b', 900, 1), line('c', 700, 2)], promotion({ kind: 'buyGet', buy: 1, get: 1, ppmOff: 500_000 }));
    // 900 + 700/2, 700 + 500/2.
    expect(lines.map((of) => of.amountMinor)).toEqual([250, 900, 1_050]);
  });

  test('three for 99.00 of a category; the saving is shared by price and adds up; never dearer than the pieces', () => {
    const three = promotion({ kind: 'bundle', count: 3, priceMinor: minor(9_900) }, { match: { categoryIds: ['drinks'] } });
    const { lines, promotionsMinor } = priced([line('a', 4_000, 1), line('b', 3_500, 2), line('bread', 5_000, 1, { categoryId: 'food' })], three);
    expect(promotionsMinor).toBe(1_100);
    expect(lines[2]?.steps).toHaveLength(1);
    expect(priced([line('a', 3_000, 3)], three).promotionsMinor).toBe(0);
  });

  test('a piece takes part once: the first promotion by priority takes it', () => {
    const free = promotion({ kind: 'buyGet', buy: 1, get: 1, ppmOff: 1_000_000 }, { promotionId: 'pair', priority: 1 });
    const happy = promotion({ kind: 'off', discount: { kind: 'percent', ppm: 100_000 } }, { promotionId: 'happy', priority: 2 });
    expect(priced([line('a', 1_000, 3)], free, happy).totalMinor).toBe(1_900);
    expect(priced([line('a', 1_000, 3)], { ...free, priority: 3 }, happy).totalMinor).toBe(2_700);
  });

  test('weighed goods take part in percentages, not in pieces; an override and a piece coming back in neither', () => {
    const happy = promotion({ kind: 'off', discount: { kind: 'percent', ppm: 100_000 } });
    const pair = promotion({ kind: 'buyGet', buy: 1, get: 1, ppmOff: 1_000_000 });
    const plums = line('plums', 2_000, 1, { quantityMilli: 750 });
    expect(priced([plums], happy).totalMinor).toBe(1_350);
    expect(priced([plums, plums], pair).totalMinor).toBe(3_000);
    expect(priced([line('a', 1_000, 2, { overrideMinor: minor(900) })], happy, pair).totalMinor).toBe(1_800);
    expect(priced([line('a', 1_000, 1), line('b', 1_000, -1)], pair).totalMinor).toBe(0);
  });

  test('a coupon holds only when it was entered; spending enough counts what other promotions left', () => {
    const coupon = promotion({ kind: 'spend', fromMinor: minor(5_000), discount: { kind: 'amount', amountMinor: minor(500) } }, { coupon: 'TEA5', priority: 9 });
    const happy = promotion({ kind: 'off', discount: { kind: 'percent', ppm: 500_000 } }, { promotionId: 'happy' });
    const lines = [line('a', 5_000, 1)];
    expect(priceSale(sale(lines, { promotions: [coupon] })).totalMinor).toBe(5_000);
    expect(priceSale(sale(lines, { promotions: [coupon], coupons: ['TEA5'] })).totalMinor).toBe(4_500);
    expect(priceSale(sale(lines, { promotions: [coupon, happy], coupons: ['TEA5'] })).totalMinor).toBe(2_500);
  });

  test('hours, days and nights', () => {
    const evening = { fromMinute: 17 * 60, toMinute: 19 * 60, weekdays: [6] };
    expect(holdsAt(evening, moment)).toBe(true);
    expect(holdsAt(evening, { ...moment, minute: 19 * 60 })).toBe(false);
    expect(holdsAt(evening, { ...moment, weekday: 7 })).toBe(false);
    const night = { fromMinute: 22 * 60, toMinute: 2 * 60 };
    expect([21 * 60, 22 * 60, 60, 2 * 60].map((minute) => holdsAt(night, { ...moment, minute }))).toEqual([false, true, true, false]);
    expect(holdsAt({ fromDay: 20_261_201 }, moment)).toBe(false);
    expect(holdsAt({ toDay: 20_261_121 }, moment)).toBe(true);
  });

  test('a cart of very many pieces is still priced, beyond the bound at its price', () => {
    const many = { productId: 'p', categoryId: 'c', unitPriceMinor: minor(100), quantityMilli: 9_999_000, amountMinor: minor(999_900) };
    const [share] = promote([many, many].map((of) => ({ ...of })), [promotion({ kind: 'bundle', count: 2, priceMinor: minor(150) })], moment, []);
    expect(share).toMatchObject({ line: 0, offMinor: 249_950 + 25 });
  });
});

test('discounts: line before sale, the sale\'s shared out by amount, a label\'s price reduced like any other', () => {
  const priced = priceSale(sale(
    [line('a', 1_000, 1, { discount: { kind: 'percent', ppm: 100_000 } }), line('b', 0, 1, { labelPriceMinor: minor(2_100), quantityMilli: 370 })],
    { discount: { kind: 'amount', amountMinor: minor(300) } },
  ));
  expect(priced.lines.map((of) => of.steps.map((step) => [step.why, step.amountMinor]))).toEqual([
    [['list', 1_000], ['lineDiscount', -100], ['saleDiscount', -90]], [['label', 2_100], ['saleDiscount', -210]],
  ]);
  expect(priced).toMatchObject({ listMinor: 3_100, discountsMinor: 400, totalMinor: 2_700 });
});

test('an exempt customer pays no tax, whether prices contain it or not', () => {
  const lines = [line('a', 10_700, 1)];
  expect(priceSale(sale(lines, { taxMode: 'inclusive', exempt: true }))).toMatchObject({ subtotalMinor: 10_700, taxes: [], exemptMinor: 700, totalMinor: 10_000 });
  expect(priceSale(sale(lines, { taxMode: 'exclusive', exempt: true }))).toMatchObject({ taxes: [], exemptMinor: 0, totalMinor: 10_700 });
});

test('an exchange: what comes back carries its tax back', () => {
  const priced = priceSale(sale([line('new', 10_000, 1), line('old', 4_000, -1)], { taxMode: 'exclusive' }));
  expect(priced.lines.map((of) => [of.amountMinor, of.taxMinor])).toEqual([[10_000, 700], [-4_000, -280]]);
  expect(priced.totalMinor).toBe(6_420);
});

test('a discount never takes more than there is, and its share is rounded against the one who gives it', () => {
  expect(taken({ kind: 'amount', amountMinor: minor(500) }, minor(300))).toBe(300);
  expect(taken({ kind: 'percent', ppm: 2_000_000 }, minor(300))).toBe(300);
  expect(taken({ kind: 'amount', amountMinor: minor(-5) }, minor(300))).toBe(0);
  expect(taken({ kind: 'percent', ppm: 100_000 }, minor(-300))).toBe(0);
  expect(shareOf(minor(1), minor(3))).toBe(333_334);
  expect(shareOf(minor(1), ZERO)).toBe(0);
});

test.each([
  ['nearest', 5, [1_002, 1_003, 1_005, -1_003], [1_000, 1_005, 1_005, -1_005]],
  ['down', 10, [1_009, 1_010, -1_009], [1_000, 1_010, -1_000]],
  ['up', 100, [1_001, 1_100], [1_100, 1_100]],
] as const)('cash rounding %s to %i', (mode, stepMinor, amounts, rounded) => {
  expect(amounts.map((amount) => amount + cashRoundingOf(minor(amount), { stepMinor, mode }))).toEqual(rounded);
});

test('a line costs price times quantity, rounded once', () => {
  const priced = priceSale(sale([line('plums', 1_999, 1, { quantityMilli: 333 })]));
  expect(priced.totalMinor).toBe(extended({ unitPriceMinor: minor(1_999), quantityMilli: 333 }));
});
