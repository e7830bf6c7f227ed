// Finding an installed Chrome, Chromium or Edge.
import { existsSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { SetUpError } from './process.mjs';

const LINUX_NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge-stable', 'microsoft-edge'];
const MAC_PATHS = [
  'Google Chrome.app/Contents/MacOS/Google Chrome',
  'Chromium.app/Contents/MacOS/Chromium',
  'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];
const WINDOWS_PATHS = ['Google\\Chrome\\Application\\chrome.exe', 'Chromium\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];

const isFile = (path) => existsSync(path) && statSync(path).isFile();

/** The full path of a program on PATH, or undefined. */
export function onPath(name) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, name);
    if (folder !== '' && isFile(path)) return path;
  }
  return undefined;
}

function candidates() {
  const env = process.env;
  if (process.platform === 'darwin') {
    const folders = ['/Applications', join(env.HOME ?? '/', 'Applications')];
    return folders.flatMap((folder) => MAC_PATHS.map((path) => join(folder, path)));
  }
  if (process.platform === 'win32') {
    const folders = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter((folder) => folder !== undefined);
    return folders.flatMap((folder) => WINDOWS_PATHS.map((path) => join(folder, path)));
  }
  return LINUX_NAMES.map(onPath).filter((path) => path !== undefined);
}

/** The path of a usable browser, or undefined. `GUITAI_BROWSER` decides when it is set. */
export function findBrowser() {
  const chosen = process.env.GUITAI_BROWSER;
  if (chosen) {
    const path = isFile(chosen) ? chosen : onPath(chosen);
    if (!path) throw new SetUpError(`GUITAI_BROWSER names no program: ${chosen}`);
    return path;
  }
  return candidates().find(isFile);
}
