import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDeskPage, type DeskPage } from '../../e2e/ui-harness/desk-page.ts';
import { pressAll } from '../../e2e/ui-harness/drive.ts';

let desk: DeskPage;

beforeAll(async () => {
  desk = await openDeskPage(1366, 768);
}, 60_000);

afterAll(async () => {
  await desk?.close();
});

/** What sticks out of the window sideways, and controls no scrolling leads to. */
const outside = (): Promise<readonly string[]> => desk.page.evaluate(() => {
  const found: string[] = [];
  if (document.documentElement.scrollWidth > innerWidth) found.push(`the page is ${document.documentElement.scrollWidth} wide`);
  for (const element of document.querySelectorAll<HTMLElement>('button, input, select, h2, h3, p, [role="tab"]')) {
    const { left, right, top, height, width } = element.getBoundingClientRect();
    if (height === 0 || width === 0 || element.closest('.visually-hidden') !== null) continue;
    if (left < -1 || right > innerWidth + 1) found.push(`${element.tagName} ${element.dataset['action'] ?? element.className}: ${Math.round(left)} to ${Math.round(right)}`);
    let above = element.parentElement;
    while (above !== null && !(['auto', 'scroll'].includes(getComputedStyle(above).overflowY) && above.scrollHeight > above.clientHeight)) above = above.parentElement;
    if (above === null && top >= innerHeight) found.push(`${element.tagName} ${element.dataset['action'] ?? element.className}: cannot be scrolled to`);
  }
  return found;
});

const STATES = ['closed', 'selling', 'longCart', 'paying', 'asking', 'declined', 'doneCash'];

test('at twice the size nothing is cut off and nothing moves sideways, and the total with its keys is in sight', async () => {
  await desk.open('settingsDisplay');
  await pressAll(desk.page, ['F10', 'F2', ...'dark', 'Enter']);
  await desk.page.click('[data-action="theme-dark"]');
  await desk.page.click('[data-action="size-200"]');
  expect(await desk.called('settings.saveLook')).toEqual({ theme: 'dark', size: '200' });
  expect(await desk.page.evaluate(() => [document.documentElement.dataset['theme'], document.documentElement.hasAttribute('data-narrow')])).toEqual(['dark', true]);
  expect(await outside()).toEqual([]);
  for (const state of STATES) {
    await desk.open(state);
    await desk.page.evaluate(() => {
      document.documentElement.style.zoom = '2';
      document.documentElement.setAttribute('data-narrow', '');
      document.documentElement.setAttribute('data-low', '');
    });
    expect(await outside(), state).toEqual([]);
    if (state === 'longCart') {
      const inSight = await desk.page.evaluate(() => ['[data-action="pay"]', '[data-total]'].map((one) => (document.querySelector(one)?.getBoundingClientRect().bottom ?? Number.POSITIVE_INFINITY) <= innerHeight));
      expect(inSight).toEqual([true, true]);
    }
  }
}, 60_000);
