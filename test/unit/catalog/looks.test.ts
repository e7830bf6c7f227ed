import { expect, test } from 'vitest';
import { COLOURS, isColour, isPicture, PICTURES } from '../../../shared/catalog/looks.ts';

/** Relative luminance as WCAG 2 defines it. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

test.each(Object.entries(COLOURS))('text on %s can be read in light and in dark', (_, tints) => {
  for (const { surface, ink } of [tints.light, tints.dark]) {
    const [bright = 0, dim = 0] = [luminance(surface), luminance(ink)].sort((a, b) => b - a);
    expect((bright + 0.05) / (dim + 0.05)).toBeGreaterThanOrEqual(4.5);
  }
});

test('tokens are told from other words', () => {
  expect(PICTURES.every(isPicture)).toBe(true);
  expect(isPicture('constructor')).toBe(false);
  expect(isColour('jade')).toBe(true);
  expect(isColour('toString')).toBe(false);
});
