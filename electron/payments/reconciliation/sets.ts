import { DAY_MS, fileDayOf, fileDayStartMs, FILE_KIND_FACTS, type FileFacts } from '../../../shared/reconciliation/files.ts';

/** A file that was read to its end. */
export interface ReadFile {
  /** Base name; kind and content never depend on it, only what a file that is empty or split cannot say itself. */
  readonly name: string;
  readonly facts: FileFacts;
}

export interface FileSet<F extends ReadFile> {
  readonly files: readonly F[];
  readonly days: { readonly first: number; readonly last: number } | null;
  /** Names count parts from 000 that are not here. */
  readonly partMissing: boolean;
}

/**
 * Puts files that must be looked at together into one set: the parts of a day, neighbouring days (a payment before midnight may be cancelled after it), a
 * settlement with its summary. Files of different merchants or kinds never share one.
 */
export function groupFiles<F extends ReadFile>(files: readonly F[]): readonly FileSet<F>[] {
  const groups = new Map<string, F[]>();
  for (const file of files) {
    const key = keyOf(file.facts);
    groups.set(key, [...(groups.get(key) ?? []), file]);
  }
  return [...groups.values()].flatMap((group) => byNeighbouringDays(group)).map((group) => ({ files: group, days: daysOfAll(group), partMissing: isPartMissing(group.map((file) => file.name)) }));
}

function keyOf({ kind, merchant, batches }: FileFacts): string {
  // A summary belongs to its items; items of two batches stay two settlements.
  return FILE_KIND_FACTS[kind].form === 'transactions' ? `${kind} ${merchant}` : `${FILE_KIND_FACTS[kind].gateway} settlement ${merchant} ${batches.join()}`;
}

function byNeighbouringDays<F extends ReadFile>(files: readonly F[]): readonly F[][] {
  const first = files[0];
  if (first === undefined || FILE_KIND_FACTS[first.facts.kind].form !== 'transactions') return [[...files]];
  const dated = files.map((file) => ({ file, days: daysOf(file) })).sort((a, b) => (a.days?.first ?? 0) - (b.days?.first ?? 0));
  const runs: { files: F[]; last: number | null }[] = [];
  for (const { file, days } of dated) {
    const run = runs.at(-1);
    const follows = run !== undefined && (days === null ? run.last === null : run.last !== null && days.first <= dayAfter(run.last));
    if (!follows) runs.push({ files: [file], last: days?.last ?? null });
    else {
      run.files.push(file);
      run.last = days === null ? run.last : Math.max(run.last ?? 0, days.last);
    }
  }
  return runs.map((run) => run.files);
}

const dayAfter = (day: number): number => fileDayOf(fileDayStartMs(day) + DAY_MS);

/** The days a file covers: as it says itself, by its records, or, when it has none, by its name. */
function daysOf({ name, facts }: ReadFile): FileSet<ReadFile>['days'] {
  if (facts.day !== null) return { first: facts.day, last: facts.day };
  if (facts.firstAtMs !== null && facts.lastAtMs !== null) return { first: fileDayOf(facts.firstAtMs), last: fileDayOf(facts.lastAtMs) };
  // ams.md 9.2 and 9.7: the day of an empty file stands in its name only.
  const named = /(?:transactionItems|fptrade)_(20\d{6})(?!\d)/i.exec(name)?.[1];
  return named === undefined || fileDayOf(fileDayStartMs(Number(named))) !== Number(named) ? null : { first: Number(named), last: Number(named) };
}

function daysOfAll(files: readonly ReadFile[]): FileSet<ReadFile>['days'] {
  const all = files.map(daysOf).filter((days) => days !== null);
  return all.length === 0 ? null : { first: Math.min(...all.map((days) => days.first)), last: Math.max(...all.map((days) => days.last)) };
}

/** ams.md 9.2: a split file is numbered from 000 to 999. That the last part is missing cannot be seen. */
function isPartMissing(names: readonly string[]): boolean {
  const parts = new Map<string, number[]>();
  for (const name of names) {
    const [, stem, part] = /^(.*)_(\d{3})\.[^.]*$/.exec(name) ?? [];
    if (stem !== undefined && part !== undefined) parts.set(stem, [...(parts.get(stem) ?? []), Number(part)]);
  }
  return [...parts.values()].some((numbers) => new Set(numbers).size !== Math.max(...numbers) + 1);
}
