/** Quantiles of one measured thing, in the row's unit. */
export interface Figures {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  readonly samples: number;
}

/** One line of the table: what the product took, what the least possible took in the same run, and what was aimed at. */
export interface BenchRow {
  /** Subject first, as in `sale.commit` or `paint.wedge`. */
  readonly bench: string;
  /** What was measured, from where to where, in one line. */
  readonly what: string;
  readonly unit: 'ms' | 'count' | 'MB';
  readonly product: Figures;
  readonly floor: { readonly name: string; readonly figures: Figures } | null;
  /** null: shown for information. */
  readonly target: { readonly text: string; readonly met: boolean } | null;
}

/** What every bench module gives as `run`. */
export interface BenchOptions {
  /** Fewer rounds and smaller data: says whether the bench works, not how fast the product is. */
  readonly quick: boolean;
  /** An empty folder of this bench's own, removed afterwards. */
  readonly tmpDir: string;
  readonly log: (line: string) => void;
}

/** Sample quantile by nearest rank: always a value that was measured. */
function rankOf(sorted: readonly number[], share: number): number {
  const at = Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1));
  return sorted[at] ?? Number.NaN;
}

/** Throws when there is nothing to summarise: a bench without samples measured nothing. */
export function figuresOf(values: readonly number[]): Figures {
  if (values.length === 0) throw new Error('a bench without a single sample');
  const sorted = [...values].sort((a, b) => a - b);
  return { p50: rankOf(sorted, 0.5), p99: rankOf(sorted, 0.99), max: rankOf(sorted, 1), samples: values.length };
}

/** Product over floor, or null without a floor. */
export function ratioOf({ product, floor }: Pick<BenchRow, 'product' | 'floor'>): { readonly p50: number; readonly p99: number } | null {
  if (floor === null) return null;
  return { p50: product.p50 / floor.figures.p50, p99: product.p99 / floor.figures.p99 };
}
