import { spawn } from 'node:child_process';
import { renameSync, rmSync } from 'node:fs';
import { chmod, copyFile, open } from 'node:fs/promises';

export type InstallerKind = '.exe' | '.dmg' | '.AppImage' | '.deb';

export interface PreparedHandOver {
  readonly how: 'installer' | 'replace' | 'byHand';
  readonly command: string;
  commit(): void;
}

/** Gives the program's place to another version of it; the till decides when. */
export interface HandOver {
  readonly kinds: readonly InstallerKind[];
  /** Does everything that may fail. Rejects with what the file system says; then nothing has changed. */
  prepare(file: string): Promise<PreparedHandOver>;
}

export interface HandOverWorld {
  readonly platform: string;
  /** This is an installed program, which an installer replaces; otherwise it only says what it would run. */
  readonly isInstalled: boolean;
  /** The file this program was started from, where it is one file (AppImage). */
  readonly appImage: string | null;
  /** Ends the program in good order and does `last` when all is put away. */
  readonly end: (last: () => void) => void;
  /** Starts a program that outlives this one. Default: for real. */
  readonly start?: (command: string, args: readonly string[]) => void;
}

/** electron-builder's installer for Windows is told that it replaces a version, so that it asks nothing. */
const WINDOWS_ARGS = ['--updated'];

export function openHandOver(world: HandOverWorld): HandOver {
  const { platform, isInstalled, appImage, end, start = startDetached } = world;
  const begins = (command: string, args: readonly string[]): PreparedHandOver => ({
    how: 'installer', command: [command, ...args].map(quoted).join(' '), commit: () => end(() => start(command, args)),
  });
  const byHand = (command: string): PreparedHandOver => ({ how: 'byHand', command, commit: () => undefined });
  const prepare = async (file: string): Promise<PreparedHandOver> => {
    const command = commandFor(file, platform, appImage);
    if (!isInstalled) return byHand(command);
    if (platform === 'win32') return begins(file, WINDOWS_ARGS);
    if (platform === 'darwin') return begins('open', [file]);
    if (appImage === null || !file.endsWith('.AppImage')) return byHand(command);
    return replaces(appImage, await copyBeside(file, appImage), command, end);
  };
  return { kinds: kindsOf(platform, appImage), prepare };
}

function kindsOf(platform: string, appImage: string | null): readonly InstallerKind[] {
  if (platform === 'win32') return ['.exe'];
  if (platform === 'darwin') return ['.dmg'];
  return appImage === null ? ['.deb', '.AppImage'] : ['.AppImage'];
}

function commandFor(file: string, platform: string, appImage: string | null): string {
  if (platform === 'win32') return [file, ...WINDOWS_ARGS].map(quoted).join(' ');
  if (platform === 'darwin') return `open ${quoted(file)}`;
  if (file.endsWith('.deb')) return `sudo apt install ${quoted(file)}`;
  // Not run from there: that folder is emptied when the version runs.
  return appImage === null ? `install -m 755 ${quoted(file)} "$HOME/Guitai.AppImage"` : `mv ${quoted(file)} ${quoted(appImage)}`;
}

/** The running program keeps the file it was started from; the name is the new one's from now on. */
function replaces(appImage: string, copy: string, command: string, end: HandOverWorld['end']): PreparedHandOver {
  return {
    how: 'replace', command,
    commit: () => {
      renameSync(copy, appImage);
      end(() => undefined);
    },
  };
}

/** In the folder of the other, so that taking its place is one step; on disk when it returns. */
async function copyBeside(file: string, appImage: string): Promise<string> {
  const copy = `${appImage}.new`;
  try {
    await copyFile(file, copy);
    await chmod(copy, 0o755);
    const handle = await open(copy, 'r+');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    return copy;
  } catch (error) {
    rmSync(copy, { force: true });
    throw error;
  }
}

const quoted = (word: string): string => (/^[\w@%+=:,./\\-]+$/.test(word) ? word : `"${word}"`);

function startDetached(command: string, args: readonly string[]): void {
  const child = spawn(command, args, { detached: true, stdio: 'ignore' });
  // This program is gone before anybody could be told; the next start finds the version unchanged.
  child.on('error', () => undefined);
  child.unref();
}
