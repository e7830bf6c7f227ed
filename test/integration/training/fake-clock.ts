import type { Clock, Random } from '../../../shared/world.ts';

interface Sleeper {
  readonly atMs: number;
  readonly wake: () => void;
}

/** A clock that stands still until told otherwise. */
export class FakeClock implements Clock {
  #nowMs: number;
  #monotonicMs = 0;
  #sleepers: Sleeper[] = [];

  constructor(start: string) {
    this.#nowMs = Date.parse(start);
  }

  nowMs(): number {
    return this.#nowMs;
  }

  monotonicMs(): number {
    return this.#monotonicMs;
  }

  offsetMinutes(): number {
    return 480;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const sleeper = { atMs: this.#monotonicMs + ms, wake: resolve };
      this.#sleepers.push(sleeper);
      signal?.addEventListener('abort', () => {
        this.#sleepers = this.#sleepers.filter((one) => one !== sleeper);
        reject(signal.reason);
      });
    });
  }

  get sleeping(): number {
    return this.#sleepers.length;
  }

  advance(ms: number): void {
    this.#nowMs += ms;
    this.#monotonicMs += ms;
    const due = this.#sleepers.filter((one) => one.atMs <= this.#monotonicMs);
    this.#sleepers = this.#sleepers.filter((one) => one.atMs > this.#monotonicMs);
    for (const one of due) one.wake();
  }

  /** Somebody sets the computer's clock; the monotonic one does not notice. */
  setNow(moment: string): void {
    this.#nowMs = Date.parse(moment);
  }
}

/** Repeatable randomness (a 48-bit linear congruential generator). */
export function seededRandom(seed: number): Random {
  let state = BigInt(seed);
  const next = (): number => {
    state = (state * 25_214_903_917n + 11n) % (1n << 48n);
    return Number(state >> 16n) / 2 ** 32;
  };
  return {
    below: (bound) => Math.floor(next() * bound),
    uuid: () => `00000000-0000-4000-8000-${String(Math.floor(next() * 1e12)).padStart(12, '0')}`,
  };
}

/** Waits for a condition that depends on sockets, at most 5 s. */
export async function until(condition: () => boolean, what: string): Promise<void> {
  const deadline = performance.now() + 5_000;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`still waiting for ${what}`);
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
}
