import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Clock, Random } from '../shared/world.ts';

export const realClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  offsetMinutes: (atMs) => -new Date(atMs).getTimezoneOffset(),
  sleep: async (ms, signal) => {
    await delay(ms, undefined, signal ? { signal } : {});
  },
};

export const realRandom: Random = {
  uuid: () => randomUUID(),
  below: (bound) => randomInt(bound),
};
