import type { ValueLine } from '../../shared/stored-value/value-lines.ts';
import type { Currency, Minor } from '../../shared/money.ts';
import type { TenderKind } from '../../shared/journal/entries.ts';
import type { RefundState, RefundWay } from '../../shared/payment/refund-machine.ts';

/** Past sales, goods that come back and money that goes back, as the other rooms read them. Part of the journal's port (port.ts). */
export interface RefundRow {
  readonly refundId: string;
  readonly attemptId: string;
  /** Null for found money that is being given back. */
  readonly returnId: string | null;
  readonly refundReference: string;
  readonly way: RefundWay;
  readonly amountMinor: Minor;
  readonly currency: Currency;
  /** Who asked for it. */
  readonly operator: string;
  readonly reason: string;
  readonly state: RefundState;
  readonly createdAtMs: number;
  /** When the state last changed. */
  readonly stateAtMs: number;
  readonly gatewayRefundId: string | null;
  readonly refundedAtMs: number | null;
  /** The last gateway code seen, for wording. */
  readonly gatewayCode: string | null;
}

export interface ReturnLineRow {
  readonly lineId: string;
  readonly quantityMilli: number;
  /** Tax included, whether or not the price had it. */
  readonly amountMinor: Minor;
  readonly taxMinor: Minor;
}
export interface ReturnWayRow {
  readonly tenderId: string;
  readonly kind: TenderKind;
  readonly attemptId: string | null;
  readonly amountMinor: Minor;
  /** Cash: it has been handed out. Value: it is back on its card or account. */
  readonly paidOut: boolean;
}
export interface ReturnRow {
  readonly returnId: string;
  readonly returnNo: number;
  readonly saleId: string;
  readonly receiptNo: number;
  readonly state: 'open' | 'completed' | 'abandoned';
  readonly asVoid: boolean;
  readonly currency: Currency;
  readonly operator: string;
  readonly reason: string;
  readonly createdAtMs: number;
  readonly endedAtMs: number | null;
  readonly itemsMilli: number;
  readonly totalMinor: Minor;
  readonly lines: readonly ReturnLineRow[];
  readonly taxes: readonly { readonly rateId: string; readonly ratePpm: number; readonly taxableMinor: Minor; readonly taxMinor: Minor }[];
  readonly ways: readonly ReturnWayRow[];
  /** Value lines of the sale that it undoes. */
  readonly values: readonly ValueLine[];
}

/** A completed sale, found by its receipt. */
export interface ReceiptRow {
  readonly saleId: string;
  readonly saleNo: number;
  readonly receiptNo: number;
  readonly shiftNo: number;
  readonly operator: string;
  readonly currency: Currency;
  readonly taxMode: 'none' | 'inclusive' | 'exclusive';
  readonly completedAtMs: number;
  readonly itemsMilli: number;
  readonly subtotalMinor: Minor;
  readonly totalMinor: Minor;
  /** Beside the total: money for no goods. */
  readonly valueMinor: Minor;
}
/** Newest first. `more`: a further one was found, or there are receipts the search did not look at. */
export interface ReceiptsFound {
  readonly receipts: readonly ReceiptRow[];
  readonly more: boolean;
}
/** Moments of completion, UTC ms, both ends included. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface RefundReads {
  refund(refundId: string): RefundRow | null;
  refundByReference(refundReference: string): RefundRow | null;
  /** Oldest first. */
  refundsNotFinal(): readonly RefundRow[];
  refundsOfAttempt(attemptId: string): readonly RefundRow[];
}

export interface ReturnReads {
  returnDoc(returnId: string): ReturnRow | null;
  returnByNo(returnNo: number): ReturnRow | null;
  /** Neither completed nor abandoned; oldest first. */
  openReturns(): readonly ReturnRow[];
  returnsOfSale(saleId: string): readonly ReturnRow[];
  /** Refunds of a return, oldest first. */
  refundsOfReturn(returnId: string): readonly RefundRow[];
  receipt(receiptNo: number): ReceiptRow | null;
  receiptOfSale(saleId: string): ReceiptRow | null;
  /** Receipts completed in a span; with `totalMinor` only those of exactly that total. Without a span the newest ones are looked at. */
  receiptsBetween(span: Span | null, totalMinor: number | null, limit: number): ReceiptsFound;
  /** The newest receipts with a line whose name or code holds the text. */
  receiptsWithProduct(text: string, limit: number): ReceiptsFound;
  /** Receipts paid or refunded under a reference: ours, or the gateway's number of the payment or refund. */
  receiptsByReference(reference: string): readonly ReceiptRow[];
}
