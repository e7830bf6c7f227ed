import fc from 'fast-check';
import { expect, test } from 'vitest';
import { amountText, moneyText, parseQuantity, percentText, quantityText } from '../../../renderer/ui/amount.ts';

test('groups thousands, keeps the minor units, uses a real minus', () => {
  expect(amountText(123_456_789, 'HKD')).toBe('1,234,567.89');
  expect(amountText(5, 'HKD')).toBe('0.05');
  expect(amountText(0, 'HKD')).toBe('0.00');
  expect(amountText(-450, 'HKD')).toBe('\u22124.50');
  expect(amountText(1_234_567, 'JPY')).toBe('1,234,567');
  expect(moneyText(7650, 'HKD')).toBe('HKD\u00a076.50');
});

test('an amount read back from its text is the same amount', () => {
  fc.assert(fc.property(fc.integer({ min: -9_000_000_000_000, max: 9_000_000_000_000 }), (minor) => {
    const read = Number(amountText(minor, 'HKD').replaceAll(',', '').replace('\u2212', '-').replace('.', ''));
    return read === minor;
  }));
});

test('quantities: whole pieces without decimals, weights without trailing zeros', () => {
  expect(quantityText(2000)).toBe('2');
  expect(quantityText(350)).toBe('0.35');
  expect(quantityText(1005)).toBe('1.005');
});

test('a quantity typed the way it is shown is the same quantity', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 9_999_000 }), (milli) => parseQuantity(quantityText(milli)) === milli));
});

test('what is no quantity is refused', () => {
  for (const text of ['', '.', '0', '0.000', '-1', '1.2345', '10000', '12a', '1e3']) expect(parseQuantity(text), text).toBeNull();
  expect(parseQuantity('.5')).toBe(500);
  expect(parseQuantity('3.')).toBe(3000);
});

test('tax rates as people read them', () => {
  expect(percentText(82_500)).toBe('8.25%');
  expect(percentText(130_000)).toBe('13%');
});
