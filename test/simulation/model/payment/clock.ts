import type { Attempt, World } from './world.ts';

const DAY_MS = 86_400_000;
/** A minute before Alipay's midnight (GMT+8). */
export const EVENING_MS = Date.UTC(2026, 0, 5, 15, 59);
/** From then until a minute after the cancel window has ended. */
export const NIGHT_MS = 17 * 60_000;
/** How far somebody sets the till's clock, forward or back. */
export const JUMP_MS = DAY_MS;

const at = (skewDays: number, night: boolean): number => EVENING_MS + skewDays * JUMP_MS + (night ? NIGHT_MS : 0);

/** What the till's clock says, to the minute. */
export const nowMs = (world: World): number => at(world.skewDays, world.night);
/** What it said when the attempt was written. */
export const createdAtMs = (attempt: Attempt): number => at(attempt.skewDays, attempt.afterNight);

/** Ticks left of an attempt's life as the till's clock has it (run.ts fromNow): right, or nothing, or all of it. */
export function leftByClock(world: World, attempt: Attempt, lifeTicks: number): number {
  const passedMs = nowMs(world) - createdAtMs(attempt);
  if (passedMs !== 0) return passedMs > 0 ? 0 : lifeTicks;
  return Math.min(Math.max(attempt.leftTicks, 0), lifeTicks);
}
