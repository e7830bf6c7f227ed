import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstErrorAt } from '../../../electron/till/provision-json.ts';

test.each([
  ['', 0], ['  ', 2], ['{', 1], ['{"a"', 4], ['{"a":}', 5], ['{"a":1,}', 7], ['{"a":1 "b":2}', 7], ['[1,]', 3], ['[1 2]', 3], ['{a:1}', 1], ["{'a':1}", 1], ['{"a":x}', 5], ['[01]', 2], ['[1.]', 2], ['[-]', 1], ['nul', 0],
  ['{"a":"b\nc"}', 7], ['"\\x"', 1], ['"\\u12"', 1], ['"abc', 4], ['[1]]', 3], ['1 2', 2], ['}', 0], ['{]', 1], ['[}', 1], ['{"a":1]', 6], ['{,}', 1], ['[,]', 1],
])('%j is wrong at %d', (text, offset) => {
  expect(() => { JSON.parse(text); }).toThrow();
  expect(firstErrorAt(text)).toBe(offset);
});

test('property: right JSON has no error, and cutting it is an error at its end or where the cut shows', () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(), (text, cut) => {
      expect(firstErrorAt(text)).toBe(text.length);
      const part = text.slice(0, cut % (text.length + 1));
      expect(firstErrorAt(part)).toBeLessThanOrEqual(part.length);
    }),
  );
});

test('property: one wrong character is found at or before the place where the engine sees it', () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(), fc.constantFrom('x', '}', ']', ',', ':', '"', '\u0001'), (text, place, wrong) => {
      const at = place % (text.length + 1);
      const broken = text.slice(0, at) + wrong + text.slice(at);
      let message = '';
      try {
        JSON.parse(broken);
      } catch (error) {
        message = String(error);
      }
      if (message === '') return;
      const found = firstErrorAt(broken);
      expect(found).toBeLessThanOrEqual(broken.length);
      // Everything before the place can still become JSON, so nothing before it was wrong.
      if (found < broken.length) expect(firstErrorAt(broken.slice(0, found))).toBe(found);
      const seen = /at position (\d+)/.exec(message)?.[1];
      // The engine points into a wrong escape or number, this at its beginning.
      if (seen !== undefined) expect(found).toBeLessThanOrEqual(Number(seen));
    }),
  );
});
