import { app, BrowserWindow, ipcMain, protocol, session } from 'electron';
import { join } from 'node:path';
import { judgeSender } from '../../../electron/shell/calls.ts';

/** Windows whose sub-frames do get the bridge: what the shell would say of each message, from what the runtime says of its frame. */
const PAGE = '<!doctype html><iframe id="same" src="customer.html"></iframe>';
const FRAME = '<!doctype html><p>a frame of our own origin</p>';

protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }]);
await app.whenReady();
session.defaultSession.setPermissionCheckHandler(() => false);
protocol.handle('app', ({ url }) => new Response(url.endsWith('cashier.html') ? PAGE : FRAME, { headers: { 'content-type': 'text/html' } }));
ipcMain.handle('till:invoke', (event) => {
  const frame = event.senderFrame;
  return { ok: true, value: { url: frame?.url, hasParent: frame?.parent !== null, judged: judgeSender('cashier', frame, event.sender.mainFrame) } };
});

const open = (page: string): Promise<void> => {
  const window = new BrowserWindow({
    webPreferences: { preload: join(import.meta.dirname, '..', '..', '..', 'out', 'preload.cjs'), additionalArguments: ['--till-window=cashier'], nodeIntegrationInSubFrames: true },
  });
  window.webContents.setWindowOpenHandler(({ url }) => {
    process.stdout.write(`${JSON.stringify({ popup: url })}\n`);
    return { action: 'deny' };
  });
  return window.loadURL(`app://guitai/${page}`);
};

await open('cashier.html');
await open('customer.html');
const unsupported = (() => {
  try {
    return String((app as unknown as { setBadgeCount(count: number): unknown }).setBadgeCount(1));
  } catch (error) {
    return String(error);
  }
})();
process.stdout.write(`${JSON.stringify({ unsupported })}\n`);
