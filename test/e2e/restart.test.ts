import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { startTill } from './attach.ts';
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
    expect((await after.call('shift.xReport', {})).totals).toMatchObject({ salesCount: 1, netMinor: payment?.amountMinor, unresolved: [] });
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
