import type { Database } from 'better-sqlite3';
import type { EntryOf } from '../../../shared/journal/entries.ts';
import { piecesMilli } from '../../../shared/pricing/cart.ts';
import { valueTotal } from '../../../shared/stored-value/value-lines.ts';
import { saleExtras } from '../sale-extras.ts';
import { refuse } from './handlers.ts';
import type { Sale } from './sale-in-hand.ts';
import type { StoredValue } from './stored-value.ts';
import type { Totals } from './totals.ts';

interface SoldLine {
  readonly seq: number;
  readonly lineId: string;
  readonly quantityMilli: number;
  readonly byWeight: 0 | 1;
  readonly amountMinor: number;
}
interface TenderSums {
  readonly amountMinor: number;
  readonly tenders: number;
}

const sumOf = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0);

/** A finished sale: that it adds up, and what it adds to the shift. */
export function prepareCompletion(db: Database, totals: Totals, stored: Pick<StoredValue, 'lines'>): (entry: EntryOf<'sale.completed'>, sale: Sale) => void {
  const completeSale = db.prepare<[number, number, number, number, string, number, number, number, number, number]>(`UPDATE sale SET state = 'completed', ended_seq = ?,
    receipt_no = ?, completed_at_ms = ?, closed_shift_no = ?, operator = ?, items_milli = ?, subtotal_minor = ?, tax_minor = ?, total_minor = ? WHERE sale_no = ?`);
  const selectSoldLines = db.prepare<[number, number], SoldLine>(`SELECT seq, line_id AS lineId, quantity_milli AS quantityMilli, by_weight AS byWeight, amount_minor AS amountMinor
    FROM sale_line WHERE seq >= ? AND sale_no = ? AND void_seq IS NULL`);
  const selectTenderSums = db.prepare<[number, number], TenderSums>(
    'SELECT count(*) AS tenders, coalesce(sum(amount_minor), 0) AS amountMinor FROM tender WHERE seq >= ? AND sale_no = ? AND removed_seq IS NULL');
  const chargeLine = db.prepare<[number, number]>('UPDATE sale_line SET amount_minor = ? WHERE seq = ?');

  /** Lines as rung up come to the list; what was charged for them, line by line, to the subtotal and the total. */
  function requireLines(entry: EntryOf<'sale.completed'>, sold: readonly SoldLine[]): void {
    const { itemsMilli, subtotalMinor, lines, listMinor = subtotalMinor, promotionsMinor = 0, discountsMinor = 0, totalMinor } = entry.data;
    if (sumOf(sold.map((line) => line.amountMinor)) !== listMinor || sumOf(sold.map((line) => piecesMilli(line.quantityMilli, line.byWeight === 1))) !== itemsMilli) {
      refuse(entry, 'lines do not add up to the subtotal');
    }
    if (listMinor - promotionsMinor - discountsMinor !== subtotalMinor) refuse(entry, 'the list less what was taken off is not the subtotal');
    if (lines === undefined) return;
    if (lines.length !== sold.length || sumOf(lines.map((line) => line.amountMinor)) !== subtotalMinor || sumOf(lines.map((line) => line.paidMinor)) !== totalMinor) {
      refuse(entry, 'what was charged for the lines does not add up');
    }
    for (const { lineId, quantityMilli, amountMinor, steps } of lines) {
      if (!sold.some((line) => line.lineId === lineId && line.quantityMilli === quantityMilli)) refuse(entry, `line ${lineId} was not sold`);
      if (sumOf(steps.map((step) => step.amountMinor)) !== amountMinor) refuse(entry, `steps of line ${lineId} do not add up`);
    }
  }

  /** What takes effect is what stood on the sale. */
  function requireValues(entry: EntryOf<'sale.completed'>, sale: Sale): void {
    const [said, held] = [entry.data.values ?? [], saleExtras(sale.extras).values ?? []];
    if (said.length !== held.length || said.some((value, at) => value.valueId !== held[at]?.valueId || value.amountMinor !== held[at].amountMinor)) refuse(entry, 'values are not those of the sale');
  }

  return (entry, sale) => {
    const { receiptNo, shiftNo, itemsMilli, subtotalMinor, taxes, totalMinor, tenders, lines = [], promotionsMinor = 0, discountsMinor = 0, exemptMinor = 0, roundingMinor = 0, values = [] } = entry.data;
    if (totals.openShiftNo() !== shiftNo) refuse(entry, 'not the open shift');
    if (!totals.use('lastReceiptNo', receiptNo)) refuse(entry, 'receipt number leaves a gap');

    const sold = selectSoldLines.all(sale.openedSeq, sale.saleNo);
    requireLines(entry, sold);
    const taxMinor = sumOf(taxes.map((tax) => tax.taxMinor));
    const addedTaxMinor = sale.taxMode === 'exclusive' ? taxMinor : 0;
    if (subtotalMinor + addedTaxMinor - exemptMinor !== totalMinor) refuse(entry, 'subtotal and tax do not add up to the total');
    requireValues(entry, sale);
    const paidMinor = totalMinor + valueTotal(values) + roundingMinor;
    const tendered = selectTenderSums.get(sale.openedSeq, sale.saleNo);
    if (tendered?.amountMinor !== paidMinor || sumOf(tenders.map((tender) => tender.amountMinor)) !== paidMinor || tendered.tenders !== tenders.length) refuse(entry, 'tenders do not add up to the total');

    completeSale.run(entry.seq, receiptNo, entry.atMs, shiftNo, entry.operator, itemsMilli, subtotalMinor, taxMinor, totalMinor, sale.saleNo);
    // Reports by product add up what was charged. A line at its list price is right as it stands.
    for (const { lineId, amountMinor } of lines) {
      const line = sold.find((candidate) => candidate.lineId === lineId);
      if (line !== undefined && line.amountMinor !== amountMinor) chargeLine.run(amountMinor, line.seq);
    }
    totals.add({ salesCount: 1, grossMinor: totalMinor, itemsMilli });
    const part = { ratePpm: 0, count: 1, taxableMinor: 0 } as const;
    totals.addPart({ ...part, part: 'cashier', key: entry.operator, amountMinor: totalMinor });
    for (const tender of tenders) totals.addPart({ ...part, part: 'tender', key: tender.kind, amountMinor: tender.amountMinor });
    for (const tax of taxes) totals.addPart({ part: 'tax', key: tax.rateId, ratePpm: tax.ratePpm, count: 1, amountMinor: tax.taxMinor, taxableMinor: tax.taxableMinor });
    for (const value of values) totals.addPart({ ...part, part: 'value', key: value.kind, amountMinor: value.amountMinor });
    stored.lines(entry, values, 'done', receiptNo);
    const reductions = { promotions: promotionsMinor, discounts: discountsMinor, exempt: exemptMinor, rounding: roundingMinor };
    for (const [key, amountMinor] of Object.entries(reductions)) if (amountMinor !== 0) totals.addPart({ ...part, part: 'reduction', key, amountMinor });
  };
}
