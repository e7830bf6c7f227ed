import { afterAll, beforeAll, expect, test } from 'vitest';
import { bringAxe, violations } from '../../e2e/ui-harness/axe.ts';
import { painted, pressAll, settled } from '../../e2e/ui-harness/drive.ts';
import { look } from '../../e2e/ui-harness/looks.ts';
import { firstOfEach, MUST_LOAD, OPENED, someOfEach } from '../../e2e/ui-harness/opened.ts';
import { openHarness, type Harness } from '../../e2e/ui-harness/serve.ts';

/**
 * Dialogs, panels and half-typed amounts, each opened by its keys where room is scarcest: what a designer would see at once, and what axe finds. Opening is what takes the
 * time, so both look at the same page. By default some of each family of states; GUITAI_LAYOUT=all and GUITAI_AXE=all, which take minutes, look at all of them.
 */
const LOOKED_AT = process.env['GUITAI_LAYOUT'] === 'all' ? null : someOfEach(4, true);
const IS_ALL_AXE = process.env['GUITAI_AXE'] === 'all';
const HEARD = IS_ALL_AXE ? null : firstOfEach();
const STATES = OPENED.filter(({ name }) => LOOKED_AT === null || LOOKED_AT.has(name) || HEARD === null || HEARD.has(name));
const AT_A_TIME = 12;
const PARTS = Array.from({ length: Math.ceil(STATES.length / AT_A_TIME) }, (_, part) => [STATES[part * AT_A_TIME]?.name ?? '', part] as const);

let harness: Harness;

beforeAll(async () => {
  harness = await openHarness();
}, 60_000);

afterAll(async () => {
  await harness?.close();
});

// Most of the time goes by waiting for frames and for the wedge detector to give keys back: several pages wait at once.
test.concurrent.for(PARTS)('nothing cut off, nothing outside, nothing that cannot be heard or read: from %s on', { timeout: 240_000 }, async ([, part], { expect: expectHere }) => {
  const page = await harness.browser.newPage({ viewport: { width: 1024, height: 768 } });
  const seen: Record<string, string[]> = {};
  const heard: Record<string, string[]> = {};
  let mustLoad = true;
  for (const { name, keys, waitFor } of STATES.slice(part * AT_A_TIME, (part + 1) * AT_A_TIME)) {
    if (mustLoad || MUST_LOAD.has(name)) {
      await page.goto(harness.url('cashier', name, 'en'));
      await settled(page);
      await bringAxe(page);
    } else {
      await page.evaluate((state) => { window.showAfresh(state); }, name);
      await painted(page);
    }
    mustLoad = MUST_LOAD.has(name);
    await pressAll(page, keys);
    if (waitFor !== undefined) await page.waitForSelector(waitFor);
    if (LOOKED_AT === null || LOOKED_AT.has(name)) await look(page, name, seen);
    if (HEARD !== null && !HEARD.has(name)) continue;
    const found = await violations(page, IS_ALL_AXE ? undefined : ['light']);
    if (found.length > 0) heard[name] = found;
  }
  await page.close();
  expectHere({ seen, heard }).toEqual({ seen: {}, heard: {} });
});

test('there are states to look at', () => {
  expect(STATES.length).toBeGreaterThan(60);
});
