import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { setUp } from '../../../build/setup.mjs';

const START = join(import.meta.dirname, '..', '..', '..', 'build', 'start.mjs');
const onLinux = process.platform === 'linux';

function newFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'guitai-setup-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** A machine with nothing on its PATH but what lies in `bin`. */
function startOn(bin: string): { readonly status: number | null; readonly said: string[] } {
  const { GUITAI_BROWSER: _, ...env } = process.env;
  const { status, stderr } = spawnSync(process.execPath, [START, '--data', join(bin, 'data')], { encoding: 'utf8', timeout: 30_000, env: { ...env, PATH: bin, GUITAI_HEADLESS: '1', GUITAI_RUNTIME: 'chromium' } });
  return { status, said: stderr.trim().split('\n') };
}

test('a second set-up says nothing and takes less than a second', async () => {
  await setUp();
  const said: string[] = [];
  const begunAtMs = performance.now();
  const { runtime } = await setUp({ say: (line) => void said.push(line) });
  expect(performance.now() - begunAtMs).toBeLessThan(1_000);
  expect(said).toEqual([]);
  expect(existsSync(runtime.path)).toBe(true);
});

test.runIf(onLinux)('without a browser and without apt: one line that says what to install', () => {
  expect(startOn(newFolder())).toEqual({ status: 2, said: ['no browser found: install Chrome, Chromium or Edge, or set GUITAI_BROWSER to its path'] });
});

test.runIf(onLinux)('without a browser but with apt: root installs it after saying so, anyone else gets the one command to run', () => {
  const bin = newFolder();
  const calls = join(bin, 'calls');
  writeFileSync(join(bin, 'apt-get'), `#!/bin/sh\necho "$*" >> '${calls}'\n`);
  chmodSync(join(bin, 'apt-get'), 0o755);
  const { status, said } = startOn(bin);
  expect(status).toBe(2);
  if (process.getuid?.() === 0) {
    expect(said).toEqual(['set-up: installing with apt: chromium', expect.stringContaining('the browser was installed but cannot be found')]);
    expect(readFileSync(calls, 'utf8').trim().split('\n')).toEqual(['-qq update', '-qq install -y --no-install-recommends chromium']);
  } else {
    expect(said).toEqual([expect.stringMatching(/^missing: chromium\. Run this and start again: {2}sudo sh -c 'apt-get update && apt-get install -y --no-install-recommends chromium'$/)]);
    expect(existsSync(calls)).toBe(false);
  }
});

/** This machine as if nobody had given it a display. */
function withoutDisplay(): NodeJS.ProcessEnv {
  const { DISPLAY: _, WAYLAND_DISPLAY: __, GUITAI_HEADLESS: ___, ...env } = process.env;
  return env;
}

test.runIf(onLinux)('without a display real money is not practised with, and no shop is set up: one line, exit code 2', () => {
  const dir = newFolder();
  const shop = join(dir, 'shop.json');
  writeFileSync(shop, '{}');
  for (const [flags, said] of [
    [['--live'], '--live needs a display to open the till on, and there is none here'],
    [['--provision', shop], '--provision needs a display to open the till on, and there is none here; nothing was set up'],
    [['--provision', shop, '--live'], '--live needs a display to open the till on, and there is none here'],
  ] as const) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [START, '--data', join(dir, 'data'), ...flags], { encoding: 'utf8', timeout: 30_000, env: withoutDisplay() });
    expect({ status, stdout, stderr }).toEqual({ status: 2, stdout: '', stderr: `${said}\n` });
  }
});

test.runIf(onLinux)('without a display it says so and turns to the demo', async () => {
  const env = withoutDisplay();
  const child = spawn(process.execPath, [START, '--data', newFolder()], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [first] = (await once(child.stderr.setEncoding('utf8'), 'data')) as [string];
  expect(first).toMatch(/^there is no display here: showing the demo instead, pictures go to /);
  child.kill('SIGTERM');
  await once(child, 'exit');
});
