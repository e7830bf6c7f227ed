import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { openReadOnly } from '../../../electron/journal/database.ts';
import { journalFile } from '../../../electron/journal/files.ts';
import { sha256 } from '../../../electron/journal/hash.ts';
import { MIGRATIONS, type Migration } from '../../../electron/journal/migrations.ts';
import { verifyChain } from '../../../electron/journal/verifier.ts';
import { codeOf, openTestJournal, tempDir } from '../../support/journal/fixture.ts';
import { shopWalk } from '../../support/journal/shop-walk.ts';
import { seeded, testClock, type TestClock } from '../../support/journal/story.ts';

/** The schema a file begins with; later steps are made up here, so that shipping one changes no test. */
const FIRST = MIGRATIONS.slice(0, 1);
const step = (version: number, sql: string, refold = false): Migration => ({ version, up: (db) => void db.exec(sql), refold });
const twoSteps = [...FIRST, step(2, 'CREATE TABLE note (text TEXT NOT NULL) STRICT'), step(3, 'DELETE FROM product_sold', true)];

/** A closed journal of the shipped schema with some facts in it. */
function oldJournal(dir: string): { digest: string; entries: number; head: string } {
  const clock = testClock();
  const journal = openTestJournal({ dir, clock, migrations: FIRST });
  const walk = shopWalk(journal, clock, seeded(3));
  for (let n = 0; n < 60; n += 1) walk();
  const result = { digest: journal.projectionDigest(), entries: journal.head().seq, head: journal.head().hash };
  journal.close();
  return result;
}
const backups = (dir: string): string[] => readdirSync(dir).filter((name) => name.includes('.before-v')).sort();

/** The day after the old journal's. */
function nextDay(): TestClock {
  const clock = testClock();
  clock.atMs += 86_400_000;
  return clock;
}

test('a new journal is made without copies and without migration entries, however many steps there are', () => {
  const dir = tempDir();
  expect(openTestJournal({ dir, migrations: twoSteps }).head().seq).toBe(0);
  expect(backups(dir)).toEqual([]);
});

test('each step is copied first, taken once, and becomes an entry; old entries stay as they were', () => {
  const dir = tempDir();
  const old = oldJournal(dir);
  const clock = nextDay();
  const journal = openTestJournal({ dir, clock, migrations: twoSteps });
  expect(backups(dir)).toEqual([`journal-training.before-v2-${clock.atMs}.db`, `journal-training.before-v3-${clock.atMs}.db`]);
  expect(journal.entries(old.entries + 1, 10).map(({ type, data }) => ({ type, data }))).toEqual([
    { type: 'journal.migrated', data: { fromVersion: 1, toVersion: 2, backupFile: `journal-training.before-v2-${clock.atMs}.db` } },
    { type: 'journal.migrated', data: { fromVersion: 2, toVersion: 3, backupFile: `journal-training.before-v3-${clock.atMs}.db` } },
  ]);
  // The second step emptied a projection and asked for it to be folded anew.
  expect(journal.projectionDigest()).toBe(old.digest);
  journal.close();

  const before = openReadOnly(join(dir, backups(dir)[0] ?? ''));
  expect(verifyChain(before, sha256)).toEqual({ kind: 'ok', entries: old.entries, head: old.head });
  before.close();

  const again = openTestJournal({ dir, clock, migrations: twoSteps });
  expect(again.head().seq).toBe(old.entries + 2);
  expect(backups(dir)).toHaveLength(2);
});

test('only the newest copies are kept', () => {
  const dir = tempDir();
  oldJournal(dir);
  const steps = [2, 3, 4, 5, 6].map((version) => step(version, `CREATE TABLE t${version} (a INTEGER) STRICT`));
  const clock = nextDay();
  for (let count = 1; count <= steps.length; count += 1) {
    clock.atMs += 1;
    openTestJournal({ dir, clock, migrations: [...FIRST, ...steps.slice(0, count)] }).close();
  }
  expect(backups(dir).map((name) => name.slice(0, 27))).toEqual(['journal-training.before-v4-', 'journal-training.before-v5-', 'journal-training.before-v6-']);
});

test('a step that fails changes nothing', () => {
  const dir = tempDir();
  const old = oldJournal(dir);
  const failing = [...FIRST, step(2, 'CREATE TABLE half (a INTEGER) STRICT; INSERT INTO nowhere VALUES (1)')];
  expect(codeOf(() => openTestJournal({ dir, migrations: failing }))).toBe('INTERNAL');
  const journal = openTestJournal({ dir, migrations: FIRST });
  expect(journal.head()).toEqual({ seq: old.entries, hash: old.head });
  journal.close();
  const raw = new Database(journalFile(dir, 'training'), { readonly: true });
  expect(raw.pragma('user_version', { simple: true })).toBe(1);
  expect(raw.prepare(`SELECT count(*) FROM sqlite_schema WHERE name = 'half'`).pluck().get()).toBe(0);
  raw.close();
});

describe('a till killed in the middle', () => {
  const killed = (dir: string, moment: 'duringStep' | 'beforeEntry'): void => {
    const script = join(import.meta.dirname, '../../support/journal/killed-migration.ts');
    expect(spawnSync(process.execPath, [script, dir, moment], { stdio: 'inherit' }).signal).toBe('SIGKILL');
  };

  test('of a step is where it was before, with its copy, and takes the step at the next start', () => {
    const dir = tempDir();
    const old = oldJournal(dir);
    killed(dir, 'duringStep');
    const unchanged = tempDir();
    for (const name of readdirSync(dir)) copyFileSync(join(dir, name), join(unchanged, name));
    const journal = openTestJournal({ dir: unchanged, migrations: FIRST });
    expect(journal.head()).toEqual({ seq: old.entries, hash: old.head });
    expect(journal.projectionDigest()).toBe(old.digest);
    expect(backups(unchanged)).toHaveLength(1);

    const next = openTestJournal({ dir, clock: nextDay(), migrations: twoSteps });
    expect(next.head().seq).toBe(old.entries + 2);
    expect(next.projectionDigest()).toBe(old.digest);
  });

  test('between step and entry writes the entry at the next start', () => {
    const dir = tempDir();
    const old = oldJournal(dir);
    killed(dir, 'beforeEntry');
    const journal = openTestJournal({ dir, clock: nextDay(), migrations: twoSteps.slice(0, 2) });
    expect(journal.entries(old.entries + 1, 10).map((entry) => entry.type)).toEqual(['journal.migrated']);
    journal.close();
    expect(openTestJournal({ dir, migrations: twoSteps.slice(0, 2) }).head().seq).toBe(old.entries + 1);
  });

  test('of the very first opening leaves nothing in the way', () => {
    const dir = tempDir();
    killed(dir, 'duringStep');
    // A journal has its name when it is whole; what was begun goes when the next one is made.
    expect(existsSync(journalFile(dir, 'training'))).toBe(false);
    expect(openTestJournal({ dir, migrations: FIRST }).head().seq).toBe(0);
    expect(readdirSync(dir).filter((name) => name.includes('.new'))).toEqual([]);
  });
});
