import type { Database } from 'better-sqlite3';
import type { ReportTotals } from '../../shared/journal/entries.ts';
import type { Minor } from '../../shared/money.ts';
import type { StoredMoveWhat } from '../../shared/stored-value/value-lines.ts';
import type { PartRow } from './projections/totals.ts';

export interface GiftCardRow {
  readonly cardId: string;
  readonly last4: string;
  readonly balanceMinor: Minor;
}
export interface AccountRow {
  readonly customerId: string;
  /** Negative: the shop owes them. */
  readonly owedMinor: Minor;
  /** Null: may not buy on account. */
  readonly limitMinor: Minor | null;
}
/** One move of a card or an account; `amountMinor` onto the card, or onto the debt. */
export interface StoredMove {
  readonly what: StoredMoveWhat;
  readonly amountMinor: Minor;
  readonly receiptNo: number | null;
  readonly atMs: number;
}

/** Gift cards and accounts, by the hash of a number and the id of a customer. */
export interface StoredValueReads {
  /** Null for a card that never held anything. */
  giftCard(cardId: string): GiftCardRow | null;
  account(customerId: string): AccountRow;
  /** What was on a card, or owed, after that entry. */
  storedBalanceAt(holder: string, seq: number): Minor;
  /** Newest first. */
  storedMoves(holder: string, limit: number): readonly StoredMove[];
}

export function prepareStoredValueReads(db: Database): StoredValueReads {
  const selectCard = db.prepare<[string], GiftCardRow>('SELECT card_id AS cardId, last4, balance_minor AS balanceMinor FROM gift_card WHERE card_id = ?');
  const selectAccount = db.prepare<[string], AccountRow>('SELECT customer_id AS customerId, owed_minor AS owedMinor, limit_minor AS limitMinor FROM account WHERE customer_id = ?');
  const selectMoves = db.prepare<[string, number], StoredMove>('SELECT what, amount_minor AS amountMinor, receipt_no AS receiptNo, at_ms AS atMs FROM stored_move WHERE holder = ? ORDER BY seq DESC, position DESC LIMIT ?');
  const selectBalanceAt = db.prepare<[string, number], Minor>('SELECT coalesce(sum(amount_minor), 0) FROM stored_move WHERE holder = ? AND seq <= ?').pluck();
  return {
    storedBalanceAt: (holder, seq) => selectBalanceAt.get(holder, seq) ?? (0 as Minor),
    giftCard: (cardId) => selectCard.get(cardId) ?? null,
    account: (customerId) => selectAccount.get(customerId) ?? { customerId, owedMinor: 0 as Minor, limitMinor: null },
    storedMoves: (holder, limit) => selectMoves.all(holder, limit),
  };
}

interface Sums {
  readonly count: number;
  readonly amountMinor: number;
}

/** What a report says of value lines and of what is outstanding; only what there is. `agree` throws REPORT_TOTALS_DISAGREE when two ways of adding up differ. */
export function prepareStoredTotals(db: Database): (
  shift: { readonly shiftNo: number; readonly openedSeq: number }, parts: readonly PartRow[], agree: (what: string, running: number, rows: number) => void,
) => Pick<ReportTotals, 'values' | 'valuesBack' | 'outstanding'> {
  const selectDone = db.prepare<[number], number>(`SELECT coalesce(sum(abs(amount_minor)), 0) FROM stored_move WHERE seq > ? AND what IN ('loaded', 'repaid')`).pluck();
  const selectBack = db.prepare<[number], number>('SELECT coalesce(sum(v.amount_minor), 0) FROM return_doc d CROSS JOIN return_value v ON v.return_no = d.return_no WHERE d.booked_shift_no = ?').pluck();
  const selectCards = db.prepare<[], Sums>('SELECT count(*) AS count, coalesce(sum(balance_minor), 0) AS amountMinor FROM gift_card WHERE balance_minor <> 0');
  const selectAccounts = db.prepare<[], Sums>('SELECT count(*) AS count, coalesce(sum(owed_minor), 0) AS amountMinor FROM account WHERE owed_minor <> 0');
  const selectMoved = db.prepare<['giftCard' | 'account'], number>('SELECT coalesce(sum(amount_minor), 0) FROM stored_move WHERE kind = ?').pluck();
  const selectAny = db.prepare<[], 0 | 1>('SELECT EXISTS (SELECT 1 FROM stored_move)').pluck();

  return ({ shiftNo, openedSeq }, parts, agree) => {
    if (selectAny.get() !== 1) return {};
    const of = (part: 'value' | 'valueBack'): NonNullable<ReportTotals['values']> =>
      parts.filter((row) => row.part === part).map(({ key, count, amountMinor }) => ({ kind: key === 'giftCard' ? 'giftCard' : 'accountPayment', count, amountMinor }));
    const sumOf = (rows: readonly Sums[]): number => rows.reduce((sum, row) => sum + row.amountMinor, 0);
    const [values, valuesBack] = [of('value'), of('valueBack')];
    agree('values', sumOf(values), selectDone.get(openedSeq) ?? 0);
    agree('valuesBack', sumOf(valuesBack), selectBack.get(shiftNo) ?? 0);
    const cards = selectCards.get() ?? { count: 0, amountMinor: 0 };
    const accounts = selectAccounts.get() ?? { count: 0, amountMinor: 0 };
    agree('giftCards', cards.amountMinor, selectMoved.get('giftCard') ?? 0);
    agree('accounts', accounts.amountMinor, selectMoved.get('account') ?? 0);
    return { ...(values.length > 0 ? { values } : {}), ...(valuesBack.length > 0 ? { valuesBack } : {}), outstanding: { cards, accounts } };
  };
}
