import * as z from 'zod';

/** The file beside the pictures that says when each is shown. Pictures it does not name are shown always. */
export const SCHEDULE_FILE = 'slides.json';

const DAY = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;
const HOUR = /^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/;
const day = z.string().regex(DAY);
const hour = z.string().regex(HOUR);
const seconds = z.int().min(3).max(600);

/** When one picture is shown. Days and hours are the register's own; `to` is included, the end of the hours is not, and hours may run over midnight. */
export const slideTimes = z.strictObject({
  file: z.string().min(1).max(255),
  from: day.optional(),
  to: day.optional(),
  /** 1 Monday to 7 Sunday. */
  weekdays: z.array(z.int().min(1).max(7)).min(1).max(7).optional(),
  hours: z.tuple([hour, hour]).optional(),
  seconds: seconds.optional(),
  /** Not shown, for as long as somebody likes. */
  off: z.literal(true).optional(),
});
export type SlideTimes = z.infer<typeof slideTimes>;
export const SCHEDULED_MAX = 200;
/** `order` listed: as they stand here, pictures it does not name after them; else by name. */
export const slideSchedule = z.strictObject({ seconds: seconds.optional(), order: z.enum(['name', 'listed']).optional(), slides: z.array(slideTimes).max(SCHEDULED_MAX).default([]) });
export type SlideSchedule = z.infer<typeof slideSchedule>;

/** Settings of the customer's screen. `folder` '': the data folder's `slides/`. */
export const screenSettings = z.object({ slides: z.boolean(), folder: z.string().trim().max(1_000), seconds });
export type ScreenSettings = z.infer<typeof screenSettings>;
export const DEFAULT_SCREEN: ScreenSettings = { slides: true, folder: '', seconds: 8 };

const minuteOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
const numberOfDay = (text: string): number => Number(text.replaceAll('-', ''));

/** A moment in the register's local time. */
export interface SlideMoment {
  /** yyyymmdd */
  readonly day: number;
  /** 1 Monday to 7 Sunday. */
  readonly weekday: number;
  readonly minute: number;
}

export function slideMoment(atMs: number, offsetMin: number): SlideMoment {
  const local = new Date(atMs + offsetMin * 60_000);
  return {
    day: local.getUTCFullYear() * 10_000 + (local.getUTCMonth() + 1) * 100 + local.getUTCDate(), weekday: local.getUTCDay() === 0 ? 7 : local.getUTCDay(), minute: local.getUTCHours() * 60 + local.getUTCMinutes(),
  };
}

/** True when a picture with these times is shown at that moment. Hours that run over midnight hold at both ends of each day by themselves. */
export function isShownAt(times: Omit<SlideTimes, 'file' | 'seconds'>, moment: SlideMoment): boolean {
  const { from, to, weekdays, hours, off } = times;
  if (off === true) return false;
  if (from !== undefined && moment.day < numberOfDay(from)) return false;
  if (to !== undefined && moment.day > numberOfDay(to)) return false;
  if (weekdays !== undefined && !weekdays.includes(moment.weekday)) return false;
  if (hours === undefined) return true;
  const [begin, end] = [minuteOf(hours[0]), minuteOf(hours[1])];
  return begin <= end ? moment.minute >= begin && moment.minute < end : moment.minute >= begin || moment.minute < end;
}
