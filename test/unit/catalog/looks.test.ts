import { expect, test } from 'vitest';
import { COLOURS, DEFAULT_PICTURE, isColour, isPicture, PICTURES } from '../../../shared/catalog/looks.ts';

test('words of the closed sets are told from others', () => {
  expect(PICTURES.every(isPicture)).toBe(true);
  expect(COLOURS.every(isColour)).toBe(true);
  expect(isPicture(DEFAULT_PICTURE)).toBe(true);
  for (const other of ['', 'constructor', 'toString', 'CUP', '#123456']) expect([isPicture(other), isColour(other)]).toEqual([false, false]);
});
