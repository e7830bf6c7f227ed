import type { Database } from 'better-sqlite3';
import { canonicalText } from '../../../shared/journal/canonical.ts';
import type { EntryOf } from '../../../shared/journal/entries.ts';
import { discountOf } from '../../../shared/journal/pricing-shapes.ts';
import { extrasText, saleExtras, type ExchangeRow, type SaleExtras } from '../sale-extras.ts';
import { refuse, type Handlers } from './handlers.ts';
import { prepareCompletion } from './sale-completion.ts';
import { prepareSaleInHand, type Sale, type SaleEntry, type SaleState } from './sale-in-hand.ts';
import { prepareSaleLines } from './sale-lines.ts';
import { prepareTenders } from './tenders.ts';
import type { StoredValue } from './stored-value.ts';
import type { Totals } from './totals.ts';

export interface SaleProjection {
  readonly handlers: Handlers<SaleEntry | 'promotions.changed'>;
  /** Writes lines not yet written; the transaction is about to end. */
  finish(): void;
  /** Forgets what was remembered: the transaction was rolled back. */
  drop(): void;
}

/** Sales, their lines and tenders, and what a finished sale adds to the shift. */
export function prepareSales(db: Database, totals: Totals, stored: StoredValue): SaleProjection {
  const hand = prepareSaleInHand(db);
  const lines = prepareSaleLines(db, totals, hand);
  const complete = prepareCompletion(db, totals, stored);
  const insertSale = db.prepare<[number, string, number, string, string, number, number, number]>(
    `INSERT INTO sale (sale_no, sale_id, shift_no, state, currency, tax_mode, opened_at_ms, opened_offset_min, opened_seq) VALUES (?, ?, ?, 'open', ?, ?, ?, ?, ?)`);
  const holdSale = db.prepare<[string, number, number, number]>(`UPDATE sale SET state = 'held', label = ?, held_at_ms = ?, ended_seq = ? WHERE sale_no = ?`);
  const recallSale = db.prepare<[number]>(`UPDATE sale SET state = 'open', label = NULL, held_at_ms = NULL, ended_seq = NULL WHERE sale_no = ?`);
  const discardSale = db.prepare<[number | null, number, number]>(`UPDATE sale SET state = 'discarded', closed_shift_no = ?, ended_seq = ? WHERE sale_no = ?`);
  const setExtras = db.prepare<[string | null, number]>('UPDATE sale SET extras = ? WHERE sale_no = ?');
  const countTenders = db.prepare<[number, number], number>('SELECT count(*) FROM tender WHERE seq >= ? AND sale_no = ? AND removed_seq IS NULL').pluck();
  const insertCustomerSale = db.prepare<[string, number]>('INSERT INTO customer_sale (customer_id, sale_no) VALUES (?, ?)');
  const insertSet = db.prepare<[number, string]>('INSERT INTO promotion_set (seq, promotions) VALUES (?, ?)');

  const settled = (sale: Sale, state: SaleState): void => {
    if (state === 'open') totals.setOpenSale(sale.saleNo);
    else if (totals.openSaleNo() === sale.saleNo) totals.setOpenSale(null);
    hand.put({ ...sale, state });
  };
  const changeExtras = (entry: EntryOf<'sale.discounted' | 'sale.taxExempted' | 'sale.couponSet' | 'sale.exchangeSet' | 'sale.exchangeCleared' | 'sale.customerSet' | 'sale.valueAdded' | 'sale.valueRemoved'>, change: (extras: SaleExtras) => SaleExtras): void => {
    const sale = hand.find(entry, ['open']);
    const extras = extrasText(change(saleExtras(sale.extras)));
    setExtras.run(extras, sale.saleNo);
    hand.put({ ...sale, extras });
  };

  return {
    handlers: {
      ...lines.handlers,
      ...prepareTenders(db, totals, hand, stored),
      'sale.opened': (entry) => {
        const { saleId, saleNo, shiftNo, currency, taxMode } = entry.data;
        if (totals.openShiftNo() !== shiftNo) refuse(entry, 'not the open shift');
        if (totals.openSaleNo() !== null) refuse(entry, 'a sale is open');
        if (!totals.use('lastSaleNo', saleNo)) refuse(entry, 'sale number leaves a gap');
        insertSale.run(saleNo, saleId, shiftNo, currency, taxMode, entry.atMs, entry.offsetMin, entry.seq);
        totals.setOpenSale(saleNo);
        hand.put({ saleId, saleNo, state: 'open', taxMode, openedSeq: entry.seq, extras: null });
      },
      'sale.discounted': (entry) => {
        const { discount } = entry.data;
        changeExtras(entry, ({ discount: _before, ...extras }) => (discount === null ? extras : { ...extras, discount: discountOf(discount) }));
      },
      'sale.taxExempted': (entry) => {
        const { exempt, reason } = entry.data;
        changeExtras(entry, ({ exempt: _before, ...extras }) => (exempt ? { ...extras, exempt: { reason } } : extras));
      },
      'sale.couponSet': (entry) => {
        const { code, on } = entry.data;
        changeExtras(entry, ({ coupons = [], ...extras }) => {
          const others = coupons.filter((coupon) => coupon !== code);
          const all = on ? [...others, code] : others;
          return all.length === 0 ? extras : { ...extras, coupons: all };
        });
      },
      'sale.exchangeSet': (entry) => {
        const { saleId: _sale, ...exchange } = entry.data;
        changeExtras(entry, (extras) => ({ ...extras, exchange: exchange as unknown as ExchangeRow }));
      },
      'sale.customerSet': (entry) => {
        const { customerId } = entry.data;
        changeExtras(entry, ({ customerId: _before, ...extras }) => (customerId === null ? extras : { ...extras, customerId }));
      },
      'sale.exchangeCleared': (entry) => {
        changeExtras(entry, ({ exchange: _before, ...extras }) => extras);
      },
      'sale.valueAdded': (entry) => {
        const { value } = entry.data;
        changeExtras(entry, ({ values = [], ...extras }) => ({ ...extras, values: [...values, value] }));
      },
      'sale.valueRemoved': (entry) => {
        const { valueId } = entry.data;
        changeExtras(entry, ({ values = [], ...extras }) => {
          const others = values.filter((value) => value.valueId !== valueId);
          if (others.length === values.length) refuse(entry, 'no such value line');
          return others.length === 0 ? extras : { ...extras, values: others };
        });
      },
      'sale.held': (entry) => {
        const sale = hand.find(entry, ['open']);
        holdSale.run(entry.data.label, entry.atMs, entry.seq, sale.saleNo);
        settled(sale, 'held');
      },
      'sale.recalled': (entry) => {
        const sale = hand.find(entry, ['held']);
        if (totals.openSaleNo() !== null) refuse(entry, 'a sale is open');
        recallSale.run(sale.saleNo);
        settled(sale, 'open');
      },
      'sale.discarded': (entry) => {
        const sale = hand.find(entry, ['open', 'held']);
        // The customer's money must not go the way of the sale.
        if (countTenders.get(sale.openedSeq, sale.saleNo) !== 0) refuse(entry, 'part of it is paid');
        totals.add({ discardsCount: 1, discardsMinor: entry.data.amountMinor });
        discardSale.run(totals.openShiftNo(), entry.seq, sale.saleNo);
        settled(sale, 'discarded');
      },
      'sale.completed': (entry) => {
        const sale = hand.find(entry, ['open', 'held']);
        lines.write();
        complete(entry, sale);
        const { customerId } = saleExtras(sale.extras);
        if (customerId !== undefined) insertCustomerSale.run(customerId, sale.saleNo);
        settled(sale, 'completed');
      },
      'promotions.changed': (entry) => void insertSet.run(entry.seq, canonicalText(entry.data.promotions)),
    },
    finish: () => {
      lines.write();
      hand.put(null);
    },
    drop: () => {
      lines.drop();
      hand.put(null);
    },
  };
}
