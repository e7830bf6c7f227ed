import { LESSONS, type LessonId } from './lessons.ts';

/** What a finished run came to. */
export interface Effort {
  readonly elapsedMs: number;
  readonly mistakes: number;
  readonly keys: number;
  readonly hints: number;
}

export const GRADES = ['excellent', 'good', 'again'] as const;
export type Grade = (typeof GRADES)[number];

const FULL = 100;
const PER_MISTAKE = 15;
const PER_HINT = 5;
/** Being slow, or taking the long way, costs little: it is no mistake. */
const SLOW_MAX = 15;
const SECONDS_PER_POINT = 10;
const KEYS_MAX = 15;
const KEYS_PER_POINT = 2;

const above = (value: number, par: number, perPoint: number, max: number): number => Math.min(max, Math.max(0, Math.ceil((value - par) / perPoint)));

/** 0 to 100. */
export function scoreOf(lessonId: LessonId, { elapsedMs, mistakes, keys, hints }: Effort): number {
  const { par } = LESSONS[lessonId];
  const lost = mistakes * PER_MISTAKE + hints * PER_HINT + above(elapsedMs / 1_000, par.seconds, SECONDS_PER_POINT, SLOW_MAX) + above(keys, par.keys, KEYS_PER_POINT, KEYS_MAX);
  return Math.max(0, FULL - lost);
}

export const gradeOf = (score: number): Grade => (score >= 85 ? 'excellent' : score >= 60 ? 'good' : 'again');
