import { bornBy, localDay } from '../../../shared/catalog/age.ts';
import { isWeighed, namesIn, perKg, PLAIN, smallUnit, VARIANTS_MAX, type ProductKind } from '../../../shared/catalog/kinds.ts';
import type { QuestionView } from '../../../shared/contract/question-views.ts';
import { priceLabel, type LabelRule } from '../../../shared/scan/label-template.ts';
import type { ScaleLabel } from '../../../shared/scan/scale-label.ts';
import type { ProductRow } from '../../journal/port.ts';
import type { AddOptions } from '../selling.ts';

/** What is wanted of a product, and what has been answered about it so far. */
export interface Wanted {
  readonly productId: string;
  readonly source: AddOptions['source'];
  readonly code: string | null;
  /** Thousandths of a piece, or of the unit a weighed product is priced by; null: nobody has said. */
  readonly quantityMilli: number | null;
  readonly label: ScaleLabel | null;
  /** False for a tile, which stands for all variants of its group. */
  readonly isThisVariant: boolean;
  readonly ageChecked: number | null;
  readonly grams: number | null;
  readonly priceMinor: number | null;
  /** What is charged where label and till disagree. */
  readonly use: 'label' | 'till' | null;
}

export const plainly = (productId: string, source: Wanted['source'], code: string | null): Wanted =>
  ({ productId, source, code, quantityMilli: null, label: null, isThisVariant: true, ageChecked: null, grams: null, priceMinor: null, use: null });

export const kindOf = (product: Pick<ProductRow, 'kind'>): ProductKind => product.kind ?? PLAIN;
/** The till's price of a kilogram; null for what is sold by the piece. */
export const perKgOf = (product: Pick<ProductRow, 'kind' | 'priceMinor'>): number | null => {
  const { soldBy } = kindOf(product);
  return isWeighed(soldBy) ? perKg(product.priceMinor, soldBy) : null;
};

/** What the questions are about, read when they are asked. */
export interface Asking {
  readonly product: ProductRow;
  /** The single piece of a pack; null when it is none. */
  readonly piece: ProductRow | null;
  readonly variants: readonly ProductRow[];
  readonly rule: LabelRule;
  readonly nowMs: number;
  readonly offsetMinutes: number;
}

/** Years a buyer must have lived, 0 for anybody; a pack is for whom its pieces are for. */
const minAgeOf = (product: ProductRow, piece: ProductRow | null): number => Math.max(kindOf(product).minAge ?? 0, piece === null ? 0 : (kindOf(piece).minAge ?? 0));

type Unnumbered<View> = View extends unknown ? Omit<View, 'questionId'> : never;
export type Asked = Unnumbered<QuestionView>;

/**
 * The next question about a product, or null when it can join the sale. Which one it is comes first; then whether it may be sold at all; then how much of it;
 * then what it costs. A label answers the last two.
 */
export function nextQuestion(wanted: Wanted, { product, piece, variants, rule, nowMs, offsetMinutes }: Asking): Asked | null {
  const kind = kindOf(product);
  const common = { productId: product.productId, name: product.name, picture: product.picture, priceMinor: product.priceMinor, soldBy: kind.soldBy };
  if (!wanted.isThisVariant && variants.length > 1) {
    return {
      what: 'variant', ...common, group: namesIn(kind.variantGroup ?? product.name.en),
      variants: variants.slice(0, VARIANTS_MAX).map((one) => ({
        productId: one.productId, name: one.name, label: namesIn(kindOf(one).variantLabel ?? one.name.en), priceMinor: one.priceMinor, soldBy: kindOf(one).soldBy, openPrice: kindOf(one).openPrice,
      })),
    };
  }
  const minAge = minAgeOf(product, piece);
  if (minAge > (wanted.ageChecked ?? 0)) return { what: 'age', ...common, minAge, bornBy: bornBy(localDay(nowMs, offsetMinutes), minAge) };
  if (wanted.label !== null) {
    const priced = wanted.use === null ? priceLabel(wanted.label, perKgOf(product), rule) : null;
    // A label of weight alone leaves the price open where the catalog does.
    if (priced?.kind === 'asks') return { what: 'labelPrice', ...common, grams: priced.grams, labelMinor: priced.labelMinor, tillMinor: priced.tillMinor };
    if (wanted.label.amountMinor !== null) return null;
  } else if (isWeighed(kind.soldBy) && wanted.grams === null && wanted.quantityMilli === null) return { what: 'weight', ...common };
  return kind.openPrice && wanted.priceMinor === null ? { what: 'price', ...common, quantityMilli: wanted.quantityMilli ?? 1000 } : null;
}

export type Rung =
  | { readonly kind: 'line'; readonly product: ProductRow; readonly options: AddOptions }
  | { readonly kind: 'refused'; readonly why: 'zero' | 'pieceByWeight' };

/** The line a product makes once nothing is left to ask. Weighed goods are grams at a price per kilogram, whatever unit their shelf label is in. */
export function lineOf(wanted: Wanted, { product, piece, rule }: Pick<Asking, 'product' | 'piece' | 'rule'>, branded: (minor: number) => ProductRow['priceMinor']): Rung {
  const kind = kindOf(product);
  const { soldBy } = kind;
  const age = wanted.ageChecked === null || minAgeOf(product, piece) === 0 ? {} : { ageChecked: wanted.ageChecked };
  const open = wanted.priceMinor === null ? {} : { openPrice: true as const };
  const priceMinor = wanted.priceMinor ?? product.priceMinor;
  const weighed = isWeighed(soldBy);
  const sold: ProductRow = { ...product, priceMinor: branded(weighed ? perKg(priceMinor, soldBy) : priceMinor) };
  const priceUnit = weighed ? smallUnit(soldBy) : null;
  const shared = { code: wanted.code, ...age, ...(priceUnit === null ? {} : { priceUnit }) };
  if (wanted.label !== null) {
    const perKgMinor = perKgOf(sold);
    const facts = wanted.use === 'till' ? { ...wanted.label, amountMinor: null } : wanted.label;
    const priced = priceLabel(facts, perKgMinor, wanted.use ?? (rule === 'ask' ? 'label' : rule));
    if (priced.kind === 'refused') return priced;
    const labelled = priced.kind === 'priced' && priced.labelMinor !== null ? { labelPriceMinor: branded(priced.labelMinor) } : {};
    // A piece with a label of its own costs what the label says; that is its price, too, for whoever reads the line.
    const piecePrice = priced.grams === null && wanted.label.amountMinor !== null ? { ...sold, priceMinor: branded(wanted.label.amountMinor) } : sold;
    return { kind: 'line', product: piecePrice, options: { ...shared, ...open, source: 'label', quantityMilli: priced.grams ?? 1000, ...(priced.grams === null ? {} : { soldBy: 'weight' as const }), ...labelled } };
  }
  if (!weighed) return { kind: 'line', product: sold, options: { ...shared, ...open, source: wanted.source, quantityMilli: wanted.quantityMilli ?? 1000 } };
  // Typed in the unit of its price: 1.5 of 500 g are 750 g.
  const grams = wanted.grams ?? Math.round((wanted.quantityMilli ?? 0) / perKg(1, soldBy));
  return { kind: 'line', product: sold, options: { ...shared, ...open, source: wanted.source, quantityMilli: grams, soldBy: 'weight' } };
}
