import { accessSync, constants, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeWritableFolder } from '../folder.mjs';
import { fromHere } from './paths.mjs';
import { SetUpError } from './process.mjs';

/**
 * The file that a flag names, as seen from where the person is. What cannot be written is refused here, at once, and not after minutes of work. `kept`: what lies in it is
 * read first, and it is replaced by a file made beside it. Throws SetUpError.
 */
export function fileToWrite(flag, path, { kept = false } = {}) {
  const file = fromHere(path);
  const isThere = statSync(file, { throwIfNoEntry: false });
  if (isThere?.isDirectory()) throw new SetUpError(`${flag}: ${file} is a folder`);
  try {
    if (isThere) accessSync(file, kept ? constants.R_OK | constants.W_OK : constants.W_OK);
    if (kept || !isThere) makeWritableFolder(dirname(file));
    return file;
  } catch (error) {
    throw new SetUpError(`${flag}: cannot write ${file} (${error.code ?? error.message})`);
  }
}
