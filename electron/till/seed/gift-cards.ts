import { fromDecimal, type Currency } from '../../../shared/money.ts';
import { lastFourOf } from '../../../shared/stored-value/rules.ts';
import type { Journal } from '../../journal/port.ts';
import { cardIdOf } from '../stored-value/card-id.ts';

/** The cards one practises with. Their numbers stand in the handbook: there is nothing on them but play money. */
export const PRACTICE_CARDS = [{ number: '8800000000001234', amount: '200' }, { number: '8800000000005678', amount: '30' }] as const;

/** Puts them into a practice journal in which nobody has sold yet. */
export function seedGiftCards(journal: Pick<Journal, 'append' | 'lastNumber' | 'giftCard'>, currency: Currency): void {
  if (journal.lastNumber('shift') > 0) return;
  const cards = PRACTICE_CARDS.map(({ number, amount }) => ({ cardId: cardIdOf(number), last4: lastFourOf(number), amountMinor: fromDecimal(amount, currency) ?? 1 }));
  if (cards.some(({ cardId }) => journal.giftCard(cardId) !== null)) return;
  journal.append(cards.map((card) => ({ type: 'giftCard.issued', data: { ...card, reason: 'practice' } })));
}
