import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { leaveTill } from '../../../electron/till/leaving.ts';
import { TillError } from '../../../shared/errors/registry.ts';

const freshDir = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'guitai-leaving-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
};
const writes = (unfinished: string): Promise<void> => {
  writeFileSync(unfinished, 'whole');
  return Promise.resolve();
};

test('first the bytes, then the entry, then the name', async () => {
  const dir = freshDir();
  const path = join(dir, 'reports', 'list.csv');
  let seen: string[] = [];
  expect(await leaveTill({ path, format: 'csv', write: writes, record: () => { seen = readdirSync(join(dir, 'reports')); } })).toBe(true);
  expect(seen).toEqual([expect.stringMatching(/^list\.csv\..+\.new$/)]);
  expect([readdirSync(join(dir, 'reports')), readFileSync(path, 'utf8')]).toEqual([['list.csv'], 'whole']);
});

test('a disk that is full leaves no entry, a journal that refuses leaves no file, and the older file stays', async () => {
  const dir = freshDir();
  const path = join(dir, 'list.csv');
  writeFileSync(path, 'older');
  let entries = 0;
  const full = async (unfinished: string): Promise<void> => {
    await writes(unfinished);
    throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
  };
  await expect(leaveTill({ path, format: 'csv', write: full, record: () => { entries += 1; } })).rejects.toMatchObject({ code: 'EXPORT_FAILED', details: { format: 'csv' } });
  await expect(leaveTill({ path, format: 'csv', write: writes, record: () => { throw new TillError('JOURNAL_DISK_FULL'); } })).rejects.toMatchObject({ code: 'JOURNAL_DISK_FULL' });
  expect(await leaveTill({ path, format: 'csv', write: writes, record: () => false })).toBe(false);
  expect([entries, readdirSync(dir), readFileSync(path, 'utf8')]).toEqual([0, ['list.csv'], 'older']);
});
