import { expect, test } from 'vitest';
import { COLOURS, isColour } from '../../../shared/catalog/looks.ts';

test('colours of the closed set are told from other words', () => {
  expect(COLOURS.every(isColour)).toBe(true);
  for (const other of ['', 'constructor', 'toString', 'JADE', '#123456']) expect(isColour(other)).toBe(false);
});
