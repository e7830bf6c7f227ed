import type { Handlers } from '../../shared/contract/contract.ts';
import type { Desk } from '../till/desk.ts';
import { append } from '../till/selling.ts';
import type { SettingsStore } from '../till/settings-store.ts';
import { setCreditLimit } from '../till/stored-value/accounts.ts';
import { payOnAccount, payWithGiftCard } from '../till/stored-value/tenders.ts';
import { removeValue, requireCard, sellGiftCard, storedValueOf, takeAccountPayment } from '../till/stored-value/values.ts';

type StoredHandlers = { readonly [C in keyof Handlers as C extends `giftCard.${string}` | `account.${string}` | 'sale.removeValue' | 'tender.giftCard' | 'tender.account' | 'settings.storedValue' | 'settings.saveStoredValue' ? C : never]: Handlers[C] };

const MOVES_MAX = 20;

/** Gift cards, accounts, and whether the shop has any. */
export function storedValueHandlers(desk: Desk, settings: SettingsStore): StoredHandlers {
  const done = (): Record<string, never> => ({});
  return {
    'giftCard.sell': (order) => sellGiftCard(desk, order),
    'giftCard.balance': ({ number }) => {
      const { cardId, last4, balanceMinor } = requireCard(desk, number);
      return { last4, balanceMinor, moves: desk.journal.storedMoves(cardId, MOVES_MAX).map((move) => ({ ...move })) };
    },
    'account.pay': (order) => takeAccountPayment(desk, order),
    'account.setLimit': ({ customerId, limitMinor }) => (setCreditLimit(desk, customerId, limitMinor), done()),
    'sale.removeValue': ({ valueId }) => (removeValue(desk, valueId), done()),
    'tender.giftCard': ({ number }) => payWithGiftCard(desk, number),
    'tender.account': ({ overLimit }) => payOnAccount(desk, overLimit),
    'settings.storedValue': () => storedValueOf(desk),
    'settings.saveStoredValue': (rules) => {
      desk.authority.require({ permission: 'changeSettings' });
      const before = storedValueOf(desk);
      const flat = ({ giftCards, accounts }: typeof rules): readonly (readonly [string, unknown])[] => [...Object.entries(giftCards).map(([name, value]) => [`giftCards.${name}`, value] as const), ['accounts.enabled', accounts.enabled]];
      const was = new Map(flat(before));
      const changed = flat(rules).flatMap(([name, value]) => (was.get(name) === value ? [] : [`${name}: ${String(was.get(name))} → ${String(value)}`]));
      if (changed.length === 0) return rules;
      settings.recorded(() => settings.save({ storedValue: rules }), () => append(desk, [{ type: 'settings.changed', data: { area: 'storedValue', changed } }]));
      desk.memory.storedValue = rules;
      desk.changed();
      return rules;
    },
  };
}
