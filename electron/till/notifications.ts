import type { UnmatchedView } from '../../shared/contract/attention-views.ts';
import { TillError } from '../../shared/errors/registry.ts';
import type { Desk } from './desk.ts';
import { append } from './selling.ts';

/** Unmatched messages a snapshot carries. */
const UNMATCHED_SHOWN_MAX = 20;

/** Messages of the gateways that led nowhere and that nobody has taken note of, newest first. */
export function unmatchedViews(desk: Pick<Desk, 'journal'>): UnmatchedView[] {
  return desk.journal.notificationsUnmatched(UNMATCHED_SHOWN_MAX).map((row) => ({
    notificationId: row.notificationId, why: row.appliedAs === 'mismatch' ? 'mismatch' : 'unknownReference', receivedAtMs: row.receivedAtMs, product: row.product, says: row.says,
    merchantReference: row.merchantReference, gatewayPaymentId: row.gatewayPaymentId, amountMinor: row.amountMinor, currency: row.currency, attemptId: row.attemptId,
  }));
}

/** Somebody has taken note of a message that led nowhere; it leaves the list. Throws NOTIFICATION_NOT_FOUND. */
export function noteNotification(desk: Desk, notificationId: string): void {
  if (!desk.journal.notification(notificationId)) throw new TillError('NOTIFICATION_NOT_FOUND');
  append(desk, [{ type: 'notification.noted', data: { notificationId } }]);
  desk.changed();
}
