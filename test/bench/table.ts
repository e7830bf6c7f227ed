import { ratioOf, type BenchRow, type Figures } from './row.ts';

/** Three figures that matter, whatever the size; counts as they are. */
function figure(value: number, unit: BenchRow['unit']): string {
  if (unit === 'count') return String(value);
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value >= 1 ? value.toFixed(2) : value.toFixed(3);
}

/** A floor's name in the table; the whole of it stands below. */
const NAME_LENGTH_MAX = 32;
const shortened = (name: string): string => (name.length <= NAME_LENGTH_MAX ? name : `${name.slice(0, NAME_LENGTH_MAX - 1)}…`);

const times = (ratio: number | undefined): string => (ratio === undefined ? '' : `${ratio.toFixed(2)}x`);

const HEAD = ['bench', 'unit', 'p50', 'p99', 'max', 'floor', 'p50', 'p99', 'ratio p50', 'p99', 'target', 'met'] as const;
/** Columns of words; the others are figures, set to the right. */
const WORDS: ReadonlySet<number> = new Set([0, 1, 5, 10, 11]);

function cells(row: BenchRow): string[] {
  const of = (figures: Figures | undefined, key: 'p50' | 'p99' | 'max'): string => (figures === undefined ? '' : figure(figures[key], row.unit));
  const ratio = ratioOf(row);
  return [
    row.bench, row.unit, of(row.product, 'p50'), of(row.product, 'p99'), of(row.product, 'max'), shortened(row.floor?.name ?? ''), of(row.floor?.figures, 'p50'), of(row.floor?.figures, 'p99'),
    times(ratio?.p50), times(ratio?.p99), row.target?.text ?? '', row.target === null ? '' : row.target.met ? 'yes' : 'NO',
  ];
}

/** What each row measured, and against what: too long for the table. */
function legend(rows: readonly BenchRow[]): string[] {
  const width = Math.max(...rows.map(({ bench }) => bench.length));
  return rows.map(({ bench, what, floor }) => `${bench.padEnd(width)}  ${what}${floor === null ? '' : `; floor: ${floor.name}`}`);
}

/** All rows as one aligned table, and below it what they mean. */
export function table(rows: readonly BenchRow[]): string {
  const lines = [[...HEAD], ...rows.map(cells)];
  const widths = HEAD.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const aligned = lines.map((line) => line.map((cell, column) => (WORDS.has(column) ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ').trimEnd());
  return [aligned[0], widths.map((width) => '-'.repeat(width)).join('  '), ...aligned.slice(1), ...(rows.length > 0 ? ['', ...legend(rows)] : [])].join('\n');
}
