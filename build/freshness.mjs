// Is out/ what the sources say? Decided from names, sizes and times alone, so that a start need not read every file.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { MODULES, NODE24, ROOT } from './setup/paths.mjs';
import { runInherited, SetUpError } from './setup/process.mjs';

export const OUT = join(ROOT, 'out');
const KEY_FILE = join(OUT, '.build-key');
const LOCK = join(MODULES, '.guitai-build.lock');
/** A build takes seconds; a lock older than this was left by one that was killed. */
const LOCK_STALE_MS = 120_000;
const LOCK_POLL_MS = 100;

const SOURCE_FOLDERS = ['electron', 'shared', 'renderer'];
const SOURCE_FILES = ['package-lock.json', 'tsconfig.json', 'build/build.mjs', 'build/vite-config.mjs', 'build/flags.mjs', 'build/folder.mjs', 'build/update-keys.json'];

function describe(path) {
  const { size, mtimeMs } = statSync(join(ROOT, path));
  return `${path} ${size} ${mtimeMs}\n`;
}

/** Changes whenever a source file is added, removed, resized or touched. */
export function sourceKey(folders = SOURCE_FOLDERS, files = SOURCE_FILES) {
  const hash = createHash('sha256');
  for (const file of files) if (existsSync(join(ROOT, file))) hash.update(describe(file));
  for (const folder of folders) {
    const entries = readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true });
    const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(ROOT.length + 1));
    for (const path of paths.sort()) hash.update(describe(path));
  }
  return hash.digest('hex');
}

export function isFresh(key = sourceKey()) {
  try {
    return readFileSync(KEY_FILE, 'utf8') === key;
  } catch {
    return false;
  }
}

const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

/** Two scripts started together must not write the same folder together. */
export async function withLock(lock, work) {
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
      if (age > LOCK_STALE_MS) rmSync(lock, { recursive: true, force: true });
      else await pause(LOCK_POLL_MS);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

/** Builds out/ when it is older than its sources. Needs set-up to be done. */
export async function ensureBuilt() {
  if (isFresh()) return;
  await withLock(LOCK, async () => {
    if (isFresh()) return;
    const exitCode = await runInherited(NODE24, [join(ROOT, 'build', 'build.mjs')], { cwd: ROOT });
    if (exitCode !== 0) throw new SetUpError('the build did not succeed', 1);
  });
}
