import { accessSync, constants, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { TillError, type ErrorCode } from '../../shared/errors/registry.ts';

/**
 * The coded error for whatever SQLite or the file system threw while working on `file`. A TillError passes unchanged; what is
 * neither is a mistake in the till and becomes INTERNAL.
 */
export function journalError(error: unknown, file: string): TillError {
  if (error instanceof TillError) return error;
  if (error instanceof Database.SqliteError) return new TillError(codeOfSqlite(error.code, file), { reason: error.code }, { cause: error });
  const systemCode = systemCodeOf(error);
  if (systemCode !== null) return new TillError(codeOfSystem(systemCode), { reason: systemCode }, { cause: error });
  return new TillError('INTERNAL', { reason: 'journal' }, { cause: error });
}

function codeOfSqlite(sqliteCode: string, file: string): ErrorCode {
  // The only triggers guard the chain: the entry to be written does not follow the one that is there.
  if (sqliteCode === 'SQLITE_CONSTRAINT_TRIGGER') return 'JOURNAL_CHAIN_BROKEN';
  // Extended codes begin with the primary one: SQLITE_IOERR_WRITE, SQLITE_READONLY_DIRECTORY.
  const primary = /^SQLITE_[A-Z]+/.exec(sqliteCode)?.[0];
  switch (primary) {
    case 'SQLITE_FULL':
      return 'JOURNAL_DISK_FULL';
    case 'SQLITE_READONLY':
      return 'JOURNAL_READ_ONLY';
    case 'SQLITE_BUSY':
    case 'SQLITE_LOCKED':
      return 'JOURNAL_LOCKED';
    case 'SQLITE_CORRUPT':
    case 'SQLITE_NOTADB':
      return 'JOURNAL_CORRUPT';
    case 'SQLITE_IOERR':
    case 'SQLITE_CANTOPEN':
      // SQLite says only that it could not; the folder says why (a full disk refuses to grow the -shm file with SQLITE_IOERR).
      return codeOfFolder(dirname(file));
    default:
      // Constraint and misuse errors: the schema caught a mistake of ours.
      return 'INTERNAL';
  }
}

function codeOfFolder(dir: string): ErrorCode {
  try {
    accessSync(dir, constants.W_OK);
    return statfsSync(dir).bavail === 0 ? 'JOURNAL_DISK_FULL' : 'JOURNAL_IO';
  } catch (error) {
    return codeOfSystem(systemCodeOf(error) ?? '');
  }
}

function codeOfSystem(systemCode: string): ErrorCode {
  switch (systemCode) {
    case 'ENOSPC':
    case 'EDQUOT':
      return 'JOURNAL_DISK_FULL';
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return 'JOURNAL_READ_ONLY';
    default:
      return 'JOURNAL_IO';
  }
}

function systemCodeOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

/**
 * What is known about the file's health. Damage found by any read or write stays known: nothing more may be appended to a journal that
 * can no longer be trusted, however much later the next append comes.
 */
export interface Health {
  /** The damage found, or null. */
  damage(): TillError | null;
  /** The coded form of a failure, remembered when it means damage. */
  note(error: unknown): TillError;
}

export function createHealth(file: string): Health {
  let damage: TillError | null = null;
  return {
    damage: () => damage,
    note: (error) => {
      const coded = journalError(error, file);
      if (coded.code === 'JOURNAL_CORRUPT' || coded.code === 'JOURNAL_CHAIN_BROKEN') damage ??= coded;
      return coded;
    },
  };
}
