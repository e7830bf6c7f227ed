import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keystrokesDocument } from '../../../build/docs/keystrokes.ts';
import { isScan, keysOf, TASKS } from '../../../build/docs/tasks.ts';
import { openState, pressKey, scan } from '../../e2e/ui-harness/drive.ts';
import { openHarness, type Harness } from '../../e2e/ui-harness/serve.ts';

let harness: Harness;
let page: Page;
let cdp: CDPSession;

beforeAll(async () => {
  harness = await openHarness();
  page = await harness.browser.newPage({ viewport: { width: 1366, height: 768 } });
  cdp = await page.context().newCDPSession(page);
}, 60_000);

afterAll(async () => {
  await harness?.close();
});

const AHEAD_MS = 500;
/** Waits until the page's own clock has moved on. */
async function passed(ms: number): Promise<void> {
  const since = await page.evaluate(() => performance.now());
  await page.waitForFunction((from) => performance.now() - from[0] > from[1], [since, ms] as const);
}

test.each(TASKS.map((task) => [task.title, task] as const))('%s', async (_title, task) => {
  await openState(page, harness.url('cashier', task.begins, 'en'));
  let pressed = 0;
  let lines = await page.locator('.line').count();
  for (const step of task.steps) {
    if (isScan(step)) {
      await scan(cdp, step.scan);
      lines += 1;
      // The next scan waits for this one as a hand does; a receipt adds no line.
      if (/^\d+$/.test(step.scan)) await page.waitForSelector(`.line:nth-child(${String(lines)})`);
      // Its key events carry times ahead of the clock (drive.ts); a hand's next key comes after them.
      await passed(AHEAD_MS);
      continue;
    }
    if (step.on !== undefined) await page.waitForSelector(step.on, { timeout: 5_000 });
    const { restMs } = step;
    if (restMs !== undefined) await passed(restMs);
    await pressKey(page, step.key);
    pressed += 1;
  }
  await page.waitForSelector(task.ends, { timeout: 5_000, state: 'attached' });
  expect(pressed).toBe(keysOf(task).length);
  expect(pressed).toBeLessThanOrEqual(task.most);
});

test('from the last scan to cash done it takes at most four keys', () => {
  for (const id of ['exact', 'note', 'typed']) {
    const task = TASKS.find((one) => one.id === id);
    expect(task === undefined ? 99 : keysOf(task).length, id).toBeLessThanOrEqual(4);
  }
});

test('docs/keystrokes.md is what is counted here (stale: npm run docs)', () => {
  expect(readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', 'keystrokes.md'), 'utf8')).toBe(keystrokesDocument());
});
