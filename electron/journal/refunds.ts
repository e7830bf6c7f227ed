import type { Database } from 'better-sqlite3';
import type { RefundReads, RefundRow } from './returns-port.ts';

/** Refunds as rows; also those of one return. */
export function prepareRefunds(db: Database): RefundReads & { refundsOfReturn(returnId: string): readonly RefundRow[] } {
  const select = `SELECT f.refund_id AS refundId, a.attempt_id AS attemptId, d.return_id AS returnId, f.refund_reference AS refundReference, f.way, f.amount_minor AS amountMinor,
    f.currency, f.operator, f.reason, f.state, f.created_at_ms AS createdAtMs, f.state_at_ms AS stateAtMs, f.gateway_refund_id AS gatewayRefundId,
    f.refunded_at_ms AS refundedAtMs, f.gateway_code AS gatewayCode`;
  const joined = 'JOIN attempt a ON a.created_seq = f.attempt_seq LEFT JOIN return_doc d ON d.return_no = f.return_no';
  const one = db.prepare<[string], RefundRow>(`${select} FROM refund f ${joined} WHERE f.refund_id = ?`);
  const referenced = db.prepare<[string], RefundRow>(`${select} FROM refund f ${joined} WHERE f.refund_reference = ?`);
  const open = db.prepare<[], RefundRow>(`${select} FROM refund f INDEXED BY refund_not_final ${joined} WHERE f.is_final = 0 ORDER BY f.created_seq`);
  const ofAttempt = db.prepare<[string], RefundRow>(`${select} FROM attempt a CROSS JOIN refund f ON f.attempt_seq = a.created_seq LEFT JOIN return_doc d ON d.return_no = f.return_no
    WHERE a.attempt_id = ? ORDER BY f.created_seq`);
  const ofReturn = db.prepare<[string], RefundRow>(`${select} FROM return_doc d CROSS JOIN refund f ON f.return_no = d.return_no JOIN attempt a ON a.created_seq = f.attempt_seq
    WHERE d.return_id = ? ORDER BY f.created_seq`);
  return {
    refund: (refundId) => one.get(refundId) ?? null,
    refundByReference: (refundReference) => referenced.get(refundReference) ?? null,
    refundsNotFinal: () => open.all(),
    refundsOfAttempt: (attemptId) => ofAttempt.all(attemptId),
    refundsOfReturn: (returnId) => ofReturn.all(returnId),
  };
}
