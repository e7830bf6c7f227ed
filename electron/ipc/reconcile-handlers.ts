import type { Handlers } from '../../shared/contract/contract.ts';
import type { ReconcileDesk } from '../till/reconciliation/desk.ts';
import { practiceFiles } from '../training/reconciliation-files.ts';
import type { PracticeWorld } from '../training/practice-world.ts';

export interface ReconcileDeps {
  readonly reconciling: ReconcileDesk;
  /** Throws outside training. */
  readonly inTraining: () => PracticeWorld;
  readonly nowMs: () => number;
}

type ReconcileHandlers = { readonly [C in keyof Handlers as C extends `reconcile.${string}` | 'practice.reconcile' ? C : never]: Handlers[C] };

/** Files of the gateways held against the journal. */
export function reconcileHandlers({ reconciling, inTraining, nowMs }: ReconcileDeps): ReconcileHandlers {
  const done = (): Record<string, never> => ({});
  return {
    'reconcile.state': () => reconciling.state(),
    'reconcile.begin': ({ files }) => reconciling.begin(files),
    'reconcile.chunk': async ({ runId, file, offset, bytes }) => {
      await reconciling.chunk(runId, file, offset, bytes);
      return done();
    },
    'reconcile.start': async ({ runId, unit }) => {
      await reconciling.start(runId, unit);
      return done();
    },
    'reconcile.stop': async () => {
      await reconciling.stop();
      return done();
    },
    'reconcile.differences': ({ runId, setId, cause }) => ({ differences: [...reconciling.differences(runId, setId, cause)] }),
    'reconcile.export': async ({ runId, format }) => ({ path: await reconciling.export(runId, format) }),
    'reconcile.earlier': ({ limit }) => ({ runs: [...reconciling.earlier(limit)] }),
    'practice.reconcile': () => reconciling.practise(practiceFiles(inTraining().trades(), nowMs())),
  };
}
