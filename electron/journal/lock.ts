import Database from 'better-sqlite3';
import { journalError } from './errors.ts';

/** Locks held: a connection nobody refers to is closed by the garbage collector, and its lock would silently go with it. */
const held = new Set<Database.Database>();

/**
 * Makes this process the only one that may write the journal. The lock is an open exclusive SQLite transaction on an empty file
 * beside it: the operating system drops it with the process however that ends (kill -9 too), on Windows as on Linux, and readers of
 * the journal itself are not in its way, as they would be with `locking_mode=EXCLUSIVE`.
 * Throws JOURNAL_LOCKED when another till has it, JOURNAL_READ_ONLY, JOURNAL_DISK_FULL or JOURNAL_IO when it cannot be made.
 */
export function takeLock(file: string): { release(): void } {
  let db: Database.Database | undefined;
  try {
    db = new Database(file, { timeout: 0 });
    // No rollback file beside a file that is never written.
    db.pragma('journal_mode = MEMORY');
    db.exec('BEGIN EXCLUSIVE');
    const lock = db;
    held.add(lock);
    return {
      release: () => {
        held.delete(lock);
        lock.close();
      },
    };
  } catch (error) {
    db?.close();
    throw journalError(error, file);
  }
}
