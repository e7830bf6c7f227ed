import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';

/** The test page as one script, built by the same bundler as the till's windows. */
export async function bundlePage(): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), 'guitai-wedge-'));
  try {
    await build({
      configFile: false, envDir: false, publicDir: false, logLevel: 'error', root: import.meta.dirname,
      // The runner's NODE_ENV makes vite compile JSX for development, so React must be its development build too.
      define: { 'process.env.NODE_ENV': '"development"' },
      build: { outDir, minify: false, reportCompressedSize: false, lib: { entry: join(import.meta.dirname, 'page.tsx'), formats: ['iife'], name: 'page', fileName: () => 'page.js' } },
    });
    return await readFile(join(outDir, 'page.js'), 'utf8');
  } finally {
    await rm(outDir, { recursive: true, force: true });
  }
}

/** Flags for a browser that asks nobody anything; as root its sandbox cannot start. */
export const BROWSER_ARGS: readonly string[] = [
  '--no-first-run', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];
