import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';

const PIECE_BYTES = 1024 * 1024;

/** Length and SHA-512 (hex) of a file, read in pieces. */
export function digestsOf(path: string): { readonly bytes: number; readonly sha512: string } {
  const handle = openSync(path, 'r');
  try {
    const hash = createHash('sha512');
    const piece = Buffer.allocUnsafe(PIECE_BYTES);
    for (let bytes = 0; ;) {
      const read = readSync(handle, piece, 0, PIECE_BYTES, null);
      if (read === 0) return { bytes, sha512: hash.digest('hex') };
      hash.update(piece.subarray(0, read));
      bytes += read;
    }
  } finally {
    closeSync(handle);
  }
}
