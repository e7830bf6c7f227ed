import { execFileSync, spawn } from 'node:child_process';
import { closeSync, copyFileSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { once } from 'node:events';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../../electron/journal/database.ts';
import { journalFile, walFile } from '../../../electron/journal/files.ts';
import { sha256 } from '../../../electron/journal/hash.ts';
import type { OpenJournal } from '../../../electron/journal/open.ts';
import { prepareWriter } from '../../../electron/journal/writer.ts';
import type { EntryDraft } from '../../../shared/journal/entries.ts';
import { codeOf, openTestJournal, tempDir } from '../../support/journal/fixture.ts';
import { cashSale, randomSale, seeded, testClock } from '../../support/journal/story.ts';

const opened: EntryDraft = { type: 'shift.opened', data: { shiftNo: 1, floatMinor: 50_000, currency: 'HKD' } };
const drawer: EntryDraft = { type: 'drawer.opened', data: { why: 'float' } };
const sale = (saleNo: number): EntryDraft[] => cashSale(randomSale(seeded(saleNo), { saleNo, shiftNo: 1, lines: 5, products: 9 }), `t-${saleNo}`);

/** Sells until the journal refuses; returns the number of the last acknowledged sale and the code of the refusal. */
function sellUntilRefused(journal: Pick<OpenJournal, 'append'>, from: number): { sold: number; code: string } {
  for (let saleNo = from; saleNo < from + 20_000; saleNo += 1) {
    const code = codeOf(() => journal.append(sale(saleNo), { operator: 'amy' }));
    if (code !== 'nothing') return { sold: saleNo - 1, code };
  }
  throw new Error('the journal refused nothing');
}

/** A small file system of its own, when this process may make one (root on Linux); null otherwise. */
function mountTmpfs(size: string): string | null {
  const dir = tempDir();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', dir], { stdio: 'ignore' });
  } catch {
    return null;
  }
  onTestFinished(() => void execFileSync('umount', ['-l', dir]));
  return dir;
}

describe('disk full', () => {
  test('on a real small disk: the sale is refused, what was acknowledged stays, and selling goes on when there is room', ({ skip }) => {
    const dir = mountTmpfs('3m');
    if (dir === null) return skip('needs the right to mount');
    writeFileSync(join(dir, 'ballast'), Buffer.alloc(1_000_000));
    const journal = openTestJournal({ dir });
    journal.append([opened]);
    const { sold, code } = sellUntilRefused(journal, 1);
    expect(code).toBe('JOURNAL_DISK_FULL');
    expect(sold).toBeGreaterThan(5);
    // No silent retry: the next append meets the full disk again, and says so again.
    expect(codeOf(() => journal.append(sale(sold + 1)))).toBe('JOURNAL_DISK_FULL');
    expect(journal.lastNumber('receipt')).toBe(sold);
    expect(journal.shiftTotals().salesCount).toBe(sold);

    rmSync(join(dir, 'ballast'));
    journal.append(sale(sold + 1));
    const digest = journal.projectionDigest();
    const head = journal.head();
    journal.close();
    const again = openTestJournal({ dir });
    expect(again.head()).toEqual(head);
    expect(again.projectionDigest()).toBe(digest);
  });

  test('at the start: nothing is opened, and the folder works once there is room', ({ skip }) => {
    const dir = mountTmpfs('400k');
    if (dir === null) return skip('needs the right to mount');
    writeFileSync(join(dir, 'ballast'), Buffer.alloc(390_000));
    expect(codeOf(() => openTestJournal({ dir }))).toBe('JOURNAL_DISK_FULL');
    expect(existsSync(journalFile(dir, 'training'))).toBe(false);
    rmSync(join(dir, 'ballast'));
    openTestJournal({ dir }).append([drawer]);
  });

  test('on a file that may not grow: same code, nothing half written', () => {
    const open = openDatabase({ dir: tempDir(), world: 'training', nowMs: 1, hash: sha256 });
    onTestFinished(() => open.close());
    open.db.pragma('max_page_count = 100');
    const writer = prepareWriter({ db: open.db, health: open.health, origin: { register: 'till-1', software: 'guitai' }, clock: testClock(), hash: sha256 });
    writer.append([opened]);
    const { sold, code } = sellUntilRefused(writer, 1);
    expect(code).toBe('JOURNAL_DISK_FULL');
    expect(open.db.prepare('SELECT max(receipt_no) FROM sale').pluck().get()).toBe(sold);
    expect(open.db.prepare('SELECT count(*) FROM entry').pluck().get()).toBe(1 + 9 * sold);
    open.db.pragma('max_page_count = 1000');
    writer.append(sale(sold + 1));
  });
});

describe('read-only', () => {
  /** Makes a path unchangeable even for root; false when this system cannot. */
  function freeze(path: string): boolean {
    try {
      execFileSync('chattr', ['+i', path], { stdio: 'ignore' });
    } catch {
      return false;
    }
    onTestFinished(() => void execFileSync('chattr', ['-i', path]));
    return true;
  }

  test('a file that cannot be written is refused at the start', ({ skip }) => {
    const dir = tempDir();
    openTestJournal({ dir }).close();
    if (!freeze(journalFile(dir, 'training'))) return skip('needs the right to make files immutable');
    expect(codeOf(() => openTestJournal({ dir }))).toBe('JOURNAL_READ_ONLY');
  });

  test('so is a folder in which nothing can be made', ({ skip }) => {
    const dir = tempDir();
    if (!freeze(dir)) return skip('needs the right to make files immutable');
    expect(codeOf(() => openTestJournal({ dir }))).toBe('JOURNAL_READ_ONLY');
    expect(codeOf(() => openTestJournal({ dir: join(dir, 'new') }))).toBe('JOURNAL_READ_ONLY');
  });

  test('so is a disk mounted read-only, and nothing is lost by trying', ({ skip }) => {
    const dir = mountTmpfs('20m');
    if (dir === null) return skip('needs the right to mount');
    const journal = openTestJournal({ dir });
    journal.append([opened, ...sale(1)]);
    journal.close();
    execFileSync('mount', ['-o', 'remount,ro', dir]);
    expect(codeOf(() => openTestJournal({ dir }))).toBe('JOURNAL_READ_ONLY');
    execFileSync('mount', ['-o', 'remount,rw', dir]);
    expect(openTestJournal({ dir }).lastNumber('receipt')).toBe(1);
  });
});

describe('locked', () => {
  test('a second till on the same folder is refused, in this process and in another; another world is not', () => {
    const dir = tempDir();
    const journal = openTestJournal({ dir });
    expect(codeOf(() => openTestJournal({ dir }))).toBe('JOURNAL_LOCKED');
    openTestJournal({ dir, world: 'live' }).append([drawer]);
    journal.append([drawer]);
    journal.close();
    openTestJournal({ dir }).append([drawer]);
  });

  test('the lock goes with its process, even with kill -9, and no entry goes with it', async () => {
    const dir = tempDir();
    const child = spawn(process.execPath, [join(import.meta.dirname, '../../support/journal/holder.ts'), dir], { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    await once(child.stdout, 'data');
    expect(codeOf(() => openTestJournal({ dir }))).toBe('JOURNAL_LOCKED');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const journal = openTestJournal({ dir });
    expect(journal.startedUnclean).toBe(true);
    expect(journal.head().seq).toBe(1);
  });

  test('a database tool that holds the write lock makes an append fail after a short wait, not hang', () => {
    const dir = tempDir();
    const journal = openTestJournal({ dir });
    const tool = new Database(journal.file);
    onTestFinished(() => void tool.close());
    tool.exec('BEGIN IMMEDIATE');
    expect(codeOf(() => journal.append([drawer]))).toBe('JOURNAL_LOCKED');
    tool.exec('ROLLBACK');
    journal.append([drawer]);
    expect(journal.head().seq).toBe(1);
  });
});

describe('damage', () => {
  function soldFor(dir: string, sales: number): void {
    const journal = openTestJournal({ dir });
    journal.append([opened]);
    for (let saleNo = 1; saleNo <= sales; saleNo += 1) journal.append(sale(saleNo));
    journal.close();
  }
  function overwrite(path: string, at: number, bytes: Uint8Array): void {
    const fd = openSync(path, 'r+');
    writeSync(fd, bytes, 0, bytes.length, at);
    closeSync(fd);
  }

  test.each([
    ['a file that is no database', (file: string) => writeFileSync(file, 'not a database, but long enough to be looked at as one'.repeat(100))],
    ['an overwritten header', (file: string) => overwrite(file, 0, Buffer.alloc(100, 0x5a))],
    ['overwritten pages', (file: string) => overwrite(file, 8_192, Buffer.alloc(statSync(file).size - 16_384, 0x5a))],
    ['a file cut in half', (file: string) => writeFileSync(file, readFileSync(file).subarray(0, 40_960))],
    ['a database of another program', (file: string) => {
      rmSync(file);
      const db = new Database(file);
      db.exec('CREATE TABLE t (a)');
      db.close();
    }],
  ])('%s is refused at the start', (_, damage) => {
    const dir = tempDir();
    soldFor(dir, 30);
    damage(journalFile(dir, 'training'));
    expect(codeOf(() => openTestJournal({ dir }))).toBe('JOURNAL_CORRUPT');
  });

  test('one changed byte inside an entry is found at the start, and the till does not sell on it', () => {
    const dir = tempDir();
    soldFor(dir, 30);
    const file = journalFile(dir, 'training');
    const text = '"type":"shift.opened"';
    const content = readFileSync(file);
    // Everywhere, because pages may keep stale copies of rows that moved.
    for (let at = content.indexOf(text); at >= 0; at = content.indexOf(text, at + 1)) overwrite(file, at + 8, Buffer.from('S'));
    expect(codeOf(() => openTestJournal({ dir }))).toBe('JOURNAL_CHAIN_BROKEN');
  });

  test('pages overwritten while the till runs: the sale that meets them is refused, and so is every later one', () => {
    const dir = tempDir();
    soldFor(dir, 300);
    const journal = openTestJournal({ dir });
    const file = journalFile(dir, 'training');
    // Another program writes a little, so that the till's page cache is stale and it must read the file again.
    const tool = new Database(file);
    tool.exec('UPDATE migration SET at_ms = at_ms + 1');
    tool.pragma('wal_checkpoint(TRUNCATE)');
    tool.close();
    overwrite(file, 4_096, Buffer.alloc(statSync(file).size - 4_096, 0x5a));
    const { code } = sellUntilRefused(journal, 301);
    expect(code).toBe('JOURNAL_CORRUPT');
    expect(codeOf(() => journal.append([drawer]))).toBe('JOURNAL_CORRUPT');
  });

  test('a WAL of a killed till whose end is torn loses nothing that was whole', () => {
    const dir = tempDir();
    const journal = openTestJournal({ dir });
    journal.append([opened]);
    for (let saleNo = 1; saleNo <= 20; saleNo += 1) journal.append(sale(saleNo));
    const crashed = join(dir, 'crashed');
    const file = journalFile(crashed, 'training');
    mkdirSync(crashed);
    copyFileSync(journal.file, file);
    const wal = readFileSync(walFile(journal.file));
    writeFileSync(walFile(file), wal.subarray(0, wal.length - 2_000));
    const recovered = openTestJournal({ dir: crashed });
    expect(recovered.startedUnclean).toBe(true);
    expect(recovered.lastNumber('receipt')).toBe(19);
    expect(recovered.shiftTotals().salesCount).toBe(19);
    const digest = recovered.projectionDigest();
    recovered.rebuild();
    expect(recovered.projectionDigest()).toBe(digest);
    recovered.append(sale(20));
  });
});

test('a file of a newer till is refused and left alone', () => {
  const dir = tempDir();
  openTestJournal({ dir }).close();
  const raw = new Database(journalFile(dir, 'training'));
  raw.pragma('user_version = 99');
  raw.pragma('wal_checkpoint(TRUNCATE)');
  raw.close();
  const before = readFileSync(journalFile(dir, 'training'));
  expect(codeOf(() => openTestJournal({ dir }))).toBe('JOURNAL_NEWER_SCHEMA');
  expect(readFileSync(journalFile(dir, 'training')).equals(before)).toBe(true);
  expect(existsSync(walFile(journalFile(dir, 'training')))).toBe(false);
});

test('a journal a newer version has written into is refused, and a newer version says that it took over', () => {
  const dir = tempDir();
  const by = (software: string): OpenJournal => openTestJournal({ dir, software });
  const started = { type: 'till.started', data: { runtime: 'test', world: 'training', previousSeq: 0 } } as const;
  const first = by('guitai 0.9.10');
  first.append([started]);
  first.close();
  const second = by('guitai 0.10.0');
  expect(second.entries(2, 10)).toMatchObject([{ type: 'software.updated', software: 'guitai 0.10.0', data: { from: '0.9.10', to: '0.10.0' } }]);
  second.close();
  const before = readFileSync(journalFile(dir, 'training'));
  expect(() => by('guitai 0.9.10')).toThrow(expect.objectContaining({ code: 'JOURNAL_NEWER_SCHEMA', details: { found: '0.10.0', known: '0.9.10' } }));
  expect(readFileSync(journalFile(dir, 'training')).equals(before)).toBe(true);
  // The same version goes on, and so does one that is no release.
  for (const software of ['guitai 0.10.0', 'guitai test']) {
    const again = by(software);
    expect(again.head().seq).toBe(2);
    again.close();
  }
});

test('a file without tables is none of ours: a journal gets its name when it is whole', () => {
  const dir = tempDir();
  const raw = new Database(journalFile(dir, 'training'));
  raw.pragma('journal_mode = WAL');
  raw.close();
  expect(codeOf(() => openTestJournal({ dir }))).toBe('JOURNAL_CORRUPT');
});
