import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { runJournalCommand } from '../../../electron/journal/cli.ts';
import { journalFile, lockFile } from '../../../electron/journal/files.ts';
import { codeOf, openTestJournal, tamper, tempDir } from '../../support/journal/fixture.ts';
import { shopWalk } from '../../support/journal/shop-walk.ts';
import { seeded, testClock } from '../../support/journal/story.ts';

function run(...args: string[]): { readonly exit: number; readonly out: string[]; readonly err: string[] } {
  const out: string[] = [];
  const err: string[] = [];
  const exit = runJournalCommand(args, { out: (line) => void out.push(line), err: (line) => void err.push(line) });
  return { exit, out, err };
}
function someDay(dir: string, world: 'training' | 'live', steps: number): { seq: number; hash: string } {
  const clock = testClock();
  const journal = openTestJournal({ dir, world, clock });
  const walk = shopWalk(journal, clock, seeded(5));
  for (let n = 0; n < steps; n += 1) walk();
  const head = journal.head();
  journal.close();
  return head;
}

test('verify prints one line and works while the till runs', () => {
  const dir = tempDir();
  const { seq, hash } = someDay(dir, 'training', 40);
  openTestJournal({ dir });
  expect(run('verify', '--data', dir)).toEqual({ exit: 0, out: [`ok entries=${seq} head=${hash}`], err: [] });
  expect(run('verify', `--data=${dir}`, '--world', 'training').out).toEqual([`ok entries=${seq} head=${hash}`]);
});

test('as a program of its own it says the same', () => {
  const dir = tempDir();
  const { seq, hash } = someDay(dir, 'live', 10);
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, '../../../electron/journal/cli.ts'), 'verify', '--data', dir], { encoding: 'utf8' });
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: `ok entries=${seq} head=${hash}\n`, stderr: '' });
});

test('both worlds of a folder are verified, live first, and named', () => {
  const dir = tempDir();
  const training = someDay(dir, 'training', 30);
  const live = someDay(dir, 'live', 20);
  expect(run('verify', '--data', dir).out).toEqual([`ok entries=${live.seq} head=${live.hash} world=live`, `ok entries=${training.seq} head=${training.hash} world=training`]);
  expect(run('verify', '--data', dir, '--world', 'live').out).toEqual([`ok entries=${live.seq} head=${live.hash}`]);
});

test('a broken chain is named by its first bad entry, exit 1', () => {
  const dir = tempDir();
  someDay(dir, 'training', 30);
  tamper(dir, (db) => db.exec(`UPDATE entry SET bytes = zeroblob(10) WHERE seq = 7`));
  expect(run('verify', '--data', dir)).toEqual({ exit: 1, out: ['broken at seq 7: hash does not match the bytes'], err: [] });
});

test('a file that is no journal is broken from the first entry on', () => {
  const dir = tempDir();
  writeFileSync(journalFile(dir, 'live'), 'rubbish'.repeat(1_000));
  expect(run('verify', '--data', dir)).toEqual({ exit: 1, out: ['broken at seq 1: the file is damaged (SQLITE_NOTADB)'], err: [] });
  expect(run('rebuild', '--data', dir).exit).toBe(1);
});

test('a journal that was emptied is not called ok, and the till does not start afresh on it', () => {
  const dir = tempDir();
  const { seq } = someDay(dir, 'training', 20);
  const file = journalFile(dir, 'training');
  truncateSync(file);
  expect(run('verify', '--data', dir)).toEqual({ exit: 1, out: ['broken at seq 1: the file is empty'], err: [] });
  expect(run('rebuild', '--data', dir)).toEqual({ exit: 1, out: ['broken at seq 1: the file is empty'], err: [] });
  expect(codeOf(() => openTestJournal({ dir }))).toBe('JOURNAL_CORRUPT');
  expect(readFileSync(file).length).toBe(0);
  expect(seq).toBeGreaterThan(0);
});

test('nor is one whose entries are still in the -wal: looking at it takes nothing away', () => {
  const dir = tempDir();
  const journal = openTestJournal({ dir });
  journal.append([{ type: 'drawer.opened', data: { why: 'float' } }]);
  // As a crash leaves them, then cut.
  const [file, crashed] = [journalFile(dir, 'training'), tempDir()];
  const cut = journalFile(crashed, 'training');
  copyFileSync(`${file}-wal`, `${cut}-wal`);
  const wal = readFileSync(`${cut}-wal`);
  expect(wal.length).toBeGreaterThan(0);
  for (const state of ['missing', 'empty'] as const) {
    if (state === 'empty') writeFileSync(cut, '');
    const reason = state === 'empty' ? 'the file is empty' : 'journal-training.db is missing, but a till was started here (journal-training.db-wal)';
    expect(run('verify', '--data', crashed)).toEqual({ exit: 1, out: [`broken at seq 1: ${reason}`], err: [] });
    expect(codeOf(() => openTestJournal({ dir: crashed }))).toBe('JOURNAL_CORRUPT');
    expect(readFileSync(`${cut}-wal`).equals(wal)).toBe(true);
    rmSync(lockFile(crashed, 'training'), { force: true });
  }
});

test('nor is one that is gone while its lock or a copy is still there', () => {
  const dir = tempDir();
  someDay(dir, 'training', 5);
  const live = someDay(dir, 'live', 5);
  rmSync(journalFile(dir, 'training'));
  writeFileSync(join(dir, 'journal-training.before-v2-1.db'), '');
  expect(run('verify', '--data', dir)).toEqual({
    exit: 1, err: [],
    out: [`ok entries=${live.seq} head=${live.hash} world=live`, 'broken at seq 1: journal-training.db is missing, but a till was started here (journal-training.before-v2-1.db, journal-training.lock) world=training'],
  });
  expect(run('rebuild', '--data', dir, '--world', 'training').exit).toBe(1);
  expect(existsSync(journalFile(dir, 'training'))).toBe(false);
});

test('nor is one without its tables', () => {
  const dir = tempDir();
  const { seq, hash } = someDay(dir, 'training', 20);
  tamper(dir, (db) => db.exec('DROP TABLE product_sold'));
  expect(run('verify', '--data', dir)).toEqual({ exit: 1, out: [`broken at seq ${seq + 1}: every entry is whole, but tables are missing: product_sold; rebuild makes them anew`], err: [] });
  expect(codeOf(() => openTestJournal({ dir }))).toBe('JOURNAL_CORRUPT');
  expect(run('rebuild', '--data', dir).out).toEqual([`rebuilt entries=${seq} head=${hash}`]);
  expect(run('verify', '--data', dir).out).toEqual([`ok entries=${seq} head=${hash}`]);

  const db = new Database(journalFile(dir, 'training'));
  db.exec('DROP TABLE entry; DROP TABLE register');
  db.close();
  expect(run('verify', '--data', dir)).toEqual({ exit: 1, out: ['broken at seq 1: tables are missing: entry register'], err: [] });
  expect(codeOf(() => openTestJournal({ dir }))).toBe('JOURNAL_CORRUPT');
});

test('nor is one that was made and has no entry: a till records its start', () => {
  const dir = tempDir();
  openTestJournal({ dir }).close();
  expect(run('verify', '--data', dir)).toEqual({ exit: 1, out: ['broken at seq 1: there is no entry, not even that of the first start'], err: [] });
});

test('a folder on which no till was started has no journal to be judged', () => {
  const dir = tempDir();
  expect(run('verify', '--data', dir)).toEqual({ exit: 2, out: [], err: [`guitai: CLI_BAD_VALUE: --data: no journal in ${dir}: no till was started on this folder`] });
  const { seq, hash } = someDay(dir, 'training', 5);
  expect(run('verify', '--data', dir).out).toEqual([`ok entries=${seq} head=${hash}`]);
  expect(run('verify', '--data', dir, '--world', 'live')).toEqual({ exit: 2, out: [], err: [`guitai: CLI_BAD_VALUE: --data: no journal in ${dir}: no till was started in the world live on this folder`] });
  const missing = join(dir, 'nowhere');
  expect(run('verify', '--data', missing).err).toEqual([`guitai: CLI_BAD_VALUE: --data: the folder ${missing} does not exist`]);
});

test('damage beside the entries is told as well, in one line: the till would not start on it', () => {
  const dir = tempDir();
  const journal = openTestJournal({ dir });
  journal.append([{ type: 'drawer.opened', data: { why: 'float' } }]);
  const { seq } = journal.head();
  journal.close();
  const file = journalFile(dir, 'training');
  let root = 0;
  tamper(dir, (db) => {
    root = Number(db.prepare(`SELECT rootpage FROM sqlite_schema WHERE name = 'product_sold'`).pluck().get());
    db.pragma('wal_checkpoint(TRUNCATE)');
  });
  const pageBytes = 4_096;
  const content = readFileSync(file);
  content.fill(0xff, (root - 1) * pageBytes, root * pageBytes);
  writeFileSync(file, content);
  expect(codeOf(() => openTestJournal({ dir }))).toBe('JOURNAL_CORRUPT');
  const { exit, out } = run('verify', '--data', dir);
  expect(exit).toBe(1);
  expect(out).toEqual([expect.stringMatching(new RegExp(`^broken at seq ${seq + 1}: every entry is whole, but the file is damaged \\(.+\\)$`))]);
});

test('rebuild repairs projections, and refuses while the till runs', () => {
  const dir = tempDir();
  const clock = testClock();
  const journal = openTestJournal({ dir, clock });
  const walk = shopWalk(journal, clock, seeded(5));
  for (let n = 0; n < 60; n += 1) walk();
  const { seq, hash } = journal.head();
  const digest = journal.projectionDigest();
  expect(run('rebuild', '--data', dir)).toEqual({ exit: 2, out: [], err: ['guitai: JOURNAL_LOCKED: the till is running on this folder; stop it first'] });
  journal.close();
  tamper(dir, (db) => db.exec('UPDATE sale SET total_minor = 1; DELETE FROM tender; DROP TABLE product_sold'));
  expect(run('rebuild', '--data', dir)).toEqual({ exit: 0, out: [`rebuilt entries=${seq} head=${hash}`], err: [] });
  expect(openTestJournal({ dir }).projectionDigest()).toBe(digest);
});

test('an archive on a read-only disk must be copied first, and that is said', ({ skip }) => {
  const dir = tempDir();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', dir], { stdio: 'ignore' });
  } catch {
    return skip('needs the right to mount');
  }
  onTestFinished(() => void execFileSync('umount', ['-l', dir]));
  const journal = openTestJournal({ dir });
  journal.append([{ type: 'drawer.opened', data: { why: 'float' } }]);
  journal.close();
  execFileSync('mount', ['-o', 'remount,ro', dir]);
  expect(run('verify', '--data', dir)).toEqual({
    exit: 2, out: [], err: ['guitai: JOURNAL_READ_ONLY: nothing can be written in this folder; copy the journal to one where it can'],
  });
});

test.each([
  [['verify'], 'CLI_BAD_VALUE'],
  [[], 'CLI_BAD_VALUE'],
  [['erase', '--data', '.'], 'CLI_BAD_VALUE'],
  [['verify', '--data', '.', '--fast'], 'CLI_UNKNOWN_FLAG'],
  [['verify', '--data'], 'CLI_BAD_VALUE'],
  [['verify', '--data', '.', '--data', '.'], 'CLI_BAD_VALUE'],
  [['verify', '--data', '.', '--world', 'both'], 'CLI_BAD_VALUE'],
  [['verify', '--data', '/nowhere/at/all'], 'CLI_BAD_VALUE'],
])('wrong arguments are one coded line and exit 2: %j', (args, code) => {
  const { exit, out, err } = run(...args);
  expect({ exit, out }).toEqual({ exit: 2, out: [] });
  expect(err).toHaveLength(1);
  expect(err[0]).toMatch(new RegExp(`^guitai: ${code}: .+`));
  expect(err[0]).not.toContain('\n');
});

test('a journal of a newer till is not judged', () => {
  const dir = tempDir();
  openTestJournal({ dir }).close();
  tamper(dir, (db) => void db.pragma('user_version = 99'));
  expect(run('verify', '--data', dir)).toEqual({ exit: 2, out: [], err: ['guitai: JOURNAL_NEWER_SCHEMA: written by a newer version of the till'] });
});
