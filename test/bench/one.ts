import type { BenchOptions, BenchRow } from './row.ts';

/** What a bench's own process tells the runner, once. */
export type BenchMessage = { readonly kind: 'rows'; readonly rows: readonly BenchRow[] } | { readonly kind: 'failed'; readonly error: string };

const [name = '', tmpDir = '', size] = process.argv.slice(2);
const tell = (message: BenchMessage): void => void process.send?.(message, () => process.disconnect());
const log = (line: string): void => void process.stderr.write(`  ${line}\n`);

try {
  const { run } = (await import(`./${name}.bench.ts`)) as { readonly run: (options: BenchOptions) => Promise<readonly BenchRow[]> };
  tell({ kind: 'rows', rows: await run({ quick: size === 'quick', tmpDir, log }) });
} catch (error) {
  tell({ kind: 'failed', error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
}
