import { createReadStream } from 'node:fs';
import type { Source } from './run.ts';

const READ_BYTES = 256 * 1024;

/** A file on this computer. `name` is what people see; `bytes` is for the progress only. */
export const fileSource = ({ name, path, bytes }: { readonly name: string; readonly path: string; readonly bytes: number }): Source => ({
  name, bytes, open: () => createReadStream(path, { highWaterMark: READ_BYTES }),
});
