import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CURRENCIES } from '../../../../shared/money.ts';
import { filledName, percentToPpm, ppmToPercent, taxExampleFor, taxProblem, TAX_EXAMPLES } from '../../../../shared/shop/shop-rules.ts';
import { setUpDraft } from '../../../../shared/contract/shop-views.ts';
import { SET_UP_STEPS, stepOfProblem, stepProblem, taxOfDraft, type SetUpDraft } from '../../../../shared/shop/set-up.ts';

const NAME = { en: 'Harbour Tea', zhHans: '', zhHant: '' };
const DRAFT: SetUpDraft = {
  step: 'confirm', language: 'en', name: NAME, address: { en: '', zhHans: '', zhHant: '' }, tillId: 'till-1', currency: 'HKD', taxMode: 'none', rates: [], defaultRateId: null, ownerName: 'Ms Leung', scannerPort: null, products: 'examples', alipay: 'later',
};

test('a name in one language is a name in all of them, the nearest script first', () => {
  expect(filledName({ en: ' Tea ', zhHans: '', zhHant: '茶' })).toEqual({ en: 'Tea', zhHans: '茶', zhHant: '茶' });
  expect(filledName({ en: '', zhHans: '茶饼', zhHant: '' })).toEqual({ en: '茶饼', zhHans: '茶饼', zhHant: '茶饼' });
  expect(filledName({ en: '  ', zhHans: '', zhHant: '' })).toBeNull();
});

test('percentages keep four decimals and come back as they were typed', () => {
  expect([percentToPpm('8.25'), percentToPpm('13'), percentToPpm('0'), percentToPpm('100'), percentToPpm('8,875')]).toEqual([82_500, 130_000, 0, 1_000_000, 88_750]);
  for (const wrong of ['', '-1', '100.0001', '101', '1.23456', '5%', 'x', '1e1']) expect(percentToPpm(wrong), wrong).toBeNull();
  fc.assert(fc.property(fc.integer({ min: 0, max: 1_000_000 }), (ppm) => percentToPpm(ppmToPercent(ppm)) === ppm));
});

test('rates that products name stay, and every product has a rate', () => {
  const { china } = TAX_EXAMPLES;
  expect(taxProblem(china, ['vat-9'])).toBeNull();
  expect(taxProblem({ ...china, rates: china.rates.slice(0, 1) }, ['vat-9'])).toBe('rateUsed');
  expect(taxProblem({ ...china, defaultRateId: 'gone' }, [])).toBe('rateDefault');
  expect(taxProblem({ ...china, rates: [] }, [])).toBe('rateMissing');
  expect(taxProblem({ ...china, rates: [...china.rates, { id: 'x', name: ' 13% ', ratePpm: 1 }] }, [])).toBe('rateTwice');
  // Without tax the default does not matter, and rates that are used are still kept.
  expect(taxProblem({ mode: 'none', rates: [], defaultRateId: null }, ['vat-9'])).toBe('rateUsed');
});

test('every currency begins with an example that is right', () => {
  for (const currency of CURRENCIES) expect(taxProblem(TAX_EXAMPLES[taxExampleFor(currency)], []), currency).toBeNull();
});

test('a draft knows which step is not right, and never holds a PIN', () => {
  expect(stepProblem('confirm', DRAFT, '4711')).toBeNull();
  expect(stepProblem('confirm', DRAFT, '')).toBe('pinLength');
  expect(stepProblem('owner', DRAFT, '1234')).toBe('pinTooEasy');
  expect(stepProblem('owner', { ...DRAFT, ownerName: ' ' }, '4711')).toBe('ownerName');
  expect(stepOfProblem({ ...DRAFT, tillId: 'till 1' }, '4711')).toBe('shop');
  expect(stepOfProblem({ ...DRAFT, taxMode: 'inclusive', rates: [{ id: 'a', name: 'A', percent: 'ten' }], defaultRateId: 'a' }, '4711')).toBe('money');
  expect(stepOfProblem(DRAFT, '4711')).toBeNull();
  expect(taxOfDraft({ ...DRAFT, rates: [{ id: 'a', name: '', percent: '' }] })).toEqual({ mode: 'none', rates: [], defaultRateId: null });
  expect(setUpDraft.safeParse({ ...DRAFT, pin: '4711' }).success).toBe(false);
  expect(new Set(SET_UP_STEPS).size).toBe(SET_UP_STEPS.length);
});
