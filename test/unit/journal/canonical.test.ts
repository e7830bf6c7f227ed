import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalText, type Canonical } from '../../../shared/journal/canonical.ts';
import { computeBusinessDay } from '../../../shared/journal/day.ts';

const canonical = fc.letrec<{ value: Canonical }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constant(null), fc.boolean(), fc.maxSafeInteger().map((n) => (n === 0 ? 0 : n)), fc.string({ unit: 'binary' }),
    fc.array(tie('value'), { maxLength: 4 }), fc.dictionary(fc.string({ unit: 'binary', maxLength: 6 }), tie('value'), { maxKeys: 5 }),
  ),
})).value;

const shuffled = (value: Canonical | undefined): Canonical | undefined => {
  if (Array.isArray(value)) return value.map((item: Canonical) => shuffled(item) ?? null);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value as { [key: string]: Canonical }).reverse().map(([key, member]) => [key, shuffled(member)]));
};

describe('canonical text', () => {
  test('is the same for the same content, whatever the order of fields', () => {
    fc.assert(fc.property(canonical, (value) => {
      const text = canonicalText(value);
      expect(canonicalText(shuffled(value) ?? null)).toBe(text);
      expect(canonicalText(JSON.parse(text) as Canonical)).toBe(text);
    }), { numRuns: 500 });
  });

  test('differs for different content', () => {
    fc.assert(fc.property(canonical, canonical, (a, b) => {
      expect(canonicalText(a) === canonicalText(b)).toBe(JSON.stringify(JSON.parse(canonicalText(a))) === JSON.stringify(JSON.parse(canonicalText(b))));
    }), { numRuns: 500 });
  });

  test('sorts keys by UTF-16 code unit, so that a surrogate pair stands before U+FFFD', () => {
    expect(canonicalText({ b: 1, a: 2, '\uFFFD': 3, '\u{1F600}': 4, B: 5 })).toBe('{"B":5,"a":2,"b":1,"\u{1F600}":4,"\uFFFD":3}');
  });

  test('leaves out what is undefined and keeps null', () => {
    expect(canonicalText({ a: undefined, b: null, c: [] })).toBe('{"b":null,"c":[]}');
  });

  test('keeps letters beyond ASCII as they are', () => {
    expect(Buffer.from(canonicalText('é茶'), 'utf8').toString('hex')).toBe('22c3a9e88cb622');
  });

  test.each([
    [{ data: [1, { price: 0.5 }] }, '$.data[1].price: not a safe integer'],
    [{ a: -0 }, '$.a: not a safe integer'],
    [{ a: 2 ** 53 }, '$.a: not a safe integer'],
    [{ a: Number.NaN }, '$.a: not a safe integer'],
    [{ name: '\uD800' }, '$.name: lone surrogate'],
    [{ '\uDC00': 1 }, '$: lone surrogate in a key'],
    [[1n], '$[0]: bigint has no canonical form'],
    [{ f: () => 1 }, '$.f: function has no canonical form'],
    [[undefined], '$[0]: undefined has no canonical form'],
  ])('refuses what cannot be written exactly, naming the place: %#', (value, message) => {
    expect(() => canonicalText(value as unknown as Canonical)).toThrow(new TypeError(message));
  });

  test('refuses a cycle instead of exhausting the stack', () => {
    const cycle: { self?: unknown } = {};
    cycle.self = cycle;
    expect(() => canonicalText(cycle as Canonical)).toThrow('nested too deeply');
  });
});

test.each([
  [Date.UTC(2026, 0, 7, 2, 0), 480, 20260107],
  [Date.UTC(2026, 0, 7, 15, 59, 59, 999), 480, 20260107],
  [Date.UTC(2026, 0, 7, 16, 0), 480, 20260108],
  [Date.UTC(2026, 0, 1, 4, 59), -300, 20251231],
  [Date.UTC(2024, 1, 28, 18, 30), 330, 20240229],
  [0, 0, 19700101],
])('the business day of %d at %d minutes is %d', (atMs, offset, day) => {
  expect(computeBusinessDay(atMs, offset)).toBe(day);
});
