import { TillError } from '../../../shared/errors/registry.ts';
import type { EntryOf, EntryType } from '../../../shared/journal/entries.ts';

/** What each entry type changes in the projections; every type must be answered, with `nothing` when it changes none. */
export type Handlers<T extends EntryType = EntryType> = { readonly [K in T]: (entry: EntryOf<K>) => void };

export const nothing = (): void => undefined;

/**
 * The entry contradicts what the journal already holds: a mistake in the till, refused before it becomes a fact. Rebuilding runs the
 * same checks, so they may never grow stricter than the version that wrote the entry.
 */
export function refuse(entry: { readonly seq: number; readonly type: EntryType }, reason: string): never {
  throw new TillError('INTERNAL', { reason: `${entry.type}: ${reason}`, seq: entry.seq });
}
