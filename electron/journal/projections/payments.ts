import type { Database } from 'better-sqlite3';
import type { EntryOf } from '../../../shared/journal/entries.ts';
import { isFinal, type AttemptState } from '../../../shared/payment/machine.ts';
import { refuse, type Handlers } from './handlers.ts';

type PaymentEntry = Extract<keyof Handlers, `payment.${string}`>;
interface AttemptInHand {
  readonly createdSeq: number;
  readonly state: AttemptState;
  readonly found: string;
}

/** Payment attempts: where each one stands, and which entries brought it there. */
export function preparePayments(db: Database): Handlers<PaymentEntry> {
  const selectSaleNo = db.prepare<[string], number>('SELECT sale_no FROM sale WHERE sale_id = ?').pluck();
  const selectAttempt = db.prepare<[string], AttemptInHand>('SELECT created_seq AS createdSeq, state, found FROM attempt WHERE attempt_id = ?');
  const insertAttempt = db.prepare<[number, string, string, number, string, number, string, string, number, number, number, string | null]>(`INSERT INTO attempt
    (created_seq, attempt_id, merchant_reference, sale_no, product, amount_minor, currency, operator, state, is_final, created_at_ms, state_at_ms, expires_at_ms, customer_code_hint, found)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'created', 0, ?, ?, ?, ?, 'none')`);
  // What a later message does not mention stays as an earlier one said it.
  const moveAttempt = db.prepare<[string, number, number, string | null, string | null, number | null, number | null, string | null, string | null, string | null, number]>(`UPDATE attempt SET
    state = ?, is_final = ?, state_at_ms = ?, gateway_payment_id = coalesce(?, gateway_payment_id), order_code_text = coalesce(?, order_code_text),
    order_code_expires_at_ms = coalesce(?, order_code_expires_at_ms), paid_at_ms = coalesce(?, paid_at_ms), payer_hint = coalesce(?, payer_hint),
    wallet = coalesce(?, wallet), gateway_code = coalesce(?, gateway_code) WHERE created_seq = ?`);
  const insertArrived = db.prepare<[number, string, string, string, number, string, string, number, number, number, string, number | null, string | null, string | null]>(`INSERT INTO attempt
    (created_seq, attempt_id, merchant_reference, product, amount_minor, currency, operator, state, is_final, created_at_ms, state_at_ms, expires_at_ms, gateway_payment_id, paid_at_ms, payer_hint, wallet, found)
    VALUES (?, ?, ?, ?, ?, ?, ?, 'paid', 1, ?, ?, ?, ?, ?, ?, ?, 'found')`);
  const setAsserted = db.prepare<[number, number]>('UPDATE attempt SET asserted_at_ms = ? WHERE created_seq = ?');
  const selectStateAtMs = db.prepare<[number], number>('SELECT state_at_ms FROM attempt WHERE created_seq = ?').pluck();
  const setFound = db.prepare<[string, number | null, number]>('UPDATE attempt SET found = ?, applied_sale_no = ? WHERE created_seq = ?');
  const insertStep = db.prepare<[number, number]>('INSERT INTO attempt_step (created_seq, seq) VALUES (?, ?)');

  const find = (entry: EntryOf<Exclude<PaymentEntry, 'payment.created' | 'payment.arrived'>>): AttemptInHand => {
    const attempt = selectAttempt.get(entry.data.attemptId);
    if (attempt === undefined) return refuse(entry, 'unknown attempt');
    insertStep.run(attempt.createdSeq, entry.seq);
    return attempt;
  };

  return {
    'payment.created': (entry) => {
      const { attemptId, saleId, product, merchantReference, amountMinor, currency, expiresAtMs, customerCode } = entry.data;
      const saleNo = selectSaleNo.get(saleId);
      if (saleNo === undefined) return refuse(entry, 'unknown sale');
      const hint = customerCode === undefined ? null : customerCode.first6.padEnd(customerCode.length, '*');
      insertAttempt.run(entry.seq, attemptId, merchantReference, saleNo, product, amountMinor, currency, entry.operator, entry.atMs, entry.atMs, expiresAtMs, hint);
      insertStep.run(entry.seq, entry.seq);
    },
    'payment.moved': (entry) => {
      const { from, to, gatewayPaymentId, orderCode, paid, call } = entry.data;
      const attempt = find(entry);
      // Only continuity is checked. Which moves are allowed is the machine's business, and its table may change; old entries may not.
      if (attempt.state !== from) refuse(entry, `attempt is ${attempt.state}, not ${from}`);
      const stateAtMs = from === to ? (selectStateAtMs.get(attempt.createdSeq) ?? entry.atMs) : entry.atMs;
      moveAttempt.run(
        to, isFinal(to) ? 1 : 0, stateAtMs, gatewayPaymentId ?? null, orderCode?.text ?? null, orderCode?.expiresAtMs ?? null,
        paid?.paidAtMs ?? null, paid?.payerHint ?? null, paid?.wallet ?? null, call?.gatewayCode || null, attempt.createdSeq,
      );
    },
    'payment.arrived': (entry) => {
      const { attemptId, product, merchantReference, gatewayPaymentId, amountMinor, currency, paid } = entry.data;
      insertArrived.run(
        entry.seq, attemptId, merchantReference, product, amountMinor, currency, entry.operator, entry.atMs, entry.atMs, entry.atMs, gatewayPaymentId,
        paid.paidAtMs, paid.payerHint, paid.wallet,
      );
      insertStep.run(entry.seq, entry.seq);
    },
    'payment.asserted': (entry) => {
      const attempt = find(entry);
      if (isFinal(attempt.state)) refuse(entry, `attempt is ${attempt.state}`);
      setAsserted.run(entry.atMs, attempt.createdSeq);
    },
    'payment.found': (entry) => {
      const attempt = find(entry);
      if (attempt.state !== 'paid' || attempt.found !== 'none') refuse(entry, `attempt is ${attempt.state}, ${attempt.found}`);
      setFound.run('found', null, attempt.createdSeq);
    },
    'payment.foundSettled': (entry) => {
      const attempt = find(entry);
      if (attempt.found !== 'found') refuse(entry, `attempt is ${attempt.found}`);
      const { how, saleId } = entry.data;
      setFound.run(how, saleId === undefined ? null : (selectSaleNo.get(saleId) ?? null), attempt.createdSeq);
    },
    'payment.anomaly': (entry) => {
      find(entry);
    },
  };
}
