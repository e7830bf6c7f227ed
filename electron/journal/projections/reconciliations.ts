import type { Database } from 'better-sqlite3';
import { nothing, type Handlers } from './handlers.ts';

type ReconciliationEntry = Extract<keyof Handlers, `reconciliation.${string}`>;

/** Files that were reconciled, so that the same bytes are known again. */
export function prepareReconciliations(db: Database): Handlers<ReconciliationEntry> {
  const insertFile = db.prepare<[number, string]>('INSERT OR IGNORE INTO reconciled_file (seq, sha256) VALUES (?, ?)');
  return {
    'reconciliation.done': (entry) => {
      for (const { sha256 } of entry.data.files) insertFile.run(entry.seq, sha256);
    },
    'reconciliation.exported': nothing,
  };
}
