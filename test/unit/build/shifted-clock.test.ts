import { expect, test } from 'vitest';
import { shiftedClock } from '../../../build/gateways/shifted-clock.ts';
import { FakeClock, until } from '../../integration/training/fake-clock.ts';

const START = '2026-01-02T15:04:05+08:00';

test('put forward, both clocks jump and sleepers whose moment has come wake up', async () => {
  const real = new FakeClock(START);
  const clock = shiftedClock(real);
  const woken: string[] = [];
  const sleep = async (name: string, ms: number): Promise<void> => {
    await clock.sleep(ms);
    woken.push(name);
  };
  const sleepers = [sleep('short', 1_000), sleep('long', 60_000)];
  clock.advance(30_000);
  await until(() => woken.length === 1, 'the short sleep');
  expect([woken, clock.aheadMs(), clock.nowMs() - real.nowMs(), clock.monotonicMs()]).toEqual([['short'], 30_000, 30_000, 30_000]);
  // The rest of the long one passes as ever.
  await until(() => real.sleeping === 1, 'the long sleep');
  real.advance(30_000);
  await Promise.all(sleepers);
  expect(woken).toEqual(['short', 'long']);
});

test('a sleep that is called off ends with its reason, before and after the clock was put forward', async () => {
  const clock = shiftedClock(new FakeClock(START));
  const stop = new AbortController();
  const asleep = clock.sleep(60_000, stop.signal);
  clock.advance(1_000);
  stop.abort(new Error('stopped'));
  await expect(asleep).rejects.toThrow('stopped');
});
