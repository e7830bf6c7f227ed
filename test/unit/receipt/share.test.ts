import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { minor } from '../../../shared/money.ts';
import { makeReceiptCheck, parseReceiptCheck } from '../../../shared/receipt/check.ts';
import { receiptDocument } from '../../../shared/receipt/model.ts';
import { SHARE_BYTES_MAX, shareText } from '../../../shared/receipt/share.ts';
import { HASH, RETURN, SALE, SETTINGS } from './samples.ts';

const bytes = (text: string): number => new TextEncoder().encode(text).length;

describe('a shared receipt', () => {
  test('is the whole receipt as text, its check last', () => {
    expect(shareText(receiptDocument(SALE, { ...SETTINGS, languages: ['en'] }), 'en')).toEqual({
      linesCut: 0,
      text: [
        'Harbour Tea House', '000123 2026-11-21 09:02', 'Longjing tea 50 g 68.00', '2 x Egg tart 18.00', ' Second at half price -4.50', '0.356 kg x Lychee 21.29', ' Discount 10% -2.13',
        'Subtotal 100.66', 'Discount on the sale 10% -1.46', 'Total HKD 99.20', 'Cash rounding -0.20', 'To pay 99.00', 'Cash 50.00, Received 100.00, Change 50.00', 'Alipay 49.00, 852****1234',
        'GT1:RT1:123:4711:9F3A0C11D2E4B5A6:99.20HKD',
      ].join('\n'),
    });
  });
  test('says so when lines had no room, and keeps head, totals and check', () => {
    const lines = Array.from({ length: 60 }, () => SALE.lines).flat();
    const { text, linesCut } = shareText(receiptDocument({ ...SALE, lines }, SETTINGS), 'zh-Hant');
    expect(linesCut).toBeGreaterThan(100);
    expect(bytes(text)).toBeLessThanOrEqual(SHARE_BYTES_MAX);
    expect(text).toContain(`另有 ${linesCut} 項`);
    for (const kept of ['海港茶莊', '000123', '總計 HKD 99.20', 'GT1:RT1:123']) expect(text).toContain(kept);
  });
  test('never has more bytes than the code holds', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.integer({ min: 1, max: 30 }), (name, count) => {
      const one = SALE.lines[0];
      const lines = one === undefined ? [] : Array.from({ length: count }, () => ({ ...one, name: { en: name || 'x', zhHans: name, zhHant: name } }));
      const shop = { name: { en: (name || 'x').repeat(3), zhHans: '', zhHant: '' }, address: null };
      expect(bytes(shareText(receiptDocument({ ...SALE, lines, shop }, SETTINGS), 'en').text)).toBeLessThanOrEqual(SHARE_BYTES_MAX);
    }));
  });
  test('of a return says that it is one', () => {
    expect(shareText(receiptDocument(RETURN, { ...SETTINGS, languages: ['en'] }), 'en').text).toContain('Return\n');
  });
});

describe('the journal check', () => {
  const check = { document: 'sale', till: 'T1', number: 123, seq: 4711, hash: HASH.slice(0, 16).toUpperCase(), totalMinor: minor(9920), currency: 'HKD' } as const;
  test('is read back, alone, in small letters, and out of a whole text receipt', () => {
    const code = makeReceiptCheck({ ...check, hash: HASH });
    expect(code).toBe('GT1:RT1:123:4711:9F3A0C11D2E4B5A6:99.20HKD');
    expect(parseReceiptCheck(code)).toEqual(check);
    expect(parseReceiptCheck(code.toLowerCase())).toEqual(check);
    expect(parseReceiptCheck(shareText(receiptDocument(SALE, SETTINGS), 'zh-Hant').text)).toEqual(check);
  });
  test('of any paper is read back', () => {
    fc.assert(fc.property(fc.record({
      document: fc.constantFrom('sale' as const, 'return' as const, 'cashMove' as const), till: fc.stringMatching(/^[A-Z0-9]{1,8}$/), number: fc.integer({ min: 1, max: 99_999_999 }), seq: fc.integer({ min: 1 }),
      hash: fc.stringMatching(/^[0-9A-F]{16}$/), totalMinor: fc.integer({ min: -1_000_000, max: 1_000_000 }).map(minor), currency: fc.constantFrom('HKD' as const, 'JPY' as const, 'CNY' as const),
    }), (one) => {
      const code = makeReceiptCheck(one);
      expect(parseReceiptCheck(code)).toEqual(one);
      // The characters of a QR code's alphanumeric mode.
      expect(code).toMatch(/^[0-9A-Z $%*+\-./:]+$/);
    }));
  });
  test.each(['', 'GT1:', 'GT1:RT1:123:4711:9F3A:99.20HKD', 'GT1:XT1:1:1:9F3A0C11D2E4B5A6:9.20HKD', 'GT1:RT1:1:1:9F3A0C11D2E4B5A6:9.20XXX', 'GT1:RT1:1:1:9F3A0C11D2E4B5A6:9.2HKD', 'RT100000123'])('%j is none', (text) => {
    expect(parseReceiptCheck(text)).toBeNull();
  });
});
