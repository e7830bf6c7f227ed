import { refusal } from './refusal.ts';

/** The columns of one file by name: files are read by name and never by position, because columns were added and moved over the years (ams.md 9.4). */
export interface Columns {
  readonly names: readonly string[];
  readonly count: number;
  has(name: string): boolean;
  /** The field of a record under that name, '' when the file has no such column. */
  of(fields: readonly string[], name: string): string;
}

export interface ColumnRules {
  readonly required: readonly string[];
  readonly isKnown: (name: string) => boolean;
}

/** Names quoted in an error at most. */
const QUOTED_MAX = 5;

/**
 * Checks the row of column names. Throws RECONCILE_COLUMNS with what is missing, unknown or there twice: a column nobody knows may hold money, and a
 * file that is only half understood is not reconciled.
 */
export function readColumns(names: readonly string[], line: number, { required, isKnown }: ColumnRules): Columns {
  const at = new Map<string, number>();
  names.forEach((name, index) => at.set(name, index));
  const missing = required.filter((name) => !at.has(name));
  const unknown = names.filter((name) => !isKnown(name));
  const twice = names.filter((name, index) => at.get(name) !== index);
  const quote = (list: readonly string[]): string => list.slice(0, QUOTED_MAX).map((name) => name.replace(/[^\x20-\x7e]/g, '?').slice(0, 60)).join(', ');
  if (unknown.length > 0) throw refusal('RECONCILE_COLUMNS', line, { reason: 'unknown', columns: quote(unknown) });
  if (twice.length > 0) throw refusal('RECONCILE_COLUMNS', line, { reason: 'twice', columns: quote(twice) });
  if (missing.length > 0) throw refusal('RECONCILE_COLUMNS', line, { reason: 'missing', columns: quote(missing) });
  return {
    names, count: names.length,
    has: (name) => at.has(name),
    of: (fields, name) => {
      const index = at.get(name);
      return index === undefined ? '' : (fields[index] ?? '');
    },
  };
}
