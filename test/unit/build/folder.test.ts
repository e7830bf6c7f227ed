import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { makeWritableFolder } from '../../../build/folder.mjs';

const dir = mkdtempSync(join(tmpdir(), 'guitai-folder-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

test('a folder is made with its parents, a second time nothing happens, and nothing is left in it', () => {
  const deep = join(dir, 'a', 'b', 'c');
  makeWritableFolder(deep);
  makeWritableFolder(deep);
  expect(readdirSync(deep)).toEqual([]);
});

test('a file in the way is named for what it is', () => {
  const file = join(dir, 'file');
  writeFileSync(file, '', { mode: 0o777 });
  expect(() => makeWritableFolder(file)).toThrow(expect.objectContaining({ code: 'ENOTDIR' }));
  expect(() => makeWritableFolder(join(file, 'below'))).toThrow(expect.objectContaining({ code: 'ENOTDIR' }));
});

// Node's own recursive mkdir would still be trying: so these run in processes that can be ended.
test.runIf(existsSync('/proc/self')).each([
  ['start.mjs', ['--data', '/proc/nowhere']],
  ['start.mjs', ['--data', '/proc']],
  ['demo.mjs', ['--out', '/proc/nowhere/deeper']],
  ['bench.mjs', ['--json', '/proc/nowhere/figures.json']],
])('%s %j: one line and exit code 2', (script, args) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, '..', '..', '..', 'build', script), ...args], { encoding: 'utf8', timeout: 10_000 });
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr.trim().split('\n')).toEqual([expect.stringContaining(`${args[0] ?? ''}: cannot write`)]);
});
