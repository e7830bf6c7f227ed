import { VirtualClock } from '../../simulation/virtual-clock.ts';

/** Turns of the event loop without news after which everything that can run has run. */
const QUIET_TURNS = 25;
/** While a request is out the kernel may still be carrying it: so many turns and so much real time without news. */
const QUIET_TURNS_IN_FLIGHT = 60;
const QUIET_MS_IN_FLIGHT = 12;

/**
 * A virtual clock for tests over real sockets: time jumps to the next sleeper only when the network has gone quiet. Minutes of asking
 * take milliseconds, and no deadline passes because the machine is slow.
 */
export class QuietClock extends VirtualClock {
  #inFlight = 0;
  #pulses = 0;

  /** Something moved on the network. */
  pulse(): void {
    this.#pulses += 1;
  }

  /** Runs a request, and lets no time pass while its answer is on the way. */
  async watch<T>(work: () => Promise<T>): Promise<T> {
    this.#inFlight += 1;
    this.pulse();
    try {
      return await work();
    } finally {
      this.#inFlight -= 1;
      this.pulse();
    }
  }

  /** Until `over`, time passes as it does in another process: `factor` times as fast as the computer's, from `sinceMs` (Date.now) on. */
  async keepPace(sinceMs: number, factor: number, over: () => boolean): Promise<void> {
    const startedMono = this.monotonicMs();
    while (!over()) {
      const behindMs = Math.floor(startedMono + (Date.now() - sinceMs) * factor - this.monotonicMs());
      if (behindMs > 0) await this.advance(behindMs);
      else await this.settle();
    }
  }

  override async settle(): Promise<void> {
    let seen = this.#pulses;
    let turns = 0;
    let sinceMs = performance.now();
    for (;;) {
      await new Promise<void>((resolve) => {
        setImmediate(resolve);
      });
      turns += 1;
      if (this.#pulses !== seen) {
        seen = this.#pulses;
        turns = 0;
        sinceMs = performance.now();
      }
      const quiet = this.#inFlight === 0
        ? turns >= QUIET_TURNS
        : turns >= QUIET_TURNS_IN_FLIGHT && performance.now() - sinceMs >= QUIET_MS_IN_FLIGHT;
      if (quiet) return;
    }
  }
}
