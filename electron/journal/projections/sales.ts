import type { Database } from 'better-sqlite3';
import type { EntryOf } from '../../../shared/journal/entries.ts';
import { minor } from '../../../shared/money.ts';
import { extended, piecesMilli } from '../../../shared/pricing/cart.ts';
import { prepareInsertMany } from '../insert-many.ts';
import { nothing, refuse, type Handlers } from './handlers.ts';
import type { Totals } from './totals.ts';

type SaleEntry = Extract<keyof Handlers, `sale.${string}` | `tender.${string}`>;
type SaleState = 'open' | 'held' | 'completed' | 'discarded';
interface SaleInHand {
  readonly saleId: string;
  readonly saleNo: number;
  readonly state: SaleState;
  readonly taxMode: string;
  readonly openedSeq: number;
}
interface SoldLine {
  readonly quantity_milli: number;
  readonly amount_minor: number;
}
interface TenderSums {
  readonly amount_minor: number;
  readonly cash_in_minor: number;
  readonly change_minor: number;
  readonly tenders: number;
}

export interface SaleProjection {
  readonly handlers: Handlers<SaleEntry>;
  /** Writes lines not yet written; the transaction is about to end. */
  finish(): void;
  /** Forgets what was remembered: the transaction was rolled back. */
  drop(): void;
}

/** Sales, their lines and tenders, and what a finished sale adds to the shift. */
export function prepareSales(db: Database, totals: Totals): SaleProjection {
  const selectSale = db.prepare<[string], SaleInHand>('SELECT sale_id AS saleId, sale_no AS saleNo, state, tax_mode AS taxMode, opened_seq AS openedSeq FROM sale WHERE sale_id = ?');
  const insertSale = db.prepare<[number, string, number, string, string, number, number]>(
    `INSERT INTO sale (sale_no, sale_id, shift_no, state, currency, tax_mode, opened_at_ms, opened_seq) VALUES (?, ?, ?, 'open', ?, ?, ?, ?)`);
  const insertLines = prepareInsertMany(db, `sale_line (seq, sale_no, line_id, product_id, code, name_en, name_zh_hans, name_zh_hant, unit_price_minor, quantity_milli,
    amount_minor, tax_rate_id, rate_ppm)`);
  const selectPrice = db.prepare<[number, number, string, number], number>(
    'SELECT unit_price_minor FROM sale_line WHERE seq >= ? AND sale_no = ? AND line_id = ? AND quantity_milli = ? AND void_seq IS NULL').pluck();
  const updateQuantity = db.prepare<[number, number, number, number, string]>(
    'UPDATE sale_line SET quantity_milli = ?, amount_minor = ? WHERE seq >= ? AND sale_no = ? AND line_id = ? AND void_seq IS NULL');
  const voidLine = db.prepare<[number, number, number, string, number]>(
    'UPDATE sale_line SET void_seq = ? WHERE seq >= ? AND sale_no = ? AND line_id = ? AND quantity_milli = ? AND void_seq IS NULL');
  const holdSale = db.prepare<[string, number, number, number]>(`UPDATE sale SET state = 'held', label = ?, held_at_ms = ?, ended_seq = ? WHERE sale_no = ?`);
  const recallSale = db.prepare<[number]>(`UPDATE sale SET state = 'open', label = NULL, held_at_ms = NULL, ended_seq = NULL WHERE sale_no = ?`);
  const discardSale = db.prepare<[number | null, number, number]>(`UPDATE sale SET state = 'discarded', closed_shift_no = ?, ended_seq = ? WHERE sale_no = ?`);
  const completeSale = db.prepare<[number, number, number, number, string, number, number, number, number, number]>(`UPDATE sale SET state = 'completed', ended_seq = ?,
    receipt_no = ?, completed_at_ms = ?, closed_shift_no = ?, operator = ?, items_milli = ?, subtotal_minor = ?, tax_minor = ?, total_minor = ? WHERE sale_no = ?`);
  const insertTender = db.prepare<[number, number, string, string, number, number | null, number | null, string | null]>(
    'INSERT INTO tender (seq, sale_no, tender_id, kind, amount_minor, tendered_minor, change_minor, attempt_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const selectSoldLines = db.prepare<[number, number], SoldLine>('SELECT quantity_milli, amount_minor FROM sale_line WHERE seq >= ? AND sale_no = ? AND void_seq IS NULL');
  const selectTenderSums = db.prepare<[number, number], TenderSums>(`SELECT count(*) AS tenders, coalesce(sum(amount_minor), 0) AS amount_minor,
    coalesce(sum(tendered_minor), 0) AS cash_in_minor, coalesce(sum(change_minor), 0) AS change_minor FROM tender WHERE seq >= ? AND sale_no = ?`);
  const selectAssertedAmount = db.prepare<[string], number>(`SELECT amount_minor FROM attempt WHERE attempt_id = ? AND assertion = 'open'`).pluck();
  const selectPaidAmount = db.prepare<[string], number>(`SELECT amount_minor FROM attempt WHERE attempt_id = ? AND state = 'paid'`).pluck();

  // The lines of one sale follow each other, so the sale found last is nearly always the one wanted next.
  let inHand: SaleInHand | null = null;
  const find = (entry: EntryOf<Exclude<SaleEntry, 'sale.opened'>>, states: readonly SaleState[]): SaleInHand => {
    if (inHand?.saleId !== entry.data.saleId) inHand = selectSale.get(entry.data.saleId) ?? null;
    if (inHand === null) return refuse(entry, 'unknown sale');
    if (!states.includes(inHand.state)) return refuse(entry, `sale is ${inHand.state}`);
    return inHand;
  };
  // Lines that follow each other are inserted together, before anything looks at lines.
  let lines: unknown[] = [];
  const writeLines = (): void => {
    if (lines.length > 0) insertLines(lines);
    lines = [];
  };
  const settled = (sale: SaleInHand, state: SaleState): void => {
    if (state === 'open') totals.setOpenSale(sale.saleNo);
    else if (totals.openSaleNo() === sale.saleNo) totals.setOpenSale(null);
    inHand = { ...sale, state };
  };

  const handlers: Handlers<SaleEntry> = {
    'sale.opened': (entry) => {
      const { saleId, saleNo, shiftNo, currency, taxMode } = entry.data;
      if (totals.openShiftNo() !== shiftNo) refuse(entry, 'not the open shift');
      if (totals.openSaleNo() !== null) refuse(entry, 'a sale is open');
      if (!totals.use('lastSaleNo', saleNo)) refuse(entry, 'sale number leaves a gap');
      insertSale.run(saleNo, saleId, shiftNo, currency, taxMode, entry.atMs, entry.seq);
      totals.setOpenSale(saleNo);
      inHand = { saleId, saleNo, state: 'open', taxMode, openedSeq: entry.seq };
    },
    'sale.lineAdded': (entry) => {
      const { lineId, productId, code, name, unitPriceMinor, quantityMilli, taxRateId, ratePpm } = entry.data;
      const { saleNo } = find(entry, ['open']);
      const amountMinor = extended({ unitPriceMinor: minor(unitPriceMinor), quantityMilli });
      lines.push(entry.seq, saleNo, lineId, productId, code, name.en, name.zhHans, name.zhHant, unitPriceMinor, quantityMilli, amountMinor, taxRateId, ratePpm);
    },
    'sale.lineQuantityChanged': (entry) => {
      const { lineId, fromMilli, toMilli } = entry.data;
      const { saleNo, openedSeq } = find(entry, ['open']);
      writeLines();
      const unitPriceMinor = selectPrice.get(openedSeq, saleNo, lineId, fromMilli);
      if (unitPriceMinor === undefined) refuse(entry, 'no such line with that quantity');
      else updateQuantity.run(toMilli, extended({ unitPriceMinor: minor(unitPriceMinor), quantityMilli: toMilli }), openedSeq, saleNo, lineId);
    },
    'sale.lineVoided': (entry) => {
      const { lineId, quantityMilli, amountMinor } = entry.data;
      const { saleNo, openedSeq } = find(entry, ['open']);
      writeLines();
      if (voidLine.run(entry.seq, openedSeq, saleNo, lineId, quantityMilli).changes !== 1) refuse(entry, 'no such line with that quantity');
      totals.add({ lineVoidsCount: 1, lineVoidsMinor: amountMinor });
    },
    'sale.held': (entry) => {
      const sale = find(entry, ['open']);
      holdSale.run(entry.data.label, entry.atMs, entry.seq, sale.saleNo);
      settled(sale, 'held');
    },
    'sale.recalled': (entry) => {
      const sale = find(entry, ['held']);
      if (totals.openSaleNo() !== null) refuse(entry, 'a sale is open');
      recallSale.run(sale.saleNo);
      settled(sale, 'open');
    },
    'sale.discarded': (entry) => {
      const sale = find(entry, ['open', 'held']);
      totals.add({ discardsCount: 1, discardsMinor: entry.data.amountMinor });
      discardSale.run(totals.openShiftNo(), entry.seq, sale.saleNo);
      settled(sale, 'discarded');
    },
    'tender.cash': (entry) => {
      const { tenderId, amountMinor, tenderedMinor, changeMinor } = entry.data;
      const { saleNo } = find(entry, ['open', 'held']);
      if (tenderedMinor - changeMinor !== amountMinor) refuse(entry, 'tendered less change is not the amount');
      insertTender.run(entry.seq, saleNo, tenderId, 'cash', amountMinor, tenderedMinor, changeMinor, null);
    },
    'tender.payment': (entry) => {
      const { tenderId, attemptId, product, amountMinor } = entry.data;
      const { saleNo } = find(entry, ['open', 'held']);
      // payments.md rule 5: nothing is tendered that a verified message has not called paid.
      if (selectPaidAmount.get(attemptId) !== amountMinor) refuse(entry, 'no attempt paid that amount');
      insertTender.run(entry.seq, saleNo, tenderId, product, amountMinor, null, null, attemptId);
    },
    'tender.asserted': (entry) => {
      const { tenderId, attemptId, amountMinor } = entry.data;
      const { saleNo } = find(entry, ['open', 'held']);
      if (selectAssertedAmount.get(attemptId) !== amountMinor) refuse(entry, 'no attempt asserted over that amount');
      insertTender.run(entry.seq, saleNo, tenderId, 'asserted', amountMinor, null, null, attemptId);
    },
    'sale.lineDiscounted': nothing, 'sale.discounted': nothing, 'sale.priceOverridden': nothing, 'sale.taxExempted': nothing, 'sale.couponSet': nothing, 'tender.removed': nothing,
    'sale.completed': (entry) => {
      const sale = find(entry, ['open', 'held']);
      complete(entry, sale);
      settled(sale, 'completed');
    },
  };

  function complete(entry: EntryOf<'sale.completed'>, sale: SaleInHand): void {
    const { receiptNo, shiftNo, itemsMilli, subtotalMinor, taxes, totalMinor, tenders } = entry.data;
    if (totals.openShiftNo() !== shiftNo) refuse(entry, 'not the open shift');
    if (!totals.use('lastReceiptNo', receiptNo)) refuse(entry, 'receipt number leaves a gap');

    writeLines();
    let linesMinor = 0;
    let linesMilli = 0;
    for (const line of selectSoldLines.all(sale.openedSeq, sale.saleNo)) {
      linesMinor += line.amount_minor;
      linesMilli += piecesMilli(line.quantity_milli);
    }
    const taxMinor = taxes.reduce((sum, tax) => sum + tax.taxMinor, 0);
    const addedTaxMinor = sale.taxMode === 'exclusive' ? taxMinor : 0;
    if (linesMinor !== subtotalMinor || linesMilli !== itemsMilli) refuse(entry, 'lines do not add up to the subtotal');
    if (subtotalMinor + addedTaxMinor !== totalMinor) refuse(entry, 'subtotal and tax do not add up to the total');
    const tendered = selectTenderSums.get(sale.openedSeq, sale.saleNo);
    const named = tenders.reduce((sum, tender) => sum + tender.amountMinor, 0);
    if (tendered?.amount_minor !== totalMinor || named !== totalMinor || tendered.tenders !== tenders.length) refuse(entry, 'tenders do not add up to the total');

    completeSale.run(entry.seq, receiptNo, entry.atMs, shiftNo, entry.operator, itemsMilli, subtotalMinor, taxMinor, totalMinor, sale.saleNo);
    // Cash joins the shift with the sale it pays: tender and completion are one transaction (till/tenders.ts).
    totals.add({ salesCount: 1, grossMinor: totalMinor, itemsMilli });
    totals.addCash(entry.operator, tendered.cash_in_minor, tendered.change_minor);
    totals.addPart({ part: 'cashier', key: entry.operator, ratePpm: 0, count: 1, amountMinor: totalMinor, taxableMinor: 0 });
    for (const tender of tenders) totals.addPart({ part: 'tender', key: tender.kind, ratePpm: 0, count: 1, amountMinor: tender.amountMinor, taxableMinor: 0 });
    for (const tax of taxes) totals.addPart({ part: 'tax', key: tax.rateId, ratePpm: tax.ratePpm, count: 1, amountMinor: tax.taxMinor, taxableMinor: tax.taxableMinor });
  }

  return {
    handlers,
    finish: () => {
      writeLines();
      inHand = null;
    },
    drop: () => {
      lines = [];
      inHand = null;
    },
  };
}
