import { app, BrowserWindow } from 'electron';
import { join } from 'node:path';
import { parseFlags } from '../../../build/flags.mjs';
import { pageUrl } from '../../../electron/shell/addresses.ts';
import { registerScheme, serveScheme } from '../../../electron/shell/protocol.ts';
import { ownArguments } from '../../../electron/shell/shell.ts';

/** The floor of `start.*`: one window of the same runtime, with a page of one word served as the till's pages are. */
const parsed = parseFlags(ownArguments());
if (!parsed.ok || parsed.flags.dataDir === undefined) throw new Error('the bare window needs --data');
app.setPath('userData', parsed.flags.dataDir);
app.enableSandbox();
registerScheme();
await app.whenReady();
serveScheme(join(import.meta.dirname, 'pages'), new Map());
const window = new BrowserWindow({ width: 1366, height: 768, webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false } });
await window.loadURL(pageUrl('customer'));
