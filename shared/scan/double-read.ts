/** A scanner that reads one label twice does so within this time; a person needs longer (hardware.md 1.3: 300 to 700 ms). */
export const DOUBLE_READ_MS = 500;

/** Devices remembered at once; more than any counter has. */
const SOURCES_MAX = 16;

/**
 * Drops the second reading of one label. Call `isRepeat` once per scan: true means the same source gave the same text
 * less than `windowMs` after the last one that counted. Different sources never suppress each other.
 */
export class DoubleReadFilter {
  readonly #windowMs: number;
  readonly #last = new Map<string, { readonly text: string; readonly atMs: number }>();

  /** `windowMs` 0 turns the filter off. */
  constructor(windowMs: number = DOUBLE_READ_MS) {
    this.#windowMs = windowMs;
  }

  /** `atMs` is monotonic time. */
  isRepeat(sourceId: string, text: string, atMs: number): boolean {
    const last = this.#last.get(sourceId);
    if (last !== undefined && last.text === text && atMs - last.atMs < this.#windowMs) return true;
    this.#last.delete(sourceId);
    this.#last.set(sourceId, { text, atMs });
    const oldest = this.#last.size > SOURCES_MAX ? this.#last.keys().next().value : undefined;
    if (oldest !== undefined) this.#last.delete(oldest);
    return false;
  }
}
