/** legacy.md 8.3: every time of this gateway is in GMT+8, whatever the computer's zone. */
const GMT8_OFFSET_MS = 8 * 3_600_000;

const gmt8Iso = (atMs: number): string => new Date(atMs + GMT8_OFFSET_MS).toISOString();

/** yyyyMMddHHmmss in GMT+8 (legacy.md 8.3 trans_create_time, alipay_pay_time). */
export const gmt8Compact = (atMs: number): string => gmt8Iso(atMs).replace(/\D/g, '').slice(0, 14);

/** yyyy-MM-dd HH:mm:ss in GMT+8 (legacy.md 8.3 timestamp, notification times). */
export const gmt8Text = (atMs: number): string => gmt8Iso(atMs).slice(0, 19).replace('T', ' ');

/** Reads either form into UTC milliseconds; null when it is no such time. */
export function fromGmt8(text: string): number | null {
  const match = /^(\d{4})(-?)(\d\d)\2(\d\d)( ?)(\d\d)(:?)(\d\d)\7(\d\d)$/.exec(text);
  if (!match) return null;
  const [year, month, day, hour, minute, second] = [match[1], match[3], match[4], match[6], match[8], match[9]].map(Number);
  const atMs = Date.UTC(year ?? 0, (month ?? 0) - 1, day, hour, minute, second) - GMT8_OFFSET_MS;
  // Date.UTC rolls "20240231" over to March; such a time was never written by a gateway.
  return gmt8Compact(atMs) === text || gmt8Text(atMs) === text ? atMs : null;
}
