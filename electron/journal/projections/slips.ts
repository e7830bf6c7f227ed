import type { Database } from 'better-sqlite3';
import { refuse, type Handlers } from './handlers.ts';

/** Papers that left the till: the original and its copies are numbered without gaps. */
export function prepareSlips(db: Database): Handlers<'receipt.printed'> {
  const selectIssues = db.prepare<[string, number], number>('SELECT issues FROM slip_issued WHERE document = ? AND number = ?').pluck();
  const setIssues = db.prepare<[string, number, number]>('INSERT INTO slip_issued (document, number, issues) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET issues = excluded.issues');
  return {
    'receipt.printed': (entry) => {
      const { document, number, copy } = entry.data;
      if (copy !== (selectIssues.get(document, number) ?? 0)) refuse(entry, 'copy number leaves a gap');
      setIssues.run(document, number, copy + 1);
    },
  };
}
