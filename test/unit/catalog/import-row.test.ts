import { expect, test } from 'vitest';
import { amountIn, codesIn, draftOfRow, pricesAheadCell, pricesAheadIn, quantityCell, type RowShop, type RowValues } from '../../../shared/catalog/import-row.ts';
import { changesOf, codeProblem, draftProblems, type ProductDraft } from '../../../shared/catalog/product-rules.ts';

const shop: RowShop = { taxMode: 'inclusive', taxRateIds: ['std', 'zero'], defaultRateId: 'std', currency: 'HKD', offsetMinutes: 480, taxRates: [{ id: 'std', name: 'Standard', ratePpm: 82_500 }, { id: 'zero', name: '零税率', ratePpm: 0 }] };
const before: ProductDraft = {
  name: { en: 'Milk tea', zhHans: '奶茶', zhHant: '奶茶' }, codes: ['4891234000016'], plu: '101', priceMinor: 3_600, taxRateId: null, categoryId: 'drinks', picture: 'bottle', colour: null, lowStockMilli: null, archived: false,
  pricesAhead: [],
};
const problemsOf = (values: RowValues, old: ProductDraft | null = null): unknown => draftOfRow(values, old, 'drinks', shop).problems.map(({ field, problem }) => `${field}:${problem}`);

test('amounts are read as people and spreadsheets write them', () => {
  expect(['36', '36.5', '1,234.50', 'HK$36.00', '￥9', '36,50', ' 7 '].map((text) => amountIn(text, 'HKD'))).toEqual([3_600, 3_650, 123_450, 3_600, 900, 3_650, 700]);
  expect(['', '三十六', '-5', '1.234', '1e3', '12..5'].map((text) => amountIn(text, 'HKD'))).toEqual([null, null, null, null, null, null]);
  expect(['300', '300.00', '300.5'].map((text) => amountIn(text, 'JPY'))).toEqual([300, 300, null]);
});

test('codes are told apart and their check digits verified', () => {
  expect(codesIn('4891234000016|X-1, Y、Z')).toEqual(['4891234000016', 'X-1', 'Y', 'Z']);
  expect(['4006381333931', '4006381333932', 'TEA-12', '4.89123E+12', '4,89E+12', '茶', '12345'].map(codeProblem)).toEqual([null, 'codeCheckDigit', null, 'codeSpreadsheet', 'codeSpreadsheet', 'codeForm', null]);
});

test('a row changes what it speaks of and nothing else', () => {
  const { draft, problems } = draftOfRow({ price: '40', lowStock: '2.5' }, before, null, shop);
  expect(problems).toEqual([]);
  expect(changesOf(before, draft)).toEqual([{ field: 'price', before: '3600', after: '4000' }, { field: 'lowStock', before: '', after: '2500' }]);
  // An empty price is no price; an empty PLU takes it off.
  expect(changesOf(before, draftOfRow({ price: '', plu: '' }, before, null, shop).draft)).toEqual([{ field: 'plu', before: '101', after: '' }]);
});

test('what is wrong with a row is named by its field', () => {
  expect(problemsOf({ nameEn: 'Tea', price: '5' })).toEqual([]);
  expect(problemsOf({ nameEn: '', price: 'x', codes: '12345678' })).toEqual(['price:priceForm', 'nameEn:nameMissing', 'codes:codeCheckDigit']);
  expect(problemsOf({ nameEn: 'Tea' })).toEqual(['price:priceMissing']);
  expect(problemsOf({ nameEn: 'Tea', price: '5', taxRate: 'luxury', archived: 'perhaps', lowStock: '-1', plu: '1234567', picture: 'ufo', colour: 'ultraviolet', pricesAhead: 'soon' })).toEqual([
    'taxRate:taxUnknown', 'lowStock:lowStockForm', 'archived:archivedForm', 'pricesAhead:pricesAheadForm', 'plu:pluForm', 'picture:pictureUnknown', 'colour:colourUnknown',
  ]);
  // The old picture is none the till knows; a row that leaves it is not refused for it.
  expect(problemsOf({ picture: 'bottle', price: '5' }, before)).toEqual([]);
  expect(draftProblems(before, shop).map(({ field }) => field)).toEqual(['codes', 'picture']);
});

test('tax rates are found by id, name or percentage', () => {
  const rate = (taxRate: string): string | null => draftOfRow({ nameEn: 'T', price: '1', taxRate }, null, 'c', shop).draft.taxRateId;
  expect(['std', 'standard', '8.25%', '8.25', '零税率', ''].map(rate)).toEqual(['std', 'std', 'std', 'std', 'zero', null]);
});

test('a name without a language takes the nearest one', () => {
  const name = (values: RowValues): unknown => Object.values(draftOfRow({ ...values, price: '1' }, null, 'c', shop).draft.name);
  expect(name({ name: '奶茶' })).toEqual(['奶茶', '奶茶', '奶茶']);
  expect(name({ nameEn: 'Tea', nameHans: '茶' })).toEqual(['Tea', '茶', '茶']);
  expect(name({ nameEn: 'Tea', nameHans: '', nameHant: '茶' })).toEqual(['Tea', '', '茶']);
});

test('prices to come are read with and without a zone, and written so that they are read again', () => {
  const list = pricesAheadIn('2026-12-01 08:00=36 | 2026-11-30T00:00:00Z=35.50', shop);
  expect(list).toEqual([{ fromMs: Date.UTC(2026, 10, 30), priceMinor: 3_550 }, { fromMs: Date.UTC(2026, 11, 1), priceMinor: 3_600 }]);
  expect(pricesAheadIn(pricesAheadCell(list ?? [], 'HKD'), shop)).toEqual(list);
  expect([quantityCell(2_500), quantityCell(-3_000), quantityCell(0)]).toEqual(['2.5', '-3', '0']);
});
