import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkout as en } from '../../../renderer/i18n/en/checkout.ts';
import { checkout as zhHans } from '../../../renderer/i18n/zh-Hans/checkout.ts';
import { checkout as zhHant } from '../../../renderer/i18n/zh-Hant/checkout.ts';
import { asLinePrice, priceLabel, quantityLabel, stockLabel, timesLabel, unitOfPrice } from '../../../renderer/ui/quantity.ts';
import { quantityText } from '../../../renderer/ui/amount.ts';

test('what is weighed says its unit, what is counted does not', () => {
  expect(quantityLabel({ quantityMilli: 350, soldBy: 'weight' }, en.units)).toBe('0.35 kg');
  expect(quantityLabel({ quantityMilli: 3000, soldBy: 'piece' }, en.units)).toBe('3');
  expect(timesLabel({ quantityMilli: 350, soldBy: 'weight' }, zhHans.units)).toBe('0.35 公斤');
  expect(timesLabel({ quantityMilli: 3000, soldBy: 'piece' }, zhHant.units)).toBe('3 ×');
  expect(stockLabel(12_500, '500g', en.units)).toBe('12.5 kg');
  expect(stockLabel(12_000, 'piece', en.units)).toBe('12');
});

test('a price of weighed goods is the one on the shelf', () => {
  const line = { soldBy: 'weight', priceUnit: '500g' } as const;
  expect(priceLabel(13_600, line, 'HKD', en.units)).toBe('68.00 / 500 g');
  expect(priceLabel(13_600, line, 'CNY', zhHans.units)).toBe('68.00 / 斤');
  // In Hong Kong and Taiwan that character means 600 g and a little more.
  expect(priceLabel(13_600, line, 'HKD', zhHant.units)).toBe('68.00 / 500 克');
  expect(priceLabel(13_600, { soldBy: 'weight' }, 'HKD', en.units)).toBe('136.00 / kg');
  expect(priceLabel(13_600, { soldBy: 'piece' }, 'HKD', en.units)).toBe('136.00');
  // A price somebody decided on that does not come out even in the shelf's unit.
  expect(priceLabel(13_601, line, 'HKD', en.units)).toBe('136.01 / kg');
});

test('a price typed for the unit that is shown is shown as it was typed', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 10_000_000 }), fc.constantFrom('500g' as const, '100g' as const, undefined), (typed, priceUnit) => {
    const line = { soldBy: 'weight' as const, ...(priceUnit === undefined ? {} : { priceUnit }) };
    const unit = unitOfPrice(0, line);
    const kept = asLinePrice(typed, unit);
    return unitOfPrice(kept, line) === unit && asLinePrice(typed, null) === typed && priceLabel(kept, line, 'JPY', en.units).replaceAll(',', '').startsWith(`${String(typed)} /`);
  }));
});

test('less than one that left the stock keeps its sign', () => {
  expect(quantityText(-500)).toBe('-0.5');
  expect(quantityText(-2000)).toBe('-2');
});
