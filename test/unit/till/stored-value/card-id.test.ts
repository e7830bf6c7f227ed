import { expect, test } from 'vitest';
import { cardIdOf } from '../../../../electron/till/stored-value/card-id.ts';
import { cardNumber, drawCardNumber } from '../../../../shared/stored-value/rules.ts';
import { SeededRandom } from '../../../simulation/virtual-clock.ts';

test('a number is compared without what people write between its digits', () => {
  expect(cardNumber(' 8800-0000 0000 1234 ')).toBe('8800000000001234');
  expect(cardNumber('ab12cd34')).toBe('AB12CD34');
  for (const none of ['1234567', '1'.repeat(33), 'gift_card_1', '礼品卡12345678']) expect(cardNumber(none)).toBeNull();
  expect(drawCardNumber(new SeededRandom(1))).toMatch(/^\d{16}$/u);
});

test('the id of a card never changes: balances hang on it', () => {
  expect(cardIdOf('8800000000001234')).toBe('49ba5706fe981e805dbca3737acd2df9ad11ce399a277bf19d7d97e407d2c4e6');
  expect(cardIdOf('8800000000001235')).not.toBe(cardIdOf('8800000000001234'));
});
