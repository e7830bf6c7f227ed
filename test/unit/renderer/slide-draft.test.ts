import fc from 'fast-check';
import { expect, test } from 'vitest';
import { draftOf, moved, timesOf, wrongWith, type SlideDraft } from '../../../renderer/cashier/settings/slide-draft.ts';
import { slideTimes, type SlideTimes } from '../../../shared/slides/schedule.ts';

const EMPTY: SlideDraft = { file: 'a.png', isOn: true, from: '', to: '', weekdays: [], begin: '', end: '', seconds: '' };

const anyDay = fc.tuple(fc.integer({ min: 2020, max: 2035 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 })).map(([year, month, day]) => `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`);
const anyHour = fc.integer({ min: 0, max: 1439 }).map((minute) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`);
const anyTimes: fc.Arbitrary<SlideTimes> = fc.record({
  file: fc.constant('a.png'), from: anyDay, to: anyDay, weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 6 }).map((days) => days.sort()), hours: fc.tuple(anyHour, anyHour.map((hour) => hour.replace('00:00', '24:00'))),
  seconds: fc.integer({ min: 3, max: 600 }), off: fc.constant(true as const),
}, { requiredKeys: ['file'] });

test('what the schedule says comes back from the editor as it was', () => {
  fc.assert(fc.property(anyTimes, (times) => {
    const draft = draftOf({ file: 'a.png', times });
    if (wrongWith(draft) === null) expect(timesOf(draft)).toEqual(times);
  }));
  expect(timesOf(EMPTY)).toEqual({ file: 'a.png' });
});

test('nothing that is wrong gets through, and what gets through the schedule takes', () => {
  const anyDraft = fc.record({ file: fc.constant('a.png'), isOn: fc.boolean(), from: fc.oneof(fc.constant(''), anyDay), to: fc.oneof(fc.constant(''), anyDay), weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 })), begin: fc.oneof(fc.constant(''), anyHour), end: fc.oneof(fc.constant(''), anyHour), seconds: fc.constantFrom('', '2', '3', '600', '601', 'x', '1.5') });
  fc.assert(fc.property(anyDraft, (draft) => wrongWith(draft) !== null || slideTimes.safeParse(timesOf(draft)).success));
  expect(wrongWith({ ...EMPTY, from: '2026-11-02', to: '2026-11-01' })).toBe('days');
  expect(wrongWith({ ...EMPTY, begin: '08:00' })).toBe('hours');
  expect(wrongWith({ ...EMPTY, seconds: '2' })).toBe('seconds');
});

test('all seven days are every day; until midnight is until 24:00', () => {
  expect(timesOf({ ...EMPTY, weekdays: [7, 6, 5, 4, 3, 2, 1], begin: '18:00', end: '00:00' })).toEqual({ file: 'a.png', hours: ['18:00', '24:00'] });
});

test('hours over a whole day can be kept', () => {
  const times: SlideTimes = { file: 'a.png', hours: ['00:00', '24:00'] };
  expect(wrongWith(draftOf({ file: 'a.png', times }))).toBeNull();
  expect(timesOf(draftOf({ file: 'a.png', times }))).toEqual(times);
});

test('one moves a place on, and stops at the ends', () => {
  expect(moved(['a', 'b', 'c'], 1, -1)).toEqual(['b', 'a', 'c']);
  expect(moved(['a', 'b', 'c'], 1, 1)).toEqual(['a', 'c', 'b']);
  expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
  expect(moved(['a', 'b'], 1, 1)).toEqual(['a', 'b']);
});
