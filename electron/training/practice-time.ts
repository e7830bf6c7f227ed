/** The gateways' day and clock is GMT+8, without summer time (legacy.md 8.3). */
const GMT8_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;
/** Cancel is allowed until 00:15 of the next GMT+8 day (legacy.md 4.A.3 and 12.8; ams.md 5.6). */
const CANCEL_GRACE_MS = 15 * 60_000;

const shifted = (atMs: number): string => new Date(atMs + GMT8_MS).toISOString();

/** "20240102150407": times of the legacy gateway's business fields. */
export const compactTime = (atMs: number): string => shifted(atMs).slice(0, 19).replaceAll(/[-T:]/g, '');

/** "20240102": the date trade numbers start with. */
export const compactDate = (atMs: number): string => compactTime(atMs).slice(0, 8);

/** "2026-01-01T08:00:01+08:00": times of AMS. */
export const isoTime = (atMs: number): string => `${shifted(atMs).slice(0, 19)}+08:00`;

/** The last millisecond at which a payment created at `createdAtMs` can be cancelled. */
export const cancelWindowEndsAtMs = (createdAtMs: number): number =>
  Math.floor((createdAtMs + GMT8_MS) / DAY_MS + 1) * DAY_MS - GMT8_MS + CANCEL_GRACE_MS;

/** Reads ISO 8601 with a numeric offset or Z (ams.md 2.7); null for anything else. UTC milliseconds. */
export function readIsoTime(text: string): number | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/.test(text)) return null;
  const atMs = Date.parse(text);
  return Number.isNaN(atMs) ? null : atMs;
}

/** True for "yyyyMMddHHmmss" that names a real moment. */
export function isCompactTime(text: string): boolean {
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text);
  if (!match) return false;
  const [, year, month, day, hour, minute, second] = match;
  const atMs = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}+08:00`);
  // Date.parse rolls 31 April over to May; comparing back refuses it.
  return !Number.isNaN(atMs) && compactTime(atMs) === text;
}

/** "2024-01-02 15:04:07": request timestamps, notifications and refund queries of the legacy gateway (legacy.md 8.3). */
export const plainTime = (atMs: number): string => shifted(atMs).slice(0, 19).replace('T', ' ');

/** Reads "yyyy-MM-dd HH:mm:ss" GMT+8; null for anything else, and for a day or hour that does not exist. UTC milliseconds. */
export function readPlainTime(text: string): number | null {
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text)) return null;
  const atMs = Date.parse(`${text.replace(' ', 'T')}+08:00`);
  return !Number.isNaN(atMs) && plainTime(atMs) === text ? atMs : null;
}

/** Milliseconds since midnight GMT+8. */
export const timeOfDayMs = (atMs: number): number => (((atMs + GMT8_MS) % DAY_MS) + DAY_MS) % DAY_MS;

/** The last millisecond of the GMT+8 day. */
export const dayEndsAtMs = (atMs: number): number => atMs - timeOfDayMs(atMs) + DAY_MS - 1;

/** True when both moments are on one day of GMT+8, the gateways' calendar. */
export const sameDay = (oneMs: number, otherMs: number): boolean => compactDate(oneMs) === compactDate(otherMs);

/** Queued refunds are carried out between 23:00 and 05:00 GMT+8 (legacy.md 4.A.4). */
const REFUND_WINDOW_OPENS_MS = 23 * 3_600_000;
const REFUND_WINDOW_CLOSES_MS = 5 * 3_600_000;

/** The next opening of the nightly refund window, strictly later. */
export function nextRefundWindowMs(atMs: number): number {
  const opensMs = atMs - timeOfDayMs(atMs) + REFUND_WINDOW_OPENS_MS;
  return opensMs > atMs ? opensMs : opensMs + DAY_MS;
}

/** When a queued refund is carried out: now inside the window, else when it opens. */
export function refundQueuedUntilMs(atMs: number): number {
  const timeOfDay = timeOfDayMs(atMs);
  return timeOfDay >= REFUND_WINDOW_OPENS_MS || timeOfDay < REFUND_WINDOW_CLOSES_MS ? atMs : nextRefundWindowMs(atMs);
}
