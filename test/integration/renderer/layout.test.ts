import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { painted, settled } from '../../e2e/ui-harness/drive.ts';
import { faults, look } from '../../e2e/ui-harness/looks.ts';
import { stagesOf } from '../../e2e/ui-harness/opened.ts';
import { openHarness, type Harness } from '../../e2e/ui-harness/serve.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await openHarness();
}, 60_000);

afterAll(async () => {
  await harness?.close();
});

/** What follows one another as snapshots do; what the window itself has open is looked at in opened.test.ts. */
const STAGES = stagesOf('cashier');

const CASHIER_SIZES = [[1024, 768, 'en'], [1366, 768, 'zh-Hans'], [1024, 768, 'zh-Hant'], [3840, 2160, 'en']] as const;

test.each(CASHIER_SIZES)('cashier: nothing cut off, nothing outside, at %i x %i in %s', async (width, height, language) => {
  const page: Page = await harness.browser.newPage({ viewport: { width, height } });
  const all: Record<string, string[]> = {};
  await page.goto(harness.url('cashier', 'selling', language));
  await settled(page);
  // The widest glass is generous: every third stage is enough to see that it is used well.
  for (const name of width > 2_000 ? STAGES.filter((_, at) => at % 3 === 0) : STAGES) {
    await page.evaluate((state) => { window.showState(state); }, name);
    await look(page, name, all);
  }
  expect(all).toEqual({});
  await page.close();
});

/** No language of the till is written from the right; one that is shall need words and nothing else. */
test('cashier and customer, mirrored: nothing cut off, nothing outside', async () => {
  for (const window_ of ['cashier', 'customer'] as const) {
    const page: Page = await harness.browser.newPage({ viewport: { width: 1366, height: 800 } });
    const all: Record<string, string[]> = {};
    await page.goto(harness.url(window_, window_ === 'cashier' ? 'selling' : 'idle', 'en'));
    await settled(page);
    await page.evaluate(() => { document.documentElement.dir = 'rtl'; });
    for (const name of stagesOf(window_).filter((_, at) => at % 3 === 0)) {
      await page.evaluate((state) => { window.showState(state); }, name);
      await look(page, name, all);
    }
    expect(all).toEqual({});
    await page.close();
  }
});

test.each([[1024, 768, 'en'], [1280, 800, 'zh-Hans'], [1366, 768, 'zh-Hant'], [1920, 1080, 'en']] as const)('customer: nothing cut off, nothing outside, at %i x %i in %s', async (width, height, language) => {
  const page: Page = await harness.browser.newPage({ viewport: { width, height } });
  await page.goto(harness.url('customer', 'idle', language));
  await settled(page);
  const all: Record<string, string[]> = {};
  for (const state of stagesOf('customer')) {
    await page.evaluate((name) => { window.showState(name); }, state);
    await painted(page);
    const found = await page.evaluate(faults);
    if (found.length > 0) all[state] = found;
  }
  expect(all).toEqual({});
  await page.close();
});

test('the total is the largest text of the selling screen', async () => {
  const page: Page = await harness.browser.newPage({ viewport: { width: 1366, height: 768 } });
  await page.goto(harness.url('cashier', 'selling', 'en'));
  await settled(page);
  const { total, others } = await page.evaluate(() => {
    const size = (element: Element): number => Number.parseFloat(getComputedStyle(element).fontSize);
    const amount = document.querySelector('.totals-amount');
    return { total: amount === null ? 0 : size(amount), others: Math.max(...[...document.querySelectorAll('#root *')].filter((element) => element.closest('.totals-amount') === null).map(size)) };
  });
  expect(total).toBe(56);
  expect(others).toBeLessThanOrEqual(28);
  await page.close();
});
