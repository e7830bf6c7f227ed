import type { Database } from 'better-sqlite3';
import type { HashFunction } from '../../shared/journal/chain.ts';
import type { EntryOf } from '../../shared/journal/entries.ts';
import { decodeEntry, SELECT_ENTRY, type StoredEntry } from './decode.ts';
import { OF_SALE } from './schema.ts';

/** Completed sales of the shift that is open; those of closed shifts are in product_sold. */
const SOLD_NOW = `FROM sale s CROSS JOIN sale_line r ON ${OF_SALE} WHERE s.receipt_no > (SELECT f.receipts_before FROM register g JOIN shift f ON f.shift_no = g.shift_no) AND r.void_seq IS NULL`;

/** Thousandths sold of a product since the first entry; takes its id twice. */
export const SELECT_SOLD = `coalesce((SELECT quantity_milli FROM product_sold WHERE product_id = ?), 0)
  + coalesce((SELECT sum(r.quantity_milli) ${SOLD_NOW} AND +r.product_id = ?), 0)`;

/** What lies on the shelves, by the till's own reckoning. Throws the journal's codes. */
export interface StockReads {
  /** Thousandths on hand; a product that nobody has ever received or counted is not in it. Below 0: more was sold than was known of. */
  stockOnHand(productIds: readonly string[]): ReadonlyMap<string, number>;
  /** Thousandths sold since the first entry; products never sold are not in it. */
  soldMilli(productIds: readonly string[]): ReadonlyMap<string, number>;
  /** Newest first. */
  stockMoves(productId: string, limit: number): readonly EntryOf<'stock.moved'>[];
}

export function prepareStockReads(db: Database, hash: HashFunction): StockReads {
  const selectStock = db.prepare<[string], { readonly moved: number; readonly sold: number }>(`SELECT t.quantity_milli AS moved, coalesce(p.quantity_milli, 0) AS sold
    FROM stock t LEFT JOIN product_sold p USING (product_id) WHERE t.product_id = ?`);
  const selectSoldNow = db.prepare<[], { readonly productId: string; readonly soldMilli: number }>(`SELECT r.product_id AS productId, sum(r.quantity_milli) AS soldMilli ${SOLD_NOW} GROUP BY r.product_id`);
  const selectSold = db.prepare<[string, string], number>(`SELECT ${SELECT_SOLD}`).pluck();
  const selectMoves = db.prepare<[string, number], StoredEntry>(`${SELECT_ENTRY} WHERE seq IN (SELECT seq FROM stock_move WHERE product_id = ? ORDER BY seq DESC LIMIT ?) ORDER BY seq DESC`);
  return {
    stockOnHand: (productIds) => {
      const onHand = new Map<string, number>();
      // One look through the open shift serves them all.
      const soldNow = new Map(selectSoldNow.all().map(({ productId, soldMilli }) => [productId, soldMilli]));
      for (const productId of productIds) {
        const row = selectStock.get(productId);
        if (row !== undefined) onHand.set(productId, row.moved - row.sold - (soldNow.get(productId) ?? 0));
      }
      return onHand;
    },
    soldMilli: (productIds) => {
      const sold = new Map<string, number>();
      for (const productId of productIds) {
        const milli = selectSold.get(productId, productId) ?? 0;
        if (milli !== 0) sold.set(productId, milli);
      }
      return sold;
    },
    stockMoves: (productId, limit) => selectMoves.all(productId, limit).map((row) => decodeEntry(row, hash) as EntryOf<'stock.moved'>),
  };
}
