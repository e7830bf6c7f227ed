import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTill, waitFor, type RunningTill } from './attach.ts';
import { Counter, invoke } from './counter.ts';

let till: RunningTill;
let counter: Counter;

beforeAll(async () => {
  till = await startTill();
  counter = new Counter(till);
  console.info(`runs on ${till.runtime}`);
  await counter.openShift();
});
afterAll(() => till.stop());

/** The log is written behind the till's back: neither the line nor the file is there at once. */
const logged = (event: string): Promise<string> => {
  const file = join(till.dataDir, 'logs', 'guitai.log');
  return waitFor(`log line ${event}`, () => (existsSync(file) ? readFileSync(file, 'utf8').split('\n').find((line) => line.includes(event)) : undefined));
};

test('the page has no Node, no require and no raw ipc', async () => {
  for (const page of [till.cashier, till.customer]) {
    const seen = await page.evaluate(() => ({
      leaks: ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron'].filter((name) => name in globalThis),
      bridge: Object.keys((globalThis as unknown as { till: object }).till).sort(),
      frozen: Object.isFrozen((globalThis as unknown as { till: object }).till),
    }));
    expect(seen).toEqual({ leaks: [], bridge: ['invoke', 'on', 'window'], frozen: true });
  }
});

test('a frame inside the page gets no answer', async () => {
  const answer = await till.cashier.evaluate(async () => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const inner = frame.contentWindow as unknown as { till?: { invoke(channel: string, request: unknown): Promise<unknown> } };
    try {
      if (!inner.till) return 'no bridge';
      return await inner.till.invoke('till.snapshot', {});
    } catch {
      return 'refused';
    } finally {
      frame.remove();
    }
  });
  expect(['no bridge', 'refused']).toContain(answer);
});

test('a malformed request is answered with a code and logged without its content', async () => {
  const answer = await invoke(till.cashier, 'tender.cash', { tenderedMinor: 'card 4111111111111111' } as never);
  expect(answer).toMatchObject({ ok: false, error: { code: 'IPC_BAD_REQUEST', details: { channel: 'tender.cash', path: 'tenderedMinor' } } });
  const line = await logged('ipc.refused');
  expect(line).toContain('IPC_BAD_REQUEST');
  expect(line).not.toContain('4111');
  expect(await invoke(till.cashier, 'shift.open', { floatMinor: 1, extra: true } as never)).toMatchObject({ ok: false, error: { code: 'IPC_BAD_REQUEST' } });
});

test('channels outside the contract and of the other window are refused', async () => {
  expect(await invoke(till.cashier, 'journal.sql' as never, {} as never)).toMatchObject({ ok: false, error: { code: 'IPC_UNKNOWN_CHANNEL' } });
  expect(await invoke(till.cashier, '__proto__' as never, {} as never)).toMatchObject({ ok: false, error: { code: 'IPC_UNKNOWN_CHANNEL' } });
  expect(await invoke(till.customer, 'tender.cash', { tenderedMinor: 0 })).toMatchObject({ ok: false, error: { code: 'IPC_FORBIDDEN_WINDOW' } });
});

test('navigation, window.open and scripts from elsewhere are refused', async () => {
  const before = till.cashier.url();
  await till.cashier.evaluate(() => {
    location.href = 'https://example.org/';
  });
  const opened = await till.cashier.evaluate(() => window.open('https://example.org/') === null);
  expect(opened).toBe(true);
  expect(await till.cashier.evaluate(() => new Promise((resolve) => {
    const script = document.createElement('script');
    script.textContent = 'globalThis.injected = true';
    document.head.append(script);
    resolve('injected' in globalThis);
  }))).toBe(false);
  expect(await till.cashier.evaluate(() => fetch('https://example.org/').then(() => 'reached', () => 'refused'))).toBe('refused');
  await logged('shell.dropped');
  expect(till.cashier.url()).toBe(before);
  expect((await counter.now()).phase).toBe('ready');
});

test('only the camera may be asked for, and only by our own page', async () => {
  const states = await till.cashier.evaluate(async () => {
    const names = ['camera', 'microphone', 'geolocation', 'notifications', 'clipboard-read'] as const;
    return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await navigator.permissions.query({ name: name as PermissionName }).then((status) => status.state, () => 'unknown')])));
  });
  expect(states).toMatchObject({ camera: 'granted', microphone: 'denied', geolocation: 'denied', notifications: 'denied' });
});

test('a killed window comes back with the open cart intact', async () => {
  const code = await counter.codeOf('Oolong Tea');
  await counter.oneMore(() => counter.wedge(code));
  await counter.oneMore(() => counter.wedge(code));
  const before = await counter.now();
  const session = await till.cashier.context().newCDPSession(till.cashier);
  await session.send('Page.crash').catch(() => undefined);
  const pages = await waitFor('the window to come back', async () => {
    const found = await till.reattach();
    const alive = await found.cashier.evaluate(() => 'till' in globalThis).catch(() => false);
    return alive ? found : undefined;
  }, 20_000);
  counter = new Counter(pages);
  const after = await counter.until('the cart', (now) => now.sale !== null);
  expect(after.sale).toEqual(before.sale);
  await waitFor('the line on the screen', async () => ((await pages.cashier.getByText('Oolong Tea').count()) > 0 ? true : undefined));
});
