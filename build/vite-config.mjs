// What is bundled how. Runs under Node 24; see build.mjs for the order of things.
import { existsSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { ROOT } from './setup/paths.mjs';

/** Chromium of Electron 45; an installed browser is at least as new. */
const BROWSER_TARGET = 'chrome140';
const NODE_TARGET = 'node24';

/** Native modules and what the runtime provides; everything else goes into the bundle. */
const EXTERNAL = ['electron', 'better-sqlite3', 'serialport', ...builtinModules, /^node:/];

const shared = { root: ROOT, configFile: false, envDir: false, publicDir: false, logLevel: 'warn', clearScreen: false };

/** Programs that run on Node: the main process, and the processes and workers it starts. */
const ENTRIES = {
  main: 'electron/main.ts',
  'device-host': 'electron/devices/host.ts',
  'report-worker': 'electron/journal/report-worker.ts',
  'backup-worker': 'electron/journal/backup-worker.ts',
  'reconcile-worker': 'electron/till/reconciliation/worker.ts',
  'catalog-worker': 'electron/till/catalog/worker.ts',
};

/** out/main.js and its helpers, as ES modules side by side, so that import.meta.dirname is out/ in all of them. */
export function mainConfig(outDir) {
  const input = Object.fromEntries(Object.entries(ENTRIES).filter(([, path]) => existsSync(join(ROOT, path))));
  return {
    ...shared,
    ssr: { noExternal: true, external: ['electron', 'better-sqlite3', 'serialport'] },
    build: {
      ssr: true, outDir, emptyOutDir: false, target: NODE_TARGET, minify: false, sourcemap: true, reportCompressedSize: false,
      rolldownOptions: { input, external: EXTERNAL, output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunk-[name]-[hash].js' } },
    },
  };
}

/** out/preload.cjs: one CommonJS file, because a sandboxed preload cannot import. The contract's names are written into it. */
export function preloadConfig(outDir, names) {
  return {
    ...shared,
    define: { __TILL_CHANNELS__: JSON.stringify(names.channels), __TILL_EVENTS__: JSON.stringify(names.events) },
    ssr: { noExternal: true, external: ['electron'] },
    build: {
      ssr: true, outDir, emptyOutDir: false, target: NODE_TARGET, minify: false, sourcemap: false, reportCompressedSize: false,
      rolldownOptions: {
        input: { preload: 'electron/preload.ts' }, external: ['electron'],
        output: { format: 'cjs', entryFileNames: 'preload.cjs', codeSplitting: false },
      },
    },
  };
}

/** out/renderer: both windows' pages. Paths are relative, because the pages are served by app://. */
export function rendererConfig(outDir) {
  const root = join(ROOT, 'renderer');
  return {
    ...shared,
    root,
    base: './',
    plugins: [react()],
    build: {
      outDir: join(outDir, 'renderer'), emptyOutDir: true, target: BROWSER_TARGET, sourcemap: false, reportCompressedSize: false,
      // The content security policy allows scripts and fonts from our own files only, so nothing is inlined.
      assetsInlineLimit: 0, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 2_000,
      rolldownOptions: { input: { cashier: join(root, 'cashier.html'), customer: join(root, 'customer.html') } },
    },
  };
}
