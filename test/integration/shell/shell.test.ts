import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTill, waitFor, type Pages, type RunningTill } from '../../e2e/attach.ts';

interface Bridge {
  readonly window: string;
  invoke(channel: string, request: unknown): Promise<{ ok: boolean; value?: unknown; error?: { code: string } }>;
  on(event: string, listener: (payload: unknown) => void): () => void;
}
declare global {
  var heard: unknown[];
  var unfollow: () => void;
}

const mainFile = join(import.meta.dirname, 'fixture-till.ts');
const start = (env: Record<string, string> = {}, dataDir?: string): Promise<RunningTill> =>
  startTill({ mainFile, env: { GUITAI_BROWSER_ARGS: '["--use-fake-device-for-media-stream"]', ...env }, ...(dataDir === undefined ? {} : { dataDir }) });
const ready = (page: Page): Promise<unknown> => page.waitForSelector('body[data-ready]');
const command = (page: Page, name: string, text = ''): Promise<unknown> =>
  page.evaluate(async ([command, text]) => {
    const answer = await (globalThis as unknown as { till: Bridge }).till.invoke('scan.submit', { command, text });
    return answer.ok ? answer.value : answer.error;
  }, [name, text] as const);
const notes = (till: RunningTill): Record<string, never>[] => till.stdout().trim().split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
const noted = (till: RunningTill, wanted: object): Promise<true> =>
  waitFor(`note ${JSON.stringify(wanted)}`, () => notes(till).some((note) => JSON.stringify(note) === JSON.stringify(wanted)) || undefined);

describe('one till', () => {
  let till: RunningTill;
  let pages: Pages;
  beforeAll(async () => {
    till = await start();
    pages = till;
    await Promise.all([ready(pages.cashier), ready(pages.customer)]);
  });
  afterAll(async () => {
    await till.stop();
  });

  test('a call reaches the handler with who asked, as the runtime knows it', async () => {
    for (const name of ['cashier', 'customer'] as const) {
      const answer = await pages[name].evaluate(() => (globalThis as unknown as { till: Bridge }).till.invoke('till.snapshot', { a: [1, 'two', null], b: { c: true } }));
      expect(answer).toEqual({
        ok: true,
        value: { sender: { window: name, frameUrl: `app://guitai/${name}.html`, isMainFrame: true }, channel: 'till.snapshot', request: { a: [1, 'two', null], b: { c: true } } },
      });
    }
  });

  test('a name outside the contract is refused before it leaves the page', async () => {
    const outcome = await pages.cashier.evaluate(async () => {
      const { till } = globalThis as unknown as { till: Bridge };
      let thrown = '';
      try {
        till.on('no.such.event', () => undefined);
      } catch (error) {
        thrown = String(error);
      }
      return { answer: await till.invoke('no.such.channel', {}), thrown };
    });
    expect(outcome).toEqual({ answer: { ok: false, error: { code: 'IPC_UNKNOWN_CHANNEL', details: {} } }, thrown: expect.stringContaining('no.such.event') });
  });

  test('a handler that throws answers INTERNAL, and only the log learns why', async () => {
    expect(await command(pages.cashier, 'fail')).toEqual({ code: 'INTERNAL', details: {} });
    await noted(till, { failure: 'scan.submit', message: 'Error: a handler that fails' });
  });

  test('events reach each window until it stops following', async () => {
    await command(pages.cashier, 'notice');
    for (const name of ['cashier', 'customer'] as const) {
      await pages[name].waitForFunction(() => globalThis.heard.length === 1);
      expect(await pages[name].evaluate(() => globalThis.heard)).toEqual([{ code: 'SCAN_UNKNOWN', details: { to: name } }]);
    }
    await pages.cashier.evaluate(() => globalThis.unfollow());
    await command(pages.customer, 'notice');
    await pages.customer.waitForFunction(() => globalThis.heard.length === 2);
    expect(await pages.cashier.evaluate(() => globalThis.heard.length)).toBe(1);
  });

  test('the page sees neither Node nor ipc nor the other world, and cannot replace the bridge', async () => {
    const seen = await pages.cashier.evaluate(() => {
      const names = Object.getOwnPropertyNames(globalThis).filter((name) => /^(require|process|module|exports|global|Buffer)$|electron|ipc|__/i.test(name));
      let replaced = false;
      try {
        Object.defineProperty(globalThis, 'till', { value: 1 });
        replaced = true;
      } catch {
        replaced = false;
      }
      return { names, replaced, frozen: Object.isFrozen((globalThis as unknown as { till: Bridge }).till) };
    });
    expect(seen).toEqual({ names: [], replaced: false, frozen: true });
  });

  test('a frame inside the page gets no bridge', async () => {
    const inside = await pages.cashier.evaluate(() => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      const has = 'till' in (frame.contentWindow ?? {});
      frame.remove();
      return has;
    });
    expect(inside).toBe(false);
  });

  test.each([
    ['another site', 'https://elsewhere.invalid/', 'navigation'],
    ['the other window’s page', 'app://guitai/customer.html', 'navigation'],
  ])('a page that wants to go to %s stays', async (_what, url, what) => {
    const target = url.replace('app://guitai', new URL(pages.cashier.url()).origin);
    await pages.cashier.evaluate((to) => void (location.href = to), target);
    await noted(till, { dropped: { what, url } });
    expect(await pages.cashier.evaluate(() => [document.title, typeof globalThis.heard])).toEqual(['cashier', 'object']);
  });

  test('links, frames and new windows lead nowhere', async () => {
    await pages.cashier.click('#away');
    expect(await pages.cashier.evaluate(() => open('https://popup.invalid/', '_blank') === null)).toBe(true);
    expect(pages.cashier.context().pages().length).toBe(2);
    expect(await pages.cashier.title()).toBe('cashier');
  });

  test('about:blank is no way out either', async () => {
    await pages.customer.evaluate(() => void (location.href = 'about:blank'));
    await noted(till, { dropped: { what: 'navigation', url: 'about:blank' } });
    await pages.customer.waitForURL(/customer\.html$/);
    await ready(pages.customer);
  });

  test('the policy stops inline script, eval and the network; our own worker runs', async () => {
    const outcome = await pages.cashier.evaluate(async () => {
      const fails = async (work: () => unknown): Promise<boolean> => {
        try {
          await work();
          return false;
        } catch {
          return true;
        }
      };
      return {
        inline: 'inlineRan' in globalThis,
        evalRan: 'evalRan' in globalThis,
        fetchFails: await fails(() => fetch('https://elsewhere.invalid/')),
        worker: await new Promise((resolve, reject) => {
          const worker = new Worker(new URL('./worker.js', location.href));
          worker.onmessage = ({ data }) => resolve(data);
          worker.onerror = () => reject(new Error('the worker did not start'));
        }),
      };
    });
    expect(outcome).toEqual({ inline: false, evalRan: false, fetchFails: true, worker: 42 });
  });

  test('app:// serves the pages’ folder and nothing around it', async () => {
    const outcome = await pages.cashier.evaluate(async () => {
      const status = async (path: string, init: RequestInit = {}): Promise<number> => (await fetch(path, init)).status;
      const page = await fetch('./cashier.html');
      return {
        policy: page.headers.get('content-security-policy'), type: page.headers.get('content-type'), sniff: page.headers.get('x-content-type-options'),
        missing: await status('./nothing.js'), outside: await status('./..%2fhost.ts'), backslash: await status('./..%5chost.ts'), folder: await status('./'), post: await status('./page.js', { method: 'POST' }),
      };
    });
    expect(outcome).toEqual({ policy: expect.stringContaining("default-src 'none'"), type: 'text/html; charset=utf-8', sniff: 'nosniff', missing: 404, outside: 404, backslash: 404, folder: 404, post: 405 });
  });

  test('the camera is ours, everything else is refused', async () => {
    const outcome = await pages.cashier.evaluate(async () => {
      const state = async (name: string): Promise<string> => (await navigator.permissions.query({ name: name as PermissionName })).state;
      const video = await navigator.mediaDevices.getUserMedia({ video: true });
      const tracks = video.getTracks().map(({ kind }) => kind);
      for (const track of video.getTracks()) track.stop();
      const audio = await navigator.mediaDevices.getUserMedia({ audio: true }).then(() => 'granted', (error: Error) => error.name);
      return { tracks, audio, camera: await state('camera'), microphone: await state('microphone'), geolocation: await state('geolocation'), notifications: await state('notifications'), midi: await state('midi') };
    });
    expect(outcome).toEqual({ tracks: ['video'], audio: 'NotAllowedError', camera: 'granted', microphone: 'denied', geolocation: 'denied', notifications: 'denied', midi: 'denied' });
  });

  test('a document becomes a PDF', async () => {
    expect(await command(pages.cashier, 'pdf')).toMatch(/^%PDF-1\./);
  });

  test('a secret comes back, its key is nobody else’s to read, and a changed one is refused', async () => {
    const encrypted = String(await command(pages.cashier, 'encrypt', '私钥 key'));
    expect(Buffer.from(encrypted, 'base64').toString('utf8')).not.toContain('key');
    expect(await command(pages.cashier, 'decrypt', encrypted)).toBe('私钥 key');
    const bytes = Buffer.from(encrypted, 'base64');
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    expect(await command(pages.cashier, 'decrypt', bytes.toString('base64'))).toEqual({ code: 'INTERNAL', details: {} });
    if (till.runtime === 'chromium') {
      expect(await command(pages.cashier, 'strength')).toBe('weak');
      expect(statSync(join(till.dataDir, 'safe-storage.key')).mode & 0o777).toBe(0o600);
    }
  });

  test('a host process hears, answers, and its end is told', async () => {
    expect(await command(pages.cashier, 'host')).toEqual({ heard: { heard: { n: 1, bytes: new Uint8Array([1, 2, 3]) } }, exitCode: 7 });
  });

  test('a page that is killed comes back', async () => {
    const client = await pages.cashier.context().newCDPSession(pages.cashier);
    client.send('Page.crash').catch(() => undefined);
    await noted(till, { note: { note: 'rendererGone', window: 'cashier', reason: 'crashed', restartInMs: 0 } });
    pages = await waitFor('the page again', async () => {
      const again = await till.reattach();
      const answers = await again.cashier.evaluate(() => 'till' in globalThis).catch(() => false);
      return answers ? again : undefined;
    });
    await ready(pages.cashier);
    expect(await command(pages.cashier, 'place')).toBe('window');
  });

  test('a second till on the same folder is refused', async () => {
    await expect(start({}, till.dataDir)).rejects.toThrow('START_ALREADY_RUNNING');
  });
});

test('the runtime says which frame speaks, and the shell listens to the main frame of our page only', async () => {
  const till = await startTill({ mainFile: join(import.meta.dirname, 'fixture-frames.ts') });
  try {
    const ask = (): Promise<unknown> => (globalThis as unknown as { till: Bridge }).till.invoke('till.snapshot', {}).then(({ value }) => value);
    expect(await till.cashier.evaluate(ask)).toEqual({ url: 'app://guitai/cashier.html', hasParent: false, judged: { sender: { window: 'cashier', frameUrl: 'app://guitai/cashier.html', isMainFrame: true } } });
    const frame = till.cashier.frames().find((one) => one !== till.cashier.mainFrame());
    expect(await frame?.evaluate(ask)).toEqual({ url: 'app://guitai/customer.html', hasParent: true, judged: { why: 'notMainFrame' } });
    expect(await till.customer.evaluate(ask)).toEqual({ url: 'app://guitai/customer.html', hasParent: false, judged: { why: 'foreignPage' } });
    // No policy stands in the way here: the handler is asked, and the popup goes without having run.
    await till.cashier.evaluate(() => void open('https://popup.invalid/', '_blank'));
    await waitFor('refused popup', () => till.stdout().includes('"popup":"https://popup.invalid/"') || undefined);
    await waitFor('popup gone', () => till.cashier.context().pages().length === 2 || undefined);
    expect(await till.cashier.evaluate(() => document.querySelectorAll('iframe').length)).toBe(1);
    if (till.runtime === 'chromium') {
      const said = await waitFor('the refusal', () => /{"unsupported".*}/.exec(till.stdout())?.[0]);
      expect(JSON.parse(said)).toEqual({ unsupported: 'Error: the Chromium shell does not offer app.setBadgeCount' });
    }
  } finally {
    await till.stop();
  }
});

test('the customer’s window follows its display', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'guitai-displays-'));
  const file = join(folder, 'displays.json');
  const arrange = (...displays: [label: string, x: number, width: number, height: number][]): void =>
    writeFileSync(file, JSON.stringify(displays.map(([label, x, width, height]) => ({ label, bounds: { x, y: 0, width, height } }))));
  arrange(['cashier', 0, 1920, 1080], ['customer', 1920, 1024, 600]);
  const till = await start({ GUITAI_DISPLAYS: file });
  try {
    if (till.runtime !== 'chromium') return;
    await noted(till, { place: 'ownDisplay' });
    await till.customer.waitForFunction(() => innerWidth === 1024 && innerHeight === 600);
    arrange(['cashier', 0, 1920, 1080]);
    await noted(till, { place: 'hidden' });
    arrange(['cashier', 0, 1920, 1080], ['customer', 1920, 800, 480]);
    await till.customer.waitForFunction(() => innerWidth === 800 && innerHeight === 480);
    expect(await command(till.cashier, 'place')).toBe('ownDisplay');
    // A display that shows the same picture as the cashier's is none.
    arrange(['cashier', 0, 1920, 1080], ['mirror', 0, 1920, 1080]);
    await waitFor('hidden again', () => notes(till).filter((note) => note['place'] === 'hidden').length === 2 || undefined);
    await command(till.cashier, 'showCustomer');
    expect(await command(till.cashier, 'place')).toBe('window');
  } finally {
    await till.stop();
    rmSync(folder, { recursive: true });
  }
});

test('a customer’s window that was closed comes back when it is asked for, once, and by itself when a display is plugged in', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'guitai-displays-'));
  const file = join(folder, 'displays.json');
  const counter = { label: 'cashier', bounds: { x: 0, y: 0, width: 1920, height: 1080 } };
  writeFileSync(file, JSON.stringify([counter]));
  const till = await start({ GUITAI_DISPLAYS: file });
  const places = (): unknown[] => notes(till).map((note) => note['place']).filter((place) => place !== undefined);
  const customers = (): Page[] => till.cashier.context().pages().filter((page) => page.url().endsWith('/customer.html'));
  const back = (): Promise<Page> => waitFor('the customer’s window', () => customers()[0], 15_000);
  try {
    if (till.runtime !== 'chromium') return;
    await noted(till, { place: 'window' });
    await till.customer.close();
    await waitFor('closed', () => places().at(-1) === 'closed' || undefined);

    expect(await Promise.all([command(till.cashier, 'showCustomer'), command(till.cashier, 'showCustomer')])).toEqual([undefined, undefined]);
    const again = await back();
    await ready(again);
    expect([customers().length, places()]).toEqual([1, ['window', 'closed', 'window']]);
    await command(again, 'notice');
    await again.waitForFunction(() => globalThis.heard.length === 1);

    await again.close();
    await waitFor('closed', () => places().at(-1) === 'closed' || undefined);
    writeFileSync(file, JSON.stringify([counter, { label: 'customer', bounds: { x: 1920, y: 0, width: 1024, height: 600 } }]));
    await waitFor('its own display', () => places().at(-1) === 'ownDisplay' || undefined);
    const second = await back();
    await second.waitForFunction(() => innerWidth === 1024 && innerHeight === 600);
    await ready(second);
    expect(customers().length).toBe(1);
  } finally {
    await till.stop();
    rmSync(folder, { recursive: true });
  }
});

test('closing the cashier’s window ends the till in good order', async () => {
  const till = await start();
  await noted(till, { opened: true });
  await till.cashier.close();
  expect(await till.ended).toBe(0);
  expect(notes(till)).toContainEqual({ quitting: true });
  await till.stop();
});

test.runIf(process.platform === 'linux')('a till that is killed takes its browser along', async () => {
  const till = await start();
  const children = (pid: number): number[] => execFileSync('ps', ['-A', '-o', 'pid=,ppid=']).toString().trim().split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number)).filter(([, parent]) => parent === pid).map(([child]) => child ?? 0);
  const browser = children(till.pid);
  expect(browser.length).toBeGreaterThan(0);
  await till.kill();
  await waitFor('the browser’s end', () => browser.every((pid) => {
    try {
      return /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
    } catch {
      return true;
    }
  }) || undefined);
});
