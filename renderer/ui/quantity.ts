import { isWeighed, perKg, shelfPrice, type SoldBy, type WeightUnit } from '../../shared/catalog/kinds.ts';
import type { LineUnit } from '../../shared/contract/unit-views.ts';
import type { Currency } from '../../shared/money.ts';
import { amountText, quantityText } from './amount.ts';

/** What units of weight are called in one language. */
export type UnitWords = Readonly<Record<WeightUnit, string>>;
/** A quantity in thousandths, of pieces or of a kilogram. */
type Counted = { readonly quantityMilli: number } & Pick<LineUnit, 'soldBy'>;

/** The one way to write how much there is of something: "3", or "0.35 kg" for what is weighed. */
export const quantityLabel = ({ quantityMilli, soldBy }: Counted, units: UnitWords): string => (soldBy === 'weight' ? `${quantityText(quantityMilli)} ${units.kg}` : quantityText(quantityMilli));

/** In front of a name or a price: "3 ×"; what is weighed needs no sign. */
export const timesLabel = (line: Counted, units: UnitWords): string => (line.soldBy === 'weight' ? quantityLabel(line, units) : `${quantityText(line.quantityMilli)} ×`);

/** Stock of a product: weighed goods are counted in thousandths of a kilogram, whatever their price is for. */
export const stockLabel = (quantityMilli: number, soldBy: SoldBy, units: UnitWords): string => quantityLabel({ quantityMilli, soldBy: isWeighed(soldBy) ? 'weight' : 'piece' }, units);

/** The unit a line's price is said for: the shelf's, where the price comes out even in it; null for pieces. */
export const unitOfPrice = (unitPriceMinor: number, { soldBy, priceUnit }: LineUnit): WeightUnit | null => (soldBy === 'weight' ? shelfPrice(unitPriceMinor, priceUnit).unit : null);

/** A line's price as the shelf has it: "8.00", or "68.00 / 500 g" for what is weighed. `unitPriceMinor`: per piece or per kilogram. */
export function priceLabel(unitPriceMinor: number, line: LineUnit, currency: Currency, units: UnitWords): string {
  const unit = unitOfPrice(unitPriceMinor, line);
  return unit === null ? amountText(unitPriceMinor, currency) : `${amountText(shelfPrice(unitPriceMinor, line.priceUnit).priceMinor, currency)} / ${units[unit]}`;
}

/** A price typed for a unit as lines keep it: per kilogram. */
export const asLinePrice = (priceMinor: number, unit: WeightUnit | null): number => (unit === null ? priceMinor : perKg(priceMinor, unit));
