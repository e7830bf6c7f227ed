import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

/** WCAG 2.2, levels A and AA, in the states of both windows, by axe-core in a real browser. */
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

interface AxeWindow {
  readonly axe: { run(context: unknown, options: unknown): Promise<{ readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[] }[] }> };
}

/** Puts axe-core into a page that was just loaded. */
export async function bringAxe(page: Page): Promise<void> {
  await page.evaluate(AXE);
}

/**
 * What axe finds on a page as it stands, one line each: on the topmost thing that is open, because what lies under it has been looked at already. Everything is looked at in
 * light colours, without the keys printed on controls (they are `aria-keyshortcuts`, no part of a control's name); then the colours again in dark, with the keys. What is
 * opened over the window is looked at in light colours only, unless GUITAI_AXE=all: its colours are the same tokens.
 */
export async function violations(page: Page, passes: readonly ('light' | 'dark')[] = ['light', 'dark']): Promise<string[]> {
  const found: string[] = [];
  for (const pass of passes) {
    await page.emulateMedia({ colorScheme: pass === 'dark' ? 'dark' : 'light', reducedMotion: 'reduce' });
    found.push(...await page.evaluate(async ({ tags, isNames }) => {
      const { axe } = globalThis as unknown as AxeWindow;
      // A colour on its way to another is neither.
      await Promise.allSettled(document.getAnimations().filter((one) => one.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY).map((one) => one.finished));
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
