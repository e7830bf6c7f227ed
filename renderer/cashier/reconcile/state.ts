import { useEffect } from 'react';
import type { ReconcileState } from '../../../shared/contract/reconcile.ts';
import { call, follow } from '../../bridge.ts';
import { createStore, useStore } from '../../store.ts';

/** The window's copy of where reconciling stands; null until the till has said so. */
const reconcileStore = createStore<ReconcileState | null>(null);

/** Follows the till while the page is open; a page that is opened again finds the run where it is. */
export function useReconcileState(): ReconcileState | null {
  useEffect(() => {
    let heard = false;
    const unfollow = follow('reconcile.changed', (state) => {
      heard = true;
      reconcileStore.set(state);
    });
    void call('reconcile.state', {}).then((answer) => {
      // An event is newer than the answer it overtook.
      if (!heard) reconcileStore.set(answer.ok ? answer.value : { kind: 'idle' });
    });
    return unfollow;
  }, []);
  return useStore(reconcileStore, (state) => state);
}
