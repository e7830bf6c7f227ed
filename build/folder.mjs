// Plain JavaScript without dependencies, like flags.mjs: the scripts read it before anything is installed, and electron/ afterwards.
import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Less room than this is none: the journal alone needs as much to be opened. */
const ROOM_BYTES = 64 * 1024;

/** See folder.d.mts. */
export const isDiskFull = (error) => error?.code === 'ENOSPC' || error?.code === 'EDQUOT';

/** See folder.d.mts. */
export function makeWritableFolder(dir) {
  const missing = [];
  // Node's own `recursive` never returns where the parent is there and the folder cannot be made, as in /proc.
  for (let path = resolve(dir); !existsSync(path) && dirname(path) !== path; path = dirname(path)) missing.push(path);
  for (const path of missing.reverse()) {
    try {
      mkdirSync(path);
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
  }
  if (!statSync(dir).isDirectory()) throw Object.assign(new Error(`not a folder: ${dir}`), { code: 'ENOTDIR' });
  accessSync(dir, constants.W_OK | constants.X_OK);
  // Permissions do not say everything: root has them in /proc too, and a full disk keeps them.
  const probe = mkdtempSync(join(dir, '.guitai-probe-'));
  try {
    writeFileSync(join(probe, 'room'), Buffer.alloc(ROOM_BYTES));
  } finally {
    rmSync(probe, { recursive: true, force: true });
  }
}
