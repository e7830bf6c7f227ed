import fc from 'fast-check';
import { expect, test } from 'vitest';
import { labelStep, placeOf, scaleOf } from '../../../../shared/reports/chart.ts';
import { averageOf, changePermille, netOf, NO_FIGURES } from '../../../../shared/reports/figures.ts';

test('a scale holds all values and zero, on whole minor units, in a few steps', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: -1_000_000, max: 90_000_000 }), { maxLength: 40 }), fc.constantFrom(1, 100), (values, unit) => {
    const scale = scaleOf(values, 4, unit);
    expect(scale.low).toBeLessThanOrEqual(Math.min(0, ...values));
    expect(scale.high).toBeGreaterThanOrEqual(Math.max(0, ...values));
    expect(scale.ticks).toContain(0);
    expect(scale.ticks.every((tick) => Number.isInteger(tick) && tick % unit === 0)).toBe(true);
    expect(scale.ticks.length).toBeGreaterThan(1);
    expect(scale.ticks.length).toBeLessThanOrEqual(8);
    for (const value of values) expect(placeOf(value, scale)).toBeGreaterThanOrEqual(0);
  }));
});

test('steps are round', () => {
  expect(scaleOf([93_400], 4, 100).ticks).toEqual([0, 25_000, 50_000, 75_000, 100_000]);
  expect(scaleOf([3], 4).ticks).toEqual([0, 1, 2, 3]);
  expect(scaleOf([-2_000, 6_100], 4, 100).ticks).toEqual([-2_500, 0, 2_500, 5_000, 7_500]);
});

test('labels are thinned out to what fits', () => {
  expect(labelStep(24, 800, 30)).toBe(1);
  expect(labelStep(31, 400, 40)).toBe(4);
});

test('net, average and change', () => {
  expect(netOf({ salesMinor: 500, returnsMinor: 120 })).toBe(380);
  expect(averageOf({ ...NO_FIGURES, salesMinor: 1_001, receipts: 2 })).toBe(501);
  expect(averageOf(NO_FIGURES)).toBeNull();
  expect(changePermille(1_100, 1_000)).toBe(100);
  expect(changePermille(5, 0)).toBeNull();
});
