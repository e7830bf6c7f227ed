import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { bornBy, localDay } from '../../../shared/catalog/age.ts';
import { soldByIn } from '../../../shared/catalog/import-row.ts';
import { gramsInUnitMilli, isPlain, namesIn, perKg, PLAIN } from '../../../shared/catalog/kinds.ts';
import { draftProblems, type ProductDraft } from '../../../shared/catalog/product-rules.ts';
import { costOf, gramsTyped } from '../../../renderer/cashier/question/weight.ts';

test.each([['2026-11-21', 18, '2008-11-21'], ['2026-03-01', 18, '2008-03-01'], ['2028-02-29', 18, '2010-02-28'], ['2028-02-29', 16, '2012-02-29'], ['2026-02-28', 18, '2008-02-28'], ['2026-01-01', 120, '1906-01-01']])('on %s, %i years: born on %s or before', (today, years, day) => {
  expect(bornBy(today, years)).toBe(day);
});

test('property: whoever was born on that day has lived the years, and a day later not yet', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 36_524 }), fc.integer({ min: 1, max: 99 }), (days, years) => {
    const today = new Date(Date.UTC(2000, 0, 1) + days * 86_400_000);
    const born = new Date(`${bornBy(today.toISOString().slice(0, 10), years)}T00:00:00Z`);
    const birthday = (from: Date): number => Date.UTC(from.getUTCFullYear() + years, from.getUTCMonth(), from.getUTCDate());
    expect(birthday(born)).toBeLessThanOrEqual(today.getTime());
    expect(birthday(new Date(born.getTime() + 86_400_000))).toBeGreaterThan(today.getTime());
  }));
});

test('the day is the shop’s own', () => {
  expect(localDay(Date.UTC(2026, 10, 21, 17), 480)).toBe('2026-11-22');
  expect(localDay(Date.UTC(2026, 10, 21, 3), -300)).toBe('2026-11-20');
});

test('prices per unit are prices per kilogram without a remainder, and typed weights are grams', () => {
  expect([perKg(30_00, 'kg'), perKg(30_00, '500g'), perKg(16_00, '100g')]).toEqual([30_00, 60_00, 160_00]);
  expect([gramsInUnitMilli(750, 'kg'), gramsInUnitMilli(750, '500g'), gramsInUnitMilli(750, '100g')]).toEqual([750, 1_500, 7_500]);
  expect([gramsTyped('1.234', 'kg'), gramsTyped('1.5', '500g'), gramsTyped('2.5', '100g'), gramsTyped('', 'kg'), gramsTyped('0.001', '100g'), gramsTyped('x', 'kg')]).toEqual([1_234, 750, 250, null, null, null]);
  expect(costOf(750, 30_00, '500g')).toBe(45_00);
  expect(costOf(333, 40_00, 'kg')).toBe(13_32);
});

test('names of a group are one text or three', () => {
  expect(namesIn('Oolong')).toEqual({ en: 'Oolong', zhHans: 'Oolong', zhHant: 'Oolong' });
  expect(namesIn('Oolong | 乌龙 | 烏龍')).toEqual({ en: 'Oolong', zhHans: '乌龙', zhHant: '烏龍' });
  expect(namesIn('| 乌龙')).toEqual({ en: '乌龙', zhHans: '乌龙', zhHant: '乌龙' });
});

test('units as people write them', () => {
  expect(['', 'kg', 'KG', '公斤', '斤', '500 g', '100克', 'pcs', '件'].map(soldByIn)).toEqual(['piece', 'kg', 'kg', 'kg', '500g', '500g', '100g', 'piece', 'piece']);
  expect(soldByIn('furlong')).toBeNull();
});

test('what cannot be is said at its field', () => {
  expect(isPlain(PLAIN)).toBe(true);
  const draft: ProductDraft = { name: { en: 'x', zhHans: '', zhHant: '' }, codes: [], plu: null, priceMinor: 1, taxRateId: null, categoryId: 'c', picture: 'box', colour: null, lowStockMilli: null, archived: false, pricesAhead: [] };
  const wrong = (change: Partial<typeof PLAIN>) => draftProblems({ ...draft, kind: { ...PLAIN, ...change } }, { taxMode: 'none', taxRateIds: [], defaultRateId: null }).map(({ field, problem }) => `${field} ${problem}`);
  const pack = { productId: 'p', quantity: 6, priced: 'pieces' } as const;
  expect(wrong({ minAge: 18, soldBy: 'kg', openPrice: true, variantGroup: 'a', variantLabel: 'b' })).toEqual([]);
  expect(wrong({ minAge: 0 })).toEqual(['minAge minAgeForm']);
  expect(wrong({ pack: { ...pack, quantity: Number.NaN } })).toEqual(['pack packForm']);
  expect(wrong({ pack, soldBy: 'kg' })).toEqual(['pack packByWeight']);
  expect(wrong({ pack, openPrice: true })).toEqual(['pack packByWeight']);
  expect(wrong({ variantLabel: 'S' })).toEqual(['variant variantHalf']);
  expect(wrong({ variantGroup: 'a|b|c|d', variantLabel: 'S' })).toEqual(['variant variantForm']);
});
