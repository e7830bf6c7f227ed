import { fromDecimal, type Currency } from '../../../shared/money.ts';

/** A typed quantity with its sign ("12", "-3", "+0.5") in thousandths; null when it is none. */
export function signedMilli(text: string): number | null {
  const match = /^([+\-−])?(\d{1,7})(?:[.,](\d{1,3}))?$/u.exec(text.trim());
  if (!match) return null;
  const milli = Number(match[2]) * 1000 + Number((match[3] ?? '').padEnd(3, '0'));
  return match[1] === undefined || match[1] === '+' ? milli : -milli;
}

/** The opposite, for fields. */
export function milliText(milli: number | null): string {
  if (milli === null) return '';
  const rest = Math.abs(milli % 1000);
  return `${Math.trunc(milli / 1000)}${rest === 0 ? '' : `.${String(rest).padStart(3, '0').replace(/0+$/, '')}`}`;
}

/** A typed price in minor units; null when it is none. */
export function priceTyped(text: string, currency: Currency): number | null {
  const minor = fromDecimal(text.trim().replace(',', '.'), currency);
  return minor === null || minor < 0 ? null : minor;
}

/** `datetime-local` wants the computer's own time without a zone. */
export function localTimeText(atMs: number): string {
  const at = new Date(atMs);
  return new Date(atMs - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
export function localTimeMs(text: string): number | null {
  const atMs = new Date(text).getTime();
  return Number.isNaN(atMs) ? null : atMs;
}
