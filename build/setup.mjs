// Makes a fresh clone ready to run: no dependencies, any Node from 20 on. The second time it only looks, in milliseconds.
//
//   GUITAI_RUNTIME=electron   insist on Electron (tries to fetch it again)
//   GUITAI_RUNTIME=chromium   use the installed browser although Electron is there
//   GUITAI_BROWSER=PATH       which browser to use
import { onPath, findBrowser } from './setup/browser.mjs';
import { installPackages, missingTestTools } from './setup/apt.mjs';
import { electronSandboxProblem, ensureElectron } from './setup/electron.mjs';
import { ensureModules } from './setup/install.mjs';
import { NODE24 } from './setup/paths.mjs';
import { SetUpError } from './setup/process.mjs';

export { SetUpError };

const sayOnStderr = (line) => process.stderr.write(`set-up: ${line}\n`);

async function findRuntime(say) {
  const wish = process.env.GUITAI_RUNTIME;
  if (wish !== undefined && wish !== 'electron' && wish !== 'chromium') throw new SetUpError('GUITAI_RUNTIME must be electron or chromium');
  if (wish !== 'chromium') {
    const path = await ensureElectron(say, { insist: wish === 'electron' });
    const problem = path && electronSandboxProblem(path);
    if (path && !problem) return { kind: 'electron', path };
    if (wish === 'electron') throw new SetUpError(problem ?? 'Electron cannot be fetched from here');
    if (problem) say(`${problem}; until then the till runs in an installed browser`);
  }
  const browser = findBrowser();
  return browser && { kind: 'chromium', path: browser };
}

/**
 * Installs what is missing and says what the till will run on.
 * `tests`: also the tools the tests need. Throws SetUpError with one line for the person at the keyboard.
 * Gives `{node, runtime: {kind: 'electron' | 'chromium', path}}`.
 */
export async function setUp({ tests = false, say = sayOnStderr } = {}) {
  ensureModules(say);
  let runtime = await findRuntime(say);
  // The tests look at the Chromium shell too, whatever the till itself runs on.
  const needsBrowser = runtime === undefined || (tests && findBrowser() === undefined);
  const missing = [...(needsBrowser ? ['chromium'] : []), ...(tests ? missingTestTools() : [])];
  if (missing.length > 0) {
    if (!onPath('apt-get')) throw new SetUpError('no browser found: install Chrome, Chromium or Edge, or set GUITAI_BROWSER to its path');
    installPackages(missing, say);
    runtime ??= await findRuntime(say);
    if (!runtime) throw new SetUpError('the browser was installed but cannot be found: set GUITAI_BROWSER to its path');
  }
  return { node: NODE24, runtime };
}

/** Runs a script's main function: its result is the exit code, a SetUpError is one line on stderr. */
export async function runScript(main) {
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof SetUpError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = error.exitCode;
  }
}
