import { IMPORT_CHUNK_BYTES_MAX } from '../../../shared/catalog/limits.ts';
import { call } from '../../bridge.ts';
import type { ErrorView } from '../../../shared/contract/views.ts';

/** Hands a file over in pieces, because a window has no path to give. Answers what went wrong, null when all of it arrived. */
export async function handOver(file: File): Promise<ErrorView | null> {
  const begun = await call('import.begin', { name: file.name.slice(-200), bytes: file.size });
  if (!begun.ok) return begun.error;
  const { importId } = begun.value;
  for (let offset = 0; offset < file.size; offset += IMPORT_CHUNK_BYTES_MAX) {
    const bytes = new Uint8Array(await file.slice(offset, offset + IMPORT_CHUNK_BYTES_MAX).arrayBuffer());
    const sent = await call('import.chunk', { importId, offset, bytes });
    if (!sent.ok) return sent.error;
  }
  return null;
}
