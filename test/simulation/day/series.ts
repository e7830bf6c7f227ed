import type { RunResult } from './run.ts';

/** What a series of runs came to: the JSON of `npm run simulate`. */
export interface Series {
  runs: number;
  readonly seed: number;
  payments: number;
  charged: number;
  refunded: number;
  exchanged: number;
  doubleCharged: number;
  lost: number;
  unresolvedHidden: number;
  kills: number;
  readonly faults: Record<string, number>;
  wallMs: number;
}

/** A run that went wrong, in the words of the judge or of what was thrown. */
export interface Failure {
  readonly run: number;
  readonly broken: readonly string[];
}

const COUNTED = ['payments', 'charged', 'refunded', 'exchanged', 'doubleCharged', 'lost', 'unresolvedHidden', 'kills'] as const;

export const newSeries = (seed: number): Series => ({ runs: 0, seed, payments: 0, charged: 0, refunded: 0, exchanged: 0, doubleCharged: 0, lost: 0, unresolvedHidden: 0, kills: 0, faults: {}, wallMs: 0 });

export function addRun(series: Series, result: Omit<RunResult, 'run' | 'trace' | 'broken'>): void {
  series.runs += 1;
  for (const name of COUNTED) series[name] += result[name];
  for (const [kind, count] of Object.entries(result.faults)) series.faults[kind] = (series.faults[kind] ?? 0) + count;
}

/** In the order of their names, so that the same series is the same text. */
export const sortedFaults = (series: Series): Series => ({ ...series, faults: Object.fromEntries(Object.entries(series.faults).sort(([a], [b]) => (a < b ? -1 : 1))) });
