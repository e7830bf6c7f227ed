import { TillError } from '../../shared/errors/registry.ts';
import type { EntryDraft } from '../../shared/journal/entries.ts';
import { isFinal } from '../../shared/payment/machine.ts';
import type { AttemptRow } from '../journal/port.ts';
import type { EngineJournal, People } from './record.ts';
import type { Run } from './run.ts';

/**
 * "Asserted paid" (payments.md rule 5). A supervisor lets the customer go with the goods although nobody knows what became of the payment. The attempt's state does not
 * change: it stays unresolved and is asked about. What changes is that the till no longer cancels it, because now the money is wanted; only a payment the gateway
 * verifiably does not know, and that can no longer come to exist, is still cancelled (cancelling.ts).
 */

/** True when a supervisor may call it paid now: the till cannot learn the outcome, nobody has done so before, and no cancel is on its way. */
export const mayAssert = (row: Pick<AttemptRow, 'state' | 'assertion' | 'saleId'>): boolean => row.state === 'unresolved' && row.assertion === 'none' && row.saleId !== null;

/** True when an assertion has turned out wrong, or nobody will ever know: the goods are gone and a verified message says that no money came. */
export const mayWriteOff = (row: Pick<AttemptRow, 'state' | 'assertion'>): boolean => row.assertion === 'open' && isFinal(row.state) && row.state !== 'paid';

/**
 * Writes the assertion with what it does to the sale, in one transaction. `drafts` are made synchronously; null when the sale is not waiting for that payment. Throws
 * PAYMENT_ASSERT_NOT_ALLOWED and the journal's codes; then nothing was written.
 */
export function assertPaid(run: Run, drafts: (attempt: AttemptRow) => readonly EntryDraft[] | null, people: People, journal: EngineJournal): void {
  const { record } = run;
  record.reread();
  if (!mayAssert(record.row) || run.cancelUnderWay) throw new TillError('PAYMENT_ASSERT_NOT_ALLOWED', { state: record.state });
  const booking = drafts(record.row);
  if (!booking) throw new TillError('PAYMENT_ASSERT_NOT_ALLOWED', { state: record.state });
  journal.append(booking, people);
  record.reread();
  // A cashier's wish to cancel is older than the supervisor's word.
  run.cancelAsked = null;
  run.wake();
  run.deps.changed(record.row.attemptId);
}

/** Takes an assertion that came to nothing off the list. Throws PAYMENT_ASSERTION_OPEN while the till still asks, PAYMENT_ASSERTION_ENDED, and the journal's codes. */
export function writeOff(run: Run, reason: string, people: People, journal: EngineJournal): void {
  const { record } = run;
  record.reread();
  if (record.row.assertion !== 'open') throw new TillError('PAYMENT_ASSERTION_ENDED');
  if (!mayWriteOff(record.row)) throw new TillError('PAYMENT_ASSERTION_OPEN');
  journal.append([{ type: 'payment.assertionEnded', data: { attemptId: record.row.attemptId, how: 'writtenOff', reason } }], people);
  record.reread();
  run.deps.changed(record.row.attemptId);
}
