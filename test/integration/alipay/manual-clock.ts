import type { Clock } from '../../../shared/world.ts';

interface Sleeper {
  readonly untilMs: number;
  readonly wake: () => void;
}

/** A clock that stands still until a test moves it: deadlines pass when the test says so, not when the machine is busy. */
export class ManualClock implements Clock {
  #ms = 0;
  readonly #startMs = Date.UTC(2026, 0, 1);
  #sleepers: Sleeper[] = [];

  nowMs(): number {
    return this.#startMs + this.#ms;
  }

  monotonicMs(): number {
    return this.#ms;
  }

  offsetMinutes(): number {
    return 480;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const sleeper = { untilMs: this.#ms + ms, wake: resolve };
      this.#sleepers.push(sleeper);
      signal?.addEventListener('abort', () => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        reject(signal.reason);
      });
    });
  }

  /** How many waits are under way: none may be left after a call. */
  get sleeping(): number {
    return this.#sleepers.length;
  }

  advance(ms: number): void {
    this.#ms += ms;
    const due = this.#sleepers.filter((sleeper) => sleeper.untilMs <= this.#ms);
    this.#sleepers = this.#sleepers.filter((sleeper) => sleeper.untilMs > this.#ms);
    for (const sleeper of due) sleeper.wake();
  }
}
