import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { TillError } from '../../shared/errors/registry.ts';
import type { HashFunction } from '../../shared/journal/chain.ts';
import { createHealth, journalError, type Health } from './errors.ts';
import { journalFile, lockFile, unfinishedFile, walFile, type World } from './files.ts';
import { takeLock } from './lock.ts';
import { migrate, MIGRATIONS, syncFolder, versionOf, type Migration, type MigrationPlan } from './migrations.ts';
import { APPLICATION_ID } from './schema.ts';
import { missingTables } from './tables.ts';
import { verifyChain } from './verifier.ts';

/** Somebody else's short write (a support tool) is waited for this long, on the main thread; then JOURNAL_LOCKED. */
const BUSY_TIMEOUT_MS = 250;
/**
 * Pages the WAL may hold before a commit also copies them into the file. SQLite's 1,000 make every sixtieth sale wait for that;
 * with 4,000 (16 MB) it is one in a few hundred, and the WAL is still read back in milliseconds after a crash.
 */
const WAL_PAGES_MAX = 4_000;
/** Entries checked at every start: those of a busy hour, in ten to twenty milliseconds. All of them are `verify`'s work. */
const START_CHECK_ENTRIES = 1_000;
/**
 * Files up to this size are searched whole for damaged pages at every start (about 20 ms); larger ones would make a start slow, so their
 * pages are checked by `npm run journal -- verify` and wherever they are read.
 */
const START_CHECK_BYTES_MAX = 16 * 1024 * 1024;

export interface OpenDatabase {
  readonly db: Database.Database;
  readonly file: string;
  readonly health: Health;
  /** The last run did not close the journal: it crashed, was killed or lost power. SQLite has recovered what was committed. */
  readonly startedUnclean: boolean;
  close(): void;
}

export interface DatabaseOptions {
  readonly dir: string;
  readonly world: World;
  readonly nowMs: number;
  readonly hash: HashFunction;
  /** Tests bring their own; the till takes MIGRATIONS. */
  readonly migrations?: readonly Migration[];
}

/**
 * Opens (or makes) the journal of a world for writing: lock, pragmas, migrations, a check that costs the same however long the journal
 * is. Throws JOURNAL_LOCKED, JOURNAL_READ_ONLY, JOURNAL_DISK_FULL, JOURNAL_CORRUPT, JOURNAL_CHAIN_BROKEN, JOURNAL_NEWER_SCHEMA or
 * JOURNAL_IO, and then holds nothing.
 */
export function openDatabase({ dir, world, nowMs, hash, migrations = MIGRATIONS }: DatabaseOptions): OpenDatabase {
  const file = journalFile(dir, world);
  const health = createHealth(file);
  let lock: { release(): void } | undefined;
  let db: Database.Database | undefined;
  try {
    mkdirSync(dir, { recursive: true });
    lock = takeLock(lockFile(dir, world));
    const startedUnclean = sizeOf(walFile(file)) > 0;
    requireRemains(file);
    const plan = { file, world, nowMs, hash, migrations };
    if (!existsSync(file)) make(plan);
    db = new Database(file, { fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
    requireJournal(db);
    setPragmas(db);
    migrate(db, plan);
    requireFacts(db);
    requireWritable(db);
    requireSound(db, hash, sizeOf(file));
    const open = { db, lock };
    return {
      db, file, health, startedUnclean,
      close: () => {
        open.db.close();
        open.lock.release();
      },
    };
  } catch (error) {
    const coded = journalError(error, file);
    db?.close();
    lock?.release();
    throw coded;
  }
}

/**
 * A connection that only reads, beside a running till or without one. The file must exist, in a folder that can be written: even a
 * reader of a WAL file makes a -shm file beside it. Throws JOURNAL_CORRUPT, JOURNAL_NEWER_SCHEMA, JOURNAL_READ_ONLY, JOURNAL_LOCKED or
 * JOURNAL_IO.
 */
export function openReadOnly(file: string): Database.Database {
  let db: Database.Database | undefined;
  try {
    db = new Database(file, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
    requireJournal(db);
    const newest = MIGRATIONS.at(-1)?.version ?? 0;
    const found = versionOf(db);
    if (found > newest) throw new TillError('JOURNAL_NEWER_SCHEMA', { found, known: newest });
    return db;
  } catch (error) {
    db?.close();
    throw journalError(error, file);
  }
}

/**
 * Makes a new journal beside its place and moves it there when it is whole and on disk. A crash on the way leaves nothing of its name, so a
 * journal that is empty was emptied. No WAL yet: all of it must be in the one file that is moved.
 */
function make(plan: MigrationPlan): void {
  const unfinished = unfinishedFile(plan.file);
  for (const path of [unfinished, `${unfinished}-journal`]) rmSync(path, { force: true });
  const db = new Database(unfinished, { timeout: BUSY_TIMEOUT_MS });
  try {
    db.pragma('synchronous = FULL');
    migrate(db, plan);
  } finally {
    db.close();
  }
  renameSync(unfinished, plan.file);
  syncFolder(dirname(plan.file));
}

/** Why a journal's file cannot be all of it, or null. Asked before SQLite is: beside an empty file it would take the WAL away, and with it the last sales. */
export function remainsOf(file: string): string | null {
  if (sizeOf(file) > 0) return null;
  if (existsSync(file)) return 'the file is empty';
  return sizeOf(walFile(file)) > 0 ? 'the file is missing and its -wal is there' : null;
}

function requireRemains(file: string): void {
  const reason = remainsOf(file);
  if (reason !== null) throw new TillError('JOURNAL_CORRUPT', { reason });
}

function requireJournal(db: Database.Database): void {
  const id = Number(db.pragma('application_id', { simple: true }));
  if (id !== APPLICATION_ID || versionOf(db) === 0) throw new TillError('JOURNAL_CORRUPT', { reason: 'not a journal' });
}

/** Projections may be missing: `rebuild` comes this way. */
function requireFacts(db: Database.Database): void {
  const { facts } = missingTables(db);
  if (facts.length > 0) throw new TillError('JOURNAL_CORRUPT', { reason: `tables are missing: ${facts.join(' ')}` });
}

function setPragmas(db: Database.Database): void {
  const mode = db.pragma('journal_mode = WAL', { simple: true });
  if (mode !== 'wal') throw new TillError('JOURNAL_IO', { reason: 'no WAL' });
  // better-sqlite3 is built to fall back to NORMAL in WAL mode, which loses the last sales with the power (hardware.md 0.3).
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  db.pragma('trusted_schema = OFF');
  db.pragma(`wal_autocheckpoint = ${WAL_PAGES_MAX}`);
  if (db.pragma('synchronous', { simple: true }) !== 2) throw new TillError('JOURNAL_IO', { reason: 'not synchronous' });
}

/** A change that is taken back: refused on a file that cannot be written, before a sale depends on it. Costs no write. */
function requireWritable(db: Database.Database): void {
  db.exec('BEGIN IMMEDIATE');
  try {
    db.exec('UPDATE register SET seq = seq');
  } finally {
    db.exec('ROLLBACK');
  }
}

function requireSound(db: Database.Database, hash: HashFunction, bytes: number): void {
  if (bytes <= START_CHECK_BYTES_MAX) {
    const damage = pageDamage(db);
    if (damage !== null) throw new TillError('JOURNAL_CORRUPT', { reason: damage });
  }
  const lastSeq = Number(db.prepare('SELECT coalesce(max(seq), 0) FROM entry').pluck().get());
  const verdict = verifyChain(db, hash, Math.max(1, lastSeq - START_CHECK_ENTRIES + 1));
  if (verdict.kind === 'broken') throw new TillError('JOURNAL_CHAIN_BROKEN', { seq: verdict.seq, reason: verdict.reason });
}

/** The first damage SQLite finds in any page of the file, in one line; null when there is none. Reads all of it. */
export function pageDamage(db: Database.Database): string | null {
  const found = String(db.pragma('quick_check(1)', { simple: true }));
  return found === 'ok' ? null : found.replaceAll(/\s+/g, ' ').slice(0, 120);
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
