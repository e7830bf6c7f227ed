import { TillError } from '../../../shared/errors/registry.ts';
import type { EntryDraft } from '../../../shared/journal/entries.ts';
import type { Currency } from '../../../shared/money.ts';
import type { Clock } from '../../../shared/world.ts';
import type { CatalogEdits } from '../../journal/catalog-edits.ts';
import type { Log } from '../../log.ts';

/** Longest sleep: the computer's clock may be set meanwhile, and nobody tells. */
const LOOK_EVERY_MS = 60_000;
/** After the journal or the catalog refused. */
const RETRY_MS = 10_000;

export interface PriceWatchParts {
  readonly catalog: Pick<CatalogEdits, 'applyDue' | 'nextPriceMs'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Another connection holds the catalog. */
  readonly isBusy: () => boolean;
  readonly append: (drafts: readonly EntryDraft[]) => void;
  readonly currency: Currency;
  readonly onChange: () => void;
}

/**
 * Prices that begin later. Whoever sells gets the right one at any moment (the catalog reads by the clock); this writes each down when its time has come, says so
 * in the journal, and tells the windows, which show what they were given.
 */
export function watchPrices({ catalog, clock, log, isBusy, append, currency, onChange }: PriceWatchParts): { wake(): void; stop(): void } {
  let life = new AbortController();
  let isStopped = false;

  function apply(): number {
    if (isBusy()) return RETRY_MS;
    try {
      const due = catalog.applyDue(clock.nowMs(), (begun) => {
        append(begun.map(({ product, beforeMinor, fromMs }) => ({
          type: 'product.changed',
          data: {
            productId: product.productId, action: 'priceBegan', name: product.name, currency, price: { beforeMinor, afterMinor: product.priceMinor },
            changed: [{ field: 'pricesAhead', before: `${fromMs}=${product.priceMinor}`, after: '' }],
          },
        })));
      });
      if (due.length > 0) onChange();
    } catch (error) {
      if (!(error instanceof TillError)) throw error;
      log('warn', 'prices.notWritten', { code: error.code });
      return RETRY_MS;
    }
    const next = catalog.nextPriceMs();
    return next === null ? Number.POSITIVE_INFINITY : Math.max(1, Math.min(LOOK_EVERY_MS, next - clock.nowMs()));
  }

  async function run(): Promise<void> {
    for (;;) {
      if (isStopped) return;
      const sleepMs = apply();
      try {
        await (sleepMs === Number.POSITIVE_INFINITY ? aborted(life.signal) : clock.sleep(sleepMs, life.signal));
      } catch {
        life = new AbortController();
      }
    }
  }
  void run().catch((error: unknown) => {
    log('error', 'prices.failed', { error: String(error).slice(0, 200) });
  });

  return {
    wake: () => {
      life.abort();
    },
    stop: () => {
      isStopped = true;
      life.abort();
    },
  };
}

const aborted = (signal: AbortSignal): Promise<void> => new Promise((_, reject) => {
  signal.addEventListener('abort', () => { reject(signal.reason as Error); }, { once: true });
});
