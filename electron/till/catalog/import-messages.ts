import type { Mapping } from '../../../shared/catalog/columns.ts';
import type { RowShop } from '../../../shared/catalog/import-row.ts';
import type { ImportReading, ImportSummary } from '../../../shared/contract/catalog-views.ts';
import type { ErrorCode, ErrorDetails } from '../../../shared/errors/registry.ts';
import type { EntryData } from '../../../shared/journal/entries.ts';

/** What the import's thread is told when it starts. */
export interface ImportWork {
  readonly path: string;
  readonly catalogFile: string;
  readonly reading: ImportReading;
  readonly mapping: Mapping;
  readonly absent: 'keep' | 'archive';
  readonly shop: RowShop;
  readonly nowMs: number;
  /** Two words that both threads see: see SIGNAL. */
  readonly signals: SharedArrayBuffer;
}

/** Places in `signals`. `verdict`: 0 while the till has not answered "written", then one of VERDICT. `stop`: 1 when nobody wants it any more. */
export const SIGNAL = { verdict: 0, stop: 1 } as const;
export const VERDICT = { commit: 1, rollback: 2 } as const;

export type ImportFacts = Pick<EntryData<'catalog.imported'>, 'sha256' | 'bytes' | 'rows' | 'added' | 'changed' | 'unchanged' | 'archived' | 'priceChanges' | 'prices'>;

/** What the thread tells. */
export type ImportReport =
  | { readonly kind: 'checking'; readonly bytesDone: number; readonly rows: number }
  | { readonly kind: 'checked'; readonly summary: ImportSummary }
  | { readonly kind: 'writing'; readonly rowsDone: number; readonly rowsTotal: number }
  /** All is written and nothing committed: the thread waits for the verdict. */
  | { readonly kind: 'written'; readonly facts: ImportFacts }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly code: ErrorCode; readonly details: ErrorDetails };
export type ImportOrder = { readonly kind: 'commit' };
