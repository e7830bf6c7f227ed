import type { Database } from 'better-sqlite3';
import { foreignValue } from '../../../shared/cash/foreign.ts';
import type { EntryOf } from '../../../shared/journal/entries.ts';
import type { Currency } from '../../../shared/money.ts';
import { foreignIn } from '../drawers.ts';
import { refuse } from './handlers.ts';
import type { Totals } from './totals.ts';

interface StoredNotes {
  readonly seq: number;
  readonly shiftNo: number;
  readonly sessionId: string | null;
  readonly currency: Currency;
  readonly foreignMinor: number;
  readonly valueMinor: number;
  readonly changeMinor: number;
}

/** What notes of other currencies change beside their tender. */
export interface ForeignFold {
  taken(entry: EntryOf<'tender.foreignCash'>): void;
  /** Its tender is taken back: the same notes as long as they lie in the drawer of whoever does it, else its amount in the shop's own cash. */
  handedBack(entry: EntryOf<'tender.removed'>): void;
  counted(entry: EntryOf<'count.submitted'>): void;
}

/** Which notes lie in which drawer, as running totals by currency and drawer, and each tender and count of them. */
export function prepareForeign(db: Database, totals: Totals): ForeignFold {
  const selectHome = db.prepare<[number], Currency>('SELECT currency FROM shift WHERE shift_no = ?').pluck();
  const selectSession = db.prepare<[string], string>('SELECT session_id FROM drawer_session WHERE operator = ? AND closed_seq IS NULL').pluck();
  const insertNotes = db.prepare<[number, string, number, string | null, string, number, number, number, number]>(
    'INSERT INTO foreign_tender (seq, tender_id, shift_no, session_id, currency, foreign_minor, rate_ppm, value_minor, change_minor) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const selectNotes = db.prepare<[string], StoredNotes>(`SELECT seq, shift_no AS shiftNo, session_id AS sessionId, currency, foreign_minor AS foreignMinor, value_minor AS valueMinor,
    change_minor AS changeMinor FROM foreign_tender WHERE tender_id = ? AND notes_back = 0`);
  const handBack = db.prepare<[number]>('UPDATE foreign_tender SET notes_back = 1 WHERE seq = ?');
  const insertCount = db.prepare<[number, string, number, number]>('INSERT INTO foreign_count (seq, currency, counted_minor, expected_minor) VALUES (?, ?, ?, ?)');

  const drawerOf = (operator: string): string | null => selectSession.get(operator) ?? null;
  const move = (currency: Currency, sessionId: string | null, count: 1 | -1, foreignMinor: number, valueMinor: number): void => {
    totals.addPart({ part: 'foreign', key: `${currency} ${sessionId ?? ''}`, ratePpm: 0, count, amountMinor: foreignMinor, taxableMinor: valueMinor });
  };

  return {
    taken: (entry) => {
      const { tenderId, amountMinor, currency, foreignMinor, ratePpm, rounding, stepMinor, valueMinor, changeMinor } = entry.data;
      const shiftNo = totals.openShiftNo() ?? refuse(entry, 'no shift is open');
      const home = selectHome.get(shiftNo) ?? refuse(entry, 'no shift is open');
      if (currency === home) refuse(entry, 'not another currency');
      if (foreignValue(foreignMinor, { currency, ratePpm }, { home, rounding, stepMinor }) !== valueMinor) refuse(entry, 'not what the notes are worth at that rate');
      if (valueMinor - changeMinor !== amountMinor || changeMinor < 0 || amountMinor <= 0) refuse(entry, 'worth less change is not the amount');
      const sessionId = drawerOf(entry.operator);
      insertNotes.run(entry.seq, tenderId, shiftNo, sessionId, currency, foreignMinor, ratePpm, valueMinor, changeMinor);
      move(currency, sessionId, 1, foreignMinor, valueMinor);
      totals.addCash(entry.operator, 0, changeMinor);
    },
    handedBack: (entry) => {
      const { tenderId, amountMinor, notes } = entry.data;
      const stored = selectNotes.get(tenderId) ?? refuse(entry, 'no such notes');
      const isThere = stored.shiftNo === totals.openShiftNo() && stored.sessionId === drawerOf(entry.operator);
      if (isThere !== (notes !== undefined)) refuse(entry, isThere ? 'the notes are in the drawer' : 'the notes have left the drawer');
      if (notes === undefined) {
        totals.addCash(entry.operator, -amountMinor, 0);
        return;
      }
      if (notes.currency !== stored.currency || notes.foreignMinor !== stored.foreignMinor || notes.changeMinor !== stored.changeMinor) refuse(entry, 'other notes than were taken');
      handBack.run(stored.seq);
      move(stored.currency, stored.sessionId, -1, -stored.foreignMinor, -stored.valueMinor);
      // The customer hands their change back for the notes.
      totals.addCash(entry.operator, stored.changeMinor, 0);
    },
    counted: (entry) => {
      const { sessionId, foreign = [] } = entry.data;
      const held = new Map(foreignIn(totals.parts(), sessionId).map(({ currency, foreignMinor }) => [currency, foreignMinor]));
      for (const { currency, countedMinor, expectedMinor, varianceMinor } of foreign) {
        if (expectedMinor !== (held.get(currency) ?? 0) || varianceMinor !== countedMinor - expectedMinor) refuse(entry, `${currency} expected is not what the drawer should hold`);
        held.delete(currency);
        insertCount.run(entry.seq, currency, countedMinor, expectedMinor);
      }
      if (held.size > 0) refuse(entry, `${[...held.keys()].join(', ')} is not counted`);
    },
  };
}
