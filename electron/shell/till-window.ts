import { BrowserWindow, type BrowserWindowConstructorOptions } from 'electron';
import { WINDOW_ARGUMENT } from '../../shared/contract/bridge.ts';
import type { WindowName } from '../../shared/contract/contract.ts';
import type { Clock } from '../../shared/world.ts';
import { isPageOf, pageUrl } from './addresses.ts';
import { guardPage, type Dropped } from './guards.ts';
import { restartDelayMs } from './restarts.ts';

/** What a window tells the log: never what is on it. */
export type WindowNote =
  | { readonly note: 'rendererGone'; readonly window: WindowName; readonly reason: string; readonly restartInMs: number }
  | { readonly note: 'loadFailed'; readonly window: WindowName; readonly error: string }
  | { readonly note: 'unresponsive' | 'responsive'; readonly window: WindowName }
  | { readonly note: 'pageError'; readonly window: WindowName; readonly message: string };

export interface TillWindowOptions {
  readonly preloadPath: string;
  readonly clock: Clock;
  onDropped(dropped: Dropped): void;
  onNote(note: WindowNote): void;
}

const BACKGROUND = '#0f1512';

/** Creates one of the till's windows, locked to its page, and brings its page back when it dies. The page is not loaded yet. */
export function createTillWindow(name: WindowName, place: BrowserWindowConstructorOptions, options: TillWindowOptions): BrowserWindow {
  const { clock, onDropped, onNote } = options;
  const window = new BrowserWindow({
    title: 'Guitai', backgroundColor: BACKGROUND, autoHideMenuBar: true, ...place,
    webPreferences: {
      preload: options.preloadPath, additionalArguments: [`${WINDOW_ARGUMENT}${name}`],
      sandbox: true, contextIsolation: true, nodeIntegration: false, nodeIntegrationInSubFrames: false, webviewTag: false, webSecurity: true, spellcheck: false,
      // A till's page works on when it is not in front: the customer's window never is.
      backgroundThrottling: false,
    },
  });
  window.setMenuBarVisibility(false);
  const contents = window.webContents;
  guardPage(contents, (url) => isPageOf(name, url), onDropped);

  let deathsMs: readonly number[] = [];
  contents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    const nowMs = clock.monotonicMs();
    const restartInMs = restartDelayMs(deathsMs, nowMs);
    deathsMs = [...deathsMs.slice(-9), nowMs + restartInMs];
    onNote({ note: 'rendererGone', window: name, reason, restartInMs });
    void clock.sleep(restartInMs).then(() => {
      if (!window.isDestroyed()) contents.reload();
    });
  });
  contents.on('did-fail-load', (_event, _code, error, _url, isMainFrame) => {
    if (isMainFrame) onNote({ note: 'loadFailed', window: name, error });
  });
  contents.on('preload-error', (_event, _path, error) => onNote({ note: 'pageError', window: name, message: error.message }));
  contents.on('console-message', ({ level, message }) => {
    if (level === 'error') onNote({ note: 'pageError', window: name, message: message.slice(0, 500) });
  });
  window.on('unresponsive', () => onNote({ note: 'unresponsive', window: name }));
  window.on('responsive', () => onNote({ note: 'responsive', window: name }));
  return window;
}

/** Loads the window's page; a failure is noted, and the window stays for the next try. */
export async function loadPage(name: WindowName, window: BrowserWindow, onNote: (note: WindowNote) => void): Promise<void> {
  try {
    await window.loadURL(pageUrl(name));
  } catch (error) {
    if (!window.isDestroyed()) onNote({ note: 'loadFailed', window: name, error: error instanceof Error ? error.message : String(error) });
  }
}
