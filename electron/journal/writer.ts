import type { Database } from 'better-sqlite3';
import { TillError } from '../../shared/errors/registry.ts';
import { entryText, GENESIS_HASH, type HashFunction } from '../../shared/journal/chain.ts';
import { computeBusinessDay } from '../../shared/journal/day.ts';
import { ENTRY_SCHEMAS, type Entry, type EntryDraft } from '../../shared/journal/entries.ts';
import type { Clock } from '../../shared/world.ts';
import { sameBytes } from './decode.ts';
import type { Health } from './errors.ts';
import { hexOf } from './hash.ts';
import { prepareInsertMany } from './insert-many.ts';
import type { JournalWriter } from './port.ts';
import { prepareProjector } from './projections/projector.ts';

/** Most facts in one transaction; a sale has at most a few hundred. */
export const DRAFTS_MAX = 1_000;
/** Clocks are corrected by tiny steps all day; only a step back larger than this is a fact (journal.md J11). */
const STEP_BACK_TOLERATED_MS = 1_000;
/** Operator of what the till does by itself: starting, asking after payments. */
export const UNATTENDED_OPERATOR = 'till';
const NAME_LENGTH_MAX = 64;

/** What an entry says about where it was written. */
export interface Origin {
  readonly register: string;
  readonly software: string;
}
interface Last {
  readonly seq: number;
  readonly hash: Uint8Array;
  readonly atMs: number;
}
type People = NonNullable<Parameters<JournalWriter['append']>[1]>;

export interface WriterOptions {
  readonly db: Database;
  readonly health: Health;
  readonly origin: Origin;
  readonly clock: Clock;
  readonly hash: HashFunction;
}

/** The only place that inserts entries. `db` is open for writing and migrated. */
export function prepareWriter({ db, health, origin, clock, hash }: WriterOptions): JournalWriter {
  requireName('register', origin.register);
  requireName('software', origin.software);
  const projector = prepareProjector(db);
  const insertEntries = prepareInsertMany(db, 'entry (seq, type, at_ms, day, bytes, prev, hash)');
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const rollback = db.prepare('ROLLBACK');
  const selectLast = db.prepare<[], Last>('SELECT seq, hash, at_ms AS atMs FROM entry ORDER BY seq DESC LIMIT 1');

  const readLast = (): Last => selectLast.get() ?? { seq: 0, hash: GENESIS_HASH, atMs: 0 };
  let last = readLast();
  let tick = 0;

  function append(drafts: readonly EntryDraft[], people: People = {}): readonly Entry[] {
    const damage = health.damage();
    if (damage !== null) throw new TillError(damage.code, damage.details, { cause: damage });
    if (drafts.length === 0) return [];
    if (drafts.length > DRAFTS_MAX) throw new TillError('INTERNAL', { reason: 'too many drafts' });
    const facts = drafts.map(validated);
    const atMs = clock.nowMs();
    const steppedBack = last.atMs - atMs > STEP_BACK_TOLERATED_MS;
    if (steppedBack) facts.unshift({ type: 'clock.steppedBack', data: { fromMs: last.atMs, toMs: atMs } });
    try {
      const batch = encode(facts, atMs, people);
      begin.run();
      requireUntouched();
      insertEntries(batch.rows);
      for (const entry of batch.entries) projector.apply(entry);
      projector.finish(batch.last.seq, batch.last.hash);
      commit.run();
      last = batch.last;
      tick += batch.entries.length;
      return steppedBack ? batch.entries.slice(1) : batch.entries;
    } catch (error) {
      projector.drop();
      if (db.inTransaction) rollback.run();
      throw health.note(error);
    }
  }

  /** The facts as entries that follow the last one, and as rows: one flat list of columns. */
  function encode(facts: readonly EntryDraft[], atMs: number, people: People): { entries: Entry[]; rows: unknown[]; last: Last } {
    const operator = people.operator ?? UNATTENDED_OPERATOR;
    requireName('operator', operator);
    if (people.approver !== undefined) requireName('approver', people.approver);
    const approval = people.approver === undefined ? {} : { approver: people.approver };
    // In UTC a clock may well say -0, which has no canonical form.
    const offsetMin = clock.offsetMinutes(atMs) || 0;
    const day = computeBusinessDay(atMs, offsetMin);
    const { register, software } = origin;
    let { seq, hash: prev } = last;
    const entries: Entry[] = [];
    const rows: unknown[] = [];
    for (const { type, data } of facts) {
      seq += 1;
      // In the order of the canonical bytes, which then need no sorting. Type and data stay paired as the draft had them.
      const entry = { ...approval, atMs, data, day, offsetMin, operator, prev: hexOf(prev), register, seq, software, tick: tick + entries.length + 1, type, v: 1 } as Entry;
      const bytes = Buffer.from(entryText(entry), 'utf8');
      const digest = hash(bytes);
      rows.push(seq, type, atMs, day, bytes, prev, digest);
      entries.push(entry);
      prev = digest;
    }
    return { entries, rows, last: { seq, hash: prev, atMs } };
  }

  /** Pair of the checks at reading: the entry we are about to follow is still the one we wrote or read last. */
  function requireUntouched(): void {
    const found = readLast();
    if (found.seq !== last.seq || !sameBytes(found.hash, last.hash)) throw new TillError('JOURNAL_CHAIN_BROKEN', { seq: found.seq, reason: 'changed behind the till' });
  }

  return { append };
}

/** A copy of the draft with exactly the fields its schema names: nothing else can slip into the hashed bytes. */
function validated(draft: EntryDraft): EntryDraft {
  const schema = Object.hasOwn(ENTRY_SCHEMAS, draft.type) ? ENTRY_SCHEMAS[draft.type] : null;
  const parsed = schema?.safeParse(draft.data);
  if (!parsed?.success) throw new TillError('INTERNAL', { reason: `not a valid ${draft.type}` }, { cause: parsed?.error });
  return { type: draft.type, data: parsed.data } as EntryDraft;
}

function requireName(what: string, name: string): void {
  if (name.length < 1 || name.length > NAME_LENGTH_MAX || !name.isWellFormed()) throw new TillError('INTERNAL', { reason: `not a valid ${what}` });
}
