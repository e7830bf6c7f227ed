import type { Database } from 'better-sqlite3';
import type { ReturnLineRow, ReturnReads, ReturnRow, ReturnWayRow } from './returns-port.ts';

interface StoredDoc extends Omit<ReturnRow, 'lines' | 'taxes' | 'ways' | 'asVoid' | 'values'> {
  readonly asVoid: number;
}
interface StoredWay extends Omit<ReturnWayRow, 'paidOut'> {
  readonly paidOut: number;
}

/** Return documents with their lines, taxes and ways. */
export function prepareReturnDocs(db: Database): Pick<ReturnReads, 'returnDoc' | 'returnByNo' | 'openReturns' | 'returnsOfSale'> {
  const select = `SELECT d.return_id AS returnId, d.return_no AS returnNo, s.sale_id AS saleId, s.receipt_no AS receiptNo, d.state, d.as_void AS asVoid, d.currency, d.operator,
    d.reason, d.created_at_ms AS createdAtMs, d.ended_at_ms AS endedAtMs, d.items_milli AS itemsMilli, d.total_minor AS totalMinor`;
  const byId = db.prepare<[string], StoredDoc>(`${select} FROM return_doc d JOIN sale s ON s.sale_no = d.sale_no WHERE d.return_id = ?`);
  const byNo = db.prepare<[number], StoredDoc>(`${select} FROM return_doc d JOIN sale s ON s.sale_no = d.sale_no WHERE d.return_no = ?`);
  const open = db.prepare<[], StoredDoc>(`${select} FROM return_doc d INDEXED BY return_open JOIN sale s ON s.sale_no = d.sale_no WHERE d.state = 'open' ORDER BY d.return_no`);
  const ofSale = db.prepare<[string], StoredDoc>(`${select} FROM sale s CROSS JOIN return_doc d ON d.sale_no = s.sale_no WHERE s.sale_id = ? ORDER BY d.return_no`);
  const lines = db.prepare<[number], ReturnLineRow>(
    'SELECT line_id AS lineId, quantity_milli AS quantityMilli, amount_minor AS amountMinor, tax_minor AS taxMinor FROM return_line WHERE return_no = ? ORDER BY position');
  const taxes = db.prepare<[number], ReturnRow['taxes'][number]>(
    'SELECT rate_id AS rateId, rate_ppm AS ratePpm, taxable_minor AS taxableMinor, tax_minor AS taxMinor FROM return_tax WHERE return_no = ? ORDER BY rate_id, rate_ppm');
  const ways = db.prepare<[number], StoredWay>(`SELECT w.tender_id AS tenderId, w.kind, a.attempt_id AS attemptId, w.amount_minor AS amountMinor, w.paid_seq IS NOT NULL AS paidOut
    FROM return_way w LEFT JOIN attempt a ON a.created_seq = w.attempt_seq WHERE w.return_no = ? ORDER BY w.position`);
  const values = db.prepare<[number], string>('SELECT value_lines FROM return_value WHERE return_no = ?').pluck();
  const whole = (doc: StoredDoc): ReturnRow => ({
    ...doc, asVoid: doc.asVoid === 1, lines: lines.all(doc.returnNo), taxes: taxes.all(doc.returnNo),
    ways: ways.all(doc.returnNo).map((way) => ({ ...way, paidOut: way.paidOut === 1 })),
    values: JSON.parse(values.get(doc.returnNo) ?? '[]') as ReturnRow['values'],
  });
  const orNull = (doc: StoredDoc | undefined): ReturnRow | null => (doc === undefined ? null : whole(doc));
  return {
    returnDoc: (returnId) => orNull(byId.get(returnId)),
    returnByNo: (returnNo) => orNull(byNo.get(returnNo)),
    openReturns: () => open.all().map(whole),
    returnsOfSale: (saleId) => ofSale.all(saleId).map(whole),
  };
}
