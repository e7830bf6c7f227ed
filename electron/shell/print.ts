import { BrowserWindow } from 'electron';
import { TillError } from '../../shared/errors/registry.ts';
import type { Clock, Random } from '../../shared/world.ts';
import { printUrl } from './addresses.ts';
import { guardPage } from './guards.ts';
import type { PrintDocuments } from './protocol.ts';

const PRINT_TIMEOUT_MS = 15_000;

/**
 * Makes a PDF of a complete HTML document with its styles inside; scripts do not run and nothing is fetched. A4 unless the
 * document's own `@page` says otherwise. Throws EXPORT_FAILED, at the latest after 15 s.
 */
export async function printToPdf(html: string, documents: PrintDocuments, clock: Clock, random: Random): Promise<Uint8Array> {
  const token = random.uuid();
  documents.set(token, html);
  const window = new BrowserWindow({ show: false, width: 800, height: 1131, webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, javascript: false } });
  guardPage(window.webContents, () => false, () => undefined);
  const print = async (): Promise<Uint8Array> => {
    await window.loadURL(printUrl(token));
    return new Uint8Array(await window.webContents.printToPDF({ pageSize: 'A4', printBackground: true, preferCSSPageSize: true }));
  };
  const deadline = new AbortController();
  const late = clock.sleep(PRINT_TIMEOUT_MS, deadline.signal).then(() => Promise.reject(new Error(`no PDF within ${PRINT_TIMEOUT_MS} ms`)));
  late.catch(() => undefined);
  try {
    return await Promise.race([print(), late]);
  } catch (cause) {
    throw new TillError('EXPORT_FAILED', {}, { cause });
  } finally {
    deadline.abort();
    documents.delete(token);
    if (!window.isDestroyed()) window.destroy();
  }
}
