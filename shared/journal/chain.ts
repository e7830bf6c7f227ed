import { canonicalText, type Canonical } from './canonical.ts';
import type { Entry } from './entries.ts';

/** SHA-256 of bytes; passed in because shared/ has no crypto of its own. */
export type HashFunction = (bytes: Uint8Array) => Uint8Array;

/** What the first entry of a chain points at: 32 zero bytes. */
export const GENESIS_HASH: Uint8Array = new Uint8Array(32);

/**
 * The text whose UTF-8 bytes an entry is hashed and stored as. It contains `prev`, the hash of the entry before, so hashing it chains
 * content to content (journal.md J5): no row ids, nothing outside the bytes is trusted.
 */
export const entryText = (entry: Entry): string => canonicalText(entry as unknown as Canonical);
