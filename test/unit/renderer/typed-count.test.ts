import { expect, test } from 'vitest';
import { eraseRow, isTyped, NOTHING_TYPED, OTHER, readTyped, rowMinor, setRow, typedIn, typeRow } from '../../../renderer/cashier/shift/typed-count.ts';
import { denominationsOf } from '../../../shared/cash/denominations.ts';

const HKD = denominationsOf('HKD');

test('digits gather in a row; what is no digit is left out, and a row holds no more than a drawer', () => {
  let typed = NOTHING_TYPED;
  for (const key of ['1', '.', 'x', '2']) typed = typeRow(typed, 'note-10000', key, 'HKD');
  expect(typedIn(typed, 'note-10000')).toBe('12');
  expect(rowMinor(typed, HKD.find(({ id }) => id === 'note-10000') ?? expect.unreachable())).toBe(120_000);
  expect(typedIn(setRow(typed, 'note-10000', '1234567', 'HKD'), 'note-10000')).toBe('12345');
  expect(typedIn(eraseRow(typed, 'note-10000', 'HKD'), 'note-10000')).toBe('1');
  expect([isTyped(NOTHING_TYPED), isTyped(typed)]).toEqual([false, true]);
});

test('the rest is an amount of the currency; yen have no hundredths', () => {
  expect(typedIn(setRow(NOTHING_TYPED, OTHER, '12.345', 'HKD'), OTHER)).toBe('12.34');
  expect(typedIn(setRow(NOTHING_TYPED, OTHER, '12.3', 'JPY'), OTHER)).toBe('123');
});

test('a count holds the rows that have pieces, and what they come to', () => {
  const typed = setRow(setRow(setRow(NOTHING_TYPED, 'note-1000', '3', 'HKD'), 'coin-1000', '2', 'HKD'), OTHER, '0.5', 'HKD');
  expect(readTyped(setRow(typed, 'coin-10', '0', 'HKD'), HKD, 'HKD')).toEqual({
    count: { pieces: [{ kind: 'note', valueMinor: 1_000, pieces: 3 }, { kind: 'coin', valueMinor: 1_000, pieces: 2 }], otherMinor: 50 }, totalMinor: 5_050,
  });
  expect(readTyped(setRow(typed, 'note-100000', '99999', 'HKD'), HKD, 'HKD')?.totalMinor).toBe(5_050 + 99_999 * 100_000);
  // As long as a code: no amount.
  expect(readTyped(setRow(NOTHING_TYPED, OTHER, '12345678', 'HKD'), HKD, 'HKD')).toBeNull();
});
