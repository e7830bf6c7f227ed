import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openLog } from '../../../electron/log.ts';

const clock = { nowMs: () => Date.UTC(2026, 0, 2) };
const freshDir = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'guitai-log-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
};

test('lines arrive in order as JSON, and flush waits for them', async () => {
  const dir = freshDir();
  const { log, flush } = openLog(dir, clock);
  log('info', 'first', { saleNo: 1 });
  log('warn', 'second');
  await flush();
  const lines = readFileSync(join(dir, 'guitai.log'), 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line) as { event: string });
  expect(lines.map((line) => line.event)).toEqual(['first', 'second']);
  expect(lines[0]).toEqual({ at: '2026-01-02T00:00:00.000Z', level: 'info', event: 'first', saleNo: 1 });
});

test('a full log is turned over once, and a flood is dropped and counted instead of kept in memory', async () => {
  const dir = freshDir();
  writeFileSync(join(dir, 'guitai.log'), 'x'.repeat(6 * 1024 * 1024));
  const { log, flush } = openLog(dir, clock);
  for (let n = 0; n < 1_500; n += 1) log('info', 'flood', { n });
  await flush();
  expect(statSync(join(dir, 'guitai.1.log')).size).toBe(6 * 1024 * 1024);
  const text = readFileSync(join(dir, 'guitai.log'), 'utf8');
  expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(1_001);
  expect(text).toContain('"event":"log.dropped","lines":500');
});

test('a log that cannot be written never throws', async () => {
  const dir = freshDir();
  const blocked = join(dir, 'file');
  writeFileSync(blocked, '');
  const { log, flush } = openLog(join(blocked, 'logs'), clock);
  log('error', 'lost');
  await expect(flush()).resolves.toBeUndefined();
});
