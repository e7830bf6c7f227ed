import Database from 'better-sqlite3';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { openJournal } from '../../electron/journal/open.ts';
import { realClock } from '../../electron/real-world.ts';
import { startTill, waitFor } from './attach.ts';
import { Counter } from './counter.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'guitai-restart-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

test('a power cut while the customer types the password: the next start finds the payment and finishes the sale', async () => {
  const first = await startTill({ dataDir });
  const before = new Counter(first);
  await before.openShift();
  await before.oneMore(async () => before.wedge(await before.codeOf('Oolong Tea')));
  await before.key('F12');
  await before.until('the tenders', (now) => now.phase === 'paying');
  await before.wedge(await before.practiceCode('asksPasswordThenPays'));
  const { payment } = await before.until('asking', (now) => now.payment?.state === 'asking', 20_000);
  await first.kill();

  const second = await startTill({ dataDir });
  try {
    const after = new Counter(second);
    const { done } = await after.until('the finished sale', (now) => now.phase === 'done', 40_000);
    expect(done).toMatchObject({ tender: 'alipayBarcode', merchantReference: payment?.merchantReference, totalMinor: payment?.amountMinor });
    // The sums of an open shift are not shown to the cashier who will count its drawer.
    await after.ownerComes();
    expect((await after.call('shift.xReport', {})).totals).toMatchObject({ salesCount: 1, netMinor: payment?.amountMinor, unresolved: [] });
    // Started after a crash: the whole journal is verified behind the counter's back.
    const log = join(dataDir, 'logs', 'guitai.log');
    const line = await waitFor('the verified journal', () => readFileSync(log, 'utf8').split('\n').find((one) => one.includes('"journal.verified"')));
    expect(JSON.parse(line)).toMatchObject({ entries: expect.any(Number) as number });
    expect((await after.now()).alarm).toBeNull();
  } finally {
    await second.stop();
  }
});

test('an old entry altered behind the till\'s back is an alarm after the next crash, and the till goes on selling', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'guitai-altered-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  // More entries than the start itself looks at.
  const journal = openJournal({ dir, world: 'training', register: 'T1', software: 'guitai', clock: realClock });
  journal.append([{ type: 'shift.opened', data: { shiftNo: 1, floatMinor: 0, currency: 'HKD' } }]);
  for (let n = 0; n < 25; n += 1) journal.append(Array.from({ length: 60 }, () => ({ type: 'drawer.opened' as const, data: { why: 'count' as const } })));
  journal.close();
  const first = await startTill({ dataDir: dir });
  const db = new Database(join(dir, 'journal-training.db'));
  db.exec("DROP TRIGGER entry_is_never_changed; UPDATE entry SET bytes = CAST(replace(CAST(bytes AS TEXT), 'count', 'float') AS BLOB) WHERE seq = 5");
  db.close();
  await first.kill();

  const second = await startTill({ dataDir: dir });
  try {
    const counter = new Counter(second);
    const { alarm } = await counter.until('the alarm', (now) => now.alarm !== null);
    expect(alarm).toEqual({ code: 'JOURNAL_CHAIN_BROKEN', details: { seq: 5 } });
    await counter.oneMore(async () => counter.wedge(await counter.codeOf('Coconut Water')));
    expect((await counter.now()).alarm?.code).toBe('JOURNAL_CHAIN_BROKEN');
  } finally {
    await second.stop();
  }
});

test('a second till on the same folder is refused', async () => {
  const first = await startTill({ dataDir });
  try {
    await expect(startTill({ dataDir })).rejects.toThrow(/START_ALREADY_RUNNING|JOURNAL_LOCKED/);
  } finally {
    await first.stop();
  }
});
