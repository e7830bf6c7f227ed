import type { Clock } from '../../shared/world.ts';

/** Which picture the customer's window shows: snapshots are numbered as they are sent, and the window tells which one it has painted. */
export interface Painted {
  /** The window has painted `revision`, and so none before it any more. */
  note(revision: number): void;
  /** Resolves when `revision` or a later one is painted, at the latest after `deadlineMs`: a window that hangs must not stop a cancel. */
  until(revision: number, deadlineMs: number): Promise<void>;
}

export function createPainted(clock: Pick<Clock, 'sleep'>): Painted {
  let newest = 0;
  const waiting = new Set<{ readonly revision: number; readonly wake: () => void }>();
  return {
    note: (revision) => {
      newest = Math.max(newest, revision);
      for (const waiter of waiting) {
        if (waiter.revision <= newest) waiter.wake();
      }
    },
    until: async (revision, deadlineMs) => {
      if (newest >= revision) return;
      const guard = new AbortController();
      const waiter = { revision, wake: () => guard.abort() };
      waiting.add(waiter);
      try {
        await clock.sleep(deadlineMs, guard.signal);
      } catch {
        // Woken: the window has painted.
      } finally {
        waiting.delete(waiter);
      }
    },
  };
}
