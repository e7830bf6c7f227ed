// The one place that knows how the built till is started, on Electron or on an installed browser.
import { join } from 'node:path';
import { onPath } from './setup/browser.mjs';
import { NODE24, ROOT } from './setup/paths.mjs';
import { SetUpError } from './setup/process.mjs';

export const isHeadless = (env = process.env) => env.GUITAI_HEADLESS === '1';
/** Is there anything to open a window on? */
export const hasDisplay = (env = process.env) => process.platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);

/**
 * Whoever knows the DevTools address can press every button. It is open for tests (headless) and in training on an installed
 * browser; with real money only when `GUITAI_DEVTOOLS=1` asks for it.
 */
function opensDevTools(kind, args, env) {
  if (env.GUITAI_DEVTOOLS !== undefined) return env.GUITAI_DEVTOOLS === '1';
  return isHeadless(env) || (kind === 'chromium' && !args.includes('--live'));
}

/** See launch.d.mts. */
export function tillCommand({ runtime, args, env = process.env, mainFile }) {
  const devTools = opensDevTools(runtime.kind, args, env);
  if (runtime.kind === 'chromium') {
    return {
      command: NODE24,
      args: ['--enable-source-maps', '--import', join(ROOT, 'build', 'chromium-shell', 'register.ts'), mainFile ?? join(ROOT, 'out', 'main.js'), ...args],
      env: { ...env, GUITAI_BROWSER: runtime.path, GUITAI_DEVTOOLS: devTools ? '1' : '0' },
    };
  }
  const { ELECTRON_RUN_AS_NODE: _, ...electronEnv } = env;
  const switches = [
    // Chromium refuses to run as root with its sandbox; containers and test machines have no other user.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ...(devTools ? ['--remote-debugging-port=0'] : []),
    ...JSON.parse(env.GUITAI_BROWSER_ARGS ?? '[]'),
  ];
  const electron = { command: runtime.path, args: [...switches, mainFile ?? ROOT, ...args], env: electronEnv };
  if (!isHeadless(env) || hasDisplay(env)) return electron;
  // Electron draws on a display only: give it one nobody sees.
  const xvfb = onPath('xvfb-run');
  if (!xvfb) throw new SetUpError('Electron needs a display here: install xvfb, or set GUITAI_RUNTIME=chromium');
  return { ...electron, command: xvfb, args: ['-a', '-s', '-screen 0 1920x1080x24', electron.command, ...electron.args] };
}
