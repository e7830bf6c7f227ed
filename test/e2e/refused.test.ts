import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { journalFile, lockFile } from '../../electron/journal/files.ts';
import { takeLock } from '../../electron/journal/lock.ts';
import { openJournal } from '../../electron/journal/open.ts';
import { realClock } from '../../electron/real-world.ts';
import { refusedStart } from './attach.ts';

function newFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'guitai-refused-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}
/** A folder in which a till has recorded something. */
function usedFolder(dir = newFolder()): string {
  const journal = openJournal({ dir, world: 'training', register: 'T1', software: 'guitai test', clock: realClock });
  journal.append([{ type: 'drawer.opened', data: { why: 'float' } }]);
  journal.close();
  return dir;
}
function withJournal(dir: string, work: (db: Database.Database) => void): void {
  const db = new Database(journalFile(dir, 'training'));
  work(db);
  db.close();
}

async function expectRefused(dir: string, code: string): Promise<string> {
  const refused = await refusedStart(['--data', dir]);
  expect(refused, refused.said.join('\n')).toEqual({ code: 2, said: [expect.stringMatching(new RegExp(`^guitai: ${code}: .+`))] });
  return refused.said[0] ?? '';
}

test('a damaged, an emptied, an altered and a newer journal each end the start with one coded line, exit code 2, and the file as it was', async () => {
  const faults: readonly (readonly [string, (dir: string) => void])[] = [
    ['JOURNAL_CORRUPT', (dir) => writeFileSync(journalFile(dir, 'training'), Buffer.alloc(20_000, 0x5a))],
    ['JOURNAL_CORRUPT', (dir) => writeFileSync(journalFile(dir, 'training'), '')],
    ['JOURNAL_CHAIN_BROKEN', (dir) => withJournal(dir, (db) => db.exec('DROP TRIGGER entry_is_never_changed; UPDATE entry SET bytes = zeroblob(9) WHERE seq = 1'))],
    ['JOURNAL_NEWER_SCHEMA', (dir) => withJournal(dir, (db) => void db.pragma('user_version = 99'))],
  ];
  for (const [code, damage] of faults) {
    const dir = usedFolder();
    damage(dir);
    const before = readFileSync(journalFile(dir, 'training'));
    await expectRefused(dir, code);
    expect(readFileSync(journalFile(dir, 'training')).equals(before), code).toBe(true);
  }
});

test('so does a journal that another program holds, and a damaged product file, which is not called a journal', async () => {
  const held = usedFolder();
  const lock = takeLock(lockFile(held, 'training'));
  await expectRefused(held, 'JOURNAL_LOCKED');
  lock.release();

  const shop = usedFolder();
  writeFileSync(join(shop, 'catalog-seed.db'), Buffer.alloc(20_000, 0x5a));
  expect(await expectRefused(shop, 'CATALOG_UNREADABLE')).not.toContain('journal');
});

test('so does a full disk', async ({ skip }) => {
  const dir = newFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', dir], { stdio: 'ignore' });
  } catch {
    return skip('needs the right to mount');
  }
  onTestFinished(() => void execFileSync('umount', ['-l', dir]));
  usedFolder(dir);
  expect(() => writeFileSync(join(dir, 'ballast'), Buffer.alloc(2 * 1024 * 1024))).toThrow(/ENOSPC/);
  await expectRefused(dir, 'JOURNAL_DISK_FULL');
});
