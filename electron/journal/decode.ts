import { TillError } from '../../shared/errors/registry.ts';
import type { HashFunction } from '../../shared/journal/chain.ts';
import type { Entry } from '../../shared/journal/entries.ts';

export interface StoredEntry {
  readonly seq: number;
  readonly bytes: Uint8Array;
  readonly prev: Uint8Array;
  readonly hash: Uint8Array;
}
export const SELECT_ENTRY = 'SELECT seq, bytes, prev, hash FROM entry';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Text of stored bytes; null when they are not UTF-8. */
export function textOf(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/**
 * The entry a row holds, its bytes checked against its hash: what was written with a hash is never read without it. Throws
 * JOURNAL_CHAIN_BROKEN. Whether the bytes are canonical and the chain unbroken is the verifier's business.
 */
export function decodeEntry(row: StoredEntry, hash: HashFunction): Entry {
  if (!sameBytes(hash(row.bytes), row.hash)) throw new TillError('JOURNAL_CHAIN_BROKEN', { seq: row.seq, reason: 'hash' });
  // The bytes were canonical JSON of an Entry when this hash was made; only a forger who also rewrote the hash can change that.
  return JSON.parse(Buffer.from(row.bytes.buffer, row.bytes.byteOffset, row.bytes.byteLength).toString('utf8')) as Entry;
}
