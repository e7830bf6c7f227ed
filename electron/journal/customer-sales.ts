import type { Database } from 'better-sqlite3';
import type { Minor } from '../../shared/money.ts';

export interface CustomerReceipt {
  readonly saleId: string;
  readonly receiptNo: number;
  readonly completedAtMs: number;
  readonly totalMinor: Minor;
  readonly returnedMinor: Minor;
}
/** What a customer bought, by their id alone. */
export interface CustomerSales {
  /** Newest first. */
  customerReceipts(customerId: string, limit: number): { readonly receipts: readonly CustomerReceipt[]; readonly count: number };
  /** One for each `perMinor` of every receipt, less what came back of it, rounded down. */
  customerPoints(customerId: string, perMinor: number): number;
}

/** Money of a sale that paid for no goods. */
export const VALUES = `CASE WHEN s.extras IS NULL THEN 0 ELSE coalesce((SELECT sum(json_extract(v.value, '$.amountMinor')) FROM json_each(s.extras, '$.values') v), 0) END`;
const BACK = `coalesce((SELECT sum(d.total_minor) FROM return_doc d WHERE d.sale_no = s.sale_no AND d.state = 'completed'), 0)`;

export function prepareCustomerSales(db: Database): CustomerSales {
  const select = db.prepare<[string, number], CustomerReceipt>(`SELECT s.sale_id AS saleId, s.receipt_no AS receiptNo, s.completed_at_ms AS completedAtMs, s.total_minor + ${VALUES} AS totalMinor, ${BACK} AS returnedMinor
    FROM customer_sale c CROSS JOIN sale s ON s.sale_no = c.sale_no WHERE c.customer_id = ? ORDER BY s.receipt_no DESC LIMIT ?`);
  const count = db.prepare<[string], number>('SELECT count(*) FROM customer_sale WHERE customer_id = ?').pluck();
  const points = db.prepare<[number, string], number>(`SELECT coalesce(sum((s.total_minor - ${BACK}) / CAST(? AS INTEGER)), 0) FROM customer_sale c CROSS JOIN sale s ON s.sale_no = c.sale_no WHERE c.customer_id = ?`).pluck();
  return {
    customerReceipts: (customerId, limit) => ({ receipts: select.all(customerId, limit), count: count.get(customerId) ?? 0 }),
    customerPoints: (customerId, perMinor) => points.get(perMinor, customerId) ?? 0,
  };
}
