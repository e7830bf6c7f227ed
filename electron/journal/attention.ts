import type { Database } from 'better-sqlite3';
import type { ReportTotals } from '../../shared/journal/entries.ts';
import type { AttentionReads, MerchantCodeRow, NotificationRow } from './attention-port.ts';
import type { StoredEntry } from './decode.ts';
import { SELECT_ENTRY } from './decode.ts';

type Rows = Pick<AttentionReads, 'notificationOf' | 'notification' | 'notificationsNotApplied' | 'notificationsInDoubt' | 'notificationsUnmatched' | 'merchantCodes'>;
type StoredCode = Omit<MerchantCodeRow, 'inDoubt'> & { readonly inDoubt: number };

export interface Attention extends Rows {
  merchantCodeSteps(codeId: string, limit: number): readonly StoredEntry[];
  /** What X and Z list of assertions, whichever shift they are of; ended ones from `openedSeq` on. */
  assertions(openedSeq: number): { readonly asserted: readonly Asserted[]; readonly assertionsEnded: readonly Ended[] };
}

type Asserted = NonNullable<ReportTotals['asserted']>[number];
type Ended = NonNullable<ReportTotals['assertionsEnded']>[number];

/** Notifications, printed codes and asserted payments as rows. */
export function prepareAttention(db: Database): Attention {
  const notification = `SELECT notification_id AS notificationId, gateway, message_id AS messageId, product, about, says, gateway_code AS gatewayCode,
    merchant_reference AS merchantReference, refund_reference AS refundReference, gateway_payment_id AS gatewayPaymentId, amount_minor AS amountMinor, currency,
    paid_at_ms AS paidAtMs, payer_hint AS payerHint, wallet, received_at_ms AS receivedAtMs, applied_as AS appliedAs, attempt_id AS attemptId, refund_id AS refundId FROM notification`;
  const byMessage = db.prepare<[string, string], NotificationRow>(`${notification} WHERE gateway = ? AND message_id = ?`);
  const byId = db.prepare<[string], NotificationRow>(`${notification} WHERE notification_id = ?`);
  const notApplied = db.prepare<[], NotificationRow>(`${notification} WHERE applied_as IS NULL ORDER BY seq`);
  const inDoubt = db.prepare<[], NotificationRow>(`${notification} WHERE doubt_open = 1 ORDER BY seq`);
  const unmatched = db.prepare<[number], NotificationRow>(`${notification} WHERE unmatched = 1 ORDER BY seq DESC LIMIT ?`);
  const codes = db.prepare<[], StoredCode>(`SELECT code_id AS codeId, product, text, store_id AS storeId, store_name AS storeName, address, state, created_at_ms AS createdAtMs,
    state_at_ms AS stateAtMs, printed_at_ms AS printedAtMs, in_doubt AS inDoubt FROM merchant_code ORDER BY created_seq DESC`);
  const codeSteps = db.prepare<[string, number], StoredEntry>(`${SELECT_ENTRY} WHERE seq IN (SELECT s.seq FROM merchant_code c JOIN merchant_code_step s
    ON s.created_seq = c.created_seq WHERE c.code_id = ?) ORDER BY seq LIMIT ?`);
  const ofItsSale = 'FROM attempt a JOIN sale s ON s.sale_no = a.sale_no';
  const asserted = db.prepare<[], Asserted>(`SELECT a.attempt_id AS attemptId, a.merchant_reference AS merchantReference, coalesce(s.receipt_no, 0) AS receiptNo, a.amount_minor AS amountMinor, a.state,
    a.asserted_at_ms AS assertedAtMs ${ofItsSale} WHERE a.assertion <> 'none' AND a.assertion = 'open' ORDER BY a.created_seq`);
  const ended = db.prepare<[number], Ended>(`SELECT a.attempt_id AS attemptId, a.merchant_reference AS merchantReference, coalesce(s.receipt_no, 0) AS receiptNo, a.amount_minor AS amountMinor,
    a.assertion AS how ${ofItsSale} WHERE a.assertion <> 'none' AND a.assertion_ended_seq >= ? ORDER BY a.assertion_ended_seq`);
  return {
    notificationOf: (gateway, messageId) => byMessage.get(gateway, messageId) ?? null,
    notification: (notificationId) => byId.get(notificationId) ?? null,
    notificationsNotApplied: () => notApplied.all(),
    notificationsInDoubt: () => inDoubt.all(),
    notificationsUnmatched: (limit) => unmatched.all(limit),
    merchantCodes: () => codes.all().map((row) => ({ ...row, inDoubt: row.inDoubt === 1 })),
    merchantCodeSteps: (codeId, limit) => codeSteps.all(codeId, limit),
    assertions: (openedSeq) => ({ asserted: asserted.all(), assertionsEnded: ended.all(openedSeq) }),
  };
}
