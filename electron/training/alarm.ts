import type { Clock } from '../../shared/world.ts';

export interface Alarm {
  /** What is due may have changed: look again. */
  touch(): void;
  /** Ends the waiting; nothing rings afterwards. */
  stop(): void;
}

export interface AlarmOptions {
  readonly clock: Clock;
  /** The next moment to ring, UTC milliseconds; null: nothing to wait for, and nobody sleeps. */
  readonly dueMs: () => number | null;
  /** Does what is due. Has to move `dueMs`, otherwise it is called again after a second. */
  readonly ring: () => void;
  readonly onFailure: (failure: unknown) => void;
}

/** One day: real timers hold 24 days at most, and a clock that was set is noticed by then. */
const SLEEP_MAX_MS = 86_400_000;
const STUCK_MS = 1_000;

/** Rings when something falls due on the injected clock, with one sleeper at most. */
export function createAlarm({ clock, dueMs, ring, onFailure }: AlarmOptions): Alarm {
  let sleeping: { readonly until: number; readonly wake: AbortController } | null = null;
  let stopped = false;
  let stuck = false;

  const wakeUp = (): void => {
    sleeping?.wake.abort(new Error('woken'));
    sleeping = null;
  };
  const look = (): void => {
    if (stopped) return;
    const until = dueMs();
    if (until === null) {
      wakeUp();
      return;
    }
    if (sleeping?.until === until) return;
    wakeUp();
    const mine = { until, wake: new AbortController() };
    sleeping = mine;
    const waitMs = Math.max(until - clock.nowMs(), stuck ? STUCK_MS : 0);
    clock.sleep(Math.min(waitMs, SLEEP_MAX_MS), mine.wake.signal).then(
      () => {
        if (sleeping !== mine) return;
        sleeping = null;
        rung(until);
      },
      () => {},
    );
  };
  const rung = (until: number): void => {
    if (stopped) return;
    try {
      if (clock.nowMs() >= until) ring();
    } catch (failure) {
      onFailure(failure);
    }
    stuck = dueMs() === until && clock.nowMs() >= until;
    look();
  };
  return {
    touch: look,
    stop: () => {
      stopped = true;
      wakeUp();
    },
  };
}
