import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { basename, extname, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { findBrowser } from '../../../build/setup/browser.mjs';
import { builtHarness } from './build.ts';

/** The policy of the real windows (electron/shell): what breaks under it must break here too. */
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export interface Harness {
  /** Address of a window in a state. */
  readonly url: (window: 'cashier' | 'customer', state: string, language: string) => string;
  readonly browser: Browser;
  readonly close: () => Promise<void>;
}

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--font-render-hinting=none'];

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml', '.png': 'image/png', '.woff2': 'font/woff2', '.wav': 'audio/wav', '.json': 'application/json',
};

/** Serves the pages and their assets/ on loopback. What is in assets/ carries its hash in its name and may be kept. */
async function serve(folder: string): Promise<{ readonly server: Server; readonly address: string }> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://harness');
    const isAsset = pathname.startsWith('/assets/');
    readFile(join(folder, isAsset ? 'assets' : '', basename(pathname))).then(
      (bytes) => {
        response.writeHead(200, { 'Content-Type': TYPES[extname(pathname)] ?? 'application/octet-stream', 'Content-Security-Policy': CONTENT_SECURITY_POLICY, 'Cache-Control': isAsset ? 'max-age=3600, immutable' : 'no-store' });
        response.end(bytes);
      },
      () => {
        response.writeHead(404).end();
      },
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('the harness has no address');
  return { server, address: `http://127.0.0.1:${String(bound.port)}/` };
}

/** Serves both windows around the fake till (built when they are older than their sources) and starts a headless browser. */
export async function openHarness(): Promise<Harness> {
  const executablePath = findBrowser();
  if (executablePath === undefined) throw new Error('no browser found: run the set-up step (npm test does), or set GUITAI_BROWSER');
  const [{ server, address }, browser] = await Promise.all([builtHarness().then(serve), chromium.launch({ executablePath, args: FLAGS })]);
  return {
    url: (window, state, language) => `${address}${window}.html?state=${state}&lang=${language}`,
    browser,
    close: async () => {
      await browser.close();
      await new Promise<void>((resolve) => {
        server.close(() => { resolve(); });
        server.closeAllConnections();
      });
    },
  };
}
