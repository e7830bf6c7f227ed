import type { BrowserWindow as ElectronBrowserWindow, BrowserWindowConstructorOptions, Rectangle } from 'electron';
import { isHeadless } from './browser.ts';
import type { CdpSession, Protocol } from './cdp.ts';
import { Emitter, Preventable } from './emitter.ts';
import { browser, followStrangers, openWindow } from './runtime.ts';
import { realDisplaysKnown } from './screen-source.ts';
import { applyPermissions } from './session.ts';
import { toBrowser } from './protocol.ts';
import { WebContents } from './web-contents.ts';

const EVENTS = ['close', 'closed', 'ready-to-show', 'show', 'hide', 'focus', 'blur', 'unresponsive', 'responsive'];
type WindowPick = Pick<
  ElectronBrowserWindow,
  'id' | 'loadURL' | 'show' | 'showInactive' | 'hide' | 'close' | 'destroy' | 'isDestroyed' | 'isVisible' | 'getBounds' | 'setBounds' | 'getContentBounds' | 'setFullScreen' | 'isFullScreen'
  | 'setSimpleFullScreen' | 'isSimpleFullScreen' | 'focus' | 'isMinimized' | 'restore' | 'setMenuBarVisibility'
>;

/** On Linux the desktop puts the title bar above the place a browser's window is given; how high it is nobody tells. */
const TITLE_BAR_HEIGHT = process.platform === 'linux' ? 32 : 0;
const DEFAULT_SIZE = { width: 800, height: 600 };
const windows = new Map<string, BrowserWindow>();
const all = new Set<BrowserWindow>();
let lastId = 0;
let onAllClosed: () => void = () => undefined;

/** What is done to windows on the desk happens in the order it was asked for, across all windows: or the last one placed has the focus. */
let deskQueue: Promise<unknown> = Promise.resolve();
function inOrder(work: () => Promise<unknown>): void {
  // A window that is gone by then is no reason to leave the others where they are.
  deskQueue = deskQueue.then(work).catch(() => undefined);
}

/** The page that was given the keyboard last. */
let front: CdpSession | undefined;

/** Called when the last window has closed, and again whenever that is so. */
export function followAllClosed(listener: () => void): void {
  onAllClosed = listener;
}

export class BrowserWindow extends Emitter implements WindowPick {
  readonly id = (lastId += 1);
  readonly webContents: WebContents;
  readonly #options: BrowserWindowConstructorOptions;
  readonly #opened: Promise<{ readonly session: CdpSession; readonly targetId: string; readonly windowId: number }>;
  #bounds: Rectangle;
  #visible: boolean;
  #fullScreen = false;
  #destroyed = false;
  #shownOnce = false;

  constructor(options: BrowserWindowConstructorOptions = {}) {
    super('BrowserWindow', EVENTS);
    this.#options = options;
    const { x = 0, y = 0, width = DEFAULT_SIZE.width, height = DEFAULT_SIZE.height, show = true } = options;
    this.#bounds = { x, y, width, height };
    this.#visible = show;
    this.webContents = new WebContents(options.webPreferences ?? {});
    this.webContents.once('did-finish-load', () => {
      if (!this.#shownOnce) this.emit('ready-to-show');
      this.#shownOnce = true;
    });
    all.add(this);
    this.#opened = this.#open();
    this.#opened.catch((error: unknown) => this.#gone(error instanceof Error ? error : new Error(String(error))));
  }

  static getAllWindows = (): BrowserWindow[] => [...all];
  static fromWebContents = (webContents: unknown): BrowserWindow | null => [...all].find((window) => window.webContents === webContents) ?? null;

  async loadURL(url: string): Promise<void> {
    await this.#opened;
    const { connection } = await browser();
    await applyPermissions(connection.browser, toBrowser(url));
    await Promise.all([this.webContents.loadURL(url), realDisplaysKnown(connection)]);
  }

  isDestroyed = (): boolean => this.#destroyed;
  isVisible = (): boolean => this.#visible;
  isFullScreen = (): boolean => this.#fullScreen;
  isSimpleFullScreen = (): boolean => this.#fullScreen;
  isMinimized = (): boolean => false;
  getBounds = (): Rectangle => ({ ...this.#bounds });
  getContentBounds = (): Rectangle => ({ ...this.#bounds });
  /** There is no menu bar in a browser's window. */
  setMenuBarVisibility = (): void => undefined;

  setBounds(bounds: Partial<Rectangle>): void {
    this.#bounds = { ...this.#bounds, ...bounds };
    if (!this.#fullScreen) this.#apply();
  }

  setFullScreen(flag: boolean): void {
    this.#fullScreen = flag;
    this.#apply();
  }

  setSimpleFullScreen(flag: boolean): void {
    this.setFullScreen(flag);
  }

  show(): void {
    this.showInactive();
    this.focus();
  }

  showInactive(): void {
    this.#visible = true;
    this.#apply();
    this.emit('show');
  }

  /** A browser cannot take a window off the screen; it lies minimised instead. */
  hide(): void {
    this.#visible = false;
    this.#apply();
    this.emit('hide');
  }

  restore(): void {
    this.showInactive();
  }

  focus(): void {
    inOrder(async () => {
      const { session } = await this.#opened;
      await session.send('Page.bringToFront');
      front = session;
    });
    this.emit('focus');
  }

  close(): void {
    const event = new Preventable();
    this.emit('close', event);
    if (!event.defaultPrevented) this.destroy();
  }

  destroy(): void {
    if (this.#destroyed) return;
    void this.#opened.then(async ({ targetId }) => {
      const { connection } = await browser();
      await connection.browser.send('Target.closeTarget', { targetId });
    }).catch(() => undefined);
    this.#gone(new Error('the window was closed'));
  }

  /** The page is gone: by us, by the person, or with the browser. */
  #gone(reason: Error): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.#visible = false;
    all.delete(this);
    this.webContents.gone(reason);
    this.emit('closed');
    if (all.size === 0) onAllClosed();
  }

  async #open(): Promise<{ session: CdpSession; targetId: string; windowId: number }> {
    const running = await browser();
    const { x, y, width, height } = this.#bounds;
    const { targetId, session } = await openWindow({ left: x, top: y, width, height, background: !this.#visible });
    if (this.#options.show !== false) front = session;
    // Whatever comes up takes the keyboard; a window that is not to be seen yet gives it back at once.
    else await front?.send('Page.bringToFront').catch(() => undefined);
    windows.set(targetId, this);
    running.connection.browser.on('Target.detachedFromTarget', ({ sessionId }) => {
      if (sessionId !== session.id) return;
      windows.delete(targetId);
      this.#gone(new Error('the window was closed'));
    });
    void running.ended.then(() => this.#gone(new Error('the browser ended')));
    session.on('Page.windowOpen', ({ url, windowName, windowFeatures }) => this.webContents.askWindowOpen(url, windowName, windowFeatures.join(',')));
    const { windowId } = await running.connection.browser.send('Browser.getWindowForTarget', { targetId });
    await this.webContents.attach(session, targetId);
    await this.#place(session, windowId);
    return { session, targetId, windowId };
  }

  #apply(): void {
    inOrder(async () => {
      const { session, windowId } = await this.#opened;
      await this.#place(session, windowId);
    });
  }

  async #place(session: CdpSession, windowId: number): Promise<void> {
    const { x, y, width, height } = this.#bounds;
    if (isHeadless) {
      // Exactly the size asked for, whatever frame the browser imagines around the page.
      await session.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false });
      return;
    }
    const { connection } = await browser();
    const set = (bounds: Protocol.Browser.Bounds): Promise<unknown> => connection.browser.send('Browser.setWindowBounds', { windowId, bounds });
    // The browser moves and resizes a window only in its normal state, and one state leads to another only through that.
    await set({ windowState: 'normal' });
    if (!this.#visible) {
      await set({ windowState: 'minimized' });
      return;
    }
    const isFramed = this.#options.frame !== false && !this.#fullScreen;
    await set({ left: x, top: isFramed ? y + TITLE_BAR_HEIGHT : y, width, height });
    if (this.#fullScreen) await set({ windowState: 'fullscreen' });
    else if (this.#options.useContentSize === true) {
      // Older browsers do not know the first way.
      await connection.browser.send('Browser.setContentsSize', { windowId, width, height }).catch(() => this.#growToContent(session, set));
    }
  }

  /** The window may have a bar on top: make room for it when the size asked for is the page's. */
  async #growToContent(session: CdpSession, set: (bounds: Protocol.Browser.Bounds) => Promise<unknown>): Promise<void> {
    const { width, height } = this.#bounds;
    const { cssLayoutViewport } = await session.send('Page.getLayoutMetrics');
    const missing = { width: width - cssLayoutViewport.clientWidth, height: height - cssLayoutViewport.clientHeight };
    if (missing.width > 0 || missing.height > 0) await set({ width: width + Math.max(0, missing.width), height: height + Math.max(0, missing.height) });
  }
}

/**
 * Popups, and tabs and windows the person opens by the browser's own keys: closed at once. A popup stands still on the thread of
 * the page that opened it, so it is let go first, or neither could ever move again.
 */
followStrangers((targetId, session) => {
  const close = async (): Promise<void> => {
    const { connection } = await browser();
    await Promise.all([session.send('Runtime.runIfWaitingForDebugger'), connection.browser.send('Target.closeTarget', { targetId })]);
  };
  close().catch(() => undefined);
});
