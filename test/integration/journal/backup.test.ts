import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openBackupDesk } from '../../../electron/journal/backup.ts';
import { checkBackup, makeBackup, type BackupPlan } from '../../../electron/journal/backup-copy.ts';
import { listBackups, readManifest } from '../../../electron/journal/backup-files.ts';
import { openCatalog } from '../../../electron/journal/catalog.ts';
import { runJournalCommand } from '../../../electron/journal/cli.ts';
import type { OpenJournal } from '../../../electron/journal/open.ts';
import { finishRestore, readRestoreNote } from '../../../electron/journal/restore.ts';
import { realClock } from '../../../electron/real-world.ts';
import { minor } from '../../../shared/money.ts';
import { codeOf, memoryDir, openTestJournal, tempDir } from '../../support/journal/fixture.ts';
import { shopWalk } from '../../support/journal/shop-walk.ts';
import { seeded, testClock } from '../../support/journal/story.ts';

const AT_MS = Date.UTC(2026, 0, 7, 2, 0, 0);
const planOf = (dir: string, change: Partial<BackupPlan> = {}): BackupPlan => ({
  dataDir: dir, world: 'training', register: 'till-1', software: 'guitai 0.1.0', catalog: 'catalog.db', folder: join(dir, 'backups'), keep: 14, atMs: AT_MS, offsetMinutes: 480, ...change,
});

/** A till's folder with a day in it. */
function shop(steps = 60): { readonly dir: string; readonly journal: OpenJournal; sell(): void } {
  const dir = memoryDir();
  const clock = testClock();
  const journal = openTestJournal({ dir, clock });
  const walk = shopWalk(journal, clock, seeded(11));
  for (let n = 0; n < steps; n += 1) walk();
  const catalog = openCatalog({ path: join(dir, 'catalog.db') });
  catalog.replaceAll([{ categoryId: 'all', name: { en: 'All', zhHans: '', zhHant: '' }, colour: 'amber', picture: 'box', position: 0 }], [
    { productId: 'tea', name: { en: 'Milk tea', zhHans: '奶茶', zhHant: '奶茶' }, priceMinor: minor(2_000), currency: 'HKD', categoryId: 'all', taxRateId: null, plu: null, picture: 'box', codes: ['4006381333931'] },
  ]);
  catalog.close();
  writeFileSync(join(dir, 'settings.json'), '{"version":2,"products":{}}');
  writeFileSync(join(dir, 'secrets.bin'), 'encrypted');
  return { dir, journal, sell: walk };
}
function command(...args: string[]): { readonly exit: number; readonly out: string[]; readonly err: string[] } {
  const out: string[] = [];
  const err: string[] = [];
  return { exit: runJournalCommand(args, { out: (line) => void out.push(line), err: (line) => void err.push(line) }), out, err };
}

test('a backup made while the till sells is whole, and what is sold meanwhile is not lost', async () => {
  const { dir, journal, sell } = shop(120);
  const desk = openBackupDesk({ clock: realClock });
  const before = journal.head().seq;
  const made = desk.make(planOf(dir));
  expect([desk.isBusy(), codeOf(() => journal.head())]).toEqual([true, 'nothing']);
  await expect(desk.check(dir)).rejects.toMatchObject({ code: 'BACKUP_BUSY' });
  let sold = 0;
  for (; desk.isBusy() && sold < 60; sold += 1) {
    sell();
    await new Promise(setImmediate);
  }
  const { name, manifest, bytes } = await made;
  expect(sold).toBeGreaterThan(3);
  expect(name).toBe('training-20260107-100000');
  expect(manifest.seq).toBeGreaterThanOrEqual(before);
  expect(manifest.seq).toBeLessThanOrEqual(journal.head().seq);
  expect(manifest.files.map((file) => file.name)).toEqual(['journal-training.db', 'catalog.db', 'settings.json', 'secrets.bin']);
  expect(bytes).toBe(manifest.files.reduce((sum, file) => sum + file.bytes, 0));
  // Nothing beside the files it names: no -wal, no -shm, nothing half.
  expect(readdirSync(join(dir, 'backups', name)).sort()).toEqual(['backup.json', 'catalog.db', 'journal-training.db', 'secrets.bin', 'settings.json']);
  expect(checkBackup(join(dir, 'backups', name))).toEqual(manifest);
  expect(command('verify', '--data', join(dir, 'backups', name)).out).toEqual([`ok entries=${manifest.seq} head=${manifest.head}`]);
  const catalog = openCatalog({ path: join(dir, 'backups', name, 'catalog.db') });
  expect(catalog.search('奶茶', 5).map(({ productId }) => productId)).toEqual(['tea']);
  catalog.close();
});

test('the newest are kept; another till’s on the same stick, and whatever else lies there, stay', async () => {
  const { dir } = shop();
  const stick = memoryDir();
  await makeBackup(planOf(dir, { folder: stick, register: 'till-2' }));
  mkdirSync(join(stick, 'training-20200101-000000'));
  mkdirSync(join(stick, 'training-20200101-000001.partial'));
  for (let n = 1; n <= 4; n += 1) await makeBackup(planOf(dir, { folder: stick, keep: 2, atMs: AT_MS + n * 1_000 }));
  expect(readdirSync(stick).sort()).toEqual(['training-20200101-000000', 'training-20260107-100000', 'training-20260107-100003', 'training-20260107-100004']);
  expect(listBackups(stick, 'training').map(({ name }) => name)).toEqual(['training-20260107-100004', 'training-20260107-100003', 'training-20260107-100000']);
  expect(listBackups(stick, 'live')).toEqual([]);
});

test('killed in the middle, a backup is a .partial folder and no backup; the next one takes it away', async () => {
  const { dir } = shop();
  // A pipe nobody writes into keeps the copy waiting in the middle, for as long as it takes to kill it.
  rmSync(join(dir, 'settings.json'));
  execFileSync('mkfifo', [join(dir, 'settings.json')]);
  const module = new URL('../../../electron/journal/backup-copy.ts', import.meta.url).href;
  const child = spawn(process.execPath, ['--input-type=module', '-e', `const { makeBackup } = await import(${JSON.stringify(module)}); await makeBackup(${JSON.stringify(planOf(dir))});`], { stdio: 'ignore' });
  const ended = once(child, 'exit');
  const partial = join(dir, 'backups', 'training-20260107-100000.partial');
  const deadline = AbortSignal.timeout(20_000);
  while (!existsSync(join(partial, 'catalog.db'))) {
    deadline.throwIfAborted();
    await new Promise(setImmediate);
  }
  child.kill('SIGKILL');
  expect((await ended)[1]).toBe('SIGKILL');
  rmSync(join(dir, 'settings.json'));
  expect(readdirSync(join(dir, 'backups'))).toEqual([basename(partial)]);
  expect(listBackups(join(dir, 'backups'), 'training')).toEqual([]);
  expect(command('restore', '--data', dir, '--from', partial)).toMatchObject({ exit: 2 });
  await makeBackup(planOf(dir));
  expect(readdirSync(join(dir, 'backups'))).toEqual(['training-20260107-100000']);
});

test('a backup is restored, the files that were there are kept aside, and the till sells on', async () => {
  const { dir, journal, sell } = shop();
  const { name, manifest } = await makeBackup(planOf(dir));
  const from = join(dir, 'backups', name);
  expect(command('restore', '--data', dir, '--from', from)).toEqual({ exit: 2, out: [], err: ['guitai: JOURNAL_LOCKED: the till is running on this folder; stop it first'] });

  // Whoever restores an older one hears what would be missing.
  const firstReceipt = journal.lastNumber('receipt') + 1;
  while (journal.lastNumber('receipt') < firstReceipt) sell();
  const head = journal.head();
  journal.close();
  writeFileSync(join(dir, 'settings.json'), '{"version":2,"products":{},"language":"en"}');
  const asked = command('restore', '--data', dir, '--from', from);
  expect(asked.exit).toBe(1);
  expect(asked.out[0]).toBe(`The present journal has ${head.seq - manifest.seq} entries more than the backup (${head.seq} against ${manifest.seq}); they would be missing:`);
  expect(asked.out[1]).toBe(`receipts: ${firstReceipt}`);
  expect(asked.out.at(-1)).toMatch(/^refused: nothing was changed/);
  expect(command('verify', '--data', dir).out).toEqual([`ok entries=${head.seq} head=${head.hash}`]);

  const done = command('restore', '--data', dir, '--from', from, '--yes');
  expect([done.exit, done.out.at(-2)]).toEqual([0, `restored entries=${manifest.seq} head=${manifest.head} world=training`]);
  expect(command('verify', '--data', dir).out).toEqual([`ok entries=${manifest.seq} head=${manifest.head}`]);
  const note = readRestoreNote(dir, 'training');
  expect(note).toMatchObject({ fromSeq: manifest.seq, head: manifest.head, replacedSeq: head.seq, replacedHead: head.hash });
  expect(command('verify', '--data', join(dir, note?.aside ?? '')).out).toEqual([`ok entries=${head.seq} head=${head.hash}`]);
  expect(readFileSync(join(dir, note?.aside ?? '', 'settings.json'), 'utf8')).toContain('language');
  expect(readFileSync(join(dir, 'settings.json'), 'utf8')).not.toContain('language');

  const clock = testClock();
  const again = openTestJournal({ dir, clock });
  const walk = shopWalk(again, clock, seeded(12));
  for (let n = 0; n < 30; n += 1) walk();
  again.close();
  expect(command('verify', '--data', dir).exit).toBe(0);
  // From here on the two journals are two: a backup of the first is not an older one of the second.
  expect(command('restore', '--data', dir, '--from', join(dir, note?.aside ?? '')).err[0]).toContain('no backup in');
});

test('another computer gets everything but the secrets, which it could not read', async () => {
  const { dir, journal } = shop();
  writeFileSync(join(dir, 'settings.json'), JSON.stringify({ version: 2, products: { alipayBarcode: { enabled: true, plain: { partner: '2088' } } } }));
  const { name, manifest } = await makeBackup(planOf(dir));
  journal.close();
  const other = join(tempDir(), 'new');
  expect(command('restore', '--data', other, '--from', join(dir, 'backups', name), '--without-secrets').exit).toBe(0);
  expect([existsSync(join(other, 'secrets.bin')), existsSync(join(other, 'settings.json')), existsSync(join(other, 'catalog.db'))]).toEqual([false, true, true]);
  // Its till could not start with a product that is on and has no keys.
  expect(JSON.parse(readFileSync(join(other, 'settings.json'), 'utf8'))).toEqual({ version: 2, products: { alipayBarcode: { enabled: false, plain: { partner: '2088' } } } });
  expect(readRestoreNote(other, 'training')).toMatchObject({ fromSeq: manifest.seq, replacedSeq: 0, replacedHead: '' });
});

test('a damaged journal is replaced when somebody says so', async () => {
  const { dir, journal } = shop();
  const { name, manifest } = await makeBackup(planOf(dir));
  journal.close();
  writeFileSync(join(dir, 'journal-training.db'), 'rubbish'.repeat(1_000));
  const from = join(dir, 'backups', name);
  expect(command('restore', '--data', dir, '--from', from)).toMatchObject({ exit: 1, out: [expect.stringContaining('cannot be read'), expect.stringContaining('refused')] });
  expect(command('restore', '--data', dir, '--from', from, '--yes').exit).toBe(0);
  expect(command('verify', '--data', dir).out).toEqual([`ok entries=${manifest.seq} head=${manifest.head}`]);
});

test('a backup somebody has touched is refused before a single file moves', async () => {
  const { dir, journal } = shop();
  const { name } = await makeBackup(planOf(dir));
  journal.close();
  const good = join(dir, 'backups', name);
  const touched = (n: number, change: (backup: string) => void): string => {
    const copy = join(dir, 'backups', `training-20260108-00000${n}`);
    cpSync(good, copy, { recursive: true });
    change(copy);
    return copy;
  };
  const before = command('verify', '--data', dir).out;
  const manifest = readManifest(good);
  const cases = [
    touched(1, (backup) => writeFileSync(join(backup, 'settings.json'), '{}')),
    touched(2, (backup) => rmSync(join(backup, 'catalog.db'))),
    touched(3, (backup) => writeFileSync(join(backup, 'backup.json'), JSON.stringify({ ...manifest, seq: manifest.seq + 1 }))),
    touched(4, (backup) => writeFileSync(join(backup, 'backup.json'), JSON.stringify({ ...manifest, files: [...manifest.files, { name: '../out.json', bytes: 1, sha256: manifest.head }] }))),
    touched(5, (backup) => writeFileSync(join(backup, 'backup.json'), '{')),
  ];
  for (const backup of cases) {
    expect(codeOf(() => checkBackup(backup)), backup).toBe('BACKUP_BROKEN');
    expect(command('restore', '--data', dir, '--from', backup, '--yes'), backup).toMatchObject({ exit: 2, err: [expect.stringContaining('BACKUP_BROKEN')] });
  }
  expect(command('verify', '--data', dir).out).toEqual(before);
  expect(readdirSync(dir).filter((entry) => entry.includes('restore'))).toEqual([]);
});

test('a restore that a crash cut short is finished by the next start', async () => {
  const { dir, journal, sell } = shop();
  const { name, manifest } = await makeBackup(planOf(dir));
  sell();
  journal.close();
  // As a crash leaves it: the copy is ready, the present journal is aside, its successor not yet in its place.
  const ready = join(dir, 'restore-training.ready');
  cpSync(join(dir, 'backups', name), ready, { recursive: true });
  rmSync(join(ready, 'backup.json'));
  const aside = 'before-restore-training-20260107-120000';
  writeFileSync(join(ready, 'restore.json'), JSON.stringify({
    note: { version: 1, fromSeq: manifest.seq, head: manifest.head, replacedSeq: manifest.seq + 1, replacedHead: manifest.head, aside, restoredAtMs: AT_MS }, files: manifest.files.map((file) => file.name),
  }));
  mkdirSync(join(dir, aside));
  cpSync(join(dir, 'journal-training.db'), join(dir, aside, 'journal-training.db'));
  rmSync(join(dir, 'journal-training.db'));
  finishRestore(dir);
  finishRestore(dir);
  expect(command('verify', '--data', dir).out).toEqual([`ok entries=${manifest.seq} head=${manifest.head}`]);
  expect([existsSync(ready), readRestoreNote(dir, 'training')?.aside, readdirSync(join(dir, aside)).filter((entry) => !/-(?:wal|shm)$/.test(entry)).sort()]).toEqual([false, aside, ['catalog.db', 'journal-training.db', 'secrets.bin', 'settings.json']]);
});

test('a full, unplugged or write-protected place is an error of the backup, and leaves nothing half', async ({ skip }) => {
  const { dir, sell } = shop();
  await expect(makeBackup(planOf(dir, { folder: join(dir, 'media', 'stick') }))).rejects.toMatchObject({ code: 'BACKUP_UNREACHABLE', details: { reason: 'ENOENT' } });
  expect(existsSync(join(dir, 'media'))).toBe(false);
  const small = tempDir();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=200k', 'tmpfs', small], { stdio: 'ignore' });
  } catch {
    return skip('needs the right to mount');
  }
  onTestFinished(() => void execFileSync('umount', ['-l', small]));
  await expect(makeBackup(planOf(dir, { folder: small }))).rejects.toMatchObject({ code: 'BACKUP_DISK_FULL' });
  expect(readdirSync(small)).toEqual([]);
  sell();
  execFileSync('mount', ['-o', 'remount,ro', small], { stdio: 'ignore' });
  await expect(makeBackup(planOf(dir, { folder: small }))).rejects.toMatchObject({ code: 'BACKUP_READ_ONLY' });
});
