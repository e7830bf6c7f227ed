import type { Dialog, Menu, NativeTheme, Shell } from 'electron';
import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { isHeadless } from './browser.ts';

/** A dialog needs a toolkit of its own; what must be read goes to stderr, where the person who started the till sees it. */
export const dialog: Pick<Dialog, 'showErrorBox'> = {
  showErrorBox: (title, content) => void process.stderr.write(`${title}: ${content}\n`),
};

/** An app window of the browser has no menu to begin with. */
export const menu: Pick<typeof Menu, 'setApplicationMenu'> = { setApplicationMenu: () => undefined };

export const nativeTheme: Pick<NativeTheme, 'themeSource' | 'shouldUseDarkColors'> = { themeSource: 'system', shouldUseDarkColors: false };

const OPENER: Readonly<Partial<Record<NodeJS.Platform, string>>> = { linux: 'xdg-open', darwin: 'open', win32: 'explorer.exe' };

export const shell: Pick<Shell, 'showItemInFolder'> = {
  showItemInFolder(path) {
    const opener = OPENER[process.platform];
    if (opener === undefined || isHeadless) return;
    const child = spawn(opener, [dirname(path)], { stdio: 'ignore', detached: true });
    // A desktop without a file manager: the path is shown in the window anyway.
    child.on('error', () => undefined);
    child.unref();
  },
};
