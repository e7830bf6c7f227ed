import type { Database } from 'better-sqlite3';
import { tenderKind, type ReportTotals } from '../../shared/journal/entries.ts';
import type { PartRow } from './projections/totals.ts';
import { OF_SALE } from './schema.ts';

interface CashRow {
  readonly cashInMinor: number;
  readonly changeMinor: number;
}
interface KindRow {
  readonly kind: string;
  readonly count: number;
  readonly amountMinor: number;
}
type PartPaid = NonNullable<ReportTotals['partPaid']>[number];
type TendersOfReport = Pick<ReportTotals, 'promotions' | 'discounts' | 'exempt' | 'rounding' | 'returnRoundingMinor' | 'partPaid' | 'tendersRemoved' | 'earlierCashMinor'>;

/**
 * What a report says of money that is not simply a sale's: what was taken off and rounded, parts of sales that are not finished, tenders that were taken back. Cash counts
 * where it changed hands, so that the drawer is right at every moment: what was taken since the shift was opened, whatever its sale, less what was handed back of it.
 * `agree` throws REPORT_TOTALS_DISAGREE when two ways of adding up differ.
 */
export function prepareTenderTotals(db: Database): (
  shift: { readonly openedSeq: number; readonly receiptsBefore: number; readonly cashInMinor: number; readonly changeGivenMinor: number }, parts: readonly PartRow[],
  agree: (what: string, running: number, rows: number) => void,
) => TendersOfReport {
  const selectTaken = db.prepare<[number], CashRow>('SELECT coalesce(sum(tendered_minor), 0) AS cashInMinor, coalesce(sum(change_minor), 0) AS changeMinor FROM tender WHERE seq > ?');
  const selectRemoved = db.prepare<[number], KindRow>(
    'SELECT kind, count(*) AS count, sum(amount_minor) AS amountMinor FROM tender WHERE removed_seq IS NOT NULL AND removed_seq > ? GROUP BY kind ORDER BY kind');
  // Notes that were handed back brought their change in; those that had left the drawer cost their amount.
  const selectNotesBack = db.prepare<[number], number>(`SELECT coalesce(sum(CASE f.notes_back WHEN 1 THEN f.change_minor ELSE -t.amount_minor END), 0) FROM tender t
    JOIN foreign_tender f ON f.seq = t.seq WHERE t.removed_seq IS NOT NULL AND t.removed_seq > ?`).pluck();
  const selectEarlier = db.prepare<[number, number], number>(`SELECT coalesce(sum(r.amount_minor), 0) FROM sale s CROSS JOIN tender r ON ${OF_SALE}
    WHERE s.receipt_no > ? AND +r.kind = 'cash' AND +r.removed_seq IS NULL AND +r.seq < ?`).pluck();
  const partPaid = `SELECT s.sale_id AS saleId, s.sale_no AS saleNo, sum(r.amount_minor) AS amountMinor, sum(CASE r.kind WHEN 'cash' THEN r.amount_minor ELSE 0 END) AS cashMinor
    FROM sale s CROSS JOIN tender r ON ${OF_SALE}`;
  const selectHeld = db.prepare<[], PartPaid>(`${partPaid} WHERE s.state = 'held' AND +r.removed_seq IS NULL GROUP BY s.held_at_ms, s.sale_no`);
  const selectOpen = db.prepare<[], PartPaid>(`${partPaid} WHERE s.sale_no = (SELECT open_sale_no FROM register) AND +r.removed_seq IS NULL GROUP BY s.sale_no`);

  return (shift, parts, agree) => {
    const taken = selectTaken.get(shift.openedSeq);
    const removed = selectRemoved.all(shift.openedSeq);
    const handedBackMinor = removed.find((row) => row.kind === 'cash')?.amountMinor ?? 0;
    agree('cashIn', shift.cashInMinor, (taken?.cashInMinor ?? 0) - handedBackMinor + (removed.some((row) => row.kind === 'foreignCash') ? (selectNotesBack.get(shift.openedSeq) ?? 0) : 0));
    agree('changeGiven', shift.changeGivenMinor, taken?.changeMinor ?? 0);
    const earlierCashMinor = selectEarlier.get(shift.receiptsBefore, shift.openedSeq) ?? 0;
    const unfinished = [...selectHeld.all(), ...selectOpen.all()];
    const reduction = (key: string): { count: number; amountMinor: number } | null => {
      const row = parts.find((part) => part.part === 'reduction' && part.key === key);
      return row === undefined ? null : { count: row.count, amountMinor: row.amountMinor };
    };
    const [promotions, discounts, exempt, rounding] = ['promotions', 'discounts', 'exempt', 'rounding'].map(reduction);
    const returnRoundingMinor = parts.reduce((sum, row) => (row.part === 'roundingBack' ? sum + row.amountMinor : sum), 0);
    return {
      ...(promotions ? { promotions } : {}), ...(discounts ? { discounts } : {}), ...(exempt ? { exempt } : {}), ...(rounding ? { rounding } : {}),
      ...(returnRoundingMinor === 0 ? {} : { returnRoundingMinor }),
      ...(unfinished.length > 0 ? { partPaid: unfinished } : {}),
      ...(removed.length > 0 ? { tendersRemoved: removed.map(({ kind, count, amountMinor }) => ({ kind: tenderKind.parse(kind), count, amountMinor })) } : {}),
      ...(earlierCashMinor === 0 ? {} : { earlierCashMinor }),
    };
  };
}
