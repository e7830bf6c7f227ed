import type { SmallUnit } from '../../shared/catalog/kinds.ts';
import { canonicalText, type Canonical } from '../../shared/journal/canonical.ts';
import type { Discount } from '../../shared/pricing/discount.ts';
import type { Minor } from '../../shared/money.ts';
import type { ReturnedLine } from '../../shared/pricing/returning.ts';
import type { ValueLine } from '../../shared/stored-value/value-lines.ts';
import type { TaxLine } from '../../shared/pricing/cart.ts';

/**
 * What few lines and few sales have beside their columns, kept as JSON in one column that is null for all others: so a plain sale carries a byte for it and no more.
 */
export interface LineExtras {
  readonly labelPriceMinor?: Minor;
  readonly openPrice?: true;
  readonly ageChecked?: number;
  readonly priceUnit?: SmallUnit;
  readonly overrideMinor?: Minor;
  readonly discount?: Discount;
}
export interface SaleExtras {
  readonly discount?: Discount;
  readonly exempt?: { readonly reason: string };
  readonly coupons?: readonly string[];
  readonly exchange?: ExchangeRow;
  readonly customerId?: string;
  /** Money for no goods. */
  readonly values?: readonly ValueLine[];
}

/** Goods of another receipt that are handed back towards a sale; see `sale.exchangeSet`. */
export interface ExchangeRow {
  readonly ofSaleId: string;
  readonly receiptNo: number;
  readonly lines: readonly ReturnedLine[];
  readonly taxes: readonly TaxLine[];
  readonly itemsMilli: number;
  readonly totalMinor: Minor;
  readonly roundingMinor: Minor;
  readonly ways: readonly { readonly tenderId: string; readonly amountMinor: Minor }[];
  /** What the ways come to: what the customer would get back. */
  readonly creditMinor: Minor;
  readonly returnNos: readonly number[];
}

/** As stored, the same text whoever folds the entries; null when there is nothing to say. */
export const extrasText = (extras: LineExtras | SaleExtras): string | null => (Object.keys(extras).length === 0 ? null : canonicalText(extras as Canonical));

/** Written by `extrasText` from entries whose shape was checked. */
export const lineExtras = (text: string | null): LineExtras => (text === null ? {} : (JSON.parse(text) as LineExtras));
export const saleExtras = (text: string | null): SaleExtras => (text === null ? {} : (JSON.parse(text) as SaleExtras));
