import type { Currency, Minor } from '../money.ts';

/** One text in the receipt's languages, first one first. A second one that says the same is left out. */
export type Said = readonly [string, ...string[]];

export interface SaidAmount {
  readonly what: Said;
  readonly amountMinor: Minor;
}
export interface SaidFact {
  readonly what: Said;
  readonly value: string;
}
export interface ItemLine {
  readonly name: Said;
  readonly code: string | null;
  /** "2" or "0.356 kg"; null with `unitMinor` null too: nothing was multiplied. */
  readonly quantity: string;
  /** Null where the amount did not come from quantity times price. */
  readonly unitMinor: Minor | null;
  /** What `unitMinor` is for, where that is neither a piece nor a kilogram: "500 g". */
  readonly per: string | null;
  readonly listMinor: Minor;
  /** Promotions, discounts, another price; with `listMinor` they add up to what the line costs before a discount on the whole sale. */
  readonly changes: readonly SaidAmount[];
}
export interface TaxLine {
  readonly name: string;
  readonly taxableMinor: Minor;
  readonly taxMinor: Minor;
}
export interface TenderLine extends SaidAmount {
  readonly details: readonly SaidAmount[];
  readonly facts: readonly SaidFact[];
  readonly note: Said | null;
}

/** One paper, worded and added up, and not yet laid out. Every renderer starts from this or from its blocks (layout.ts). */
export interface ReceiptDocument {
  readonly kind: 'sale' | 'return' | 'void' | 'cashMove' | 'report';
  readonly currency: Currency;
  readonly title: Said;
  /** Cannot be overlooked: practice, COPY n. */
  readonly banners: readonly Said[];
  readonly hasLogo: boolean;
  readonly shop: Said;
  readonly head: readonly string[];
  readonly facts: readonly SaidFact[];
  readonly items: readonly ItemLine[];
  readonly itemCount: SaidFact | null;
  /** What lies between the items and the total: subtotal, discount on the sale, tax added, tax taken out. */
  readonly sums: readonly SaidAmount[];
  /** Money for no goods; the total contains it. */
  readonly values: readonly TenderLine[];
  readonly total: SaidAmount | null;
  /** Cash rounding and what is left to pay with it. */
  readonly rounded: readonly SaidAmount[];
  readonly tenders: readonly TenderLine[];
  readonly saved: SaidAmount | null;
  readonly taxes: { readonly head: readonly [Said, Said, Said]; readonly rows: readonly TaxLine[]; readonly note: Said | null } | null;
  readonly sections: readonly { readonly title: string; readonly rows: readonly SaidFact[] }[];
  /** Gift cards the till has drawn: their numbers, to be cut out and given away. */
  readonly cards: readonly { readonly what: Said; readonly amountMinor: Minor; readonly number: string }[];
  readonly signature: Said | null;
  readonly barcode: string | null;
  readonly check: { readonly what: Said; readonly text: string; readonly code: string } | null;
  readonly foot: readonly string[];
}
