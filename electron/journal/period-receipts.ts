import type { Database } from 'better-sqlite3';
import { TillError } from '../../shared/errors/registry.ts';
import type { TenderKind } from '../../shared/journal/entries.ts';
import type { Currency } from '../../shared/money.ts';
import type { Day, Period } from '../../shared/reports/period.ts';
import { OF_SALE } from './schema.ts';
import { hourKey } from './shift-figures.ts';

export type Behind =
  | { readonly by: 'all' }
  | { readonly by: 'hour'; readonly weekday: number; readonly hour: number }
  | { readonly by: 'product'; readonly productId: string }
  | { readonly by: 'cashier'; readonly operator: string }
  | { readonly by: 'tender'; readonly kind: TenderKind };

export interface ReceiptsAsked extends Period {
  readonly currency: Currency;
  readonly behind: Behind;
  readonly limit: number;
}
export type PeriodReceipt = WhichReceipt & ReceiptFigures;
/** A sale; goods that came back against a receipt; goods taken back without one. */
type WhichReceipt =
  | { readonly kind: 'sale' | 'return'; readonly saleId: string; readonly receiptNo: number }
  | { readonly kind: 'takenBack'; readonly returnId: string; readonly returnNo: number };
interface ReceiptFigures {
  readonly atMs: number;
  readonly businessDay: Day;
  readonly operator: string;
  readonly itemsMilli: number;
  readonly amountMinor: number;
}
export interface PeriodReceiptReads {
  /** The finished sales and completed returns behind a figure of a period, newest first. */
  periodReceipts(asked: ReceiptsAsked): { readonly receipts: readonly PeriodReceipt[]; readonly more: boolean };
}

interface StoredReceipt extends ReceiptFigures {
  readonly kind: 'sale' | 'return';
  /** Null: without a receipt. */
  readonly saleId: string | null;
  readonly receiptNo: number | null;
  /** Null: a sale. */
  readonly returnId: string | null;
  readonly returnNo: number | null;
  readonly offsetMin: number | null;
}

function which({ kind, saleId, receiptNo, returnId, returnNo }: StoredReceipt): WhichReceipt {
  if (saleId !== null && receiptNo !== null) return { kind, saleId, receiptNo };
  if (returnId !== null && returnNo !== null) return { kind: 'takenBack', returnId, returnNo };
  throw new TillError('INTERNAL', { why: 'receipt of nothing' });
}

/** Looks through the receipts of the period's shifts from the newest back, until enough are found: there is no index by product, and a sale shall not pay for one. */
export function preparePeriodReceipts(db: Database): PeriodReceiptReads {
  const selectShifts = db.prepare<[Day, Day, Currency], { readonly shiftNo: number; readonly businessDay: Day; readonly after: number; readonly upTo: number }>(`SELECT s.shift_no AS shiftNo, s.business_day AS businessDay,
    s.receipts_before AS after, coalesce((SELECT n.receipts_before FROM shift n WHERE n.shift_no = s.shift_no + 1), 9223372036854775807) AS upTo
    FROM shift s WHERE s.business_day BETWEEN ? AND ? AND s.currency = ? ORDER BY s.shift_no DESC`);
  const saleOf = (amount: string): string => `SELECT 'sale' AS kind, s.sale_id AS saleId, s.receipt_no AS receiptNo, NULL AS returnId, NULL AS returnNo, s.completed_at_ms AS atMs, s.operator, s.items_milli AS itemsMilli, ${amount} AS amountMinor`;
  const sale = saleOf('s.total_minor');
  const between = 's.receipt_no > ? AND s.receipt_no <= ?';
  const selectSales = db.prepare<[number, number], StoredReceipt>(`${sale}, json_extract(CAST(e.bytes AS TEXT), '$.offsetMin') AS offsetMin FROM sale s JOIN entry e ON e.seq = s.ended_seq
    WHERE ${between} ORDER BY s.receipt_no DESC`);
  const withProduct = db.prepare<[number, number, string], StoredReceipt>(`${sale}, 0 AS offsetMin FROM sale s WHERE ${between}
    AND EXISTS (SELECT 1 FROM sale_line r WHERE ${OF_SALE} AND r.void_seq IS NULL AND r.product_id = ?) ORDER BY s.receipt_no DESC`);
  // A sale may be paid in several ways, and a tender taken back before it was finished: only what this way brought.
  const withTender = db.prepare<[number, number, TenderKind], StoredReceipt>(`${saleOf('sum(r.amount_minor)')}, 0 AS offsetMin FROM sale s CROSS JOIN tender r ON ${OF_SALE} WHERE ${between}
    AND +r.kind = ? AND +r.removed_seq IS NULL GROUP BY s.receipt_no ORDER BY s.receipt_no DESC`);
  const backOf = (amount: string, joined = ''): string => `SELECT 'return' AS kind, s.sale_id AS saleId, s.receipt_no AS receiptNo, d.return_id AS returnId, d.return_no AS returnNo, d.ended_at_ms AS atMs, d.operator, d.items_milli AS itemsMilli, ${amount} AS amountMinor,
    coalesce(m.offset_min, 0) AS offsetMin FROM return_doc d LEFT JOIN sale s ON s.sale_no = d.sale_no LEFT JOIN return_moment m ON m.return_no = d.return_no ${joined} WHERE d.booked_shift_no = ?`;
  const back = backOf('-d.total_minor');
  const selectBack = db.prepare<[number], StoredReceipt>(`${back} ORDER BY d.return_no DESC`);
  const backWithProduct = db.prepare<[number, string, string], StoredReceipt>(`${back} AND (EXISTS (SELECT 1 FROM taken_back_line t WHERE t.return_no = d.return_no AND t.product_id = ?) OR EXISTS (SELECT 1 FROM return_line l JOIN sale_line r ON ${OF_SALE} AND r.line_id = l.line_id AND r.void_seq IS NULL
    WHERE l.return_no = d.return_no AND r.product_id = ?)) ORDER BY d.return_no DESC`);
  const backWithTender = db.prepare<[number, TenderKind], StoredReceipt>(`${backOf('-sum(w.amount_minor)', 'CROSS JOIN return_way w ON w.return_no = d.return_no')} AND w.kind = ? GROUP BY d.return_no ORDER BY d.return_no DESC`);

  function ofShift(shiftNo: number, after: number, upTo: number, behind: Behind): readonly StoredReceipt[] {
    switch (behind.by) {
      case 'all':
        return [...selectSales.all(after, upTo), ...selectBack.all(shiftNo)];
      case 'hour': {
        const wanted = `${behind.weekday}-${String(behind.hour).padStart(2, '0')}`;
        return [...selectSales.all(after, upTo), ...selectBack.all(shiftNo)].filter((row) => hourKey(row.atMs, row.offsetMin ?? 0) === wanted);
      }
      case 'product':
        return [...withProduct.all(after, upTo, behind.productId), ...backWithProduct.all(shiftNo, behind.productId, behind.productId)];
      case 'cashier':
        return [...selectSales.all(after, upTo), ...selectBack.all(shiftNo)].filter((row) => row.operator === behind.operator);
      case 'tender':
        return [...withTender.all(after, upTo, behind.kind), ...backWithTender.all(shiftNo, behind.kind)];
    }
  }
  return {
    periodReceipts: ({ fromDay, toDay, currency, behind, limit }) => {
      const found: PeriodReceipt[] = [];
      for (const { shiftNo, businessDay, after, upTo } of selectShifts.all(fromDay, toDay, currency)) {
        const rows = [...ofShift(shiftNo, after, upTo, behind)].sort((a, b) => b.atMs - a.atMs || (b.receiptNo ?? 0) - (a.receiptNo ?? 0));
        for (const row of rows) found.push({ ...which(row), atMs: row.atMs, businessDay, operator: row.operator, itemsMilli: row.itemsMilli, amountMinor: row.amountMinor });
        if (found.length > limit) break;
      }
      return { receipts: found.slice(0, limit), more: found.length > limit };
    },
  };
}
