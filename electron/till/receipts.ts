import type { ReceiptQuery, ReceiptSummary, ReceiptView } from '../../shared/contract/returns.ts';
import { TillError } from '../../shared/errors/registry.ts';
import type { Desk } from './desk.ts';

/** Receipts that answer the query, newest first. */
export function searchReceipts(_desk: Desk, _query: ReceiptQuery, _limit: number): { receipts: ReceiptSummary[]; more: boolean } {
  return { receipts: [], more: false };
}

/** One receipt with what came back and what may. Throws RECEIPT_NOT_FOUND. */
export function receiptView(_desk: Desk, _which: { receiptNo: number } | { saleId: string }): ReceiptView {
  throw new TillError('RECEIPT_NOT_FOUND');
}
