import { expect, test } from 'vitest';
import { createAlarm, type Alarm } from '../../../electron/training/alarm.ts';
import { VirtualClock } from '../../simulation/virtual-clock.ts';

interface Scene {
  readonly clock: VirtualClock;
  readonly alarm: Alarm;
  readonly rings: number[];
  readonly failures: unknown[];
  due: number[];
}

function scene(ring: (scene: Scene) => void = (self) => { self.due = self.due.slice(1); }): Scene {
  const clock = new VirtualClock();
  const start = clock.nowMs();
  const self: Scene = {
    clock, rings: [], failures: [], due: [],
    alarm: createAlarm({
      clock,
      dueMs: () => (self.due[0] === undefined ? null : start + self.due[0]),
      ring: () => {
        self.rings.push(clock.nowMs() - start);
        ring(self);
      },
      onFailure: (failure) => self.failures.push(failure),
    }),
  };
  return self;
}

test('rings when due, one after the other, with one sleeper, and none when nothing is due', async () => {
  const self = scene();
  self.alarm.touch();
  expect(self.clock.sleeping).toBe(0);
  self.due = [1_000, 5_000, 400_000_000];
  self.alarm.touch();
  self.alarm.touch();
  await self.clock.advance(400_000_000);
  expect(self.rings).toEqual([1_000, 5_000, 400_000_000]);
  expect(self.clock.sleeping).toBe(0);
});

test('an earlier moment is noticed when touched, a withdrawn one lets nobody sleep', async () => {
  const self = scene();
  self.due = [60_000];
  self.alarm.touch();
  self.due = [1_000, 60_000];
  self.alarm.touch();
  await self.clock.advance(1_000);
  expect(self.rings).toEqual([1_000]);
  self.due = [];
  self.alarm.touch();
  await self.clock.settle();
  expect(self.clock.sleeping).toBe(0);
});

test('a clock set back makes it wait for the moment itself', async () => {
  const self = scene();
  self.due = [10_000];
  self.alarm.touch();
  self.clock.step(-5_000);
  await self.clock.advance(10_000);
  expect(self.rings).toEqual([]);
  await self.clock.advance(5_000);
  expect(self.rings).toEqual([10_000]);
});

test('what fails is reported and tried again after a second, not at once', async () => {
  const self = scene((one) => {
    if (one.rings.length < 3) throw new Error('disk full');
    one.due = [];
  });
  self.due = [1_000];
  self.alarm.touch();
  await self.clock.advance(10_000);
  expect(self.rings).toEqual([1_000, 2_000, 3_000]);
  expect(self.failures).toHaveLength(2);
});

test('stopped, it rings no more', async () => {
  const self = scene();
  self.due = [1_000];
  self.alarm.touch();
  self.alarm.stop();
  self.alarm.touch();
  await self.clock.advance(10_000);
  expect([self.rings, self.clock.sleeping]).toEqual([[], 0]);
});
