import type { Database } from 'better-sqlite3';
import type { EntryOf } from '../../../shared/journal/entries.ts';
import { isFinal, type AttemptState } from '../../../shared/payment/machine.ts';
import { refuse, type Handlers } from './handlers.ts';
import type { Totals } from './totals.ts';

type PaymentEntry = Extract<keyof Handlers, `payment.${string}`>;
interface AttemptInHand {
  readonly createdSeq: number;
  readonly state: AttemptState;
  readonly found: string;
  readonly assertion: string;
}
interface AssertedTender {
  readonly seq: number;
  readonly kind: string;
  readonly product: string;
  readonly amountMinor: number;
  readonly closedShiftNo: number | null;
}

/** Payment attempts: where each one stands, and which entries brought it there. */
export function preparePayments(db: Database, totals: Pick<Totals, 'openShiftNo' | 'addPart'>): Handlers<PaymentEntry> {
  const selectSaleNo = db.prepare<[string], number>('SELECT sale_no FROM sale WHERE sale_id = ?').pluck();
  const selectAttempt = db.prepare<[string], AttemptInHand>('SELECT created_seq AS createdSeq, state, found, assertion FROM attempt WHERE attempt_id = ?');
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
  const setAsserted = db.prepare<[number, string | null, number]>(`UPDATE attempt SET asserted_at_ms = ?, asserted_by = ?, assertion = 'open' WHERE created_seq = ?`);
  const endAssertion = db.prepare<[string, number, number]>('UPDATE attempt SET assertion = ?, assertion_ended_seq = ? WHERE created_seq = ?');
  const selectAssertedTender = db.prepare<[number], AssertedTender>(`SELECT t.seq, t.kind, a.product, t.amount_minor AS amountMinor, s.closed_shift_no AS closedShiftNo FROM attempt a
    CROSS JOIN sale s ON s.sale_no = a.sale_no CROSS JOIN tender t ON t.seq BETWEEN s.opened_seq AND coalesce(s.ended_seq, 9223372036854775807) AND t.attempt_id = a.attempt_id
    WHERE a.created_seq = ? AND t.removed_seq IS NULL`);
  const setTenderKind = db.prepare<[string, number]>('UPDATE tender SET kind = ? WHERE seq = ?');
  const selectStateAtMs = db.prepare<[number], number>('SELECT state_at_ms FROM attempt WHERE created_seq = ?').pluck();
  const setFound = db.prepare<[string, number | null, number]>('UPDATE attempt SET found = ?, applied_sale_no = ? WHERE created_seq = ?');
  const insertStep = db.prepare<[number, number]>('INSERT INTO attempt_step (created_seq, seq) VALUES (?, ?)');

  const find = (entry: EntryOf<Exclude<PaymentEntry, 'payment.created' | 'payment.arrived'>>): AttemptInHand => {
    const attempt = selectAttempt.get(entry.data.attemptId);
    if (attempt === undefined) return refuse(entry, 'unknown attempt');
    insertStep.run(attempt.createdSeq, entry.seq);
    return attempt;
  };

  /** The gateway has confirmed it: what was tendered on a supervisor's word was tendered by the product. Totals of an earlier shift stay as its Z has them. */
  const confirmTender = (createdSeq: number): void => {
    const tender = selectAssertedTender.get(createdSeq);
    if (tender?.kind !== 'asserted') return;
    setTenderKind.run(tender.product, tender.seq);
    if (tender.closedShiftNo === null || tender.closedShiftNo !== totals.openShiftNo()) return;
    const part = { part: 'tender', ratePpm: 0, taxableMinor: 0 } as const;
    totals.addPart({ ...part, key: 'asserted', count: -1, amountMinor: -tender.amountMinor });
    totals.addPart({ ...part, key: tender.product, count: 1, amountMinor: tender.amountMinor });
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
      // Its life at the gateway began when it was paid, which may be a while ago; the cancel's window goes by that.
      const createdAtMs = Math.min(paid.paidAtMs ?? entry.atMs, entry.atMs);
      insertArrived.run(
        entry.seq, attemptId, merchantReference, product, amountMinor, currency, entry.operator, createdAtMs, entry.atMs, createdAtMs, gatewayPaymentId,
        paid.paidAtMs, paid.payerHint, paid.wallet,
      );
      insertStep.run(entry.seq, entry.seq);
    },
    'payment.asserted': (entry) => {
      const attempt = find(entry);
      if (isFinal(attempt.state) || attempt.assertion !== 'none') refuse(entry, `attempt is ${attempt.state}, ${attempt.assertion}`);
      // Whoever may do it alone is their own approver.
      setAsserted.run(entry.atMs, entry.approver ?? entry.operator, attempt.createdSeq);
    },
    'payment.assertionEnded': (entry) => {
      const { how } = entry.data;
      const attempt = find(entry);
      if (attempt.assertion !== 'open' || (how === 'confirmed' && attempt.state !== 'paid')) refuse(entry, `attempt is ${attempt.state}, ${attempt.assertion}`);
      endAssertion.run(how, entry.seq, attempt.createdSeq);
      if (how === 'confirmed') confirmTender(attempt.createdSeq);
    },
    'payment.found': (entry) => {
      const attempt = find(entry);
      // Booked on a sale, it may be taken off that sale again.
      if (attempt.state !== 'paid' || (attempt.found !== 'none' && attempt.found !== 'appliedToSale')) refuse(entry, `attempt is ${attempt.state}, ${attempt.found}`);
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
