import fc from 'fast-check';
import { expect, test } from 'vitest';
import { minor, sum } from '../../../shared/money.ts';
import { extended, priceCart, taxShares, type CartLine } from '../../../shared/pricing/cart.ts';

const line = (over: Partial<CartLine>): CartLine => ({ lineId: 'a', unitPriceMinor: minor(1000), quantityMilli: 1000, taxRateId: null, ratePpm: 0, ...over });
const RATES = { std: 82_500, low: 50_000 } as const;
const lines = fc.array(
  fc.record({
    unitPriceMinor: fc.integer({ min: 0, max: 5_000_000 }).map(minor),
    quantityMilli: fc.integer({ min: 1, max: 9_999_000 }),
    taxRateId: fc.constantFrom('std', 'low', null),
  }).map((part) => line({ ...part, ratePpm: part.taxRateId === null ? 0 : RATES[part.taxRateId] })),
  { maxLength: 40 },
);

test('without tax the total is the sum of the lines', () => {
  fc.assert(fc.property(lines, (cart) => {
    const totals = priceCart(cart, 'none');
    expect(totals.totalMinor).toBe(sum(cart.map(extended)));
    expect(totals.taxes).toEqual([]);
  }));
});

test('inclusive tax never changes what the customer pays, and tax plus taxable is the price', () => {
  fc.assert(fc.property(lines, (cart) => {
    const totals = priceCart(cart, 'inclusive');
    expect(totals.totalMinor).toBe(totals.subtotalMinor);
    for (const tax of totals.taxes) {
      const gross = sum(cart.filter((item) => item.taxRateId === tax.rateId).map(extended));
      expect(tax.taxableMinor + tax.taxMinor).toBe(gross);
    }
  }));
});

test('exclusive tax is added once per rate; the receipt adds up', () => {
  fc.assert(fc.property(lines, (cart) => {
    const totals = priceCart(cart, 'exclusive');
    expect(totals.totalMinor).toBe(totals.subtotalMinor + sum(totals.taxes.map((tax) => tax.taxMinor)));
  }));
});

test('the lines\' parts of the tax add up to the tax', () => {
  fc.assert(fc.property(lines, fc.constantFrom('inclusive' as const, 'exclusive' as const), (cart, mode) => {
    expect(sum(taxShares(cart, mode))).toBe(sum(priceCart(cart, mode).taxes.map((tax) => tax.taxMinor)));
  }));
});

test('figures a shop would check by hand', () => {
  const cart = [line({ unitPriceMinor: minor(3600), quantityMilli: 2000, taxRateId: 'std', ratePpm: 82_500 }), line({ unitPriceMinor: minor(999), taxRateId: 'low', ratePpm: 50_000 })];
  // 72.00 at 8.25 % = 5.94; 9.99 at 5 % = 0.4995, rounded to 0.50.
  expect(priceCart(cart, 'exclusive')).toEqual({
    itemsMilli: 3000, subtotalMinor: 8199, totalMinor: 8843,
    taxes: [{ rateId: 'low', ratePpm: 50_000, taxableMinor: 999, taxMinor: 50 }, { rateId: 'std', ratePpm: 82_500, taxableMinor: 7200, taxMinor: 594 }],
  });
  // Contained in the price: 72.00 * 8.25 / 108.25 = 5.4873 -> 5.49; 9.99 * 5 / 105 = 0.4757 -> 0.48.
  expect(priceCart(cart, 'inclusive').taxes.map((tax) => tax.taxMinor)).toEqual([48, 549]);
});

test('three times a third of a cent is rounded once, not three times', () => {
  const cart = [1, 2, 3].map((n) => line({ lineId: String(n), unitPriceMinor: minor(33), taxRateId: 'std', ratePpm: 10_000 }));
  // 0.99 at 1 % is 0.0099 -> 0.01; per line it would have been 0.00 three times.
  expect(priceCart(cart, 'exclusive').taxes[0]?.taxMinor).toBe(1);
});

test('a weighed line counts as one item', () => {
  expect(priceCart([line({ quantityMilli: 1250 }), line({ quantityMilli: 3000 })], 'none').itemsMilli).toBe(4000);
  expect(extended(line({ unitPriceMinor: minor(1279), quantityMilli: 1250 }))).toBe(1599);
});
