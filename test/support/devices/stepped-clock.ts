import type { Clock } from '../../../shared/world.ts';

interface Sleeper {
  readonly atMs: number;
  readonly wake: () => void;
}

/** Lets everything that waits for nothing but its turn run: promises, streams and mock ports. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 8; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** A clock that moves only when told, from one sleeper to the next, and lets the world settle after each. */
export class SteppedClock implements Clock {
  #atMs = 0;
  #sleepers: Sleeper[] = [];

  nowMs(): number {
    return 1_700_000_000_000 + this.#atMs;
  }

  monotonicMs(): number {
    return this.#atMs;
  }

  offsetMinutes(): number {
    return 480;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const sleeper: Sleeper = { atMs: this.#atMs + ms, wake: resolve };
      const leave = (): void => {
        this.#sleepers = this.#sleepers.filter((one) => one !== sleeper);
        reject(signal?.reason);
      };
      if (signal?.aborted === true) return leave();
      signal?.addEventListener('abort', leave, { once: true });
      this.#sleepers.push(sleeper);
    });
  }

  async advance(ms: number): Promise<void> {
    const untilMs = this.#atMs + ms;
    await settle();
    for (;;) {
      const next = this.#sleepers.filter((one) => one.atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)[0];
      if (next === undefined) break;
      this.#sleepers = this.#sleepers.filter((one) => one !== next);
      this.#atMs = Math.max(this.#atMs, next.atMs);
      next.wake();
      await settle();
    }
    this.#atMs = untilMs;
  }
}
