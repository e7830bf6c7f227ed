import { chromium, type Browser, type Page } from 'playwright-core';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { ensureBuilt } from '../../build/freshness.mjs';
import { tillCommand } from '../../build/launch.mjs';
import { setUp } from '../../build/setup.mjs';

export interface StartOptions {
  /** Where the till keeps its journal; a folder of its own that goes with the till when none is given. */
  readonly dataDir?: string;
  /** The till's own flags, without `--data`. */
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Another built app in place of out/main.js; for tests of the shell. */
  readonly mainFile?: string;
}

/** The pages of both windows, as a second DevTools client sees them. */
export interface Pages {
  readonly cashier: Page;
  readonly customer: Page;
}

export interface RunningTill extends Pages {
  readonly runtime: 'electron' | 'chromium';
  readonly dataDir: string;
  readonly pid: number;
  /** Everything the till has written to stderr so far. */
  stderr(): string;
  stdout(): string;
  /** Resolves with the exit code (or the signal's name) when the till has ended, whoever ended it. */
  readonly ended: Promise<number | string>;
  /** Connects again: a page that crashed and came back is a new page to a DevTools client. */
  reattach(): Promise<Pages>;
  /** Asks the till to end, as the desktop would. Gives its exit code. */
  stop(): Promise<number | string>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
}

const START_TIMEOUT_MS = 45_000;
const STOP_TIMEOUT_MS = 15_000;
const POLL_MS = 25;
const LISTENING = /DevTools listening on (ws:\S+)/;

/** Waits until `look` finds something, with a deadline; `what` names it when it does not come. */
export async function waitFor<T>(what: string, look: () => T | undefined | Promise<T | undefined>, timeoutMs = 10_000): Promise<T> {
  const lateAtMs = performance.now() + timeoutMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > lateAtMs) throw new Error(`no ${what} within ${timeoutMs} ms`);
    await pause(POLL_MS);
  }
}

/** Runs the till with these flags until it ends by itself. Gives its exit code and the lines it said on stderr. */
export async function refusedStart(flags: readonly string[]): Promise<{ readonly code: number; readonly said: readonly string[] }> {
  const { runtime } = await setUp();
  await ensureBuilt();
  const { command, args, env } = tillCommand({ runtime, args: [...flags], env: { ...process.env, GUITAI_HEADLESS: '1' } });
  const failure = await promisify(execFile)(command, args, { env, timeout: START_TIMEOUT_MS }).then(() => null, (error: unknown) => error as { code: number; stderr: string });
  return { code: failure?.code ?? 0, said: (failure?.stderr ?? '').trim().split('\n').filter((line) => !line.startsWith('DevTools')) };
}

const findPage = (browser: Browser, name: string): Page | undefined =>
  browser.contexts().flatMap((context) => context.pages()).find((page) => new URL(page.url()).pathname.endsWith(`/${name}.html`));

/** The page of one window, as soon as it is there. */
export const pageNamed = (browser: Browser, name: string): Promise<Page> => waitFor(`window ${name}`, () => findPage(browser, name), START_TIMEOUT_MS);

/**
 * Builds the till if need be, starts it headless on Electron when its binary is there and on an installed browser when not (as
 * `npm start` does), and attaches to both windows. The caller must `stop()` or `kill()` it.
 */
export async function startTill(options: StartOptions = {}): Promise<RunningTill> {
  const { runtime } = await setUp();
  await ensureBuilt();
  const ownDir = options.dataDir === undefined ? mkdtempSync(join(tmpdir(), 'guitai-e2e-')) : undefined;
  const dataDir = options.dataDir ?? ownDir ?? '';
  const started = tillCommand({
    runtime, args: ['--data', dataDir, ...(options.flags ?? [])], env: { ...process.env, GUITAI_HEADLESS: '1', GUITAI_DEVTOOLS: '1', ...options.env },
    ...(options.mainFile === undefined ? {} : { mainFile: options.mainFile }),
  });
  const child = spawn(started.command, started.args, {
    env: started.env, detached: process.platform !== 'win32',
    // The channel is a life-line: the till ends when the test run is killed.
    stdio: ['ignore', 'pipe', 'pipe', ...(runtime.kind === 'chromium' ? (['ipc'] as const) : [])],
  });
  const ended = once(child, 'exit').then(([code, signal]: unknown[]) => (typeof code === 'number' ? code : String(signal)));
  let stderr = '';
  let stdout = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  let hasEnded = false;
  const tidied = ended.finally(() => {
    hasEnded = true;
    if (ownDir !== undefined) rmSync(ownDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  });
  const pid = child.pid ?? 0;
  const signal = (name: NodeJS.Signals): void => {
    if (!hasEnded) process.kill(process.platform === 'win32' ? pid : -pid, name);
  };

  let browser: Browser | undefined;
  const attach = async (): Promise<Pages> => {
    const address = await waitFor('DevTools address', () => {
      if (hasEnded) throw new Error(`the till ended while it started:\n${stderr}`);
      return LISTENING.exec(stderr)?.[1];
    }, START_TIMEOUT_MS);
    await browser?.close();
    const attached = await chromium.connectOverCDP(address);
    browser = attached;
    const [cashier, customer] = await Promise.all([pageNamed(attached, 'cashier'), pageNamed(attached, 'customer')]);
    return { cashier, customer };
  };
  const kill = async (): Promise<void> => {
    signal('SIGKILL');
    await tidied;
    await browser?.close();
  };

  let pages: Pages;
  try {
    pages = await attach();
  } catch (error) {
    await kill();
    throw new Error(`${String(error)}\nthe till said:\n${stderr}`, { cause: error });
  }
  return {
    ...pages, runtime: runtime.kind, dataDir, pid, ended, kill, reattach: attach,
    stderr: () => stderr,
    stdout: () => stdout,
    stop: async () => {
      signal('SIGTERM');
      const late = new AbortController();
      await Promise.race([tidied, pause(STOP_TIMEOUT_MS, undefined, { signal: late.signal }).catch(() => undefined)]);
      late.abort();
      signal('SIGKILL');
      await tidied;
      await browser?.close();
      return ended;
    },
  };
}
