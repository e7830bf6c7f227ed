import { closeSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { NO_STATE, readState, STATE_VERSION, type PracticeState } from './state-shapes.ts';

export interface StateFile {
  /** The state an earlier run left; null when there is none or it cannot be read (a bad file is set aside as *.unreadable). */
  read(): PracticeState | null;
  /** Replaces the given parts of the state, and the file as a whole. Throws when the disk refuses. */
  write(parts: Partial<PracticeState>): void;
}

/**
 * The practice ledger on disk: one JSON file, written beside and renamed over, so that a killed till finds either the old
 * state or the new one. It is not flushed to the platter: it has to outlive the process, and play money needs no more.
 */
export function openStateFile(path: string): StateFile {
  const draft = `${path}.new`;
  // Parts never change, they are replaced: writing thousands of trades again costs only their bytes.
  const written = new WeakMap<object, string>();
  const textOf = (part: object): string => {
    const known = written.get(part);
    if (known !== undefined) return known;
    const text = JSON.stringify(part);
    written.set(part, text);
    return text;
  };
  const list = (parts: readonly object[]): string => `[${parts.map(textOf).join(',')}]`;
  mkdirSync(dirname(path), { recursive: true });
  let state = NO_STATE;
  let looked = false;
  const read = (): PracticeState | null => {
    // Every room reads its own part; the file itself is read once, since a write by the first would hide it from the next.
    if (looked) return state;
    const text = textIn(path);
    looked = true;
    if (text === null) return null;
    const found = readState(text);
    if (found === null) renameSync(path, `${path}.unreadable`);
    else state = found;
    return found;
  };
  return {
    read,
    write: (parts) => {
      read();
      state = { ...state, ...parts };
      const file = openSync(draft, 'w', 0o600);
      try {
        const bytes = Buffer.from(
          `{"version":${STATE_VERSION},"trades":${list(state.trades)},"burnt":${JSON.stringify(state.burnt)},"funds":"${state.funds}",`
          + `"staticCodes":${list(state.staticCodes)},"notices":${list(state.notices)},"agents":${list(state.agents)},"registrations":${list(state.registrations)}}`,
        );
        for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done);
      } finally {
        closeSync(file);
      }
      renameSync(draft, path);
    },
  };
}

function textIn(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (failure) {
    if (failure instanceof Error && 'code' in failure && failure.code === 'ENOENT') return null;
    throw failure;
  }
}
