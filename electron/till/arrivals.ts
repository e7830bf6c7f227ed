import type { AttemptView } from '../../shared/payment/view.ts';
import type { Clock } from '../../shared/world.ts';
import type { Journal } from '../journal/port.ts';
import type { DeskMemory } from './desk.ts';

/** The customer's screen says for so long that money has come in on the printed code: long enough for the one who paid, short enough for the next. */
const ARRIVAL_SHOWN_MS = 20_000;

export interface ArrivalParts {
  readonly memory: Pick<DeskMemory, 'arrival'>;
  readonly journal: Pick<Journal, 'attempt' | 'foundMoney'>;
  readonly clock: Pick<Clock, 'nowMs' | 'sleep'>;
  /** Ends with the desk. */
  readonly life: AbortSignal;
  readonly changed: () => void;
}

/**
 * Notices money that arrives on the shop's printed code, so that both screens show it at once. What had arrived before the till started is not news. The returned function is
 * told of every change of an attempt, before the windows are.
 */
export function watchArrivals(parts: ArrivalParts): (view: Pick<AttemptView, 'attemptId' | 'saleId' | 'amountMinor'>) => void {
  const { memory, journal, clock, life, changed } = parts;
  const known = new Set(journal.foundMoney().map((row) => row.attemptId));

  async function takeAway(attemptId: string): Promise<void> {
    try {
      await clock.sleep(ARRIVAL_SHOWN_MS, life);
    } catch {
      return;
    }
    if (memory.arrival?.attemptId !== attemptId) return;
    memory.arrival = null;
    changed();
  }

  return ({ attemptId, saleId, amountMinor }) => {
    if (saleId !== null) return;
    const waits = journal.attempt(attemptId)?.found === 'found';
    if (waits && !known.has(attemptId)) {
      known.add(attemptId);
      memory.arrival = { attemptId, amountMinor, untilMs: clock.nowMs() + ARRIVAL_SHOWN_MS };
      void takeAway(attemptId);
    } else if (!waits) {
      known.delete(attemptId);
      if (memory.arrival?.attemptId === attemptId) memory.arrival = null;
    }
  };
}
