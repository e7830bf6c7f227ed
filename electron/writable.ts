import { isDiskFull, makeWritableFolder } from '../build/folder.mjs';
import { TillError } from '../shared/errors/registry.ts';

/** Throws CLI_DATA_NOT_WRITABLE unless files can be made in `dir`, JOURNAL_DISK_FULL when only room is missing. */
export function requireWritable(dir: string): void {
  try {
    makeWritableFolder(dir);
  } catch (error) {
    throw isDiskFull(error) ? new TillError('JOURNAL_DISK_FULL', {}, { cause: error }) : new TillError('CLI_DATA_NOT_WRITABLE', { dir }, { cause: error });
  }
}
