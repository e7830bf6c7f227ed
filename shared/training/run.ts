import type { Entry } from '../journal/entries.ts';
import { beginsAgain, LESSONS, stepsBefore, type LessonId, type Mistake, type Step, type StepId, type Task } from './lessons.ts';
import { firstSeen, see, type Seen } from './seen.ts';

/** How many mistakes a run remembers: a score is nothing long before. */
const MISTAKES_MAX = 50;

/** One run of a lesson, as far as the journal has told it. `at` equal to the number of steps: it is over. */
export interface Run {
  readonly lessonId: LessonId;
  /** Steps that make the till ready; not part of the lesson. */
  readonly before: readonly Step[];
  readonly steps: readonly Step[];
  /** Counts through `before`, then `steps`. */
  readonly at: number;
  readonly seen: Seen;
  readonly mistakes: readonly { readonly mistake: Mistake; readonly step: StepId }[];
  /** The last thing done was a mistake: it stands on the screen until something is done right. */
  readonly latest: Mistake | null;
  /** The till's own preparation (a sale to bring back) is yet to be made. */
  readonly isPrepared: boolean;
  readonly isOver: boolean;
}

/** Begins a lesson at a till that stands like this. */
export function beginRun(lessonId: LessonId, { shiftOpen, openSaleId }: { readonly shiftOpen: boolean; readonly openSaleId: string | null }, kept: Pick<Run, 'mistakes' | 'latest'> = { mistakes: [], latest: null }): Run {
  const lesson = LESSONS[lessonId];
  const seen = firstSeen(shiftOpen, openSaleId);
  return { lessonId, before: stepsBefore(lesson, seen), steps: lesson.steps, at: 0, seen, isPrepared: lesson.needs.pastSale === undefined, isOver: false, ...kept };
}

export const stepOf = (run: Run): Step | null => [...run.before, ...run.steps][run.at] ?? null;
/** The till is made ready: the lesson itself is on. */
export const isOn = (run: Run): boolean => run.at >= run.before.length;

/** The lesson made something itself: known, and nobody's mistake. */
export const noteOwn = (run: Run, entries: readonly Entry[]): Run => ({ ...run, seen: entries.reduce(see, run.seen), isPrepared: true });

/** A run after one more entry of the journal. */
export function follow(run: Run, entry: Entry, task: Task): Run {
  if (run.isOver) return run;
  const seen = see(run.seen, entry);
  const step = stepOf(run);
  if (step === null) return run;
  const mistake = isOn(run) && run.isPrepared ? LESSONS[run.lessonId].wrong(entry, seen, task, step.id) : null;
  if (mistake !== null) {
    const mistakes = [...run.mistakes, { mistake, step: step.id }].slice(-MISTAKES_MAX);
    if (beginsAgain(mistake)) return beginRun(run.lessonId, { shiftOpen: seen.shiftOpen, openSaleId: seen.sale?.saleId ?? null }, { mistakes, latest: mistake });
    const noted = { ...run, seen, mistakes, latest: mistake };
    return seen.attempt === null && run.seen.attempt !== null ? afterPayment(noted) : noted;
  }
  return advance(seen.attempt === null && run.seen.attempt !== null ? afterPayment({ ...run, seen }) : { ...run, seen }, task);
}

/** A payment came to nothing: the customer is still there, and is asked again. */
function afterPayment(run: Run): Run {
  const from = run.steps.findIndex(({ id }) => id === LESSONS[run.lessonId].paysFrom);
  return from < 0 || run.seen.sold.length > 0 ? run : { ...run, at: Math.min(run.at, run.before.length + from) };
}

function advance(run: Run, task: Task): Run {
  let { at } = run;
  const all = [...run.before, ...run.steps];
  // What made the till ready is not part of the lesson, which begins with nothing done and, where it needs one, with a sale of its own.
  const end = run.at < run.before.length || !run.isPrepared ? run.before.length : all.length;
  while (at < end && all[at]?.isMet(run.seen, task) === true) at += 1;
  if (at === run.at) return run;
  const seen = run.at < run.before.length && at === run.before.length ? firstSeen(run.seen.shiftOpen, run.seen.sale?.saleId ?? null) : run.seen;
  return { ...run, seen, at, latest: null, isOver: at === all.length };
}
