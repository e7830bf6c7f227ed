import { createHash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { TillError } from '../../shared/errors/registry.ts';
import type { HashFunction } from '../../shared/journal/chain.ts';
import { decodeEntry, SELECT_ENTRY, type StoredEntry } from './decode.ts';
import { prepareProjector } from './projections/projector.ts';
import { EMPTY_REGISTER, PROJECTION_SCHEMA, PROJECTION_TABLES } from './schema.ts';
import { verifyChain } from './verifier.ts';

/** Entries folded between two reads; also how often running totals are written. */
const CHUNK_ENTRIES = 500;

/**
 * Throws the projections away and folds all entries again, in one transaction of its own: either everything is new or everything is as
 * it was. Only a whole chain is folded; throws JOURNAL_CHAIN_BROKEN otherwise.
 */
export function rebuildProjections(db: Database, hash: HashFunction): { readonly entries: number; readonly head: string } {
  const verdict = verifyChain(db, hash);
  if (verdict.kind === 'broken') throw new TillError('JOURNAL_CHAIN_BROKEN', { seq: verdict.seq, reason: verdict.reason });
  db.transaction(() => refold(db, hash)).immediate();
  return { entries: verdict.entries, head: verdict.head };
}

/** Like `rebuildProjections`, inside the caller's transaction and without verifying; for migrations. */
export function refold(db: Database, hash: HashFunction): void {
  for (const table of PROJECTION_TABLES) db.exec(`DROP TABLE IF EXISTS ${table}`);
  db.exec(PROJECTION_SCHEMA);
  db.exec(EMPTY_REGISTER);
  const projector = prepareProjector(db);
  const select = db.prepare<[number, number], StoredEntry>(`${SELECT_ENTRY} WHERE seq > ? ORDER BY seq LIMIT ?`);
  let last = 0;
  for (;;) {
    const rows = select.all(last, CHUNK_ENTRIES);
    for (const row of rows) {
      projector.apply(decodeEntry(row, hash));
      last = row.seq;
    }
    const end = rows.at(-1);
    if (end !== undefined) projector.finish(end.seq, end.hash);
    if (rows.length < CHUNK_ENTRIES) return;
  }
}

/**
 * SHA-256 over every row of every projection in key order, as hex: two journals read alike exactly when these are equal. The register's
 * seq and hash are left out; they say where the journal ends, not what it adds up to.
 */
export function projectionDigest(db: Database): string {
  const digest = createHash('sha256');
  for (const table of ['register', ...PROJECTION_TABLES]) {
    const columns = db.pragma(`table_info(${table})`) as readonly { readonly name: string; readonly pk: number }[];
    const key = columns.filter((column) => column.pk > 0).sort((a, b) => a.pk - b.pk).map((column) => column.name);
    const names = columns.map((column) => column.name).filter((name) => table !== 'register' || (name !== 'seq' && name !== 'hash'));
    digest.update(`${table}(${names.join()})\n`);
    for (const row of db.prepare(`SELECT ${names.join()} FROM ${table} ORDER BY ${key.join()}`).raw().iterate()) digest.update(`${JSON.stringify(row)}\n`);
  }
  return digest.digest('hex');
}
