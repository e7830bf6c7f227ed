import type { Database } from 'better-sqlite3';
import { TillError } from '../../shared/errors/registry.ts';
import { tenderKind, type ReportTotals } from '../../shared/journal/entries.ts';
import type { Attention } from './attention.ts';
import type { AttemptReads } from './attempts.ts';
import { prepareCashTotals } from './cash.ts';
import { prepareForeignTotals } from './foreign.ts';
import { partsOf, SELECT_SUMS, type PartRow, type ShiftSums } from './projections/totals.ts';
import { prepareReturnTotals, type ReturnSource } from './return-totals.ts';
import { OF_SALE } from './schema.ts';
import { prepareStoredTotals } from './stored-value.ts';
import { prepareTenderTotals } from './tender-totals.ts';

interface ShiftSumsRow extends Readonly<ShiftSums> {
  readonly shiftNo: number;
  readonly openedSeq: number;
  readonly openedAtMs: number;
  readonly businessDay: number;
  readonly currency: ReportTotals['currency'];
  readonly floatMinor: number;
  readonly receiptsBefore: number;
  readonly parts: string;
}
interface SalesCheckRow {
  readonly salesCount: number;
  readonly inShift: number;
  readonly itemsMilli: number;
  readonly subtotalMinor: number;
  readonly taxMinor: number;
  readonly totalMinor: number;
}
interface LinesCheckRow {
  readonly piecesMilli: number;
  readonly amountMinor: number;
}
interface TenderCheckRow {
  readonly kind: string;
  readonly count: number;
  readonly amountMinor: number;
}

/** Unmatched notifications a report lists; more would be a broken notification address, not a day's business. */
const UNMATCHED_MAX = 100;

/** Pieces of a line `r` as shared/pricing/cart.ts counts them: a weighed line is one piece. */
export const PIECES_MILLI = 'CASE WHEN r.by_weight = 0 AND r.quantity_milli % 1000 = 0 THEN r.quantity_milli ELSE 1000 END';

/**
 * Running totals of the open shift, compared with the sales, lines and tenders they are made of before anybody sees them. The shift
 * is the newest one, so its sales are those whose receipt number is beyond what was used when it opened: one range of an index.
 * The returned function throws SHIFT_NOT_OPEN and REPORT_TOTALS_DISAGREE.
 */
export function prepareShiftTotals(db: Database, attempts: AttemptReads, attention: Pick<Attention, 'assertions' | 'notificationsUnmatched'>, returnSource: ReturnSource): () => ReportTotals {
  const selectShift = db.prepare<[], ShiftSumsRow>(`SELECT s.shift_no AS shiftNo, s.opened_seq AS openedSeq, s.opened_at_ms AS openedAtMs, s.business_day AS businessDay,
    s.currency, s.float_minor AS floatMinor, s.receipts_before AS receiptsBefore, g.* FROM (SELECT shift_no, parts, ${SELECT_SUMS} FROM register) g
    JOIN shift s ON s.shift_no = g.shift_no`);
  const checkSales = db.prepare<[number, number], SalesCheckRow>(`SELECT count(*) AS salesCount, coalesce(sum(closed_shift_no = ?), 0) AS inShift,
    coalesce(sum(items_milli), 0) AS itemsMilli, coalesce(sum(subtotal_minor), 0) AS subtotalMinor, coalesce(sum(tax_minor), 0) AS taxMinor,
    coalesce(sum(total_minor), 0) AS totalMinor FROM sale WHERE receipt_no > ?`);
  const checkLines = db.prepare<[number], LinesCheckRow>(`SELECT coalesce(sum(r.amount_minor), 0) AS amountMinor, coalesce(sum(${PIECES_MILLI}), 0) AS piecesMilli
    FROM sale s CROSS JOIN sale_line r ON ${OF_SALE} WHERE s.receipt_no > ? AND r.void_seq IS NULL`);
  const checkTenders = db.prepare<[number], TenderCheckRow>(`SELECT r.kind, count(*) AS count, sum(r.amount_minor) AS amountMinor
    FROM sale s CROSS JOIN tender r ON ${OF_SALE} WHERE s.receipt_no > ? AND r.removed_seq IS NULL GROUP BY r.kind`);

  const returnTotals = prepareReturnTotals(db, returnSource, attempts);
  const tenderTotals = prepareTenderTotals(db);
  const cashTotals = prepareCashTotals(db);
  const foreignTotals = prepareForeignTotals(db);
  const storedTotals = prepareStoredTotals(db);

  type Agree = (what: string, running: number, lines: number) => void;
  const agreeOn = (shiftNo: number): Agree => (what, running, lines) => {
    if (running !== lines) throw new TillError('REPORT_TOTALS_DISAGREE', { what, running, lines, shiftNo });
  };

  function requireAgreement(shift: ShiftSumsRow, parts: readonly PartRow[], agree: Agree): void {
    const sumOf = (part: PartRow['part']): number => parts.reduce((sum, row) => (row.part === part ? sum + row.amountMinor : sum), 0);
    const sales = checkSales.get(shift.shiftNo, shift.receiptsBefore);
    const lines = checkLines.get(shift.receiptsBefore);
    const tenders = checkTenders.all(shift.receiptsBefore);
    agree('sales', shift.salesCount, sales?.salesCount ?? 0);
    agree('salesInShift', shift.salesCount, sales?.inShift ?? 0);
    agree('gross', shift.grossMinor, sales?.totalMinor ?? 0);
    agree('items', shift.itemsMilli, sales?.itemsMilli ?? 0);
    agree('lineItems', shift.itemsMilli, lines?.piecesMilli ?? 0);
    agree('lines', sales?.subtotalMinor ?? 0, lines?.amountMinor ?? 0);
    agree('taxes', sumOf('tax'), sales?.taxMinor ?? 0);
    agree('cashiers', sumOf('cashier'), shift.grossMinor);
    agree('tenders', sumOf('tender'), shift.grossMinor + sumOf('value') + parts.reduce((sum, row) => (row.part === 'reduction' && row.key === 'rounding' ? sum + row.amountMinor : sum), 0));
    for (const tender of tenders) {
      const running = parts.find((row) => row.part === 'tender' && row.key === tender.kind);
      agree(`tender.${tender.kind}`, running?.amountMinor ?? 0, tender.amountMinor);
      agree(`tenderCount.${tender.kind}`, running?.count ?? 0, tender.count);
    }
  }

  return () => {
    const shift = selectShift.get();
    if (shift === undefined) throw new TillError('SHIFT_NOT_OPEN');
    const parts = partsOf(shift.parts);
    const agree = agreeOn(shift.shiftNo);
    requireAgreement(shift, parts, agree);
    const back = returnTotals(shift, parts);
    const cash = cashTotals(shift, parts, back.cashReturnedMinor, agree);
    const of = (part: PartRow['part']): readonly PartRow[] => parts.filter((row) => row.part === part);
    const { asserted, assertionsEnded } = attention.assertions(shift.openedSeq);
    const unmatched = attention.notificationsUnmatched(UNMATCHED_MAX);
    return {
      shiftNo: shift.shiftNo, businessDay: shift.businessDay, currency: shift.currency, openedAtMs: shift.openedAtMs, openedSeq: shift.openedSeq, floatMinor: shift.floatMinor,
      salesCount: shift.salesCount, grossMinor: shift.grossMinor, netMinor: shift.grossMinor - shift.returnsMinor,
      taxes: back.taxesLess(of('tax')),
      // An assertion that was confirmed within its shift has left a row of nothing behind.
      tenders: of('tender').filter((row) => row.key !== 'asserted' || row.count !== 0).map((row) => ({ kind: tenderKind.parse(row.key), count: row.count, amountMinor: row.amountMinor })),
      cashiers: back.cashiersLess(of('cashier')),
      itemsMilli: shift.itemsMilli, cashInMinor: shift.cashInMinor, changeGivenMinor: shift.changeGivenMinor,
      cashExpectedMinor: shift.floatMinor + cash.sessionFloatsMinor + shift.cashInMinor - shift.changeGivenMinor - back.cashReturnedMinor + cash.movedMinor,
      lineVoids: { count: shift.lineVoidsCount, amountMinor: shift.lineVoidsMinor },
      discards: { count: shift.discardsCount, amountMinor: shift.discardsMinor },
      drawerOpenings: shift.drawerOpenings,
      unresolved: attempts.notFinal().filter(({ assertion }) => assertion !== 'open').map(({ attemptId, merchantReference, amountMinor, state, createdAtMs }) => ({ attemptId, merchantReference, amountMinor, state, createdAtMs })),
      ...tenderTotals(shift, parts, agreeOn(shift.shiftNo)),
      ...storedTotals(shift, parts, agree),
      ...back.report,
      ...cash.report,
      ...foreignTotals(shift.shiftNo, parts, agree),
      foundMoney: attempts.found().map(({ attemptId, merchantReference, amountMinor }) => ({ attemptId, merchantReference, amountMinor })),
      ...(asserted.length > 0 ? { asserted: [...asserted] } : {}),
      ...(assertionsEnded.length > 0 ? { assertionsEnded: [...assertionsEnded] } : {}),
      ...(unmatched.length > 0
        ? { unmatched: unmatched.map(({ notificationId, merchantReference, amountMinor, currency, receivedAtMs }) => ({ notificationId, merchantReference, amountMinor, currency, receivedAtMs })) }
        : {}),
    };
  };
}
