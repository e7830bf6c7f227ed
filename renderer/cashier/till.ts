import type { ErrorView, TillSnapshot } from '../../shared/contract/views.ts';
import { call, follow, type CallResult } from '../bridge.ts';
import type { Channel, Request } from '../../shared/contract/contract.ts';
import { createStore, isNewer, useStore } from '../store.ts';
import { noteClock } from '../ui/clock.ts';
import { tell } from './notices.ts';

/** The cashier window's copy of the truth; null until the first snapshot. */
export const tillStore = createStore<TillSnapshot | null>(null);

function take(snapshot: TillSnapshot): void {
  noteClock(snapshot.nowMs);
  if (isNewer(tillStore.get(), snapshot)) tillStore.set(snapshot);
}

/** Follows the till: first the events, then the snapshot, so that nothing falls between. Answers the error when there is none to be had. */
export async function followTill(): Promise<ErrorView | null> {
  follow('till.changed', take);
  follow('notice', (error) => {
    tell({ kind: 'error', error });
  });
  return fetchTill();
}

/** Asks for the whole truth again. */
export async function fetchTill(): Promise<ErrorView | null> {
  const answer = await call('till.snapshot', {});
  if (!answer.ok) return answer.error;
  take(answer.value);
  return null;
}

/**
 * Reads a part of the snapshot. Only for components inside the loaded window: the snapshot is there. `select` must not build new objects,
 * or the component renders on every change.
 */
export function useTill<Part>(select: (till: TillSnapshot) => Part): Part {
  return useStore(tillStore, (till) => {
    if (till === null) throw new Error('the till is read before it is loaded');
    return select(till);
  });
}

/** Calls and shows what went wrong as a toast. Whoever declined to approve has just seen what it was about. */
export async function ask<C extends Channel>(channel: C, request: Request<C>): Promise<CallResult<C>> {
  const answer = await call(channel, request);
  if (!answer.ok && answer.error.code !== 'APPROVAL_NEEDED') tell({ kind: 'error', error: answer.error });
  return answer;
}
