import type { TakeBackOrder, TakeBackPreview } from '../../shared/contract/returns.ts';
import { isWeighed, perKg } from '../../shared/catalog/kinds.ts';
import { TillError } from '../../shared/errors/registry.ts';
import type { EntryData } from '../../shared/journal/entries.ts';
import { add, minor, ZERO, type Minor } from '../../shared/money.ts';
import { SALE_TOTAL_MAX } from '../../shared/pricing/cart.ts';
import { cashRoundingOf } from '../../shared/pricing/discount.ts';
import { priceSale, type PricedSale } from '../../shared/pricing/sale.ts';
import type { ProductRow } from '../journal/port.ts';
import { requireDrawer } from './cash/drawers.ts';
import { taxOf, type Desk } from './desk.ts';
import { append, requireShift } from './selling.ts';

interface Priced {
  readonly products: readonly ProductRow[];
  readonly totals: PricedSale;
  readonly roundingMinor: Minor;
}

/** What would be handed out for goods without a receipt; writes nothing. Throws PRODUCT_NOT_FOUND, TAKE_BACK_PRICE and SALE_TOO_LARGE. */
export function previewTakeBack(desk: Desk, lines: TakeBackOrder['lines']): TakeBackPreview {
  const { totals, roundingMinor } = price(desk, lines);
  return {
    lines: totals.lines.map(({ amountMinor, paidMinor, taxMinor }) => ({ amountMinor, paidMinor, taxMinor })), totalMinor: totals.totalMinor, roundingMinor, itemsMilli: totals.itemsMilli,
    taxes: totals.taxes.map((tax) => ({ ...tax, name: desk.config.tax.rates.find((rate) => rate.id === tax.rateId)?.name ?? tax.rateId })),
  };
}

/**
 * Takes goods back that nobody has a receipt for, and hands out cash for them: today's price of the catalog, or less. One transaction, with its own number among the
 * returns. Somebody who may has to agree, whoever stands there by their role. Throws SHIFT_NOT_OPEN, DRAWER_NOT_OPEN, PRODUCT_NOT_FOUND, TAKE_BACK_PRICE (dearer than
 * today's, or nothing at all), SALE_TOO_LARGE and the authority's codes.
 */
export function takeBack(desk: Desk, { lines, reason }: TakeBackOrder): { returnId: string; returnNo: number; cashMinor: Minor } {
  const shift = requireShift(desk);
  requireDrawer(desk);
  const { products, totals, roundingMinor } = price(desk, lines);
  const cashMinor = add(totals.totalMinor, roundingMinor);
  desk.authority.require({ permission: 'returnWithoutReceipt', moneyOutMinor: cashMinor });
  const takenBackId = desk.random.uuid();
  const returnNo = desk.journal.lastNumber('return') + 1;
  const data: EntryData<'goods.takenBack'> = {
    takenBackId, returnNo, shiftNo: shift.shiftNo, currency: desk.config.currency, itemsMilli: totals.itemsMilli,
    lines: totals.lines.flatMap((line, index) => {
      const product = products[index];
      const order = lines[index];
      if (!product || !order) return [];
      return [{
        lineId: line.lineId, productId: product.productId, name: product.name, categoryId: product.categoryId, quantityMilli: line.quantityMilli, soldBy: weighed(product) ? 'weight' as const : 'piece' as const,
        unitPriceMinor: order.priceMinor ?? fullPrice(product), fullUnitMinor: fullPrice(product), amountMinor: line.paidMinor, taxMinor: line.taxMinor,
      }];
    }),
    taxes: totals.taxes.map((tax) => ({ ...tax })), totalMinor: totals.totalMinor, ...(roundingMinor === 0 ? {} : { roundingMinor }), reason,
  };
  append(desk, [{ type: 'goods.takenBack', data }, { type: 'drawer.opened', data: { why: 'return' } }]);
  desk.changed();
  return { returnId: takenBackId, returnNo, cashMinor };
}

const weighed = ({ kind }: ProductRow): boolean => kind?.soldBy !== undefined && isWeighed(kind.soldBy);

/** Of one piece, or of a kilogram. */
function fullPrice({ priceMinor, kind }: ProductRow): number {
  return kind !== undefined && isWeighed(kind.soldBy) ? perKg(priceMinor, kind.soldBy) : priceMinor;
}

function price(desk: Desk, lines: TakeBackOrder['lines']): Priced {
  const products = lines.map(({ productId }) => {
    const product = desk.catalog.product(productId);
    if (!product) throw new TillError('PRODUCT_NOT_FOUND');
    return product;
  });
  const inputs = lines.map(({ productId, quantityMilli, priceMinor }, index) => {
    const product = products[index];
    if (!product) throw new TillError('PRODUCT_NOT_FOUND');
    // Only a product without a price of its own may be given any; others at most today's.
    const fullMinor = fullPrice(product);
    if (priceMinor !== null && priceMinor > fullMinor && product.kind?.openPrice !== true) throw new TillError('TAKE_BACK_PRICE', { mostMinor: fullMinor });
    return {
      lineId: `b${index + 1}`, productId, categoryId: product.categoryId, listPriceMinor: minor(priceMinor ?? fullMinor), quantityMilli, byWeight: weighed(product), ...taxOf(desk.config, product),
    };
  });
  const totals = priceSale({ lines: inputs, promotions: [], coupons: [], moment: { day: 0, weekday: 1, minute: 0 }, taxMode: desk.config.tax.mode, exempt: false });
  if (totals.totalMinor > SALE_TOTAL_MAX) throw new TillError('SALE_TOO_LARGE', { totalMaxMinor: SALE_TOTAL_MAX });
  if (totals.totalMinor <= 0) throw new TillError('TAKE_BACK_PRICE', { mostMinor: 0 });
  const { cashRounding } = desk.memory;
  return { products, totals, roundingMinor: cashRounding.stepMinor > 1 ? minor(cashRoundingOf(totals.totalMinor, cashRounding)) : ZERO };
}
