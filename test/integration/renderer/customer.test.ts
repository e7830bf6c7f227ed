import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BinaryBitmap, HybridBinarizer, QRCodeReader, RGBLuminanceSource } from '@zxing/library';
import { PNG } from 'pngjs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { painted, settled } from '../../e2e/ui-harness/drive.ts';
import { ORDER_CODE } from '../../e2e/ui-harness/fixtures.ts';
import { openHarness, type Harness } from '../../e2e/ui-harness/serve.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await openHarness();
}, 60_000);

afterAll(async () => {
  await harness?.close();
});

async function open(state: string, size: { width: number; height: number }, colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
  const context = await harness.browser.newContext({ viewport: size, colorScheme });
  const page = await context.newPage();
  await page.goto(harness.url('customer', state, 'en'));
  await settled(page);
  return page;
}

/** What a phone would read from the glass. */
function read(screenshot: Buffer): string {
  const { width, height, data } = PNG.sync.read(screenshot);
  const luminance = new Uint8ClampedArray(width * height);
  for (let index = 0; index < luminance.length; index += 1) luminance[index] = data[index * 4] ?? 0;
  return new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(luminance, width, height)))).getText();
}

test.each([
  ['light', 1280, 800], ['dark', 1280, 800], ['light', 1024, 768], ['dark', 1920, 1080],
] as const)('the order code is read from the whole window: %s, %i x %i', async (scheme, width, height) => {
  const page = await open('orderCode', { width, height }, scheme);
  const screenshot = await page.screenshot();
  expect(read(screenshot)).toBe(ORDER_CODE);
  const folder = mkdtempSync(join(tmpdir(), 'guitai-code-'));
  try {
    // A second reader that shares no line with the first.
    writeFileSync(join(folder, 'window.png'), screenshot);
    expect(execFileSync('zbarimg', ['--quiet', '--raw', join(folder, 'window.png')], { encoding: 'utf8' }).trim()).toBe(ORDER_CODE);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const code = await page.evaluate(() => {
    const svg = document.querySelector<SVGSVGElement>('[data-order-code]');
    const total = document.querySelector('.code-amount');
    if (svg === null || total === null) throw new Error('no code');
    return { pixels: svg.getBoundingClientRect().width, modules: svg.viewBox.baseVal.width, amountPixels: Number.parseFloat(getComputedStyle(total).fontSize), title: svg.querySelector('title')?.textContent ?? '' };
  });
  expect(code.pixels).toBeGreaterThanOrEqual(240);
  expect(code.pixels % code.modules).toBe(0);
  expect(code.title).toContain('Scan with Alipay');
  if (width >= 1280) expect(code.amountPixels).toBeGreaterThanOrEqual(72);
  await page.context().close();
});

test('says which revision is on the glass, only after it is', async () => {
  const page = await open('orderCode', { width: 1280, height: 800 });
  await page.waitForFunction(() => window.fakeTill.calls.some(({ channel }) => channel === 'customer.painted'));
  await page.evaluate(() => { window.showState('cancelling'); });
  await page.waitForFunction(() => window.fakeTill.calls.filter(({ channel }) => channel === 'customer.painted').length === 2);
  expect(await page.locator('[data-order-code]').count()).toBe(0);
  const painted_ = await page.evaluate(() => window.fakeTill.calls.filter(({ channel }) => channel === 'customer.painted').map(({ request }) => request));
  expect(painted_).toEqual([{ revision: 1 }, { revision: 2 }]);
  await page.context().close();
});

test('never shows something older than what it showed', async () => {
  const page = await open('paidCash', { width: 1280, height: 800 });
  await page.evaluate(() => {
    window.fakeTill.emit('customer.changed', { revision: 0, nowMs: Date.now(), world: 'training', language: 'en', shop: { name: { en: 'x', zhHans: '', zhHant: '' }, currency: 'HKD' }, scene: { kind: 'idle' } });
  });
  await painted(page);
  expect(await page.getAttribute('.screen', 'data-scene')).toBe('paid');
  await page.reload();
  await settled(page);
  expect(await page.getAttribute('.screen', 'data-scene')).toBe('paid');
  await page.context().close();
});

test('Chinese and English together, the total the largest text at an unmoved place', async () => {
  const page = await open('cart', { width: 1280, height: 800 });
  const bottoms = new Set<number>();
  for (const state of ['cartOne', 'cart', 'cartLong', 'cartLongName', 'cartPaying']) {
    await page.evaluate((name) => { window.showState(name); }, state);
    await painted(page);
    const seen = await page.evaluate(() => {
      const total = document.querySelector('.total-amount');
      const sizes = [...document.querySelectorAll('.screen *')].filter((element) => element.textContent !== '' && !element.closest('.total-amount')).map((element) => Number.parseFloat(getComputedStyle(element).fontSize));
      return { total: total === null ? 0 : Number.parseFloat(getComputedStyle(total).fontSize), largest: Math.max(...sizes), bottom: Math.round(total?.getBoundingClientRect().bottom ?? 0), words: document.body.innerText };
    });
    expect(seen.total, state).toBeGreaterThan(seen.largest);
    bottoms.add(seen.bottom);
    expect(seen.words).toContain('總計');
    expect(seen.words).toContain('Total');
  }
  expect(bottoms.size).toBe(1);
  await page.context().close();
});
