import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cashSuggestions, floatSuggestions } from '../../../renderer/cashier/pay/cash.ts';
import { CURRENCIES } from '../../../shared/money.ts';

test('Hong Kong notes for an ordinary total', () => {
  expect(cashSuggestions(7650, 'HKD')).toEqual([8000, 10_000, 50_000, 100_000]);
  expect(cashSuggestions(23_000, 'HKD')).toEqual([24_000, 25_000, 30_000, 50_000]);
  expect(cashSuggestions(100_000, 'HKD')).toEqual([]);
  expect(cashSuggestions(0, 'HKD')).toEqual([]);
});

test('always enough, never the total itself, nearest first, at most four', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 100_000_000_000 }), fc.constantFrom(...CURRENCIES), (totalMinor, currency) => {
    const amounts = cashSuggestions(totalMinor, currency);
    const isRising = amounts.every((amount, index) => amount > (amounts[index - 1] ?? totalMinor));
    return amounts.length <= 4 && isRising && amounts.every((amount) => Number.isSafeInteger(amount));
  }));
});

test('floats start with none', () => {
  expect(floatSuggestions('HKD')).toEqual([0, 50_000, 100_000]);
  expect(floatSuggestions('JPY')).toEqual([0, 30_000, 50_000]);
});
