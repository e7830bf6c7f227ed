import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { pressAll, settled } from '../../e2e/ui-harness/drive.ts';
import { openHarness, type Harness } from '../../e2e/ui-harness/serve.ts';

let harness: Harness;
let page: Page;
const problems: string[] = [];

beforeAll(async () => {
  harness = await openHarness();
  page = await harness.browser.newPage({ viewport: { width: 1366, height: 768 } });
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
}, 60_000);
afterAll(async () => {
  await harness?.close();
});
afterEach(() => {
  expect(problems.splice(0)).toEqual([]);
});

const open = async (state: string): Promise<void> => {
  await page.goto(harness.url('cashier', state, 'en'));
  await settled(page);
  await page.waitForSelector('[data-tile]:visible');
  await pressAll(page, ['Alt+e']);
};
const requestOf = (channel: string): Promise<unknown> => page.evaluate((wanted) => window.fakeTill.calls.findLast((call) => call.channel === wanted)?.request, channel);

test('days, views and the receipts behind a figure, by keyboard alone', async () => {
  await open('ready');
  await page.waitForSelector('[data-chart="Net by hour"] rect.chart-fill');
  await pressAll(page, ['5']);
  await page.waitForSelector('[data-chart="Net by day"] [data-bar="2026-11-21"]');
  expect(await requestOf('periods.report')).toMatchObject({ fromDay: 20_261_101, toDay: 20_261_121 });
  await pressAll(page, ['ArrowLeft']);
  await page.waitForSelector('.period-days:has-text("2026-10-11 – 2026-10-31")');
  await pressAll(page, ['6', 'PageDown', 'PageDown', 'PageDown']);
  await page.waitForSelector('[data-view="products"] tr[aria-selected="true"]:has-text("Milk tea")');
  await pressAll(page, ['ArrowDown', 'Enter']);
  await page.waitForSelector('[data-dialog="reportReceipts"] [data-receipt="4212"]');
  expect(await requestOf('periods.receipts')).toMatchObject({ fromDay: 20_261_001, toDay: 20_261_031, behind: { by: 'product' } });
  await pressAll(page, ['Escape']);
  await page.waitForSelector('[data-view="products"] table');
  await pressAll(page, ['F6']);
  await page.waitForSelector('.notice:has-text("period-2026-11-21.csv")');
  expect(await requestOf('periods.export')).toMatchObject({ format: 'csv', tables: ['product'], fromDay: 20_261_001 });
  await page.locator('[data-action="view-stock"]').click();
  await page.waitForSelector('[data-view="stock"] table');
  await pressAll(page, ['F7']);
  await page.waitForSelector('.notice:has-text("stock-20261121-120000.pdf")');
  expect(await requestOf('periods.exportStock')).toEqual({ format: 'pdf' });
});

test('two days of one’s own, and what is wrong with them', async () => {
  await open('ready');
  await page.waitForSelector('[data-chart]');
  await pressAll(page, ['F4']);
  await page.waitForSelector('[name="from"]:focus');
  await page.fill('[name="from"]', '2026-03-01');
  await page.fill('[name="to"]', '2026-02-01');
  await pressAll(page, ['Enter']);
  await page.waitForSelector('.own-days [role="alert"]');
  await page.fill('[name="to"]', '20260531');
  await pressAll(page, ['Enter']);
  await page.waitForSelector('[data-chart="Net by week"]');
  expect(await requestOf('periods.report')).toMatchObject({ fromDay: 20_260_301, toDay: 20_260_531 });
  await pressAll(page, ['PageDown', 'F3']);
  await page.waitForSelector('[data-row="2026-03-01"]:has-text("2026-03")');
});

test('days without business say so, and a table is one for those who cannot see the picture', async () => {
  await open('reportsNone');
  await page.waitForSelector('.empty:has-text("No business")');
  await open('ready');
  await page.waitForSelector('[data-chart]');
  expect(await page.locator('[data-chart] svg[role="img"]').first().getAttribute('aria-label')).toMatch(/^Net by hour\. Most: /);
  expect(await page.locator('[data-chart] table.visually-hidden').first().locator('tr').count()).toBeGreaterThan(5);
});
