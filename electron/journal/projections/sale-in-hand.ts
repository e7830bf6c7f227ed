import type { Database } from 'better-sqlite3';
import type { EntryOf } from '../../../shared/journal/entries.ts';
import { refuse, type Handlers } from './handlers.ts';

export type SaleEntry = Extract<keyof Handlers, `sale.${string}` | `tender.${string}`>;
export type SaleState = 'open' | 'held' | 'completed' | 'discarded';
export interface Sale {
  readonly saleId: string;
  readonly saleNo: number;
  readonly state: SaleState;
  readonly taxMode: string;
  readonly openedSeq: number;
  /** SaleExtras as stored. */
  readonly extras: string | null;
}

/** The sale the last entry was about: the lines of one sale follow each other, so it is nearly always the one wanted next. */
export interface SaleInHand {
  /** The sale an entry is about, in one of these states. Refuses any other. */
  find(entry: EntryOf<Exclude<SaleEntry, 'sale.opened'>>, states: readonly SaleState[]): Sale;
  put(sale: Sale | null): void;
}

export function prepareSaleInHand(db: Database): SaleInHand {
  const select = db.prepare<[string], Sale>('SELECT sale_id AS saleId, sale_no AS saleNo, state, tax_mode AS taxMode, opened_seq AS openedSeq, extras FROM sale WHERE sale_id = ?');
  let inHand: Sale | null = null;
  return {
    find: (entry, states) => {
      if (inHand?.saleId !== entry.data.saleId) inHand = select.get(entry.data.saleId) ?? null;
      if (inHand === null) return refuse(entry, 'unknown sale');
      if (!states.includes(inHand.state)) return refuse(entry, `sale is ${inHand.state}`);
      return inHand;
    },
    put: (sale) => {
      inHand = sale;
    },
  };
}
