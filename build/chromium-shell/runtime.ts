import { blankPage } from './app-window.ts';
import { isHeadless, startBrowser, type RunningBrowser } from './browser.ts';
import type { CdpSession, Protocol } from './cdp.ts';

/** A page in a window of its own. It shows nothing yet. */
export interface OpenedPage {
  readonly targetId: string;
  readonly session: CdpSession;
}
type OnStranger = (targetId: string, session: CdpSession) => void;

/** How long a browser on a busy machine may take for a window; and how long still once it has opened something else instead. */
const WINDOW_TIMEOUT_MS = 20_000;
const AFTER_ANOTHER_TIMEOUT_MS = 2_000;

/** The browser this process runs, started on first need; and the pages it was asked for, by target or by address. */
let running: Promise<RunningBrowser> | undefined;
const expected = new Map<string, (page: OpenedPage | undefined) => void>();
/** Pages that came up before createTarget told us they are ours. */
const early = new Map<string, OpenedPage>();
let opening = 0;
/** The first window is asked for before anybody needs it: it takes a while, and only with one does the browser tell its displays. */
let first: OpenedPage | undefined;
/** False for a browser that was seen not to open app windows: its ordinary ones must do. */
let opensAppWindows = !isHeadless;
let onStranger: OnStranger = () => undefined;
/** Strangers wait until there is a window of ours: a browser may end with its last window. */
let held: OpenedPage[] | undefined = [];

function attached({ targetId, url, type, openerId }: Protocol.Target.TargetInfo, session: CdpSession): void {
  const page = { targetId, session };
  const claim = expected.get(targetId) ?? expected.get(url);
  if (claim) claim(page);
  else if (opening > 0 && openerId === undefined) early.set(targetId, page);
  // Targets we attach to ourselves come by here too; they are not pages.
  else if (type === 'page') {
    if (held) {
      held.push(page);
      for (const waiting of expected.keys()) setTimeout(giveUpOn, AFTER_ANOTHER_TIMEOUT_MS, waiting).unref();
    } else onStranger(targetId, session);
  }
}

function releaseStrangers(): void {
  const waiting = held ?? [];
  held = undefined;
  for (const { targetId, session } of waiting) onStranger(targetId, session);
}

/** The page with this target or address, or undefined when it does not come up in time. */
function pageOf(key: string): Promise<OpenedPage | undefined> {
  const timer = setTimeout(giveUpOn, WINDOW_TIMEOUT_MS, key);
  return new Promise<OpenedPage | undefined>((resolve) => expected.set(key, resolve)).finally(() => {
    clearTimeout(timer);
    expected.delete(key);
  });
}

const giveUpOn = (key: string): void => expected.get(key)?.(undefined);

/** An app window, or undefined when the browser does not open one. */
async function openAppWindow(browser: RunningBrowser): Promise<OpenedPage | undefined> {
  const url = blankPage();
  const coming = pageOf(url);
  browser.openAppWindow(url).catch((error: unknown) => {
    process.stderr.write(`the browser cannot be asked for a window: ${String(error)}\n`);
    giveUpOn(url);
  });
  const page = await coming;
  if (page) releaseStrangers();
  else {
    opensAppWindows = false;
    process.stderr.write('the browser opens no app windows; its ordinary windows are used\n');
  }
  return page;
}

async function start(): Promise<RunningBrowser> {
  const browser = await startBrowser();
  const { connection } = browser;
  connection.browser.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => attached(targetInfo, connection.session(sessionId)));
  // Every page stops before its first step until we have looked at it: none runs without its guards.
  await connection.browser.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true, filter: [{ type: 'page' }] });
  if (opensAppWindows) first = await openAppWindow(browser);
  return browser;
}

/** The browser; the first call starts it. */
export const browser = (): Promise<RunningBrowser> => (running ??= start());

/** The browser if it was ever asked for. */
export const browserIfStarted = (): Promise<RunningBrowser> | undefined => running;

/** True when the browser came up with a window. */
export const beganWithWindow = (): boolean => first !== undefined;

/** Pages nobody here asked for (a popup, a new tab) are handed to this, stopped before their first step. */
export function followStrangers(listener: OnStranger): void {
  onStranger = listener;
}

async function openOrdinaryWindow(place: Protocol.Target.createTargetParameters): Promise<OpenedPage> {
  const { connection } = await browser();
  opening += 1;
  try {
    const { targetId } = await connection.browser.send('Target.createTarget', place);
    const known = early.get(targetId);
    early.delete(targetId);
    const page = known ?? (await pageOf(targetId));
    if (page === undefined) throw new Error('the browser opened no window');
    return page;
  } finally {
    opening -= 1;
  }
}

/**
 * Opens a page in a window of its own: an app window when there is a screen and the browser can, an ordinary one when not. The
 * page has not made its first step, or is blank. An app window comes up where the browser likes.
 */
export async function openWindow(place: Omit<Protocol.Target.createTargetParameters, 'url'>): Promise<OpenedPage> {
  const running = await browser();
  const waiting = first;
  first = undefined;
  const page = waiting ?? (opensAppWindows ? await openAppWindow(running) : undefined);
  if (page) return page;
  const ordinary = await openOrdinaryWindow({ ...place, url: 'about:blank', newWindow: true });
  releaseStrangers();
  return ordinary;
}
