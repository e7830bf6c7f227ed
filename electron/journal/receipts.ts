import type { Database } from 'better-sqlite3';
import { VALUES } from './customer-sales.ts';
import type { ReceiptRow, ReceiptsFound, ReturnReads } from './returns-port.ts';
import { OF_SALE } from './schema.ts';

/** Receipts a search by total looks at when no times are given: months of a busy shop, in some fifteen milliseconds. */
const LOOKED_AT_MAX = 100_000;
/** A search in the lines costs about as much for a fifth of them. */
const LINES_LOOKED_AT_MAX = 20_000;

/**
 * Past sales by what a customer or a slip of paper can say of them. There is no index by total, time or product, because each would cost every
 * sale a page: receipts are numbered in the order of time, so a shift gives the range and the newest thousands are looked through.
 */
export function prepareReceipts(db: Database): Pick<ReturnReads, 'receipt' | 'receiptOfSale' | 'receiptsBetween' | 'receiptsWithProduct' | 'receiptsByReference'> {
  const select = `SELECT s.sale_id AS saleId, s.sale_no AS saleNo, s.receipt_no AS receiptNo, s.closed_shift_no AS shiftNo, s.operator, s.currency, s.tax_mode AS taxMode,
    s.completed_at_ms AS completedAtMs, s.items_milli AS itemsMilli, s.subtotal_minor AS subtotalMinor, s.total_minor AS totalMinor, ${VALUES} AS valueMinor FROM sale s`;
  const byNo = db.prepare<[number], ReceiptRow>(`${select} WHERE s.receipt_no = ?`);
  const bySale = db.prepare<[string], ReceiptRow>(`${select} WHERE s.sale_id = ? AND s.receipt_no IS NOT NULL`);
  const selectLast = db.prepare<[], number>('SELECT last_receipt_no FROM register').pluck();
  // A shift's receipts lie between what was used when it and when the next one opened. The clock may have been set in between, so one more shift on either side.
  const selectBefore = db.prepare<[number], number | null>(
    'SELECT min(receipts_before) FROM (SELECT receipts_before FROM shift WHERE opened_at_ms <= ? ORDER BY shift_no DESC LIMIT 2)').pluck();
  const selectAfter = db.prepare<[number], number | null>(
    'SELECT max(receipts_before) FROM (SELECT receipts_before FROM shift WHERE opened_at_ms > ? ORDER BY shift_no LIMIT 2) HAVING count(*) = 2').pluck();
  const between = db.prepare<[number, number, number, number, number | null, number | null, number], ReceiptRow>(`${select} WHERE s.receipt_no > ? AND s.receipt_no <= ?
    AND s.completed_at_ms BETWEEN ? AND ? AND (? IS NULL OR s.total_minor + ${VALUES} = ?) ORDER BY s.receipt_no DESC LIMIT ?`);
  const withProduct = db.prepare<[number, string, string, string, string, string, number], ReceiptRow>(`${select} WHERE s.receipt_no > ? AND EXISTS (SELECT 1 FROM sale_line r
    WHERE ${OF_SALE} AND r.void_seq IS NULL AND (r.code = ? OR r.product_id = ? OR r.name_en LIKE ? ESCAPE '\\' OR r.name_zh_hans LIKE ? ESCAPE '\\' OR r.name_zh_hant LIKE ? ESCAPE '\\'))
    ORDER BY s.receipt_no DESC LIMIT ?`);
  const selectAttempts = db.prepare<[string, string, string, string], number>(`SELECT created_seq FROM attempt WHERE merchant_reference = ?
    UNION SELECT created_seq FROM attempt WHERE gateway_payment_id = ? UNION SELECT attempt_seq FROM refund WHERE refund_reference = ?
    UNION SELECT attempt_seq FROM refund WHERE gateway_refund_id = ?`).pluck();
  // Found money may have been booked on another sale than its own.
  const ofAttempt = db.prepare<[number], ReceiptRow>(
    `${select} WHERE s.receipt_no IS NOT NULL AND s.sale_no = (SELECT coalesce(a.applied_sale_no, a.sale_no) FROM attempt a WHERE a.created_seq = ?)`);

  const limited = (rows: readonly ReceiptRow[], limit: number, lookedAtAll: boolean): ReceiptsFound => ({ receipts: rows.slice(0, limit), more: rows.length > limit || !lookedAtAll });
  return {
    receipt: (receiptNo) => byNo.get(receiptNo) ?? null,
    receiptOfSale: (saleId) => bySale.get(saleId) ?? null,
    receiptsBetween: (span, totalMinor, limit) => {
      const last = selectLast.get() ?? 0;
      const from = span === null ? Math.max(0, last - LOOKED_AT_MAX) : (selectBefore.get(span.fromMs) ?? 0);
      const to = span === null ? last : (selectAfter.get(span.toMs) ?? last);
      const rows = between.all(from, to, span?.fromMs ?? Number.MIN_SAFE_INTEGER, span?.toMs ?? Number.MAX_SAFE_INTEGER, totalMinor, totalMinor, limit + 1);
      return limited(rows, limit, span !== null || from === 0);
    },
    receiptsWithProduct: (text, limit) => {
      const from = Math.max(0, (selectLast.get() ?? 0) - LINES_LOOKED_AT_MAX);
      const like = `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
      return limited(withProduct.all(from, text, text, like, like, like, limit + 1), limit, from === 0);
    },
    receiptsByReference: (reference) => selectAttempts.all(reference, reference, reference, reference).flatMap((seq) => ofAttempt.all(seq)),
  };
}
