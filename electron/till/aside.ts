import { isFinal } from '../../shared/payment/machine.ts';
import type { TillSnapshot } from '../../shared/contract/views.ts';
import type { AttemptView } from '../../shared/payment/view.ts';
import type { Desk, DeskMemory } from './desk.ts';

/** A cashier who has not read this many of them will not read the oldest. */
const ENDED_ASIDE_MAX = 20;

/**
 * Notices payments that end while another customer is at the counter, so that the one who was asked to wait is not forgotten. `open`: the
 * attempts that are not final yet. The returned function is told of every change, before the memory is.
 */
export function watchAside(memory: DeskMemory, open: Iterable<string>): (view: Pick<AttemptView, 'attemptId' | 'state'>) => void {
  const openIds = new Set(open);
  return ({ attemptId, state }) => {
    if (!isFinal(state)) openIds.add(attemptId);
    else if (openIds.delete(attemptId) && memory.shownAttemptId !== attemptId) memory.endedAside = [...memory.endedAside, attemptId].slice(-ENDED_ASIDE_MAX);
  };
}

/**
 * What became of payments that were set aside, oldest first. Paid: the sale's receipt, if it was the last part. Not paid, or a part: only as long as the
 * sale is held, because whoever recalls it sees for himself. Money without a sale is found money and stands there.
 */
export function endedAsideView({ memory, journal }: Pick<Desk, 'memory' | 'journal'>): TillSnapshot['endedAside'] {
  return memory.endedAside.flatMap((attemptId): TillSnapshot['endedAside'] => {
    const attempt = journal.attempt(attemptId);
    const sale = attempt ? journal.sale(attempt.saleId) : null;
    if (!attempt || !sale) return [];
    const view = { attemptId, saleNo: sale.saleNo, amountMinor: attempt.amountMinor, currency: attempt.currency };
    const isPaid = attempt.state === 'paid';
    if (isPaid && (attempt.found === 'found' || attempt.found === 'returned')) return [];
    if (isPaid && sale.receiptNo !== null) return [{ ...view, receiptNo: sale.receiptNo, isPaid }];
    return sale.state === 'held' ? [{ ...view, receiptNo: null, isPaid }] : [];
  });
}
