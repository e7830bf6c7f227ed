// node_modules: is it what the lockfile says, and if not, make it so.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MODULES, NODE24, ROOT } from './paths.mjs';
import { runStep, SetUpError } from './process.mjs';
import { readStamp, updateStamp } from './stamp.mjs';

const INSTALL_TIMEOUT_MS = 15 * 60_000;
const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

function installKey() {
  const hash = createHash('sha256').update(`${process.platform}-${process.arch}\n`);
  for (const file of ['package-lock.json', 'package.json']) hash.update(readFileSync(join(ROOT, file)));
  return hash.digest('hex');
}

const sameRecord = (a = {}, b = {}) => {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
};

/** True when npm's own record of what it installed agrees with the lockfile and with package.json: nothing needs installing. */
export function matchesLockfile() {
  try {
    const wanted = readJson(join(ROOT, 'package-lock.json')).packages;
    const installed = readJson(join(MODULES, '.package-lock.json')).packages;
    const manifest = readJson(join(ROOT, 'package.json'));
    if (!sameRecord(wanted[''].dependencies, manifest.dependencies)) return false;
    if (!sameRecord(wanted[''].devDependencies, manifest.devDependencies)) return false;
    return Object.entries(wanted).every(([path, entry]) => {
      if (path === '') return true;
      const present = installed[path];
      return present === undefined ? entry.optional === true : present.version === entry.version && present.integrity === entry.integrity;
    });
  } catch {
    return false;
  }
}

/** npm as a program and its first arguments: the one that runs us if there is one, without a shell. */
function npmCommand() {
  const cli = process.env.npm_execpath;
  // npm's own Node, not ours: ours may be the one inside node_modules, which the install replaces.
  if (cli && /\.c?js$/.test(cli)) return [process.env.npm_node_execpath ?? process.execPath, [cli]];
  return process.platform === 'win32' ? ['cmd.exe', ['/d', '/s', '/c', 'npm.cmd']] : ['npm', []];
}

function runNpm(args) {
  const [command, first] = npmCommand();
  const result = runStep(command, [...first, ...args, '--no-audit', '--no-fund', '--loglevel=error'], { timeoutMs: INSTALL_TIMEOUT_MS, cwd: ROOT });
  if (result !== 0) throw new SetUpError(`this did not succeed (${result}); run it by hand to see why:  npm ${args.join(' ')}`);
}

/** Installs from the lockfile when node_modules is missing or does not match it. */
export function ensureModules(say) {
  const key = installKey();
  const stamp = readStamp();
  if (stamp.installKey === key && existsSync(NODE24)) return;
  const platform = `${process.platform}-${process.arch}`;
  if ((stamp.platform ?? platform) !== platform || !matchesLockfile()) {
    say(existsSync(MODULES) ? 'node_modules does not match the lockfile: installing, about half a minute' : 'installing what the lockfile lists, about half a minute');
    // Windows cannot delete a program that runs: when that is our own Node, npm changes only what differs.
    const verb = process.platform === 'win32' && process.execPath.startsWith(MODULES) ? ['install', '--no-save'] : ['ci'];
    // Native modules bring their binaries along; their install scripts would only ask for a compiler nobody needs.
    runNpm([...verb, '--ignore-scripts']);
  }
  if (!existsSync(NODE24)) {
    // The one package whose script is needed: it fetches Node 24 for this platform.
    runNpm(['rebuild', 'node', '--ignore-scripts=false']);
    if (!existsSync(NODE24)) throw new SetUpError('the npm package "node" did not bring its program; remove node_modules and start again');
  }
  updateStamp({ installKey: key, platform });
}
