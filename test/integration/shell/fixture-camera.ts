import { app, BrowserWindow } from 'electron';
import { join } from 'node:path';
import { restrictPermissions } from '../../../electron/shell/permissions.ts';
import { PAGE_POLICY, registerScheme, serveScheme } from '../../../electron/shell/protocol.ts';

/**
 * What the shell's guards never let happen: a foreign page in a window of its own, and foreign frames inside ours. Only the permissions stand
 * between them and the camera here.
 */
const foreign = process.env['GUITAI_TEST_FOREIGN'] ?? '';

registerScheme();
await app.whenReady();
restrictPermissions();
// `report`: a document to be printed, of our scheme and not of our pages' origin.
serveScheme(join(import.meta.dirname, 'pages'), new Map([['report', '<!doctype html><title>report</title>']]), PAGE_POLICY.replace("frame-src 'none'", `frame-src ${foreign} app: https:`));

const open = (url: string): Promise<void> => new BrowserWindow().loadURL(url);
await open('app://guitai/cashier.html');
await open(`${foreign}/customer.html`);
