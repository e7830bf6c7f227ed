import { chromium } from 'playwright-core';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findBrowser } from '../../../build/setup/browser.mjs';
import { strokesOf } from '../../unit/wedge/typist.ts';
import { BROWSER_ARGS, bundlePage } from './bundle.ts';

const EAN = '6901234567892';
let browser: Browser;
let page: Page;
let cdp: CDPSession;
let script: string;
/** Latest time stamp given to a key, in seconds; the next typing starts well after it. */
let lastS = 0;
const AHEAD_S = 0.4;

beforeAll(async () => {
  const executablePath = findBrowser();
  if (executablePath === undefined) throw new Error('no browser found: run the set-up step (npm test does), or set GUITAI_BROWSER');
  script = await bundlePage();
  browser = await chromium.launch({ executablePath, args: [...BROWSER_ARGS] });
  page = await browser.newPage();
  cdp = await page.context().newCDPSession(page);
}, 60_000);

afterAll(async () => {
  await browser?.close();
});

beforeEach(async () => {
  await page.goto('about:blank');
  await page.setContent('<!doctype html><html><body></body></html>');
  await page.addScriptTag({ content: script });
  await page.waitForFunction(() => window.ready);
  lastS = 0;
});

interface CdpStroke { readonly code: string; readonly key: string; readonly shift?: boolean | undefined; readonly ctrl?: boolean | undefined }

/**
 * Sends key events with explicit time stamps `gapMs` apart, as fast as the connection allows: the page must go by the
 * stamps. They run ahead of the clock: the browser turns stamps older than the page into 0, and on a busy machine events
 * that arrive after their own time would meet a timer that has already decided.
 */
async function type(strokes: readonly CdpStroke[], gapMs: number): Promise<void> {
  const startS = Math.max(Date.now() / 1000, lastS) + AHEAD_S;
  lastS = startS + (strokes.length * gapMs) / 1000;
  const sent: Promise<unknown>[] = [];
  strokes.forEach(({ code, key, shift, ctrl }, index) => {
    const modifiers = (shift === true ? 8 : 0) + (ctrl === true ? 2 : 0);
    const windowsVirtualKeyCode = key === 'Enter' ? 13 : key === 'Tab' ? 9 : key.toUpperCase().charCodeAt(0);
    const text = ctrl === true || key === 'Tab' ? undefined : key === 'Enter' ? '\r' : key;
    const common = { code, key, modifiers, windowsVirtualKeyCode };
    const timestamp = startS + (index * gapMs) / 1000;
    sent.push(cdp.send('Input.dispatchKeyEvent', { type: text === undefined ? 'rawKeyDown' : 'keyDown', ...common, ...(text === undefined ? {} : { text }), timestamp }));
    sent.push(cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', ...common, timestamp: timestamp + Math.min(gapMs, 20) / 2000 }));
  });
  await Promise.all(sent);
}

const ENTER: CdpStroke = { code: 'Enter', key: 'Enter' };
const keysOf = (text: string): CdpStroke[] =>
  strokesOf(text).map(({ code, shift, ctrl }, index) => ({ code, key: text[index] === '\x1d' ? ']' : (text[index] ?? ''), shift, ctrl }));
const scan = (text: string, gapMs = 5): Promise<void> => type([...keysOf(text), ENTER], gapMs);
const log = (): Promise<string[]> => page.evaluate(() => window.log);
const waitForLog = async (line: string): Promise<string[]> => {
  await page.waitForFunction((wanted) => window.log.includes(wanted), line, { timeout: 5000 });
  return log();
};
const settled = (): Promise<unknown> => page.waitForFunction(() => !window.burstPending(), undefined, { timeout: 5000 });

describe('a scan', () => {
  test('with the Pay button in focus: scanned, not pressed, no shortcut', async () => {
    await page.focus('#pay');
    await scan(EAN);
    expect(await waitForLog(`scan ${EAN}`)).toEqual([`scan ${EAN}`]);
  });

  test('with blanks in it: the button is not pressed by them', async () => {
    await page.focus('#pay');
    await scan('HT 0042 A');
    expect(await waitForLog('scan HT 0042 A')).toEqual(['scan HT 0042 A']);
  });

  test('with nothing in focus, and inside a modal dialog', async () => {
    await scan(EAN);
    await waitForLog(`scan ${EAN}`);
    await page.evaluate(() => document.querySelector<HTMLDialogElement>('#dialog')?.showModal());
    await page.focus('#confirm');
    await scan('73513537');
    expect(await waitForLog('scan 73513537')).toEqual([`scan ${EAN}`, 'scan 73513537']);
  });

  test('into a field React controls: value and selection are back, React knows, the form is not submitted', async () => {
    await page.focus('#search');
    await type(keysOf('milk'), 90);
    await settled();
    await page.evaluate(() => document.querySelector<HTMLInputElement>('#search')?.setSelectionRange(1, 3));
    await scan(EAN);
    const lines = await waitForLog(`scan ${EAN}`);
    expect(lines).not.toContain('submit');
    expect(lines.at(-2)).toBe('search milk');
    const state = await page.evaluate(() => {
      const field = document.querySelector<HTMLInputElement>('#search');
      return [field?.value, field?.selectionStart, field?.selectionEnd, document.activeElement?.id];
    });
    expect(state).toEqual(['milk', 1, 3, 'search']);
    // React's own value is the restored one: typing goes on from there.
    await page.evaluate(() => document.querySelector<HTMLInputElement>('#search')?.setSelectionRange(4, 4));
    await type(keysOf('y'), 90);
    await waitForLog('search milky');
  });

  test('at most the first keys of a scan are seen by the field', async () => {
    await page.focus('#search');
    await scan(EAN);
    const longest = Math.max(...(await waitForLog(`scan ${EAN}`)).filter((line) => line.startsWith('search ')).map((line) => line.length - 'search '.length));
    expect(longest).toBeLessThan(4);
  });

  test('into a number field, a text area and a list of choices', async () => {
    await page.focus('#notes');
    await type(keysOf('no ice'), 90);
    for (const [id, value] of [['#quantity', '2'], ['#notes', 'no ice'], ['#tax', '6']] as const) {
      await page.focus(id);
      const before = (await log()).length;
      await scan(EAN);
      await page.waitForFunction((count) => window.log.slice(count).some((line) => line.startsWith('scan ')), before, { timeout: 5000 });
      expect(await page.inputValue(id)).toBe(value);
    }
  });

  test('ending with Tab: the focus stays', async () => {
    await page.focus('#search');
    await type([...keysOf(EAN), { code: 'Tab', key: 'Tab' }], 5);
    await waitForLog(`scan ${EAN}`);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('search');
  });

  test('with GS and capitals', async () => {
    await scan(']C10109506000134352\x1d10ABC');
    await waitForLog('scan ]C10109506000134352\x1d10ABC');
  });

  test('while the page is busy for 150 ms: whole, and nothing pressed', async () => {
    await page.focus('#pay');
    const busy = page.evaluate(() => {
      const untilMs = performance.now() + 150;
      while (performance.now() < untilMs);
    });
    await scan(EAN);
    await busy;
    expect(await waitForLog(`scan ${EAN}`)).toEqual([`scan ${EAN}`]);
  });
});

describe('a person', () => {
  test('Enter and Space press the button in focus', async () => {
    await page.focus('#pay');
    await type([ENTER], 90);
    await waitForLog('pay');
    await type([{ code: 'Space', key: ' ' }], 90);
    await page.waitForFunction(() => window.log.filter((line) => line === 'pay').length === 2, undefined, { timeout: 5000 });
  });

  test('types into a field and submits with Enter', async () => {
    await page.focus('#search');
    await type([...keysOf('green tea'), ENTER], 90);
    const lines = await waitForLog('submit');
    expect(lines).toContain('search green tea');
    expect(lines.some((line) => line.startsWith('scan '))).toBe(false);
  });

  test('shortcuts on single keys run with no field in focus, also right before Enter', async () => {
    await page.focus('#pay');
    await type([...keysOf('42'), ENTER], 90);
    expect(await waitForLog('pay')).toEqual(['key 4', 'key 2', 'key Enter', 'pay']);
  });

  test('a fast roll in a field that was taken for a scan for a moment arrives after all', async () => {
    await page.focus('#search');
    await type(keysOf('asdfgh'), 8);
    await waitForLog('search asdfgh');
    expect(await page.inputValue('#search')).toBe('asdfgh');
  });
});
