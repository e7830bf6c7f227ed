import type { Clock } from '../../shared/world.ts';
import { createAlarm } from './alarm.ts';
import type { TradeBook } from './trade-book.ts';

/**
 * Carries out on time what somebody is to be told of (a password typed, a queued refund), so that its notification leaves
 * although nobody asks. Nobody sleeps while nothing is due. `stop` ends it.
 */
export function startDueWatch(clock: Clock, book: TradeBook, onFailure: (failure: unknown) => void): { stop(): void } {
  const alarm = createAlarm({ clock, dueMs: () => book.nextDueMs(), ring: () => void book.all(), onFailure });
  book.watch(() => alarm.touch());
  alarm.touch();
  return { stop: () => alarm.stop() };
}
