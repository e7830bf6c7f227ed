const MINUTE_MS = 60_000;

/**
 * The register's calendar day at an instant, as the integer yyyymmdd. It is computed once, when an entry is written, and stored:
 * a later change of time zone does not move old sales to another day.
 * `atMs` UTC milliseconds; `offsetMinutes` minutes east of UTC at that instant.
 */
export function computeBusinessDay(atMs: number, offsetMinutes: number): number {
  const local = new Date(atMs + offsetMinutes * MINUTE_MS);
  return local.getUTCFullYear() * 10_000 + (local.getUTCMonth() + 1) * 100 + local.getUTCDate();
}
