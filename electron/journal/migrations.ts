import { closeSync, fsyncSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { TillError } from '../../shared/errors/registry.ts';
import type { HashFunction } from '../../shared/journal/chain.ts';
import { backupName, isBackupName, type World } from './files.ts';
import { refold } from './rebuild.ts';
import { APPLICATION_ID, SCHEMA_V1 } from './schema.ts';

/** One step of the file's schema. Steps are never edited once shipped; entries are never rewritten (journal.md J22). */
export interface Migration {
  /** `user_version` after this step; steps count 1, 2, 3. */
  readonly version: number;
  readonly up: (db: Database) => void;
  /** The step changes projections: fold them anew afterwards. */
  readonly refold: boolean;
}

export const MIGRATIONS: readonly Migration[] = [
  {
    version: 1,
    up: (db) => {
      db.pragma(`application_id = ${APPLICATION_ID}`);
      db.exec(SCHEMA_V1);
    },
    refold: false,
  },
  // Refunds, returns, notifications and the printed code have entries of their own now, and arrived money has no sale: the projections are folded anew.
  { version: 2, up: (): void => undefined, refold: true },
  // Stock has tables of its own.
  { version: 3, up: (): void => undefined, refold: true },
  // Sales carry discounts, several tenders and customers, and shifts carry cash moves and counts.
  { version: 4, up: (): void => undefined, refold: true },
  // Notes of other currencies, gift cards and accounts have tables of their own.
  { version: 5, up: (): void => undefined, refold: true },
];

/** Copies kept per world; the oldest goes when a new one is made. */
const BACKUPS_MAX = 3;

export interface MigrationPlan {
  readonly file: string;
  readonly world: World;
  readonly nowMs: number;
  readonly hash: HashFunction;
  readonly migrations: readonly Migration[];
}

/**
 * Brings the file to the newest schema. Each step is one transaction, and a file that already holds entries is copied before each, so a
 * crash leaves the version before or the version after, and a copy. Throws JOURNAL_NEWER_SCHEMA, having changed nothing.
 */
export function migrate(db: Database, plan: MigrationPlan): void {
  const newest = plan.migrations.at(-1)?.version ?? 0;
  const found = versionOf(db);
  // A file made by this same opening holds nothing to copy, and its making is not a fact.
  const isNew = found === 0;
  if (found > newest) throw new TillError('JOURNAL_NEWER_SCHEMA', { found, known: newest });
  for (const step of plan.migrations) {
    const from = versionOf(db);
    if (step.version <= from) continue;
    if (step.version !== from + 1) throw new TillError('INTERNAL', { reason: 'migrations leave a gap' });
    const backup = isNew ? '' : backUp(db, plan, step.version);
    db.transaction(() => {
      step.up(db);
      // The first step makes the newest projections, and a new file has nothing to fold.
      if (step.refold && !isNew) refold(db, plan.hash);
      db.prepare('INSERT INTO migration (to_version, from_version, at_ms, backup_file) VALUES (?, ?, ?, ?)').run(step.version, isNew ? 0 : from, plan.nowMs, backup);
      db.pragma(`user_version = ${step.version}`);
    }).immediate();
  }
}

export const versionOf = (db: Database): number => Number(db.pragma('user_version', { simple: true }));

export interface UnrecordedMigration {
  readonly fromVersion: number;
  readonly toVersion: number;
  readonly backupFile: string;
}

/** Steps taken on an existing file that have no entry yet: the ones just taken, or taken before a crash. */
export const unrecordedMigrations = (db: Database): readonly UnrecordedMigration[] =>
  db.prepare<[], UnrecordedMigration>(`SELECT from_version AS fromVersion, to_version AS toVersion, backup_file AS backupFile FROM migration
    WHERE from_version > 0 AND recorded_seq IS NULL ORDER BY to_version`).all();

/** A complete copy under its own name, on disk before the step begins; a copy cut short by a crash keeps its `.partial` name. */
function backUp(db: Database, plan: MigrationPlan, toVersion: number): string {
  const dir = dirname(plan.file);
  const target = join(dir, backupName(plan.world, toVersion, plan.nowMs));
  const partial = `${target}.partial`;
  rmSync(partial, { force: true });
  db.prepare('VACUUM INTO ?').run(partial);
  syncFile(partial);
  renameSync(partial, target);
  syncFolder(dir);
  const old = readdirSync(dir).filter((name) => isBackupName(plan.world, name)).map((name) => join(dir, name)).sort(byAge).slice(0, -BACKUPS_MAX);
  for (const path of old) rmSync(path, { force: true });
  return basename(target);
}

/** Names end in the time they were made. */
const byAge = (a: string, b: string): number => timeOf(a) - timeOf(b);
const timeOf = (path: string): number => Number(/-(\d+)\.db$/.exec(path)?.[1] ?? 0);

function syncFile(path: string): void {
  const fd = openSync(path, 'r+');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** Waits until the names in a folder are on disk. */
export function syncFolder(dir: string): void {
  // Windows cannot open a folder; there the rename itself is durable.
  if (process.platform === 'win32') return;
  const fd = openSync(dir, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
