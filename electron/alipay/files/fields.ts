import { fromDecimal, isCurrency, type Currency } from '../../../shared/money.ts';
import { FILE_DAY_OFFSET_MINUTES, type PrintedAmount } from '../../../shared/reconciliation/files.ts';
import { badLine } from './refusal.ts';

const MINUTE_MS = 60_000;
const ID_CHARS_MAX = 64;

/** Where a field stands, for what is said when it is wrong. */
export interface Place {
  readonly line: number;
  readonly column: string;
}

/** An id of ours or theirs: at most 64 characters, no blanks inside. */
export function readId(text: string, { line, column }: Place, required: boolean): string {
  const id = text.trim();
  if (id === '' && !required) return '';
  if (id === '' || id.length > ID_CHARS_MAX || !/^[\x21-\x7e]+$/.test(id)) throw badLine(line, column, 'id');
  return id;
}

/** A currency's code. Throws RECONCILE_BAD_LINE. */
export function readCurrency(text: string, { line, column }: Place): Currency {
  const code = text.trim();
  // A currency nobody knows has decimals nobody knows: fail rather than assume two (ams.md 2.7).
  if (!isCurrency(code)) throw badLine(line, column, 'currency');
  return code;
}

/** An amount in major units with the decimals of its currency: legacy files (legacy.md 8.1). */
export function readDecimal(text: string, currency: Currency, { line, column }: Place): PrintedAmount {
  const digits = text.trim();
  if (fromDecimal(digits, currency) === null) throw badLine(line, column, 'amount');
  return { text: digits, currency };
}

const PRINTED = /^-?\d{1,16}(?:\.\d{1,8})?$/;
/** An amount whose unit is not known yet: AMS files (ams.md 9.5: at most 16 characters, may be negative). */
export function readPrinted(text: string, currency: Currency, { line, column }: Place): PrintedAmount {
  const digits = text.trim();
  if (!PRINTED.test(digits)) throw badLine(line, column, 'amount');
  return { text: digits, currency };
}

/** The same amount with the other sign. */
export const negated = (amount: PrintedAmount): PrintedAmount => ({ ...amount, text: amount.text.startsWith('-') ? amount.text.slice(1) : `-${amount.text}` });
/** The same amount without its sign. */
export const unsigned = (amount: PrintedAmount): PrintedAmount => (amount.text.startsWith('-') ? negated(amount) : amount);
/** True below nothing; "-0.00" is nothing. */
export const isNegative = (amount: PrintedAmount): boolean => amount.text.startsWith('-') && !isNothing(amount);
/** True for zero, however it is printed. */
export const isNothing = (amount: PrintedAmount): boolean => /^-?0+(?:\.0+)?$/.test(amount.text);

const FILE_TIME = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})$/;
/** `yyyy-MM-dd HH:mm:ss` in the files' time zone (legacy.md 8.3), as UTC milliseconds. */
export function readFileTime(text: string, { line, column }: Place): number {
  const match = FILE_TIME.exec(text.trim());
  const atMs = match === null ? null : instant(match, FILE_DAY_OFFSET_MINUTES);
  if (atMs === null) throw badLine(line, column, 'time');
  return atMs;
}

const ISO_TIME = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2}):(\d{2})(?:\.\d{1,9})?(?:Z|([+-])(\d{2}):?(\d{2}))$/;
/** ISO 8601 with an offset or Z, with or without a fraction of a second (ams.md 2.7), as UTC milliseconds. */
export function readIsoTime(text: string, { line, column }: Place): number {
  const match = ISO_TIME.exec(text.trim());
  const atMs = match === null ? null : instant(match, (match[7] === '-' ? -1 : 1) * (Number(match[8] ?? 0) * 60 + Number(match[9] ?? 0)));
  if (atMs === null) throw badLine(line, column, 'time');
  return atMs;
}

/** Null for a moment that no calendar has (30 February, 24:61). */
function instant(parts: readonly string[], offsetMinutes: number): number | null {
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number) as [number, number, number, number, number, number];
  const atMs = Date.UTC(year, month - 1, day, hour, minute, second);
  const back = new Date(atMs);
  const isReal = back.getUTCFullYear() === year && back.getUTCMonth() === month - 1 && back.getUTCDate() === day && back.getUTCHours() === hour && back.getUTCMinutes() === minute
    && back.getUTCSeconds() === second && Math.abs(offsetMinutes) < 24 * 60;
  return isReal ? atMs - offsetMinutes * MINUTE_MS : null;
}

/** `yyyy-mm-dd` as yyyymmdd; null when no calendar has it. */
export function readDay(text: string): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text.trim());
  if (match === null || instant([...match, '0', '0', '0'], 0) === null) return null;
  return Number(`${match[1]}${match[2]}${match[3]}`);
}
