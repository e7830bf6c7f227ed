import type { Database } from 'better-sqlite3';
import type { ForeignCount, ReportTotals } from '../../shared/journal/entries.ts';
import type { Currency, Minor } from '../../shared/money.ts';
import { foreignIn, type ForeignNotes } from './drawers.ts';
import { partsOf, type PartRow } from './projections/totals.ts';

/** Notes of another currency that were taken for a sale. `valueMinor` and `changeMinor` are in the shop's own. */
export interface ForeignTenderRow {
  /** That took them, and the drawer they went into; null: the shop's own. */
  readonly shiftNo: number;
  readonly sessionId: string | null;
  readonly currency: Currency;
  readonly foreignMinor: Minor;
  readonly ratePpm: number;
  readonly valueMinor: Minor;
  readonly changeMinor: Minor;
}

export interface ForeignReads {
  /** Null for a tender of another kind. */
  foreignTender(tenderId: string): ForeignTenderRow | null;
  /** Notes that should lie in a drawer of the open shift (null: the shop's own), by currency. A window never sees it of a drawer that is yet to be counted. */
  foreignExpected(sessionId: string | null): readonly ForeignNotes[];
}

export function prepareForeignReads(db: Database): ForeignReads {
  const selectNotes = db.prepare<[string], ForeignTenderRow>(`SELECT shift_no AS shiftNo, session_id AS sessionId, currency, foreign_minor AS foreignMinor, rate_ppm AS ratePpm,
    value_minor AS valueMinor, change_minor AS changeMinor FROM foreign_tender WHERE tender_id = ?`);
  const selectParts = db.prepare<[], string>('SELECT parts FROM register').pluck();
  return {
    foreignTender: (tenderId) => selectNotes.get(tenderId) ?? null,
    foreignExpected: (sessionId) => foreignIn(partsOf(selectParts.get() ?? '[]'), sessionId),
  };
}

/** What was counted of other currencies, by the entry of the count. */
export function prepareForeignCounts(db: Database): (seq: number) => ForeignCount[] {
  const select = db.prepare<[number], ForeignCount>(
    'SELECT currency, counted_minor AS countedMinor, expected_minor AS expectedMinor, counted_minor - expected_minor AS varianceMinor FROM foreign_count WHERE seq = ? ORDER BY currency');
  return (seq) => select.all(seq);
}

interface NotesSum extends ForeignNotes {
  readonly sessionId: string | null;
  readonly count: number;
  readonly valueMinor: number;
  readonly changeMinor: number;
}

/** What a report says of other currencies. `agree` throws REPORT_TOTALS_DISAGREE when the running totals are not those of the notes. */
export function prepareForeignTotals(db: Database): (shiftNo: number, parts: readonly PartRow[], agree: (what: string, running: number, rows: number) => void) => Pick<ReportTotals, 'foreignCash'> {
  const select = db.prepare<[number], NotesSum>(`SELECT currency, session_id AS sessionId, count(*) AS count, sum(foreign_minor) AS foreignMinor, sum(value_minor) AS valueMinor, sum(change_minor) AS changeMinor
    FROM foreign_tender WHERE shift_no = ? AND notes_back = 0 GROUP BY currency, session_id ORDER BY currency`);
  const selectUnpaid = db.prepare<[number], number>(`SELECT count(*) FROM foreign_tender f JOIN tender t ON t.seq = f.seq WHERE f.shift_no = ? AND f.value_minor - f.change_minor <> t.amount_minor`).pluck();

  return (shiftNo, parts, agree) => {
    const sums = select.all(shiftNo);
    const running = parts.filter((row) => row.part === 'foreign');
    for (const { currency, sessionId, count, foreignMinor, valueMinor } of sums) {
      const row = running.find(({ key }) => key === `${currency} ${sessionId ?? ''}`);
      agree(`foreign.${currency}`, row?.amountMinor ?? 0, foreignMinor);
      agree(`foreignValue.${currency}`, row?.taxableMinor ?? 0, valueMinor);
      agree(`foreignCount.${currency}`, row?.count ?? 0, count);
    }
    const total = (rows: readonly { readonly count: number }[]): number => rows.reduce((sum, row) => sum + row.count, 0);
    agree('foreignCount', total(running), total(sums));
    agree('foreignPaid', selectUnpaid.get(shiftNo) ?? 0, 0);
    const currencies = [...new Set(sums.map(({ currency }) => currency))];
    if (currencies.length === 0) return {};
    return {
      foreignCash: currencies.map((currency) => {
        const of = sums.filter((row) => row.currency === currency);
        const sum = (name: 'count' | 'foreignMinor' | 'valueMinor' | 'changeMinor'): number => of.reduce((so, row) => so + row[name], 0);
        return { currency, count: sum('count'), foreignMinor: sum('foreignMinor'), valueMinor: sum('valueMinor'), changeMinor: sum('changeMinor') };
      }),
    };
  };
}
