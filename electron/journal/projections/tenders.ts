import type { Database } from 'better-sqlite3';
import type { EntryOf } from '../../../shared/journal/entries.ts';
import { prepareForeign } from './foreign.ts';
import { refuse, type Handlers } from './handlers.ts';
import type { Sale, SaleInHand } from './sale-in-hand.ts';
import type { StoredValue } from './stored-value.ts';
import type { Totals } from './totals.ts';

type TenderEntry = Extract<keyof Handlers, `tender.${string}`>;
interface StoredTender {
  readonly seq: number;
  readonly kind: string;
  readonly amountMinor: number;
  readonly holder: string | null;
}

/** What has been taken for sales that are not finished. Cash counts in the shift, and in the drawer, in which it changed hands. */
export function prepareTenders(db: Database, totals: Totals, hand: SaleInHand, stored: Pick<StoredValue, 'card' | 'debt'>): Handlers<TenderEntry> {
  const insertTender = db.prepare<[number, number, string, string, number, number | null, number | null, string | null]>(
    'INSERT INTO tender (seq, sale_no, tender_id, kind, amount_minor, tendered_minor, change_minor, attempt_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const selectTender = db.prepare<[number, number, string], StoredTender>(
    'SELECT seq, kind, amount_minor AS amountMinor, holder FROM tender WHERE seq >= ? AND sale_no = ? AND tender_id = ? AND removed_seq IS NULL');
  const removeTender = db.prepare<[number, number]>('UPDATE tender SET removed_seq = ? WHERE seq = ?');
  const insertStored = db.prepare<[number, number, string, string, number, string]>('INSERT INTO tender (seq, sale_no, tender_id, kind, amount_minor, holder) VALUES (?, ?, ?, ?, ?, ?)');
  const selectAssertedAmount = db.prepare<[string], number>(`SELECT amount_minor FROM attempt WHERE attempt_id = ? AND assertion = 'open'`).pluck();
  const selectExchanged = db.prepare<[string], number>(`SELECT coalesce(sum(w.amount_minor), 0) FROM return_doc d CROSS JOIN return_way w ON w.return_no = d.return_no AND w.kind = 'exchange'
    WHERE d.return_id = ? AND d.state = 'open' GROUP BY d.return_no`).pluck();
  const selectReturn = db.prepare<[string], string>('SELECT state FROM return_doc WHERE return_id = ?').pluck();
  const selectPaidAmount = db.prepare<[string], number>(`SELECT amount_minor FROM attempt WHERE attempt_id = ? AND state = 'paid'`).pluck();
  // What is taken for a held sale belongs to it as well: its rows lie up to here.
  const stretchSale = db.prepare<[number, number]>('UPDATE sale SET ended_seq = ? WHERE sale_no = ?');

  const foreign = prepareForeign(db, totals);

  const take = (entry: EntryOf<Exclude<TenderEntry, 'tender.removed'>>): Sale => {
    const sale = hand.find(entry, ['open', 'held']);
    if (sale.state === 'held') stretchSale.run(entry.seq, sale.saleNo);
    return sale;
  };

  return {
    'tender.cash': (entry) => {
      const { tenderId, amountMinor, tenderedMinor, changeMinor } = entry.data;
      const { saleNo } = take(entry);
      if (tenderedMinor - changeMinor !== amountMinor) refuse(entry, 'tendered less change is not the amount');
      insertTender.run(entry.seq, saleNo, tenderId, 'cash', amountMinor, tenderedMinor, changeMinor, null);
      totals.addCash(entry.operator, tenderedMinor, changeMinor);
    },
    'tender.foreignCash': (entry) => {
      const { tenderId, amountMinor, changeMinor } = entry.data;
      const { saleNo } = take(entry);
      foreign.taken(entry);
      insertTender.run(entry.seq, saleNo, tenderId, 'foreignCash', amountMinor, null, changeMinor, null);
    },
    'tender.payment': (entry) => {
      const { tenderId, attemptId, product, amountMinor } = entry.data;
      const { saleNo } = take(entry);
      // payments.md rule 5: nothing is tendered that a verified message has not called paid.
      if (selectPaidAmount.get(attemptId) !== amountMinor) refuse(entry, 'no attempt paid that amount');
      insertTender.run(entry.seq, saleNo, tenderId, product, amountMinor, null, null, attemptId);
    },
    'tender.asserted': (entry) => {
      const { tenderId, attemptId, amountMinor } = entry.data;
      const { saleNo } = take(entry);
      if (selectAssertedAmount.get(attemptId) !== amountMinor) refuse(entry, 'no attempt asserted over that amount');
      insertTender.run(entry.seq, saleNo, tenderId, 'asserted', amountMinor, null, null, attemptId);
    },
    'tender.exchange': (entry) => {
      const { tenderId, returnId, amountMinor } = entry.data;
      const { saleNo } = take(entry);
      // The same value on both sides of one transaction: the return says that it went into a sale, and this is that sale.
      if (selectReturn.get(returnId) !== 'open' || (selectExchanged.get(returnId) ?? 0) !== amountMinor) refuse(entry, 'no return gave so much for it');
      insertTender.run(entry.seq, saleNo, tenderId, 'exchange', amountMinor, null, null, null);
    },
    'tender.giftCard': (entry) => {
      const { tenderId, cardId, amountMinor } = entry.data;
      const { saleNo } = take(entry);
      stored.card(entry, 'spent', entry.data, -amountMinor);
      insertStored.run(entry.seq, saleNo, tenderId, 'giftCard', amountMinor, cardId);
    },
    'tender.account': (entry) => {
      const { tenderId, customerId, amountMinor } = entry.data;
      const { saleNo } = take(entry);
      stored.debt(entry, 'bought', customerId, amountMinor);
      insertStored.run(entry.seq, saleNo, tenderId, 'account', amountMinor, customerId);
    },
    'tender.removed': (entry) => {
      const { tenderId, kind, amountMinor } = entry.data;
      const { saleNo, openedSeq } = hand.find(entry, ['open', 'held']);
      const tender = selectTender.get(openedSeq, saleNo, tenderId);
      if (tender?.kind !== kind || tender.amountMinor !== amountMinor) return refuse(entry, 'no such tender');
      removeTender.run(entry.seq, tender.seq);
      // What was handed over less what is handed back: the change of that tender had gone out already.
      if (kind === 'giftCard') stored.card(entry, 'spentBack', { cardId: tender.holder ?? '', last4: '' }, amountMinor);
      if (kind === 'account') stored.debt(entry, 'boughtBack', tender.holder ?? '', -amountMinor);
      if (kind === 'cash') totals.addCash(entry.operator, -amountMinor, 0);
      else if (kind === 'foreignCash') foreign.handedBack(entry);
    },
  };
}
