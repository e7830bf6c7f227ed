import type { App } from 'electron';
import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { BrowserWindow, followAllClosed } from './browser-window.ts';
import { Emitter, Preventable } from './emitter.ts';
import { beganWithWindow, browser, browserIfStarted } from './runtime.ts';
import { followFakedDisplays, realDisplaysKnown } from './screen-source.ts';

const EVENTS = ['ready', 'before-quit', 'will-quit', 'quit', 'window-all-closed', 'second-instance', 'activate', 'web-contents-created', 'child-process-gone', 'render-process-gone'];
type AppPick = Pick<
  App,
  'whenReady' | 'isReady' | 'quit' | 'exit' | 'getPath' | 'setPath' | 'getName' | 'setName' | 'getVersion' | 'getLocale' | 'getAppPath' | 'requestSingleInstanceLock' | 'releaseSingleInstanceLock'
  | 'isPackaged' | 'enableSandbox' | 'setAppUserModelId'
>;

/** A command of the till (electron/main.ts) opens no window, so it needs no browser either. */
const IS_COMMAND = process.env['GUITAI_COMMAND'] !== undefined;

const QUIT_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

const appPath = resolve(import.meta.dirname, '..', '..');
const manifest = JSON.parse(readFileSync(join(appPath, 'package.json'), 'utf8')) as { readonly productName: string; readonly version: string };

function defaultPath(name: string, appName: string): string {
  const home = homedir();
  switch (name) {
    case 'home': return home;
    case 'temp': return tmpdir();
    case 'appData':
      if (process.platform === 'darwin') return join(home, 'Library', 'Application Support');
      if (process.platform === 'win32') return process.env['APPDATA'] ?? join(home, 'AppData', 'Roaming');
      return process.env['XDG_CONFIG_HOME'] ?? join(home, '.config');
    case 'userData':
    case 'sessionData': return join(defaultPath('appData', appName), appName);
    case 'documents': return join(home, 'Documents');
    case 'downloads': return join(home, 'Downloads');
    case 'desktop': return join(home, 'Desktop');
    case 'exe': return process.execPath;
    default: throw new Error(`the Chromium shell does not know the path ${name}`);
  }
}

class AppStandIn extends Emitter implements AppPick {
  readonly isPackaged = false;
  readonly #paths = new Map<string, string>();
  #name = manifest.productName;
  #ready: Promise<void> | undefined;
  #isReady = false;
  #lockFile: string | undefined;
  #ending = false;
  #isWindowless = false;

  constructor() {
    super('app', EVENTS);
    followAllClosed(() => {
      this.#isWindowless = true;
      if (!this.#ending && !this.emit('window-all-closed')) this.quit();
    });
    for (const signal of QUIT_SIGNALS) process.on(signal, () => this.quit());
    // Started by one of our scripts or tests, over a channel: when they are gone, even killed, so are we.
    if (process.channel) process.once('disconnect', () => this.quit());
    // Electron becomes ready by itself, once the main file has had its first say. Whoever asked already hears of a failure, and deals with it.
    setImmediate(() => {
      if (!this.#ending && this.#ready === undefined) void this.whenReady().catch((error: unknown) => this.#fail(error));
    });
  }

  whenReady(): Promise<void> {
    return (this.#ready ??= IS_COMMAND ? Promise.resolve() : browser().then(async ({ connection, ended }) => {
      followFakedDisplays();
      if (beganWithWindow()) await realDisplaysKnown(connection);
      this.#isReady = true;
      void ended.then(() => {
        // Without windows a browser has nothing left to do; it is the app that decides about its own end.
        if (!this.#ending && !this.#isWindowless) this.#fail(new Error('the browser ended'));
      });
      this.emit('ready', {}, {});
    }));
  }

  isReady = (): boolean => this.#isReady;
  getName = (): string => this.#name;
  getVersion = (): string => manifest.version;
  getLocale = (): string => Intl.DateTimeFormat().resolvedOptions().locale;
  getAppPath = (): string => appPath;
  /** Both always hold here. */
  enableSandbox = (): void => undefined;
  setAppUserModelId = (): void => undefined;

  setName(name: string): void {
    this.#name = name;
  }

  getPath(name: Parameters<App['getPath']>[0]): string {
    return this.#paths.get(name) ?? defaultPath(name, this.#name);
  }

  setPath(name: string, path: string): void {
    this.#paths.set(name, path);
  }

  /** One process per user-data folder, by a file with its number. A second one is refused; the first is not told. */
  requestSingleInstanceLock(): boolean {
    const folder = this.getPath('userData');
    mkdirSync(folder, { recursive: true });
    const file = join(folder, 'instance.lock');
    for (let attempt = 0; attempt < 3; attempt += 1) {
      try {
        const handle = openSync(file, 'wx', 0o600);
        writeSync(handle, String(process.pid));
        closeSync(handle);
        this.#lockFile = file;
        process.once('exit', () => this.releaseSingleInstanceLock());
        return true;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
        if (!this.#removeStaleLock(file)) return false;
      }
    }
    return false;
  }

  releaseSingleInstanceLock(): void {
    if (this.#lockFile !== undefined) rmSync(this.#lockFile, { force: true });
    this.#lockFile = undefined;
  }

  /** True when the file is gone or its process is: it is moved away under a name only one of several comers can win. */
  #removeStaleLock(file: string): boolean {
    try {
      const owner = Number(readFileSync(file, 'utf8'));
      if (owner === process.pid || (Number.isInteger(owner) && owner > 0 && isRunning(owner))) return false;
      const aside = `${file}.${createHash('sha256').update(`${owner}-${process.pid}`).digest('hex').slice(0, 8)}`;
      renameSync(file, aside);
      rmSync(aside, { force: true });
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return true;
      throw error;
    }
  }

  quit(): void {
    if (this.#ending) return;
    const event = new Preventable();
    this.emit('before-quit', event);
    if (event.defaultPrevented) return;
    this.#ending = true;
    for (const window of BrowserWindow.getAllWindows()) window.destroy();
    this.emit('will-quit', new Preventable());
    this.emit('quit', {}, 0);
    this.#end(0);
  }

  exit(exitCode = 0): void {
    this.#ending = true;
    for (const window of BrowserWindow.getAllWindows()) window.destroy();
    this.emit('quit', {}, exitCode);
    this.#end(exitCode);
  }

  #fail(error: unknown): void {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    this.exit(1);
  }

  #end(exitCode: number): void {
    const running = browserIfStarted();
    if (running === undefined) process.exit(exitCode);
    running.then((started) => started.end()).catch(() => undefined).finally(() => process.exit(exitCode));
  }
}

export const app = new AppStandIn();
