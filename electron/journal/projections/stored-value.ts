import type { Database } from 'better-sqlite3';
import type { StoredMoveWhat, ValueLine } from '../../../shared/stored-value/value-lines.ts';
import { refuse, type Handlers } from './handlers.ts';

type StoredEntry = 'account.limitSet' | 'giftCard.issued';
type At = Parameters<typeof refuse>[0] & { readonly atMs: number };

/** Balances of gift cards and debts on account, moved by the entries of sales and returns. */
export interface StoredValue {
  readonly handlers: Handlers<StoredEntry>;
  /** Onto a card, or (negative) off it. Refuses what is not on it. */
  card(entry: At, what: StoredMoveWhat, card: { readonly cardId: string; readonly last4: string }, amountMinor: number, receiptNo?: number | null): void;
  /** Onto a customer's debt, or (negative) off it. */
  debt(entry: At, what: StoredMoveWhat, customerId: string, amountMinor: number, receiptNo?: number | null): void;
  /** Value lines take effect, are undone, or are in force again because the return that undid them was given up. */
  lines(entry: At, lines: readonly ValueLine[], how: 'done' | 'undone' | 'kept', receiptNo: number | null): void;
}

const CARD_WHAT = { done: 'loaded', undone: 'loadUndone', kept: 'loadKept' } as const;
const DEBT_WHAT = { done: 'repaid', undone: 'repaidUndone', kept: 'repaidKept' } as const;

export function prepareStoredValue(db: Database): StoredValue {
  const selectBalance = db.prepare<[string], number>('SELECT balance_minor FROM gift_card WHERE card_id = ?').pluck();
  const putOn = db.prepare<[string, string, number]>('INSERT INTO gift_card (card_id, last4, balance_minor) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET balance_minor = balance_minor + excluded.balance_minor');
  const takeOff = db.prepare<[number, string]>('UPDATE gift_card SET balance_minor = balance_minor - ? WHERE card_id = ?');
  const owe = db.prepare<[string, number]>('INSERT INTO account (customer_id, owed_minor) VALUES (?, ?) ON CONFLICT DO UPDATE SET owed_minor = owed_minor + excluded.owed_minor');
  const setLimit = db.prepare<[string, number | null]>('INSERT INTO account (customer_id, limit_minor) VALUES (?, ?) ON CONFLICT DO UPDATE SET limit_minor = excluded.limit_minor');
  const note = db.prepare<[number, number, string, string, string, number, number | null, number]>(`INSERT INTO stored_move (seq, position, kind, holder, what, amount_minor, receipt_no, at_ms)
    VALUES (?, (SELECT count(*) FROM stored_move WHERE seq = ?), ?, ?, ?, ?, ?, ?)`);

  const card: StoredValue['card'] = (entry, what, { cardId, last4 }, amountMinor, receiptNo = null) => {
    if (amountMinor >= 0) putOn.run(cardId, last4, amountMinor);
    else if ((selectBalance.get(cardId) ?? 0) < -amountMinor) refuse(entry, 'that is not on the card');
    else takeOff.run(-amountMinor, cardId);
    note.run(entry.seq, entry.seq, 'giftCard', cardId, what, amountMinor, receiptNo, entry.atMs);
  };
  const debt: StoredValue['debt'] = (entry, what, customerId, amountMinor, receiptNo = null) => {
    owe.run(customerId, amountMinor);
    note.run(entry.seq, entry.seq, 'account', customerId, what, amountMinor, receiptNo, entry.atMs);
  };
  return {
    handlers: {
      'account.limitSet': (entry) => void setLimit.run(entry.data.customerId, entry.data.limitMinor),
      'giftCard.issued': (entry) => card(entry, 'issued', entry.data, entry.data.amountMinor),
    },
    card,
    debt,
    lines: (entry, lines, how, receiptNo) => {
      const sign = how === 'undone' ? -1 : 1;
      for (const line of lines) {
        if (line.kind === 'giftCard') card(entry, CARD_WHAT[how], line, sign * line.amountMinor, receiptNo);
        else debt(entry, DEBT_WHAT[how], line.customerId, -sign * line.amountMinor, receiptNo);
      }
    },
  };
}
