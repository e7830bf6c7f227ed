import { mkdirSync, rmSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { TillError } from '../../../shared/errors/registry.ts';
import { CHUNK_BYTES_MAX } from '../../../shared/reconciliation/limits.ts';

/** A file as a window announced it, and where its bytes are kept meanwhile. */
export interface SpooledFile {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
}

/**
 * Takes files from a window, piece by piece, because a window has no paths to give: each file's pieces in order, bounded by what was announced. The bytes
 * lie in a folder of their own until they have been reconciled.
 */
export interface Spool {
  readonly dir: string;
  readonly files: readonly SpooledFile[];
  bytesDone(): number;
  /** Throws RECONCILE_CHANGED for a piece that is not the next one, or beyond what was announced. */
  write(file: number, offset: number, bytes: Uint8Array): Promise<void>;
  /** Throws RECONCILE_CHANGED unless every byte has come. */
  finish(): Promise<void>;
  remove(): Promise<void>;
}

/** Makes a folder for files that are announced with their sizes and arrive in pieces. Throws what the file system throws. */
export function openSpool(dir: string, announced: readonly { readonly name: string; readonly bytes: number }[]): Spool {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const files = announced.map(({ name, bytes }, index) => ({ name, bytes, path: join(dir, `file-${index}`) }));
  const written = files.map(() => 0);
  const handles = new Map<number, FileHandle>();
  const closeAll = async (): Promise<void> => {
    const open_ = [...handles.values()];
    handles.clear();
    await Promise.all(open_.map((handle) => handle.close()));
  };
  return {
    dir, files,
    bytesDone: () => written.reduce((sum, bytes) => sum + bytes, 0),
    async write(index, offset, bytes) {
      const file = files[index];
      const before = written[index];
      if (file === undefined || offset !== before || offset + bytes.length > file.bytes || bytes.length > CHUNK_BYTES_MAX) throw new TillError('RECONCILE_CHANGED');
      // Claimed at once: two pieces for the same place cannot both be the next one.
      written[index] = offset + bytes.length;
      let handle = handles.get(index);
      if (handle === undefined) {
        handle = await open(file.path, 'w', 0o600);
        handles.set(index, handle);
      }
      await handle.write(bytes, 0, bytes.length, offset);
      if (written[index] === file.bytes) {
        handles.delete(index);
        await handle.close();
      }
    },
    async finish() {
      await closeAll();
      for (const [index, file] of files.entries()) {
        if (written[index] !== file.bytes) throw new TillError('RECONCILE_CHANGED');
        // A file without a byte was never written.
        if (file.bytes === 0) await (await open(file.path, 'w', 0o600)).close();
      }
    },
    async remove() {
      await closeAll();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
