import { isWeighed, perKg, type SoldBy, type WeightUnit } from '../../../shared/catalog/kinds.ts';
import { extended } from '../../../shared/pricing/cart.ts';
import { minor } from '../../../shared/money.ts';
import { parseQuantity } from '../../ui/amount.ts';

export const unitOf = (soldBy: SoldBy): WeightUnit => (isWeighed(soldBy) ? soldBy : 'kg');

/** A typed weight in the unit of its price ("1.5" of 500 g) as whole grams; null when it is none. */
export function gramsTyped(text: string, unit: WeightUnit): number | null {
  const milli = parseQuantity(text);
  const grams = milli === null ? 0 : Math.round(milli / perKg(1, unit));
  return grams >= 1 ? grams : null;
}

/** What that weight costs, minor units, as the sale will reckon it. */
export const costOf = (grams: number, priceMinor: number, unit: WeightUnit): number => extended({ unitPriceMinor: minor(perKg(priceMinor, unit)), quantityMilli: grams });
