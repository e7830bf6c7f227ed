import type { NotificationRow } from '../../../../electron/journal/attention-port.ts';
import type { InboxJournal } from '../../../../electron/payments/inbox.ts';
import type { EngineJournal } from '../../../../electron/payments/record.ts';
import { minor } from '../../../../shared/money.ts';
import type { MemoryJournal } from '../../memory-journal.ts';

/** What the inbox reads, folded from the entries of the journal without a disk. `alive` is that journal as the running process has it open. */
export function inboxJournal(journal: MemoryJournal, alive: EngineJournal): InboxJournal {
  const rows = (): NotificationRow[] => journal.of('notification.received').map(({ atMs, data }) => {
    const { paid, bodySha256: _, amountMinor, ...said } = data;
    const applied = journal.of('notification.applied').find((entry) => entry.data.notificationId === data.notificationId)?.data;
    return {
      ...said, ...paid, amountMinor: amountMinor === null ? null : minor(amountMinor), receivedAtMs: atMs,
      appliedAs: applied?.as ?? null, attemptId: applied?.attemptId ?? null, refundId: applied?.refundId ?? null,
    };
  });
  return {
    append: (drafts, people) => alive.append(drafts, people),
    attemptByReference: (reference) => alive.attemptByReference(reference),
    notificationOf: (gateway, messageId) => rows().find((row) => row.gateway === gateway && row.messageId === messageId) ?? null,
    notificationsNotApplied: () => rows().filter(({ appliedAs }) => appliedAs === null),
    // Money on the printed code is never in doubt: it is born paid, and stays so.
    notificationsInDoubt: () => [],
  };
}
