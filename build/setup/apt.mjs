// Debian and Ubuntu: install what is missing when we may, else say the one command to run.
import { existsSync } from 'node:fs';
import { onPath } from './browser.mjs';
import { runStep, SetUpError } from './process.mjs';

const UPDATE_TIMEOUT_MS = 3 * 60_000;
const INSTALL_TIMEOUT_MS = 10 * 60_000;

/** What the tests need beyond a browser: package, and how to see that it is there. */
const TEST_TOOLS = [
  ['xvfb', () => onPath('Xvfb')],
  ['socat', () => onPath('socat')],
  ['zbar-tools', () => onPath('zbarimg')],
  ['xdotool', () => onPath('xdotool')],
  ['fonts-noto-cjk', () => existsSync('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc')],
];

/** Debian packages of the test tools that are not installed. Empty on systems without apt: there the tests that need one say so. */
export const missingTestTools = () => (onPath('apt-get') ? TEST_TOOLS.filter(([, isThere]) => !isThere()).map(([name]) => name) : []);

/** Installs Debian packages, or throws with the one command the person must run. */
export function installPackages(packages, say) {
  const command = `apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  if (process.getuid?.() !== 0) throw new SetUpError(`missing: ${packages.join(' ')}. Run this and start again:  sudo sh -c '${command}'`);
  say(`installing with apt: ${packages.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // An update that fails halfway (one mirror away) may still leave lists good enough to install from.
  runStep('apt-get', ['-qq', 'update'], { timeoutMs: UPDATE_TIMEOUT_MS, env });
  const result = runStep('apt-get', ['-qq', 'install', '-y', '--no-install-recommends', ...packages], { timeoutMs: INSTALL_TIMEOUT_MS, env });
  if (result !== 0) throw new SetUpError(`apt could not install ${packages.join(' ')} (${result}). Run this and start again:  ${command}`);
}
