import type { Database } from 'better-sqlite3';
import type { EntryOf } from '../../../shared/journal/entries.ts';
import { isRefundFinal, type RefundState } from '../../../shared/payment/refund-machine.ts';
import { refuse, type Handlers } from './handlers.ts';

type RefundEntry = Extract<keyof Handlers, `refund.${string}`>;
interface RefundInHand {
  readonly createdSeq: number;
  readonly state: RefundState;
}
interface PaymentInHand {
  readonly createdSeq: number;
  readonly state: string;
  readonly found: string;
  readonly amountMinor: number;
  readonly reservedMinor: number;
  readonly mayUndo: number;
}
interface DocInHand {
  readonly returnNo: number;
  readonly state: string;
}

/** Refunds: where each one stands, and which entries brought it there. */
export function prepareRefunds(db: Database): Handlers<RefundEntry> {
  // What is back, or may be on its way, is reserved: the file itself keeps the sum of refunds within what was paid.
  const selectPayment = db.prepare<[string], PaymentInHand>(`SELECT a.created_seq AS createdSeq, a.state, a.found, a.amount_minor AS amountMinor,
    (SELECT coalesce(sum(f.amount_minor), 0) FROM refund f WHERE f.attempt_seq = a.created_seq AND f.state NOT IN ('refused', 'notSent')) AS reservedMinor,
    (SELECT count(*) FROM refund f WHERE f.attempt_seq = a.created_seq AND f.way = 'cancel' AND f.is_final = 0) AS mayUndo FROM attempt a WHERE a.attempt_id = ?`);
  const selectDoc = db.prepare<[string], DocInHand>('SELECT return_no AS returnNo, state FROM return_doc WHERE return_id = ?');
  const insertRefund = db.prepare<[number, string, string, number, number | null, string, number, string, string, string, number, number]>(`INSERT INTO refund
    (created_seq, refund_id, refund_reference, attempt_seq, return_no, way, amount_minor, currency, operator, reason, state, is_final, created_at_ms, state_at_ms)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'created', 0, ?, ?)`);
  const selectRefund = db.prepare<[string], RefundInHand>('SELECT created_seq AS createdSeq, state FROM refund WHERE refund_id = ?');
  const moveRefund = db.prepare<[string, number, number, string | null, number | null, string | null, number]>(`UPDATE refund SET state = ?, is_final = ?, state_at_ms = ?,
    gateway_refund_id = coalesce(?, gateway_refund_id), refunded_at_ms = coalesce(?, refunded_at_ms), gateway_code = coalesce(?, gateway_code) WHERE created_seq = ?`);
  const insertStep = db.prepare<[number, number]>('INSERT INTO refund_step (created_seq, seq) VALUES (?, ?)');

  const find = (entry: EntryOf<'refund.moved' | 'refund.anomaly'>): RefundInHand => {
    const refund = selectRefund.get(entry.data.refundId);
    if (refund === undefined) return refuse(entry, 'unknown refund');
    insertStep.run(refund.createdSeq, entry.seq);
    return refund;
  };

  return {
    'refund.created': (entry) => {
      const { refundId, attemptId, returnId, refundReference, way, amountMinor, currency, reason } = entry.data;
      const payment = selectPayment.get(attemptId);
      if (payment === undefined) return refuse(entry, 'unknown attempt');
      if (payment.state !== 'paid') refuse(entry, `attempt is ${payment.state}`);
      if (amountMinor <= 0 || payment.reservedMinor + amountMinor > payment.amountMinor) refuse(entry, 'more than is left of the payment');
      if (payment.mayUndo > 0) refuse(entry, 'a cancel of the payment is under way');
      const doc = returnId === null ? null : selectDoc.get(returnId);
      if (doc === undefined || (doc !== null && doc.state !== 'open')) return refuse(entry, `return is ${doc?.state ?? 'unknown'}`);
      if (doc === null && payment.found !== 'found') refuse(entry, `attempt is ${payment.found}`);
      insertRefund.run(entry.seq, refundId, refundReference, payment.createdSeq, doc?.returnNo ?? null, way, amountMinor, currency, entry.operator, reason, entry.atMs, entry.atMs);
      insertStep.run(entry.seq, entry.seq);
    },
    'refund.moved': (entry) => {
      const { from, to, gatewayRefundId, refundedAtMs, call } = entry.data;
      const refund = find(entry);
      // Only continuity is checked, as for attempts: the table may change, old entries may not.
      if (refund.state !== from) refuse(entry, `refund is ${refund.state}, not ${from}`);
      moveRefund.run(to, isRefundFinal(to) ? 1 : 0, entry.atMs, gatewayRefundId ?? null, refundedAtMs ?? null, call?.gatewayCode || null, refund.createdSeq);
    },
    'refund.anomaly': (entry) => {
      find(entry);
    },
  };
}
