import { TillError } from '../../shared/errors/registry.ts';
import type { EntryDraft } from '../../shared/journal/entries.ts';
import { isStoredTender } from '../../shared/stored-value/tenders.ts';
import { requireDrawer } from './cash/drawers.ts';
import type { Desk } from './desk.ts';
import { notesOf } from './foreign-cash.ts';
import { append, requireNoPayment, requireShift } from './selling.ts';

/**
 * Takes a tender of the open sale back. Value goes onto its card or off its account again. Cash leaves the drawer again; so do the very notes of another currency, for their change. A payment becomes found money in the same transaction, and its refund begins in it too: the
 * customer's money stays in sight, and on the Z, until it is verifiably back. Throws SHIFT_NOT_OPEN, DRAWER_NOT_OPEN, TENDER_NOT_FOUND, SALE_LOCKED_BY_PAYMENT while another payment of
 * the sale is under way, TENDER_ASSERTED while nobody knows whether it was paid, the authority's codes, and what the refund engine's `begin` throws; then nothing has
 * changed.
 */
export function removeTender(desk: Desk, tenderId: string, reason: string): void {
  requireShift(desk);
  const sale = desk.journal.openSale();
  const tender = sale ? desk.journal.saleTenders(sale.saleId).find((one) => one.tenderId === tenderId) : undefined;
  if (!sale || !tender) throw new TillError('TENDER_NOT_FOUND');
  requireNoPayment(desk, sale);
  const { kind, amountMinor, attemptId } = tender;
  const notes = kind === 'foreignCash' ? notesOf(desk, tenderId) : null;
  const removed: EntryDraft = { type: 'tender.removed', data: { saleId: sale.saleId, tenderId, kind, amountMinor, reason, ...(notes === null ? {} : { notes }) } };
  const attempt = attemptId === null ? null : desk.journal.attempt(attemptId);
  if (kind === 'asserted' && attempt?.assertion === 'open') throw new TillError('TENDER_ASSERTED');
  const isDrawer = attempt === null && !isStoredTender(kind);
  if (isDrawer) requireDrawer(desk);
  desk.authority.require({ permission: 'refundPayment', moneyOutMinor: amountMinor });
  if (isDrawer) append(desk, [removed, { type: 'drawer.opened', data: { why: 'removed', saleId: sale.saleId } }]);
  // Value moves with its own entry. Written off: no money came, so none goes back.
  else if (attempt === null || attempt.state !== 'paid') append(desk, [removed]);
  else {
    const found: EntryDraft = { type: 'payment.found', data: { attemptId: attempt.attemptId, amountMinor: attempt.amountMinor, currency: attempt.currency } };
    desk.engine.refunds.begin([{ attemptId: attempt.attemptId, amountMinor: attempt.amountMinor, returnId: null, reason }], { drafts: [removed, found], people: desk.authority.people() });
  }
  Object.assign(desk.memory, { part: null, pendingCode: null });
  desk.changed();
}
