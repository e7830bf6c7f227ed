import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { tillCommand, type Runtime } from '../../../build/launch.mjs';
import { openDevTools, type DevTools, type PageTools } from './devtools.ts';

/** One start, in milliseconds from the moment the program is spawned. */
export interface ColdStart {
  /** The page shows what was waited for. */
  readonly paintedMs: number;
  /** The first scan's line is painted; null when nothing was scanned. */
  readonly scannedMs: number | null;
}

export interface StartPlan {
  readonly runtime: Runtime;
  readonly dataDir: string;
  /** Another program than the till. */
  readonly mainFile?: string;
  /** The page to wait for, by its address, and what it must show. */
  readonly page: RegExp;
  readonly shows: string;
  /** A code typed as a keyboard scanner does as soon as the page shows that, and what says that it is in the sale. */
  readonly scan?: { readonly code: string; readonly shows: string };
}

const LISTENING = /DevTools listening on (ws:\S+)/;
const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 15_000;
const LOOK_EVERY_MS = 5;
const KEY_GAP_MS = 2;
/** A scan that does not show by then was lost: whoever scans tries again, and the start took that much longer. */
const SCAN_AGAIN_AFTER_MS = 1_500;

/** Resolves in the page when the selector finds something and the frame that shows it is painted; rejects when it does not within `timeoutMs`. */
const painted = (selector: string, timeoutMs: number): string => `new Promise((resolve, reject) => {
  const lateMs = performance.now() + ${timeoutMs};
  const look = () => {
    if (performance.now() > lateMs) return reject(new Error('not shown'));
    if (document.querySelector(${JSON.stringify(selector)}) === null) return setTimeout(look, 2);
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(true);
      port2.postMessage(null);
    });
  };
  look();
})`;

async function findPage(tools: DevTools, url: RegExp, isLate: () => boolean): Promise<PageTools> {
  for (;;) {
    const page = (await tools.pages()).find((candidate) => url.test(candidate.url));
    if (page) return tools.attach(page.targetId);
    if (isLate()) throw new Error(`no page ${url.source}`);
    await pause(LOOK_EVERY_MS);
  }
}

/** Waits for the selector across the page's first navigation, which ends whatever was asked before it. Each look lasts `lookMs`; `again` runs before the next. */
async function shown(page: PageTools, selector: string, isLate: () => boolean, { lookMs = START_TIMEOUT_MS, again = async () => {} }: { readonly lookMs?: number; readonly again?: () => Promise<void> } = {}): Promise<void> {
  for (;;) {
    try {
      await page.evaluate(painted(selector, lookMs));
      return;
    } catch (error) {
      if (isLate()) throw error;
      await pause(LOOK_EVERY_MS);
      await again();
    }
  }
}

async function type(page: PageTools, code: string): Promise<void> {
  const sent: Promise<void>[] = [];
  const press = (key: Parameters<PageTools['key']>[1]): void => void sent.push(page.key('keyDown', key), page.key('keyUp', key));
  for (const digit of code) {
    press({ key: digit, code: `Digit${digit}`, text: digit, windowsVirtualKeyCode: digit.charCodeAt(0) });
    await pause(KEY_GAP_MS);
  }
  press({ key: 'Enter', code: 'Enter', text: '\r', windowsVirtualKeyCode: 13 });
  await Promise.all(sent);
}

/** Starts the program, times it, and ends it. Rejects with what it said when it does not get there. */
export async function coldStart({ runtime, dataDir, mainFile, page: url, shows, scan }: StartPlan): Promise<ColdStart> {
  const { command, args, env } = tillCommand({
    runtime, args: ['--data', dataDir], env: { ...process.env, GUITAI_HEADLESS: '1', GUITAI_DEVTOOLS: '1' }, ...(mainFile === undefined ? {} : { mainFile }),
  });
  const spawnedMs = performance.now();
  const sinceMs = (): number => performance.now() - spawnedMs;
  const isLate = (): boolean => sinceMs() > START_TIMEOUT_MS;
  const child = spawn(command, args, { env, stdio: ['ignore', 'ignore', 'pipe'], detached: process.platform !== 'win32' });
  const ended = once(child, 'exit');
  let said = '';
  const address = new Promise<string>((resolve, reject) => {
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const found = LISTENING.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', () => reject(new Error('the program ended while it started')));
  });
  let tools: DevTools | undefined;
  try {
    tools = await openDevTools(await address);
    const page = await findPage(tools, url, isLate);
    await shown(page, shows, isLate);
    const paintedMs = sinceMs();
    if (scan === undefined) return { paintedMs, scannedMs: null };
    const seen = shown(page, scan.shows, isLate, { lookMs: SCAN_AGAIN_AFTER_MS, again: () => type(page, scan.code) });
    await type(page, scan.code);
    await seen;
    return { paintedMs, scannedMs: sinceMs() };
  } catch (error) {
    throw new Error(`${String(error)}\nthe program said:\n${said}`, { cause: error });
  } finally {
    tools?.close();
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await ended;
    clearTimeout(late);
  }
}
