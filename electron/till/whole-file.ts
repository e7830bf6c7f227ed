import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { TillError } from '../../shared/errors/registry.ts';

/** Reads a file of the data folder; null when it is not there. Throws SETTINGS_UNREADABLE for one that `parse` does not take. */
export function readWhole<T>(path: string, parse: (bytes: Buffer) => T): T | null {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new TillError('SETTINGS_UNREADABLE', { file: basename(path) }, { cause: error });
  }
  try {
    return parse(bytes);
  } catch (error) {
    throw new TillError('SETTINGS_UNREADABLE', { file: basename(path) }, { cause: error });
  }
}

/** Replaces a file, readable by this user only: after a crash it is the old one or the new one, whole. */
export function writeWhole(path: string, bytes: Uint8Array): void {
  const temporary = `${path}.new`;
  const handle = openSync(temporary, 'w', 0o600);
  try {
    writeFileSync(handle, bytes);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(temporary, path);
  syncFolder(dirname(path));
}

/** The new name is on disk too. Windows has no handle on a folder to sync, and keeps names in its own log. */
function syncFolder(dir: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(dir, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
