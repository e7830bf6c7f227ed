import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  expandUpcE, hasValidMod10, isbn10ToEan13, issnToEan13, mod10CheckDigit, upcEWithCheckDigit,
} from '../../../shared/scan/check-digit.ts';
import { gtin14Candidates, toGtin14 } from '../../../shared/scan/gtin.ts';
import vectors from '../../data/scan-vectors.json' with { type: 'json' };

const digits = (length: number): fc.Arbitrary<string> => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
const gtins = (text: string, symbology: Parameters<typeof gtin14Candidates>[1] = null): string[] =>
  gtin14Candidates(text, symbology).map((one) => one.gtin14);

describe('modulo 10', () => {
  test.each(vectors.mod10)('%s is valid', (code) => {
    expect(hasValidMod10(code)).toBe(true);
  });

  test('any single changed digit is noticed, at every length in use', () => {
    fc.assert(fc.property(fc.constantFrom(7, 11, 12, 13, 17), fc.nat(), fc.integer({ min: 1, max: 9 }), fc.infiniteStream(fc.integer({ min: 0, max: 9 })), (length, place, by, stream) => {
      const body = Array.from({ length }, () => String(stream.next().value)).join('');
      const code = body + mod10CheckDigit(body);
      const at = place % code.length;
      const changed = code.slice(0, at) + String((Number(code[at]) + by) % 10) + code.slice(at + 1);
      expect(hasValidMod10(code)).toBe(true);
      expect(hasValidMod10(changed)).toBe(false);
    }));
  });

  test('refuses what is not digits', () => {
    expect(hasValidMod10('')).toBe(false);
    expect(hasValidMod10('0')).toBe(false);
    expect(hasValidMod10('690123456789X')).toBe(false);
    expect(() => mod10CheckDigit('12a')).toThrow(RangeError);
  });
});

describe('UPC-E', () => {
  test.each(vectors.upcE)('%s expands to %s', (upcE, upcA) => {
    expect(expandUpcE(upcE)).toBe(upcA);
  });

  test('the expansion keeps number system and check digit and is a valid UPC-A', () => {
    fc.assert(fc.property(fc.constantFrom('0', '1'), digits(6), (system, six) => {
      const upcE = upcEWithCheckDigit(system + six);
      const upcA = upcE === null ? null : expandUpcE(upcE);
      expect(upcA).toMatch(/^\d{12}$/);
      expect(hasValidMod10(upcA ?? '')).toBe(true);
      expect(upcA?.at(-1)).toBe(upcE?.at(-1));
      expect(upcA?.at(0)).toBe(system);
    }));
  });

  test('of all bodies with number system 0, 58 percent are valid EAN-8 too (hardware.md 2.1)', () => {
    let alsoEan8 = 0;
    let bodies = 0;
    // Every 97th body: a prime step visits all endings evenly.
    for (let body = 0; body < 1_000_000; body += 97) {
      bodies += 1;
      if (hasValidMod10(upcEWithCheckDigit(`0${String(body).padStart(6, '0')}`) ?? '')) alsoEan8 += 1;
    }
    expect(alsoEan8 / bodies).toBeCloseTo(0.58, 1);
  });

  test('refuses other number systems, lengths and check digits', () => {
    for (const text of ['21234505', '0123450', '012345055', '01234506', 'abcdefgh']) expect(expandUpcE(text)).toBeNull();
  });
});

describe('ISBN and ISSN', () => {
  test.each(vectors.isbn10)('ISBN %s is EAN %s', (isbn, ean) => {
    expect(isbn10ToEan13(isbn)).toBe(ean);
  });
  test.each(vectors.issn)('ISSN %s is EAN %s', (issn, ean) => {
    expect(issnToEan13(issn)).toBe(ean);
  });
  test('refuses a wrong check character', () => {
    expect(isbn10ToEan13('0306406153')).toBeNull();
    expect(issnToEan13('0378-5954')).toBeNull();
    expect(issnToEan13('03785955')).toBeNull();
  });
});

describe('GTIN-14 candidates', () => {
  test('UPC-A sent with 12 and with 13 digits is one article', () => {
    expect(gtins('036000291452')).toEqual(['00036000291452']);
    expect(gtins('0036000291452')).toEqual(['00036000291452']);
  });

  test('eight digits may be EAN-8 and UPC-E at once; the symbology decides when it is known', () => {
    expect(gtins(vectors.upcEAlsoEan8)).toEqual(['00000001234596', '00012345000096']);
    expect(gtins(vectors.upcEAlsoEan8, 'ean8')).toEqual(['00000001234596']);
    expect(gtins(vectors.upcEAlsoEan8, 'eanUpc')).toEqual(['00012345000096']);
  });

  test('UPC-E sent with 6 or 7 digits finds the same article', () => {
    expect(gtins('425261')).toEqual(['00042100005264']);
    expect(gtins('0425261')).toContain('00042100005264');
    expect(gtins('4252614')).toContain('00042100005264');
  });

  test('books and periodicals, with and without add-on', () => {
    expect(gtins('0-306-40615-2')).toEqual(['09780306406157']);
    expect(gtins('080442957X')).toEqual(['09780804429573']);
    expect(gtin14Candidates('977146912300512', 'eanUpcAddOn')).toEqual([{ gtin14: '09771469123005', reading: 'ean13AddOn', addOn: '12' }]);
    expect(gtins('977146912300512')).toEqual(['09771469123005']);
    expect(gtins('281234567890123456')).toEqual([]);
  });

  test('a stripped ITF check digit is put back', () => {
    expect(gtins('1061414100001', 'itfCheckStripped')).toEqual(['10614141000019']);
  });

  test('every valid number gives exactly itself in 14 digits', () => {
    fc.assert(fc.property(fc.constantFrom(12, 13, 14), digits(13), (length, stream) => {
      const body = stream.slice(0, length - 1);
      const code = body + mod10CheckDigit(body);
      expect(toGtin14(code)).toBe(code.padStart(14, '0'));
      expect(gtins(code)).toEqual([code.padStart(14, '0')]);
    }));
  });
});
