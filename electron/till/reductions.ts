import { TillError } from '../../shared/errors/registry.ts';
import { COUPONS_MAX } from '../../shared/journal/pricing-shapes.ts';
import type { Minor } from '../../shared/money.ts';
import { shareOf, type Discount } from '../../shared/pricing/discount.ts';
import { holdsAt } from '../../shared/pricing/promotion.ts';
import { listAmount } from '../../shared/pricing/sale.ts';
import type { SaleRow } from '../journal/port.ts';
import { noteChange } from './cart-changes.ts';
import type { Desk } from './desk.ts';
import { lineInput, lineShare, momentOf, priced, saleShare } from './pricing.ts';
import { append, backToCart, findLine, requireSale, requireUnlocked, requireWithinBounds } from './selling.ts';

/**
 * Takes something off a line, in the place of what was taken off before; null takes it back. How far it goes is the share of the line that is really taken, whatever
 * was typed. Throws SALE_LINE_NOT_FOUND, SALE_LOCKED_BY_PAYMENT, SALE_HAS_TENDERS and the authority's codes.
 */
export function discountLine(desk: Desk, lineId: string, discount: Discount | null, reason: string): void {
  const { sale, line, lines } = findLine(desk, lineId);
  if (discount !== null) {
    const after = priced(desk.journal, sale, { lines: lines.map((other) => (other === line ? { ...line, discount } : other)) }).lines.find((other) => other.lineId === lineId);
    desk.authority.require({ permission: 'discountLine', discountPpm: after ? lineShare(after) : 0 });
  } else if (line.discount === null) return;
  append(desk, [{ type: 'sale.lineDiscounted', data: { saleId: sale.saleId, lineId, discount, reason } }]);
  noteChange(desk, { what: 'lineDiscount', saleId: sale.saleId, lineId, before: line.discount });
  desk.memory.lastLineId = lineId;
  changed(desk);
}

/** Takes something off the whole sale; null takes it back. Throws SALE_EMPTY, SALE_LOCKED_BY_PAYMENT, SALE_HAS_TENDERS and the authority's codes. */
export function discountSale(desk: Desk, discount: Discount | null, reason: string): void {
  const { sale, lines } = requireChangeable(desk);
  if (discount !== null) desk.authority.require({ permission: 'discountSale', discountPpm: saleShare(priced(desk.journal, sale, { lines, sale: { discount } })) });
  else if (sale.discount === null) return;
  append(desk, [{ type: 'sale.discounted', data: { saleId: sale.saleId, discount, reason } }]);
  noteChange(desk, { what: 'saleDiscount', saleId: sale.saleId, before: sale.discount });
  changed(desk);
}

/**
 * Another price per unit for a line (for a labelled one: for the label), null the list price again. Lowering counts against the limit by its share of the price in
 * the catalog; raising needs the permission only. Throws SALE_LINE_NOT_FOUND, SALE_TOO_LARGE, SALE_LOCKED_BY_PAYMENT, SALE_HAS_TENDERS and the authority's codes.
 */
export function overridePrice(desk: Desk, lineId: string, priceMinor: Minor | null, reason: string): void {
  const { sale, line, lines } = findLine(desk, lineId);
  if (priceMinor === line.overrideMinor) return;
  const after = { ...line, overrideMinor: priceMinor };
  requireWithinBounds(lines.map((other) => (other === line ? after : other)), sale.taxMode);
  const list = line.labelPriceMinor ?? line.unitPriceMinor;
  const loweredBy = (priceMinor ?? list) < list ? shareOf((list - (priceMinor ?? list)) as Minor, list) : 0;
  // Going back to a dearer list price takes nothing from the shop.
  const costsNothing = priceMinor === null && listAmount(lineInput(after)) >= listAmount(lineInput(line));
  if (!costsNothing) desk.authority.require({ permission: 'overridePrice', overridePpm: loweredBy });
  append(desk, [{ type: 'sale.priceOverridden', data: { saleId: sale.saleId, lineId, fromMinor: line.overrideMinor ?? list, toMinor: priceMinor, reason } }]);
  noteChange(desk, { what: 'override', saleId: sale.saleId, lineId, before: line.overrideMinor });
  desk.memory.lastLineId = lineId;
  changed(desk);
}

/** The customer owes no tax on this sale, or does after all. Throws SALE_EMPTY, SALE_LOCKED_BY_PAYMENT, SALE_HAS_TENDERS and the authority's codes. */
export function exemptSale(desk: Desk, exempt: boolean, reason: string): void {
  const { sale } = requireChangeable(desk);
  if (exempt === (sale.exempt !== null)) return;
  if (exempt) desk.authority.require({ permission: 'exemptTax' });
  append(desk, [{ type: 'sale.taxExempted', data: { saleId: sale.saleId, exempt, reason } }]);
  noteChange(desk, { what: 'exempt', saleId: sale.saleId, before: sale.exempt });
  changed(desk);
}

/**
 * A coupon is handed in, or taken out. Throws SALE_COUPON_UNKNOWN for a code without a promotion that holds for this sale, SALE_COUPONS_MANY, SALE_EMPTY,
 * SALE_LOCKED_BY_PAYMENT and SALE_HAS_TENDERS.
 */
export function setCoupon(desk: Desk, code: string, on: boolean): void {
  const { sale } = requireChangeable(desk);
  const isOn = sale.coupons.includes(code);
  if (on === isOn) return;
  if (on) {
    const moment = momentOf(sale.openedAtMs, sale.openedOffsetMin);
    if (!desk.journal.promotionsAt(sale.openedSeq).some(({ coupon, off, time }) => coupon === code && off !== true && holdsAt(time, moment))) throw new TillError('SALE_COUPON_UNKNOWN', { code });
    if (sale.coupons.length >= COUPONS_MAX) throw new TillError('SALE_COUPONS_MANY', { most: COUPONS_MAX });
  }
  append(desk, [{ type: 'sale.couponSet', data: { saleId: sale.saleId, code, on } }]);
  noteChange(desk, { what: 'coupon', saleId: sale.saleId, code, before: isOn });
  changed(desk);
}

function requireChangeable(desk: Desk): { readonly sale: SaleRow; readonly lines: ReturnType<typeof requireSale>['lines'] } {
  const { sale, lines } = requireSale(desk);
  requireUnlocked(desk, sale);
  return { sale, lines };
}

function changed(desk: Desk): void {
  backToCart(desk);
  desk.changed();
}
