import { describe, expect, test } from 'vitest';
import { isShownAt, slideMoment, slideSchedule } from '../../../shared/slides/schedule.ts';

// 2026-11-21 is a Saturday.
const at = (day: number, weekday: number, minute: number) => ({ day, weekday, minute });

describe('a picture is shown', () => {
  test('always, without times', () => {
    expect(isShownAt({}, at(20261121, 6, 0))).toBe(true);
  });
  test('not at all once it is off', () => {
    expect(isShownAt({ off: true, from: '2026-11-01' }, at(20261121, 6, 0))).toBe(false);
  });
  test('from its first day to its last', () => {
    const times = { from: '2026-11-01', to: '2026-11-21' };
    expect([20261031, 20261101, 20261121, 20261122].map((day) => isShownAt(times, at(day, 6, 600)))).toEqual([false, true, true, false]);
  });
  test('on its weekdays', () => {
    expect([5, 6, 7].map((weekday) => isShownAt({ weekdays: [6, 7] }, at(20261121, weekday, 600)))).toEqual([false, true, true]);
  });
  test('in its hours, also over midnight; the end is not included', () => {
    expect([479, 480, 659, 660].map((minute) => isShownAt({ hours: ['08:00', '11:00'] }, at(20261121, 6, minute)))).toEqual([false, true, true, false]);
    expect([1319, 1320, 0, 119, 120].map((minute) => isShownAt({ hours: ['22:00', '02:00'] }, at(20261121, 6, minute)))).toEqual([false, true, true, true, false]);
    expect(isShownAt({ hours: ['18:00', '24:00'] }, at(20261121, 6, 1439))).toBe(true);
  });
});

test('the moment is the register’s own, over days, months and Sundays', () => {
  expect(slideMoment(Date.UTC(2026, 10, 21, 1, 2), 480)).toEqual(at(20261121, 6, 542));
  expect(slideMoment(Date.UTC(2026, 10, 30, 20, 0), 480)).toEqual(at(20261201, 2, 240));
  expect(slideMoment(Date.UTC(2026, 10, 22, 2, 0), -180)).toEqual(at(20261121, 6, 1380));
  expect(slideMoment(Date.UTC(2026, 10, 22, 2, 0), 0).weekday).toBe(7);
});

test('a schedule says what it can, and nothing else', () => {
  expect(slideSchedule.parse({})).toEqual({ slides: [] });
  expect(slideSchedule.safeParse({ slides: [{ file: 'a.png', from: '2026-11-01', weekdays: [1], hours: ['08:00', '24:00'], seconds: 5 }] }).success).toBe(true);
  for (const wrong of [{ file: 'a.png', from: '1.11.2026' }, { file: 'a.png', weekdays: [0] }, { file: 'a.png', hours: ['8:00', '11:00'] }, { file: 'a.png', seconds: 1 }, { file: 'a.png', at: 'noon' }]) {
    expect(slideSchedule.safeParse({ slides: [wrong] }).success).toBe(false);
  }
});
