import { simulatedKeys } from './keys.ts';
import { Died } from './process.ts';
import { playRun, type RunResult } from './run.ts';

/** What a worker tells: each run's result, or what it threw. */
export type WorkerMessage = { readonly kind: 'played'; readonly result: RunResult } | { readonly kind: 'threw'; readonly run: number; readonly error: string };

const say = (message: WorkerMessage): void => void process.send?.(message);
const words = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));

let current = -1;
// What a dead process leaves behind may reject; anything else nobody handled is a mistake of the till.
process.on('unhandledRejection', (error) => {
  if (error instanceof Died) return;
  say({ kind: 'threw', run: current, error: `unhandled: ${words(error)}` });
});

const [seed = 0, first = 0, step = 1, runs = 0] = process.argv.slice(2).map(Number);
const keys = simulatedKeys();
for (current = first; current < runs; current += step) {
  try {
    say({ kind: 'played', result: await playRun(seed, current, keys) });
  } catch (error) {
    say({ kind: 'threw', run: current, error: words(error) });
  }
}
process.disconnect();
