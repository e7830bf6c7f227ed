import type { Database } from 'better-sqlite3';
import { canonicalText, type Canonical } from '../../../shared/journal/canonical.ts';
import type { EntryOf } from '../../../shared/journal/entries.ts';
import { valueTotal, type ValueLine } from '../../../shared/stored-value/value-lines.ts';
import { saleExtras } from '../sale-extras.ts';
import { OF_SALE } from '../schema.ts';
import { refuse, type Handlers } from './handlers.ts';
import type { StoredValue } from './stored-value.ts';
import type { Totals } from './totals.ts';

type ReturnEntry = Extract<keyof Handlers, `return.${string}`> | 'goods.takenBack';
interface SaleInHand {
  readonly saleNo: number;
  readonly receiptNo: number | null;
  /** SaleExtras as stored. */
  readonly extras: string | null;
}
interface DocInHand {
  readonly returnNo: number;
  readonly state: string;
  readonly operator: string;
  readonly itemsMilli: number;
  readonly totalMinor: number;
}
interface Left {
  readonly quantityMilli: number;
  readonly backMilli: number;
}
interface TenderLeft {
  readonly kind: string;
  readonly amountMinor: number;
  readonly claimedMinor: number;
}

/** What a return takes off the shift it is booked in, and who wrote so. */
interface Booked {
  readonly operator: string;
  readonly data: {
    readonly totalMinor: number;
    readonly itemsMilli: number;
    readonly taxes: EntryOf<'return.completed'>['data']['taxes'];
    readonly roundingMinor?: number | undefined;
    readonly ways: readonly { readonly kind: string; readonly amountMinor: number }[];
    readonly values?: readonly ValueLine[] | undefined;
  };
}

const sumOf = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

/** Money goes back the way it came. Any of it may go into new goods instead; what came as goods or as notes of another currency, and cannot go back as such, goes back in cash. */
const mayGoBack = (came: string, goes: string): boolean => goes === 'exchange' || (came === 'exchange' || came === 'foreignCash' ? goes === 'cash' : goes === came);

/** Goods that come back: how much of each line, which way the money goes, and what a completed return takes off the shift. */
export function prepareReturns(db: Database, totals: Totals, stored: StoredValue): Handlers<ReturnEntry> {
  const selectSale = db.prepare<[string], SaleInHand>(`SELECT sale_no AS saleNo, receipt_no AS receiptNo, extras FROM sale WHERE sale_id = ? AND state = 'completed'`);
  const selectLastNo = db.prepare<[], number | null>('SELECT max(return_no) FROM return_doc').pluck();
  const insertDoc = db.prepare<[number, string, number | null, number, string, string, string, number, number, number, number]>(`INSERT INTO return_doc
    (return_no, return_id, sale_no, state, as_void, currency, operator, reason, created_at_ms, shift_no, items_milli, total_minor) VALUES (?, ?, ?, 'open', ?, ?, ?, ?, ?, ?, ?, ?)`);
  const insertLine = db.prepare<[number, number, string, number, number, number]>('INSERT INTO return_line (return_no, position, line_id, quantity_milli, amount_minor, tax_minor) VALUES (?, ?, ?, ?, ?, ?)');
  const insertTax = db.prepare<[number, string, number, number, number]>('INSERT INTO return_tax (return_no, rate_id, rate_ppm, taxable_minor, tax_minor) VALUES (?, ?, ?, ?, ?)');
  const insertWay = db.prepare<[number, number, string, string, number | null, number, number | null]>('INSERT INTO return_way (return_no, position, tender_id, kind, attempt_seq, amount_minor, paid_seq) VALUES (?, ?, ?, ?, ?, ?, ?)');
  const insertTakenBack = db.prepare<[number, number, string, string | null, number]>('INSERT INTO taken_back_line (return_no, position, product_id, category_id, by_weight) VALUES (?, ?, ?, ?, ?)');
  const selectLeft = db.prepare<[string, number, string], Left>(`SELECT r.quantity_milli AS quantityMilli, (SELECT coalesce(sum(l.quantity_milli), 0) FROM return_doc d
    CROSS JOIN return_line l ON l.return_no = d.return_no WHERE d.sale_no = s.sale_no AND d.state <> 'abandoned' AND l.line_id = ?) AS backMilli
    FROM sale s CROSS JOIN sale_line r ON ${OF_SALE} WHERE s.sale_no = ? AND r.void_seq IS NULL AND r.line_id = ?`);
  const selectTender = db.prepare<[string, number, string], TenderLeft>(`SELECT r.kind, r.amount_minor AS amountMinor, (SELECT coalesce(sum(w.amount_minor), 0) FROM return_doc d
    CROSS JOIN return_way w ON w.return_no = d.return_no WHERE d.sale_no = s.sale_no AND d.state <> 'abandoned' AND w.tender_id = ?) AS claimedMinor
    FROM sale s CROSS JOIN tender r ON ${OF_SALE} WHERE s.sale_no = ? AND r.tender_id = ?`);
  const selectAttemptSeq = db.prepare<[string], number>('SELECT created_seq FROM attempt WHERE attempt_id = ?').pluck();
  const adoptRefund = db.prepare<[number, string, number]>(`UPDATE refund SET return_no = ? WHERE refund_id = ? AND state = 'refunded'
    AND EXISTS (SELECT 1 FROM return_doc d WHERE d.return_no = refund.return_no AND d.state = 'abandoned' AND d.sale_no = ?)`);
  const selectDoc = db.prepare<[string], DocInHand>('SELECT return_no AS returnNo, state, operator, items_milli AS itemsMilli, total_minor AS totalMinor FROM return_doc WHERE return_id = ?');
  const payWay = db.prepare<[number, number, string, number]>(`UPDATE return_way SET paid_seq = ? WHERE return_no = ? AND tender_id = ? AND kind = 'cash' AND amount_minor = ? AND paid_seq IS NULL`);
  const selectUnpaidCash = db.prepare<[number], number>(`SELECT count(*) FROM return_way WHERE return_no = ? AND attempt_seq IS NULL AND paid_seq IS NULL`).pluck();
  const selectShortWays = db.prepare<[number], number>(`SELECT count(*) FROM return_way w WHERE w.return_no = ? AND w.attempt_seq IS NOT NULL AND w.amount_minor > (SELECT
    coalesce(sum(f.amount_minor), 0) FROM refund f WHERE f.return_no = w.return_no AND f.attempt_seq = w.attempt_seq AND f.state = 'refunded')`).pluck();
  const selectMoved = db.prepare<[number, number], number>(`SELECT (SELECT count(*) FROM return_way WHERE return_no = ? AND paid_seq IS NOT NULL)
    + (SELECT count(*) FROM refund f WHERE f.return_no = ? AND f.state NOT IN ('refused', 'notSent'))`).pluck();
  const payStored = db.prepare<[number, number]>(`UPDATE return_way SET paid_seq = ? WHERE return_no = ? AND kind IN ('giftCard', 'account')`);
  const insertValues = db.prepare<[number, number, string]>('INSERT INTO return_value (return_no, amount_minor, value_lines) VALUES (?, ?, ?)');
  const selectValues = db.prepare<[number], string>('SELECT value_lines FROM return_value WHERE return_no = ?').pluck();
  const selectAnyBack = db.prepare<[number], 0 | 1>(`SELECT EXISTS (SELECT 1 FROM return_doc WHERE sale_no = ? AND state <> 'abandoned')`).pluck();
  const selectStoredWays = db.prepare<[number], { readonly kind: string; readonly holder: string; readonly amountMinor: number; readonly receiptNo: number }>(`SELECT w.kind, r.holder, w.amount_minor AS amountMinor, s.receipt_no AS receiptNo
    FROM return_doc d CROSS JOIN return_way w ON w.return_no = d.return_no AND w.kind IN ('giftCard', 'account') JOIN sale s ON s.sale_no = d.sale_no JOIN tender r ON ${OF_SALE} AND r.tender_id = w.tender_id WHERE d.return_no = ?`);
  const endDoc = db.prepare<[string, number, number, number | null, number]>('UPDATE return_doc SET state = ?, ended_at_ms = ?, ended_seq = ?, booked_shift_no = ? WHERE return_no = ?');

  const find = (entry: EntryOf<Exclude<ReturnEntry, 'return.created' | 'goods.takenBack'>>): DocInHand => {
    const doc = selectDoc.get(entry.data.returnId);
    if (doc === undefined) return refuse(entry, 'unknown return');
    if (doc.state !== 'open') return refuse(entry, `return is ${doc.state}`);
    return doc;
  };
  const requireRoom = (entry: EntryOf<'return.created'>, sale: SaleInHand): void => {
    const { lines, ways, taxes, totalMinor, roundingMinor = 0, values = [] } = entry.data;
    for (const line of lines) {
      const left = selectLeft.get(line.lineId, sale.saleNo, line.lineId);
      if (left === undefined || left.backMilli + line.quantityMilli > left.quantityMilli) refuse(entry, `more than is left of line ${line.lineId}`);
    }
    if (new Set(lines.map((line) => line.lineId)).size !== lines.length) refuse(entry, 'a line twice');
    for (const way of ways) {
      const tender = selectTender.get(way.tenderId, sale.saleNo, way.tenderId);
      const wantedMinor = sumOf(ways.filter((other) => other.tenderId === way.tenderId).map((other) => other.amountMinor));
      if (tender === undefined || !mayGoBack(tender.kind, way.kind) || way.amountMinor <= 0 || tender.claimedMinor + wantedMinor > tender.amountMinor) refuse(entry, `more than is left of tender ${way.tenderId}`);
    }
    if (sumOf(lines.map((line) => line.amountMinor)) !== totalMinor || sumOf(ways.map((way) => way.amountMinor)) !== totalMinor + valueTotal(values) + roundingMinor) refuse(entry, 'lines and ways do not add up to the total');
    if (sumOf(lines.map((line) => line.taxMinor)) !== sumOf(taxes.map((tax) => tax.taxMinor))) refuse(entry, 'taxes of the lines do not add up');
    // Value goes back with the whole sale or not at all.
    if (values.length > 0 && (!entry.data.asVoid || selectAnyBack.get(sale.saleNo) === 1 || canonicalText(values as Canonical) !== canonicalText((saleExtras(sale.extras).values ?? []) as Canonical))) refuse(entry, 'values are not those of the sale');
  };

  /** Takes a return off the open shift. `operator`: who took the goods. */
  const book = ({ operator: payer, data: { totalMinor, itemsMilli, taxes, ways, roundingMinor = 0, values = [] } }: Booked, operator: string): void => {
    totals.add({ returnsCount: 1, returnsMinor: totalMinor });
    const part = { ratePpm: 0, count: 1, taxableMinor: 0 } as const;
    totals.addPart({ ...part, part: 'itemsBack', key: '', amountMinor: itemsMilli });
    totals.addPart({ ...part, part: 'cashierBack', key: operator, amountMinor: totalMinor });
    for (const way of ways) totals.addPart({ ...part, part: 'refund', key: way.kind, amountMinor: way.amountMinor });
    for (const value of values) totals.addPart({ ...part, part: 'valueBack', key: value.kind, amountMinor: value.amountMinor });
    if (roundingMinor !== 0) totals.addPart({ ...part, part: 'roundingBack', key: '', amountMinor: roundingMinor });
    // Cash goes last and completes the return, so it came from the drawer of whoever wrote this.
    for (const way of ways) if (way.kind === 'cash') totals.addCashBy(payer, -way.amountMinor);
    for (const tax of taxes) totals.addPart({ part: 'taxBack', key: tax.rateId, ratePpm: tax.ratePpm, count: 1, amountMinor: tax.taxMinor, taxableMinor: tax.taxableMinor });
  };

  return {
    'return.created': (entry) => {
      const { returnId, returnNo, saleId, receiptNo, shiftNo, asVoid, currency, itemsMilli, lines, taxes, totalMinor, ways, adopts, reason, values = [] } = entry.data;
      if (totals.openShiftNo() !== shiftNo) refuse(entry, 'not the open shift');
      if (returnNo !== (selectLastNo.get() ?? 0) + 1) refuse(entry, 'return number leaves a gap');
      const sale = selectSale.get(saleId);
      if (sale === undefined || sale.receiptNo !== receiptNo) return refuse(entry, 'no such receipt');
      requireRoom(entry, sale);
      insertDoc.run(returnNo, returnId, sale.saleNo, asVoid ? 1 : 0, currency, entry.operator, reason, entry.atMs, shiftNo, itemsMilli, totalMinor);
      lines.forEach((line, position) => insertLine.run(returnNo, position, line.lineId, line.quantityMilli, line.amountMinor, line.taxMinor));
      for (const tax of taxes) insertTax.run(returnNo, tax.rateId, tax.ratePpm, tax.taxableMinor, tax.taxMinor);
      ways.forEach(({ tenderId, kind, attemptId, amountMinor }, position) => {
        const attemptSeq = attemptId === null ? null : selectAttemptSeq.get(attemptId);
        if (attemptSeq === undefined) return refuse(entry, 'unknown attempt');
        // What went into new goods is where it belongs at once.
        insertWay.run(returnNo, position, tenderId, kind, attemptSeq, amountMinor, kind === 'exchange' ? entry.seq : null);
      });
      if (values.length > 0) insertValues.run(returnNo, valueTotal(values), canonicalText(values as Canonical));
      stored.lines(entry, values, 'undone', receiptNo);
      for (const refundId of adopts) {
        if (adoptRefund.run(returnNo, refundId, sale.saleNo).changes !== 1) refuse(entry, 'no such refund to take over');
      }
    },
    'return.cash': (entry) => {
      const { tenderId, amountMinor } = entry.data;
      if (payWay.run(entry.seq, find(entry).returnNo, tenderId, amountMinor).changes !== 1) refuse(entry, 'no such cash to hand out');
    },
    'return.completed': (entry) => {
      const { shiftNo, totalMinor, itemsMilli, ways, roundingMinor = 0, values = [] } = entry.data;
      const doc = find(entry);
      if (totals.openShiftNo() !== shiftNo) refuse(entry, 'not the open shift');
      // Value is back with this very entry.
      payStored.run(entry.seq, doc.returnNo);
      // payments.md rule 5: nothing is back that a verified message has not called back.
      if (selectShortWays.get(doc.returnNo) !== 0 || selectUnpaidCash.get(doc.returnNo) !== 0) refuse(entry, 'not all of it is back');
      if (doc.totalMinor !== totalMinor || doc.itemsMilli !== itemsMilli || ways.reduce((sum, way) => sum + way.amountMinor, 0) !== totalMinor + valueTotal(values) + roundingMinor
        || canonicalText(values as Canonical) !== (selectValues.get(doc.returnNo) ?? '[]')) refuse(entry, 'totals are not those of the return');
      endDoc.run('completed', entry.atMs, entry.seq, shiftNo, doc.returnNo);
      for (const { kind, holder, amountMinor, receiptNo } of selectStoredWays.all(doc.returnNo)) {
        if (kind === 'giftCard') stored.card(entry, 'spentBack', { cardId: holder, last4: '' }, amountMinor, receiptNo);
        else stored.debt(entry, 'boughtBack', holder, -amountMinor, receiptNo);
      }
      book(entry, doc.operator);
    },
    'goods.takenBack': (entry) => {
      const { takenBackId, returnNo, shiftNo, currency, itemsMilli, lines, taxes, totalMinor, roundingMinor = 0, reason } = entry.data;
      if (totals.openShiftNo() !== shiftNo) refuse(entry, 'not the open shift');
      if (returnNo !== (selectLastNo.get() ?? 0) + 1) refuse(entry, 'return number leaves a gap');
      if (sumOf(lines.map((line) => line.amountMinor)) !== totalMinor) refuse(entry, 'lines do not add up to the total');
      if (sumOf(lines.map((line) => line.taxMinor)) !== sumOf(taxes.map((tax) => tax.taxMinor))) refuse(entry, 'taxes of the lines do not add up');
      insertDoc.run(returnNo, takenBackId, null, 0, currency, entry.operator, reason, entry.atMs, shiftNo, itemsMilli, totalMinor);
      lines.forEach((line, position) => {
        insertLine.run(returnNo, position, line.lineId, line.quantityMilli, line.amountMinor, line.taxMinor);
        insertTakenBack.run(returnNo, position, line.productId, line.categoryId ?? null, line.soldBy === 'weight' ? 1 : 0);
      });
      for (const tax of taxes) insertTax.run(returnNo, tax.rateId, tax.ratePpm, tax.taxableMinor, tax.taxMinor);
      insertWay.run(returnNo, 0, takenBackId, 'cash', null, totalMinor + roundingMinor, entry.seq);
      endDoc.run('completed', entry.atMs, entry.seq, shiftNo, returnNo);
      book({ operator: entry.operator, data: { totalMinor, itemsMilli, taxes, roundingMinor, ways: [{ kind: 'cash', amountMinor: totalMinor + roundingMinor }] } }, entry.operator);
    },
    'return.abandoned': (entry) => {
      const doc = find(entry);
      if (selectMoved.get(doc.returnNo, doc.returnNo) !== 0) refuse(entry, 'money of it has moved, or may have');
      stored.lines(entry, JSON.parse(selectValues.get(doc.returnNo) ?? '[]') as ValueLine[], 'kept', null);
      endDoc.run('abandoned', entry.atMs, entry.seq, null, doc.returnNo);
    },
  };
}
