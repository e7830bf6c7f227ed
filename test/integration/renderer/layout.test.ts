import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { painted, pressAll, settled } from '../../e2e/ui-harness/drive.ts';
import { cashierStates, customerStates } from '../../e2e/ui-harness/fixtures.ts';
import { openHarness, type Harness } from '../../e2e/ui-harness/serve.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await openHarness();
}, 60_000);

afterAll(async () => {
  await harness?.close();
});

/**
 * What a designer would see at once: something wider than the window, text cut off where nobody meant to shorten it, a control whose words
 * stick out, controls too small for a finger. Runs in the page.
 */
function faults(): string[] {
  const found: string[] = [];
  const name = (element: Element): string => `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} "${(element.textContent ?? '').trim().slice(0, 30)}"`;
  const isShown = (element: Element): boolean => element.checkVisibility() && element.getBoundingClientRect().width > 0;
  const scrolls = (element: Element): boolean => element.closest('.categories, .tiles, .results, .cart-lines, .others, .dialog-body, .practice-list, .visually-hidden') !== null;
  if (document.documentElement.scrollWidth > innerWidth) found.push(`page is ${document.documentElement.scrollWidth} px wide`);
  if (document.documentElement.scrollHeight > innerHeight) found.push(`page is ${document.documentElement.scrollHeight} px high`);
  for (const element of document.querySelectorAll('#root *')) {
    if (element.closest('svg') !== null || !isShown(element)) continue;
    const rect = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    if (!scrolls(element) && (rect.right > innerWidth + 1 || rect.bottom > innerHeight + 1 || rect.left < -1)) found.push(`outside the window: ${name(element)}`);
    // Names of products may be shortened, and say so with an ellipsis; nothing else may.
    const mayShorten = style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none' || element.matches('.line-flash, .ring *, .visually-hidden');
    if (style.overflowX === 'hidden' && !mayShorten && element.scrollWidth > element.clientWidth + 1) found.push(`cut off: ${name(element)}`);
    if (element.matches('button, [role="option"], .input, .badge, .way')) {
      for (const child of element.children) {
        const inner = child.getBoundingClientRect();
        if (inner.width > 0 && (inner.right > rect.right + 1 || inner.left < rect.left - 1 || inner.bottom > rect.bottom + 1 || inner.top < rect.top - 1)) found.push(`sticks out of ${name(element)}: ${name(child)}`);
      }
    }
    const isFinger = element.matches('button:not(.link), input:not([type="checkbox"], [type="radio"], .visually-hidden), label.check, select, [role="option"], [role="tab"]');
    // The training badge is a label first; its key and its size stay within the bar.
    if (isFinger && !element.matches('.top-training') && rect.height < 43.5) found.push(`too small (${Math.round(rect.height)} px): ${name(element)}`);
  }
  for (const label of document.querySelectorAll('.payment-actions .button-label, .device-action .button-label')) {
    if (label.getBoundingClientRect().height > 1.5 * Number.parseFloat(getComputedStyle(label).lineHeight)) found.push(`wraps: ${name(label)}`);
  }
  for (const selector of ['.pay', '.payment', '.done', '.open-shift']) {
    const panel = document.querySelector(selector);
    if (panel !== null && panel.scrollHeight > panel.clientHeight + 1) found.push(`${selector} must be scrolled: ${panel.scrollHeight} px in ${panel.clientHeight} px`);
  }
  return [...new Set(found)];
}

/** Looks at a page as it stands and keeps what a designer would see. */
async function look(page: Page, state: string, all: Record<string, string[]>): Promise<void> {
  await painted(page);
  const found = await page.evaluate(faults);
  if (found.length > 0) all[state] = found;
}

/** What the window itself has open starts afresh for each; the others follow one another as snapshots do. */
const STATES = Object.entries(cashierStates(0, 'en')).map(([name, { keys, waitFor }]) => ({ name, keys: keys ?? [], waitFor, isAfresh: keys !== undefined || name === 'noProducts' }));

const CASHIER_SIZES = [[1024, 768, 'en'], [1366, 768, 'zh-Hans'], [1024, 768, 'zh-Hant'], [3840, 2160, 'en']] as const;

test.each(CASHIER_SIZES)('cashier: nothing cut off, nothing outside, at %i x %i in %s', async (width, height, language) => {
  const page: Page = await harness.browser.newPage({ viewport: { width, height } });
  const all: Record<string, string[]> = {};
  await page.goto(harness.url('cashier', 'selling', language));
  await settled(page);
  for (const { name } of STATES.filter(({ isAfresh }) => !isAfresh)) {
    await page.evaluate((state) => { window.showState(state); }, name);
    await look(page, name, all);
  }
  expect(all).toEqual({});
  await page.close();
});

/** Another catalog, or no till yet: the window is loaded for them, and for what comes after them. */
const LOADED = new Set(['noProducts', 'firstRunLive']);

/** Dialogs and half-typed amounts are looked at where room is scarcest, some at a time. */
const OPENED = STATES.filter(({ isAfresh }) => isAfresh);
/** The first word of a state's name: "settingsTax" is one of "settings". */
const familyOf = (name: string): string => /^[a-z]+/.exec(name)?.[0] ?? name;
/** Every third of each family, the first and the last among them; all of them, which takes minutes, when GUITAI_LAYOUT=all says so. */
const AFRESH = process.env['GUITAI_LAYOUT'] === 'all' ? OPENED : OPENED.filter(({ name }, at) => {
  const family = OPENED.flatMap((other, index) => (familyOf(other.name) === familyOf(name) ? [index] : []));
  return family.indexOf(at) % 3 === 0 || family.at(-1) === at;
});
const AT_A_TIME = 12;
const PARTS = Array.from({ length: Math.ceil(AFRESH.length / AT_A_TIME) }, (_, part) => [AFRESH[part * AT_A_TIME]?.name ?? '', part] as const);

// Most of the time goes by waiting for frames and for the wedge detector to give keys back: several pages wait at once.
test.concurrent.for(PARTS)('cashier: nothing cut off, nothing outside, with what is open: from %s on', async ([, part], { expect: expectHere }) => {
  const page: Page = await harness.browser.newPage({ viewport: { width: 1024, height: 768 } });
  const all: Record<string, string[]> = {};
  let mustLoad = true;
  for (const { name, keys, waitFor } of AFRESH.slice(part * AT_A_TIME, (part + 1) * AT_A_TIME)) {
    if (mustLoad || LOADED.has(name)) {
      await page.goto(harness.url('cashier', name, 'en'));
      await settled(page);
    } else {
      await page.evaluate((state) => { window.showAfresh(state); }, name);
      await painted(page);
    }
    mustLoad = LOADED.has(name);
    await pressAll(page, keys);
    if (waitFor !== undefined) await page.waitForSelector(waitFor);
    await look(page, name, all);
  }
  expectHere(all).toEqual({});
  await page.close();
});

test.each([[1024, 768, 'en'], [1280, 800, 'zh-Hans'], [1366, 768, 'zh-Hant'], [1920, 1080, 'en']] as const)('customer: nothing cut off, nothing outside, at %i x %i in %s', async (width, height, language) => {
  const page: Page = await harness.browser.newPage({ viewport: { width, height } });
  await page.goto(harness.url('customer', 'idle', language));
  await settled(page);
  const all: Record<string, string[]> = {};
  for (const state of Object.keys(customerStates(0, language))) {
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
