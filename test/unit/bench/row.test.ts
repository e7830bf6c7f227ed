import { expect, test } from 'vitest';
import { figuresOf, ratioOf } from '../../bench/row.ts';
import { table } from '../../bench/table.ts';

test('quantiles are values that were measured', () => {
  expect(figuresOf([5])).toEqual({ p50: 5, p99: 5, max: 5, samples: 1 });
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(figuresOf(hundred)).toEqual({ p50: 50, p99: 99, max: 100, samples: 100 });
  expect(() => figuresOf([])).toThrow('without a single sample');
});

test('the ratio is the product over its floor, and a bench without a floor has none', () => {
  const product = figuresOf([3]);
  expect(ratioOf({ product, floor: { name: 'bare', figures: figuresOf([2]) } })).toEqual({ p50: 1.5, p99: 1.5 });
  expect(ratioOf({ product, floor: null })).toBeNull();
});

test('the table aligns figures to the right, shortens long floors and keeps their names below', () => {
  const long = 'the least that anything of this kind could possibly cost';
  const text = table([
    { bench: 'a.short', what: 'this', unit: 'ms', product: figuresOf([0.1234]), floor: { name: 'bare', figures: figuresOf([0.1]) }, target: { text: 'p50 < 1 ms', met: true } },
    { bench: 'a.much.longer', what: 'that', unit: 'ms', product: figuresOf([1234.5]), floor: { name: long, figures: figuresOf([10]) }, target: { text: 'p50 < 1 ms', met: false } },
    { bench: 'a.count', what: 'those', unit: 'count', product: figuresOf([3]), floor: null, target: null },
  ]);
  const [head = '', rule = '', short = '', longer = '', count = '', empty, ...legend] = text.split('\n');
  expect(short).toHaveLength(rule.length);
  expect(head.indexOf('p50') + 3).toBe(short.indexOf('0.123') + 5);
  expect(longer).toContain(`${long.slice(0, 31)}…`);
  expect(longer.endsWith('NO')).toBe(true);
  expect(count).toBe(`a.count        count  ${'3'.padStart(5)}  ${'3'.padStart(5)}  ${'3'.padStart(5)}`);
  expect(empty).toBe('');
  expect(legend).toEqual(['a.short        this; floor: bare', `a.much.longer  that; floor: ${long}`, 'a.count        those']);
});
