import fc from 'fast-check';
import { expect, test } from 'vitest';
import { add, allocate, CURRENCIES, fromDecimal, minor, MINOR_MAX, scale, subtract, sum, toDecimal } from '../../../shared/money.ts';

const amounts = fc.integer({ min: -MINOR_MAX, max: MINOR_MAX }).map(minor);

test('minor refuses fractions, NaN and amounts beyond the bound, and has one zero', () => {
  for (const bad of [0.5, Number.NaN, Number.POSITIVE_INFINITY, MINOR_MAX + 1, -MINOR_MAX - 1]) expect(() => minor(bad)).toThrow(RangeError);
  expect(Object.is(minor(-0), 0)).toBe(true);
});

test('decimal text and minor units convert both ways in every currency', () => {
  fc.assert(fc.property(amounts, fc.constantFrom(...CURRENCIES), (amount, currency) => {
    expect(fromDecimal(toDecimal(amount, currency), currency)).toBe(amount);
  }));
  expect(toDecimal(minor(5), 'HKD')).toBe('0.05');
  expect(toDecimal(minor(-5), 'HKD')).toBe('-0.05');
  expect(toDecimal(minor(100), 'JPY')).toBe('100');
  expect(fromDecimal('39.2', 'HKD')).toBe(3920);
  expect(fromDecimal('39.20', 'HKD')).toBe(3920);
  expect(fromDecimal('39.250', 'HKD')).toBe(3925);
});

test('decimal text that is not an exact amount is refused, never rounded', () => {
  for (const bad of ['', '.5', '1.', '1e3', '1,000.00', '+1.00', ' 1.00', '0x10', '1.005', '--1', '１.00', '99999999999999.00']) {
    expect(fromDecimal(bad, 'HKD'), bad).toBeNull();
  }
  expect(fromDecimal('100.5', 'JPY')).toBeNull();
});

test('allocation gives away exactly the total, and nobody is more than one unit from their share', () => {
  fc.assert(fc.property(amounts, fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 30 }), (total, weights) => {
    const parts = allocate(total, weights);
    expect(sum(parts)).toBe(total);
    const all = weights.reduce((a, b) => a + b, 0);
    if (all === 0) return;
    parts.forEach((part, index) => {
      const exact = (BigInt(total) * BigInt(weights[index] ?? 0) * 1000n) / BigInt(all);
      expect(Math.abs(Number(BigInt(part) * 1000n - exact))).toBeLessThanOrEqual(1000);
    });
  }));
});

test('scaling rounds half away from zero, also below zero and near the bound', () => {
  expect(scale(minor(5), 1, 10)).toBe(1);
  expect(scale(minor(-5), 1, 10)).toBe(-1);
  expect(scale(minor(4), 1, 10)).toBe(0);
  expect(scale(minor(MINOR_MAX), 999_999, 1_000_000)).toBe(MINOR_MAX - 9_000_000);
});

test('adding and subtracting undo each other', () => {
  const small = fc.integer({ min: -1e12, max: 1e12 }).map(minor);
  fc.assert(fc.property(small, small, (a, b) => {
    expect(subtract(add(a, b), b)).toBe(a);
  }));
});
