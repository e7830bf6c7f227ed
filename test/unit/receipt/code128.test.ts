import { BarcodeFormat, BinaryBitmap, Code128Reader, DecodeHintType, GlobalHistogramBinarizer, RGBLuminanceSource } from '@zxing/library';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { code128Bars, code128Symbols, code128Widths } from '../../../shared/receipt/code128.ts';

/** Reads the bars back from pixels, as a camera or a laser would see them. */
function readBack(text: string, pixelsPerModule: number): string {
  const { modules, bars } = code128Bars(text);
  const [width, height] = [modules * pixelsPerModule, 20];
  const pixels = new Uint8ClampedArray(width * height).fill(255);
  for (const [at, size] of bars) for (let y = 0; y < height; y += 1) pixels.fill(0, y * width + at * pixelsPerModule, y * width + (at + size) * pixelsPerModule);
  const hints = new Map([[DecodeHintType.POSSIBLE_FORMATS, [BarcodeFormat.CODE_128]]]);
  return new Code128Reader().decode(new BinaryBitmap(new GlobalHistogramBinarizer(new RGBLuminanceSource(pixels, width, height))), hints).getText();
}

// Symbol values and check symbols worked out by hand from ISO/IEC 15417 table 1.
test('golden symbols', () => {
  // Start B, R, T, then pairs: (104 + 1*50 + 2*52 + 3*17 + 4*99 + 5*0 + 6*0 + 7*1 + 8*23) mod 103
  expect(code128Symbols('RT100000123')).toEqual([104, 50, 52, 17, 99, 0, 0, 1, 23, 72, 106]);
  expect(code128Symbols('12345678')).toEqual([105, 12, 34, 56, 78, 47, 106]);
  expect(code128Symbols('A')).toEqual([104, 33, 34, 106]);
});

test('golden widths of a start, a data symbol and the stop', () => {
  expect(code128Widths('A').join('')).toBe(`${'211214'}${'111323'}${'131123'}${'2331112'}`);
});

test('any text is read back from its pixels', () => {
  fc.assert(fc.property(fc.stringMatching(/^[A-Z0-9 -]{1,20}$/), fc.integer({ min: 1, max: 3 }), (text, pixels) => {
    expect(readBack(text, pixels)).toBe(text);
  }), { numRuns: 60 });
  expect(readBack('RT100000123', 2)).toBe('RT100000123');
});

test('a receipt number fits on the paper: two dots a module on 58 mm, and the longest till name on 80 mm', () => {
  expect(code128Bars('RABCDEFGH12345678').modules * 2).toBeLessThanOrEqual(576);
  expect(code128Bars('RT100000123').modules * 2).toBeLessThanOrEqual(384);
});

test('nothing but printable ASCII', () => {
  expect(() => code128Symbols('茶')).toThrow(RangeError);
  expect(() => code128Symbols('')).toThrow(RangeError);
});
