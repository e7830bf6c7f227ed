import type { Database } from 'better-sqlite3';
import { GENESIS_HASH, type HashFunction } from '../../shared/journal/chain.ts';
import type { EntryOf, GrandTotals } from '../../shared/journal/entries.ts';
import { prepareAttempts } from './attempts.ts';
import { prepareAttention } from './attention.ts';
import { prepareCashReads } from './cash.ts';
import { prepareForeignReads } from './foreign.ts';
import { decodeEntry, SELECT_ENTRY, type StoredEntry } from './decode.ts';
import type { Health } from './errors.ts';
import { hexOf } from './hash.ts';
import type { JournalReader, ShiftRow } from './port.ts';
import { SELECT_GRAND_TOTALS } from './projections/day.ts';
import { prepareReceipts } from './receipts.ts';
import { prepareRefunds } from './refunds.ts';
import { prepareCustomerSales } from './customer-sales.ts';
import { prepareReturnDocs } from './returns.ts';
import { prepareSaleReads } from './sales.ts';
import { OF_SALE } from './schema.ts';
import { prepareShiftTotals } from './shift-totals.ts';
import { prepareSlipReads } from './slips.ts';
import { prepareStoredValueReads } from './stored-value.ts';
import { prepareStockReads, type StockReads } from './stock.ts';

type ReportRow = ReturnType<JournalReader['reports']>[number];
type NumberKind = Parameters<JournalReader['lastNumber']>[0];

/** Reads that no service of the till needs yet; for support and stock-keeping. */
export interface SupportReads {
  /** Thousandths of a unit sold of a product since the first entry, the open shift included. */
  quantitySoldMilli(productId: string): number;
}

/** Most rows one read may return. */
export const READ_LIMIT_MAX = 10_000;

/** Typed reads over the projections. `db` may be a read-only connection. Throws the journal's codes. */
export function prepareReader(db: Database, health: Health, hash: HashFunction): JournalReader & SupportReads & StockReads {
  const selectHead = db.prepare<[], { seq: number; hash: Buffer }>('SELECT seq, hash FROM register');
  const selectLast = {
    sale: db.prepare<[], number | null>('SELECT last_sale_no FROM register').pluck(),
    receipt: db.prepare<[], number | null>('SELECT last_receipt_no FROM register').pluck(),
    shift: db.prepare<[], number | null>('SELECT max(shift_no) FROM shift').pluck(),
    return: db.prepare<[], number | null>('SELECT max(return_no) FROM return_doc').pluck(),
    x: db.prepare<[], number | null>(`SELECT max(number) FROM report WHERE kind = 'x'`).pluck(),
    z: db.prepare<[], number | null>(`SELECT max(number) FROM report WHERE kind = 'z'`).pluck(),
  } as const satisfies Record<NumberKind, unknown>;
  const selectShift = db.prepare<[], ShiftRow>(`SELECT s.shift_no AS shiftNo, s.opened_at_ms AS openedAtMs, s.opened_seq AS openedSeq, s.business_day AS businessDay,
    s.float_minor AS floatMinor, g.sales_count AS salesCount FROM register g JOIN shift s ON s.shift_no = g.shift_no`);
  const selectGrandTotals = db.prepare<[], GrandTotals>(SELECT_GRAND_TOTALS);
  const selectReports = db.prepare<[number], ReportRow>('SELECT kind, number, at_ms AS atMs, net_minor AS netMinor, sales_count AS salesCount FROM report ORDER BY seq DESC LIMIT ?');
  const selectReport = db.prepare<[string, number], StoredEntry>(`${SELECT_ENTRY} WHERE seq = (SELECT seq FROM report WHERE kind = ? AND number = ?)`);
  const selectEntries = db.prepare<[number, number], StoredEntry>(`${SELECT_ENTRY} WHERE seq >= ? ORDER BY seq LIMIT ?`);
  const selectHistory = db.prepare<[string, number], StoredEntry>(`${SELECT_ENTRY} WHERE seq IN (SELECT s.seq FROM attempt a JOIN attempt_step s
    ON s.created_seq = a.created_seq WHERE a.attempt_id = ?) ORDER BY seq LIMIT ?`);
  const selectSold = db.prepare<[string, string], number>(`SELECT coalesce((SELECT quantity_milli FROM product_sold WHERE product_id = ?), 0) + coalesce((
    SELECT sum(r.quantity_milli) FROM sale s CROSS JOIN sale_line r ON ${OF_SALE}
    WHERE s.receipt_no > (SELECT f.receipts_before FROM register g JOIN shift f ON f.shift_no = g.shift_no) AND r.void_seq IS NULL AND +r.product_id = ?), 0)`).pluck();
  const attempts = prepareAttempts(db);
  const sales = prepareSaleReads(db);
  const refunds = prepareRefunds(db);
  const returns = prepareReturnDocs(db);
  const customerSales = prepareCustomerSales(db);
  const receipts = prepareReceipts(db);
  const attention = prepareAttention(db);
  const stock = prepareStockReads(db, hash);
  const slips = prepareSlipReads(db, hash);
  const cash = prepareCashReads(db);
  const foreign = prepareForeignReads(db);
  const stored = prepareStoredValueReads(db);
  const shiftTotals = prepareShiftTotals(db, attempts, attention, { ...refunds, ...returns });

  const coded = <T>(read: () => T): T => {
    try {
      return read();
    } catch (error) {
      throw health.note(error);
    }
  };
  const bounded = (limit: number): number => Math.max(0, Math.min(limit, READ_LIMIT_MAX));

  function report(kind: 'x', number: number): EntryOf<'report.x'> | null;
  function report(kind: 'z', number: number): EntryOf<'report.z'> | null;
  function report(kind: 'x' | 'z', number: number): EntryOf<'report.x'> | EntryOf<'report.z'> | null {
    return coded(() => {
      const row = selectReport.get(kind, number);
      if (row === undefined) return null;
      const entry = decodeEntry(row, hash);
      return entry.type === 'report.x' || entry.type === 'report.z' ? entry : null;
    });
  }

  return {
    head: () => coded(() => {
      const head = selectHead.get();
      return { seq: head?.seq ?? 0, hash: hexOf(head?.hash ?? GENESIS_HASH) };
    }),
    lastNumber: (kind) => coded(() => selectLast[kind].get() ?? 0),
    openShift: () => coded(() => selectShift.get() ?? null),
    openSale: () => coded(() => sales.openSale()),
    sale: (saleId) => coded(() => sales.sale(saleId)),
    saleLines: (saleId) => coded(() => sales.saleLines(saleId)),
    saleHadLines: (saleId) => coded(() => sales.saleHadLines(saleId)),
    saleTenders: (saleId) => coded(() => sales.saleTenders(saleId)),
    heldSales: () => coded(() => sales.heldSales()),
    promotionsAt: (seq) => coded(() => sales.promotionsAt(seq)),
    attempt: (attemptId) => coded(() => attempts.byId(attemptId)),
    attemptByReference: (merchantReference) => coded(() => attempts.byReference(merchantReference)),
    arrivedPayment: (gatewayPaymentId) => coded(() => attempts.arrived(gatewayPaymentId)),
    attemptsNotFinal: () => coded(() => attempts.notFinal()),
    attemptsOfSale: (saleId) => coded(() => attempts.ofSale(saleId)),
    foundMoney: () => coded(() => attempts.found()),
    refund: (refundId) => coded(() => refunds.refund(refundId)),
    refundByReference: (refundReference) => coded(() => refunds.refundByReference(refundReference)),
    refundsNotFinal: () => coded(() => refunds.refundsNotFinal()),
    refundsOfAttempt: (attemptId) => coded(() => refunds.refundsOfAttempt(attemptId)),
    refundsOfReturn: (returnId) => coded(() => refunds.refundsOfReturn(returnId)),
    returnDoc: (returnId) => coded(() => returns.returnDoc(returnId)),
    returnByNo: (returnNo) => coded(() => returns.returnByNo(returnNo)),
    openReturns: () => coded(() => returns.openReturns()),
    returnsOfSale: (saleId) => coded(() => returns.returnsOfSale(saleId)),
    receipt: (receiptNo) => coded(() => receipts.receipt(receiptNo)),
    receiptOfSale: (saleId) => coded(() => receipts.receiptOfSale(saleId)),
    receiptsBetween: (span, totalMinor, limit) => coded(() => receipts.receiptsBetween(span, totalMinor, bounded(limit))),
    receiptsWithProduct: (text, limit) => coded(() => receipts.receiptsWithProduct(text, bounded(limit))),
    receiptsByReference: (reference) => coded(() => receipts.receiptsByReference(reference)),
    shiftTotals: () => coded(shiftTotals),
    grandTotals: () => coded(() => {
      const totals = selectGrandTotals.get();
      if (totals === undefined) throw new Error('an aggregate without GROUP BY always has one row');
      return totals;
    }),
    reports: (limit) => coded(() => selectReports.all(bounded(limit))),
    report,
    attemptHistory: (attemptId) => coded(() => selectHistory.all(attemptId, READ_LIMIT_MAX).map((row) => decodeEntry(row, hash))),
    assertedOpen: () => coded(() => attempts.assertedOpen()),
    notificationOf: (gateway, messageId) => coded(() => attention.notificationOf(gateway, messageId)),
    notification: (notificationId) => coded(() => attention.notification(notificationId)),
    notificationsNotApplied: () => coded(() => attention.notificationsNotApplied()),
    notificationsInDoubt: () => coded(() => attention.notificationsInDoubt()),
    notificationsUnmatched: (limit) => coded(() => attention.notificationsUnmatched(bounded(limit))),
    merchantCodes: () => coded(() => attention.merchantCodes()),
    merchantCodeHistory: (codeId) => coded(() => attention.merchantCodeSteps(codeId, READ_LIMIT_MAX).map((row) => decodeEntry(row, hash))),
    quantitySoldMilli: (productId) => coded(() => selectSold.get(productId, productId) ?? 0),
    stockOnHand: (productIds) => coded(() => stock.stockOnHand(productIds)),
    soldMilli: (productIds) => coded(() => stock.soldMilli(productIds)),
    stockMoves: (productId, limit) => coded(() => stock.stockMoves(productId, bounded(limit))),
    stamped: (seq) => coded(() => slips.stamped(seq)),
    completionOf: (saleId) => coded(() => slips.completionOf(saleId)),
    endOfReturn: (returnId) => coded(() => slips.endOfReturn(returnId)),
    slipsIssued: (document, number) => coded(() => slips.slipsIssued(document, number)),
    customerReceipts: (customerId, limit) => coded(() => customerSales.customerReceipts(customerId, bounded(limit))),
    customerPoints: (customerId, perMinor) => coded(() => customerSales.customerPoints(customerId, perMinor)),
    giftCard: (cardId) => coded(() => stored.giftCard(cardId)),
    account: (customerId) => coded(() => stored.account(customerId)),
    storedBalanceAt: (holder, seq) => coded(() => stored.storedBalanceAt(holder, seq)),
    storedMoves: (holder, limit) => coded(() => stored.storedMoves(holder, bounded(limit))),
    cashMoves: (shiftNo, limit) => coded(() => cash.cashMoves(shiftNo, bounded(limit))),
    cashMove: (moveId) => coded(() => cash.cashMove(moveId)),
    drawerSessions: (shiftNo) => coded(() => cash.drawerSessions(shiftNo)),
    cashCounts: (shiftNo, sessionId) => coded(() => cash.cashCounts(shiftNo, sessionId)),
    cashExpected: (sessionId) => coded(() => cash.cashExpected(sessionId)),
    foreignTender: (tenderId) => coded(() => foreign.foreignTender(tenderId)),
    foreignExpected: (sessionId) => coded(() => foreign.foreignExpected(sessionId)),
    reportIssues: (kind, number, format) => coded(() => cash.reportIssues(kind, number, format)),
    entries: (fromSeq, limit) => coded(() => selectEntries.all(fromSeq, bounded(limit)).map((row) => decodeEntry(row, hash))),
  };
}
