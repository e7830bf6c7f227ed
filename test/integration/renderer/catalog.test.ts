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

test('a delivery is scanned thing by thing, from the keyboard and from a serial scanner, and booked at once', async () => {
  await open('ready');
  await pressAll(page, ['F5']);
  await page.waitForSelector('[data-stock="received"]');
  await pressAll(page, ['F5']);
  await page.waitForSelector('[data-stock-list="received"]');
  expect(await requestOf('scan.take')).toEqual({ on: true });
  await scan(cdp, '4891234000005');
  await page.waitForSelector('.stock-list-row[data-product="p5"]');
  await page.evaluate(() => { window.fakeTill.emit('scan.text', { text: '106' }); });
  await page.waitForFunction(() => document.querySelector<HTMLInputElement>('[data-product="p5"] input')?.value === '2');
  await page.fill('[name="find"]', '103');
  await page.click('.find-option');
  await page.waitForSelector('.stock-list-row[data-product="p2"]');
  await pressAll(page, ['F12']);
  await page.waitForSelector('.catalog-row');
  expect(await requestOf('stock.move')).toEqual({ kind: 'received', reason: '', lines: [{ productId: 'p2', quantityMilli: 1_000 }, { productId: 'p5', quantityMilli: 2_000 }] });
  expect(await requestOf('scan.submit')).toBeUndefined();
});

test('categories are put in order, added and filled by keyboard', async () => {
  await open('ready');
  await pressAll(page, ['F4']);
  await page.waitForSelector('[data-category-form]');
  await pressAll(page, ['ArrowDown', 'F5', 'F2']);
  await page.waitForSelector('.categories-row[aria-selected="true"][data-category=""]');
  await page.fill('[data-category-form] [name="zhHans"]', '时令');
  await pressAll(page, ['F12']);
  await page.waitForFunction(() => window.fakeTill.calls.some(({ channel }) => channel === 'categories.save'));
  const saved = (await requestOf('categories.save')) as { readonly categories: readonly { readonly categoryId: string | null; readonly name: { readonly en: string } }[] };
  expect([saved.categories[0]?.categoryId, saved.categories[1]?.categoryId, saved.categories.at(-1)]).toMatchObject(['drinks', 'tea', { categoryId: null, name: { en: '时令', zhHans: '时令' } }]);
  await page.waitForSelector('.categories-row:first-child[aria-selected="true"]');
  await pressAll(page, ['F7']);
  await page.waitForSelector('[data-dialog="moveProducts"]');
  await scan(cdp, '4891234000005');
  await page.waitForSelector('.stock-list-rows .find-option');
  await pressAll(page, ['F12']);
  await page.waitForSelector('[data-category-form]');
  expect(await requestOf('categories.moveProducts')).toEqual({ categoryId: 'drinks', productIds: ['p5'] });
});

test('how a product is sold is part of its form', async () => {
  await open('ready');
  await pressAll(page, ['Enter']);
  await page.waitForSelector('[data-kind]:not([open])');
  await page.click('[data-kind] summary');
  await page.selectOption('[name="soldBy"]', '500g');
  await page.fill('[name="minAge"]', '18');
  await page.fill('[name="packOf"]', '103');
  await page.waitForSelector('.field:has([name="packOf"]) .field-hint:has-text("Yuenyeung")');
  await page.fill('[name="packQuantity"]', '6');
  await pressAll(page, ['F12']);
  await page.waitForSelector('.catalog-row');
  expect(await requestOf('products.save')).toMatchObject({ draft: { kind: { soldBy: '500g', openPrice: false, minAge: 18, pack: { productId: '103', quantity: 6, priced: 'own' }, variantGroup: null, variantLabel: null } } });
});

test('a weight and a PLU are typed in one go', async () => {
  await page.goto(harness.url('cashier', 'ready', 'en'));
  await settled(page);
  await page.waitForSelector('[data-tile]:visible');
  await pressAll(page, ['1', '.', '2', '3', '4', '*', '1', '2', '3', 'Enter']);
  await page.waitForFunction(() => window.fakeTill.calls.some(({ channel }) => channel === 'scan.submit'));
  expect(await requestOf('scan.submit')).toEqual({ text: '1.234*123', source: 'typed' });
});

const ask = async (state: string): Promise<void> => {
  await page.goto(harness.url('cashier', state, 'en'));
  await settled(page);
  await page.waitForSelector('[data-dialog^="question-"]');
};

test.each([
  ['questionVariant', ['3'], { what: 'variant', productId: 'p2' }], ['questionAge', ['F12'], { what: 'age' }], ['questionAge', ['Escape'], null], ['questionWeight', ['1', '.', '5', 'Enter'], { what: 'weight', grams: 750 }],
  ['questionPrice', ['1', '2', '.', '5', 'Enter'], { what: 'price', priceMinor: 1_250 }], ['questionPrice', ['F5'], { what: 'price', priceMinor: 4_200 }], ['questionLabelPrice', ['F6'], { what: 'labelPrice', use: 'till' }],
] as const)('%s is answered by %j', async (state, keys, answer) => {
  await ask(state);
  await pressAll(page, [...keys]);
  await page.waitForSelector('[data-dialog^="question-"]', { state: 'detached' });
  expect(await requestOf('scan.answer')).toMatchObject({ answer });
});

test('a scan does not answer a question, whatever ends it', async () => {
  await ask('questionAge');
  await scan(cdp, '4891234000005');
  await page.waitForFunction(() => window.fakeTill.calls.some(({ channel }) => channel === 'scan.submit'));
  expect(await requestOf('scan.answer')).toBeUndefined();
  expect(await page.isVisible('[data-dialog="question-age"]')).toBe(true);
});

test('a label is tried out against templates that are not saved yet', async () => {
  await page.goto(harness.url('cashier', 'ready', 'en'));
  await settled(page);
  await page.waitForSelector('[data-tile]:visible');
  await pressAll(page, ['F10']);
  await page.fill('[data-dialog="settings"] input', 'scale label');
  await pressAll(page, ['Enter']);
  await page.waitForSelector('[data-labels]');
  await scan(cdp, '2300101012000');
  await page.waitForSelector('[data-preview="noMatch"]');
  await page.click('[data-action="addLabel"]');
  await page.click('[data-template="own-1"] input[type="checkbox"]');
  await page.waitForSelector('[data-preview="match"] [data-found="true"]:has-text("Milk tea")');
  await page.fill('[data-template="own-1"] .label-pattern', '21PPPPPMMMMMC');
  await page.waitForSelector('[data-template="own-1"] .field-wrong');
  expect(await page.isDisabled('[data-action="saveLabels"]')).toBe(true);
  await page.fill('[data-template="own-1"] .label-pattern', '23PPPPPMMMMMC');
  await pressAll(page, ['F12']);
  await page.waitForFunction(() => window.fakeTill.calls.some(({ channel }) => channel === 'settings.saveLabels'));
  expect(await requestOf('settings.saveLabels')).toMatchObject({ rule: 'ask' });
});
