import type { Page } from 'playwright-core';
import { painted } from './drive.ts';

/**
 * What a designer would see at once: something wider than the window, text cut off where nobody meant to shorten it, a control whose words
 * stick out, controls too small for a finger. Runs in the page.
 */
export function faults(): string[] {
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
export async function look(page: Page, state: string, all: Record<string, string[]>): Promise<void> {
  await painted(page);
  const found = await page.evaluate(faults);
  if (found.length > 0) all[state] = found;
}
