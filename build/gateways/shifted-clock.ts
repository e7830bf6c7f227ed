import type { Clock } from '../../shared/world.ts';

/** A clock that can be put forward, so that windows, expiries and re-sends can be seen without waiting for them. */
export interface ShiftedClock extends Clock {
  /** Puts the clock forward; whoever sleeps until a moment now past wakes up. */
  advance(ms: number): void;
  /** How far it is ahead of the computer's clock. */
  aheadMs(): number;
}

/** A clock that runs with the computer's until it is set ahead; whoever sleeps past the new time wakes at once. */
export function shiftedClock(real: Clock): ShiftedClock {
  let aheadMs = 0;
  const nudges = new Set<AbortController>();
  const monotonicMs = (): number => real.monotonicMs() + aheadMs;

  const sleep = async (ms: number, signal?: AbortSignal): Promise<void> => {
    const wakesAtMs = monotonicMs() + ms;
    while (monotonicMs() < wakesAtMs) {
      const nudge = new AbortController();
      nudges.add(nudge);
      try {
        await real.sleep(wakesAtMs - monotonicMs(), signal === undefined ? nudge.signal : AbortSignal.any([signal, nudge.signal]));
      } catch (failure) {
        // Nudged: look again how long is left.
        if (!nudge.signal.aborted || signal?.aborted) throw signal?.reason ?? failure;
      } finally {
        nudges.delete(nudge);
      }
    }
    signal?.throwIfAborted();
  };
  return {
    nowMs: () => real.nowMs() + aheadMs,
    monotonicMs,
    offsetMinutes: (atMs) => real.offsetMinutes(atMs),
    sleep,
    aheadMs: () => aheadMs,
    advance: (ms) => {
      aheadMs += ms;
      for (const nudge of nudges) nudge.abort(new Error('the clock was put forward'));
    },
  };
}
