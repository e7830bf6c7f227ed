import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanText, columnsOf, cutColumns, padEndColumns, padStartColumns, wrapColumns } from '../../../shared/receipt/width.ts';

test.each([
  ['Longjing 50 g', 13], ['龍井', 4], ['ｶﾞ', 2], ['Ａ１', 4], ['한국', 4], ['Phở đặc biệt', 12], ['e\u0301', 1], ['ไทย', 3], ['×·—', 6], ['👍', 2], ['', 0],
])('%s takes %i columns', (text, columns) => {
  expect(columnsOf(text)).toBe(columns);
});

test('breaks between words and beside Chinese characters, and cuts what is longer than a line', () => {
  expect(wrapColumns('Oolong tea 烏龍茶葉 125 g', 10)).toEqual(['Oolong tea', '烏龍茶葉', '125 g']);
  expect(wrapColumns('烏龍茶葉', 5)).toEqual(['烏龍', '茶葉']);
  expect(wrapColumns('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij']);
  expect(wrapColumns('', 8)).toEqual(['']);
  expect(() => wrapColumns('x', 1)).toThrow(RangeError);
});

test('wrapping loses no character but blanks, and no line is too wide', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }).map(cleanText), fc.integer({ min: 2, max: 48 }), (text, columns) => {
    const lines = wrapColumns(text, columns);
    expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
    for (const line of lines) expect(columnsOf(line)).toBeLessThanOrEqual(columns);
  }));
});

test('pads and cuts by columns', () => {
  expect(padEndColumns('茶', 4)).toBe('茶  ');
  expect(padStartColumns('茶', 4)).toBe('  茶');
  expect(cutColumns('龍井茶葉', 7)).toBe('龍井..');
  expect(cutColumns('tea', 3)).toBe('tea');
});
