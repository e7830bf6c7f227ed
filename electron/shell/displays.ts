import { screen } from 'electron';
import type { Clock } from '../../shared/world.ts';
import { customerDisplay, type DisplayFacts } from './placement.ts';

/** One plug or unplug arrives as several events; the arrangement is looked at when they have stopped. */
const SETTLE_MS = 500;

export interface Displays {
  primary(): DisplayFacts;
  /** The display the customer looks at, if there is one now. */
  customer(): DisplayFacts | undefined;
}

export const displays: Displays = {
  primary: () => screen.getPrimaryDisplay(),
  customer: () => customerDisplay(screen.getAllDisplays(), screen.getPrimaryDisplay()),
};

/**
 * Follows displays coming and going. `onRemoved` is told at once, so that nothing meant for the customer jumps onto the
 * cashier's screen; `onSettled` when the arrangement has been quiet for a moment.
 */
export function followDisplays(clock: Clock, onRemoved: (displayId: number) => void, onSettled: () => void): void {
  let pending: AbortController | undefined;
  const settle = (): void => {
    pending?.abort();
    const current = new AbortController();
    pending = current;
    clock.sleep(SETTLE_MS, current.signal).then(onSettled, () => undefined);
  };
  screen.on('display-added', settle);
  screen.on('display-metrics-changed', settle);
  screen.on('display-removed', (_event, { id }) => {
    onRemoved(id);
    settle();
  });
}
