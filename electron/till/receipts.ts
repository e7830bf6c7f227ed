import type { ReceiptQuery, ReceiptSummary, ReceiptView } from '../../shared/contract/returns.ts';
import { TillError } from '../../shared/errors/registry.ts';
import { cancelUntilMs, refundedMinor } from '../../shared/payment/refund-way.ts';
import { makeReceiptCode, parseReceiptCode, receiptTill } from '../../shared/scan/receipt-code.ts';
import { valueTotal } from '../../shared/stored-value/value-lines.ts';
import type { ReceiptRow, ReceiptsFound, ReturnRow } from '../journal/returns-port.ts';
import { nameOf } from './authority.ts';
import { customerName } from './customers.ts';
import type { Desk } from './desk.ts';
import { unitOf } from './line-unit.ts';
import { backOf, planReturn, soldOf, type Sold, type SoldTender } from './return-plan.ts';
import { returnView } from './return-views.ts';
import { valueViews } from './sale-views.ts';
import { asPreview } from './returns.ts';

/** Receipts that answer the query, newest first. Throws RECEIPT_OTHER_TILL for another till's barcode. */
export function searchReceipts(desk: Desk, query: ReceiptQuery, limit: number): { receipts: ReceiptSummary[]; more: boolean } {
  const found = find(desk, query, limit);
  return { receipts: found.receipts.slice(0, limit).map((row) => summary(desk, row)), more: found.more || found.receipts.length > limit };
}

function find(desk: Desk, query: ReceiptQuery, limit: number): ReceiptsFound {
  const { journal } = desk;
  switch (query.by) {
    case 'receiptNo':
      return only(journal.receipt(query.receiptNo));
    case 'amount': {
      const span = query.fromMs === undefined && query.toMs === undefined ? null : { fromMs: query.fromMs ?? Number.MIN_SAFE_INTEGER, toMs: query.toMs ?? Number.MAX_SAFE_INTEGER };
      return journal.receiptsBetween(span, query.amountMinor, limit);
    }
    case 'time':
      return journal.receiptsBetween({ fromMs: query.fromMs, toMs: query.toMs }, null, limit);
    case 'text':
      return byText(desk, query.text, limit);
  }
}

/** What a text names outright comes first; only when it names nothing are products searched for it. */
function byText(desk: Desk, text: string, limit: number): ReceiptsFound {
  const { journal } = desk;
  const code = parseReceiptCode(text);
  if (code) return only(journal.receipt(requireThisTill(desk, code).receiptNo));
  const returnNo = /^c(\d{1,9})$/i.exec(text)?.[1];
  const returned = returnNo === undefined ? null : journal.returnByNo(Number(returnNo));
  if (returned) return only(journal.receipt(returned.receiptNo));
  const referenced = journal.receiptsByReference(text);
  if (referenced.length > 0) return { receipts: referenced, more: false };
  return journal.receiptsWithProduct(text, limit);
}

const only = (receipt: ReceiptRow | null): ReceiptsFound => ({ receipts: receipt ? [receipt] : [], more: false });

/** Throws RECEIPT_OTHER_TILL: goods are taken back where they were sold. */
export function requireThisTill({ config }: Pick<Desk, 'config'>, code: { readonly till: string; readonly receiptNo: number }): { readonly receiptNo: number } {
  if (code.till !== receiptTill(config.tillId)) throw new TillError('RECEIPT_OTHER_TILL', { till: code.till });
  return { receiptNo: code.receiptNo };
}

function summary(desk: Desk, row: ReceiptRow): ReceiptSummary {
  const { journal } = desk;
  const returns = journal.returnsOfSale(row.saleId);
  return {
    saleId: row.saleId, receiptNo: row.receiptNo, completedAtMs: row.completedAtMs, operator: nameOf(desk, row.operator), currency: row.currency, totalMinor: row.totalMinor + row.valueMinor, itemsMilli: row.itemsMilli,
    tenders: journal.saleTenders(row.saleId).map((tender) => tender.kind), standing: standingOf(returns, () => soldMilli(journal.saleLines(row.saleId))),
    returnedMinor: returns.filter((doc) => doc.state === 'completed').reduce((sum, doc) => sum + doc.totalMinor + valueTotal(doc.values), 0),
  };
}

const soldMilli = (lines: readonly { readonly quantityMilli: number }[]): number => lines.reduce((sum, line) => sum + line.quantityMilli, 0);

function standingOf(returns: readonly ReturnRow[], sold: () => number): ReceiptSummary['standing'] {
  if (returns.some((doc) => doc.state === 'open')) return 'returning';
  const completed = returns.filter((doc) => doc.state === 'completed');
  if (completed.length === 0) return 'sold';
  // A void takes value lines along, and a sale may have nothing else.
  return completed.some((doc) => doc.asVoid) || completed.reduce((sum, doc) => sum + soldMilli(doc.lines), 0) >= sold() ? 'returned' : 'partReturned';
}

/** One receipt with what came back and what may. Throws RECEIPT_NOT_FOUND. */
export function receiptView(desk: Desk, which: { receiptNo: number } | { saleId: string }): ReceiptView {
  const { journal, config } = desk;
  const row = 'receiptNo' in which ? journal.receipt(which.receiptNo) : journal.receiptOfSale(which.saleId);
  if (!row) throw new TillError('RECEIPT_NOT_FOUND');
  const sold = soldOf(desk, row.saleId);
  return {
    saleId: row.saleId, saleNo: row.saleNo, receiptNo: row.receiptNo, barcode: makeReceiptCode(config.tillId, row.receiptNo), completedAtMs: row.completedAtMs, shiftNo: row.shiftNo, operator: nameOf(desk, row.operator),
    currency: row.currency, taxMode: row.taxMode, itemsMilli: row.itemsMilli, subtotalMinor: row.subtotalMinor, totalMinor: row.totalMinor + row.valueMinor,
    taxes: taxesOf(desk, sold), standing: standingOf(sold.returns, () => soldMilli(sold.lines)), lines: linesOf(sold), tenders: sold.tenders.map((tender) => tenderView(sold, tender)),
    ...(sold.values.length === 0 ? {} : { values: valueViews(desk, sold.values) }),
    returns: sold.returns.map((doc) => returnView(desk, doc.returnId)), customer: customerName(desk, row.saleId),
    ...wholeOf(desk, sold),
  };
}

function taxesOf({ config }: Desk, { paid }: Sold): ReceiptView['taxes'] {
  const byRate = new Map<string, ReceiptView['taxes'][number]>();
  for (const { taxRateId, ratePpm, paidMinor, taxMinor } of paid) {
    if (taxRateId === null) continue;
    const tax = byRate.get(taxRateId) ?? { rateId: taxRateId, name: config.tax.rates.find((rate) => rate.id === taxRateId)?.name ?? taxRateId, ratePpm, taxableMinor: 0, taxMinor: 0 };
    byRate.set(taxRateId, { ...tax, taxableMinor: tax.taxableMinor + paidMinor - taxMinor, taxMinor: tax.taxMinor + taxMinor });
  }
  return [...byRate.values()].sort((a, b) => (a.rateId < b.rateId ? -1 : 1));
}

function linesOf(sold: Sold): ReceiptView['lines'] {
  return sold.lines.map((line, index) => {
    const back = backOf(sold, line.lineId);
    const paidMinor = sold.paid[index]?.paidMinor ?? 0;
    return {
      lineId: line.lineId, productId: line.productId, name: line.name, code: line.code, unitPriceMinor: line.unitPriceMinor, quantityMilli: line.quantityMilli, ...unitOf(line), paidMinor,
      returnedMilli: back.quantityMilli, returnedMinor: back.amountMinor, returnableMilli: line.quantityMilli - back.quantityMilli, returnableMinor: paidMinor - back.amountMinor,
    };
  });
}

function tenderView(sold: Sold, { row, attempt, refunds, leftMinor }: SoldTender): ReceiptView['tenders'][number] {
  const cashBack = sold.returns.flatMap((doc) => doc.ways).reduce((sum, way) => (way.tenderId === row.tenderId && way.paidOut ? sum + way.amountMinor : sum), 0);
  const backMinor = attempt ? refundedMinor(refunds) : cashBack;
  return {
    tenderId: row.tenderId, kind: row.kind, amountMinor: row.amountMinor, backMinor, underWayMinor: Math.max(row.amountMinor - leftMinor - backMinor, 0), attemptId: row.attemptId,
    merchantReference: attempt?.merchantReference ?? null, gatewayPaymentId: attempt?.gatewayPaymentId ?? null, payerHint: attempt?.payerHint ?? null, wallet: attempt?.wallet ?? null,
    paidAtMs: attempt?.paidAtMs ?? null, cancelUntilMs: attempt ? cancelUntilMs(attempt) : null,
  };
}

/** What returning the rest would be, or why nothing can be returned now. */
function wholeOf(desk: Desk, sold: Sold): Pick<ReceiptView, 'whole' | 'blocked'> {
  if (!desk.journal.openShift()) return { whole: null, blocked: 'SHIFT_NOT_OPEN' };
  try {
    return { whole: asPreview(desk, planReturn(desk, sold, { kind: 'whole' })), blocked: null };
  } catch (error) {
    // What was put on a card is spent: the goods may come back all the same.
    if (error instanceof TillError && error.code === 'VALUE_SPENT' && sold.paid.length > 0) return goodsOf(desk, sold);
    if (error instanceof TillError) return { whole: null, blocked: error.code };
    throw error;
  }
}

function goodsOf(desk: Desk, sold: Sold): Pick<ReceiptView, 'whole' | 'blocked'> {
  const lines = sold.paid.map(({ lineId, quantityMilli }) => ({ lineId, quantityMilli }));
  return { whole: asPreview(desk, planReturn(desk, sold, { kind: 'lines', lines })), blocked: null };
}
