import { app, Menu } from 'electron';
import type { Payload, TillEvent, WindowName } from '../../shared/contract/contract.ts';
import { TillError } from '../../shared/errors/registry.ts';
import type { Clock, Random } from '../../shared/world.ts';
import { openCalls, sendEvent, type InvokeHandler } from './calls.ts';
import type { Dropped } from './guards.ts';
import { openHandOver, type HandOver } from './hand-over.ts';
import { spawnHost, type HostProcess } from './host-process.ts';
import { restrictPermissions } from './permissions.ts';
import { printToPdf } from './print.ts';
import { registerScheme, serveScheme, type PrintDocuments } from './protocol.ts';
import { openSecretBox, type SecretBox } from './safe-storage.ts';
import type { WindowNote } from './till-window.ts';
import { openTillWindows, type CustomerPlace, type TillWindows } from './windows.ts';

export interface ShellOptions {
  /** Where the runtime keeps its own files (browser profile, lock, key). One till per folder. */
  readonly userDataDir: string;
  readonly rendererDir: string;
  readonly preloadPath: string;
  readonly clock: Clock;
  readonly random: Random;
  /** Something tried what it may not: for the log, without content. */
  onDropped(dropped: Dropped): void;
  onNote(note: WindowNote): void;
  /** A handler threw instead of answering: its caller got INTERNAL. */
  onFailure(channel: string, error: unknown): void;
  /** Instead of PAGE_POLICY; for tests of the shell only. */
  readonly pagePolicy?: string;
}

/** Everything the till needs of the runtime. No other room imports 'electron'. */
export interface Shell {
  readonly runtime: 'electron' | 'chromium';
  readonly secrets: SecretBox;
  /** Opens both windows; resolves when the cashier's page is loaded. Calls are answered from now on. */
  openWindows(handler: InvokeHandler): Promise<void>;
  sendTo<E extends TillEvent>(window: WindowName, event: E, payload: Payload<E>): void;
  customerPlace(): CustomerPlace;
  onCustomerPlace(listener: (place: CustomerPlace) => void): void;
  /** The cashier's page shows its first screen: the customer's window may be opened. */
  cashierPainted(): void;
  showCustomer(): Promise<void>;
  /** A PDF of a complete HTML document; EXPORT_FAILED at the latest after 15 s. */
  printToPdf(html: string): Promise<Uint8Array>;
  spawnHost(entryPath: string, serviceName: string): HostProcess;
  /** Runs before the process ends, in order of registration, all together at most 5 s. */
  onQuit(listener: () => Promise<void>): void;
  quit(exitCode?: number): void;
  /** Gives this program's place to another version of it. */
  readonly handOver: HandOver;
}

const QUIT_TIMEOUT_MS = 5_000;

/** The platform's folder for this app's data, before anything is set. */
export const defaultDataDir = (): string => app.getPath('userData');

/** The till's own arguments: what follows the app's file when Electron runs a folder, all of them when it is packaged. */
export function ownArguments(argv: readonly string[] = process.argv): string[] {
  if (process.defaultApp !== true) return argv.slice(1);
  const appFile = argv.findIndex((argument, at) => at > 0 && !argument.startsWith('-'));
  return argv.slice(appFile + 1);
}

/** `last` runs when all is put away, before the process is gone. */
function endOrderly(listeners: readonly (() => Promise<void>)[], clock: Clock): (exitCode: number, last?: () => void) => void {
  let isEnding = false;
  return (exitCode, last) => {
    if (isEnding) return;
    isEnding = true;
    const tidy = async (): Promise<void> => {
      for (const listener of listeners) await listener();
    };
    void Promise.race([tidy(), clock.sleep(QUIT_TIMEOUT_MS)]).catch(() => undefined).then(() => {
      last?.();
      app.exit(exitCode);
    });
  };
}

/**
 * Takes the lock, waits for the runtime and sets every guard up. Call it before anything is awaited: schemes are registered before
 * the app is ready. Throws START_ALREADY_RUNNING when another till runs on the same folder.
 */
export async function openShell(options: ShellOptions): Promise<Shell> {
  const { clock, random } = options;
  app.setPath('userData', options.userDataDir);
  app.enableSandbox();
  registerScheme();
  if (!app.requestSingleInstanceLock()) throw new TillError('START_ALREADY_RUNNING');

  let windows: TillWindows | undefined;
  let handler: InvokeHandler | undefined;
  const placeListeners: ((place: CustomerPlace) => void)[] = [];
  const quitListeners: (() => Promise<void>)[] = [];
  const end = endOrderly(quitListeners, clock);
  app.on('second-instance', () => windows?.focusCashier());
  // The cashier's window decides about the end, not the last window.
  app.on('window-all-closed', () => undefined);
  app.on('before-quit', (event) => {
    event.preventDefault();
    end(0);
  });

  await app.whenReady();
  // The default menu brings Ctrl+W, Ctrl+R and F11, which are not a cashier's; on a Mac the menu bar stays, as people expect.
  if (process.platform !== 'darwin') Menu.setApplicationMenu(null);
  const documents: PrintDocuments = new Map();
  restrictPermissions();
  serveScheme(options.rendererDir, documents, options.pagePolicy);
  openCalls(() => windows, () => handler, options.onDropped, options.onFailure);

  return {
    runtime: process.versions['electron'] === undefined ? 'chromium' : 'electron',
    secrets: openSecretBox(),
    openWindows: async (answer) => {
      handler = answer;
      windows = openTillWindows({
        preloadPath: options.preloadPath, clock, onDropped: options.onDropped, onNote: options.onNote, onCashierClosed: () => end(0),
        onCustomerPlace: (place) => {
          for (const listener of placeListeners) listener(place);
        },
      });
      await windows.opened;
    },
    sendTo: (window, event, payload) => sendEvent(windows, window, event, payload),
    customerPlace: () => windows?.customerPlace() ?? 'closed',
    onCustomerPlace: (listener) => void placeListeners.push(listener),
    cashierPainted: () => windows?.cashierPainted(),
    showCustomer: async () => windows?.showCustomer(),
    printToPdf: (html) => printToPdf(html, documents, clock, random),
    spawnHost,
    onQuit: (listener) => void quitListeners.push(listener),
    quit: (exitCode = 0) => end(exitCode),
    handOver: openHandOver({ platform: process.platform, isInstalled: app.isPackaged, appImage: process.env['APPIMAGE'] ?? null, end: (last) => end(0, last) }),
  };
}
