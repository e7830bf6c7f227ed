import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { onPath } from '../../../build/setup/browser.mjs';
import { startTill, waitFor, type RunningTill } from '../../e2e/attach.ts';
import { Counter } from '../../e2e/counter.ts';

/** Real windows on a real X server that nobody sees, worked by real key events. Nothing here runs without Xvfb and xdotool. */
declare global {
  var keysSeen: { readonly key: string; readonly refused: boolean }[];
}

const mainFile = join(import.meta.dirname, 'fixture-till.ts');
const CLASS = '^Guitai$';
let screen: ChildProcess | undefined;
let env: Record<string, string> = {};

function toolOrFail(name: string, debianPackage: string): string {
  const path = onPath(name);
  if (path === undefined) throw new Error(`${name} is missing: install the package ${debianPackage} (the set-up step of npm test does)`);
  return path;
}

/** A screen wide enough for both windows, with a number the server itself finds free. */
async function openScreen(): Promise<string> {
  const server = spawn(toolOrFail('Xvfb', 'xvfb'), ['-displayfd', '3', '-screen', '0', '2800x1000x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  screen = server;
  const ended = once(server, 'exit').then(([code]: unknown[]) => Promise.reject(new Error(`Xvfb ended at once with ${String(code)}`)));
  ended.catch(() => undefined);
  const number = once(server.stdio[3] as Readable, 'data').then(([data]: unknown[]) => String(data).trim());
  return Promise.race([number, ended]);
}

beforeAll(async () => {
  if (process.platform !== 'linux') throw new Error('this test drives an X server and runs on Linux only');
  toolOrFail('xdotool', 'xdotool');
  env = { GUITAI_HEADLESS: '0', DISPLAY: `:${await openScreen()}`, WAYLAND_DISPLAY: '', XDG_SESSION_TYPE: 'x11' };
});
afterAll(() => void screen?.kill());

const xdotool = (...args: string[]): string => execFileSync('xdotool', args, { env: { ...process.env, ...env } }).toString().trim();
/** The X windows of this title, or all of the till's. xdotool ends with 1 when it finds none. */
function windowsOnScreen(title?: string): string[] {
  try {
    return xdotool('search', '--onlyvisible', ...(title === undefined ? ['--class', CLASS] : ['--name', `^${title}$`])).split('\n');
  } catch {
    return [];
  }
}
const press = (...keys: readonly string[]): void => void xdotool('key', ...keys);

interface Shape {
  readonly left: number;
  readonly top: number;
  readonly inner: readonly [width: number, height: number];
  readonly outer: readonly [width: number, height: number];
}
const shapeOf = (page: Page): Promise<Shape> => page.evaluate(() => ({ left: screenX, top: screenY, inner: [innerWidth, innerHeight] as const, outer: [outerWidth, outerHeight] as const }));
const settled = (page: Page, width: number, height: number): Promise<Shape> =>
  waitFor(`a page of ${width}x${height}`, async () => {
    const shape = await shapeOf(page);
    return shape.inner[0] === width && shape.inner[1] === height && shape.outer[0] > 0 ? shape : undefined;
  });
/** What the X server says: a page that is driven always believes it has the focus. */
const hasKeyboard = (title: string): Promise<unknown> => waitFor(`the keyboard with ${title}`, () => windowsOnScreen(title).includes(xdotool('getwindowfocus')) || undefined);

describe('windows on a screen', () => {
  let till: RunningTill;
  const said = (line: object): Promise<true> => waitFor(JSON.stringify(line), () => till.stdout().includes(JSON.stringify(line)) || undefined);
  beforeAll(async () => {
    till = await startTill({ mainFile, env });
    await said({ place: 'window' });
  });
  afterAll(async () => {
    await till.stop();
  });

  test('are app windows of the size asked for, beside each other, each with its title', async () => {
    const cashier = await settled(till.cashier, 1366, 768);
    const customer = await settled(till.customer, 1280, 800);
    for (const { inner, outer } of [cashier, customer]) {
      // A title bar may be there; tabs and an address bar take twice as much.
      expect(outer[1] - inner[1]).toBeLessThanOrEqual(40);
      expect(outer[0] - inner[0]).toBeLessThanOrEqual(20);
    }
    expect(cashier.left).toBeGreaterThanOrEqual(0);
    expect(cashier.left + cashier.outer[0]).toBeLessThanOrEqual(customer.left);
    expect(customer.left + customer.outer[0]).toBeLessThanOrEqual(2800);
    expect([...windowsOnScreen('cashier'), ...windowsOnScreen('customer')].sort()).toEqual(windowsOnScreen().sort());
    expect(windowsOnScreen().length).toBe(2);
    expect(till.stderr()).not.toContain('no app windows');
  });

  test('keep every key for the page: no help, no search, no second window, no way back, no end', async () => {
    const before = await settled(till.cashier, 1366, 768);
    await hasKeyboard('cashier');
    await till.cashier.evaluate(() => {
      globalThis.keysSeen = [];
      addEventListener('keydown', (event) => {
        if (!/^(Control|Alt|Shift)/.test(event.key)) setTimeout(() => globalThis.keysSeen.push({ key: event.key, refused: event.defaultPrevented }));
      });
    });
    const keys = ['F1', 'F3', 'F5', 'F6', 'F7', 'F10', 'F11', 'F12', 'ctrl+w', 'ctrl+n', 'ctrl+t', 'ctrl+p', 'ctrl+r', 'ctrl+f', 'ctrl+l', 'ctrl+shift+i', 'ctrl+shift+w', 'ctrl+shift+Delete', 'ctrl+F4', 'ctrl+plus', 'alt+Left', 'alt+Home', 'shift+Escape'];
    press(...keys);
    const seen = await waitFor('the last key', async () => {
      const list = await till.cashier.evaluate(() => globalThis.keysSeen);
      return list.at(-1)?.key === 'Escape' ? list : undefined;
    });
    expect(seen.filter(({ refused }) => !refused)).toEqual([]);
    expect(seen.map(({ key }) => key)).toEqual(['F1', 'F3', 'F5', 'F6', 'F7', 'F10', 'F11', 'F12', 'w', 'n', 't', 'p', 'r', 'f', 'l', 'I', 'W', 'Delete', 'F4', '+', 'ArrowLeft', 'Home', 'Escape']);
    // What writes and edits text stays with the text.
    press('ctrl+a', 'ctrl+v', 'x');
    await waitFor('the last letter', async () => (await till.cashier.evaluate(() => globalThis.keysSeen.at(-1)?.key === 'x')) || undefined);
    expect(await till.cashier.evaluate(() => globalThis.keysSeen.slice(-3).map(({ refused }) => refused))).toEqual([false, false, false]);

    expect(till.cashier.context().pages().map((page) => new URL(page.url()).pathname).sort()).toEqual(['/cashier.html', '/customer.html']);
    expect(windowsOnScreen().length).toBe(2);
    expect(await shapeOf(till.cashier)).toEqual(before);
    expect(await till.cashier.evaluate(() => history.length)).toBe(1);
  });

  test('end the till with the cashier’s and not with the customer’s, which can come back and leaves the keyboard where it is', async () => {
    const close = (title: string): void => {
      xdotool('windowfocus', '--sync', windowsOnScreen(title)[0] ?? '');
      press('alt+F4');
    };
    close('customer');
    await said({ place: 'closed' });
    await hasKeyboard('cashier');
    await till.cashier.evaluate(() => (globalThis as unknown as { till: { invoke(channel: string, request: unknown): Promise<unknown> } }).till.invoke('scan.submit', { command: 'showCustomer', text: '' }));
    const { customer } = await till.reattach();
    await settled(customer, 1280, 800);
    expect(windowsOnScreen().length).toBe(2);
    await hasKeyboard('cashier');

    close('cashier');
    expect(await till.ended).toBe(0);
    expect(till.stdout()).toContain('"quitting":true');
    expect(windowsOnScreen()).toEqual([]);
  });
});

test('a scanner that types adds a line to the real till', async () => {
  const till = await startTill({ env });
  try {
    expect(windowsOnScreen('Guitai').length).toBe(2);
    const counter = new Counter(till);
    await waitFor('the keyboard with one of ours', () => windowsOnScreen('Guitai').includes(xdotool('getwindowfocus')) || undefined);
    await counter.openShift();
    const code = await counter.codeOf('Oolong Tea');
    for (const pieces of [1, 2]) {
      const after = await waitFor('the scan', async () => {
        // On a busy machine xdotool itself may stumble and type like a person; then what it left in the search field goes, and it tries again.
        press('Escape');
        xdotool('type', '--delay', '2', `${code}\n`);
        return waitFor('the line', async () => (await counter.now()).sale?.totals.itemsMilli, 3_000).then((items) => items === pieces * 1000 ? items : undefined, () => undefined);
      }, 30_000);
      expect(after).toBe(pieces * 1000);
    }
  } finally {
    expect(await till.stop()).toBe(0);
  }
});
