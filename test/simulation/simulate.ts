import { fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { simulatedKeys } from './day/keys.ts';
import { Died } from './day/process.ts';
import { playRun } from './day/run.ts';
import { addRun, newSeries, sortedFaults, type Failure, type Series } from './day/series.ts';
import type { WorkerMessage } from './day/worker.ts';

/** Failures told in full; a till that is wrong in every run need not say so 20,000 times. */
const FAILURES_TOLD_MAX = 20;

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '1000' }, seed: { type: 'string', default: '1' }, json: { type: 'string' }, only: { type: 'string' }, workers: { type: 'string' } },
});
const seed = Number(values.seed);
const failures: Failure[] = [];
const series = newSeries(seed);

function noteFailure(failure: Failure): void {
  failures.push(failure);
  if (failures.length > FAILURES_TOLD_MAX) return;
  process.stdout.write(`\nrun ${failure.run} of seed ${seed} fails; it plays again exactly with: npm run simulate -- --seed ${seed} --only ${failure.run}\n${failure.broken.map((line) => `  ${line}\n`).join('')}`);
}

/** Plays every `step`-th run in a process of its own. */
function work(first: number, step: number, runs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, 'day', 'worker.ts'), [seed, first, step, runs].map(String), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    child.on('message', (message: WorkerMessage) => {
      if (message.kind === 'threw') noteFailure({ run: message.run, broken: [message.error] });
      else {
        addRun(series, message.result);
        if (message.result.broken.length > 0) noteFailure({ run: message.result.run, broken: message.result.broken });
      }
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => (code === 0 ? resolve() : reject(new Error(`a worker ended early (${code ?? signal})`))));
  });
}

/** One run, twice: shows what it did and proves that it plays the same. */
async function playOne(run: number): Promise<void> {
  process.on('unhandledRejection', (error) => {
    if (!(error instanceof Died)) throw error;
  });
  const keys = simulatedKeys();
  const first = await playRun(seed, run, keys, (line) => process.stdout.write(`${line}\n`));
  const second = await playRun(seed, run, keys);
  addRun(series, first);
  process.stdout.write(`trace ${first.trace}\n`);
  if (first.trace !== second.trace) noteFailure({ run, broken: ['played twice, it went two ways'] });
  if (first.broken.length > 0) noteFailure({ run, broken: first.broken });
}

const startedMs = performance.now();
if (values.only === undefined) {
  const workers = values.workers === undefined ? availableParallelism() : Number(values.workers);
  const runs = Number(values.runs);
  await Promise.all(Array.from({ length: Math.min(workers, Math.max(runs, 1)) }, (_, index) => work(index, Math.min(workers, runs), runs)));
} else await playOne(Number(values.only));
series.wallMs = Math.round(performance.now() - startedMs);

const result: Series = sortedFaults(series);
const text = `${JSON.stringify(result, null, 2)}\n`;
if (values.json !== undefined) writeFileSync(values.json, text);
process.stdout.write(`\n${text}${failures.length === 0 ? 'all runs clean' : `${failures.length} runs failed`}\n`);
process.exitCode = failures.length === 0 ? 0 : 1;
