import fc from 'fast-check';
import { expect, test } from 'vitest';
import { entryAmount, entryText, eraseFrom, isCode, typeCounted, typeInto } from '../../../renderer/ui/entry.ts';

const typed = (keys: string, decimals = 2): string => [...keys].reduce((entry, key) => typeInto(entry, key, decimals), '');

test('digits are major units, a point begins the minor ones', () => {
  expect(entryAmount(typed('100'), 'HKD')).toBe(10_000);
  expect(entryAmount(typed('100.5'), 'HKD')).toBe(10_050);
  expect(entryAmount(typed('100.'), 'HKD')).toBe(10_000);
  expect(entryAmount(typed('.5'), 'HKD')).toBe(50);
  expect(entryAmount(typed('1200', 0), 'JPY')).toBe(1200);
  expect(entryAmount('', 'HKD')).toBeNull();
});

test('keys that cannot follow change nothing', () => {
  expect(typed('1.2.3')).toBe('1.23');
  expect(typed('1.234')).toBe('1.23');
  expect(typed('007')).toBe('7');
  expect(typed('5.', 0)).toBe('5');
  expect(typeInto('12', 'x', 2)).toBe('12');
});

test('a quantity may stand before a number: three decimals there, none behind it', () => {
  const keys = (text: string): string => [...text].reduce((entry, key) => (key === '*' ? `${entry}*` : typeCounted(entry, key)), '');
  expect(keys('1.2345')).toBe('1.234');
  expect(keys('1.234*401')).toBe('1.234*401');
  expect(keys('3*4.1')).toBe('3*41');
  expect(eraseFrom(keys('3*4'))).toBe('3*');
});

test('a long number is a code and never an amount: a slow scanner cannot pay with a barcode', () => {
  fc.assert(fc.property(fc.stringMatching(/^[1-9]\d{7,23}$/), (code) => {
    const entry = typed(code);
    return isCode(entry) && entryAmount(entry, 'HKD') === null;
  }));
});

test('typing keeps bounds whatever is pressed', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom(...'0123456789.,'), { maxLength: 60 }), (keys) => {
    const entry = typed(keys.join(''));
    return entry.length <= 24 && (entry.match(/\./g) ?? []).length <= 1;
  }));
});

test('shown grouped, codes in fours, erased from the end', () => {
  expect(entryText('1234.5')).toBe('1,234.5');
  expect(entryText('281234567890123456')).toBe('2812 3456 7890 1234 56');
  expect(eraseFrom('12.')).toBe('12');
  expect(eraseFrom('')).toBe('');
});
