import type { Database } from 'better-sqlite3';
import { TillError } from '../../shared/errors/registry.ts';
import { tenderKind, type ReportTotals } from '../../shared/journal/entries.ts';
import type { AttemptRow } from './port.ts';
import type { PartRow } from './projections/totals.ts';
import type { RefundRow, ReturnRow } from './returns-port.ts';

/** Where open returns and refunds are read from. */
export interface ReturnSource {
  openReturns(): readonly ReturnRow[];
  refundsNotFinal(): readonly RefundRow[];
}
interface DocsCheckRow {
  readonly asVoid: 0 | 1;
  readonly count: number;
  readonly totalMinor: number;
  readonly itemsMilli: number;
}
interface WayCheckRow {
  readonly kind: string;
  readonly count: number;
  readonly amountMinor: number;
}
interface ShiftReturns {
  readonly shiftNo: number;
  readonly returnsCount: number;
  readonly returnsMinor: number;
}

/** What returns make of a shift's totals. */
export interface ReturnTotals {
  /** Taxes of the sales, less those taken back. */
  taxesLess(taxes: readonly PartRow[]): ReportTotals['taxes'];
  cashiersLess(cashiers: readonly PartRow[]): ReportTotals['cashiers'];
  readonly cashReturnedMinor: number;
  /** The fields of the report that are there only when something came back or is on its way. */
  readonly report: Pick<ReportTotals, 'returns' | 'voidedSales' | 'returnTaxes' | 'refunds' | 'cashReturnedMinor' | 'openReturns' | 'pendingRefunds'>;
}

/**
 * Running totals of the open shift's returns, compared with the documents booked in it before anybody sees them. The returned function throws
 * REPORT_TOTALS_DISAGREE.
 */
export function prepareReturnTotals(db: Database, source: ReturnSource, attempts: { byId(attemptId: string): AttemptRow | null }): (shift: ShiftReturns, parts: readonly PartRow[]) => ReturnTotals {
  const checkDocs = db.prepare<[number], DocsCheckRow>(`SELECT as_void AS asVoid, count(*) AS count, sum(total_minor) AS totalMinor, sum(items_milli) AS itemsMilli
    FROM return_doc WHERE booked_shift_no = ? GROUP BY as_void`);
  const checkLines = db.prepare<[number], number>(
    'SELECT coalesce(sum(l.amount_minor), 0) FROM return_doc d CROSS JOIN return_line l ON l.return_no = d.return_no WHERE d.booked_shift_no = ?').pluck();
  const checkTaxes = db.prepare<[number], number>(
    'SELECT coalesce(sum(t.tax_minor), 0) FROM return_doc d CROSS JOIN return_tax t ON t.return_no = d.return_no WHERE d.booked_shift_no = ?').pluck();
  const checkWays = db.prepare<[number], WayCheckRow>(`SELECT w.kind, count(*) AS count, sum(w.amount_minor) AS amountMinor FROM return_doc d
    CROSS JOIN return_way w ON w.return_no = d.return_no WHERE d.booked_shift_no = ? GROUP BY w.kind`);

  function requireAgreement({ shiftNo, returnsCount, returnsMinor }: ShiftReturns, parts: readonly PartRow[], docs: readonly DocsCheckRow[]): void {
    const agree = (what: string, running: number, documents: number): void => {
      if (running !== documents) throw new TillError('REPORT_TOTALS_DISAGREE', { what, running, lines: documents, shiftNo });
    };
    const sumOf = (part: PartRow['part']): number => parts.reduce((sum, row) => (row.part === part ? sum + row.amountMinor : sum), 0);
    // Voids are some of the returns, so what is counted of them is checked with the rest.
    agree('returns', returnsCount, docs.reduce((sum, row) => sum + row.count, 0));
    agree('returned', returnsMinor, docs.reduce((sum, row) => sum + row.totalMinor, 0));
    agree('returnedItems', sumOf('itemsBack'), docs.reduce((sum, row) => sum + row.itemsMilli, 0));
    agree('returnedLines', returnsMinor, checkLines.get(shiftNo) ?? 0);
    agree('taxesBack', sumOf('taxBack'), checkTaxes.get(shiftNo) ?? 0);
    agree('cashiersBack', sumOf('cashierBack'), returnsMinor);
    agree('refunds', sumOf('refund'), returnsMinor + sumOf('valueBack') + sumOf('roundingBack'));
    for (const way of checkWays.all(shiftNo)) {
      const running = parts.find((row) => row.part === 'refund' && row.key === way.kind);
      agree(`refund.${way.kind}`, running?.amountMinor ?? 0, way.amountMinor);
      agree(`refundCount.${way.kind}`, running?.count ?? 0, way.count);
    }
  }

  return (shift, parts) => {
    const docs = checkDocs.all(shift.shiftNo);
    requireAgreement(shift, parts, docs);
    const voids = docs.find((row) => row.asVoid === 1);
    const of = (part: PartRow['part']): readonly PartRow[] => parts.filter((row) => row.part === part);
    const refunds = of('refund').map((row) => ({ kind: tenderKind.parse(row.key), count: row.count, amountMinor: row.amountMinor }));
    const cashReturnedMinor = refunds.find((row) => row.kind === 'cash')?.amountMinor ?? 0;
    const open = source.openReturns();
    const pending = source.refundsNotFinal();
    const back: ReturnTotals['report'] = shift.returnsCount === 0 ? {} : {
      returns: { count: shift.returnsCount, amountMinor: shift.returnsMinor, itemsMilli: of('itemsBack').reduce((sum, row) => sum + row.amountMinor, 0) },
      voidedSales: { count: voids?.count ?? 0, amountMinor: voids?.totalMinor ?? 0 }, returnTaxes: of('taxBack').map(asTax), refunds, cashReturnedMinor,
    };
    return {
      taxesLess: (taxes) => less(taxes, of('taxBack')).map(asTax),
      cashiersLess: (cashiers) => less(cashiers, of('cashierBack').map((row) => ({ ...row, count: 0 }))).map((row) => ({ operator: row.key, salesCount: row.count, netMinor: row.amountMinor })),
      cashReturnedMinor,
      report: {
        ...back,
        ...(open.length > 0
          ? { openReturns: open.map(({ returnId, returnNo, receiptNo, totalMinor, createdAtMs, ways }) => {
              const exchangeMinor = ways.reduce((sum, way) => (way.kind === 'exchange' ? sum + way.amountMinor : sum), 0);
              return { returnId, returnNo, receiptNo, amountMinor: totalMinor, createdAtMs, ...(exchangeMinor === 0 ? {} : { exchangeMinor }) };
            }) }
          : {}),
        ...(pending.length > 0
          ? {
              pendingRefunds: pending.map(({ refundId, refundReference, attemptId, amountMinor, state, createdAtMs }) => ({
                refundId, refundReference, merchantReference: attempts.byId(attemptId)?.merchantReference ?? attemptId, amountMinor, state, createdAtMs,
              })),
            }
          : {}),
      },
    };
  };
}

const asTax = (row: PartRow): ReportTotals['taxes'][number] => ({ rateId: row.key, ratePpm: row.ratePpm, taxableMinor: row.taxableMinor, taxMinor: row.amountMinor });

/** `rows` with what came back taken off them; a shift may take back what an earlier one sold. */
function less(rows: readonly PartRow[], back: readonly PartRow[]): readonly PartRow[] {
  const result = [...rows];
  for (const taken of back) {
    const at = result.findIndex((row) => row.key === taken.key && row.ratePpm === taken.ratePpm);
    const row = result[at] ?? { ...taken, part: rows[0]?.part ?? taken.part, count: 0, amountMinor: 0, taxableMinor: 0 };
    const rest = { ...row, count: row.count - taken.count, amountMinor: row.amountMinor - taken.amountMinor, taxableMinor: row.taxableMinor - taken.taxableMinor };
    if (at < 0) result.push(rest);
    else result[at] = rest;
  }
  return result.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.ratePpm - b.ratePpm));
}
