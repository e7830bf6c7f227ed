import { fork } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { BenchMessage } from './one.ts';
import { ratioOf, type BenchRow } from './row.ts';
import { table } from './table.ts';

/** A bench that hangs must not hang the run. The longest takes about three minutes. */
const BENCH_TIMEOUT_MS = 8 * 60_000;
const SUFFIX = '.bench.ts';

/** Runs one bench in a process of its own, so that none inherits another's heap or open files. Rejects when it fails or hangs. */
function runOne(name: string, quick: boolean): Promise<readonly BenchRow[]> {
  const tmpDir = mkdtempSync(join(tmpdir(), `guitai-bench-${name}-`));
  const child = fork(join(import.meta.dirname, 'one.ts'), [name, tmpDir, quick ? 'quick' : 'full'], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const done = new Promise<readonly BenchRow[]>((resolve, reject) => {
    const late = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`not finished after ${BENCH_TIMEOUT_MS / 60_000} minutes`));
    }, BENCH_TIMEOUT_MS);
    let result: BenchMessage | undefined;
    child.on('message', (message: BenchMessage) => (result = message));
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      clearTimeout(late);
      if (result === undefined) reject(new Error(`ended early (${code ?? signal})`));
      else if (result.kind === 'failed') reject(new Error(result.error));
      else resolve(result.rows);
    });
  });
  return done.finally(() => rmSync(tmpDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));
}

const { values } = parseArgs({ options: { json: { type: 'string' }, quick: { type: 'boolean', default: false }, only: { type: 'string' }, runtime: { type: 'string', default: 'unknown' } } });
const names = readdirSync(import.meta.dirname).filter((name) => name.endsWith(SUFFIX)).map((name) => name.slice(0, -SUFFIX.length)).sort();

const startedAt = new Date();
const rows: BenchRow[] = [];
const failures: { readonly bench: string; readonly error: string }[] = [];
for (const name of names) {
  if (values.only !== undefined && values.only !== name) continue;
  const begunMs = performance.now();
  process.stderr.write(`${name}…\n`);
  try {
    rows.push(...(await runOne(name, values.quick)));
  } catch (error) {
    failures.push({ bench: name, error: error instanceof Error ? error.message : String(error) });
  }
  process.stderr.write(`${name}: ${((performance.now() - begunMs) / 1000).toFixed(1)} s\n`);
}

const cpuCount = availableParallelism();
if (values.json !== undefined) {
  writeFileSync(values.json, `${JSON.stringify({
    runtime: values.runtime, node: process.versions.node, cpuCount, quick: values.quick, startedAt: startedAt.toISOString(),
    rows: rows.map((row) => ({ ...row, ratio: ratioOf(row) })), failures,
  }, null, 2)}\n`);
}
process.stdout.write(`${table(rows)}\n${cpuCount} processors, Node ${process.versions.node}, windows on ${values.runtime}${values.quick ? ', quick run: too little for judging speed' : ''}\n`);
for (const { bench, error } of failures) process.stdout.write(`${bench} failed: ${error}\n`);
process.exitCode = failures.length > 0 ? 1 : 0;
