import type { HashFunction } from '../../shared/journal/chain.ts';
import { TillError } from '../../shared/errors/registry.ts';
import { compareVersions, versionOfSoftware } from '../../shared/update/version.ts';
import type { Clock } from '../../shared/world.ts';
import { openDatabase } from './database.ts';
import type { World } from './files.ts';
import { sha256 } from './hash.ts';
import { unrecordedMigrations, type Migration } from './migrations.ts';
import type { Head, Journal } from './port.ts';
import { prepareReader, type SupportReads } from './reader.ts';
import { projectionDigest, rebuildProjections } from './rebuild.ts';
import type { StockReads } from './stock.ts';
import { missingTables } from './tables.ts';
import { prepareWriter } from './writer.ts';

export interface JournalOptions {
  /** Folder of the till's data; made when it is missing. */
  readonly dir: string;
  readonly world: World;
  /** The till's id, 1 to 64 characters; part of every entry. */
  readonly register: string;
  /** Name and version of this program, 1 to 64 characters; part of every entry. */
  readonly software: string;
  readonly clock: Clock;
  readonly hash?: HashFunction;
  readonly migrations?: readonly Migration[];
}

export interface OpenJournal extends Journal, SupportReads, StockReads {
  readonly world: World;
  readonly file: string;
  /** The last run crashed, was killed or lost power; everything it acknowledged is here. A reason to verify in the background. */
  readonly startedUnclean: boolean;
  /** Folds the projections anew from the entries. Throws JOURNAL_CHAIN_BROKEN. */
  rebuild(): Head;
  /** Hex digest over all projections; equal before and after `rebuild`. */
  projectionDigest(): string;
  close(): void;
}

/**
 * Opens the journal; throws what `openDatabase` throws, and what appending a migration's entry throws. JOURNAL_NEWER_SCHEMA also for one that a newer version has
 * written into: it may hold facts this one does not know.
 */
export function openJournal({ dir, world, register, software, clock, hash = sha256, migrations }: JournalOptions): OpenJournal {
  const { db, file, health, startedUnclean, close } = openDatabase({ dir, world, nowMs: clock.nowMs(), hash, ...(migrations === undefined ? {} : { migrations }) });
  try {
    const { projections } = missingTables(db);
    if (projections.length > 0) throw new TillError('JOURNAL_CORRUPT', { reason: `tables are missing: ${projections.join(' ')}; npm run journal -- rebuild makes them anew` });
    const reader = prepareReader(db, health, hash);
    const updated = updateSince(reader.entries(reader.head().seq, 1)[0]?.software ?? software, software);
    const writer = prepareWriter({ db, health, origin: { register, software }, clock, hash });
    writer.append([
      ...(updated === null ? [] : [{ type: 'software.updated' as const, data: updated }]),
      ...unrecordedMigrations(db).map((step) => ({ type: 'journal.migrated' as const, data: { ...step } })),
    ]);
    return {
      ...writer,
      ...reader,
      world, file, startedUnclean,
      rebuild: () => {
        try {
          const { entries, head } = rebuildProjections(db, hash);
          return { seq: entries, hash: head };
        } catch (error) {
          throw health.note(error);
        }
      },
      projectionDigest: () => projectionDigest(db),
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}

/** From which version to which this opening leads; null when it is the same, or one of them is no release. Throws JOURNAL_NEWER_SCHEMA. */
function updateSince(before: string, now: string): { readonly from: string; readonly to: string } | null {
  const [from, to] = [versionOfSoftware(before), versionOfSoftware(now)];
  if (from === null || to === null || from === to) return null;
  if (compareVersions(from, to) > 0) throw new TillError('JOURNAL_NEWER_SCHEMA', { found: from, known: to });
  return { from, to };
}
