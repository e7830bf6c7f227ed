/** Geometry of bar charts, shared by the page and by paper. Values are integers; nothing here knows money. */
export interface Scale {
  /** Lowest and highest value drawn; 0 is always between them. */
  readonly low: number;
  readonly high: number;
  /** Round values for lines across, `low` and `high` among them. */
  readonly ticks: readonly number[];
}

const STEPS = [1, 2, 2.5, 5, 10] as const;

/** A scale from 0 (or the lowest value) to a round number above the highest, in about `wanted` steps. `unit`: steps are whole multiples of it. */
export function scaleOf(values: readonly number[], wanted = 4, unit = 1): Scale {
  const lowest = Math.min(0, ...values);
  const highest = Math.max(0, ...values);
  const rough = Math.max((highest - lowest) / wanted, unit);
  const power = 10 ** Math.floor(Math.log10(rough / unit));
  const factor = STEPS.find((candidate) => candidate * power * unit >= rough && Number.isInteger(candidate * power)) ?? 10;
  const step = factor * power * unit;
  const low = Math.floor(lowest / step) * step;
  const high = Math.max(Math.ceil(highest / step) * step, low + step);
  const ticks = Array.from({ length: Math.round((high - low) / step) + 1 }, (_, index) => low + index * step);
  return { low, high, ticks };
}

/** Where a value lies between the ends of a scale, 0 to 1. */
export const placeOf = (value: number, { low, high }: Scale): number => (value - low) / (high - low);

/** Which of `count` labels have room: the first, then every so many. */
export const labelStep = (count: number, widthPx: number, labelPx: number): number => Math.max(1, Math.ceil((count * labelPx) / Math.max(1, widthPx)));
