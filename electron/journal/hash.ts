import { hash } from 'node:crypto';
import type { HashFunction } from '../../shared/journal/chain.ts';

/** By way of hex, because that is quicker than asking for a buffer: a small one comes out of Node's pool. */
export const sha256: HashFunction = (bytes) => Buffer.from(hash('sha256', bytes, 'hex'), 'hex');

/** Lower-case hex; Buffer's own is several times faster than a loop, and each entry of a sale needs it. */
export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
