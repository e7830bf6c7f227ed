import type { Database } from 'better-sqlite3';
import type { HashFunction } from '../../shared/journal/chain.ts';
import type { EntryOf } from '../../shared/journal/entries.ts';
import { decodeEntry, SELECT_ENTRY, type StoredEntry } from './decode.ts';

/** Reconciliations of earlier, as the journal has them. */
export interface ReconciliationReads {
  /** When a file with this SHA-256 was reconciled first; null when never. */
  reconciledBefore(sha256: string): number | null;
  /** Newest first. */
  reconciliations(limit: number): readonly EntryOf<'reconciliation.done'>[];
}

/** Prepares the reads of earlier reconciliations once. They throw the journal's codes. */
export function prepareReconciliations(db: Database, hash: HashFunction): ReconciliationReads {
  const selectBefore = db.prepare<[string], number>('SELECT e.at_ms FROM reconciled_file f JOIN entry e ON e.seq = f.seq WHERE f.sha256 = ? ORDER BY f.seq LIMIT 1').pluck();
  const selectNewest = db.prepare<[number], StoredEntry>(`${SELECT_ENTRY} WHERE seq IN (SELECT DISTINCT seq FROM reconciled_file ORDER BY seq DESC LIMIT ?) ORDER BY seq DESC`);
  return {
    reconciledBefore: (sha256) => selectBefore.get(sha256) ?? null,
    reconciliations: (limit) => selectNewest.all(limit).map((row) => decodeEntry(row, hash)).filter((entry) => entry.type === 'reconciliation.done'),
  };
}
