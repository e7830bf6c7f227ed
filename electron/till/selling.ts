import type { SmallUnit } from '../../shared/catalog/kinds.ts';
import { TillError } from '../../shared/errors/registry.ts';
import type { EntryData, EntryDraft } from '../../shared/journal/entries.ts';
import type { Minor } from '../../shared/money.ts';
import { CART_LINES_MAX, QUANTITY_MILLI_MAX, SALE_TOTAL_MAX } from '../../shared/pricing/cart.ts';
import { listAmount, priceSale, type PricedSale } from '../../shared/pricing/sale.ts';
import type { AttemptRow, Journal, ProductRow, SaleLineRow, SaleRow, ShiftRow } from '../journal/port.ts';
import { noteChange } from './cart-changes.ts';
import { taxOf, type Desk } from './desk.ts';
import { lineInput, lineShare, priced, saleShare, standingOf, type Standing } from './pricing.ts';

type LineSource = EntryData<'sale.lineAdded'>['source'];

/** The open shift. Throws SHIFT_NOT_OPEN: nothing is sold outside a shift. */
export function requireShift(desk: Desk): ShiftRow {
  const shift = desk.journal.openShift();
  if (!shift) throw new TillError('SHIFT_NOT_OPEN');
  return shift;
}

/** The open sale as it stands. Throws SALE_EMPTY when there is nothing to act on. */
export function requireSale(desk: Desk): Standing {
  const sale = desk.journal.openSale();
  const standing = sale && standingOf(desk.journal, sale);
  if (!standing || (standing.lines.length === 0 && standing.sale.values.length === 0)) throw new TillError('SALE_EMPTY');
  return standing;
}

/** The payment of a sale that is under way: at most one (payments.md rule 3). One that a supervisor called paid is booked, and only the till still asks about it. */
export const openAttempt = (journal: Pick<Journal, 'attemptsNotFinal'>, saleId: string): AttemptRow | undefined =>
  journal.attemptsNotFinal().find((attempt) => attempt.saleId === saleId && attempt.assertion !== 'open');

/** Throws SALE_LOCKED_BY_PAYMENT while an attempt on the sale is not final: nobody knows yet what is paid. */
export function requireNoPayment(desk: Desk, sale: SaleRow): void {
  const open = openAttempt(desk.journal, sale.saleId);
  if (open) throw new TillError('SALE_LOCKED_BY_PAYMENT', { amountMinor: open.amountMinor });
}

/** Also throws SALE_HAS_TENDERS once a part is paid: what is being paid for must not change. */
export function requireUnlocked(desk: Desk, sale: SaleRow): void {
  requireNoPayment(desk, sale);
  const paidMinor = desk.journal.saleTenders(sale.saleId).reduce((sum, tender) => sum + tender.amountMinor, 0);
  if (paidMinor > 0) throw new TillError('SALE_HAS_TENDERS', { amountMinor: paidMinor });
}

/** How a product joins the sale. What is optional is said only of lines it is true of; see `sale.lineAdded`. */
export interface AddOptions {
  readonly quantityMilli: number;
  readonly source: LineSource;
  readonly code: string | null;
  readonly soldBy?: 'weight';
  readonly priceUnit?: SmallUnit;
  readonly labelPriceMinor?: Minor;
  readonly openPrice?: true;
  readonly ageChecked?: number;
}

/** Each weighing, each label and each typed price is a line of its own. */
const standsAlone = ({ soldBy, labelPriceMinor, openPrice, source }: AddOptions): boolean => soldBy !== undefined || labelPriceMinor !== undefined || openPrice !== undefined || source === 'label';

/** A line that more of the same may join: nobody decided on its price, and nothing sets it apart. */
const isTwin = (line: SaleLineRow, product: ProductRow, { ageChecked }: AddOptions, tax: Pick<SaleLineRow, 'taxRateId' | 'ratePpm'>): boolean =>
  line.productId === product.productId && line.unitPriceMinor === product.priceMinor && line.taxRateId === tax.taxRateId && line.ratePpm === tax.ratePpm && line.categoryId === product.categoryId && !line.byWeight && !line.openPrice
  && line.labelPriceMinor === null && line.overrideMinor === null && line.discount === null && line.ageChecked === (ageChecked ?? null);

/**
 * Adds a product to the open sale, opening one if needed; the same product at the same price joins its line. A sale that was emptied line by line makes way for a
 * fresh one: its discount, and its hour, were another customer's. Returns the line. Throws SHIFT_NOT_OPEN, SALE_LOCKED_BY_PAYMENT, SALE_HAS_TENDERS, SALE_OTHER_TAX, SALE_TOO_LARGE,
 * SALE_QUANTITY_RANGE and the journal's codes.
 */
export function addProduct(desk: Desk, product: ProductRow, options: AddOptions): { lineId: string } {
  desk.authority.require({ permission: 'sell' });
  const shift = requireShift(desk);
  const counter = desk.journal.openSale();
  if (counter) requireUnlocked(desk, counter);
  requireQuantity(options.quantityMilli);
  const tax = taxOf(desk.config, product);
  const drafts: EntryDraft[] = [];
  const held = counter ? desk.journal.saleLines(counter.saleId) : [];
  const isEmptied = counter !== null && counter.exchange === null && counter.customerId === null && counter.values.length === 0 && held.length === 0 && desk.journal.saleHadLines(counter.saleId);
  if (counter && isEmptied) drafts.push({ type: 'sale.discarded', data: { saleId: counter.saleId, amountMinor: 0, reason: 'empty' } });
  const open = isEmptied ? null : counter;
  requireSameTaxMode(desk, open);
  const saleId = open?.saleId ?? desk.random.uuid();
  if (!open) {
    drafts.push({
      type: 'sale.opened',
      data: { saleId, saleNo: desk.journal.lastNumber('sale') + 1, shiftNo: shift.shiftNo, currency: desk.config.currency, taxMode: desk.config.tax.mode },
    });
  }
  const twin = standsAlone(options) ? undefined : held.find((line) => isTwin(line, product, options, tax));
  const lineId = twin?.lineId ?? desk.random.uuid();
  if (twin) {
    drafts.push(quantityDraft(saleId, twin, twin.quantityMilli + options.quantityMilli));
  } else {
    if (held.length >= CART_LINES_MAX) throw new TillError('SALE_TOO_LARGE', { linesMax: CART_LINES_MAX });
    drafts.push({
      type: 'sale.lineAdded',
      data: {
        saleId, lineId, productId: product.productId, code: options.code, name: product.name, unitPriceMinor: product.priceMinor, quantityMilli: options.quantityMilli,
        taxRateId: tax.taxRateId, ratePpm: tax.ratePpm, source: options.source, categoryId: product.categoryId,
        ...(options.soldBy === undefined ? {} : { soldBy: options.soldBy }), ...(options.priceUnit === undefined ? {} : { priceUnit: options.priceUnit }), ...(options.labelPriceMinor === undefined ? {} : { labelPriceMinor: options.labelPriceMinor }),
        ...(options.openPrice === undefined ? {} : { openPrice: options.openPrice }), ...(options.ageChecked === undefined ? {} : { ageChecked: options.ageChecked }),
      },
    });
  }
  const after = twin ? held.map((line) => (line === twin ? { ...line, quantityMilli: line.quantityMilli + options.quantityMilli } : line)) : [...held, newRow(lineId, product, options, tax)];
  requireWithinBounds(after, open?.taxMode ?? desk.config.tax.mode);
  append(desk, drafts);
  noteChange(desk, twin ? { what: 'quantity', saleId, lineId, fromMilli: twin.quantityMilli } : { what: 'added', saleId, lineId });
  Object.assign(desk.memory, { lastLineId: lineId, doneSaleId: null });
  backToCart(desk);
  desk.changed();
  return { lineId };
}

/**
 * A sale is taxed to its end as it was begun: its customer was told those prices. A product's price is meant as the shop taxes now, so once that has changed (while the
 * sale was held, or over a restart) nothing more goes onto it. Throws SALE_OTHER_TAX.
 */
function requireSameTaxMode({ config }: Pick<Desk, 'config'>, sale: SaleRow | null): void {
  if (sale !== null && sale.taxMode !== config.tax.mode) throw new TillError('SALE_OTHER_TAX', { begun: sale.taxMode, now: config.tax.mode });
}

const newRow = (lineId: string, product: ProductRow, { code, quantityMilli, soldBy, priceUnit, labelPriceMinor, openPrice, ageChecked }: AddOptions, tax: { taxRateId: string | null; ratePpm: number }): SaleLineRow => ({
  lineId, productId: product.productId, code, name: product.name, unitPriceMinor: product.priceMinor, quantityMilli, ...tax, categoryId: product.categoryId, byWeight: soldBy === 'weight',
  labelPriceMinor: labelPriceMinor ?? null, openPrice: openPrice ?? false, ageChecked: ageChecked ?? null, priceUnit: priceUnit ?? null, overrideMinor: null, discount: null,
});

/** Brings a voided line back as it was, at the end of the sale. Throws what adding a product throws. */
export function bringBack(desk: Desk, sale: SaleRow, line: SaleLineRow, reason: string): void {
  requireUnlocked(desk, sale);
  const lines = desk.journal.saleLines(sale.saleId);
  if (lines.length >= CART_LINES_MAX) throw new TillError('SALE_TOO_LARGE', { linesMax: CART_LINES_MAX });
  requireWithinBounds([...lines, line], sale.taxMode);
  const { saleId } = sale;
  const { lineId, productId, code, name, unitPriceMinor, quantityMilli, taxRateId, ratePpm, categoryId, byWeight, labelPriceMinor, openPrice, ageChecked, priceUnit, overrideMinor, discount } = line;
  append(desk, [
    {
      type: 'sale.lineAdded',
      data: {
        saleId, lineId, productId, code, name, unitPriceMinor, quantityMilli, taxRateId, ratePpm, source: 'undo', ...(categoryId === null ? {} : { categoryId }),
        ...(byWeight ? { soldBy: 'weight' } : {}), ...(priceUnit === null ? {} : { priceUnit }), ...(labelPriceMinor === null ? {} : { labelPriceMinor }), ...(openPrice ? { openPrice } : {}), ...(ageChecked === null ? {} : { ageChecked }),
      },
    },
    ...(overrideMinor === null ? [] : [{ type: 'sale.priceOverridden', data: { saleId, lineId, fromMinor: labelPriceMinor ?? unitPriceMinor, toMinor: overrideMinor, reason } } as const]),
    ...(discount === null ? [] : [{ type: 'sale.lineDiscounted', data: { saleId, lineId, discount, reason } } as const]),
  ]);
  desk.memory.lastLineId = lineId;
  backToCart(desk);
  desk.changed();
}

/**
 * Sets a line's quantity (thousandths of a unit). Less of it is a void like any other. Throws SALE_LINE_NOT_FOUND, SALE_LINE_LABELLED, SALE_QUANTITY_RANGE,
 * SALE_TOO_LARGE and the authority's codes.
 */
export function setQuantity(desk: Desk, lineId: string, quantityMilli: number): void {
  const { sale, line, lines } = findLine(desk, lineId);
  if (quantityMilli === line.quantityMilli) return;
  if (line.labelPriceMinor !== null) throw new TillError('SALE_LINE_LABELLED');
  const draft = quantityDraft(sale.saleId, line, quantityMilli);
  const after = lines.map((other) => (other === line ? { ...line, quantityMilli } : other));
  requireWithinBounds(after, sale.taxMode);
  if (quantityMilli < line.quantityMilli) {
    desk.authority.require({ permission: 'voidLine' });
    requireShares(desk, priced(desk.journal, sale, { lines }), priced(desk.journal, sale, { lines: after }));
  }
  append(desk, [draft]);
  noteChange(desk, { what: 'quantity', saleId: sale.saleId, lineId, fromMilli: line.quantityMilli });
  desk.memory.lastLineId = lineId;
  backToCart(desk);
  desk.changed();
}

/** Takes a line off the sale; the entry keeps what it was and why (journal.md J2, J10). Throws SALE_LINE_NOT_FOUND and the authority's codes. */
export function voidLine(desk: Desk, lineId: string, reason: string): void {
  const { sale, line, lines } = findLine(desk, lineId);
  desk.authority.require({ permission: 'voidLine' });
  requireShares(desk, priced(desk.journal, sale, { lines }), priced(desk.journal, sale, { lines: lines.filter((other) => other !== line) }));
  append(desk, [{ type: 'sale.lineVoided', data: { saleId: sale.saleId, lineId, quantityMilli: line.quantityMilli, amountMinor: listAmount(lineInput(line)), reason } }]);
  noteChange(desk, { what: 'voided', saleId: sale.saleId, line });
  if (desk.memory.lastLineId === lineId) desk.memory.lastLineId = null;
  backToCart(desk);
  desk.changed();
}

/** An amount off weighs more on a smaller cart: whoever takes goods out of it needs the consent that the discount would need now. */
function requireShares({ authority }: Desk, before: PricedSale, after: PricedSale): void {
  for (const line of after.lines) {
    const share = lineShare(line);
    const was = before.lines.find((other) => other.lineId === line.lineId);
    if (share > (was ? lineShare(was) : 0)) authority.require({ permission: 'discountLine', discountPpm: share });
  }
  const share = saleShare(after);
  if (share > saleShare(before)) authority.require({ permission: 'discountSale', discountPpm: share });
}

/** Ends the open sale unsold, with a reason. Throws SALE_EMPTY, SALE_LOCKED_BY_PAYMENT, SALE_HAS_TENDERS while money of it is here or moving, and the authority's codes. */
export function discardSale(desk: Desk, reason: string): void {
  const sale = desk.journal.openSale();
  if (!sale) throw new TillError('SALE_EMPTY');
  requireUnlocked(desk, sale);
  const { totalMinor } = priced(desk.journal, sale);
  desk.authority.require({ permission: 'discardSale' });
  append(desk, [{ type: 'sale.discarded', data: { saleId: sale.saleId, amountMinor: totalMinor, reason } }]);
  forgetSale(desk);
  desk.changed();
}

/** Puts the open sale aside under a label, with what is paid of it. With `withOpenPayment` also while its attempt goes on. */
export function holdSale(desk: Desk, label: string, options: { withOpenPayment: boolean } = { withOpenPayment: false }): void {
  const { sale } = requireSale(desk);
  if (!options.withOpenPayment) requireNoPayment(desk, sale);
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
    requireNoPayment(desk, open);
    const lines = desk.journal.saleLines(open.saleId);
    drafts.push(
      lines.length === 0 && open.values.length === 0
        ? { type: 'sale.discarded', data: { saleId: open.saleId, amountMinor: 0, reason: 'empty' } }
        : { type: 'sale.held', data: { saleId: open.saleId, label: '' } },
    );
  }
  drafts.push({ type: 'sale.recalled', data: { saleId } });
  append(desk, drafts);
  forgetSale(desk);
  // A sale that was put aside with its payment, or partly paid, comes back to that, not to a fresh choice of tenders.
  const attempt = openAttempt(desk.journal, saleId);
  Object.assign(desk.memory, { shownAttemptId: attempt?.attemptId ?? null, paying: attempt !== undefined || desk.journal.saleTenders(saleId).length > 0 });
  desk.changed();
}

/** To the tenders, and back. Throws SALE_EMPTY. */
export function setPaying(desk: Desk, paying: boolean): void {
  if (paying) requireSale(desk);
  Object.assign(desk.memory, { paying, pendingCode: null, part: null, foreignShown: null });
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
  Object.assign(desk.memory, { paying: false, shownAttemptId: null, pendingCode: null, lastLineId: null, doneSaleId: null, part: null, changes: [] });
}

/** Whoever changes the cart has read that the last payment did not come about, and is not at the tenders any more. */
export function backToCart(desk: Desk): void {
  Object.assign(desk.memory, { paying: false, shownAttemptId: null, part: null });
}

/** A line of the open sale that may change. Throws SALE_LINE_NOT_FOUND and what `requireUnlocked` throws. */
export function findLine(desk: Desk, lineId: string): { sale: SaleRow; line: SaleLineRow; lines: readonly SaleLineRow[] } {
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

/** Throws SALE_TOO_LARGE for a cart beyond the bounds, whatever is taken off it. */
export function requireWithinBounds(lines: readonly SaleLineRow[], taxMode: SaleRow['taxMode']): void {
  if (!isWithinBounds(lines, taxMode)) throw new TillError('SALE_TOO_LARGE', { totalMaxMinor: SALE_TOTAL_MAX });
}

function isWithinBounds(lines: readonly SaleLineRow[], taxMode: SaleRow['taxMode']): boolean {
  try {
    const full = lines.map((line) => lineInput({ ...line, discount: null }));
    return priceSale({ lines: full, promotions: [], coupons: [], moment: { day: 0, weekday: 1, minute: 0 }, taxMode, exempt: false }).totalMinor <= SALE_TOTAL_MAX;
  } catch (error) {
    // Beyond what an amount can hold at all (money.ts), long before it would be beyond a sale.
    if (error instanceof RangeError) return false;
    throw error;
  }
}
