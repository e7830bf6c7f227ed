import fc from 'fast-check';
import { expect, test } from 'vitest';
import { areForeignRules, foreignAtStart, foreignCover, foreignSuggestions, foreignValue, isPayable, isStaleRate, NO_FOREIGN, notesTaken, practiceForeign, RATE_PPM_MAX, readRate, rateText, type ForeignTerms } from '../../../../shared/cash/foreign.ts';
import { CURRENCIES, type Currency } from '../../../../shared/money.ts';

const HK: ForeignTerms = { home: 'HKD', rounding: 'shop', stepMinor: 1 };
const YUAN = { currency: 'CNY', ratePpm: 1_075_200, smallestMinor: 100 } as const;

const terms = fc.record({ home: fc.constantFrom<Currency>('HKD', 'CNY', 'JPY', 'USD', 'TWD'), rounding: fc.constantFrom('shop' as const, 'nearest' as const), stepMinor: fc.constantFrom(1, 5, 10, 100) });
const rate = fc.constantFrom(...CURRENCIES).chain((currency) => fc.record({
  currency: fc.constant(currency), ratePpm: fc.integer({ min: 100, max: 2_000_000_000 }), smallestMinor: fc.constantFrom(...notesTaken({ currency, smallestMinor: 1 }).map(Number)),
}));

test('a hundred dollars in yuan, rounded down for the shop or to the nearest', () => {
  expect(foreignValue(9_300, YUAN, HK)).toBe(9_999);
  expect(foreignValue(9_300, YUAN, { ...HK, rounding: 'nearest' })).toBe(9_999);
  expect(foreignValue(9_300, YUAN, { ...HK, rounding: 'nearest', stepMinor: 10 })).toBe(10_000);
  expect(foreignValue(9_300, YUAN, { ...HK, stepMinor: 10 })).toBe(9_990);
  expect(foreignCover(10_000, YUAN, HK)).toBe(9_400);
  expect(foreignCover(10_000, YUAN, { ...HK, rounding: 'nearest', stepMinor: 10 })).toBe(9_300);
  expect(foreignSuggestions(10_000, YUAN, HK, 4)).toEqual([9_400, 9_500, 10_000]);
});

test('currencies without cents, on either side', () => {
  expect(foreignValue(10_000, { currency: 'JPY', ratePpm: 52_000 }, HK)).toBe(52_000);
  expect(foreignCover(4_700, { currency: 'JPY', ratePpm: 52_000, smallestMinor: 1_000 }, HK)).toBe(1_000);
  expect(foreignValue(2_000, { currency: 'USD', ratePpm: 150_250_000 }, { home: 'JPY', rounding: 'shop', stepMinor: 1 })).toBe(3_005);
});

test('only what notes can make is payable, and the cover is made of them', () => {
  const euros = { currency: 'AED', ratePpm: 2_130_000, smallestMinor: 2_000 } as const;
  expect(notesTaken(euros)).toEqual([2_000, 5_000, 10_000, 20_000, 50_000, 100_000]);
  expect([2_000, 3_000, 4_000, 5_000, 7_000].map((amount) => isPayable(amount, euros))).toEqual([true, false, true, true, true]);
  expect(foreignCover(5_000, euros, HK)).toBe(4_000);
  expect(isPayable(0, euros)).toBe(false);
});

test('more notes are never worth less, and are worth a multiple of the step', () => {
  fc.assert(fc.property(rate, terms, fc.nat(5_000_000), fc.nat(5_000_000), (one, how, a, b) => {
    const less = foreignValue(Math.min(a, b), one, how);
    const more = foreignValue(Math.max(a, b), one, how);
    expect(less).toBeLessThanOrEqual(more);
    expect(less % how.stepMinor).toBe(0);
  }));
});

test('down for the shop is never more than nearest, and neither is a step away from the exact worth', () => {
  fc.assert(fc.property(rate, terms, fc.nat(1_000_000), (one, how, amount) => {
    const down = foreignValue(amount, one, { ...how, rounding: 'shop' });
    const nearest = foreignValue(amount, one, { ...how, rounding: 'nearest' });
    expect(nearest - down === 0 || nearest - down === how.stepMinor).toBe(true);
  }));
});

test('what covers an amount is worth it, and nothing smaller that notes can make is', () => {
  fc.assert(fc.property(rate, terms, fc.integer({ min: 1, max: 2_000_000 }), (one, how, due) => {
    const cover = foreignCover(due, one, how);
    if (cover === null) return;
    expect(foreignValue(cover, one, how)).toBeGreaterThanOrEqual(due);
    expect(isPayable(cover, one)).toBe(true);
    for (let less = cover - 1, seen = 0; less > 0 && seen < 200; less -= 1, seen += 1) {
      if (isPayable(less, one)) expect(foreignValue(less, one, how)).toBeLessThan(due);
    }
    const notes = notesTaken(one);
    const below = cover - (notes[0] ?? 0);
    if (isPayable(below, one)) expect(foreignValue(below, one, how)).toBeLessThan(due);
    expect(foreignSuggestions(due, one, how, 4)[0]).toBe(cover);
  }));
});

test('what is typed as a rate is what is shown of it', () => {
  expect(['1.0752', '0.052', '7', '0.000001'].map(readRate)).toEqual([1_075_200, 52_000, 7_000_000, 1]);
  expect(['', '0', '1.0000001', '-1', '1,5', '1e3', '100001', 'x'].map(readRate)).toEqual(Array(8).fill(null));
  fc.assert(fc.property(fc.integer({ min: 1, max: RATE_PPM_MAX }), (ratePpm) => {
    expect(readRate(rateText(ratePpm))).toBe(ratePpm);
  }));
});

test('rates grow old; rules are about other currencies, each once, from a note that exists', () => {
  const { currencies: [one], ...rest } = practiceForeign('HKD', 1_000);
  expect(one).toMatchObject({ currency: 'CNY', setAtMs: 1_000 });
  if (one === undefined) return;
  expect([isStaleRate(one, rest, 1_000 + 24 * 3_600_000), isStaleRate(one, rest, 1_001 + 24 * 3_600_000)]).toEqual([false, true]);
  expect(areForeignRules({ ...rest, currencies: [one] }, 'HKD')).toBe(true);
  expect(areForeignRules({ ...rest, currencies: [one] }, 'CNY')).toBe(false);
  expect(areForeignRules({ ...rest, currencies: [one, one] }, 'HKD')).toBe(false);
  expect(areForeignRules({ ...rest, currencies: [{ ...one, smallestMinor: 1_500 }] }, 'HKD')).toBe(false);
  expect(practiceForeign('EUR', 0)).toEqual(NO_FOREIGN);
  const saved = { ...rest, currencies: [one] };
  expect(foreignAtStart(saved, 'HKD', 'live', 9)).toBe(saved);
  // The shop's own currency has changed since.
  expect([foreignAtStart(saved, 'CNY', 'live', 9), foreignAtStart(undefined, 'HKD', 'live', 9)]).toEqual([NO_FOREIGN, NO_FOREIGN]);
  expect(foreignAtStart(undefined, 'HKD', 'training', 9).currencies).toMatchObject([{ currency: 'CNY', setAtMs: 9 }]);
});
