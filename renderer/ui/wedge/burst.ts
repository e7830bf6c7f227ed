import type { WedgeKey } from './keys.ts';
import type { WedgeSettings } from './settings.ts';

/** Why keys that only a machine types were thrown away: a character could not be read, the text has no scan's length, or another window had the keyboard for a part of it. */
export type WedgeRejection = 'unreadable' | 'tooShort' | 'tooLong' | 'interrupted';

/** Keys so close together that a scanner may be typing them. */
export interface Burst {
  text: string;
  /** Characters, those that could not be read included. */
  length: number;
  readonly startedAtMs: number;
  lastMs: number;
  readonly gapsMs: number[];
  /** Swallowed keys that go back if this was a person. */
  held: WedgeKey[];
  /** Long and fast enough that only a scanner can be typing. */
  certain: boolean;
  readonly prefixed: boolean;
  /** Nothing was typed for a while before it. */
  readonly rested: boolean;
  stalls: number;
  altDigits: string;
  inputMethodKeys: number;
  problem: 'unreadable' | 'tooLong' | null;
  /** Part of it may have gone to another window: the keyboard came back just before it began, or left before it ended. Such a burst is never a scan. */
  cut: 'no' | 'before' | 'within';
  /** The wait for a next key is over; a late event may still prove by its time stamp that it belongs here. */
  overdue: boolean;
  /** Held keys that went back to the page when the wait was over. */
  leaked: number;
}

/** The median is taken over this many of the latest pauses: enough to smooth, and a bound for long codes. */
export const GAPS_MAX = 63;

/** What a burst that ended at `atMs` was, with its terminator or by silence. */
export function judge(burst: Burst, terminated: boolean, atMs: number, settings: WedgeSettings): 'scan' | 'person' | WedgeRejection {
  if (burst.cut !== 'no') return isPartOfScan(burst, terminated, atMs, settings) ? 'interrupted' : 'person';
  const { digitsMin, textMin, unterminatedMin, terminator } = settings;
  if (!isFast(burst, settings)) return 'person';
  const lengthMin = /^\d+$/.test(burst.text) ? digitsMin : textMin;
  const silent = !terminated && terminator === 'enterOrTab';
  if (silent && burst.length < unterminatedMin) return 'person';
  if (burst.certain && burst.length >= lengthMin) return burst.problem ?? 'scan';
  if (terminated && isShortScan(burst, atMs, settings)) return burst.problem ?? 'scan';
  return terminated && isMachinePaced(burst, settings) ? (burst.problem ?? 'tooShort') : 'person';
}

/** A text too short to tell by its median alone: no key may be late, the terminator included, and nothing may have come just before. */
function isShortScan(burst: Burst, endedAtMs: number, settings: WedgeSettings): boolean {
  const { shortTextMin, certainLength, medianGapMs } = settings;
  if (!burst.rested || burst.stalls > 0 || burst.length < shortTextMin || /^\d*$/.test(burst.text)) return false;
  const slowestMs = Math.max(...burst.gapsMs, endedAtMs - burst.lastMs);
  return slowestMs <= medianGapMs && (burst.length >= certainLength || isMachinePaced(burst, settings));
}

/** Whether a machine typed the part of a burst that reached this window. Two keys almost at once may be a person's. */
function isPartOfScan(burst: Burst, terminated: boolean, atMs: number, settings: WedgeSettings): boolean {
  if (terminated) return median([...burst.gapsMs, Math.max(0, atMs - burst.lastMs)]) <= settings.medianGapMs;
  return burst.certain || (isMachinePaced(burst, settings) && burst.length >= (burst.cut === 'within' ? 2 : 3));
}

/** A pace no person keeps over more than a few keys. */
export function isFast(burst: Burst, { medianGapMs }: WedgeSettings): boolean {
  return burst.gapsMs.length > 0 && median(burst.gapsMs) <= medianGapMs;
}

/** A pace no person keeps at all. */
export function isMachinePaced(burst: Burst, { machineGapMs }: WedgeSettings): boolean {
  return burst.length >= 2 && median(burst.gapsMs) <= machineGapMs;
}

/** The middle value, the lower one of two; 0 of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}
