import { protocol } from 'electron';
import { readFile } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';
import { pagePath, printToken, SCHEME } from './addresses.ts';

/**
 * What our pages may do: run and show what came with the till, ask the main process through the bridge, see the camera. No
 * network, no inline script, no frame, no plug-in, no new window. (Forms may be submitted to their own scripts only: `form-action`.)
 */
export const PAGE_POLICY = [
  "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data: blob:", "font-src 'self'", "connect-src 'self'", "media-src 'self' blob: mediastream:",
  "worker-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'", "frame-src 'none'", "object-src 'none'",
  'sandbox allow-scripts allow-same-origin allow-forms allow-downloads',
].join('; ');
/** A document to be printed has its styles inside and asks for nothing. */
const PRINT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox";

const MIME_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.json': 'application/json; charset=utf-8', '.svg': 'image/svg+xml',
  '.png': 'image/png', '.jpg': 'image/jpeg', '.webp': 'image/webp', '.avif': 'image/avif', '.ico': 'image/x-icon', '.woff2': 'font/woff2', '.wasm': 'application/wasm',
  '.mp3': 'audio/mpeg', '.wav': 'audio/wav', '.ogg': 'audio/ogg', '.txt': 'text/plain; charset=utf-8',
};

const headers = (mimeType: string, policy: string): Record<string, string> => ({
  'content-type': mimeType, 'content-security-policy': policy, 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(self), microphone=(), geolocation=(), display-capture=(), usb=(), serial=(), hid=(), midi=()', 'cache-control': 'no-store',
});

/** The file a page may ask for, or undefined: only files of known types that lie inside the folder. */
export function resolvePageFile(folder: string, encodedPath: string): string | undefined {
  let path: string;
  try {
    path = decodeURIComponent(encodedPath);
  } catch {
    return undefined;
  }
  if (path === '' || path.includes('\0') || path.includes('\\')) return undefined;
  const file = resolve(folder, path);
  return file.startsWith(folder + sep) && extname(file) in MIME_TYPES ? file : undefined;
}

/** Must run before the app is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true } }]);
}

/** Documents waiting to be printed, by their token. */
export type PrintDocuments = Map<string, string>;

/** Answers every request of our windows. `pagePolicy` differs from PAGE_POLICY in tests of the shell only. */
export function serveScheme(rendererDir: string, documents: PrintDocuments, pagePolicy = PAGE_POLICY): void {
  const folder = resolve(rendererDir);
  const refuse = (status: number): Response => new Response(null, { status, headers: headers('text/plain', PRINT_POLICY) });
  protocol.handle(SCHEME, async ({ url, method }) => {
    if (method !== 'GET' && method !== 'HEAD') return refuse(405);
    const token = printToken(url);
    if (token !== undefined) {
      const html = documents.get(token);
      return html === undefined ? refuse(404) : new Response(html, { headers: headers('text/html; charset=utf-8', PRINT_POLICY) });
    }
    const file = resolvePageFile(folder, pagePath(url) ?? '');
    if (file === undefined) return refuse(404);
    try {
      return new Response(new Uint8Array(await readFile(file)), { headers: headers(MIME_TYPES[extname(file)] ?? 'application/octet-stream', pagePolicy) });
    } catch {
      return refuse(404);
    }
  });
}
