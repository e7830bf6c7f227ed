import type { CashMoveKind } from '../cash/moves.ts';
import type { SmallUnit } from '../catalog/kinds.ts';
import type { LocalName } from '../journal/entries.ts';
import type { Currency, Minor } from '../money.ts';

/** What the journal says of one paper. No words, no layout: those are the model's. Times are UTC ms, `offsetMin` the register's then. */
export interface PaperFacts {
  readonly training: boolean;
  readonly shop: { readonly name: LocalName; readonly address: LocalName | null };
  readonly tillId: string;
  readonly operator: string;
  readonly currency: Currency;
  readonly atMs: number;
  readonly offsetMin: number;
  /** The entry the paper is made from. */
  readonly check: { readonly seq: number; readonly hash: string };
  /** 0 is the original. */
  readonly copy: number;
}

/** Something that changed what a line costs, after its list price. `ppm`: a discount in percent. */
export interface LineChange {
  readonly why: 'override' | 'promotion' | 'lineDiscount' | 'saleDiscount';
  readonly amountMinor: Minor;
  readonly name: LocalName | null;
  readonly ppm: number | null;
}
export interface LineFacts {
  readonly name: LocalName;
  readonly code: string | null;
  /** Thousandths of a piece or of a unit of weight. */
  readonly quantityMilli: number;
  readonly byWeight: boolean;
  /** The weight the shelf's price is for, where that is no kilogram; `unitPriceMinor` is per kilogram all the same. */
  readonly priceUnit: SmallUnit | null;
  readonly unitPriceMinor: Minor;
  /** A scale's label said what the line costs. */
  readonly fromLabel: boolean;
  /** Before changes; `listMinor` and all changes add up to `amountMinor`. */
  readonly listMinor: Minor;
  readonly changes: readonly LineChange[];
  readonly amountMinor: Minor;
}
export interface TaxFacts {
  readonly name: string;
  readonly ratePpm: number;
  readonly taxableMinor: Minor;
  readonly taxMinor: Minor;
}
export interface TenderFacts {
  /** A tender's kind; kinds of later versions are told as "other". */
  readonly kind: string;
  readonly amountMinor: Minor;
  readonly tenderedMinor: Minor | null;
  readonly changeMinor: Minor | null;
  /** As the wallet masks it. */
  readonly payerHint: string | null;
  readonly reference: string | null;
  /** Notes of another currency, and what they count as. */
  readonly foreign?: { readonly currency: Currency; readonly foreignMinor: Minor; readonly ratePpm: number; readonly valueMinor: Minor };
  /** Of a gift card, with what was on it afterwards. */
  readonly card?: { readonly last4: string; readonly balanceMinor: Minor };
  /** On account: what the customer owed afterwards. */
  readonly owedMinor?: Minor;
}

/** Money for no goods. Afterwards: what was on the card, or owed. */
export type ValueFacts =
  /** `number`: of a card the till has drawn, on its one paper; null everywhere else. */
  | { readonly kind: 'giftCard'; readonly amountMinor: Minor; readonly last4: string; readonly balanceMinor: Minor; readonly cardId: string; readonly number: string | null }
  | { readonly kind: 'accountPayment'; readonly amountMinor: Minor; readonly owedMinor: Minor };

export interface SaleFacts extends PaperFacts {
  readonly kind: 'sale';
  readonly receiptNo: number;
  /** Text of the receipt's barcode. */
  readonly barcode: string;
  readonly taxMode: 'none' | 'inclusive' | 'exclusive';
  readonly itemsMilli: number;
  readonly lines: readonly LineFacts[];
  /** Sum of the lines' amounts. */
  readonly subtotalMinor: Minor;
  readonly taxes: readonly TaxFacts[];
  /** Tax taken out of prices that contain it. */
  readonly exemptMinor: Minor;
  readonly isExempt: boolean;
  /** Without rounding. */
  readonly totalMinor: Minor;
  readonly roundingMinor: Minor;
  /** Beside the total, and due like it. */
  readonly values: readonly ValueFacts[];
  readonly tenders: readonly TenderFacts[];
  readonly customer: string | null;
}

/** Goods that came back; `asVoid` all of them, on the day of the sale. */
export interface ReturnFacts extends PaperFacts {
  readonly kind: 'return';
  readonly returnNo: number;
  /** Null without a receipt. */
  readonly receiptNo: number | null;
  /** Text of the sale's barcode. */
  readonly barcode: string | null;
  readonly asVoid: boolean;
  readonly taxMode: 'none' | 'inclusive' | 'exclusive';
  readonly itemsMilli: number;
  /** Amounts as they were paid, tax included. */
  readonly lines: readonly { readonly name: LocalName; readonly quantityMilli: number; readonly byWeight: boolean; readonly amountMinor: Minor }[];
  readonly taxes: readonly TaxFacts[];
  readonly totalMinor: Minor;
  /** Value lines that were undone with it. */
  readonly values: readonly ValueFacts[];
  readonly ways: readonly TenderFacts[];
  readonly reason: string;
  readonly customer: string | null;
}

/** Cash in or out of the drawer without a sale. */
export interface CashMoveFacts extends PaperFacts {
  readonly kind: 'cashMove';
  readonly move: CashMoveKind;
  readonly amountMinor: Minor;
  readonly reason: string;
}

/** An X or a Z on a slip: the rows every other form of the report has, worded already. */
export interface ReportFacts extends PaperFacts {
  readonly kind: 'report';
  readonly report: 'x' | 'z';
  readonly number: number;
  readonly rows: readonly { readonly section: string; readonly label: string; readonly value: string }[];
}

export type ReceiptFacts = SaleFacts | ReturnFacts | CashMoveFacts | ReportFacts;
