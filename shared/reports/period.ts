/** A calendar day of the register as the integer yyyymmdd. */
export type Day = number;

/** Whole business days, both ends included. */
export interface Period {
  readonly fromDay: Day;
  readonly toDay: Day;
}

/** Three years and a little: what one report may be asked for. */
export const PERIOD_DAYS_MAX = 1_100;

export const PRESETS = ['today', 'yesterday', 'thisWeek', 'lastWeek', 'thisMonth', 'lastMonth'] as const;
export type Preset = (typeof PRESETS)[number];

const DAY_MS = 86_400_000;
/** UTC is only a way to count days here: it has no summer time. */
const msOf = (day: Day): number => Date.UTC(Math.trunc(day / 10_000), (Math.trunc(day / 100) % 100) - 1, day % 100);
function dayOf(ms: number): Day {
  const date = new Date(ms);
  return date.getUTCFullYear() * 10_000 + (date.getUTCMonth() + 1) * 100 + date.getUTCDate();
}

/** True for a day that is in the calendar, from 2000 to 2999. */
export const isDay = (day: number): boolean => Number.isInteger(day) && day >= 20_000_101 && day <= 29_991_231 && dayOf(msOf(day)) === day;

export const addDays = (day: Day, days: number): Day => dayOf(msOf(day) + days * DAY_MS);
/** Days in a period. */
export const daysIn = ({ fromDay, toDay }: Period): number => Math.round((msOf(toDay) - msOf(fromDay)) / DAY_MS) + 1;
/** 1 Monday to 7 Sunday. */
export const weekdayOf = (day: Day): number => ((new Date(msOf(day)).getUTCDay() + 6) % 7) + 1;
/** The Monday of a day's week. */
export const weekOf = (day: Day): Day => addDays(day, 1 - weekdayOf(day));
/** The first of a day's month. */
export const monthOf = (day: Day): Day => day - (day % 100) + 1;
const nextMonth = (day: Day): Day => monthOf(addDays(monthOf(day), 31));

/** The same day number a month earlier, or that month's last day when it has no such day. */
function monthBefore(day: Day): Day {
  const last = addDays(monthOf(day), -1);
  return Math.min(monthOf(last) + (day % 100) - 1, last);
}

/** What a preset means on a day. Weeks begin on Monday; the week and month in course end today. */
export function presetPeriod(preset: Preset, today: Day): Period {
  switch (preset) {
    case 'today':
      return { fromDay: today, toDay: today };
    case 'yesterday': {
      const day = addDays(today, -1);
      return { fromDay: day, toDay: day };
    }
    case 'thisWeek':
      return { fromDay: weekOf(today), toDay: today };
    case 'lastWeek':
      return { fromDay: addDays(weekOf(today), -7), toDay: addDays(weekOf(today), -1) };
    case 'thisMonth':
      return { fromDay: monthOf(today), toDay: today };
    case 'lastMonth': {
      const last = addDays(monthOf(today), -1);
      return { fromDay: monthOf(last), toDay: last };
    }
  }
}

const isMonth = ({ fromDay, toDay }: Period): boolean => fromDay === monthOf(fromDay) && addDays(toDay, 1) === nextMonth(fromDay);

/**
 * The period a report is compared with. A month is held against the whole month before, the beginning of a month against the same days of the month before, the
 * beginning of a week against the same days of the week before, and anything else against as many days right before it.
 */
export function periodBefore(period: Period): Period {
  const { fromDay, toDay } = period;
  if (isMonth(period)) return { fromDay: monthOf(addDays(fromDay, -1)), toDay: addDays(fromDay, -1) };
  const days = daysIn(period);
  if (days > 7 && fromDay === monthOf(fromDay) && toDay < nextMonth(fromDay)) return { fromDay: monthBefore(fromDay), toDay: monthBefore(toDay) };
  if (days > 1 && days < 7 && fromDay === weekOf(toDay)) return { fromDay: addDays(fromDay, -7), toDay: addDays(toDay, -7) };
  return { fromDay: addDays(fromDay, -days), toDay: addDays(fromDay, -1) };
}

/** A month, a week or a single day next to this one; anything else moves by its own length. */
export function stepPeriod(period: Period, by: 1 | -1): Period {
  const { fromDay, toDay } = period;
  if (isMonth(period)) {
    const first = by === 1 ? nextMonth(fromDay) : monthOf(addDays(fromDay, -1));
    return { fromDay: first, toDay: addDays(nextMonth(first), -1) };
  }
  const days = daysIn(period) * by;
  return { fromDay: addDays(fromDay, days), toDay: addDays(toDay, days) };
}

/** How days are put together in a table. */
export const SPANS = ['day', 'week', 'month'] as const;
export type Span = (typeof SPANS)[number];

/** The first day of the span a day belongs to. */
export function spanOf(day: Day, span: Span): Day {
  switch (span) {
    case 'day':
      return day;
    case 'week':
      return weekOf(day);
    case 'month':
      return monthOf(day);
  }
}

/** What a long period is best read in: a table of a few dozen rows. */
export function spanFor(period: Period): Span {
  const days = daysIn(period);
  return days <= 45 ? 'day' : days <= 200 ? 'week' : 'month';
}

/** All spans of a period in order, those without business too: a gap in a picture says something. */
export function spansIn({ fromDay, toDay }: Period, span: Span): readonly Day[] {
  const spans: Day[] = [];
  for (let day = fromDay; day <= toDay; day = addDays(day, 1)) {
    const first = spanOf(day, span);
    if (spans.at(-1) !== first) spans.push(first);
  }
  return spans;
}

/** "2026-11-21": as files, command lines and date fields have it. */
export const isoDay = (day: Day): string => `${String(day).slice(0, 4)}-${String(day).slice(4, 6)}-${String(day).slice(6)}`;

/** Reads "2026-11-21" or "20261121"; null for anything else. */
export function readDay(text: string): Day | null {
  const match = /^(\d{4})-?(\d{2})-?(\d{2})$/.exec(text.trim());
  const day = match === null ? 0 : Number(`${match[1] ?? ''}${match[2] ?? ''}${match[3] ?? ''}`);
  return isDay(day) ? day : null;
}
