// Builds out/ from the sources. Runs under Node 24; start it through freshness.mjs, which knows when it is needed.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { OUT, sourceKey } from './freshness.mjs';
import { ROOT } from './setup/paths.mjs';
import { mainConfig, preloadConfig, rendererConfig } from './vite-config.mjs';

/** The names a window may use, read from the contract itself. */
async function contractNames() {
  const { CHANNELS, EVENTS } = await import('../shared/contract/contract.ts');
  return { channels: Object.keys(CHANNELS), events: Object.keys(EVENTS) };
}

/** Whose updates this build takes; a build without the file takes nobody's. One that cannot be read is a mistake, and better found here than by the till. */
async function keepUpdateKeys(outDir) {
  const file = join(ROOT, 'build', 'update-keys.json');
  if (!existsSync(file)) return;
  const { readPublisherKeys } = await import('../electron/till/update/signature.ts');
  if (readPublisherKeys(file).length === 0) throw new Error('build/update-keys.json holds no key that can be read');
  writeFileSync(join(outDir, 'update-keys.json'), readFileSync(file));
}

// Whoever asks for the build: a test run's own NODE_ENV would bring the slow development build of React into a till.
process.env.NODE_ENV = 'production';

const begunAt = performance.now();
const key = sourceKey();
const fresh = join(ROOT, `out.new-${process.pid}`);
const old = join(ROOT, `out.old-${process.pid}`);
mkdirSync(fresh);
try {
  await Promise.all([build(mainConfig(fresh)), build(rendererConfig(fresh)), contractNames().then((names) => build(preloadConfig(fresh, names)))]);
  await keepUpdateKeys(fresh);
  writeFileSync(join(fresh, '.build-key'), key);
  // Complete or not at all: whoever starts meanwhile finds the old build or the new one.
  try {
    renameSync(OUT, old);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  renameSync(fresh, OUT);
  process.stderr.write(`built in ${((performance.now() - begunAt) / 1000).toFixed(1)} s\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  for (const folder of [fresh, old]) rmSync(folder, { recursive: true, force: true });
}
