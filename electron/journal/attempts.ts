import type { Database } from 'better-sqlite3';
import type { AttemptRow } from './port.ts';

interface StoredAttempt extends Omit<AttemptRow, 'orderCode'> {
  readonly orderCodeText: string | null;
  readonly orderCodeExpiresAtMs: number | null;
}

export interface AttemptReads {
  byId(attemptId: string): AttemptRow | null;
  byReference(merchantReference: string): AttemptRow | null;
  /** Of no sale of its own: arrived on the printed code. */
  arrived(gatewayPaymentId: string): AttemptRow | null;
  /** Oldest first. */
  notFinal(): readonly AttemptRow[];
  ofSale(saleId: string): readonly AttemptRow[];
  found(): readonly AttemptRow[];
  /** Asserted, and neither confirmed nor written off. */
  assertedOpen(): readonly AttemptRow[];
}

/** Payment attempts as rows. */
export function prepareAttempts(db: Database): AttemptReads {
  const select = `SELECT a.attempt_id AS attemptId, s.sale_id AS saleId, a.product, a.merchant_reference AS merchantReference, a.amount_minor AS amountMinor, a.currency, a.operator,
    a.state, a.created_at_ms AS createdAtMs, a.state_at_ms AS stateAtMs, a.expires_at_ms AS expiresAtMs, a.gateway_payment_id AS gatewayPaymentId,
    a.order_code_text AS orderCodeText, a.order_code_expires_at_ms AS orderCodeExpiresAtMs, a.customer_code_hint AS customerCodeHint, a.paid_at_ms AS paidAtMs,
    a.payer_hint AS payerHint, a.wallet, a.gateway_code AS gatewayCode, a.found, a.asserted_at_ms AS assertedAtMs,
    a.asserted_by AS assertedBy, a.assertion FROM attempt a`;
  const ofItsSale = 'LEFT JOIN sale s ON s.sale_no = a.sale_no';
  const one = db.prepare<[string], StoredAttempt>(`${select} ${ofItsSale} WHERE a.attempt_id = ?`);
  const referenced = db.prepare<[string], StoredAttempt>(`${select} ${ofItsSale} WHERE a.merchant_reference = ?`);
  const arrived = db.prepare<[string], StoredAttempt>(`${select} ${ofItsSale} WHERE a.sale_no IS NULL AND a.gateway_payment_id = ?`);
  // Left alone, SQLite walks all attempts ever made to have them in order, instead of the few of this index.
  const open = db.prepare<[], StoredAttempt>(`${select} INDEXED BY attempt_not_final ${ofItsSale} WHERE a.is_final = 0 ORDER BY a.created_seq`);
  const ofSale = db.prepare<[string], StoredAttempt>(`${select} JOIN sale s ON s.sale_no = a.sale_no WHERE s.sale_id = ? ORDER BY a.created_seq`);
  const found = db.prepare<[], StoredAttempt>(`${select} ${ofItsSale} WHERE a.found = 'found' ORDER BY a.created_seq`);
  const asserted = db.prepare<[], StoredAttempt>(`${select} ${ofItsSale} WHERE a.assertion <> 'none' AND a.assertion = 'open' ORDER BY a.created_seq`);
  const row = ({ orderCodeText: text, orderCodeExpiresAtMs: expiresAtMs, ...rest }: StoredAttempt): AttemptRow => ({
    ...rest, orderCode: text === null || expiresAtMs === null ? null : { text, expiresAtMs },
  });
  const rowOrNull = (stored: StoredAttempt | undefined): AttemptRow | null => (stored === undefined ? null : row(stored));
  return {
    byId: (attemptId) => rowOrNull(one.get(attemptId)),
    byReference: (merchantReference) => rowOrNull(referenced.get(merchantReference)),
    arrived: (gatewayPaymentId) => rowOrNull(arrived.get(gatewayPaymentId)),
    notFinal: () => open.all().map(row),
    ofSale: (saleId) => ofSale.all(saleId).map(row),
    found: () => found.all().map(row),
    assertedOpen: () => asserted.all().map(row),
  };
}
