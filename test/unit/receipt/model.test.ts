import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { minor } from '../../../shared/money.ts';
import type { LineChange, LineFacts, SaleFacts } from '../../../shared/receipt/facts.ts';
import { receiptBlocks } from '../../../shared/receipt/layout.ts';
import { receiptDocument } from '../../../shared/receipt/model.ts';
import { RECEIPT_LANGUAGES, receiptSettings } from '../../../shared/receipt/settings.ts';
import { receiptText } from '../../../shared/receipt/text.ts';
import { columnsOf } from '../../../shared/receipt/width.ts';
import { MOVE, RETURN, SALE, SETTINGS, TAXED } from './samples.ts';

const textOf = (facts: Parameters<typeof receiptDocument>[0], settings = SETTINGS, columns = 42): string => receiptText(receiptBlocks(receiptDocument(facts, settings)), columns).join('\n');

describe('a text receipt', () => {
  test('in English', () => {
    expect(textOf(SALE, { ...SETTINGS, languages: ['en'] })).toMatchSnapshot();
  });
  test('in simplified Chinese, with tax in the prices', () => {
    expect(textOf(TAXED, { ...SETTINGS, languages: ['zh-Hans'] }, 32)).toMatchSnapshot();
  });
  test('in traditional Chinese and English side by side, as a copy', () => {
    expect(textOf({ ...SALE, copy: 2 }, SETTINGS, 48)).toMatchSnapshot();
  });
  test('of a return, with a line to sign on', () => {
    expect(textOf(RETURN)).toMatchSnapshot();
  });
  test('of cash taken out of the drawer', () => {
    expect(textOf(MOVE)).toMatchSnapshot();
  });
  test('of a Z', () => {
    const { kind: _kind, ...rest } = MOVE;
    expect(textOf({ ...rest, kind: 'report', report: 'z', number: 12, rows: [{ section: 'Sales 銷售', label: 'Net 淨額', value: '1234.50' }, { section: 'Cash 現金', label: 'Variance 差額', value: '-0.50' }] }, SETTINGS, 32)).toMatchSnapshot();
  });
});

test('weighed goods say the price that stands on the shelf', () => {
  const weighed = { name: { en: 'Ginger', zhHans: '姜', zhHant: '薑' }, code: null, quantityMilli: 750, byWeight: true, unitPriceMinor: minor(6000), fromLabel: false, listMinor: minor(4500), changes: [], amountMinor: minor(4500) };
  const item = (part: Partial<LineFacts>): string => textOf({ ...SALE, lines: [{ ...weighed, priceUnit: null, ...part }] }, { ...SETTINGS, languages: ['en'] }).split('\n').find((line) => line.includes('0.750 kg')) ?? '';
  expect(item({})).toMatch(/0\.750 kg x 60\.00 +45\.00/);
  expect(item({ priceUnit: '500g' })).toMatch(/0\.750 kg x 30\.00 \/ 500 g +45\.00/);
  expect(item({ priceUnit: '100g', fromLabel: true })).toMatch(/0\.750 kg +45\.00/);
});

test('a rate that was changed and renamed says what was really charged', () => {
  const named = (name: string): string => receiptDocument({ ...TAXED, taxes: TAXED.taxes.map((tax) => ({ ...tax, name, ratePpm: 130_000 })) }, SETTINGS).taxes?.rows[0]?.name ?? '';
  expect([named('VAT'), named('13%'), named('13 % VAT'), named('9%'), named('Group 2')]).toEqual(['VAT 13%', '13%', '13 % VAT', '9% 13%', 'Group 2 13%']);
});

test('what was weighed comes back in kilograms', () => {
  const lines = RETURN.lines.map((line) => ({ ...line, quantityMilli: 356, byWeight: true }));
  expect(receiptDocument({ ...RETURN, lines }, SETTINGS).items.map(({ quantity }) => quantity)).toEqual(['-0.356 kg']);
});

test('practice and copies cannot be overlooked: they stand above and below', () => {
  const text = textOf({ ...SALE, training: true, copy: 1 }, { ...SETTINGS, languages: ['en'] });
  expect(text.match(/\*\*\* TRAINING - not a receipt \*\*\*/g)).toHaveLength(2);
  expect(text.match(/\*\*\* COPY 1 \*\*\*/g)).toHaveLength(2);
});

test('what the shop leaves out is not there; names and amounts always are', () => {
  const none = { ...SETTINGS, show: { logo: false, address: false, cashier: false, customer: false, productCodes: false, savings: false, reference: false, barcode: false, check: false } };
  const text = textOf(SALE, none);
  for (const absent of ['Canton Road', 'Mei Chan', 'Ms Wong', '4891234567894', 'saved', 'GT20261121', 'RT100000123', 'GT1:']) expect(text).not.toContain(absent);
  for (const there of ['Longjing', '68.00', '99.20', '852****1234', '000123']) expect(text).toContain(there);
  expect(textOf(SALE, { ...SETTINGS, show: { ...SETTINGS.show, productCodes: true } })).toContain('4891234567894');
});

test('a tender of a later version is told as another one, not refused', () => {
  const tenders = [{ kind: 'voucher', amountMinor: minor(9900), tenderedMinor: null, changeMinor: null, payerHint: null, reference: null }];
  expect(textOf({ ...SALE, tenders })).toContain('Other');
});

test('notes of another currency are told with their rate and what they count as', () => {
  const foreign = { currency: 'CNY', foreignMinor: minor(10_000), ratePpm: 1_075_000, valueMinor: minor(10_750) } as const;
  const text = textOf({ ...SALE, tenders: [{ kind: 'foreignCash', amountMinor: minor(9900), tenderedMinor: null, changeMinor: minor(850), payerHint: null, reference: null, foreign }] }, { ...SETTINGS, languages: ['en'] });
  expect(text).toMatch(/Foreign cash +99\.00\n +Received CNY 100\.00 x 1\.075 +107\.50\n +Change +8\.50/);
});

test('texts from outside cannot steer a printer or turn the writing direction', () => {
  const hostile = { en: 'Tea\u001b@\u001dV\u0000\n\r\t free', zhHans: '\u202e龙井', zhHant: '\u2066龍井\ud800' };
  const blocks = receiptBlocks(receiptDocument({ ...SALE, lines: SALE.lines.map((one) => ({ ...one, name: hostile })), operator: 'A\u001bB', shop: { name: hostile, address: hostile } }, SETTINGS));
  // oxlint-disable-next-line no-control-regex -- that is what must not be there
  expect(JSON.stringify(blocks)).not.toMatch(/\\u00[01]|\\n|\\t|[\u0000-\u001f\u202a-\u202e\u2066-\u2069]|\\ud8/);
});

test('settings take only what fits on a paper', () => {
  expect(receiptSettings.parse({ ...SETTINGS, head: ['  Tel.\u001b 1 '] }).head).toEqual(['Tel. 1']);
  expect(receiptSettings.safeParse({ ...SETTINGS, languages: ['en', 'en'] }).success).toBe(false);
  expect(receiptSettings.safeParse({ ...SETTINGS, languages: [] }).success).toBe(false);
  expect(receiptSettings.safeParse({ ...SETTINGS, columns: 40 }).success).toBe(false);
  expect(receiptSettings.safeParse({ ...SETTINGS, foot: ['x'.repeat(61)] }).success).toBe(false);
});

const anyText = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.constantFrom('龍井茶葉禮盒裝特大號'.repeat(4), 'Supercalifragilisticexpialidocious'.repeat(2), 'Thé à la menthe — €12·50 × 2'));
const name = fc.record({ en: anyText.map((text) => text || 'x'), zhHans: anyText, zhHant: anyText });
const change = fc.record({ why: fc.constantFrom<LineChange['why']>('override', 'promotion', 'lineDiscount', 'saleDiscount'), amountMinor: fc.integer({ min: -500, max: 500 }).map(minor), name: fc.option(name), ppm: fc.option(fc.integer({ min: 1, max: 1_000_000 })) });
const anyLine: fc.Arbitrary<LineFacts> = fc.record({
  name, code: fc.option(anyText), quantityMilli: fc.integer({ min: 1, max: 9_999_000 }), byWeight: fc.boolean(), priceUnit: fc.constantFrom(null, '500g', '100g'), unitPriceMinor: fc.integer({ min: 0, max: 9_999_999 }).map(minor), fromLabel: fc.boolean(),
  listMinor: fc.integer({ min: 0, max: 999_999_999 }).map(minor), changes: fc.array(change, { maxLength: 3 }),
}).map((part) => ({ ...part, amountMinor: minor(part.listMinor + part.changes.reduce((sum, { amountMinor }) => sum + amountMinor, 0)) }));
const anySale: fc.Arbitrary<SaleFacts> = fc.record({
  lines: fc.array(anyLine, { minLength: 1, maxLength: 5 }), taxMode: fc.constantFrom('none' as const, 'inclusive' as const, 'exclusive' as const), tax: fc.integer({ min: 0, max: 9_999 }).map(minor), rate: anyText,
  exemptMinor: fc.integer({ min: 0, max: 99 }).map(minor), isExempt: fc.boolean(), roundingMinor: fc.integer({ min: -9, max: 9 }).map(minor), hint: fc.option(anyText), customer: fc.option(anyText), copy: fc.integer({ min: 0, max: 12 }),
}).map(({ tax, rate, hint, ...part }): SaleFacts => {
  const subtotalMinor = minor(part.lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0));
  const taxes = part.taxMode === 'none' || part.isExempt ? [] : [{ name: rate, ratePpm: 130_000, taxableMinor: subtotalMinor, taxMinor: tax }];
  const exemptMinor = part.isExempt && part.taxMode === 'inclusive' ? part.exemptMinor : minor(0);
  const totalMinor = minor(subtotalMinor + (part.taxMode === 'exclusive' ? (taxes[0]?.taxMinor ?? 0) : 0) - exemptMinor);
  return {
    ...SALE, ...part, subtotalMinor, taxes, exemptMinor, totalMinor,
    tenders: [{ kind: 'cash', amountMinor: minor(totalMinor + part.roundingMinor), tenderedMinor: minor(999_999), changeMinor: minor(1), payerHint: hint, reference: hint }],
  };
});

test('no line of a text receipt is too wide, whatever the shop, the goods and the customer are called', () => {
  fc.assert(fc.property(anySale, fc.constantFrom(32, 42, 48), fc.uniqueArray(fc.constantFrom(...RECEIPT_LANGUAGES), { minLength: 1, maxLength: 2 }), (facts, columns, languages) => {
    const settings = { ...SETTINGS, languages, show: { ...SETTINGS.show, productCodes: true } };
    for (const row of receiptText(receiptBlocks(receiptDocument(facts, settings)), columns)) expect(columnsOf(row)).toBeLessThanOrEqual(columns);
  }), { numRuns: 300 });
});

test('what a receipt shows adds up: items to the subtotal, subtotal to the total, total to the tenders', () => {
  fc.assert(fc.property(anySale, (facts) => {
    const { items, sums, total, rounded, tenders } = receiptDocument(facts, SETTINGS);
    const sum = (amounts: readonly { readonly amountMinor: number }[]): number => amounts.reduce((so, { amountMinor }) => so + amountMinor, 0);
    const itemsMinor = items.reduce((so, item) => so + item.listMinor + sum(item.changes), 0);
    const [subtotal, ...between] = sums;
    expect(subtotal?.amountMinor ?? itemsMinor).toBe(itemsMinor);
    expect(itemsMinor + sum(between)).toBe(total?.amountMinor);
    expect(rounded.at(-1)?.amountMinor ?? total?.amountMinor).toBe(sum(tenders));
    if (rounded.length > 0) expect((total?.amountMinor ?? 0) + (rounded[0]?.amountMinor ?? 0)).toBe(rounded[1]?.amountMinor);
  }));
});
