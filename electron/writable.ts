import { makeWritableFolder } from '../build/folder.mjs';
import { TillError } from '../shared/errors/registry.ts';

/** Throws CLI_DATA_NOT_WRITABLE unless files can be made in `dir`. */
export function requireWritable(dir: string): void {
  try {
    makeWritableFolder(dir);
  } catch (error) {
    throw new TillError('CLI_DATA_NOT_WRITABLE', { dir }, { cause: error });
  }
}
