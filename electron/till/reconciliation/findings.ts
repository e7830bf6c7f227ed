import { closeSync, mkdirSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { ReconcileDifference } from '../../../shared/contract/reconcile.ts';
import { CAUSES, type Cause, type CauseWeight } from '../../../shared/reconciliation/causes.ts';
import type { DifferenceSink } from './run.ts';

/** Differences of one cause that are kept at hand for the screen; all of them are in the file. */
export const SHOWN_MAX = 200;
const WEIGHTS = ['attention', 'check', 'info'] as const satisfies readonly CauseWeight[];
/** Text gathered before it is written. */
const BUFFER_CHARS = 64 * 1024;
const READ_BYTES = 256 * 1024;

/** The first differences of each cause of each set. */
export type Shown = readonly { readonly setId: string; readonly cause: Cause; readonly differences: readonly ReconcileDifference[] }[];

export interface FindingsWriter extends DifferenceSink {
  /** Everything is in the files; gives what is kept for the screen. */
  finish(): Shown;
}

const fileOf = (dir: string, setId: string, weight: CauseWeight): string => join(dir, `differences-${setId}-${weight}.jsonl`);

/**
 * Keeps differences on disk, one line of JSON each, however many there are. They are a by-product: made anew by reading the files again, and
 * thrown away with the run.
 */
export function writeFindings(dir: string): FindingsWriter {
  mkdirSync(dir, { recursive: true });
  const open = new Map<string, { readonly setId: string; readonly fd: number; text: string }>();
  const shown = new Map<string, { readonly setId: string; readonly cause: Cause; readonly differences: ReconcileDifference[] }>();

  const flush = (file: { readonly fd: number; text: string }): void => {
    if (file.text !== '') writeSync(file.fd, file.text);
    file.text = '';
  };
  return {
    take(difference) {
      const { setId, cause } = difference;
      const path = fileOf(dir, setId, CAUSES[cause].weight);
      let file = open.get(path);
      if (file === undefined) {
        file = { setId, fd: openSync(path, 'w'), text: '' };
        open.set(path, file);
      }
      const line = JSON.stringify(difference);
      file.text += `${line}\n`;
      if (file.text.length > BUFFER_CHARS) flush(file);
      const key = `${setId} ${cause}`;
      const page = shown.get(key) ?? { setId, cause, differences: [] };
      shown.set(key, page);
      // Read anew from its line: the texts of the original are parts of the block of the file they were read in, and would keep all of it.
      if (page.differences.length < SHOWN_MAX) page.differences.push(JSON.parse(line) as ReconcileDifference);
    },
    drop(setId) {
      for (const [path, file] of open) {
        if (file.setId !== setId) continue;
        closeSync(file.fd);
        open.delete(path);
        rmSync(path, { force: true });
      }
      for (const [key, page] of shown) if (page.setId === setId) shown.delete(key);
    },
    finish() {
      for (const file of open.values()) {
        flush(file);
        closeSync(file.fd);
      }
      open.clear();
      return [...shown.values()];
    },
  };
}

/** All differences of the sets, the weighty ones of each set first. Holds one block at a time. */
export function* readFindings(dir: string, setIds: readonly string[]): Generator<ReconcileDifference> {
  for (const setId of setIds) for (const weight of WEIGHTS) yield* readLines(fileOf(dir, setId, weight));
}

function* readLines(path: string): Generator<ReconcileDifference> {
  let fd: number;
  try {
    fd = openSync(path, 'r');
  } catch (error) {
    // A weight nobody found anything of has no file.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  try {
    const block = Buffer.alloc(READ_BYTES);
    let rest = Buffer.alloc(0);
    for (;;) {
      const bytes = readSync(fd, block);
      const text = Buffer.concat([rest, block.subarray(0, bytes)]);
      const end = text.lastIndexOf(0x0a) + 1;
      // Written by this program a moment ago.
      for (const line of text.subarray(0, end).toString('utf8').split('\n')) if (line !== '') yield JSON.parse(line) as ReconcileDifference;
      rest = Buffer.from(text.subarray(end));
      if (bytes === 0) return;
    }
  } finally {
    closeSync(fd);
  }
}
