import type { Handlers } from '../../shared/contract/contract.ts';
import { listSerialPorts } from '../till/shop/serial-ports.ts';
import { applySetUp, readDraft, writeDraft, type SetUpParts } from '../till/shop/set-up.ts';

export interface SetUpDeps extends SetUpParts {
  readonly world: 'training' | 'live';
  readonly customerScreen: () => 'second' | 'window' | 'hidden';
  /** Listens to a serial scanner for the first run, null: not any more. */
  readonly tryScanner: (path: string | null) => void;
  /** The shop is set up: what comes now. */
  readonly begin: () => Promise<'opened' | 'nextStart'>;
  /** Fills an empty catalog with example products; answers how many. */
  readonly examples: () => number;
}

export type SetUpHandlers = { readonly [C in keyof Handlers as C extends `setUp.${string}` ? C : never]: Handlers[C] };

/** The first run. Until `setUp.commit` nothing but a draft is written. */
export function setUpHandlers(deps: SetUpDeps): SetUpHandlers {
  const { dataDir, settings } = deps;
  return {
    'setUp.state': async () => ({ draft: readDraft(dataDir), world: deps.world, ports: [...(await listSerialPorts())], customerScreen: deps.customerScreen(), done: settings.shop !== null }),
    'setUp.saveDraft': (draft) => {
      writeDraft(dataDir, draft);
      return {};
    },
    'setUp.tryScanner': ({ scannerPort }) => {
      deps.tryScanner(scannerPort);
      return {};
    },
    'setUp.commit': async ({ draft, pin }) => {
      // A shop that was set up and could not be opened is opened; it is not set up twice.
      if (settings.shop === null || deps.world === 'training') await applySetUp(deps, draft, pin);
      deps.tryScanner(null);
      return { next: await deps.begin() };
    },
    'setUp.examples': () => ({ products: deps.examples() }),
  };
}
