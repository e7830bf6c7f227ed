import { afterEach } from 'vitest';
import { generatePracticeKeys } from '../../../electron/training/practice-keys.ts';
import { startPracticeWorld, type PracticeWorld, type PracticeWorldOptions } from '../../../electron/training/practice-world.ts';
import { FakeClock, seededRandom } from './fake-clock.ts';

// One set of keys for a whole test file: making them is the slow part of a start.
const keys = generatePracticeKeys(seededRandom(1), true);
const running: PracticeWorld[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((world) => world.stop()));
});

/** A practice world under a clock that stands at 15:04:05 GMT+8; stopped after the test. */
export async function practiceWorld(options: Partial<PracticeWorldOptions> = {}): Promise<{ world: PracticeWorld; clock: FakeClock }> {
  const clock = new FakeClock('2026-01-02T15:04:05+08:00');
  const world = await startPracticeWorld({ clock, random: seededRandom(42), keys: await keys, ...options });
  running.push(world);
  return { world, clock };
}
