import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bringAxe, violations } from '../../e2e/ui-harness/axe.ts';
import { settled } from '../../e2e/ui-harness/drive.ts';
import { stagesOf } from '../../e2e/ui-harness/opened.ts';
import { openHarness, type Harness } from '../../e2e/ui-harness/serve.ts';

/** Every stage of both windows as somebody meets it who cannot see it, or not well. What is opened over them is looked at in opened.test.ts. */
const IS_ALL = process.env['GUITAI_AXE'] === 'all';

let harness: Harness;

beforeAll(async () => {
  harness = await openHarness();
}, 60_000);

afterAll(async () => {
  await harness?.close();
});

async function open(window: 'cashier' | 'customer', state: string, page: Page): Promise<void> {
  await page.goto(harness.url(window, state, 'en'));
  await settled(page);
  await bringAxe(page);
}

test('the stages of the cashier’s window', { timeout: 240_000 }, async () => {
  const page = await harness.browser.newPage({ viewport: { width: 1366, height: 768 } });
  const all: Record<string, string[]> = {};
  await open('cashier', 'selling', page);
  for (const [at, name] of stagesOf('cashier').entries()) {
    await page.evaluate((state) => { window.showState(state); }, name);
    // Dark colours are the same tokens everywhere: every third stage shows them all.
    const found = await violations(page, IS_ALL || at % 3 === 0 ? ['light', 'dark'] : ['light']);
    if (found.length > 0) all[name] = found;
  }
  await page.close();
  expect(all).toEqual({});
});

test('the customer’s window', { timeout: 120_000 }, async () => {
  const page = await harness.browser.newPage({ viewport: { width: 1280, height: 800 } });
  const all: Record<string, string[]> = {};
  await open('customer', 'idle', page);
  for (const state of stagesOf('customer')) {
    await page.evaluate((name) => { window.showState(name); }, state);
    const found = await violations(page);
    if (found.length > 0) all[state] = found;
  }
  await page.close();
  expect(all).toEqual({});
});
