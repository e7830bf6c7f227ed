import type { Database } from 'better-sqlite3';
import type { HashFunction } from '../../shared/journal/chain.ts';
import type { Entry } from '../../shared/journal/entries.ts';
import type { Slip } from '../../shared/receipt/slips.ts';
import { decodeEntry, SELECT_ENTRY, type StoredEntry } from './decode.ts';
import { hexOf } from './hash.ts';

/** An entry with the hash it was written with: what a slip of paper can be checked against. */
export interface StampedEntry {
  readonly entry: Entry;
  /** Lower-case hex. */
  readonly hash: string;
}

/** What the till's papers are made of, beside the receipts and returns themselves. */
export interface SlipReads {
  /** Null for a place the journal does not have. */
  stamped(seq: number): StampedEntry | null;
  /** The entry that completed a sale; null while there is none. */
  completionOf(saleId: string): StampedEntry | null;
  /** The entry that ended a return; null while it is open. */
  endOfReturn(returnId: string): StampedEntry | null;
  /** How many papers of it left the till; 0 for none. */
  slipsIssued(document: Slip, number: number): number;
}

/** Prepares the reads once. They throw the journal's codes. */
export function prepareSlipReads(db: Database, hash: HashFunction): SlipReads {
  const bySeq = db.prepare<[number], StoredEntry>(`${SELECT_ENTRY} WHERE seq = ?`);
  const ofSale = db.prepare<[string], StoredEntry>(`${SELECT_ENTRY} WHERE seq = (SELECT ended_seq FROM sale WHERE sale_id = ? AND state = 'completed')`);
  const ofReturn = db.prepare<[string], StoredEntry>(`${SELECT_ENTRY} WHERE seq = (SELECT ended_seq FROM return_doc WHERE return_id = ?)`);
  const selectIssues = db.prepare<[string, number], number>('SELECT issues FROM slip_issued WHERE document = ? AND number = ?').pluck();
  const stampedRow = (row: StoredEntry | undefined): StampedEntry | null => (row === undefined ? null : { entry: decodeEntry(row, hash), hash: hexOf(row.hash) });
  return {
    stamped: (seq) => stampedRow(bySeq.get(seq)),
    completionOf: (saleId) => stampedRow(ofSale.get(saleId)),
    endOfReturn: (returnId) => stampedRow(ofReturn.get(returnId)),
    slipsIssued: (document, number) => selectIssues.get(document, number) ?? 0,
  };
}
