/** A page that dies again and again is brought back at most this often; after that it waits for the oldest of these to be a minute ago. */
export const RESTARTS_PER_MINUTE = 5;
const MINUTE_MS = 60_000;

/**
 * How long to wait before bringing a page back that died now.
 * `deathsMs`: when it died before and was brought back, oldest first, on a monotonic clock.
 */
export function restartDelayMs(deathsMs: readonly number[], nowMs: number): number {
  const recent = deathsMs.filter((atMs) => nowMs - atMs < MINUTE_MS);
  const oldest = recent.at(-RESTARTS_PER_MINUTE);
  return oldest === undefined ? 0 : oldest + MINUTE_MS - nowMs;
}
