import type { Clock } from '../../shared/world.ts';
import type { Desk, DeskMemory, GoingBack, ShownReturn } from './desk.ts';

/** The customer's screen tells of money that goes back for so long after each news of it: the rest is between them and their wallet. */
const RETURN_SHOWN_MS = 30_000;

/** Puts money that goes back on the customer's screen. A sale that has just been paid leaves the screens: this is the next business. */
export function showGoingBack({ memory, clock, journal }: Pick<Desk, 'memory' | 'clock' | 'journal'>, what: GoingBack): void {
  memory.doneSaleId = null;
  memory.returnShown = { what, untilMs: clock.nowMs() + RETURN_SHOWN_MS, lastSaleNo: journal.lastNumber('sale') };
}

/** There is news of a refund: it stays in sight a little longer, if it is still what is shown. */
export function keepGoingBack({ memory, clock }: Pick<Desk, 'memory' | 'clock'>, refund: { readonly returnId: string | null; readonly attemptId: string }): void {
  const { returnShown } = memory;
  if (!returnShown || returnShown.untilMs <= clock.nowMs()) return;
  const { what } = returnShown;
  const isIt = 'returnId' in what ? what.returnId === refund.returnId : refund.returnId === null && what.attemptId === refund.attemptId;
  if (isIt) memory.returnShown = { ...returnShown, untilMs: clock.nowMs() + RETURN_SHOWN_MS };
}

/** Takes it off the customer's screen when its time is over. The returned function is called at every change of the desk. */
export function watchGoingBack(parts: { readonly memory: DeskMemory; readonly clock: Pick<Clock, 'nowMs' | 'sleep'>; readonly life: AbortSignal; readonly changed: () => void }): () => void {
  const { memory, clock, life, changed } = parts;
  let waitsFor: ShownReturn | null = null;
  async function takeAway(shown: ShownReturn): Promise<void> {
    try {
      await clock.sleep(Math.max(shown.untilMs - clock.nowMs(), 0), life);
    } catch {
      return;
    }
    if (memory.returnShown !== shown) return;
    memory.returnShown = null;
    changed();
  }
  return () => {
    const { returnShown } = memory;
    if (returnShown === waitsFor) return;
    waitsFor = returnShown;
    if (returnShown) void takeAway(returnShown);
  };
}
