import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ensureBuilt } from '../../../build/freshness.mjs';

const ROOT = join(import.meta.dirname, '..', '..', '..');
/** Where Electron's program keeps its fuses: this mark, a version, how many, then one character for each. */
const FUSE_MARK = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** As Electron is shipped. */
const SHIPPED = '10110001';
/** In the order of the wire: run as Node, cookie encryption, NODE_OPTIONS, --inspect, asar integrity, only from asar, browser snapshot, file:// privileges. */
const PACKAGED = '01001100';

/** A folder that looks like Electron's to electron-builder: a program with fuses, and an empty default app. */
function standInElectron(dir: string): void {
  mkdirSync(join(dir, 'resources'), { recursive: true });
  const program = Buffer.concat([Buffer.alloc(4_096), Buffer.from(FUSE_MARK), Buffer.from([1, SHIPPED.length]), Buffer.from(SHIPPED), Buffer.alloc(4_096)]);
  writeFileSync(join(dir, 'electron'), program);
  chmodSync(join(dir, 'electron'), 0o755);
  for (const name of ['LICENSE', 'LICENSES.chromium.html']) writeFileSync(join(dir, name), '');
  const files = '{"files":{}}';
  const sizes = [4, files.length + 8, files.length + 4, files.length];
  writeFileSync(join(dir, 'resources', 'default_app.asar'), Buffer.concat([...sizes.map((size) => Buffer.from(Uint32Array.of(size).buffer)), Buffer.from(files)]));
}

test.runIf(process.platform === 'linux')('a packaged till has its fuses set: no Node from outside, only its own archive', async () => {
  await ensureBuilt();
  const dir = mkdtempSync(join(tmpdir(), 'guitai-package-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  standInElectron(join(dir, 'electron'));
  const { status, stderr, stdout } = spawnSync(process.execPath, [
    join(ROOT, 'node_modules', 'electron-builder', 'cli.js'), '--dir', '--x64', '--config', 'build/electron-builder.json', `-c.electronDist=${join(dir, 'electron')}`, `-c.directories.output=${join(dir, 'dist')}`,
  ], { cwd: ROOT, encoding: 'utf8', timeout: 60_000 });
  expect(status, `${stdout}\n${stderr}`).toBe(0);
  const packaged = join(dir, 'dist', 'linux-unpacked');
  const program = readFileSync(join(packaged, 'guitai'));
  const at = program.indexOf(FUSE_MARK) + FUSE_MARK.length + 2;
  expect(program.subarray(at, at + PACKAGED.length).toString('latin1')).toBe(PACKAGED);
  const archive = readFileSync(join(packaged, 'resources', 'app.asar'));
  for (const name of ['main.js', 'preload.cjs', 'device-host.js', 'report-worker.js', 'cashier.html']) expect(archive.includes(`"${name}"`), name).toBe(true);
  expect(existsSync(join(packaged, 'resources', 'app.asar.unpacked', 'node_modules', 'better-sqlite3'))).toBe(true);
}, 90_000);
