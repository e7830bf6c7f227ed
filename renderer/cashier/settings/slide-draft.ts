import type { ScreenSettingsView } from '../../../shared/contract/screen-views.ts';
import type { SlideTimes } from '../../../shared/slides/schedule.ts';

type Slide = ScreenSettingsView['slides'][number];

/** One picture as the editor has it: every field as it is typed. */
export interface SlideDraft {
  readonly file: string;
  readonly isOn: boolean;
  readonly from: string;
  readonly to: string;
  /** Empty: every day. */
  readonly weekdays: readonly number[];
  readonly begin: string;
  readonly end: string;
  readonly seconds: string;
}
export type SlideWrong = 'days' | 'hours' | 'seconds';

export const draftOf = ({ file, times }: Pick<Slide, 'file' | 'times'>): SlideDraft => ({
  file, isOn: times?.off !== true, from: times?.from ?? '', to: times?.to ?? '', weekdays: times?.weekdays ?? [], begin: times?.hours?.[0] ?? '', end: (times?.hours?.[1] ?? '').replace('24:00', '00:00'),
  seconds: times?.seconds === undefined ? '' : String(times.seconds),
});

/** What is wrong with a draft; null: nothing. Days are yyyy-mm-dd and hours hh:mm, as their fields give them, so they compare as texts. */
export function wrongWith({ from, to, begin, end, seconds }: SlideDraft): SlideWrong | null {
  if (from !== '' && to !== '' && to < from) return 'days';
  if ((begin === '') !== (end === '') || (begin !== '' && begin === end && begin !== '00:00')) return 'hours';
  if (seconds !== '' && (!/^\d{1,3}$/.test(seconds) || Number(seconds) < 3 || Number(seconds) > 600)) return 'seconds';
  return null;
}

/** A draft that nothing is wrong with, as the schedule keeps it. Fields of hours know no 24:00: hours that end at 00:00 end then. */
export function timesOf({ file, isOn, from, to, weekdays, begin, end, seconds }: SlideDraft): SlideTimes {
  const everyDay = weekdays.length === 0 || weekdays.length === 7;
  return {
    file, ...(isOn ? {} : { off: true }), ...(from === '' ? {} : { from }), ...(to === '' ? {} : { to }), ...(everyDay ? {} : { weekdays: [...weekdays].sort((a, b) => a - b) }),
    ...(begin === '' ? {} : { hours: [begin, end === '00:00' ? '24:00' : end] }), ...(seconds === '' ? {} : { seconds: Number(seconds) }),
  };
}

/** The list with the picture at `at` one place on. */
export function moved<T>(list: readonly T[], at: number, by: -1 | 1): readonly T[] {
  const [one, other] = [list[at], list[at + by]];
  if (one === undefined || other === undefined) return list;
  return list.map((entry, index) => (index === at ? other : index === at + by ? one : entry));
}
