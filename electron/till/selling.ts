import { TillError } from '../../shared/errors/registry.ts';
import type { EntryData, EntryDraft } from '../../shared/journal/entries.ts';
import { isFinal } from '../../shared/payment/machine.ts';
import { CART_LINES_MAX, extended, priceCart, QUANTITY_MILLI_MAX, SALE_TOTAL_MAX, type CartTotals } from '../../shared/pricing/cart.ts';
import type { Minor } from '../../shared/money.ts';
import type { ProductRow, SaleLineRow, SaleRow, ShiftRow } from '../journal/port.ts';
import { cartLines, taxOf, type Desk } from './desk.ts';

type LineSource = EntryData<'sale.lineAdded'>['source'];

/** The open shift. Throws SHIFT_NOT_OPEN: nothing is sold outside a shift. */
export function requireShift(desk: Desk): ShiftRow {
  const shift = desk.journal.openShift();
  if (!shift) throw new TillError('SHIFT_NOT_OPEN');
  return shift;
}

/** The open sale with its lines and totals. Throws SALE_EMPTY when there is nothing to act on. */
export function requireSale(desk: Desk): { sale: SaleRow; lines: readonly SaleLineRow[]; totals: CartTotals } {
  const sale = desk.journal.openSale();
  const lines = sale ? desk.journal.saleLines(sale.saleId) : [];
  if (!sale || lines.length === 0) throw new TillError('SALE_EMPTY');
  return { sale, lines, totals: priceCart(cartLines(lines), sale.taxMode) };
}

/** Throws SALE_LOCKED_BY_PAYMENT while an attempt on the sale is not final: what is being paid for must not change. */
export function requireUnlocked(desk: Desk, sale: SaleRow): void {
  const open = desk.journal.attemptsOfSale(sale.saleId).find((attempt) => !isFinal(attempt.state));
  if (open) throw new TillError('SALE_LOCKED_BY_PAYMENT', { amountMinor: open.amountMinor });
}

/** How a product joins the sale. What is optional is said only of lines it is true of; see `sale.lineAdded`. */
export interface AddOptions {
  readonly quantityMilli: number;
  readonly source: LineSource;
  readonly code: string | null;
  readonly soldBy?: 'weight';
  readonly labelPriceMinor?: Minor;
  readonly openPrice?: true;
  readonly ageChecked?: number;
}

/** Each weighing, each label and each typed price is a line of its own. */
const standsAlone = ({ soldBy, labelPriceMinor, openPrice, source }: AddOptions): boolean => soldBy !== undefined || labelPriceMinor !== undefined || openPrice !== undefined || source === 'label';

/**
 * Adds a product to the open sale, opening one if needed; the same product at the same price joins its line. Returns the line.
 * Throws SHIFT_NOT_OPEN, SALE_LOCKED_BY_PAYMENT, SALE_TOO_LARGE, SALE_QUANTITY_RANGE and the journal's codes.
 */
export function addProduct(desk: Desk, product: ProductRow, options: AddOptions): { lineId: string } {
  const shift = requireShift(desk);
  const open = desk.journal.openSale();
  if (open) requireUnlocked(desk, open);
  requireQuantity(options.quantityMilli);
  const tax = taxOf(desk.config, product);
  const drafts: EntryDraft[] = [];
  const saleId = open?.saleId ?? desk.random.uuid();
  if (!open) {
    drafts.push({
      type: 'sale.opened',
      data: { saleId, saleNo: desk.journal.lastNumber('sale') + 1, shiftNo: shift.shiftNo, currency: desk.config.currency, taxMode: desk.config.tax.mode },
    });
  }
  const lines = open ? desk.journal.saleLines(saleId) : [];
  const twin = standsAlone(options) ? undefined : lines.find((line) => line.productId === product.productId && line.unitPriceMinor === product.priceMinor && line.taxRateId === tax.taxRateId);
  const lineId = twin?.lineId ?? desk.random.uuid();
  if (twin) {
    drafts.push(quantityDraft(saleId, twin, twin.quantityMilli + options.quantityMilli));
  } else {
    if (lines.length >= CART_LINES_MAX) throw new TillError('SALE_TOO_LARGE', { linesMax: CART_LINES_MAX });
    drafts.push({
      type: 'sale.lineAdded',
      data: {
        saleId, lineId, productId: product.productId, code: options.code, name: product.name, unitPriceMinor: product.priceMinor, quantityMilli: options.quantityMilli,
        taxRateId: tax.taxRateId, ratePpm: tax.ratePpm, source: options.source, categoryId: product.categoryId,
        ...(options.soldBy === undefined ? {} : { soldBy: options.soldBy }), ...(options.labelPriceMinor === undefined ? {} : { labelPriceMinor: options.labelPriceMinor }),
        ...(options.openPrice === undefined ? {} : { openPrice: options.openPrice }), ...(options.ageChecked === undefined ? {} : { ageChecked: options.ageChecked }),
      },
    });
  }
  const after = twin
    ? lines.map((line) => (line === twin ? { ...line, quantityMilli: line.quantityMilli + options.quantityMilli } : line))
    : [...lines, { lineId, productId: product.productId, code: options.code, name: product.name, unitPriceMinor: product.priceMinor, quantityMilli: options.quantityMilli, ...tax }];
  requireWithinBounds(after, open?.taxMode ?? desk.config.tax.mode);
  append(desk, drafts);
  Object.assign(desk.memory, { lastLineId: lineId, doneSaleId: null });
  backToCart(desk);
  desk.changed();
  return { lineId };
}

/** Sets a line's quantity (thousandths of a unit). Throws SALE_LINE_NOT_FOUND, SALE_QUANTITY_RANGE, SALE_TOO_LARGE. */
export function setQuantity(desk: Desk, lineId: string, quantityMilli: number): void {
  const { sale, line, lines } = findLine(desk, lineId);
  if (quantityMilli === line.quantityMilli) return;
  const draft = quantityDraft(sale.saleId, line, quantityMilli);
  requireWithinBounds(lines.map((other) => (other === line ? { ...line, quantityMilli } : other)), sale.taxMode);
  append(desk, [draft]);
  desk.memory.lastLineId = lineId;
  backToCart(desk);
  desk.changed();
}

/** Takes a line off the sale; the entry keeps what it was and why (journal.md J2, J10). */
export function voidLine(desk: Desk, lineId: string, reason: string): void {
  const { sale, line } = findLine(desk, lineId);
  append(desk, [{ type: 'sale.lineVoided', data: { saleId: sale.saleId, lineId, quantityMilli: line.quantityMilli, amountMinor: extended(line), reason } }]);
  if (desk.memory.lastLineId === lineId) desk.memory.lastLineId = null;
  backToCart(desk);
  desk.changed();
}

/** Ends the open sale unsold, with a reason. Throws SALE_LOCKED_BY_PAYMENT while money may be moving. */
export function discardSale(desk: Desk, reason: string): void {
  const sale = desk.journal.openSale();
  if (!sale) throw new TillError('SALE_EMPTY');
  requireUnlocked(desk, sale);
  const totals = priceCart(cartLines(desk.journal.saleLines(sale.saleId)), sale.taxMode);
  append(desk, [{ type: 'sale.discarded', data: { saleId: sale.saleId, amountMinor: totals.totalMinor, reason } }]);
  forgetSale(desk);
  desk.changed();
}

/** Puts the open sale aside under a label. With `withOpenPayment` also while its attempt goes on. */
export function holdSale(desk: Desk, label: string, options: { withOpenPayment: boolean } = { withOpenPayment: false }): void {
  const { sale } = requireSale(desk);
  if (!options.withOpenPayment) requireUnlocked(desk, sale);
  append(desk, [{ type: 'sale.held', data: { saleId: sale.saleId, label } }]);
  forgetSale(desk);
  desk.changed();
}

/** Brings a held sale back. An empty or absent open sale makes way; one with lines is put aside in the same step. */
export function recallSale(desk: Desk, saleId: string): void {
  const held = desk.journal.sale(saleId);
  if (!held || held.state !== 'held') throw new TillError('SALE_NOT_FOUND');
  if (held.currency !== desk.config.currency) throw new TillError('SALE_OTHER_CURRENCY', { currency: held.currency });
  requireShift(desk);
  const drafts: EntryDraft[] = [];
  const open = desk.journal.openSale();
  if (open) {
    requireUnlocked(desk, open);
    const lines = desk.journal.saleLines(open.saleId);
    drafts.push(
      lines.length === 0
        ? { type: 'sale.discarded', data: { saleId: open.saleId, amountMinor: 0, reason: 'empty' } }
        : { type: 'sale.held', data: { saleId: open.saleId, label: '' } },
    );
  }
  drafts.push({ type: 'sale.recalled', data: { saleId } });
  append(desk, drafts);
  forgetSale(desk);
  // A sale that was put aside with its payment comes back to that payment, not to a fresh choice of tenders.
  const attempt = desk.journal.attemptsOfSale(saleId).findLast((candidate) => !isFinal(candidate.state));
  Object.assign(desk.memory, { shownAttemptId: attempt?.attemptId ?? null, paying: attempt !== undefined });
  desk.changed();
}

/** To the tenders, and back. Throws SALE_EMPTY. */
export function setPaying(desk: Desk, paying: boolean): void {
  if (paying) requireSale(desk);
  desk.memory.paying = paying;
  desk.memory.pendingCode = null;
  desk.changed();
}

/** Leaves the finished sale's screen. */
export function nextSale(desk: Desk): void {
  desk.memory.doneSaleId = null;
  desk.changed();
}

/** Appends as whoever stands at the counter. */
export function append(desk: Desk, drafts: readonly EntryDraft[]): void {
  desk.journal.append(drafts, desk.authority.people());
}

export function forgetSale(desk: Desk): void {
  Object.assign(desk.memory, { paying: false, shownAttemptId: null, pendingCode: null, lastLineId: null, doneSaleId: null });
}

/** Whoever changes the cart has read that the last payment did not come about, and is not at the tenders any more. */
function backToCart(desk: Desk): void {
  Object.assign(desk.memory, { paying: false, shownAttemptId: null });
}

function findLine(desk: Desk, lineId: string): { sale: SaleRow; line: SaleLineRow; lines: readonly SaleLineRow[] } {
  const sale = desk.journal.openSale();
  if (!sale) throw new TillError('SALE_LINE_NOT_FOUND');
  requireUnlocked(desk, sale);
  const lines = desk.journal.saleLines(sale.saleId);
  const line = lines.find((candidate) => candidate.lineId === lineId);
  if (!line) throw new TillError('SALE_LINE_NOT_FOUND');
  return { sale, line, lines };
}

function requireQuantity(quantityMilli: number): void {
  if (!Number.isSafeInteger(quantityMilli) || quantityMilli < 1 || quantityMilli > QUANTITY_MILLI_MAX) throw new TillError('SALE_QUANTITY_RANGE', { most: QUANTITY_MILLI_MAX / 1000 });
}

function quantityDraft(saleId: string, line: SaleLineRow, toMilli: number): EntryDraft {
  requireQuantity(toMilli);
  return { type: 'sale.lineQuantityChanged', data: { saleId, lineId: line.lineId, fromMilli: line.quantityMilli, toMilli } };
}

function requireWithinBounds(lines: readonly SaleLineRow[], taxMode: SaleRow['taxMode']): void {
  if (!isWithinBounds(lines, taxMode)) throw new TillError('SALE_TOO_LARGE', { totalMaxMinor: SALE_TOTAL_MAX });
}

function isWithinBounds(lines: readonly SaleLineRow[], taxMode: SaleRow['taxMode']): boolean {
  try {
    return priceCart(cartLines(lines), taxMode).totalMinor <= SALE_TOTAL_MAX;
  } catch (error) {
    // Beyond what an amount can hold at all (money.ts), long before it would be beyond a sale.
    if (error instanceof RangeError) return false;
    throw error;
  }
}
