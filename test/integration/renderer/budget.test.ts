import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { rendererConfig } from '../../../build/vite-config.mjs';

/** targets.md: the cashier window's first JavaScript. */
const FIRST_JAVASCRIPT_BYTES_MAX = 200_000;
let out: string;

beforeAll(async () => {
  out = mkdtempSync(join(tmpdir(), 'guitai-renderer-'));
  // As build.mjs builds it; the test run's own value would weigh React's development build.
  vi.stubEnv('NODE_ENV', 'production');
  await build(rendererConfig(out));
}, 60_000);

afterAll(() => {
  rmSync(out, { recursive: true, force: true });
});

/** What the page loads before anything is pressed: its own script and everything that imports statically, which the build lists for preloading. */
function firstScripts(window: 'cashier' | 'customer'): readonly Buffer[] {
  const folder = join(out, 'renderer');
  const html = readFileSync(join(folder, `${window}.html`), 'utf8');
  const paths = [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.js)"/g)].map(([, path]) => path ?? '');
  expect(paths.length).toBeGreaterThan(0);
  return paths.map((path) => readFileSync(join(folder, path)));
}

const gzipped = (scripts: readonly Buffer[]): number => scripts.reduce((sum, script) => sum + gzipSync(script).length, 0);

test('the windows load little before anything is pressed', () => {
  expect(gzipped(firstScripts('cashier'))).toBeLessThan(FIRST_JAVASCRIPT_BYTES_MAX);
  expect(gzipped(firstScripts('customer'))).toBeLessThan(FIRST_JAVASCRIPT_BYTES_MAX);
});

test('the schema library stays in the main process', () => {
  for (const window of ['cashier', 'customer'] as const) expect(firstScripts(window).some((script) => script.includes('ZodError'))).toBe(false);
});
