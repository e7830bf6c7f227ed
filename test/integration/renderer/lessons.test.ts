import { afterAll, beforeAll, expect, test } from 'vitest';
import { painted, pressAll, settled } from '../../e2e/ui-harness/drive.ts';
import { openHarness, type Harness } from '../../e2e/ui-harness/serve.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await openHarness();
}, 60_000);

afterAll(async () => {
  await harness?.close();
});

test('lessons by keyboard: chosen, hinted at, looked up, ended; and the bar covers nothing', async () => {
  const page = await harness.browser.newPage({ viewport: { width: 1024, height: 768 } });
  await page.goto(harness.url('cashier', 'lessons', 'en'));
  await settled(page);
  await pressAll(page, ['Alt+j']);
  await page.waitForSelector('[data-lesson-pick="closeDay"]');
  await pressAll(page, ['1']);
  const bar = await page.waitForSelector('[data-lesson="firstSale"]');
  expect(await bar.textContent()).toContain('The customer wants one “Hot milk tea”');
  expect(await page.locator('[data-dialog="lessons"]').count()).toBe(0);
  await pressAll(page, ['Alt+j']);
  expect(await bar.textContent()).toContain('Type 101 and Enter');
  const covered = await page.evaluate(() => {
    const top = document.querySelector('.lesson-bar')?.getBoundingClientRect().top ?? 0;
    return [...document.querySelectorAll('.totals, [data-action="pay"]')].filter((element) => element.getBoundingClientRect().bottom > top + 1).length;
  });
  expect(covered).toBe(0);
  await pressAll(page, ['Alt+j']);
  expect(await page.locator('.lesson-steps li[aria-current="step"]').count()).toBe(1);
  await pressAll(page, ['F8']);
  await painted(page);
  expect(await page.locator('[data-lesson]').count()).toBe(0);
  const calls = await page.evaluate(() => window.fakeTill.calls.map(({ channel }) => channel).filter((channel) => channel.startsWith('lessons.') && channel !== 'lessons.view'));
  expect(calls).toEqual(['lessons.begin', 'lessons.hint', 'lessons.leave']);
  await page.close();
});
