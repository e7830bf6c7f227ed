import type { Database } from 'better-sqlite3';
import { refuse, type Handlers } from './handlers.ts';

type NotificationEntry = Extract<keyof Handlers, `notification.${string}`>;
type Stored = { readonly seq: number; readonly appliedAs: string | null; readonly doubtOpen: number };

/** Notifications of the gateways: each message once, what it said, and what it led to (payments.md rule 8). */
export function prepareNotifications(db: Database): Handlers<NotificationEntry> {
  const select = db.prepare<[string], Stored>('SELECT seq, applied_as AS appliedAs, doubt_open AS doubtOpen FROM notification WHERE notification_id = ?');
  const insert = db.prepare<(string | number | null)[]>(`INSERT INTO notification (seq, notification_id, gateway, message_id, product, about, says, gateway_code, merchant_reference,
    refund_reference, gateway_payment_id, amount_minor, currency, paid_at_ms, payer_hint, wallet, received_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const setApplied = db.prepare<[string, string | null, string | null, number, number, number]>(
    'UPDATE notification SET applied_as = ?, attempt_id = ?, refund_id = ?, doubt_open = ?, unmatched = ? WHERE seq = ?');
  const endDoubt = db.prepare<[number]>('UPDATE notification SET doubt_open = 0 WHERE seq = ?');
  const setNoted = db.prepare<[number]>('UPDATE notification SET unmatched = 0 WHERE seq = ?');

  return {
    'notification.received': (entry) => {
      const { notificationId, gateway, messageId, product, about, says, gatewayCode, merchantReference, refundReference, gatewayPaymentId, amountMinor, currency, paid } = entry.data;
      insert.run(
        entry.seq, notificationId, gateway, messageId, product, about, says, gatewayCode, merchantReference, refundReference, gatewayPaymentId, amountMinor, currency,
        paid.paidAtMs, paid.payerHint, paid.wallet, entry.atMs,
      );
    },
    'notification.applied': (entry) => {
      const { notificationId, as, attemptId, refundId } = entry.data;
      const stored = select.get(notificationId);
      if (stored === undefined) return refuse(entry, 'unknown notification');
      // payments.md rule 8: applied once, however often it is delivered.
      if (stored.appliedAs !== null) refuse(entry, `applied already as ${stored.appliedAs}`);
      setApplied.run(as, attemptId, refundId, as === 'doubted' ? 1 : 0, as === 'unknownReference' || as === 'mismatch' ? 1 : 0, stored.seq);
    },
    'notification.doubtSettled': (entry) => {
      const stored = select.get(entry.data.notificationId);
      if (stored === undefined || stored.doubtOpen === 0) return refuse(entry, 'no doubt is open');
      endDoubt.run(stored.seq);
    },
    'notification.noted': (entry) => {
      const stored = select.get(entry.data.notificationId);
      if (stored === undefined) return refuse(entry, 'unknown notification');
      setNoted.run(stored.seq);
    },
  };
}
