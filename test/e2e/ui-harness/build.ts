import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { sourceKey, withLock } from '../../../build/freshness.mjs';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const STORE = join(ROOT, 'node_modules', '.cache', 'guitai-harness');
const SOURCES = ['shared', 'renderer', 'test/e2e/ui-harness'] as const;
/** A build nobody has opened for so long goes when the next is made. */
const KEPT_MS = 60 * 60_000;

/**
 * The folder of both windows built around the fake till: one build for all test files, made anew when a source has changed. React's own
 * warnings come with the test run's build only, so the two are kept apart.
 */
export async function builtHarness(): Promise<string> {
  mkdirSync(STORE, { recursive: true });
  const kind = process.env['NODE_ENV'] === 'test' ? 'test' : 'shown';
  const ready = join(STORE, `${kind}-${sourceKey(SOURCES, ['package-lock.json'])}`);
  if (!existsSync(ready)) await withLock(`${ready}.lock`, () => buildInto(ready));
  const now = new Date();
  utimesSync(ready, now, now);
  return ready;
}

/** Builds beside, and puts the whole under its name at once. */
async function buildInto(ready: string): Promise<void> {
  if (existsSync(ready)) return;
  for (const name of readdirSync(STORE)) {
    const path = join(STORE, name);
    if (Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) > KEPT_MS) rmSync(path, { recursive: true, force: true });
  }
  // Loaded only here: a run that finds its build does without them.
  const [{ build }, { default: react }] = await Promise.all([import('vite'), import('@vitejs/plugin-react')]);
  const root = import.meta.dirname;
  const outDir = `${ready}.new`;
  await build({
    root, configFile: false, envDir: false, logLevel: 'error', clearScreen: false, publicDir: false, base: './', plugins: [react()],
    build: { outDir, emptyOutDir: true, target: 'chrome140', assetsInlineLimit: 0, modulePreload: { polyfill: false }, reportCompressedSize: false, rolldownOptions: { input: { cashier: join(root, 'cashier.html'), customer: join(root, 'customer.html') } } },
  });
  renameSync(outDir, ready);
}
