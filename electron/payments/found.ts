import { TillError } from '../../shared/errors/registry.ts';
import type { EntryDraft } from '../../shared/journal/entries.ts';
import { cancelWindowEndsMs } from '../../shared/payment/cancel-window.ts';
import type { AttemptRow } from '../journal/port.ts';
import { cancelOnce } from './cancelling.ts';
import type { EngineJournal, People } from './record.ts';
import type { Run } from './run.ts';

export type SettleHow = 'appliedToSale' | 'returned';

export interface FoundDeps {
  readonly journal: EngineJournal;
  /** Drafts that book the money on a sale that wants exactly that; null when there is none. */
  readonly foundEntries: (attempt: AttemptRow) => { readonly saleId: string; readonly drafts: readonly EntryDraft[] } | null;
}

/**
 * Settles found money (payments.md rule 7). Either way the gateway is asked first or last, because money that has gone back must not be
 * booked, and money that has not must not be forgotten. Throws PAYMENT_FOUND_SETTLED, PAYMENT_FOUND_NO_SALE, PAYMENT_REFUND_NEEDED,
 * PAYMENT_NOT_CONFIRMED (the gateway's word could not be had; try again), PAYMENT_CLOSED (it had already gone back) and the journal's codes.
 */
export async function settleFound(run: Run, how: SettleHow, people: People | undefined, deps: FoundDeps): Promise<void> {
  requireFound(run);
  if (how === 'returned') await giveBack(run, people, deps);
  else await applyToSale(run, people, deps);
}

function requireFound(run: Run): AttemptRow {
  const { row } = run.record;
  if (row.state !== 'paid' || row.found !== 'found') throw new TillError('PAYMENT_FOUND_SETTLED');
  return row;
}

function write(run: Run, drafts: readonly EntryDraft[], people: People | undefined, deps: FoundDeps): void {
  deps.journal.append(drafts, people);
  run.record.reread();
  run.deps.changed(run.record.row.attemptId);
}

const settledAs = (attemptId: string, how: SettleHow, saleId?: string): EntryDraft => ({
  type: 'payment.foundSettled', data: { attemptId, how, ...(saleId === undefined ? {} : { saleId }) },
});

async function applyToSale(run: Run, people: People | undefined, deps: FoundDeps): Promise<void> {
  const askedMono = run.mono;
  if (!run.paidCounts(askedMono)) throw new TillError('PAYMENT_NOT_CONFIRMED');
  const { verdict } = run.judge(await run.inquire(), 'inquire');
  const row = requireFound(run);
  if (verdict.kind === 'closed') {
    write(run, [settledAs(row.attemptId, 'returned')], people, deps);
    throw new TillError('PAYMENT_CLOSED');
  }
  if (verdict.kind !== 'paid') throw new TillError('PAYMENT_NOT_CONFIRMED');
  const booking = deps.foundEntries(row);
  if (!booking) throw new TillError('PAYMENT_FOUND_NO_SALE', { amountMinor: row.amountMinor, currency: row.currency });
  write(run, [...booking.drafts, settledAs(row.attemptId, 'appliedToSale', booking.saleId)], people, deps);
}

async function giveBack(run: Run, people: People | undefined, deps: FoundDeps): Promise<void> {
  const row = requireFound(run);
  if (run.deps.clock.nowMs() > cancelWindowEndsMs(row.createdAtMs)) throw new TillError('PAYMENT_REFUND_NEEDED');
  // Written before it is sent; it moves nothing, but that somebody asked for it is a fact (journal.md J2).
  write(run, [{ type: 'payment.moved', data: { attemptId: row.attemptId, from: 'paid', to: 'paid', event: 'cancelWanted', by: 'cashier' } }], people, deps);
  const { cancel } = await cancelOnce(run);
  for (let tries = 1; ; tries += 1) {
    const { verdict } = run.judge(await run.inquire(), 'inquire');
    requireFound(run);
    if (verdict.kind === 'closed') {
      write(run, [settledAs(row.attemptId, 'returned')], people, deps);
      return;
    }
    if (verdict.kind === 'paid' && cancel.kind === 'refused') throw new TillError('PAYMENT_REFUND_NEEDED', { reason: cancel.reason });
    if (tries >= run.timing.confirmTries) throw new TillError('PAYMENT_NOT_CONFIRMED');
    await run.pauseUntil(run.mono + run.timing.inquireEveryMs);
  }
}
