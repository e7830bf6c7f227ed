/** What `import … from 'electron'` gives when the till runs on an installed browser. Anything else throws by name. */
import { app as appStandIn } from './app.ts';
import { refuseTheRest } from './emitter.ts';
import { ipcMain as ipcMainStandIn } from './ipc-main.ts';
import { protocol as protocolStandIn } from './protocol.ts';
import { safeStorage as safeStorageStandIn } from './safe-storage.ts';
import { screen as screenStandIn } from './screen.ts';
import { defaultSession } from './session.ts';
import { dialog as dialogStandIn, menu as menuStandIn, nativeTheme as nativeThemeStandIn, shell as shellStandIn } from './small-parts.ts';
import { utilityProcess as utilityProcessStandIn } from './utility-process.ts';

export { BrowserWindow } from './browser-window.ts';
export const app = refuseTheRest('app', appStandIn);
export const ipcMain = refuseTheRest('ipcMain', ipcMainStandIn);
export const protocol = refuseTheRest('protocol', protocolStandIn);
export const safeStorage = refuseTheRest('safeStorage', safeStorageStandIn);
export const screen = refuseTheRest('screen', screenStandIn);
export const session = refuseTheRest('session', { defaultSession: refuseTheRest('session.defaultSession', defaultSession) });
export const dialog = refuseTheRest('dialog', dialogStandIn);
export const Menu = refuseTheRest('Menu', menuStandIn);
export const nativeTheme = nativeThemeStandIn;
export const shell = refuseTheRest('shell', shellStandIn);
export const utilityProcess = refuseTheRest('utilityProcess', utilityProcessStandIn);
