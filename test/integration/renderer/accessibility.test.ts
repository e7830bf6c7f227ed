import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { painted, pressAll, settled } from '../../e2e/ui-harness/drive.ts';
import { cashierStates, customerStates } from '../../e2e/ui-harness/fixtures.ts';
import { openHarness, type Harness } from '../../e2e/ui-harness/serve.ts';

/** WCAG 2.2, levels A and AA, in the states of both windows, by axe-core in a real browser. */
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

interface AxeWindow {
  readonly axe: { run(context: unknown, options: unknown): Promise<{ readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[] }[] }> };
}

let harness: Harness;

beforeAll(async () => {
  harness = await openHarness();
}, 60_000);

afterAll(async () => {
  await harness?.close();
});

/**
 * What axe finds on a page as it stands, one line each: on the topmost thing that is open, because what lies under it has been looked at already. Everything is looked at in
 * light colours, without the keys printed on controls (they are `aria-keyshortcuts`, no part of a control's name); then the colours again in dark, with the keys. What is
 * opened over the window is looked at in light colours only, unless GUITAI_AXE=all: its colours are the same tokens.
 */
async function violations(page: Page, passes: readonly ('light' | 'dark')[] = ['light', 'dark']): Promise<string[]> {
  const found: string[] = [];
  for (const pass of passes) {
    await page.emulateMedia({ colorScheme: pass === 'dark' ? 'dark' : 'light', reducedMotion: 'reduce' });
    found.push(...await page.evaluate(async ({ tags, isNames }) => {
      const { axe } = globalThis as unknown as AxeWindow;
      const open = [...document.querySelectorAll('[role="dialog"], [data-panel], [data-lesson]')].at(-1) ?? document;
      for (const key of document.querySelectorAll<HTMLElement>('kbd')) key.style.display = isNames ? 'none' : '';
      const { violations: all } = await axe.run(open, {
        resultTypes: ['violations'], ...(isNames ? { runOnly: { type: 'tag', values: tags } } : { runOnly: { type: 'rule', values: ['color-contrast'] } }),
      });
      for (const key of document.querySelectorAll<HTMLElement>('kbd')) key.style.display = '';
      return all.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 300)} ${/contrast of [\d.]+ \([^)]*\)/.exec(failureSummary ?? '')?.[0] ?? ''}`));
    }, { tags: TAGS, isNames: pass === 'light' }));
  }
  return found;
}

async function open(window: 'cashier' | 'customer', state: string, page: Page): Promise<void> {
  await page.goto(harness.url(window, state, 'en'));
  await settled(page);
  await page.evaluate(AXE);
}

const STATES = Object.entries(cashierStates(0, 'en')).map(([name, { keys, waitFor }]) => ({ name, keys: keys ?? [], waitFor, isAfresh: keys !== undefined || name === 'noProducts' }));
/** The first word of a state's name: "settingsTax" is one of "settings". */
const familyOf = (name: string): string => /^[a-z]+/.exec(name)?.[0] ?? name;
const OPENED = STATES.filter(({ isAfresh }) => isAfresh);
/** Opening a window afresh takes its time: one of each family, and all of them when GUITAI_AXE=all says so. */
const IS_ALL = process.env['GUITAI_AXE'] === 'all';
/** Another catalog, or no till yet: the window is loaded for them, and for what comes after them. */
const LOADED = new Set(['noProducts', 'firstRunLive']);
const AFRESH = IS_ALL ? OPENED : OPENED.filter(({ name }, at) => OPENED.findIndex((other) => familyOf(other.name) === familyOf(name)) === at);
const AT_A_TIME = 30;
const PARTS = Array.from({ length: Math.ceil(AFRESH.length / AT_A_TIME) }, (_, part) => [AFRESH[part * AT_A_TIME]?.name ?? '', part] as const);

test('the stages of the cashier’s window', { timeout: 120_000 }, async () => {
  const page = await harness.browser.newPage({ viewport: { width: 1366, height: 768 } });
  const all: Record<string, string[]> = {};
  await open('cashier', 'selling', page);
  for (const { name } of STATES.filter(({ isAfresh }) => !isAfresh)) {
    await page.evaluate((state) => { window.showState(state); }, name);
    const found = await violations(page);
    if (found.length > 0) all[name] = found;
  }
  await page.close();
  expect(all).toEqual({});
});

test.concurrent.for(PARTS)('the cashier’s window with what is open: from %s on', { timeout: 240_000 }, async ([, part], { expect: expectHere }) => {
  const page = await harness.browser.newPage({ viewport: { width: 1366, height: 768 } });
  const all: Record<string, string[]> = {};
  let mustLoad = true;
  for (const { name, keys, waitFor } of AFRESH.slice(part * AT_A_TIME, (part + 1) * AT_A_TIME)) {
    if (mustLoad || LOADED.has(name)) {
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      await open('cashier', name, page);
    } else {
      await page.evaluate((state) => { window.showAfresh(state); }, name);
      await painted(page);
    }
    mustLoad = LOADED.has(name);
    await pressAll(page, keys);
    if (waitFor !== undefined) await page.waitForSelector(waitFor);
    const found = await violations(page, IS_ALL ? undefined : ['light']);
    if (found.length > 0) all[name] = found;
  }
  await page.close();
  expectHere(all).toEqual({});
});

test('the customer’s window', { timeout: 120_000 }, async () => {
  const page = await harness.browser.newPage({ viewport: { width: 1280, height: 800 } });
  const all: Record<string, string[]> = {};
  await open('customer', 'idle', page);
  for (const state of Object.keys(customerStates(0, 'en'))) {
    await page.evaluate((name) => { window.showState(name); }, state);
    const found = await violations(page);
    if (found.length > 0) all[state] = found;
  }
  await page.close();
  expect(all).toEqual({});
});
