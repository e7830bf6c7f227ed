import type { Clock, Random } from '../../shared/world.ts';

interface Sleeper {
  readonly dueMono: number;
  readonly order: number;
  readonly wake: () => void;
}

/** 2026-01-05 10:00 in Hong Kong, a Monday well inside one GMT+8 day. */
export const MONDAY_MORNING_MS = Date.UTC(2026, 0, 5, 2, 0, 0);

/**
 * A clock that moves only when told to. Sleepers wake one at a time in the order of their due times, equal times in the order they went to sleep,
 * and everything that can run between two of them has run before the next one wakes: a run is a function of its inputs.
 */
export class VirtualClock implements Clock {
  readonly #startMs: number;
  #mono = 0;
  #skewMs = 0;
  #order = 0;
  readonly #sleepers = new Set<Sleeper>();

  constructor(startMs: number = MONDAY_MORNING_MS) {
    this.#startMs = startMs;
  }

  nowMs(): number {
    return this.#startMs + this.#mono + this.#skewMs;
  }

  monotonicMs(): number {
    return this.#mono;
  }

  offsetMinutes(): number {
    return 480;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason as Error);
        return;
      }
      const aborted = (): void => {
        this.#sleepers.delete(sleeper);
        reject(signal?.reason as Error);
      };
      this.#order += 1;
      const sleeper: Sleeper = {
        dueMono: this.#mono + Math.max(ms, 0),
        order: this.#order,
        wake: () => {
          signal?.removeEventListener('abort', aborted);
          resolve();
        },
      };
      this.#sleepers.add(sleeper);
      signal?.addEventListener('abort', aborted, { once: true });
    });
  }

  /** Somebody sets the computer's clock: wall time steps, waits do not. */
  step(ms: number): void {
    this.#skewMs += ms;
  }

  get sleeping(): number {
    return this.#sleepers.size;
  }

  /** Lets everything run that waits for nothing but its turn. */
  async settle(): Promise<void> {
    await new Promise<void>((resolve) => {
      setImmediate(resolve);
    });
  }

  async advance(ms: number): Promise<void> {
    const target = this.#mono + ms;
    await this.settle();
    while (await this.#wakeNext(target)) await this.settle();
    this.#mono = target;
    await this.settle();
  }

  /** Moves from sleeper to sleeper until `done`; throws when `limitMs` of virtual time were not enough. */
  async until(done: () => boolean, limitMs: number): Promise<void> {
    const target = this.#mono + limitMs;
    await this.settle();
    while (!done()) {
      if (!(await this.#wakeNext(target))) throw new Error(`not reached within ${limitMs} ms of virtual time`);
      await this.settle();
    }
  }

  async #wakeNext(target: number): Promise<boolean> {
    let next: Sleeper | null = null;
    for (const sleeper of this.#sleepers) {
      if (!next || sleeper.dueMono < next.dueMono || (sleeper.dueMono === next.dueMono && sleeper.order < next.order)) next = sleeper;
    }
    if (!next || next.dueMono > target) return false;
    this.#sleepers.delete(next);
    this.#mono = Math.max(this.#mono, next.dueMono);
    next.wake();
    return true;
  }
}

/** Repeatable randomness (mulberry32): the same seed gives the same ids, faults and waits. */
export class SeededRandom implements Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  #next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  below(bound: number): number {
    return Math.floor(this.#next() * bound);
  }

  uuid(): string {
    const hex = Array.from({ length: 32 }, () => this.below(16).toString(16)).join('');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
  }

  /** True `percent` times out of a hundred. */
  chance(percent: number): boolean {
    return this.below(100) < percent;
  }
}
