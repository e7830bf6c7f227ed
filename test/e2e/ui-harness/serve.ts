import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { chromium, type Browser } from 'playwright-core';
import { build, preview } from 'vite';
import { findBrowser } from '../../../build/setup/browser.mjs';

/** The policy of the real windows (electron/shell): what breaks under it must break here too. */
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export interface Harness {
  /** The built files, for tests that weigh them. */
  readonly outDir: string;
  /** Address of a window in a state. */
  readonly url: (window: 'cashier' | 'customer', state: string, language: string) => string;
  readonly browser: Browser;
  readonly close: () => Promise<void>;
}

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--font-render-hinting=none'];

/** Builds both windows around the fake till, serves them on loopback and starts a headless browser. */
export async function openHarness(): Promise<Harness> {
  const executablePath = findBrowser();
  if (executablePath === undefined) throw new Error('no browser found: run the set-up step (npm test does), or set GUITAI_BROWSER');
  const outDir = mkdtempSync(join(tmpdir(), 'guitai-harness-'));
  const root = import.meta.dirname;
  const common = { root, configFile: false, envDir: false, logLevel: 'error', clearScreen: false, publicDir: false } as const;
  await build({
    ...common, base: './', plugins: [react()],
    build: { outDir, emptyOutDir: true, target: 'chrome140', assetsInlineLimit: 0, modulePreload: { polyfill: false }, reportCompressedSize: false, rolldownOptions: { input: { cashier: join(root, 'cashier.html'), customer: join(root, 'customer.html') } } },
  });
  const server = await preview({ ...common, build: { outDir }, preview: { host: '127.0.0.1', port: 0, headers: { 'Content-Security-Policy': CONTENT_SECURITY_POLICY } } });
  const address = server.resolvedUrls?.local[0];
  if (address === undefined) throw new Error('the harness has no address');
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  return {
    outDir,
    url: (window, state, language) => `${address}${window}.html?state=${state}&lang=${language}`,
    browser,
    close: async () => {
      await browser.close();
      await server.close();
      rmSync(outDir, { recursive: true, force: true });
    },
  };
}
