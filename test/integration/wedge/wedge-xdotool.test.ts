import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { findBrowser, onPath } from '../../../build/setup/browser.mjs';
import { BROWSER_ARGS, bundlePage } from './bundle.ts';

// A real window, a real X server and real key events with the server's time stamps (hardware.md 1.2 "Test recipe").

const EAN = '6901234567892';
const CAPS_LOCK = '66';
const ENTER = '36';
let xvfb: ChildProcess | undefined;
let display = '';
let browser: Browser | undefined;
let page: Page;
let script = '';

function toolOrFail(name: string, debianPackage: string): string {
  const path = onPath(name);
  if (path === undefined) throw new Error(`${name} is missing: install the package ${debianPackage} (the set-up step of npm test does)`);
  return path;
}

/** X keycodes of a text on a US HID keyboard; capitals are not needed here. */
function keycodes(text: string): string[] {
  const rows: readonly (readonly [string, number])[] = [['1234567890', 10], ['qwertyuiop', 24], ['asdfghjkl', 38], ['zxcvbnm', 52]];
  return [...text].map((char) => {
    const row = rows.find(([keys]) => keys.includes(char));
    if (row === undefined) throw new Error(`no keycode for ${char}`);
    return String(row[1] + row[0].indexOf(char));
  });
}

async function run(program: string, args: readonly string[]): Promise<void> {
  const child = spawn(program, [...args], { env: { ...process.env, DISPLAY: display }, stdio: ['ignore', 'ignore', 'inherit'] });
  const deadline = setTimeout(() => child.kill('SIGKILL'), 10_000);
  const [code] = await once(child, 'exit');
  clearTimeout(deadline);
  expect(code, `${program} ${args.join(' ')}`).toBe(0);
}

/** `delayMs` is what the scanner is set to; xdotool spends it half before and half after each release. */
const type = (codes: readonly string[], delayMs: number): Promise<void> => run(toolOrFail('xdotool', 'xdotool'), ['key', '--delay', String(delayMs), ...codes]);
const layout = (name: string): Promise<void> => run(toolOrFail('setxkbmap', 'x11-xkb-utils'), [name]);
const log = (): Promise<string[]> => page.evaluate(() => window.log);
const waitForLog = async (line: string): Promise<string[]> => {
  try {
    await page.waitForFunction((wanted) => window.log.includes(wanted), line, { timeout: 5000 });
  } catch (error) {
    throw new Error(`no "${line}"; log: ${JSON.stringify(await log())}; keys: ${await page.evaluate(() => JSON.stringify(window.keyTimes))}`, { cause: error });
  }
  return log();
};

/**
 * Types a scan with Enter until the X server has stamped it at a scanner's pace: on a busy machine xdotool itself may
 * stumble, and that is not what is tested.
 */
async function scan(text: string, delayMs: number, meanwhile: () => Promise<void> = async () => undefined): Promise<void> {
  for (let attempt = 0; attempt < 10; attempt += 1) {
    await page.evaluate(() => {
      window.log = [];
      window.keyTimes = [];
    });
    await meanwhile();
    await type([...keycodes(text), ENTER], delayMs);
    const widestGapMs = await page.waitForFunction((count) => {
      const times = window.keyTimes.map((one) => one.atMs);
      return times.length >= count ? 1 + Math.max(...times.slice(1).map((atMs, index) => atMs - (times[index] ?? 0))) : 0;
    }, text.length + 1, { timeout: 10_000 });
    if (await widestGapMs.jsonValue() < 45) return;
    await page.waitForFunction(() => !window.burstPending(), undefined, { timeout: 5000 });
  }
  throw new Error('xdotool never kept a scanner\'s pace on this machine');
}

beforeAll(async () => {
  if (process.platform !== 'linux') throw new Error('this test drives an X server and runs on Linux only');
  toolOrFail('xdotool', 'xdotool');
  toolOrFail('setxkbmap', 'x11-xkb-utils');
  const executablePath = findBrowser();
  if (executablePath === undefined) throw new Error('no browser found: run the set-up step (npm test does), or set GUITAI_BROWSER');
  // The server picks a free display and writes its number to file descriptor 3.
  xvfb = spawn(toolOrFail('Xvfb', 'xvfb'), ['-displayfd', '3', '-screen', '0', '1024x768x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const [number] = await once(createInterface(xvfb.stdio[3] as Readable), 'line') as [string];
  display = `:${number}`;
  browser = await chromium.launch({
    executablePath, headless: false, env: { ...process.env, DISPLAY: display }, args: [...BROWSER_ARGS, '--window-size=1000,700', '--window-position=0,0'],
  });
  script = await bundlePage();
  page = await browser.newPage({ viewport: null });
}, 60_000);

afterAll(async () => {
  await browser?.close();
  xvfb?.kill();
});

beforeEach(async () => {
  await layout('us');
  await page.goto('about:blank');
  await page.setContent('<!doctype html><html><body></body></html>');
  await page.addScriptTag({ content: script });
  await page.waitForFunction(() => window.ready);
  await page.bringToFront();
  // Without a window manager nobody gives the window the keyboard; a click does.
  await page.mouse.click(500, 400);
  await run('xdotool', ['mousemove', '500', '500', 'click', '1']);
  await page.waitForFunction(() => document.hasFocus(), undefined, { timeout: 5000 });
});

for (const delayMs of [5, 20]) {
  test(`scan at ${delayMs} ms with Pay in focus: scanned, not pressed`, async () => {
    await page.focus('#pay');
    await scan(EAN, delayMs);
    expect(await waitForLog(`scan ${EAN}`)).toEqual([`scan ${EAN}`]);
  });
}

test.each([5, 20])('a page that stalls for 150 ms again and again loses nothing and presses nothing, at %i ms', async (delayMs) => {
  await page.focus('#pay');
  await scan(EAN, delayMs, () => page.evaluate(() => {
    let stalls = 0;
    const stall = (): void => {
      const untilMs = performance.now() + 150;
      while (performance.now() < untilMs);
      stalls += 1;
      if (stalls < 5) setTimeout(stall, 3);
    };
    setTimeout(stall);
  }));
  expect(await waitForLog(`scan ${EAN}`)).toEqual([`scan ${EAN}`]);
});

test('French layout and CapsLock: the same digits', async () => {
  await layout('fr');
  await page.focus('#search');
  await type([CAPS_LOCK], 5);
  try {
    await scan(EAN, 5);
    await waitForLog(`scan ${EAN}`);
    expect(await page.inputValue('#search')).toBe('');
  } finally {
    await type([CAPS_LOCK], 5);
  }
});

test('French layout, letters: a person gets the letters of the layout, a scan is read by position', async () => {
  await layout('fr');
  await page.focus('#search');
  await type(keycodes('q'), 90);
  await waitForLog('search a');
  await page.focus('#pay');
  await scan('qwerty12', 5);
  await waitForLog('scan qwerty12');
});

test('a person at 90 ms types into the field and submits', async () => {
  await page.focus('#search');
  await type([...keycodes('milk'), ENTER], 90);
  const lines = await waitForLog('submit');
  expect(lines).toContain('search milk');
  expect(lines.some((line) => line.startsWith('scan '))).toBe(false);
});

test('a person presses Pay with Enter', async () => {
  await page.focus('#pay');
  await type([ENTER], 90);
  expect(await waitForLog('pay')).toContain('pay');
});
