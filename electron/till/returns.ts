import type { ReturnPreview, ReturnView, ReturnWhat } from '../../shared/contract/returns.ts';
import { TillError } from '../../shared/errors/registry.ts';
import type { Desk } from './desk.ts';

/** What a return would be; writes nothing. */
export function previewReturn(_desk: Desk, _order: { saleId: string; what: ReturnWhat }): ReturnPreview {
  throw new TillError('RECEIPT_NOT_FOUND');
}

/** Takes goods back against a receipt. */
export function startReturn(_desk: Desk, _order: { saleId: string; what: ReturnWhat; reason: string }): { returnId: string } {
  throw new TillError('RECEIPT_NOT_FOUND');
}

export function returnView(_desk: Desk, _returnId: string): ReturnView {
  throw new TillError('RETURN_NOT_FOUND');
}

/** Hands out the cash part of a return whose other parts are back. */
export function payReturnCash(_desk: Desk, _returnId: string): void {
  throw new TillError('RETURN_NOT_FOUND');
}

export function abandonReturn(_desk: Desk, _returnId: string, _reason: string): void {
  throw new TillError('RETURN_NOT_FOUND');
}

export function askRefundNow(_desk: Desk, _refundId: string): void {
  throw new TillError('REFUND_NOT_FOUND');
}

/** A new refund in the place of one that gave nothing back. */
export function retryRefund(_desk: Desk, _refundId: string): { refundId: string } {
  throw new TillError('REFUND_NOT_FOUND');
}
