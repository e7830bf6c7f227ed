import type { Database } from 'better-sqlite3';
import type { EntryOf } from '../../../shared/journal/entries.ts';
import { SELECT_SOLD } from '../stock.ts';
import { nothing, type Handlers } from './handlers.ts';

type StockEntry = 'category.changed' | 'stock.moved' | 'product.changed' | 'catalog.imported' | 'catalog.exported';

export interface StockProjection {
  readonly handlers: Handlers<StockEntry>;
  /** Returned goods lie on the shelf again, where somebody counts them. */
  takeBack(entry: EntryOf<'return.completed'>): void;
  takeBackLines(entry: EntryOf<'goods.takenBack'>): void;
}

/** Stock that came and went other than by sales. A sale writes nothing here: what was sold is in the lines, and is folded once a shift (see product_sold). */
export function prepareStock(db: Database): StockProjection {
  // The first move begins with what was sold until then: on hand is this less all sales.
  const move = db.prepare<[string, number, string, string, number]>(`INSERT INTO stock (product_id, quantity_milli) SELECT ?, ? + (${SELECT_SOLD}) WHERE true
    ON CONFLICT DO UPDATE SET quantity_milli = stock.quantity_milli + ?`);
  const note = db.prepare<[string, number]>('INSERT OR IGNORE INTO stock_move (product_id, seq) VALUES (?, ?)');
  const back = db.prepare<[string]>(`UPDATE stock SET quantity_milli = stock.quantity_milli + came.quantity_milli FROM (
      SELECT r.product_id, sum(l.quantity_milli) AS quantity_milli FROM return_doc d JOIN return_line l USING (return_no) JOIN sale s ON s.sale_no = d.sale_no
        JOIN sale_line r ON r.seq BETWEEN s.opened_seq AND s.ended_seq AND +r.sale_no = s.sale_no AND r.line_id = l.line_id AND r.void_seq IS NULL
      WHERE d.return_id = ? GROUP BY r.product_id) AS came
    WHERE stock.product_id = came.product_id`);
  const came = db.prepare<[number, string]>('UPDATE stock SET quantity_milli = quantity_milli + ? WHERE product_id = ?');
  return {
    handlers: {
      'stock.moved': (entry) => {
        for (const { productId, quantityMilli, soldInPacksMilli = 0 } of entry.data.lines) {
          move.run(productId, quantityMilli + soldInPacksMilli, productId, productId, quantityMilli);
          note.run(productId, entry.seq);
        }
      },
      'product.changed': nothing,
      'category.changed': nothing,
      'catalog.imported': nothing,
      'catalog.exported': nothing,
    },
    takeBack: (entry) => void back.run(entry.data.returnId),
    takeBackLines: (entry) => {
      for (const line of entry.data.lines) came.run(line.quantityMilli, line.productId);
    },
  };
}
