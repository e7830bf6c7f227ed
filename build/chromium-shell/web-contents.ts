import { randomUUID } from 'node:crypto';
import type { PrintToPDFOptions, WebContents as ElectronWebContents, WebPreferences } from 'electron';
import { readFileSync } from 'node:fs';
import { isBlank } from './app-window.ts';
import { browserKeysScript } from './browser-keys.ts';
import type { CdpSession, Protocol } from './cdp.ts';
import { makeCodec, type Wire } from './codec.ts';
import { Emitter, Preventable } from './emitter.ts';
import { FrameTree, type Frame } from './frames.ts';
import { ipcMain } from './ipc-main.ts';
import { pageScript, PRELOAD_WORLD, preloadScript, RECEIVE_FUNCTION, SEND_BINDING, type FromPreload, type ToPreload } from './page-scripts.ts';
import { serve, toApp, toBrowser } from './protocol.ts';
import { printParameters } from './print-parameters.ts';

const EVENTS = [
  'did-finish-load', 'did-fail-load', 'dom-ready', 'did-navigate', 'render-process-gone', 'will-navigate', 'will-frame-navigate', 'will-redirect',
  'will-attach-webview', 'console-message', 'preload-error', 'unresponsive', 'responsive', 'destroyed',
];
type WebContentsPick = Pick<
  ElectronWebContents,
  'id' | 'getURL' | 'getTitle' | 'send' | 'reload' | 'isDestroyed' | 'isCrashed' | 'isLoading' | 'printToPDF' | 'setWindowOpenHandler' | 'forcefullyCrashRenderer' | 'focus'
>;
type WindowOpenHandler = Parameters<ElectronWebContents['setWindowOpenHandler']>[0];

const KEYS_WORLD = 'guitai-keys';
const codec = makeCodec();
let lastId = 0;

/** One page. It exists before the browser has opened it: what is asked of it meanwhile waits. */
export class WebContents extends Emitter implements WebContentsPick {
  readonly id = (lastId += 1);
  readonly #preferences: WebPreferences;
  readonly #session: Promise<CdpSession>;
  #attached = Promise.withResolvers<CdpSession>();
  #frames: FrameTree | undefined;
  #state: 'loading' | 'loaded' | 'crashed' | 'destroyed' = 'loading';
  /** Navigations this process asked for; any other comes from the page or the person and is asked about. */
  readonly #ownNavigations = new Set<string>();
  #lastAllowed: string | undefined;
  #windowOpen: WindowOpenHandler | undefined;
  #title = '';

  constructor(preferences: WebPreferences) {
    super('webContents', EVENTS);
    const { sandbox = true, contextIsolation = true, nodeIntegration = false } = preferences;
    if (!sandbox || !contextIsolation || nodeIntegration) throw new Error('the Chromium shell runs pages only with sandbox and contextIsolation on and nodeIntegration off');
    this.#preferences = preferences;
    this.#session = this.#attached.promise;
    this.#session.catch(() => undefined);
  }

  get mainFrame(): Frame | undefined {
    return this.#frames?.main;
  }

  getURL = (): string => this.#frames?.main.url ?? '';
  getTitle = (): string => this.#title;
  isDestroyed = (): boolean => this.#state === 'destroyed';
  isCrashed = (): boolean => this.#state === 'crashed';
  isLoading = (): boolean => this.#state === 'loading';

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.#windowOpen = handler;
  }

  send(channel: string, ...args: unknown[]): void {
    const world = this.#frames?.mainWorld;
    // As in Electron, a message to a page that is not there yet is lost; the page asks for a snapshot when it is.
    if (world !== undefined) this.#tell(world, { kind: 'event', channel, args: codec.encode(args) });
  }

  reload(): void {
    this.#ownNavigations.add(toBrowser(this.getURL()));
    void this.#session.then((session) => session.send('Page.reload')).catch(() => undefined);
  }

  forcefullyCrashRenderer(): void {
    void this.#session.then((session) => session.send('Page.crash')).catch(() => undefined);
  }

  focus(): void {
    void this.#session.then((session) => session.send('Page.bringToFront')).catch(() => undefined);
  }

  async printToPDF(options: PrintToPDFOptions): Promise<Buffer> {
    const session = await this.#session;
    const { data } = await session.send('Page.printToPDF', printParameters(options));
    return Buffer.from(data, 'base64');
  }

  /** Resolves when the page and what it loads are there; rejects when it cannot be had. */
  async loadURL(url: string): Promise<void> {
    const session = await this.#session;
    const address = toBrowser(url);
    const loaded = new Promise<void>((resolve, reject) => {
      this.once('did-finish-load', resolve);
      this.once('destroyed', () => reject(new Error(`the window was closed while it loaded ${url}`)));
    });
    loaded.catch(() => undefined);
    this.#state = 'loading';
    this.#ownNavigations.add(address);
    const { errorText } = await session.send('Page.navigate', { url: address });
    if (errorText !== undefined) {
      this.emit('did-fail-load', {}, -2, errorText, url, true);
      throw new Error(`${errorText} loading ${url}`);
    }
    await loaded;
    // What the window showed before is no place to go back to.
    await session.send('Page.resetNavigationHistory');
  }

  /** The browser has opened the page: set the guards up, then let it run. */
  async attach(session: CdpSession, targetId: string): Promise<void> {
    this.#frames = new FrameTree(session, targetId);
    this.#follow(session);
    await Promise.all([
      session.send('Page.enable'), session.send('Inspector.enable'), session.send('Runtime.enable'),
      session.send('Fetch.enable', { patterns: [{ urlPattern: '*', requestStage: 'Request' }] }),
      session.send('Page.addScriptToEvaluateOnNewDocument', { source: browserKeysScript, worldName: KEYS_WORLD }),
      ...this.#preloadCommands(session),
      ...(this.#preferences.javascript === false ? [session.send('Emulation.setScriptExecutionDisabled', { value: true })] : []),
    ]);
    await session.send('Runtime.runIfWaitingForDebugger');
    this.#attached.resolve(session);
  }

  /** The browser has closed the page, or never opened it. */
  gone(reason: Error): void {
    if (this.#state === 'destroyed') return;
    this.#state = 'destroyed';
    this.#attached.reject(reason);
    this.emit('destroyed');
  }

  /** A page opened a window: asks the handler, and says no. Only `deny` exists here. */
  askWindowOpen(url: string, frameName: string, features: string): void {
    const answer = this.#windowOpen?.({ url: toApp(url), frameName, features, disposition: 'new-window', referrer: { url: this.getURL(), policy: 'no-referrer' } });
    if (answer?.action !== 'deny') process.stderr.write(`the Chromium shell opens no windows for pages: ${toApp(url)}\n`);
  }

  #preloadCommands(session: CdpSession): Promise<unknown>[] {
    const { preload, additionalArguments = [], nodeIntegrationInSubFrames = false } = this.#preferences;
    if (preload === undefined) return [];
    const token = randomUUID();
    const source = readFileSync(preload, 'utf8');
    return [
      session.send('Runtime.addBinding', { name: SEND_BINDING, executionContextName: PRELOAD_WORLD }),
      session.send('Page.addScriptToEvaluateOnNewDocument', { source: pageScript(token, nodeIntegrationInSubFrames) }),
      session.send('Page.addScriptToEvaluateOnNewDocument', {
        source: preloadScript(token, nodeIntegrationInSubFrames, source, ['renderer', ...additionalArguments]), worldName: PRELOAD_WORLD,
      }),
    ];
  }

  #follow(session: CdpSession): void {
    session.on('Page.loadEventFired', () => {
      if (isBlank(this.getURL())) return;
      this.#state = 'loaded';
      this.emit('did-finish-load');
    });
    session.on('Page.domContentEventFired', () => this.emit('dom-ready'));
    session.on('Page.frameNavigated', ({ frame }) => {
      if (frame.parentId === undefined) this.#navigated(session, toApp(frame.url));
    });
    session.on('Inspector.targetCrashed', () => {
      this.#state = 'crashed';
      this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 });
    });
    session.on('Fetch.requestPaused', (paused) => void this.#request(session, paused).catch(() => undefined));
    session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === SEND_BINDING) this.#receive(JSON.parse(payload), executionContextId);
    });
    session.on('Runtime.exceptionThrown', ({ exceptionDetails }) => {
      const message = exceptionDetails.exception?.description ?? exceptionDetails.text;
      this.emit('console-message', { level: 'error', message, lineNumber: exceptionDetails.lineNumber, sourceId: toApp(exceptionDetails.url ?? '') });
    });
    session.on('Page.javascriptDialogOpening', () => void session.send('Page.handleJavaScriptDialog', { accept: false }).catch(() => undefined));
  }

  /** A page that got away without a request (about:blank, a blob) is asked about late, and brought back when the answer is no. */
  #navigated(session: CdpSession, url: string): void {
    const isOwn = url === this.#lastAllowed || isBlank(url) && this.#lastAllowed === undefined || url.startsWith('chrome-error:');
    if (isOwn) {
      this.emit('did-navigate', {}, url, 200, 'OK');
      return;
    }
    if (this.#asksNavigation(url, this.#frames?.main, true) || this.#lastAllowed === undefined) return;
    this.#ownNavigations.add(toBrowser(this.#lastAllowed));
    void session.send('Page.navigate', { url: toBrowser(this.#lastAllowed) }).catch(() => undefined);
  }

  /** Emits what Electron emits before a navigation; true when nobody objects. */
  #asksNavigation(url: string, frame: Frame | undefined, isMainFrame: boolean): boolean {
    const details = Object.assign(new Preventable(), { url, isMainFrame, isSameDocument: false, frame: frame ?? null, initiator: frame ?? null });
    this.emit('will-frame-navigate', details);
    if (isMainFrame && !details.defaultPrevented) this.emit('will-navigate', details, url, false, true);
    return !details.defaultPrevented;
  }

  async #request(session: CdpSession, paused: Protocol.Events['Fetch.requestPaused']): Promise<void> {
    if (paused.resourceType === 'Document' && !this.#allowsDocument(paused)) {
      await session.send('Fetch.failRequest', { requestId: paused.requestId, errorReason: 'Aborted' });
      return;
    }
    if (!(await serve(session, paused))) await session.send('Fetch.continueRequest', { requestId: paused.requestId });
  }

  #allowsDocument(paused: Protocol.Events['Fetch.requestPaused']): boolean {
    const url = toApp(paused.request.url);
    const isMainFrame = this.#frames?.isMain(paused.frameId) ?? false;
    const isOwn = isMainFrame && this.#ownNavigations.delete(paused.request.url);
    if (!isOwn && !this.#asksNavigation(url, this.#frames?.byId(paused.frameId), isMainFrame)) return false;
    if (isMainFrame) this.#lastAllowed = url;
    return true;
  }

  #receive(message: FromPreload, contextId: number): void {
    // Which frame speaks is what the browser says of the context, never what the message says.
    const from = this.#frames?.ofContext(contextId);
    if (from === undefined) return;
    const event = { type: 'frame', sender: this, senderFrame: from.frame, frameId: from.frame.frameTreeNodeId, processId: 0 } as const;
    switch (message.kind) {
      case 'failed':
        this.emit('preload-error', {}, this.#preferences.preload, new Error(message.message));
        break;
      case 'send':
        ipcMain.deliver(message.channel, event, codec.decode(message.args) as unknown[]);
        break;
      case 'invoke':
        void ipcMain.answer(message.channel, event, codec.decode(message.args) as unknown[])
          .then((value): ToPreload => ({ kind: 'answer', id: message.id, ok: true, value: codec.encode(value) }))
          .catch((error: unknown): ToPreload => ({ kind: 'answer', id: message.id, ok: false, value: errorWire(error) }))
          .then((answer) => this.#tell(from.world, answer));
        break;
    }
  }

  #tell(world: string, message: ToPreload): void {
    const expression = `${RECEIVE_FUNCTION}(${JSON.stringify(JSON.stringify(message))})`;
    // The document may be gone by now; then there is nobody to tell.
    void this.#session.then((session) => session.send('Runtime.evaluate', { expression, uniqueContextId: world })).catch(() => undefined);
  }
}

const errorWire = (error: unknown): Wire => codec.encode(error instanceof Error ? new Error(error.message) : new Error(String(error)));
