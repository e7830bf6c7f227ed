import type { Database } from 'better-sqlite3';
import type { CashMoveKind } from '../../shared/cash/moves.ts';
import type { ForeignCount, ReportTotals } from '../../shared/journal/entries.ts';
import type { Minor } from '../../shared/money.ts';
import { cashThrough, expectedInSession, expectedInShop, foreignIn, SESSION_CASH, type SessionCash } from './drawers.ts';
import { prepareForeignCounts } from './foreign.ts';
import { partsOf, type PartRow } from './projections/totals.ts';

/** Cash that moved without a sale. */
export interface CashMoveRow {
  /** Of its entry: what its slip is numbered by. */
  readonly seq: number;
  readonly moveId: string;
  readonly shiftNo: number;
  readonly kind: CashMoveKind;
  readonly amountMinor: Minor;
  readonly reason: string;
  readonly operator: string;
  readonly approver: string | null;
  readonly atMs: number;
}
/** A cashier's own drawer within a shift. */
export interface DrawerSessionRow {
  readonly sessionId: string;
  readonly shiftNo: number;
  readonly operator: string;
  readonly openedAtMs: number;
  readonly floatMinor: Minor;
  /** Null while it is open, as are the amounts it was handed over with. */
  readonly closedAtMs: number | null;
  readonly countedMinor: Minor | null;
  readonly expectedMinor: Minor | null;
}
/** A count that was submitted. `sessionId` null: of the shop's own drawer. */
export interface CashCountRow {
  readonly sessionId: string | null;
  readonly countNo: number;
  readonly operator: string;
  readonly approver: string | null;
  readonly atMs: number;
  readonly countedMinor: Minor;
  readonly expectedMinor: Minor;
  /** Of other currencies; absent: none was asked for. */
  readonly foreign?: readonly ForeignCount[];
}

/** Cash beside sales. A window never sees `cashExpected` of a drawer that is yet to be counted. */
export interface CashReads {
  /** Newest first. */
  cashMoves(shiftNo: number, limit: number): readonly CashMoveRow[];
  cashMove(moveId: string): CashMoveRow | null;
  /** In the order they were opened. */
  drawerSessions(shiftNo: number): readonly DrawerSessionRow[];
  /** In order. */
  cashCounts(shiftNo: number, sessionId: string | null): readonly CashCountRow[];
  /** What should lie in a drawer of the open shift: a cashier's own, or the shop's (null). 0 when there is no such drawer. */
  cashExpected(sessionId: string | null): Minor;
  /** How often a report left the till in that format; the first was the original. */
  reportIssues(kind: 'x' | 'z', number: number, format: 'pdf' | 'csv'): number;
}

interface OpenShift {
  readonly shiftNo: number;
  readonly floatMinor: number;
  readonly parts: string;
}
type StoredCount = Omit<CashCountRow, 'foreign'> & { readonly seq: number };
type StoredSession = DrawerSessionRow & SessionCash & { readonly reason: string | null };

const MOVE = 'SELECT seq, move_id AS moveId, shift_no AS shiftNo, kind, amount_minor AS amountMinor, reason, operator, approver, at_ms AS atMs FROM cash_move';
const COUNT = `SELECT seq, session_id AS sessionId, count_no AS countNo, operator, approver, at_ms AS atMs, counted_minor AS countedMinor, expected_minor AS expectedMinor FROM cash_count`;

/** Prepares the reads once. They throw the journal's codes. */
export function prepareCashReads(db: Database): CashReads {
  const selectMoves = db.prepare<[number, number], CashMoveRow>(`${MOVE} WHERE shift_no = ? ORDER BY seq DESC LIMIT ?`);
  const selectMove = db.prepare<[string], CashMoveRow>(`${MOVE} WHERE move_id = ?`);
  const selectSessions = prepareSessions(db);
  const selectCounts = db.prepare<[number, string | null], StoredCount>(`${COUNT} WHERE shift_no = ? AND session_id IS ? ORDER BY seq`);
  const countRow = prepareCountRow(db);
  const selectOpen = db.prepare<[], OpenShift>('SELECT s.shift_no AS shiftNo, s.float_minor AS floatMinor, g.parts FROM register g JOIN shift s ON s.shift_no = g.shift_no');
  const selectIssues = db.prepare<[string, number, string], number>('SELECT issues FROM report_issued WHERE kind = ? AND number = ? AND format = ?').pluck();
  return {
    cashMoves: (shiftNo, limit) => selectMoves.all(shiftNo, limit),
    cashMove: (moveId) => selectMove.get(moveId) ?? null,
    drawerSessions: (shiftNo) => selectSessions.all(shiftNo).map(({ sessionId, operator, openedAtMs, floatMinor, closedAtMs, countedMinor, expectedMinor }) => ({
      sessionId, shiftNo, operator, openedAtMs, floatMinor, closedAtMs, countedMinor, expectedMinor,
    })),
    cashCounts: (shiftNo, sessionId) => selectCounts.all(shiftNo, sessionId).map(countRow),
    cashExpected: (sessionId) => {
      const shift = selectOpen.get();
      if (shift === undefined) return 0 as Minor;
      const sessions = selectSessions.all(shift.shiftNo);
      const parts = partsOf(shift.parts);
      const session = sessions.find((one) => one.sessionId === sessionId);
      // Sums of integers that were checked when each was written.
      if (sessionId === null) return expectedInShop(shift.floatMinor, sessions, parts) as Minor;
      return (session === undefined ? 0 : expectedInSession(session, parts)) as Minor;
    },
    reportIssues: (kind, number, format) => selectIssues.get(kind, number, format) ?? 0,
  };
}

const prepareSessions = (db: Database) => db.prepare<[number], StoredSession>(`SELECT ${SESSION_CASH}, opened_at_ms AS openedAtMs, closed_at_ms AS closedAtMs, counted_minor AS countedMinor, reason
  FROM drawer_session WHERE shift_no = ? ORDER BY opened_seq`);

/** A count with what was counted of other currencies. */
function prepareCountRow(db: Database): (stored: StoredCount) => CashCountRow & { readonly foreign?: ForeignCount[] } {
  const foreignOf = prepareForeignCounts(db);
  return ({ seq, ...count }) => {
    const foreign = foreignOf(seq);
    return foreign.length === 0 ? count : { ...count, foreign };
  };
}

/** Moves a report lists one by one; their sums are of all. */
export const MOVES_LISTED_MAX = 100;

type CashOfReport = Pick<ReportTotals, 'cashMoves' | 'cashMoveList' | 'cashiersCash' | 'sessions' | 'counts' | 'copies'>;

/** What a report says of cash beside sales. `cashReturnedMinor`: as refunds have it. `agree` throws REPORT_TOTALS_DISAGREE when two ways of adding up differ. */
export function prepareCashTotals(db: Database): (
  shift: { readonly shiftNo: number; readonly cashInMinor: number; readonly changeGivenMinor: number }, parts: readonly PartRow[], cashReturnedMinor: number,
  agree: (what: string, running: number, lines: number) => void,
) => { readonly movedMinor: number; readonly sessionFloatsMinor: number; readonly report: CashOfReport } {
  const selectMoves = db.prepare<[number, number], CashMoveRow>(`${MOVE} WHERE shift_no = ? ORDER BY seq DESC LIMIT ?`);
  const checkMoves = db.prepare<[number], { kind: CashMoveKind; count: number; amountMinor: number; effectMinor: number }>(`SELECT kind, count(*) AS count, sum(amount_minor) AS amountMinor,
    sum(CASE kind WHEN 'paidIn' THEN amount_minor WHEN 'noSale' THEN 0 ELSE -amount_minor END) AS effectMinor FROM cash_move WHERE shift_no = ? GROUP BY kind ORDER BY min(seq)`);
  const selectSessions = prepareSessions(db);
  const countRow = prepareCountRow(db);
  const selectCounts = db.prepare<[number], StoredCount>(`${COUNT} WHERE shift_no = ? ORDER BY seq`);
  // A few thousand entries a day at most, and only those two kinds are looked into.
  const countCopies = db.prepare<[string], number>(`SELECT count(*) FROM entry WHERE seq > coalesce((SELECT max(seq) FROM report WHERE kind = 'z'), 0) AND type = ?
    AND json_extract(CAST(bytes AS TEXT), '$.data.copy') > 0`).pluck();

  return (shift, parts, cashReturnedMinor, agree) => {
    const moves = checkMoves.all(shift.shiftNo);
    for (const move of moves) {
      const running = parts.find((row) => row.part === 'cashMove' && row.key === move.kind);
      agree(`moves.${move.kind}`, running?.amountMinor ?? 0, move.amountMinor);
      agree(`moveCount.${move.kind}`, running?.count ?? 0, move.count);
    }
    const movedMinor = moves.reduce((sum, move) => sum + move.effectMinor, 0);
    agree('cashiersCash', cashThrough(parts), shift.cashInMinor - shift.changeGivenMinor - cashReturnedMinor + movedMinor);
    const sessions = selectSessions.all(shift.shiftNo);
    const sessionFloatsMinor = sessions.reduce((sum, session) => sum + session.floatMinor, 0);
    agree('sessionFloats', parts.reduce((sum, row) => (row.part === 'sessionFloat' ? sum + row.amountMinor : sum), 0), sessionFloatsMinor);
    const cashiersCash = parts.filter((row) => row.part === 'cashBy').map((row) => ({ operator: row.key, amountMinor: row.amountMinor }));
    const counts = selectCounts.all(shift.shiftNo).map(countRow);
    const copies = { receipts: countCopies.get('receipt.printed') ?? 0, reports: countCopies.get('report.exported') ?? 0 };
    return {
      movedMinor, sessionFloatsMinor,
      report: {
        ...(moves.length > 0
          ? {
              cashMoves: moves.map(({ kind, count, amountMinor }) => ({ kind, count, amountMinor })),
              cashMoveList: [...selectMoves.all(shift.shiftNo, MOVES_LISTED_MAX)].reverse().map(({ moveId, kind, amountMinor, reason, operator, approver, atMs }) => ({ moveId, kind, amountMinor, reason, operator, approver, atMs })),
            }
          : {}),
        ...(cashiersCash.length > 0 ? { cashiersCash } : {}),
        ...(sessions.length > 0 ? { sessions: sessions.map((session) => sessionOf(session, parts)) } : {}),
        ...(counts.length > 0 ? { counts: counts.map((count) => ({ ...count, varianceMinor: count.countedMinor - count.expectedMinor })) } : {}),
        ...(copies.receipts + copies.reports > 0 ? { copies } : {}),
      },
    };
  };
}

function sessionOf(session: StoredSession, parts: readonly PartRow[]): NonNullable<ReportTotals['sessions']>[number] {
  const { sessionId, operator, openedAtMs, closedAtMs, floatMinor, countedMinor, reason } = session;
  const expectedMinor = expectedInSession(session, parts);
  const foreign = foreignIn(parts, sessionId);
  return { ...(foreign.length === 0 ? {} : { foreign }), sessionId, operator, openedAtMs, closedAtMs, floatMinor, expectedMinor, countedMinor, varianceMinor: countedMinor === null ? null : countedMinor - expectedMinor, reason: reason ?? '' };
}
