import { accessSync, constants, mkdirSync } from 'node:fs';
import { TillError } from '../shared/errors/registry.ts';

/** Throws CLI_DATA_NOT_WRITABLE unless files can be made in `dir`. */
export function requireWritable(dir: string): void {
  try {
    mkdirSync(dir, { recursive: true });
    accessSync(dir, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new TillError('CLI_DATA_NOT_WRITABLE', { dir }, { cause: error });
  }
}
