/** How a product is sold, beside its price: by weight, at a price typed at the counter, to people of an age, as a pack, as one of several variants. */

/** `piece`, or the weight its price is for: a kilogram, 500 g (the market's 斤) or 100 g. */
export const SOLD_BY = ['piece', 'kg', '500g', '100g'] as const;
export type SoldBy = (typeof SOLD_BY)[number];
export type WeightUnit = Exclude<SoldBy, 'piece'>;

/** How many of the unit a kilogram has. Sales and stock are reckoned in grams at a price per kilogram, whatever the label on the shelf says. */
const PER_KG: Readonly<Record<WeightUnit, number>> = { kg: 1, '500g': 2, '100g': 10 };

export const isWeighed = (soldBy: SoldBy): soldBy is WeightUnit => soldBy !== 'piece';
/** The price per kilogram of a price per unit, minor units: exact, because a kilogram has a whole number of each unit. */
export const perKg = (priceMinor: number, unit: WeightUnit): number => priceMinor * PER_KG[unit];
/** A unit of weight other than the kilogram. Lines of sales name it only where the shelf's price is for one. */
export const SMALL_UNITS = ['500g', '100g'] as const satisfies readonly WeightUnit[];
export type SmallUnit = (typeof SMALL_UNITS)[number];

/**
 * A price per kilogram as the shelf has it: per its own unit where that comes out even, else per kilogram. `priceUnit`: the shelf's, null or absent for the kilogram.
 */
export function shelfPrice(perKgMinor: number, priceUnit: SmallUnit | null = null): { readonly priceMinor: number; readonly unit: WeightUnit } {
  return priceUnit === null || perKgMinor % PER_KG[priceUnit] !== 0 ? { priceMinor: perKgMinor, unit: 'kg' } : { priceMinor: perKgMinor / PER_KG[priceUnit], unit: priceUnit };
}
/** A weighed product's unit as its lines keep it: null for the kilogram. */
export const smallUnit = (unit: WeightUnit): SmallUnit | null => (unit === 'kg' ? null : unit);
/** A weight in thousandths of the unit, for showing "1.500 × 500 g": grams times how many units a kilogram has. */
export const gramsInUnitMilli = (grams: number, unit: WeightUnit): number => grams * PER_KG[unit];

/** An outer pack: `quantity` pieces of another product, sold at its own price or as so many pieces at theirs. */
export interface PackOf {
  readonly productId: string;
  readonly quantity: number;
  readonly priced: 'own' | 'pieces';
}

/**
 * Everything about how a product is sold that most products do not have. `variantGroup` and `variantLabel` are one text for all languages, or three set apart
 * by `|` (see `namesIn`); products of one group share a tile, which asks which of them is meant.
 */
export interface ProductKind {
  readonly soldBy: SoldBy;
  /** The price is typed at the counter each time; the product's own is what is offered. */
  readonly openPrice: boolean;
  /** Years a buyer must have lived; null: sold to anybody. */
  readonly minAge: number | null;
  readonly pack: PackOf | null;
  readonly variantGroup: string | null;
  readonly variantLabel: string | null;
}

/** What a product without a kind is: sold by the piece, at its price, to anybody, as itself. */
export const PLAIN: ProductKind = { soldBy: 'piece', openPrice: false, minAge: null, pack: null, variantGroup: null, variantLabel: null };

export const isPlain = (kind: ProductKind): boolean =>
  kind.soldBy === 'piece' && !kind.openPrice && kind.minAge === null && kind.pack === null && kind.variantGroup === null && kind.variantLabel === null;

export const AGE_MAX = 120;
export const PACK_QUANTITY_MAX = 9_999;
export const VARIANT_TEXT_MAX = 120;
/** Variants one group may show to choose from; more would be a list, not a choice. */
export const VARIANTS_MAX = 40;

/** "Oolong | 乌龙 | 烏龍" as names; a language that is not there takes the nearest one. */
export function namesIn(text: string): { readonly en: string; readonly zhHans: string; readonly zhHant: string } {
  const [en = '', hans = '', hant = ''] = text.split('|').map((part) => part.trim());
  const zhHans = hans || hant || en;
  return { en: en || zhHans, zhHans, zhHant: hant || zhHans };
}
