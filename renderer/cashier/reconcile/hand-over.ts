import { CHUNK_BYTES_MAX, FILES_MAX, RUN_BYTES_MAX } from '../../../shared/reconciliation/limits.ts';
import { call } from '../../bridge.ts';
import { refuse, tell } from '../notices.ts';

/** Folders inside folders are looked into this deep. */
const DEPTH_MAX = 4;
const NAME_CHARS_MAX = 200;

/** The files of a drop, those of dropped folders too. Must be called while the event is handled: afterwards the browser has forgotten what was dropped. */
export async function filesOfDrop(dropped: DataTransfer): Promise<readonly File[]> {
  const entries = [...dropped.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  if (entries.length === 0) return [...dropped.files];
  const found: File[] = [];
  for (const entry of entries) await gather(entry, 0, found);
  return found;
}

async function gather(entry: FileSystemEntry, depth: number, found: File[]): Promise<void> {
  // One more than may be handed over, so that too many are seen to be too many.
  if (entry.name.startsWith('.') || depth > DEPTH_MAX || found.length > FILES_MAX) return;
  if (entry.isFile) {
    found.push(await new Promise<File>((resolve, reject) => { (entry as FileSystemFileEntry).file(resolve, reject); }));
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    // A reader gives a hundred at a time, and none when there are no more.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => { reader.readEntries(resolve, reject); });
    if (some.length === 0) return;
    for (const child of some.sort((a, b) => (a.name < b.name ? -1 : 1))) await gather(child, depth + 1, found);
  }
}

/** The files of an input, without the hidden ones of a folder. */
export const filesOfInput = (files: FileList): readonly File[] => [...files].filter((file) => !file.name.startsWith('.'));

/** Gives files to the till in pieces and has them read. What goes wrong is told; a run that was stopped meanwhile is left alone. */
export async function handOver(files: readonly File[]): Promise<void> {
  if (files.length > FILES_MAX || files.reduce((sum, file) => sum + file.size, 0) > RUN_BYTES_MAX) {
    refuse('RECONCILE_TOO_LARGE');
    return;
  }
  const begun = await call('reconcile.begin', { files: files.map((file) => ({ name: file.name.slice(0, NAME_CHARS_MAX), bytes: file.size })) });
  if (!begun.ok) {
    tell({ kind: 'error', error: begun.error });
    return;
  }
  const { runId } = begun.value;
  for (const [index, file] of files.entries()) {
    for (let offset = 0; offset < file.size; offset += CHUNK_BYTES_MAX) {
      const bytes = await piece(file, offset);
      // The file is gone, or changed under our hands.
      const taken = bytes === null ? null : await call('reconcile.chunk', { runId, file: index, offset, bytes });
      if (taken?.ok === true) continue;
      if (taken?.error.code === 'RECONCILE_GONE') return;
      tell({ kind: 'error', error: taken === null ? { code: 'RECONCILE_CHANGED', details: {} } : taken.error });
      await call('reconcile.stop', {});
      return;
    }
  }
  await start(runId, null);
}

/** Has the files of a run read; `unit` is the cashier's word for amounts that do not tell it themselves. */
export async function start(runId: string, unit: 'minor' | 'major' | null): Promise<void> {
  const started = await call('reconcile.start', { runId, unit });
  if (!started.ok && started.error.code !== 'RECONCILE_GONE') tell({ kind: 'error', error: started.error });
}

async function piece(file: File, offset: number): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return new Uint8Array(await file.slice(offset, offset + CHUNK_BYTES_MAX).arrayBuffer());
  } catch {
    return null;
  }
}
