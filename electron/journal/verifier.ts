import type { Database } from 'better-sqlite3';
import { canonicalText, type Canonical } from '../../shared/journal/canonical.ts';
import { GENESIS_HASH, type HashFunction } from '../../shared/journal/chain.ts';
import { sameBytes, textOf, type StoredEntry } from './decode.ts';
import { hexOf } from './hash.ts';

export type Verdict =
  | { readonly kind: 'ok'; readonly entries: number; readonly head: string }
  /** `seq` is the first place that is wrong. */
  | { readonly kind: 'broken'; readonly seq: number; readonly reason: string };

interface Row extends StoredEntry {
  readonly type: string;
  readonly at_ms: number;
  readonly day: number;
}
interface Place {
  readonly seq: number;
  readonly hash: Uint8Array;
}

/** Entries read at once: memory stays constant, and no read transaction lasts long enough to keep a running till's WAL from being reused. */
const CHUNK_ENTRIES = 500;
/** Formats of bytes this verifier knows (journal.md J22). */
const KNOWN_FORMATS: readonly unknown[] = [1];

/**
 * Reads every entry (or those from `fromSeq` on, trusting the hash before it) and reports the first that is not what was written:
 * missing, out of order, changed by any byte, or cut off the end. Works on a read-only connection while the till goes on selling.
 * A chain without a key cannot show that somebody rewrote all of it: the head hash printed on each Z can (journal.md J16).
 */
export function verifyChain(db: Database, hash: HashFunction, fromSeq = 1): Verdict {
  const selectRows = db.prepare<[number, number], Row>('SELECT seq, type, at_ms, day, bytes, prev, hash FROM entry WHERE seq > ? ORDER BY seq LIMIT ?');
  const selectHead = db.prepare<[], Place>('SELECT seq, hash FROM register');
  const selectHash = db.prepare<[number], Buffer>('SELECT hash FROM entry WHERE seq = ?').pluck();
  let last: Place = { seq: fromSeq - 1, hash: GENESIS_HASH };
  try {
    // Read first: entries appended while we verify lie behind this head and are not missed by it.
    const head = selectHead.get();
    if (fromSeq > 1) {
      const before = selectHash.get(fromSeq - 1);
      if (before === undefined) return broken(fromSeq - 1, 'missing');
      last = { seq: fromSeq - 1, hash: before };
    }
    // A row numbered 0 or less must not hide below the first.
    let below = fromSeq > 1 ? fromSeq - 1 : Number.MIN_SAFE_INTEGER;
    for (;;) {
      const rows = selectRows.all(below, CHUNK_ENTRIES);
      for (const row of rows) {
        const reason = faultOf(row, last, hash);
        if (reason !== null) return broken(last.seq + 1, reason);
        if (row.seq === head?.seq && !sameBytes(row.hash, head.hash)) return broken(row.seq, 'differs from the recorded head');
        last = { seq: row.seq, hash: row.hash };
      }
      if (rows.length < CHUNK_ENTRIES) break;
      below = last.seq;
    }
    if (head === undefined) return broken(last.seq + 1, 'the recorded head is missing');
    if (head.seq > last.seq) return broken(last.seq + 1, `missing: the journal had ${head.seq} entries`);
    return { kind: 'ok', entries: last.seq, head: hexOf(last.hash) };
  } catch (error) {
    if (isDamage(error)) return broken(last.seq + 1, `the file is damaged (${error.code})`);
    throw error;
  }
}

/** Why `row` cannot follow `last`; null when it does. */
function faultOf(row: Row, last: Place, hash: HashFunction): string | null {
  if (row.seq !== last.seq + 1) return row.seq > last.seq ? `missing: the next entry is ${row.seq}` : `entry numbered ${row.seq}`;
  if (!sameBytes(row.prev, last.hash)) return 'does not follow the entry before';
  if (!sameBytes(hash(row.bytes), row.hash)) return 'hash does not match the bytes';
  const text = textOf(row.bytes);
  const entry = text === null ? null : parsed(text);
  if (entry === null) return 'bytes are not an entry';
  if (!KNOWN_FORMATS.includes(entry['v'])) return 'bytes are of an unknown format';
  if (canonical(entry) !== text) return 'bytes are not canonical';
  if (entry['seq'] !== row.seq) return 'bytes belong to another place';
  if (entry['prev'] !== hexOf(last.hash)) return 'bytes do not follow the entry before';
  if (entry['type'] !== row.type || entry['atMs'] !== row.at_ms || entry['day'] !== row.day) return 'columns differ from the bytes';
  return null;
}

function parsed(text: string): { readonly [key: string]: Canonical } | null {
  try {
    const value: unknown = JSON.parse(text);
    // JSON.parse makes nothing but null, booleans, numbers, strings, arrays and plain objects.
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as { readonly [key: string]: Canonical }) : null;
  } catch {
    return null;
  }
}

function canonical(value: Canonical): string | null {
  try {
    return canonicalText(value);
  } catch {
    return null;
  }
}

const broken = (seq: number, reason: string): Verdict => ({ kind: 'broken', seq, reason });

const isDamage = (error: unknown): error is { readonly code: string } =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' && /^SQLITE_(CORRUPT|NOTADB)/.test(error.code);
