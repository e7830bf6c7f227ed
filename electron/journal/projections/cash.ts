import type { Database } from 'better-sqlite3';
import { countTotal, type CashCount } from '../../../shared/cash/count.ts';
import { effectOf } from '../../../shared/cash/moves.ts';
import type { EntryOf } from '../../../shared/journal/entries.ts';
import { cashThrough, expectedInSession, expectedInShop, SESSION_CASH, type SessionCash } from '../drawers.ts';
import { prepareForeign } from './foreign.ts';
import { refuse, type Handlers } from './handlers.ts';
import type { Totals } from './totals.ts';

type CashEntry = 'cash.moved' | 'count.submitted' | 'drawer.sessionOpened' | 'drawer.sessionClosed' | 'report.exported';
interface CountInHand {
  readonly countedMinor: number;
  readonly expectedMinor: number;
}

/** Cash without a sale, drawers of single cashiers, counts, and which reports left the till. */
export function prepareCash(db: Database, totals: Totals): Handlers<CashEntry> {
  const insertMove = db.prepare<[number, string, number, string, number, string, string, string | null, number]>(
    'INSERT INTO cash_move (seq, move_id, shift_no, kind, amount_minor, reason, operator, approver, at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const insertSession = db.prepare<[number, string, number, string, number, number, number]>(
    'INSERT INTO drawer_session (opened_seq, session_id, shift_no, operator, opened_at_ms, float_minor, cash_before_minor) VALUES (?, ?, ?, ?, ?, ?, ?)');
  const selectOpenOf = db.prepare<[string], number>('SELECT 1 FROM drawer_session WHERE operator = ? AND closed_seq IS NULL').pluck();
  const selectSessions = db.prepare<[number], SessionCash & { readonly isOpen: 0 | 1 }>(`SELECT ${SESSION_CASH}, closed_seq IS NULL AS isOpen FROM drawer_session WHERE shift_no = ? ORDER BY opened_seq`);
  const closeSession = db.prepare<[number, number, string, number, number, string, string]>(
    'UPDATE drawer_session SET closed_seq = ?, closed_at_ms = ?, closed_by = ?, counted_minor = ?, expected_minor = ?, reason = ? WHERE session_id = ?');
  const selectFloat = db.prepare<[number], number>('SELECT float_minor FROM shift WHERE shift_no = ?').pluck();
  const selectCounts = db.prepare<[number, string | null], number>('SELECT count(*) FROM cash_count WHERE shift_no = ? AND session_id IS ?').pluck();
  const selectLastCount = db.prepare<[number, string], CountInHand>(
    'SELECT counted_minor AS countedMinor, expected_minor AS expectedMinor FROM cash_count WHERE shift_no = ? AND session_id = ? ORDER BY seq DESC LIMIT 1');
  const insertCount = db.prepare<[number, number, string | null, number, string, string | null, number, number, number]>(
    'INSERT INTO cash_count (seq, shift_no, session_id, count_no, operator, approver, at_ms, counted_minor, expected_minor) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const selectIssues = db.prepare<[string, number, string], number>('SELECT issues FROM report_issued WHERE kind = ? AND number = ? AND format = ?').pluck();
  const setIssues = db.prepare<[string, number, string, number]>('INSERT INTO report_issued (kind, number, format, issues) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET issues = excluded.issues');

  const foreign = prepareForeign(db, totals);

  const requireShift = (entry: EntryOf<Exclude<CashEntry, 'report.exported'>>): number => {
    const { shiftNo } = entry.data;
    if (totals.openShiftNo() !== shiftNo) refuse(entry, 'not the open shift');
    return shiftNo;
  };
  const requireSum = (entry: EntryOf<CashEntry>, count: CashCount | undefined, amountMinor: number): void => {
    if (count !== undefined && countTotal(count) !== amountMinor) refuse(entry, 'pieces do not add up');
  };
  const findOpen = (entry: EntryOf<'count.submitted' | 'drawer.sessionClosed'>, shiftNo: number, sessionId: string): SessionCash => {
    const session = selectSessions.all(shiftNo).find((one) => one.sessionId === sessionId && one.isOpen === 1);
    return session ?? refuse(entry, 'no such open drawer');
  };

  return {
    'cash.moved': (entry) => {
      const { moveId, kind, amountMinor, reason } = entry.data;
      const shiftNo = requireShift(entry);
      if (kind === 'noSale' ? amountMinor !== 0 : amountMinor <= 0) refuse(entry, 'not an amount of such a move');
      insertMove.run(entry.seq, moveId, shiftNo, kind, amountMinor, reason, entry.operator, entry.approver ?? null, entry.atMs);
      totals.addPart({ part: 'cashMove', key: kind, ratePpm: 0, count: 1, amountMinor, taxableMinor: 0 });
      totals.addCashBy(entry.operator, effectOf(kind, amountMinor));
    },
    'drawer.sessionOpened': (entry) => {
      const { sessionId, operator, floatMinor, count } = entry.data;
      const shiftNo = requireShift(entry);
      if (selectOpenOf.get(operator) !== undefined) refuse(entry, 'has an open drawer');
      requireSum(entry, count, floatMinor);
      insertSession.run(entry.seq, sessionId, shiftNo, operator, entry.atMs, floatMinor, cashThrough(totals.parts(), operator));
      totals.addPart({ part: 'sessionFloat', key: '', ratePpm: 0, count: 1, amountMinor: floatMinor, taxableMinor: 0 });
    },
    'count.submitted': (entry) => {
      const { sessionId, countNo, countedMinor, expectedMinor, varianceMinor, count } = entry.data;
      const shiftNo = requireShift(entry);
      if (countNo !== (selectCounts.get(shiftNo, sessionId) ?? 0) + 1) refuse(entry, 'count number leaves a gap');
      const held = sessionId === null
        ? expectedInShop(selectFloat.get(shiftNo) ?? 0, selectSessions.all(shiftNo), totals.parts())
        : expectedInSession(findOpen(entry, shiftNo, sessionId), totals.parts());
      if (expectedMinor !== held || varianceMinor !== countedMinor - held) refuse(entry, 'expected is not what the drawer should hold');
      requireSum(entry, count, countedMinor);
      insertCount.run(entry.seq, shiftNo, sessionId, countNo, entry.operator, entry.approver ?? null, entry.atMs, countedMinor, expectedMinor);
      foreign.counted(entry);
    },
    'drawer.sessionClosed': (entry) => {
      const { sessionId, operator, countedMinor, expectedMinor, varianceMinor, reason } = entry.data;
      const shiftNo = requireShift(entry);
      const session = findOpen(entry, shiftNo, sessionId);
      const count = selectLastCount.get(shiftNo, sessionId);
      const held = expectedInSession(session, totals.parts());
      if (session.operator !== operator || expectedMinor !== held || count?.expectedMinor !== held || count.countedMinor !== countedMinor || varianceMinor !== countedMinor - held) {
        refuse(entry, 'not what the drawer was counted as');
      }
      closeSession.run(entry.seq, entry.atMs, entry.operator, countedMinor, expectedMinor, reason, sessionId);
    },
    'report.exported': (entry) => {
      const { kind, number, format, copy } = entry.data;
      const issues = selectIssues.get(kind, number, format) ?? 0;
      if (copy !== undefined && copy !== issues) refuse(entry, 'copy number leaves a gap');
      setIssues.run(kind, number, format, issues + 1);
    },
  };
}
