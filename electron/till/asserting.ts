import type { AssertedView } from '../../shared/contract/attention-views.ts';
import { TillError } from '../../shared/errors/registry.ts';
import type { EntryDraft } from '../../shared/journal/entries.ts';
import { isFinal } from '../../shared/payment/machine.ts';
import type { AttemptRow } from '../journal/port.ts';
import { nameOf } from './authority.ts';
import { takingDrafts } from './completion.ts';
import type { Desk } from './desk.ts';
import { standingOf } from './pricing.ts';
import { forgetSale, requireShift } from './selling.ts';

/**
 * A supervisor calls an unresolved payment paid (payments.md rule 5): the sale gets a tender marked `asserted` and, unless something is still due, is completed; the
 * receipt number is its receipt's. The till goes on asking. Throws SHIFT_NOT_OPEN, PAYMENT_ATTEMPT_NOT_FOUND, PAYMENT_ASSERT_NOT_ALLOWED, the authority's and the journal's codes.
 */
export function assertPaid(desk: Desk, attemptId: string, reason: string): { receiptNo: number | null } {
  requireShift(desk);
  requireMay(desk, attemptId);
  const counter = desk.journal.openSale();
  desk.engine.assertPaid(attemptId, (attempt) => assertionDrafts(desk, attempt, reason), desk.authority.people());
  const sale = desk.journal.sale(desk.journal.attempt(attemptId)?.saleId ?? null);
  if (!sale) throw new TillError('INTERNAL', { attemptId });
  if (counter?.saleId === sale.saleId) {
    forgetSale(desk);
    Object.assign(desk.memory, sale.receiptNo === null ? { paying: true } : { doneSaleId: sale.saleId });
  }
  desk.changed();
  return { receiptNo: sale.receiptNo };
}

/** The amount says how much is at stake: the goods leave for it. */
function requireMay(desk: Desk, attemptId: string): void {
  const attempt = desk.journal.attempt(attemptId);
  if (!attempt) throw new TillError('PAYMENT_ATTEMPT_NOT_FOUND');
  desk.authority.require({ permission: 'assertPaid', moneyOutMinor: attempt.amountMinor });
}

function assertionDrafts(desk: Desk, attempt: AttemptRow, reason: string): EntryDraft[] | null {
  const sale = desk.journal.sale(attempt.saleId);
  if (!sale || (sale.state !== 'open' && sale.state !== 'held')) return null;
  const drafts = takingDrafts(desk, standingOf(desk.journal, sale), {
    kind: 'asserted', amountMinor: attempt.amountMinor,
    draft: (tenderId) => ({ type: 'tender.asserted', data: { saleId: sale.saleId, tenderId, attemptId: attempt.attemptId, amountMinor: attempt.amountMinor } }),
  });
  if (drafts.length === 0) return null;
  return [{ type: 'payment.asserted', data: { attemptId: attempt.attemptId, saleId: sale.saleId, amountMinor: attempt.amountMinor, currency: attempt.currency, reason } }, ...drafts];
}

/** A supervisor takes note that the money of an asserted payment will not come. Throws PAYMENT_ATTEMPT_NOT_FOUND, what authority and engine.writeOff throw. */
export function writeOffAssertion(desk: Desk, attemptId: string, reason: string): void {
  requireMay(desk, attemptId);
  desk.engine.writeOff(attemptId, reason, desk.authority.people());
  desk.changed();
}

/** Asserted payments that are not settled, oldest first. */
export function assertedViews(desk: Pick<Desk, 'journal' | 'engine' | 'authority'>): AssertedView[] {
  return desk.journal.assertedOpen().flatMap((row): AssertedView[] => {
    const sale = desk.journal.sale(row.saleId);
    if (!sale || row.assertedAtMs === null) return [];
    const over = isFinal(row.state);
    return [{
      attemptId: row.attemptId, saleNo: sale.saleNo, receiptNo: sale.receiptNo ?? 0, product: row.product, amountMinor: row.amountMinor, currency: row.currency,
      merchantReference: row.merchantReference, assertedAtMs: row.assertedAtMs, approver: row.assertedBy === null ? '' : nameOf(desk, row.assertedBy), state: over ? 'notPaid' : 'asking',
      nextAskAtMs: over ? null : (desk.engine.view(row.attemptId)?.nextAskAtMs ?? null),
    }];
  });
}
