import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, daysIn, isDay, isoDay, monthOf, periodBefore, presetPeriod, PRESETS, readDay, spanFor, spansIn, stepPeriod, weekdayOf, weekOf, type Period } from '../../../../shared/reports/period.ts';

const period = (fromDay: number, toDay: number): Period => ({ fromDay, toDay });
const anyDay = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays(20_200_101, days));

test('presets of a Saturday', () => {
  const today = 20_261_121;
  expect(weekdayOf(today)).toBe(6);
  expect(Object.fromEntries(PRESETS.map((preset) => [preset, presetPeriod(preset, today)]))).toEqual({
    today: period(20_261_121, 20_261_121), yesterday: period(20_261_120, 20_261_120), thisWeek: period(20_261_116, 20_261_121), lastWeek: period(20_261_109, 20_261_115),
    thisMonth: period(20_261_101, 20_261_121), lastMonth: period(20_261_001, 20_261_031),
  });
});

test.each([
  ['a day', period(20_260_301, 20_260_301), period(20_260_228, 20_260_228)],
  ['a whole week', period(20_261_109, 20_261_115), period(20_261_102, 20_261_108)],
  ['the beginning of a week', period(20_261_116, 20_261_118), period(20_261_109, 20_261_111)],
  ['a whole month', period(20_260_301, 20_260_331), period(20_260_201, 20_260_228)],
  ['the beginning of a month', period(20_260_301, 20_260_330), period(20_260_201, 20_260_228)],
  ['the beginning of another month', period(20_261_101, 20_261_121), period(20_261_001, 20_261_021)],
  ['any days', period(20_260_105, 20_260_204), period(20_251_205, 20_260_104)],
  ['a year', period(20_250_101, 20_251_231), period(20_240_102, 20_241_231)],
])('%s is compared with what came before', (_, now, before) => {
  expect(periodBefore(now)).toEqual(before);
});

test('what comes before is over when the period begins, and not longer', () => {
  fc.assert(fc.property(anyDay, fc.integer({ min: 0, max: 400 }), (fromDay, more) => {
    const now = period(fromDay, addDays(fromDay, more));
    const before = periodBefore(now);
    expect(isDay(before.fromDay) && isDay(before.toDay) && before.fromDay <= before.toDay && before.toDay < now.fromDay).toBe(true);
    if (now.fromDay !== monthOf(now.fromDay)) expect(daysIn(before)).toBe(daysIn(now));
  }));
});

test('days, weeks and months: there and back', () => {
  fc.assert(fc.property(anyDay, fc.integer({ min: 0, max: 120 }), (fromDay, more) => {
    const now = period(fromDay, addDays(fromDay, more));
    expect(daysIn(now)).toBe(more + 1);
    expect(stepPeriod(stepPeriod(now, 1), -1)).toEqual(now);
    expect(weekdayOf(weekOf(fromDay))).toBe(1);
    expect(readDay(isoDay(fromDay))).toBe(fromDay);
    expect(readDay(String(fromDay))).toBe(fromDay);
    expect(spansIn(now, 'day')).toHaveLength(more + 1);
    expect(spansIn(now, spanFor(now)).length).toBeLessThan(50);
  }));
});

test('a month steps to a month, whatever its length', () => {
  expect(stepPeriod(period(20_260_131, 20_260_131), 1)).toEqual(period(20_260_201, 20_260_201));
  expect(stepPeriod(period(20_260_101, 20_260_131), 1)).toEqual(period(20_260_201, 20_260_228));
  expect(stepPeriod(period(20_260_301, 20_260_331), -1)).toEqual(period(20_260_201, 20_260_228));
});

test.each(['', '2026-13-01', '2026-02-30', '20260230', '2026-2-3', '1999-12-31', '20261121x'])('%j is no day', (text) => {
  expect(readDay(text)).toBeNull();
});
