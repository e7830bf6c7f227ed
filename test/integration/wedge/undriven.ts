import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { CdpConnection } from '../../../build/chromium-shell/cdp.ts';
import { findBrowser } from '../../../build/setup/browser.mjs';
import { waitFor } from '../../e2e/attach.ts';
import { BROWSER_ARGS } from './bundle.ts';

/** A page that is only looked at. What Playwright drives believes at all times that it has the focus; this one loses and gets it as windows do. */
export interface UndrivenWindow {
  /** What the X server calls it. */
  readonly xid: string;
  /** Runs in the page; the value must be JSON. */
  evaluate<T>(expression: string): Promise<T>;
}

export interface UndrivenDesk {
  xdotool(...args: readonly string[]): string;
  open(title: string, script: string): Promise<UndrivenWindow>;
  close(): Promise<void>;
}

/** An X server of its own with an installed browser on it. */
export async function openUndrivenDesk(xvfb: string, xdotool: string): Promise<UndrivenDesk> {
  const server = spawn(xvfb, ['-displayfd', '3', '-screen', '0', '1600x800x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const [number] = (await once(createInterface(server.stdio[3] as Readable), 'line')) as [string];
  const env = { ...process.env, DISPLAY: `:${number}` };
  const profile = mkdtempSync(join(tmpdir(), 'guitai-undriven-'));
  const child = spawn(findBrowser() ?? '', [...BROWSER_ARGS, `--user-data-dir=${profile}`, '--remote-debugging-pipe', '--no-startup-window'], { env, stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
  const [, , , output, input] = child.stdio;
  const connection = new CdpConnection(output as Writable, input as Readable);
  const { browser } = connection;
  const run = (...args: readonly string[]): string => execFileSync(xdotool, args, { env }).toString().trim();

  const open = async (title: string, script: string): Promise<UndrivenWindow> => {
    const { targetId } = await browser.send('Target.createTarget', { url: 'about:blank', newWindow: true, width: 700, height: 600 });
    const page = connection.session((await browser.send('Target.attachToTarget', { targetId, flatten: true })).sessionId);
    const evaluate = async <T>(expression: string): Promise<T> => {
      const { result, exceptionDetails } = await page.send('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true });
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      return result.value as T;
    };
    await evaluate(`document.title = ${JSON.stringify(title)}`);
    await evaluate(script);
    const xid = await waitFor(`the window ${title}`, () => {
      try {
        return run('search', '--onlyvisible', '--name', `^${title}`).split('\n')[0];
      } catch {
        return undefined;
      }
    });
    return { xid, evaluate };
  };
  return {
    xdotool: run, open,
    close: async () => {
      const ended = once(child, 'exit');
      await browser.send('Browser.close').catch(() => undefined);
      await ended;
      server.kill();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}
