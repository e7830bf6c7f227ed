import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BinaryBitmap, DecodeHintType, HybridBinarizer, QRCodeReader, RGBLuminanceSource } from '@zxing/library';
import { PNG } from 'pngjs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { receiptHtml } from '../../../electron/till/receipt/html.ts';
import { receiptBlocks } from '../../../shared/receipt/layout.ts';
import { receiptDocument } from '../../../shared/receipt/model.ts';
import { painted, pressAll, settled } from '../../e2e/ui-harness/drive.ts';
import { THANKS_TEXT } from '../../e2e/ui-harness/fake-papers.ts';
import { openHarness, type Harness } from '../../e2e/ui-harness/serve.ts';
import { SALE, SETTINGS } from '../../unit/receipt/samples.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await openHarness();
}, 60_000);

afterAll(async () => {
  await harness?.close();
});

async function open(window_: 'cashier' | 'customer', state: string, options: { readonly dark?: boolean; readonly still?: boolean } = {}): Promise<Page> {
  const context = await harness.browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme: options.dark === true ? 'dark' : 'light', reducedMotion: options.still === true ? 'reduce' : 'no-preference' });
  const page = await context.newPage();
  await page.goto(harness.url(window_, state, 'en'));
  await settled(page);
  return page;
}

/** What a phone would read from the glass, as UTF-8. */
function read(screenshot: Buffer): string {
  const { width, height, data } = PNG.sync.read(screenshot);
  const luminance = new Uint8ClampedArray(width * height);
  for (let index = 0; index < luminance.length; index += 1) luminance[index] = data[index * 4] ?? 0;
  const hints = new Map<DecodeHintType, unknown>([[DecodeHintType.CHARACTER_SET, 'UTF-8']]);
  return new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(luminance, width, height))), hints).getText();
}

test.each([['light', false], ['dark', true]] as const)('the receipt under "thank you" is read from the whole window: %s', async (_scheme, dark) => {
  const page = await open('customer', 'paidCode', { dark });
  expect(read(await page.screenshot())).toBe(THANKS_TEXT);
  const modules = await page.evaluate(() => {
    const svg = document.querySelector<SVGSVGElement>('[data-receipt-code]');
    return (svg?.getBoundingClientRect().width ?? 0) / (svg?.viewBox.baseVal.width ?? 1);
  });
  expect(Number.isInteger(modules)).toBe(true);
  expect(modules).toBeGreaterThanOrEqual(4);
  // The change is still the largest thing to read.
  expect(await page.textContent('.paid-change-amount')).toContain('356.50');
  await page.context().close();
});

test('the page for the printer is one page, and both of its codes are read by another reader', async () => {
  const blocks = receiptBlocks(receiptDocument({ ...SALE, copy: 1 }, SETTINGS));
  const page = await (await harness.browser.newContext({ viewport: { width: 302, height: 900 }, deviceScaleFactor: 3 })).newPage();
  await page.setContent(await receiptHtml(blocks, 'receipt', null));
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
  // A long one in two languages, wrapped wherever it can be, is one page too.
  const [line] = SALE.lines;
  const long = { en: 'Ripe Pu’er cake 2018, 357 g, Menghai old trees, autumn harvest, in a bamboo wrapper', zhHans: '二〇一八年勐海古树秋采熟普洱石磨压制竹壳包装饼茶', zhHant: '二〇一八年勐海古樹秋採熟普洱石磨壓製竹殼包裝餅茶' };
  const many = { ...SALE, shop: { ...SALE.shop, name: long }, lines: Array.from({ length: 40 }, () => ({ ...(line ?? expect.unreachable('no line')), name: long, quantityMilli: 3_000 })) };
  const second = await page.context().newPage();
  await second.setContent(await receiptHtml(receiptBlocks(receiptDocument(many, SETTINGS)), 'receipt', null));
  expect((await second.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
  // 80 mm in points.
  expect(Number(/\/MediaBox\s*\[0 0 ([\d.]+)/.exec(pdf.toString('latin1'))?.[1])).toBeCloseTo(226.8, 0);
  const folder = mkdtempSync(join(tmpdir(), 'guitai-paper-'));
  try {
    writeFileSync(join(folder, 'paper.png'), await page.screenshot({ fullPage: true }));
    const read_ = execFileSync('zbarimg', ['--quiet', '--raw', join(folder, 'paper.png')], { encoding: 'utf8' }).trim().split('\n').sort();
    expect(read_).toEqual(['GT1:RT1:123:4711:9F3A0C11D2E4B5A6:99.20HKD', 'RT100000123']);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  await page.context().close();
});

test('the customer chooses one language and takes it back', async () => {
  const page = await open('customer', 'cart');
  const texts = (): Promise<string> => page.evaluate(() => document.body.innerText);
  expect(await texts()).toMatch(/總計[\s\S]*Total/);
  await page.click('[data-language="zh-Hans"]');
  await page.waitForSelector('.screen[data-only="zh"]');
  expect(await texts()).toContain('合计');
  expect(await texts()).not.toContain('Total');
  expect(await page.getAttribute('html', 'lang')).toBe('zh-Hans');
  await page.click('[data-language="en"]');
  await page.waitForSelector('.screen[data-only="en"]');
  expect((await texts()).replace(/简体|繁體/g, '')).not.toMatch(/[\u4e00-\u9fff]/);
  expect(await page.getAttribute('[data-language="en"]', 'aria-pressed')).toBe('true');
  await page.click('[data-language="en"]');
  await page.waitForSelector('.screen:not([data-only])');
  for (const button of await page.locator('.language').all()) {
    const box = await button.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
  }
  await page.context().close();
});

test('slides are shown one after the other, broken ones are skipped and told of, and a sale ends them at once', async () => {
  const page = await open('customer', 'slides', { still: true });
  await page.waitForSelector('[data-slide="s1"] img');
  expect(await page.evaluate(() => getComputedStyle(document.querySelector('.slide') ?? document.body).animationName)).toBe('none');
  // Three seconds each; the broken one in between costs none.
  await page.waitForSelector('[data-slide="s2"]', { timeout: 10_000 });
  expect(await page.evaluate(() => window.fakeTill.calls.filter(({ channel }) => channel === 'customer.slideFailed').map(({ request }) => request))).toEqual([{ slideId: 'broken' }]);
  await page.evaluate(() => { window.showState('cart'); });
  await painted(page);
  expect(await page.locator('[data-slide]').count()).toBe(0);
  await page.evaluate(() => { window.showState('slidesBroken'); });
  await page.waitForSelector('.tea');
  await page.context().close();
});

test('a paper is taken out by keys: the first is the original, the next says COPY 1', async () => {
  const page = await open('cashier', 'doneCash');
  await pressAll(page, ['F4']);
  await page.waitForSelector('[data-paper]');
  expect(await page.textContent('[data-paper]')).not.toContain('COPY');
  await pressAll(page, ['F5']);
  await page.waitForSelector('[data-issued="1"]');
  expect(await page.textContent('[data-paper]')).toContain('COPY 1');
  expect(await page.textContent('.notice')).toContain('receipt-00000127.pdf');
  await pressAll(page, ['F7']);
  await page.waitForSelector('[data-shared]');
  await painted(page);
  expect(read(await page.locator('[data-shared]').screenshot())).toContain('COPY 1'.replace('COPY', '副本'));
  expect(await page.evaluate(() => window.fakeTill.calls.filter(({ channel }) => channel === 'receipt.issue').map(({ request }) => request))).toEqual([
    { of: { document: 'sale', saleId: 's127' }, format: 'pdf' }, { of: { document: 'sale', saleId: 's127' }, format: 'qr' },
  ]);
  await pressAll(page, ['Escape']);
  expect(await page.locator('[data-dialog="paper"]').count()).toBe(0);
  await page.context().close();
});
