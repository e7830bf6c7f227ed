// Electron's binary: use it when it is there, try to fetch it once when it is not.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MODULES, NODE24 } from './paths.mjs';
import { readStamp, updateStamp } from './stamp.mjs';

const PACKAGE = join(MODULES, 'electron');
/** No byte for this long: the place cannot be reached from here. */
const STALL_TIMEOUT_MS = 12_000;
const DOWNLOAD_TIMEOUT_MS = 8 * 60_000;
const POLL_INTERVAL_MS = 500;

const binaryName = () => {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
};

const packageVersion = () => JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')).version;

/** The path of Electron's program if it is installed and complete, else undefined. */
export function findElectron() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) {
    const path = join(override, binaryName());
    return existsSync(path) ? path : undefined;
  }
  try {
    const installed = readFileSync(join(PACKAGE, 'dist', 'version'), 'utf8').trim().replace(/^v/, '');
    const path = join(PACKAGE, 'dist', binaryName());
    return installed === packageVersion() && existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

/** On some Linux systems Electron's sandbox cannot start for an ordinary user; running without it is not an option for a till. */
export function electronSandboxProblem(electronPath) {
  if (process.platform !== 'linux' || process.getuid?.() === 0) return undefined;
  try {
    const restricted = readFileSync('/proc/sys/kernel/apparmor_restrict_unprivileged_userns', 'utf8').trim() === '1';
    if (!restricted) return undefined;
    const helper = join(electronPath, '..', 'chrome-sandbox');
    const stat = statSync(helper);
    if (stat.uid === 0 && (stat.mode & 0o4000) !== 0) return undefined;
    return `this system lets Electron's sandbox start only after: sudo chown root ${helper} && sudo chmod 4755 ${helper}`;
  } catch {
    return undefined;
  }
}

function folderBytes(folder) {
  let bytes = 0;
  for (const entry of readdirSync(folder, { recursive: true })) {
    try {
      bytes += statSync(join(folder, String(entry))).size;
    } catch {
      // Renamed or removed between the listing and the look.
    }
  }
  return bytes;
}

/** Runs Electron's install script, and gives up as soon as nothing arrives any more. */
function download() {
  const watched = mkdtempSync(join(tmpdir(), 'guitai-electron-'));
  const env = { ...process.env, TMPDIR: watched, TEMP: watched, TMP: watched };
  return new Promise((resolve) => {
    const child = spawn(NODE24, [join(PACKAGE, 'install.js')], { env, stdio: 'ignore', windowsHide: true });
    const begunAtMs = Date.now();
    let bytes = 0;
    let lastProgressAtMs = begunAtMs;
    let reason = 'the download failed';
    const watch = setInterval(() => {
      const now = Date.now();
      const current = folderBytes(watched);
      if (current !== bytes) [bytes, lastProgressAtMs] = [current, now];
      if (now - lastProgressAtMs > STALL_TIMEOUT_MS) reason = 'nothing arrived';
      else if (now - begunAtMs > DOWNLOAD_TIMEOUT_MS) reason = 'the download took too long';
      else return;
      child.kill('SIGKILL');
    }, POLL_INTERVAL_MS);
    const finish = (outcome) => {
      clearInterval(watch);
      rmSync(watched, { recursive: true, force: true });
      resolve(outcome);
    };
    child.once('error', () => finish(reason));
    child.once('exit', (code) => finish(code === 0 ? undefined : reason));
  });
}

/**
 * The path of Electron's program, fetched when it is missing and was not tried before for this version.
 * `insist`: try again although it failed before. Gives undefined when it cannot be had.
 */
export async function ensureElectron(say, { insist = false } = {}) {
  const present = findElectron();
  if (present || process.env.ELECTRON_OVERRIDE_DIST_PATH) return present;
  const version = packageVersion();
  if (!insist && readStamp().electronFailed === version) return undefined;
  say(`fetching Electron ${version}`);
  const problem = await download();
  const found = findElectron();
  updateStamp({ electronFailed: found ? undefined : version });
  if (!found) say(`Electron cannot be fetched from here (${problem ?? 'it is incomplete'}): the till runs in an installed browser instead (GUITAI_RUNTIME=electron tries again)`);
  return found;
}
