import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mod10CheckDigit } from '../../../shared/scan/check-digit.ts';
import { DoubleReadFilter } from '../../../shared/scan/double-read.ts';
import { digitalLinkElements, gs1AmountMinor, gs1Date, gs1WeightGrams, parseGs1 } from '../../../shared/scan/gs1.ts';
import type { Gs1Problem } from '../../../shared/scan/gs1.ts';
import { maskPaymentCode, mayBePaymentCode, walletOf } from '../../../shared/scan/payment-code.ts';
import { priceVerifier, readScaleLabel, scaleTemplatesProblem, SCALE_PRESETS } from '../../../shared/scan/scale-label.ts';
import { partAim, stripFraming, symbologyOfAim } from '../../../shared/scan/symbology.ts';
import vectors from '../../data/scan-vectors.json' with { type: 'json' };

describe('AIM prefix', () => {
  test.each(vectors.aim)('%s is %s', (aim, symbology) => {
    expect(symbologyOfAim(aim)).toBe(symbology);
  });

  test('STX goes first, then AIM; terminators go from the end; GS stays', () => {
    expect(partAim(stripFraming('\x02]C1010950600013435210ABC\x1d17261231\r\n'))).toEqual({ text: '010950600013435210ABC\x1d17261231', aim: ']C1' });
    expect(partAim(stripFraming('\x026901234567892\x03'))).toEqual({ text: '6901234567892', aim: null });
  });

  test('a text that merely begins with a letter or bracket keeps it', () => {
    expect(partAim('A6901234567892')).toEqual({ text: 'A6901234567892', aim: null });
    expect(partAim(']-9')).toEqual({ text: ']-9', aim: null });
  });
});

describe('GS1 element strings', () => {
  test.each(vectors.gs1)('$text', ({ text, elements, weightGrams, amountMinor }) => {
    const reading = parseGs1(partAim(text).text);
    if (!reading.ok) throw new Error(reading.problem);
    expect(reading.elements.map(({ ai, value }) => [ai, value])).toEqual(elements);
    expect(gs1WeightGrams(reading.elements)).toBe(weightGrams);
    expect(gs1AmountMinor(reading.elements, 2)).toBe(amountMinor);
  });

  test('separators are allowed in front, after fixed fields and at the end', () => {
    const reading = parseGs1('\x1d0106901234567892\x1d10LOT7\x1d');
    expect(reading.ok && reading.elements.map((one) => one.value)).toEqual(['06901234567892', 'LOT7']);
  });

  test.each<[string, Gs1Problem]>([
    ['', 'empty'],
    ['\x1d', 'empty'],
    ['0506901234567892', 'unknownIdentifier'],
    ['9912', 'unknownIdentifier'],
    ['0106901234567893', 'badCheckDigit'],
    ['010690123456789', 'tooShort'],
    ['01069012345678X2', 'notDigits'],
    ['10', 'tooShort'],
    [`10${'A'.repeat(21)}`, 'tooLong'],
    ['10A~B', 'badCharacter'],
    ['17261331', 'badDate'],
    ['17260230', 'badDate'],
    ['10A\x1d\x1d21B', 'emptyField'],
    ['10A\x1d10B', 'contradiction'],
    ['3109000001', 'unknownIdentifier'],
    ['8005123', 'tooShort'],
    ['80051234567', 'tooLong'],
  ])('%j is refused: %s', (text, problem) => {
    const reading = parseGs1(text);
    expect(reading.ok ? 'accepted' : reading.problem).toBe(problem);
  });

  test('never throws and never invents characters', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'0123456789AB\x1d'), maxLength: 60 }), (text) => {
      const reading = parseGs1(text);
      if (reading.ok) for (const { ai, value } of reading.elements) expect(text).toContain(ai + value);
    }), { numRuns: 500 });
  });

  test('amounts and weights finer than asked for are not rounded', () => {
    const weight = (ai: string, value: string): number | null => gs1WeightGrams([{ ai, value, decimals: Number(ai[3]) }]);
    expect(weight('3100', '000002')).toBe(2000);
    expect(weight('3105', '000100')).toBe(1);
    expect(weight('3105', '000101')).toBeNull();
  });

  test('dates: nearest century, day 00 is the last of the month', () => {
    expect(gs1Date('261231', 2026)).toBe('2026-12-31');
    expect(gs1Date('280200', 2026)).toBe('2028-02-29');
    expect(gs1Date('770101', 2026)).toBe('1977-01-01');
    expect(gs1Date('760101', 2026)).toBe('2076-01-01');
    expect(gs1Date('100101', 2080)).toBe('2110-01-01');
    expect(gs1Date('270229', 2026)).toBeNull();
  });
});

describe('GS1 Digital Link', () => {
  test('reads path and query', () => {
    const elements = digitalLinkElements(vectors.digitalLink.text);
    const reading = parseGs1(elements ?? '');
    expect(reading.ok && reading.elements.map(({ ai, value }) => [ai, value])).toEqual(vectors.digitalLink.elements);
  });

  test('short GTINs, other hosts and foreign query keys are fine', () => {
    expect(digitalLinkElements('HTTPS://shop.example/p/01/73513537?utm=x')).toBe('0100000073513537');
  });

  test.each([
    'https://example.com/order/123', 'https://id.example/01', 'https://id.example/01/06901234567893', 'https://id.example/01/06901234567892/10',
    'https://id.example/01/06901234567892/10/%E0%A4', 'https://id.example/01/06901234567892/10/a%1Db', 'ftp://id.example/01/06901234567892',
  ])('%s is not one', (link) => {
    expect(digitalLinkElements(link)).toBeNull();
  });
});

describe('scale labels', () => {
  test.each(vectors.scale)('$pattern reads $text', ({ pattern, text, plu, amountMinor, weightGrams }) => {
    expect(readScaleLabel(text, { id: 't', pattern })).toEqual({ kind: 'match', label: { templateId: 't', plu, amountMinor, weightGrams } });
  });

  test.each(vectors.priceVerifier)('price verifier of %s is %s', (value, verifier) => {
    expect(priceVerifier(value)).toBe(verifier);
  });

  test('a wrong check digit and a wrong verifier are told apart', () => {
    expect(readScaleLabel('2000123912348', SCALE_PRESETS.ean13Verified20).kind).toBe('badCheckDigit');
    const body = '200012381234';
    expect(readScaleLabel(body + mod10CheckDigit(body), SCALE_PRESETS.ean13Verified20).kind).toBe('badVerifier');
  });

  test('a UPC-A label in 12 digits is read as 13', () => {
    const body = `02${'00123'}9${'1234'}`;
    const label = body + mod10CheckDigit(body);
    expect(readScaleLabel(label, SCALE_PRESETS.upcVerified02)).toMatchObject({ kind: 'match', label: { plu: '00123', amountMinor: 1234 } });
    expect(readScaleLabel(label.slice(1), SCALE_PRESETS.upcVerified02)).toMatchObject({ kind: 'match', label: { plu: '00123' } });
  });

  test('lists of templates: bad patterns and overlaps are named', () => {
    expect(scaleTemplatesProblem([SCALE_PRESETS.ean13Weight21, SCALE_PRESETS.ean13Amount22, SCALE_PRESETS.code128Both22])).toBeNull();
    expect(scaleTemplatesProblem([SCALE_PRESETS.ean13Weight21, SCALE_PRESETS.ean13Flag2])).toEqual({ kind: 'overlap', id: 'ean13Flag2', otherId: 'ean13Weight21' });
    for (const pattern of ['', '21PPPPPC', '21PPPPPWWWWW', '21PPPPPWWWWWWC', '2XPPPPPWWWWWC', '21PPPPPVMMMMMWWWWWC']) {
      expect(scaleTemplatesProblem([{ id: 'bad', pattern }])).toEqual({ kind: 'badPattern', id: 'bad' });
    }
  });
});

describe('payment codes', () => {
  test.each(vectors.wallets as [string, string | null][])('%s is %s', (text, wallet) => {
    expect(walletOf(text)).toBe(wallet);
  });

  test('the mask keeps 6 digits and the length, never more', () => {
    expect(maskPaymentCode('281234567890123456')).toBe('281234…(18)');
    expect(maskPaymentCode('28123456')).toBe('…(8)');
    fc.assert(fc.property(fc.stringMatching(/^\d{16,32}$/), (code) => {
      expect(mayBePaymentCode(code)).toBe(true);
      expect(maskPaymentCode(code)).not.toContain(code.slice(0, 7));
    }));
  });
});

describe('double reads', () => {
  test('the same text from the same source within the window, and only that', () => {
    const filter = new DoubleReadFilter(500);
    expect(filter.isRepeat('a', '6901234567892', 1000)).toBe(false);
    expect(filter.isRepeat('a', '6901234567892', 1499)).toBe(true);
    expect(filter.isRepeat('b', '6901234567892', 1499)).toBe(false);
    expect(filter.isRepeat('a', '6901234567892', 1500)).toBe(false);
    expect(filter.isRepeat('a', '73513537', 1510)).toBe(false);
    expect(filter.isRepeat('a', '6901234567892', 1520)).toBe(false);
  });

  test('0 turns it off', () => {
    const filter = new DoubleReadFilter(0);
    expect([filter.isRepeat('a', 'x', 0), filter.isRepeat('a', 'x', 0)]).toEqual([false, false]);
  });
});
