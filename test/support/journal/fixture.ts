import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import { journalFile } from '../../../electron/journal/files.ts';
import { openJournal, type JournalOptions, type OpenJournal } from '../../../electron/journal/open.ts';
import { TillError, type ErrorCode } from '../../../shared/errors/registry.ts';
import { testClock } from './story.ts';

/** A folder that goes away with the test. */
export function tempDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'guitai-journal-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** Like `tempDir`, in memory where the platform offers it: for tests of content that would otherwise wait for thousands of disk syncs. */
export function memoryDir(): string {
  const dir = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'guitai-journal-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** Opens a journal that is closed with the test, whether or not the test closes it first. */
export function openTestJournal(options: Partial<JournalOptions> & { readonly dir: string }): OpenJournal {
  const journal = openJournal({ world: 'training', register: 'till-1', software: 'guitai 0.1.0', clock: testClock(), ...options });
  onTestFinished(() => journal.close());
  return journal;
}

/** Runs `work` on a second connection that bypasses the journal: what a thief with a database tool can do. */
export function tamper(dir: string, work: (db: Database.Database) => void): void {
  const db = new Database(journalFile(dir, 'training'));
  try {
    db.exec('DROP TRIGGER entry_is_never_changed; DROP TRIGGER entry_is_never_deleted; DROP TRIGGER entry_follows_the_last');
    work(db);
  } finally {
    db.close();
  }
}

/** Code of the TillError that `work` throws; anything else fails the test. */
export function codeOf(work: () => unknown): ErrorCode | 'nothing' {
  try {
    work();
    return 'nothing';
  } catch (error) {
    if (error instanceof TillError) return error.code;
    throw error;
  }
}
