import type { Clock, Random } from '../../../shared/world.ts';
import type { SeededRandom, VirtualClock } from '../virtual-clock.ts';

/** The process is gone; whatever still runs of it must not matter. */
export class Died extends Error {
  constructor() {
    super('this process is dead');
    this.name = 'Died';
  }
}

/**
 * One start of the till. Everything it asks of the world goes through `touch`: clock, disk, line, windows. Code between two such calls is a function of
 * what they answered, so killing the process at a touch is killing it between any two awaits, and at every disk write.
 */
export class Process {
  readonly clock: Clock;
  readonly random: Random;
  #touches = 0;
  #dead = false;
  readonly #killAt: number;
  readonly #killed: () => void;
  readonly #sleeps = new Set<AbortController>();

  /** `killAt`: the touch it dies at; infinity for one that nobody kills. `skewMs`: how wrong the computer's clock is now; the gateway's is right. */
  constructor(options: { readonly clock: VirtualClock; readonly random: SeededRandom; readonly killAt: number; readonly killed: () => void; readonly skewMs: () => number }) {
    const { clock, random, skewMs } = options;
    this.#killAt = options.killAt;
    this.#killed = options.killed;
    this.clock = {
      nowMs: () => {
        this.touch();
        return clock.nowMs() + skewMs();
      },
      monotonicMs: () => {
        this.touch();
        return clock.monotonicMs();
      },
      offsetMinutes: () => clock.offsetMinutes(),
      sleep: (ms, signal) => {
        this.touch();
        return this.#sleep(clock, ms, signal);
      },
    };
    this.random = { uuid: () => random.uuid(), below: (bound) => random.below(bound) };
  }

  get dead(): boolean {
    return this.#dead;
  }

  get touches(): number {
    return this.#touches;
  }

  /** Throws Died when the process is dead or dies now. */
  touch(): void {
    if (this.#dead) throw new Died();
    this.#touches += 1;
    if (this.#touches >= this.#killAt) {
      this.kill();
      throw new Died();
    }
  }

  kill(): void {
    if (this.#dead) return;
    this.#dead = true;
    for (const sleep of this.#sleeps) sleep.abort();
    this.#sleeps.clear();
    this.#killed();
  }

  /** A promise of this process: settles only while it lives. */
  async own<T>(work: Promise<T>): Promise<T> {
    const never = new Promise<never>(() => {});
    try {
      const value = await work;
      return this.#dead ? await never : value;
    } catch (error) {
      if (this.#dead) return never;
      throw error;
    }
  }

  #sleep(clock: VirtualClock, ms: number, signal?: AbortSignal): Promise<void> {
    const own = new AbortController();
    const stop = (): void => own.abort(signal?.reason);
    if (signal?.aborted) stop();
    signal?.addEventListener('abort', stop, { once: true });
    this.#sleeps.add(own);
    return this.own(clock.sleep(ms, own.signal).finally(() => {
      this.#sleeps.delete(own);
      signal?.removeEventListener('abort', stop);
    }));
  }
}
