import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const TIMEOUT_MS = 100_000;

function bench(...args: string[]): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  return spawnSync(process.execPath, [join(ROOT, 'build', 'bench.mjs'), ...args], { cwd: ROOT, encoding: 'utf8', timeout: TIMEOUT_MS });
}

function freshDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'guitai-bench-test-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

test('a quick bench prints an aligned table and writes the same figures as JSON', { timeout: TIMEOUT_MS }, () => {
  const file = join(freshDir(), 'new', 'bench.json');
  const { status, stdout, stderr } = bench('--quick', '--only', 'payments', '--json', file);
  expect(stderr).toContain('payments');
  expect(status).toBe(0);

  const report: unknown = JSON.parse(readFileSync(file, 'utf8'));
  expect(report).toMatchObject({
    runtime: expect.stringMatching(/^(electron|chromium)$/), node: expect.stringMatching(/^24\./), cpuCount: expect.any(Number), quick: true, failures: [],
    startedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
  });
  const { rows } = report as { readonly rows: readonly Record<string, unknown>[] };
  const figures = { p50: expect.any(Number), p99: expect.any(Number), max: expect.any(Number), samples: expect.any(Number) };
  for (const row of rows) {
    expect(row).toMatchObject({
      what: expect.any(String), unit: 'ms', product: figures, floor: { name: expect.any(String), figures }, ratio: { p50: expect.any(Number), p99: expect.any(Number) },
      target: { text: expect.any(String), met: expect.any(Boolean) },
    });
  }

  const [head = '', rule = '', ...lines] = stdout.split('\n');
  const columns = [...rule.matchAll(/-+/g)].map(({ index }) => index);
  expect(columns).toHaveLength(12);
  expect(head.startsWith('bench')).toBe(true);
  for (const [index, row] of rows.entries()) {
    const line = lines[index] ?? '';
    expect(line.startsWith(String(row['bench']))).toBe(true);
    for (const column of columns.slice(1)) expect(line.slice(column - 2, column)).toBe('  ');
  }
});

test('a flag it does not know, a bench there is not and a file it cannot write are one line and exit code 2', () => {
  const dir = freshDir();
  mkdirSync(join(dir, 'folder'));
  for (const args of [['--fast'], ['--quick=yes'], ['--json'], ['--only', 'nothing'], ['--json', join(dir, 'folder')]]) {
    const { status, stdout, stderr } = bench(...args);
    expect({ args, status, stdout, lines: stderr.trim().split('\n').length }).toEqual({ args, status: 2, stdout: '', lines: 1 });
  }
});
