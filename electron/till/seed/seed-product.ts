import type { ProductKind } from '../../../shared/catalog/kinds.ts';
import type { Picture } from '../../../shared/catalog/looks.ts';

/** A product of the practice shop as it is written down; prices are decimal text in the shop's currency. */
export interface SeedProduct {
  readonly id: string;
  readonly en: string;
  readonly zhHans: string;
  readonly zhHant: string;
  readonly price: string;
  readonly picture: Picture;
  readonly plu?: string;
  readonly codes?: readonly string[];
  /** Absent: sold by the piece at its price, to anybody. */
  readonly kind?: ProductKind;
}
