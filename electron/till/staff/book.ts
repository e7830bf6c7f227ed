import type { EntryDraft, EntryType } from '../../../shared/journal/entries.ts';
import type { Journal } from '../../journal/port.ts';
import { readStaffFile, writeStaffFile, type Person, type StaffFile } from './staff-file.ts';

/** The staff entries this room writes. */
type StaffDraft = Extract<EntryDraft, { type: Extract<EntryType, `staff.${string}` | 'rules.changed' | 'settings.changed'> }>;

/**
 * The people's file, and its word in the journal. PINs must not lie in the append-only journal, so a change is two writes; the file says what the journal is
 * about to be told, and a start after a crash between the two tells it (docs/decisions/0016).
 */
export interface StaffBook {
  readonly file: StaffFile;
  /** Replaces the file and appends what happened, or does neither. Throws the journal's codes. */
  change(next: Partial<StaffFile>, drafts: readonly StaffDraft[], people: { readonly operator: string; readonly approver?: string }): void;
  /** An entry that changes nothing in the file. Throws the journal's codes. */
  say(drafts: readonly StaffDraft[], people: { readonly operator: string }): void;
  /** What is no fact worth an entry, e.g. a count of wrong PINs that was set back. */
  note(next: Partial<StaffFile>): void;
  person(staffId: string): Person | null;
  /** The people with one of them changed. */
  withPerson(staffId: string, change: Partial<Person>): readonly Person[];
}

/**
 * Opens the file, making it with `first` when there is none; `firstDrafts` say how that came about. `journal` is asked for at each use, because the till wraps it
 * once it is put together.
 */
export function openStaffBook(path: string, journal: () => Pick<Journal, 'append' | 'head'>, first: () => { file: StaffFile; drafts: readonly StaffDraft[] }): StaffBook {
  let file = readStaffFile(path);

  const change: StaffBook['change'] = (next, drafts, people) => {
    const before = file;
    const after: StaffFile = { ...requireFile(), ...next, unrecorded: null };
    record(before, after, drafts, people);
  };
  const record = (before: StaffFile | null, after: StaffFile, drafts: readonly StaffDraft[], people: { readonly operator: string; readonly approver?: string }): void => {
    if (drafts.length > 0) writeStaffFile(path, { ...after, unrecorded: { afterSeq: journal().head().seq, drafts, operator: people.operator } });
    try {
      if (drafts.length > 0) journal().append(drafts, people);
    } catch (error) {
      if (before) writeStaffFile(path, before);
      throw error;
    }
    file = after;
    writeStaffFile(path, after);
  };
  const requireFile = (): StaffFile => {
    if (!file) throw new Error('the staff file is read before it is opened');
    return file;
  };

  if (!file) {
    const begun = first();
    record(null, begun.file, begun.drafts, { operator: SYSTEM_OPERATOR });
  } else if (file.unrecorded) {
    // One writer, one thread: had the append gone through, it would have been the very next one.
    const { afterSeq, drafts, operator } = file.unrecorded;
    if (journal().head().seq === afterSeq) journal().append(drafts as readonly StaffDraft[], { operator });
    file = { ...file, unrecorded: null };
    writeStaffFile(path, file);
  }

  return {
    get file() {
      return requireFile();
    },
    change,
    say: (drafts, people) => {
      journal().append(drafts, people);
    },
    note: (next) => {
      file = { ...requireFile(), ...next };
      writeStaffFile(path, file);
    },
    person: (staffId) => requireFile().people.find((one) => one.staffId === staffId) ?? null,
    withPerson: (staffId, changed) => requireFile().people.map((one) => (one.staffId === staffId ? { ...one, ...changed } : one)),
  };
}

/** Signs what the till does by itself. */
export const SYSTEM_OPERATOR = 'till';
