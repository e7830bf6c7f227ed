import { TillError, type ErrorCode } from '../../shared/errors/registry.ts';
import type { EntryDraft } from '../../shared/journal/entries.ts';
import { isRefundFinal } from '../../shared/payment/refund-machine.ts';
import type { AttemptRow } from '../journal/port.ts';
import type { RefundRow } from '../journal/returns-port.ts';
import type { EngineJournal, People } from './record.ts';
import type { RefundEngine } from './refund-door.ts';
import type { Run } from './run.ts';

/** How long whoever gives money back waits for its end at the counter; then it is followed in the background. */
const RETURN_WAIT_MS = 20_000;

export type SettleHow = 'appliedToSale' | 'returned';

export interface FoundDeps {
  readonly journal: EngineJournal;
  readonly refunds: Pick<RefundEngine, 'begin' | 'askNow' | 'ended'>;
  /** Drafts that book the money on a sale that wants exactly that; null when there is none. */
  readonly foundEntries: (attempt: AttemptRow) => { readonly saleId: string; readonly drafts: readonly EntryDraft[] } | null;
}

/**
 * Settles found money (payments.md rule 7). Either way the gateway is asked first or last, because money that has gone back must not be
 * booked, and money that has not must not be forgotten. Giving back is a refund like any other (refunds.ts): the whole amount, by cancel or refund.
 * Throws PAYMENT_FOUND_SETTLED, PAYMENT_FOUND_NO_SALE, PAYMENT_NOT_CONFIRMED (the gateway's word could not be had; a refund goes on in the background),
 * REFUND_PENDING (it is being given back), REFUND_REFUSED, REFUND_NOT_SENT, PAYMENT_REFUND_NEEDED (only where the product cannot refund), PAYMENT_CLOSED (it
 * had already gone back) and the journal's codes.
 */
export async function settleFound(run: Run, how: SettleHow, people: People | undefined, deps: FoundDeps): Promise<void> {
  requireFound(run);
  if (how === 'returned') await giveBack(run, people, deps);
  else await applyToSale(run, people, deps);
}

function requireFound(run: Run): AttemptRow {
  run.record.reread();
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

/** The newest refund of the money, if somebody has begun to give it back. */
const newestRefund = (run: Run, { journal }: FoundDeps): RefundRow | null => journal.refundsOfAttempt(run.record.row.attemptId).at(-1) ?? null;

/** Money that is on its way back is not booked. */
function requireNotGoingBack(run: Run, deps: FoundDeps): void {
  const given = newestRefund(run, deps);
  if (given && !isRefundFinal(given.state)) throw new TillError('REFUND_PENDING');
}

async function applyToSale(run: Run, people: People | undefined, deps: FoundDeps): Promise<void> {
  requireNotGoingBack(run, deps);
  const askedMono = run.mono;
  if (!run.paidCounts(askedMono)) throw new TillError('PAYMENT_NOT_CONFIRMED');
  const { verdict } = run.judge(await run.inquire(), 'inquire');
  const row = requireFound(run);
  if (verdict.kind === 'closed') {
    write(run, [settledAs(row.attemptId, 'returned')], people, deps);
    throw new TillError('PAYMENT_CLOSED');
  }
  if (verdict.kind !== 'paid') throw new TillError('PAYMENT_NOT_CONFIRMED');
  // Meanwhile somebody may have sent an earlier refund anew from its page; the answer may be older than that.
  requireNotGoingBack(run, deps);
  const booking = deps.foundEntries(row);
  if (!booking) throw new TillError('PAYMENT_FOUND_NO_SALE', { amountMinor: row.amountMinor, currency: row.currency });
  write(run, [...booking.drafts, settledAs(row.attemptId, 'appliedToSale', booking.saleId)], people, deps);
}

async function giveBack(run: Run, people: People | undefined, deps: FoundDeps): Promise<void> {
  const { attemptId, amountMinor } = requireFound(run);
  const dueMono = run.mono + RETURN_WAIT_MS;
  let refund = newestRefund(run, deps);
  if (refund && !isRefundFinal(refund.state)) deps.refunds.askNow(refund.refundId);
  else deps.refunds.begin([{ attemptId, amountMinor, returnId: null, reason: '' }], people === undefined ? {} : { people });
  for (;;) {
    refund = newestRefund(run, deps);
    if (!refund) throw new TillError('INTERNAL', { attemptId });
    await deps.refunds.ended(refund.refundId, Math.max(dueMono - run.mono, 0));
    run.record.reread();
    if (run.record.row.found === 'returned') return;
    const newest = newestRefund(run, deps);
    // A cancel that was refused has left a refund in its place.
    if (newest && newest.refundId !== refund.refundId) continue;
    if (!newest || !isRefundFinal(newest.state)) throw new TillError('PAYMENT_NOT_CONFIRMED');
    throw new TillError(codeOf(newest), { reason: newest.gatewayCode ?? '' });
  }
}

/** Why a refund that ended gave nothing back. A refused cancel is the last word only where the product cannot refund. */
function codeOf({ state, way }: RefundRow): ErrorCode {
  if (state === 'notSent') return 'REFUND_NOT_SENT';
  return way === 'cancel' ? 'PAYMENT_REFUND_NEEDED' : 'REFUND_REFUSED';
}
