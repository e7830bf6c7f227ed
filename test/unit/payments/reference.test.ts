import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cancelWindowEndsMs } from '../../../shared/payment/cancel-window.ts';
import { makeReference, REFERENCE_LENGTH_MAX } from '../../../electron/payments/reference.ts';
import { MONDAY_MORNING_MS, SeededRandom } from '../../simulation/virtual-clock.ts';

const place = { register: 'till-01', saleNo: 127, atMs: MONDAY_MORNING_MS, offsetMinutes: 480 };

test('register, local day, sale number, randomness', () => {
  expect(makeReference(place, new SeededRandom(1), () => false)).toMatch(/^TILL0120260105000127[2-9A-HJ-NP-Z]{8}$/);
  // 23:30 in Hong Kong is still that day, though UTC is another.
  expect(makeReference({ ...place, atMs: Date.UTC(2026, 0, 5, 16, 30) }, new SeededRandom(1), () => false)).toContain('20260106');
});

test('always letters and digits and never too long', () => {
  fc.assert(fc.property(fc.string(), fc.nat(), fc.integer(), (register, saleNo, seed) => {
    const reference = makeReference({ ...place, register, saleNo }, new SeededRandom(seed), () => false);
    expect(reference).toMatch(/^[0-9A-Z]+$/);
    expect(reference.length).toBeLessThanOrEqual(REFERENCE_LENGTH_MAX);
  }));
});

test('a taken reference is not used again', () => {
  const first = makeReference(place, new SeededRandom(1), () => false);
  const second = makeReference(place, new SeededRandom(1), (reference) => reference === first);
  expect(second).not.toBe(first);
  expect(() => makeReference(place, new SeededRandom(1), () => true)).toThrow();
});

test('the cancel window ends at 00:15 GMT+8 of the next day, wherever the shop is', () => {
  const end = Date.UTC(2026, 0, 5, 16, 15);
  expect(cancelWindowEndsMs(MONDAY_MORNING_MS)).toBe(end);
  expect(cancelWindowEndsMs(Date.UTC(2026, 0, 4, 16, 0))).toBe(end);
  expect(cancelWindowEndsMs(Date.UTC(2026, 0, 5, 15, 59, 59))).toBe(end);
  expect(cancelWindowEndsMs(Date.UTC(2026, 0, 5, 16, 0))).toBe(end + 86_400_000);
});
