import type { CDPSession, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { pressAll, scan, settled } from '../../e2e/ui-harness/drive.ts';
import { openHarness, type Harness } from '../../e2e/ui-harness/serve.ts';

let harness: Harness;
let page: Page;
let cdp: CDPSession;
const problems: string[] = [];

beforeAll(async () => {
  harness = await openHarness();
  page = await harness.browser.newPage({ viewport: { width: 1366, height: 768 } });
  cdp = await page.context().newCDPSession(page);
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
}, 60_000);
afterAll(async () => {
  await harness?.close();
});
beforeEach(() => {
  problems.length = 0;
});
afterEach(() => {
  expect(problems).toEqual([]);
});

const open = async (state: string): Promise<void> => {
  await page.goto(harness.url('cashier', state, 'en'));
  await settled(page);
  await page.waitForSelector('[data-tile]:visible');
  await pressAll(page, ['Alt+g']);
  await page.waitForSelector('.catalog-row');
};
const requestOf = (channel: string): Promise<unknown> => page.evaluate((wanted) => window.fakeTill.calls.findLast((call) => call.channel === wanted)?.request, channel);

test('a price is changed by keyboard alone, and the list is where it was', async () => {
  await open('ready');
  await pressAll(page, ['ArrowDown', 'Enter']);
  await page.waitForSelector('[data-product-form]');
  await page.focus('[name="price"]');
  await page.fill('[name="price"]', '31.5');
  await pressAll(page, ['F12']);
  await page.waitForSelector('.catalog-row:nth-child(2)[aria-selected="true"] .catalog-price:has-text("31.50")');
  expect(await requestOf('products.save')).toMatchObject({ productId: 'p1', draft: { priceMinor: 3_150, name: { en: 'Lemon tea' } } });
});

test('what is wrong is said at its field, and typing is not lost without a question', async () => {
  await open('ready');
  await pressAll(page, ['F2', 'T', 'e', 'a', 'F12']);
  await page.waitForSelector('.field:has([name="price"]) .field-wrong');
  await page.fill('[name="price"]', '5');
  await page.fill('[name="codes"]', '4891234000001');
  await pressAll(page, ['F12']);
  await page.waitForSelector('.field:has([name="codes"]) .field-wrong:has-text("Lemon tea")');
  await page.click('[data-dialog="product"] [data-action="closeDialog"]');
  await page.waitForSelector('[data-dialog="unsaved"]');
});

test('the scanner fills in a barcode and sells nothing', async () => {
  await open('ready');
  await pressAll(page, ['F2']);
  await page.waitForSelector('[data-product-form]');
  await scan(cdp, '4006381333931');
  await page.waitForFunction(() => document.querySelector<HTMLInputElement>('[name="codes"]')?.value === '4006381333931');
  expect(await requestOf('scan.submit')).toBeUndefined();
  expect(await page.inputValue('[name="en"]')).toBe('');
});

test('stock is received, adjusted with a reason, and counted', async () => {
  await open('ready');
  await pressAll(page, ['F5', '1', '2', 'Enter']);
  await page.waitForSelector('.catalog-row:nth-child(1) .catalog-stock:has-text("20 in stock")');
  await pressAll(page, ['F6', '-', '3']);
  expect(await page.isDisabled('[data-action="bookStock"]')).toBe(true);
  await page.click('.chip:has-text("Damaged")');
  await page.click('[data-action="bookStock"]');
  await page.waitForSelector('.catalog-row:nth-child(1) .catalog-stock:has-text("17 in stock")');
  expect(await requestOf('stock.move')).toEqual({ kind: 'adjusted', reason: 'Damaged', lines: [{ productId: 'p0', quantityMilli: -3_000 }] });
  await pressAll(page, ['F7', '4', '0', 'Enter']);
  await page.waitForSelector('.catalog-row:nth-child(1) .catalog-stock:has-text("40 in stock")');
});

test('a table is chosen, mapped, checked and imported', async () => {
  await open('ready');
  await pressAll(page, ['F8']);
  await page.waitForSelector('[data-import="idle"]');
  await page.setInputFiles('.import input[type="file"]', { name: 'goods.csv', mimeType: 'text/csv', buffer: Buffer.from('barcode,name,price\n1,A,2\n') });
  await page.waitForSelector('[data-import="mapping"]');
  expect(await requestOf('import.begin')).toEqual({ name: 'goods.csv', bytes: 25 });
  // The note is imported as nothing; two columns of one kind are refused until one of them is something else.
  await page.selectOption('[name="column5"]', 'price');
  await page.waitForSelector('.columns .field-wrong');
  expect(await page.isDisabled('[data-action="checkImport"]')).toBe(true);
  await page.selectOption('[name="column5"]', '');
  await pressAll(page, ['F12']);
  await page.waitForSelector('[data-import="checked"]');
  await pressAll(page, ['F12']);
  await page.waitForSelector('[data-import="done"]');
  await pressAll(page, ['Enter']);
  await page.waitForSelector('.catalog-row');
});

test('tiles show the new price as soon as the catalog has changed', async () => {
  await page.goto(harness.url('cashier', 'ready', 'en'));
  await settled(page);
  await page.waitForSelector('[data-tile]:visible');
  const before: number = await page.evaluate(() => window.fakeTill.calls.filter((call) => call.channel === 'catalog.list').length);
  await page.evaluate(() => { window.fakeTill.emit('catalog.changed', {}); });
  await page.waitForFunction((count) => window.fakeTill.calls.filter((call) => call.channel === 'catalog.list').length > count, before);
});
