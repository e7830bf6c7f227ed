import { TillError } from '../../shared/errors/registry.ts';
import type { EntryDraft } from '../../shared/journal/entries.ts';
import { minor, subtract, ZERO, type Minor } from '../../shared/money.ts';
import { isFinal } from '../../shared/payment/machine.ts';
import { allows } from '../../shared/payment/meaning.ts';
import { PRODUCT_FACTS, productsPresented, type PaymentProduct } from '../../shared/payment/products.ts';
import { isRefundFinal } from '../../shared/payment/refund-machine.ts';
import { SALE_TOTAL_MAX } from '../../shared/pricing/cart.ts';
import type { ValueKind } from '../../shared/stored-value/value-lines.ts';
import type { AttemptRow, SaleRow } from '../journal/port.ts';
import type { SettleHow } from '../payments/found.ts';
import { takingDrafts } from './completion.ts';
import { requireDrawer } from './cash/drawers.ts';
import type { Desk } from './desk.ts';
import { requireFreshExchange } from './exchange.ts';
import { isExchangeFresh } from './exchange-drafts.ts';
import { showGoingBack } from './going-back.ts';
import { inCash, standingOf, type Standing } from './pricing.ts';
import { append, forgetSale, holdSale, requireNoPayment, requireSale, requireShift } from './selling.ts';

/** What the customer's wallet calls it. */
const VALUE_NAME = { giftCard: 'Gift card', accountPayment: 'Account payment' } as const satisfies Record<ValueKind, string>;

/** How long a code scanned before Pay was pressed may wait for its confirmation: wallets renew codes every minute (legacy.md 6.5). */
const PENDING_CODE_MS = 50_000;

/**
 * Takes cash for what is due; the last cash is rounded as the shop rounds it. Tender, drawer and completed sale are one transaction: either the sale is paid and on
 * disk, or nothing happened. With `isPart` it may be less, and the rest stays due; when a part was named before (`setPart`), the cash is for that, and change is given.
 * Throws SALE_EMPTY, SALE_LOCKED_BY_PAYMENT, TENDER_TOO_SMALL, TENDER_TOO_LARGE, TENDER_PART_RANGE, DRAWER_NOT_OPEN.
 */
export const payCash = (desk: Desk, tenderedMinor: Minor, isPart = false): Paid =>
  payInNotes(desk, { kind: 'cash', worthMinor: tenderedMinor, draft: (parts) => ({ type: 'tender.cash', data: { ...parts, tenderedMinor } }) }, isPart);

export interface Paid {
  readonly receiptNo: number | null;
  readonly changeMinor: Minor;
  readonly dueMinor: Minor;
}
/** What is handed over at the counter, for change: the shop's own cash, or notes of another currency. */
export interface Handed {
  readonly kind: 'cash' | 'foreignCash';
  /** What it counts as. */
  readonly worthMinor: Minor;
  readonly draft: (parts: { readonly saleId: string; readonly tenderId: string; readonly amountMinor: Minor; readonly changeMinor: Minor }) => EntryDraft;
}

/** Takes what was handed over, as `payCash` says. */
export function payInNotes(desk: Desk, handed: Handed, isPart: boolean): Paid {
  const { worthMinor } = handed;
  requireShift(desk);
  requireDrawer(desk);
  const standing = requireSale(desk);
  const { sale, dueMinor } = standing;
  requireNoPayment(desk, sale);
  requireFreshExchange(desk, sale);
  // What is handed back pays for it whole: that is finished without money (exchange.ts).
  if (sale.exchange !== null && dueMinor <= 0) throw new TillError('TENDER_NOTHING_DUE');
  const { roundingMinor, cashDueMinor } = inCash(dueMinor, desk.memory.cashRounding);
  if (worthMinor > SALE_TOTAL_MAX) throw new TillError('TENDER_TOO_LARGE', { mostMinor: SALE_TOTAL_MAX });
  if (isPart) {
    const partMinor = partOf(desk, standing) ?? worthMinor;
    if (partMinor < cashDueMinor) return payPartInNotes(desk, standing, partMinor, handed);
  }
  if (worthMinor < cashDueMinor) throw new TillError('TENDER_TOO_SMALL', { missingMinor: subtract(cashDueMinor, worthMinor) });
  const changeMinor = subtract(worthMinor, cashDueMinor);
  takeNotes(desk, standing, handed, { amountMinor: cashDueMinor, roundingMinor, changeMinor });
  forgetSale(desk);
  desk.memory.doneSaleId = sale.saleId;
  desk.changed();
  return { receiptNo: desk.journal.lastNumber('receipt'), changeMinor, dueMinor: ZERO };
}

function payPartInNotes(desk: Desk, standing: Standing, partMinor: Minor, handed: Handed): Paid {
  const { worthMinor } = handed;
  if (partMinor <= 0) throw new TillError('TENDER_PART_RANGE', { dueMinor: standing.dueMinor });
  if (worthMinor < partMinor) throw new TillError('TENDER_TOO_SMALL', { missingMinor: subtract(partMinor, worthMinor) });
  const changeMinor = subtract(worthMinor, partMinor);
  takeNotes(desk, standing, handed, { amountMinor: partMinor, roundingMinor: ZERO, changeMinor });
  Object.assign(desk.memory, { paying: true, part: null, shownAttemptId: null });
  desk.changed();
  return { receiptNo: null, changeMinor, dueMinor: subtract(standing.dueMinor, partMinor) };
}

function takeNotes(desk: Desk, standing: Standing, { kind, draft }: Handed, parts: { readonly amountMinor: Minor; readonly roundingMinor: Minor; readonly changeMinor: Minor }): void {
  const { saleId } = standing.sale;
  const { amountMinor, roundingMinor, changeMinor } = parts;
  const drafts = takingDrafts(desk, standing, { kind, amountMinor, roundingMinor, draft: (tenderId) => draft({ saleId, tenderId, amountMinor, changeMinor }) });
  append(desk, [...drafts, { type: 'drawer.opened', data: { why: 'sale', saleId } }]);
}

/** The next payment is for that part of what is due; null: for all of it. Throws SALE_EMPTY, SALE_LOCKED_BY_PAYMENT, TENDER_PART_RANGE. */
export function setPart(desk: Desk, amountMinor: Minor | null): void {
  const { sale, dueMinor } = requireSale(desk);
  requireNoPayment(desk, sale);
  if (amountMinor !== null && (amountMinor <= 0 || amountMinor > dueMinor)) throw new TillError('TENDER_PART_RANGE', { dueMinor });
  desk.memory.part = amountMinor === null || amountMinor === dueMinor ? null : { saleId: sale.saleId, amountMinor };
  desk.changed();
}

/** What was named as the next part of this sale, if it still is one. */
export function partOf({ memory }: Pick<Waiting, 'memory'>, { sale, dueMinor }: Pick<Standing, 'sale' | 'dueMinor'>): Minor | null {
  const part = memory?.part ?? null;
  return part !== null && part.saleId === sale.saleId && part.amountMinor < dueMinor ? part.amountMinor : null;
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
 * Starts a payment of what is due, or of the part that was named. When it returns the attempt is on disk; what comes of it arrives in snapshots. Throws
 * SALE_EMPTY, TENDER_NOTHING_DUE, PAYMENT_ATTEMPT_OPEN (rule 3), PAYMENT_PRODUCT_OFF, PAYMENT_FOUND_MONEY, the authority's and the journal's codes.
 */
export function startPayment(desk: Desk, product: PaymentProduct, customerCode?: string): { attemptId: string } {
  // Not with its channels: a customer's code may come from a scanner.
  desk.authority.require({ permission: 'sell' });
  requireShift(desk);
  const standing = requireSale(desk);
  const { sale, lines, dueMinor } = standing;
  if (dueMinor <= 0) throw new TillError('TENDER_NOTHING_DUE');
  requireFreshExchange(desk, sale);
  const goods = [
    ...lines.map((line) => ({ id: line.productId, name: line.name.en, unitPriceMinor: line.unitPriceMinor, quantityMilli: line.quantityMilli })),
    ...sale.values.map((value) => ({ id: value.kind, name: VALUE_NAME[value.kind], unitPriceMinor: minor(value.amountMinor), quantityMilli: 1_000 })),
  ];
  const first = goods[0];
  const others = goods.length - 1;
  const attemptId = desk.engine.start({
    sale: { saleId: sale.saleId, saleNo: sale.saleNo },
    product,
    amountMinor: partOf(desk, standing) ?? dueMinor,
    currency: sale.currency,
    description: `${desk.config.shop.name.en}: ${first?.name ?? ''}${others > 0 ? ` +${others}` : ''}`,
    goods,
    people: desk.authority.people(),
    ...(customerCode === undefined ? {} : { customerCode }),
  });
  Object.assign(desk.memory, { paying: true, shownAttemptId: attemptId, pendingCode: null, part: null });
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
  requireMaySettle(desk, attemptId, how);
  const counter = desk.journal.openSale();
  if (how === 'returned') showGoingBack(desk, { attemptId });
  await desk.engine.settleFound(attemptId, how, desk.authority.people());
  if (counter && !desk.journal.openSale() && desk.journal.sale(counter.saleId)?.state === 'completed') {
    forgetSale(desk);
    // The printed code on the customer's screen has done its work.
    Object.assign(desk.memory, { doneSaleId: counter.saleId, merchantCode: null });
  } else if (how === 'appliedToSale') Object.assign(desk.memory, { paying: true, part: null });
  desk.changed();
}

/** Matching what a customer has just paid on the printed code is selling; anything else is money that went astray. */
function requireMaySettle(desk: Desk, attemptId: string, how: SettleHow): void {
  const { saleId, amountMinor } = requireAttempt(desk, attemptId);
  if (how === 'returned') desk.authority.require({ permission: 'settleFoundMoney', moneyOutMinor: amountMinor });
  else desk.authority.require({ permission: saleId === null ? 'sell' : 'settleFoundMoney' });
}

/** Says why before the gateway is asked: no shift, or a sale at the counter that wants another amount than arrived on the printed code. */
function requireMatch(desk: Desk, attemptId: string): void {
  requireShift(desk);
  const attempt = requireAttempt(desk, attemptId);
  const counter = desk.journal.openSale();
  if (attempt.saleId !== null || !counter || wanting(desk, counter, attempt)) return;
  const { dueMinor } = standingOf(desk.journal, counter);
  if (dueMinor !== attempt.amountMinor) throw new TillError('PAYMENT_AMOUNT_DIFFERS', { paidMinor: attempt.amountMinor, dueMinor, currency: attempt.currency });
}

/** `memory`: of a desk where somebody may have named a part. */
type Waiting = Pick<Desk, 'journal'> & { readonly memory?: Pick<Desk['memory'], 'part'> };
type Booking = Waiting & Pick<Desk, 'random'>;

/**
 * What the engine appends together with "paid" (payments.md, one transaction): the tender and, when nothing is due any more, the finished sale. null when the sale
 * no longer wants the money (discarded, already paid otherwise, no shift open): it becomes found money.
 */
export function paidEntries(desk: Booking, attempt: AttemptRow): EntryDraft[] | null {
  const sale = desk.journal.sale(attempt.saleId);
  return sale ? tenderPayment(desk, sale, attempt) : null;
}

/**
 * Books found money on a sale that wants it: the attempt's own sale when it still waits, otherwise the open one.
 * null when there is none.
 */
export function foundMoneyEntries(desk: Booking, attempt: AttemptRow): { saleId: string; drafts: EntryDraft[] } | null {
  const sale = saleThatWants(desk, attempt);
  const drafts = sale ? tenderPayment(desk, sale, attempt) : null;
  return sale && drafts ? { saleId: sale.saleId, drafts } : null;
}

/** The attempt's own sale while it still waits for so much, otherwise the open one if it waits for exactly that. */
const saleThatWants = (desk: Waiting, attempt: AttemptRow): SaleRow | null =>
  [desk.journal.sale(attempt.saleId), desk.journal.openSale()].find((sale) => sale !== null && wanting(desk, sale, attempt) !== null) ?? null;

/** Which sale wants that found money, for the key that books it: the sale it was for while it still waits, otherwise the open one. Null while it is on its way back. */
export function foundMoneyFits(desk: Waiting, attempt: AttemptRow): 'own' | 'open' | null {
  const sale = saleThatWants(desk, attempt);
  if (!sale || !desk.journal.openShift() || desk.journal.refundsOfAttempt(attempt.attemptId).some((refund) => !isRefundFinal(refund.state))) return null;
  return sale.saleId === attempt.saleId ? 'own' : 'open';
}

/**
 * The sale as it stands, when it waits for that money; null when it does not. The sale that asked for it takes any part of what is due: the customer paid for that
 * very sale. Another one only exactly what is due, or the part that was named, because nothing else says that the two belong together.
 */
function wanting(desk: Waiting, sale: SaleRow, attempt: AttemptRow): Standing | null {
  if ((sale.state !== 'open' && sale.state !== 'held') || sale.currency !== attempt.currency) return null;
  const standing = standingOf(desk.journal, sale);
  const { dueMinor } = standing;
  const fits = attempt.saleId === sale.saleId ? attempt.amountMinor <= dueMinor : attempt.amountMinor === dueMinor || attempt.amountMinor === partOf(desk, standing);
  // Another attempt of that sale may still turn out paid; two payments for one bill must not both be booked on it.
  const rival = desk.journal.attemptsOfSale(sale.saleId).some((other) => other.attemptId !== attempt.attemptId && !isFinal(other.state));
  return fits && !rival && isExchangeFresh(desk.journal, sale) ? standing : null;
}

function tenderPayment(desk: Booking, sale: SaleRow, attempt: AttemptRow): EntryDraft[] | null {
  const standing = wanting(desk, sale, attempt);
  if (!standing) return null;
  const drafts = takingDrafts(desk, standing, {
    kind: attempt.product, amountMinor: attempt.amountMinor,
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
