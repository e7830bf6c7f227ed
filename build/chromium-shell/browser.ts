import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { findBrowser } from '../setup/browser.mjs';
import { productName } from './app-window.ts';
import { CdpConnection } from './cdp.ts';

/** No window without a display: pages are drawn in memory. */
export const isHeadless = process.env['GUITAI_HEADLESS'] === '1';
/** Where there is no DevTools address, nobody but this process can drive the windows. `GUITAI_DEVTOOLS=0` closes it. */
const opensDevTools = process.env['GUITAI_DEVTOOLS'] !== '0';

const START_TIMEOUT_MS = 30_000;
const END_TIMEOUT_MS = 3_000;
const WISH_TIMEOUT_MS = 10_000;
const LISTENING = /DevTools listening on ws:\S+/;

/** A till wants a browser that talks to nobody, asks nothing and remembers nothing. */
const FLAGS = [
  '--no-first-run', '--no-default-browser-check', '--no-service-autorun', '--disable-background-networking',
  '--disable-component-update', '--disable-component-extensions-with-background-pages', '--disable-default-apps', '--disable-extensions', '--disable-sync',
  '--disable-quic', '--disable-domain-reliability', '--disable-client-side-phishing-detection', '--disable-breakpad', '--disable-search-engine-choice-screen',
  '--disable-infobars', '--disable-prompt-on-repost', '--disable-hang-monitor', '--metrics-recording-only', '--no-pings', '--hide-crash-restore-bubble',
  '--disable-features=Translate,OptimizationHints,MediaRouter,DialMediaRouteProvider,InterestFeedContentSuggestions,CertificateTransparencyComponentUpdater,AutofillServerCommunication',
  '--disable-background-timer-throttling', '--disable-backgrounding-occluded-windows', '--disable-renderer-backgrounding',
  // A touch screen's gestures are the page's. The browser has nothing to say about unusual switches like these.
  '--disable-pinch', '--overscroll-history-navigation=0', '--test-type',
  '--password-store=basic', '--use-mock-keychain', '--autoplay-policy=no-user-gesture-required',
  // Pages come from this process alone (see protocol.ts): no name leads anywhere.
  '--host-resolver-rules=MAP * ~NOTFOUND',
];

export interface RunningBrowser {
  readonly connection: CdpConnection;
  /** Resolves when the browser has ended, whoever ended it. */
  readonly ended: Promise<void>;
  /** Asks for an app window at this address (see app-window.ts). Rejects when the browser cannot even be asked. */
  openAppWindow(url: string): Promise<void>;
  /** Ends the browser and removes its profile. */
  end(): Promise<void>;
}

const PROFILE_NAME = /^guitai-browser-(\d+)-/;

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** A folder of our own for the browser's files; folders of processes that were killed before they could tidy up go. */
function makeProfile(): string {
  for (const name of readdirSync(tmpdir())) {
    const pid = PROFILE_NAME.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
  return mkdtempSync(join(tmpdir(), `guitai-browser-${process.pid}-`));
}

/** Extra switches for tests (a fake camera, say), as a JSON array in `GUITAI_BROWSER_ARGS`. */
function extraFlags(): string[] {
  const text = process.env['GUITAI_BROWSER_ARGS'];
  const list: unknown = text ? JSON.parse(text) : [];
  if (!Array.isArray(list) || !list.every((item) => typeof item === 'string')) throw new Error('GUITAI_BROWSER_ARGS must be a JSON array of strings');
  return list;
}

/** For every process of the browser, and for those that only bring it a message. */
function commonFlags(profile: string): string[] {
  return [
    ...FLAGS, `--user-data-dir=${profile}`,
    // Linux desktops keep windows of one class together: ours are not those of the browser people read their mail in.
    ...(process.platform === 'linux' ? [`--class=${productName}`] : []),
    // The browser refuses to run as root with its sandbox; containers and test machines have no other user.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ...extraFlags(),
  ];
}

function startFlags(program: string, profile: string): string[] {
  return [
    ...commonFlags(profile), '--remote-debugging-pipe', '--no-startup-window',
    ...(opensDevTools ? ['--remote-debugging-port=0'] : []),
    ...(isHeadless ? ['--headless=new', '--hide-scrollbars'] : []),
    // Nothing opens full screen by this, but what is told to go there comes without a remark on how to leave it.
    ...(process.platform === 'linux' && !isHeadless && !/edge/.test(program) ? ['--kiosk'] : []),
  ];
}

/** Runs the browser's program once more: it finds the running one by the profile, hands the wish over and ends. */
function sendWish(program: string, profile: string, url: string): Promise<void> {
  const messenger = spawn(program, [...commonFlags(profile), `--app=${url}`], { stdio: 'ignore' });
  const late = setTimeout(() => messenger.kill('SIGKILL'), WISH_TIMEOUT_MS);
  const atExit = (): void => void messenger.kill('SIGKILL');
  process.once('exit', atExit);
  return new Promise<void>((resolve, reject) => {
    messenger.once('exit', () => resolve());
    messenger.once('error', reject);
  }).finally(() => {
    clearTimeout(late);
    process.off('exit', atExit);
  });
}

/** Passes the one line on that a second client needs; the browser's other remarks are kept for a failed start. */
function watchStderr(child: ChildProcess, stderr: Readable): { readonly listening: Promise<void>; said(): string } {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let tail = '';
  let announced = false;
  stderr.setEncoding('utf8');
  stderr.on('data', (chunk: string) => {
    tail = (tail + chunk).slice(-4096);
    const line = announced ? undefined : LISTENING.exec(tail)?.[0];
    if (line === undefined) return;
    announced = true;
    process.stderr.write(`${line}\n`);
    resolve();
  });
  child.once('exit', () => reject(new Error('the browser ended while it started')));
  child.once('error', reject);
  return { listening: opensDevTools ? promise : Promise.resolve(), said: () => tail };
}

/** Starts the installed browser and connects to it. It ends when this process does, even when that is killed: its pipe closes. */
export async function startBrowser(): Promise<RunningBrowser> {
  const program = process.env['GUITAI_BROWSER'] ?? findBrowser();
  if (program === undefined) throw new Error('no browser found: install Chrome, Chromium or Edge, or set GUITAI_BROWSER');
  const profile = makeProfile();
  const child = spawn(program, startFlags(program, profile), { stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'], detached: process.platform !== 'win32' });
  const removeProfile = (): void => rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  // The last chance, when this process exits without having waited for the browser.
  const atExit = (): void => {
    child.kill('SIGKILL');
    removeProfile();
  };
  process.once('exit', atExit);

  const [, , stderr, output, input] = child.stdio;
  const connection = new CdpConnection(output as Writable, input as Readable);
  const { listening, said } = watchStderr(child, stderr as Readable);
  const late = setTimeout(() => child.kill('SIGKILL'), START_TIMEOUT_MS);
  try {
    await Promise.all([listening, connection.browser.send('Browser.getVersion')]);
  } catch (error) {
    throw new Error(`the browser ${program} did not start: ${said().trim().split('\n').at(-1) ?? ''}`, { cause: error });
  } finally {
    clearTimeout(late);
  }

  const end = async (): Promise<void> => {
    const kill = setTimeout(() => child.kill('SIGKILL'), END_TIMEOUT_MS);
    connection.browser.send('Browser.close').catch(() => undefined);
    await ended;
    clearTimeout(kill);
    process.off('exit', atExit);
    removeProfile();
  };
  return { connection, ended, openAppWindow: (url) => sendWish(program, profile, url), end };
}
