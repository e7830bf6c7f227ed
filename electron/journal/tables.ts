import type { Database } from 'better-sqlite3';
import { MIGRATIONS, versionOf } from './migrations.ts';
import { PROJECTION_TABLES } from './schema.ts';

/** Tables without which there are no facts to read. Nothing brings them back. */
const FACT_TABLES: readonly string[] = ['entry', 'register', 'migration'];

/** Tables a journal should have and has not. `rebuild` makes the projections anew; those of an older schema are the migrations' affair. */
export function missingTables(db: Database): { readonly facts: readonly string[]; readonly projections: readonly string[] } {
  const found = new Set(db.prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table'`).pluck().all());
  const missing = (tables: readonly string[]): readonly string[] => tables.filter((name) => !found.has(name));
  return { facts: missing(FACT_TABLES), projections: versionOf(db) === MIGRATIONS.at(-1)?.version ? missing(PROJECTION_TABLES) : [] };
}
