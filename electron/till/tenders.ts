import { TillError } from '../../shared/errors/registry.ts';
import type { EntryDraft, TenderKind } from '../../shared/journal/entries.ts';
import { minor, subtract, type Minor } from '../../shared/money.ts';
import { isFinal } from '../../shared/payment/machine.ts';
import { allows } from '../../shared/payment/meaning.ts';
import { PRODUCT_FACTS, productsPresented, type PaymentProduct } from '../../shared/payment/products.ts';
import { priceCart, SALE_TOTAL_MAX } from '../../shared/pricing/cart.ts';
import type { AttemptRow, Journal, SaleRow } from '../journal/port.ts';
import type { SettleHow } from '../payments/found.ts';
import { cartLines, type Desk } from './desk.ts';
import { showGoingBack } from './going-back.ts';
import { append, forgetSale, holdSale, requireSale, requireShift, requireUnlocked } from './selling.ts';

/** How long a code scanned before Pay was pressed may wait for its confirmation: wallets renew codes every minute (legacy.md 6.5). */
const PENDING_CODE_MS = 50_000;

/**
 * The facts that finish a sale: its tender, then the completed sale with all totals, so that a receipt can be printed from that one
 * entry. Empty when the sale is not open or held any more, or no shift is open to book it in.
 */
export function completionDrafts(
  desk: Pick<Desk, 'random'> & { readonly journal: Pick<Journal, 'openShift' | 'saleLines' | 'lastNumber'> },
  sale: SaleRow,
  tender: { kind: TenderKind; draft: (tenderId: string) => EntryDraft },
): EntryDraft[] {
  const shift = desk.journal.openShift();
  if (!shift || (sale.state !== 'open' && sale.state !== 'held')) return [];
  const totals = priceCart(cartLines(desk.journal.saleLines(sale.saleId)), sale.taxMode);
  const tenderId = desk.random.uuid();
  return [
    tender.draft(tenderId),
    {
      type: 'sale.completed',
      data: {
        saleId: sale.saleId, receiptNo: desk.journal.lastNumber('receipt') + 1, shiftNo: shift.shiftNo, currency: sale.currency, itemsMilli: totals.itemsMilli,
        subtotalMinor: totals.subtotalMinor, taxes: totals.taxes.map((tax) => ({ ...tax })), totalMinor: totals.totalMinor,
        tenders: [{ tenderId, kind: tender.kind, amountMinor: totals.totalMinor }],
      },
    },
  ];
}

/**
 * Takes the whole amount in cash. Tender, drawer and completed sale are one transaction: either the sale is paid and on disk, or
 * nothing happened. Throws SALE_EMPTY, SALE_LOCKED_BY_PAYMENT, TENDER_TOO_SMALL, TENDER_TOO_LARGE.
 */
export function payCash(desk: Desk, tenderedMinor: Minor): { receiptNo: number; changeMinor: Minor } {
  requireShift(desk);
  const { sale, totals } = requireSale(desk);
  requireUnlocked(desk, sale);
  if (tenderedMinor < totals.totalMinor) throw new TillError('TENDER_TOO_SMALL', { missingMinor: subtract(totals.totalMinor, tenderedMinor) });
  if (tenderedMinor > SALE_TOTAL_MAX) throw new TillError('TENDER_TOO_LARGE', { mostMinor: SALE_TOTAL_MAX });
  const changeMinor = subtract(tenderedMinor, totals.totalMinor);
  const drafts = completionDrafts(desk, sale, {
    kind: 'cash',
    draft: (tenderId) => ({ type: 'tender.cash', data: { saleId: sale.saleId, tenderId, amountMinor: totals.totalMinor, tenderedMinor, changeMinor } }),
  });
  append(desk, [...drafts, { type: 'drawer.opened', data: { why: 'sale', saleId: sale.saleId } }]);
  forgetSale(desk);
  desk.memory.doneSaleId = sale.saleId;
  desk.changed();
  return { receiptNo: desk.journal.lastNumber('receipt'), changeMinor };
}

/** Keeps a customer's code that was scanned before Pay was pressed; charged only by `confirmCode`. */
export function keepPendingCode(desk: Desk, code: string, masked: string): { token: string } {
  const token = desk.random.uuid();
  desk.memory.pendingCode = { token, code, masked, expiresAtMs: desk.clock.nowMs() + PENDING_CODE_MS };
  desk.changed();
  return { token };
}

export function dropPendingCode(desk: Desk): void {
  desk.memory.pendingCode = null;
  desk.changed();
}

/** Charges the code kept under `token`. Throws PAYMENT_CODE_STALE when it is another one or too old by now. */
export function confirmCode(desk: Desk, token: string): { attemptId: string } {
  const pending = desk.memory.pendingCode;
  desk.memory.pendingCode = null;
  try {
    if (!pending || pending.token !== token || pending.expiresAtMs < desk.clock.nowMs()) throw new TillError('PAYMENT_CODE_STALE');
    const product = scanProduct(desk);
    if (!product) throw new TillError('PAYMENT_PRODUCT_OFF');
    return startPayment(desk, product, pending.code);
  } catch (error) {
    // The code is gone from the screen whatever came of it.
    desk.changed();
    throw error;
  }
}

/** What a customer's code is charged with: the cashier's choice for this sale, else the shop's, else the first product that is on; null when none is. */
export function scanProduct({ engine, journal, memory }: Pick<Desk, 'engine' | 'journal' | 'memory'>): PaymentProduct | null {
  const offered = productsPresented('byCustomer').filter((candidate) => engine.offers(candidate));
  const chosen = memory.scanWith?.saleId === (journal.openSale()?.saleId ?? null) ? memory.scanWith.product : null;
  return [chosen, memory.scanDefault].find((wanted) => wanted !== null && offered.includes(wanted)) ?? offered[0] ?? null;
}

/** The cashier charges the codes of this sale's customer with another product. Throws PAYMENT_PRODUCT_OFF. */
export function scanWith(desk: Desk, product: PaymentProduct): void {
  if (PRODUCT_FACTS[product].presented !== 'byCustomer' || !desk.engine.offers(product)) throw new TillError('PAYMENT_PRODUCT_OFF');
  desk.memory.scanWith = { saleId: desk.journal.openSale()?.saleId ?? null, product };
  desk.changed();
}

/**
 * Starts a payment of the whole sale. When it returns the attempt is on disk; what comes of it arrives in snapshots. Throws
 * SALE_EMPTY, TENDER_NOTHING_DUE, PAYMENT_ATTEMPT_OPEN (rule 3), PAYMENT_PRODUCT_OFF, PAYMENT_FOUND_MONEY and the journal's codes.
 */
export function startPayment(desk: Desk, product: PaymentProduct, customerCode?: string): { attemptId: string } {
  requireShift(desk);
  const { sale, lines, totals } = requireSale(desk);
  if (totals.totalMinor <= 0) throw new TillError('TENDER_NOTHING_DUE');
  const first = lines[0];
  const others = lines.length - 1;
  const attemptId = desk.engine.start({
    sale: { saleId: sale.saleId, saleNo: sale.saleNo },
    product,
    amountMinor: totals.totalMinor,
    currency: sale.currency,
    description: `${desk.config.shop.name.en}: ${first?.name.en ?? ''}${others > 0 ? ` +${others}` : ''}`,
    goods: lines.map((line) => ({ id: line.productId, name: line.name.en, unitPriceMinor: line.unitPriceMinor, quantityMilli: line.quantityMilli })),
    people: desk.authority.people(),
    ...(customerCode === undefined ? {} : { customerCode }),
  });
  Object.assign(desk.memory, { paying: true, shownAttemptId: attemptId, pendingCode: null });
  desk.changed();
  return { attemptId };
}

/**
 * Serve the next customer while the till goes on asking about this one's payment. Throws PAYMENT_ATTEMPT_NOT_FOUND, PAYMENT_ATTEMPT_FINAL,
 * PAYMENT_ATTEMPT_OPEN while its state does not allow it (a code on the screen would be left without a screen), SALE_NOT_FOUND.
 */
export function setAside(desk: Desk, attemptId: string): void {
  const attempt = requireAttempt(desk, attemptId);
  if (isFinal(attempt.state)) throw new TillError('PAYMENT_ATTEMPT_FINAL');
  if (!allows(attempt.state, 'setAside')) throw new TillError('PAYMENT_ATTEMPT_OPEN');
  const sale = desk.journal.openSale();
  if (sale?.saleId !== attempt.saleId) throw new TillError('SALE_NOT_FOUND');
  holdSale(desk, '', { withOpenPayment: true });
}

/** The cashier has read how it ended: back to the tenders of the same sale, or on with another one when it had been set aside. */
export function acknowledge(desk: Desk, attemptId: string): void {
  const attempt = requireAttempt(desk, attemptId);
  if (!isFinal(attempt.state)) throw new TillError('PAYMENT_ATTEMPT_OPEN');
  const { memory } = desk;
  if (memory.shownAttemptId === attemptId) memory.shownAttemptId = null;
  memory.endedAside = memory.endedAside.filter((ended) => ended !== attemptId);
  desk.changed();
}

/**
 * Settles found money: books it on a sale that wants exactly that amount, or gives it back. A sale at the counter that it pays is done. Throws
 * SHIFT_NOT_OPEN when there is no shift to book it in (the money must not be sent back for that), PAYMENT_AMOUNT_DIFFERS when the open sale comes to another
 * amount than arrived on the printed code, and what the engine's settleFound throws.
 */
export async function settleFound(desk: Desk, attemptId: string, how: SettleHow): Promise<void> {
  if (how === 'appliedToSale') requireMatch(desk, attemptId);
  const counter = desk.journal.openSale();
  if (how === 'returned') showGoingBack(desk, { attemptId });
  await desk.engine.settleFound(attemptId, how, desk.authority.people());
  if (counter && !desk.journal.openSale() && desk.journal.sale(counter.saleId)?.state === 'completed') {
    forgetSale(desk);
    // The printed code on the customer's screen has done its work.
    Object.assign(desk.memory, { doneSaleId: counter.saleId, merchantCode: null });
  }
  desk.changed();
}

/** Says why before the gateway is asked: no shift, or a sale at the counter that comes to another amount than arrived on the printed code. */
function requireMatch(desk: Desk, attemptId: string): void {
  requireShift(desk);
  const attempt = requireAttempt(desk, attemptId);
  const counter = desk.journal.openSale();
  if (attempt.saleId !== null || !counter || wants(desk, counter, attempt)) return;
  const dueMinor = priceCart(cartLines(desk.journal.saleLines(counter.saleId)), counter.taxMode).totalMinor;
  if (dueMinor !== attempt.amountMinor) throw new TillError('PAYMENT_AMOUNT_DIFFERS', { paidMinor: attempt.amountMinor, dueMinor, currency: attempt.currency });
}

/**
 * What the engine appends together with "paid" (payments.md, one transaction): the tender and the finished sale. null when the sale
 * no longer wants the money (discarded, already paid otherwise, no shift open): it becomes found money.
 */
export function paidEntries(desk: Pick<Desk, 'random' | 'journal'>, attempt: AttemptRow): EntryDraft[] | null {
  const sale = desk.journal.sale(attempt.saleId);
  return sale ? tenderPayment(desk, sale, attempt) : null;
}

/**
 * Books found money on a sale that wants exactly that amount: the attempt's own sale when it still waits, otherwise the open one.
 * null when there is none.
 */
export function foundMoneyEntries(desk: Pick<Desk, 'random' | 'journal'>, attempt: AttemptRow): { saleId: string; drafts: EntryDraft[] } | null {
  const sale = saleThatWants(desk, attempt);
  const drafts = sale ? tenderPayment(desk, sale, attempt) : null;
  return sale && drafts ? { saleId: sale.saleId, drafts } : null;
}

/** The attempt's own sale while it still waits for that amount, otherwise the open one if it comes to exactly that. */
const saleThatWants = (desk: Pick<Desk, 'journal'>, attempt: AttemptRow): SaleRow | null =>
  [desk.journal.sale(attempt.saleId), desk.journal.openSale()].find((sale) => sale !== null && wants(desk, sale, attempt)) ?? null;

/** Which sale wants exactly that found money, for the key that books it: the sale it was for while it still waits, otherwise the open one. */
export function foundMoneyFits(desk: Pick<Desk, 'journal'>, attempt: AttemptRow): 'own' | 'open' | null {
  const sale = saleThatWants(desk, attempt);
  if (!sale || !desk.journal.openShift()) return null;
  return sale.saleId === attempt.saleId ? 'own' : 'open';
}

/** True when the sale still waits for money and comes to exactly that amount. */
function wants(desk: Pick<Desk, 'journal'>, sale: SaleRow, attempt: AttemptRow): boolean {
  if ((sale.state !== 'open' && sale.state !== 'held') || sale.currency !== attempt.currency) return false;
  const due = priceCart(cartLines(desk.journal.saleLines(sale.saleId)), sale.taxMode).totalMinor;
  // Another attempt of that sale may still turn out paid; two payments for one bill must not both be booked on it.
  const rival = desk.journal.attemptsOfSale(sale.saleId).some((other) => other.attemptId !== attempt.attemptId && !isFinal(other.state));
  return due === attempt.amountMinor && !rival;
}

function tenderPayment(desk: Pick<Desk, 'random' | 'journal'>, sale: SaleRow, attempt: AttemptRow): EntryDraft[] | null {
  if (!wants(desk, sale, attempt)) return null;
  const drafts = completionDrafts(desk, sale, {
    kind: attempt.product,
    draft: (tenderId) => ({
      type: 'tender.payment',
      data: { saleId: sale.saleId, tenderId, attemptId: attempt.attemptId, product: attempt.product, amountMinor: minor(attempt.amountMinor) },
    }),
  });
  return drafts.length > 0 ? drafts : null;
}

function requireAttempt(desk: Desk, attemptId: string): AttemptRow {
  const attempt = desk.journal.attempt(attemptId);
  if (!attempt) throw new TillError('PAYMENT_ATTEMPT_NOT_FOUND');
  return attempt;
}
