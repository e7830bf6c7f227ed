import { hash } from 'node:crypto';
import type { HashFunction } from '../../shared/journal/chain.ts';

export const sha256: HashFunction = (bytes) => hash('sha256', bytes, 'buffer');

/** Lower-case hex; Buffer's own is several times faster than a loop, and each entry of a sale needs it. */
export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
