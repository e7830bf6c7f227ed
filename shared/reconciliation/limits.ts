/** Bytes a window hands over at once: a call must neither hold up the till nor fill its memory. */
export const CHUNK_BYTES_MAX = 256 * 1024;
/** Files of one run; more are reconciled in several. */
export const FILES_MAX = 200;
/** All files of a run together: some twelve million lines. */
export const RUN_BYTES_MAX = 2 * 1024 * 1024 * 1024;
