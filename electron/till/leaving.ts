import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { TillError } from '../../shared/errors/registry.ts';

/**
 * How every file leaves the till that an entry tells of: reports, papers, lists, pages. It is written whole under a name nobody looks for, then comes the entry, then the
 * file gets its name. So a full disk, a broken printer or a refused entry leaves neither a file that nobody took nor an entry of a file that never was (an original that
 * does not exist would make the next one a copy); and a crash between the last two steps leaves an entry without its file, which errs on the side of telling.
 *
 * `write` makes the file at the path it is given. `record` appends the entry; false: what was written is no longer true (somebody took one meanwhile), and nothing leaves.
 * Resolves with whether it left. Throws EXPORT_FAILED, and what `record` throws.
 */
export async function leaveTill({ path, format, write, record }: { readonly path: string; readonly format: string; readonly write: (unfinished: string) => Promise<void>; readonly record: () => boolean | void }): Promise<boolean> {
  const unfinished = `${path}.${randomUUID().slice(0, 8)}.new`;
  const orFailed = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      throw error instanceof TillError ? error : new TillError('EXPORT_FAILED', { format }, { cause: error });
    }
  };
  try {
    await orFailed(async () => {
      await mkdir(dirname(path), { recursive: true });
      await write(unfinished);
    });
    if (record() === false) return false;
    await orFailed(() => rename(unfinished, path));
    return true;
  } finally {
    // What cannot be taken away either must not hide why.
    await rm(unfinished, { force: true }).catch(() => undefined);
  }
}
