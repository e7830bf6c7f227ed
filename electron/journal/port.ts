import type { CustomerSales } from './customer-sales.ts';
import type { ForeignReads } from './foreign.ts';
import type { ExchangeRow } from './sale-extras.ts';
import type { ProductKind, SmallUnit } from '../../shared/catalog/kinds.ts';
import type { Currency, Minor } from '../../shared/money.ts';
import type { Entry, EntryDraft, EntryOf, GrandTotals, LocalName, ReportTotals, TenderKind } from '../../shared/journal/entries.ts';
import type { AttemptState } from '../../shared/payment/machine.ts';
import type { PaymentProduct } from '../../shared/payment/products.ts';
import type { ValueLine } from '../../shared/stored-value/value-lines.ts';
import type { Discount } from '../../shared/pricing/discount.ts';
import type { Promotion } from '../../shared/pricing/promotion.ts';
import type { RefundReads, ReturnReads } from './returns-port.ts';
import type { AttentionReads } from './attention-port.ts';
import type { CashReads } from './cash.ts';
import type { SlipReads } from './slips.ts';
import type { StoredValueReads } from './stored-value.ts';

/**
 * The journal as the other rooms see it: append facts, read typed answers. Reading and writing are separate interfaces so that a
 * room that only reads cannot write. Everything is synchronous: an append that has returned is on disk (journal.md J13).
 */
export interface JournalWriter {
  /**
   * Appends all drafts in one transaction together with their projections and returns them as stored. When it returns they are on
   * disk; when it throws, none of them is. Throws TillError JOURNAL_DISK_FULL, JOURNAL_READ_ONLY, JOURNAL_LOCKED, JOURNAL_CORRUPT or
   * JOURNAL_IO; after JOURNAL_CORRUPT nothing more is accepted.
   */
  append(drafts: readonly EntryDraft[], people?: { readonly operator?: string; readonly approver?: string }): readonly Entry[];
}

export interface SaleRow {
  readonly saleId: string;
  readonly saleNo: number;
  readonly shiftNo: number;
  readonly state: 'open' | 'held' | 'completed' | 'discarded';
  readonly label: string | null;
  readonly currency: Currency;
  readonly taxMode: 'none' | 'inclusive' | 'exclusive';
  readonly openedAtMs: number;
  /** Minutes east of UTC at that moment: promotions hold by local time. */
  readonly openedOffsetMin: number;
  readonly openedSeq: number;
  readonly heldAtMs: number | null;
  readonly receiptNo: number | null;
  readonly totalMinor: Minor | null;
  readonly completedAtMs: number | null;
  /** Taken off the whole sale. */
  readonly discount: Discount | null;
  readonly exempt: { readonly reason: string } | null;
  readonly coupons: readonly string[];
  /** Goods that are handed back towards it. */
  readonly exchange: ExchangeRow | null;
  readonly customerId: string | null;
  /** Money for no goods (docs/stored-value.md). */
  readonly values: readonly ValueLine[];
}
export interface SaleLineRow {
  readonly lineId: string;
  readonly productId: string;
  readonly code: string | null;
  readonly name: LocalName;
  readonly unitPriceMinor: Minor;
  readonly quantityMilli: number;
  readonly taxRateId: string | null;
  readonly ratePpm: number;
  /** Null on lines from before lines said so. */
  readonly categoryId: string | null;
  readonly byWeight: boolean;
  /** The weight the shelf's price is for, where that is no kilogram; `unitPriceMinor` is per kilogram all the same. */
  readonly priceUnit: SmallUnit | null;
  /** What a scale's label says the line costs. */
  readonly labelPriceMinor: Minor | null;
  readonly openPrice: boolean;
  readonly ageChecked: number | null;
  /** A price per unit that somebody decided on. */
  readonly overrideMinor: Minor | null;
  readonly discount: Discount | null;
}
export interface TenderRow {
  readonly tenderId: string;
  readonly kind: TenderKind;
  readonly amountMinor: Minor;
  readonly tenderedMinor: Minor | null;
  readonly changeMinor: Minor | null;
  readonly attemptId: string | null;
  /** The gift card, by the hash of its number, or the customer whose account it is. */
  readonly holder: string | null;
}
export interface AttemptRow {
  readonly attemptId: string;
  /** Null for money that arrived on the shop's printed code: no sale asked for it. */
  readonly saleId: string | null;
  readonly product: PaymentProduct;
  readonly merchantReference: string;
  readonly amountMinor: Minor;
  readonly currency: Currency;
  /** Who started it, and so whose sale it becomes. */
  readonly operator: string;
  readonly state: AttemptState;
  readonly createdAtMs: number;
  /** When the state last changed. */
  readonly stateAtMs: number;
  readonly expiresAtMs: number;
  readonly gatewayPaymentId: string | null;
  readonly orderCode: { readonly text: string; readonly expiresAtMs: number } | null;
  readonly customerCodeHint: string | null;
  readonly paidAtMs: number | null;
  readonly payerHint: string | null;
  readonly wallet: string | null;
  /** The last gateway code seen, for wording. */
  readonly gatewayCode: string | null;
  /** `none` no money is loose; `found` paid but its sale did not want it; then how that was settled. */
  readonly found: 'none' | 'found' | 'appliedToSale' | 'returned';
  /** When a supervisor called it paid without a gateway's word (payments.md rule 5); null when nobody did. */
  readonly assertedAtMs: number | null;
  readonly assertedBy: string | null;
  /** What became of that: `open` until the gateway confirms it or a supervisor writes it off. */
  readonly assertion: 'none' | 'open' | 'confirmed' | 'writtenOff';
}
export interface ShiftRow {
  readonly shiftNo: number;
  readonly openedAtMs: number;
  readonly openedSeq: number;
  readonly businessDay: number;
  readonly floatMinor: Minor;
  readonly salesCount: number;
}
export interface Head {
  readonly seq: number;
  readonly hash: string;
}

export interface JournalReader extends AttentionReads, RefundReads, ReturnReads, SlipReads, CashReads, ForeignReads, CustomerSales, StoredValueReads {
  head(): Head;
  /** The newest value of a gapless document number; 0 when none was used. Next = this + 1. */
  lastNumber(kind: 'sale' | 'receipt' | 'shift' | 'return' | 'x' | 'z'): number;
  openShift(): ShiftRow | null;
  /** The one sale in state `open`, if any. */
  openSale(): SaleRow | null;
  /** Null for an unknown sale, and for none: money may have arrived without one. */
  sale(saleId: string | null): SaleRow | null;
  /** Lines that are not voided, in the order they were added. */
  saleLines(saleId: string): readonly SaleLineRow[];
  /** True when it has lines, or had some that were voided. */
  saleHadLines(saleId: string): boolean;
  /** What was taken for it and not given back, in that order. */
  saleTenders(saleId: string | null): readonly TenderRow[];
  /** The promotions in force just before an entry: those that a sale opened by it is priced with. */
  promotionsAt(seq: number): readonly Promotion[];
  heldSales(): readonly (SaleRow & { readonly itemsMilli: number; readonly lineTotalMinor: Minor; /** Taken for it so far. */ readonly tenderedMinor: Minor })[];
  attempt(attemptId: string): AttemptRow | null;
  attemptByReference(merchantReference: string): AttemptRow | null;
  /** Money that arrived on the printed code, by the gateway's number of it. */
  arrivedPayment(gatewayPaymentId: string): AttemptRow | null;
  /** Oldest first. */
  attemptsNotFinal(): readonly AttemptRow[];
  attemptsOfSale(saleId: string): readonly AttemptRow[];
  foundMoney(): readonly AttemptRow[];
  /** Running totals of the open shift, cross-checked against its lines. Throws REPORT_TOTALS_DISAGREE, SHIFT_NOT_OPEN. */
  shiftTotals(): ReportTotals;
  grandTotals(): GrandTotals;
  reports(limit: number): readonly { readonly kind: 'x' | 'z'; readonly number: number; readonly atMs: number; readonly netMinor: Minor; readonly salesCount: number }[];
  report(kind: 'x', number: number): EntryOf<'report.x'> | null;
  report(kind: 'z', number: number): EntryOf<'report.z'> | null;
  entries(fromSeq: number, limit: number): readonly Entry[];
}
export type Journal = JournalWriter & JournalReader;

/** Reference data, not facts: products the shop sells. Kept beside the journal, in its own file. */
export interface ProductRow {
  readonly productId: string;
  readonly name: LocalName;
  readonly priceMinor: Minor;
  readonly currency: Currency;
  readonly categoryId: string;
  readonly taxRateId: string | null;
  /** Short number a cashier may type; null when none. */
  readonly plu: string | null;
  /** A picture's or colour's token, e.g. "tea", used by the tiles. */
  readonly picture: string;
  /** A hue of its own; absent: its category's. */
  readonly colour?: string;
  /** Codes as printed. */
  readonly codes: readonly string[];
  /** Absent: sold by the piece at its price, to anybody. */
  readonly kind?: ProductKind | undefined;
  /** On a list of tiles: how many variants its tile stands for, itself included; absent: it is one of its own. */
  readonly variants?: number;
}
export interface CategoryRow {
  readonly categoryId: string;
  readonly name: LocalName;
  readonly colour: string;
  readonly picture: string;
  readonly position: number;
  readonly products: number;
}
export interface Catalog {
  product(productId: string): ProductRow | null;
  /** Exact code in any of its GTIN-14 forms, or PLU. */
  byCode(candidates: readonly string[]): ProductRow | null;
  byPlu(plu: string): ProductRow | null;
  /** The variants a product's tile stands for, itself included, in display order; none when it is not a variant of anything. */
  variants(product: Pick<ProductRow, 'kind' | 'categoryId'>): readonly ProductRow[];
  /** Best first; empty text gives nothing. */
  search(text: string, limit: number): readonly ProductRow[];
  categories(): readonly CategoryRow[];
  /** Tiles of a category (null: all) in display order: of a group's variants only the first. */
  list(categoryId: string | null, offset: number, limit: number): { readonly total: number; readonly products: readonly ProductRow[] };
  count(): number;
  /** Replaces the whole catalog in one transaction. */
  replaceAll(categories: readonly Omit<CategoryRow, 'products'>[], products: Iterable<ProductRow>): void;
}
