import { hasValidMod10, isDigits } from './check-digit.ts';
import { identifierAt } from './gs1-identifiers.ts';
import type { Gs1Identifier } from './gs1-identifiers.ts';
import { toGtin14 } from './gtin.ts';

/** FNC1 between fields of variable length, as scanners send it. */
export const GROUP_SEPARATOR = '\x1d';

export interface Gs1Element {
  readonly ai: string;
  readonly value: string;
  /** Decimals of `value` when the identifier carries them (310d, 392d …), else null. */
  readonly decimals: number | null;
}

export type Gs1Problem =
  | 'empty' | 'unknownIdentifier' | 'notDigits' | 'badCharacter' | 'tooShort' | 'tooLong' | 'badCheckDigit' | 'badDate' | 'emptyField' | 'contradiction';

export type Gs1Reading =
  | { readonly ok: true; readonly elements: readonly Gs1Element[] }
  | { readonly ok: false; readonly problem: Gs1Problem; readonly ai: string };

/** More fields than any label holds; bounds the work on hostile data. */
const ELEMENTS_MAX = 40;
const DAYS_OF_MONTH: readonly number[] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const CHARACTER_SET_82 = /^[!"%-?A-Z_a-z]+$/;

/**
 * Reads a GS1 element string (what follows ]C1, ]e0, ]d2, ]Q3). Whatever does not fit is refused, never guessed: unknown
 * identifier, wrong length or characters, bad GTIN check digit, impossible date, one identifier with two values. A
 * separator is allowed after every field, also the last one, and in front (some scanners send FNC1 there).
 */
export function parseGs1(data: string): Gs1Reading {
  let rest = data.startsWith(GROUP_SEPARATOR) ? data.slice(1) : data;
  if (rest === '') return { ok: false, problem: 'empty', ai: '' };
  const elements: Gs1Element[] = [];
  while (rest !== '') {
    if (elements.length >= ELEMENTS_MAX) return { ok: false, problem: 'tooLong', ai: '' };
    if (rest.startsWith(GROUP_SEPARATOR)) return { ok: false, problem: 'emptyField', ai: '' };
    const identifier = identifierAt(rest);
    if (identifier === null) return { ok: false, problem: 'unknownIdentifier', ai: rest.slice(0, 4) };
    const afterIdentifier = rest.slice(identifier.ai.length);
    const separatorAt = afterIdentifier.indexOf(GROUP_SEPARATOR);
    const untilSeparator = separatorAt < 0 ? afterIdentifier : afterIdentifier.slice(0, separatorAt);
    const value = identifier.predefined ? untilSeparator.slice(0, identifier.format.max) : untilSeparator;
    const problem = valueProblem(value, identifier);
    if (problem !== null) return { ok: false, problem, ai: identifier.ai };
    const repeated = elements.find((element) => element.ai === identifier.ai);
    if (repeated && repeated.value !== value) return { ok: false, problem: 'contradiction', ai: identifier.ai };
    if (!repeated) elements.push({ ai: identifier.ai, value, decimals: identifier.decimals });
    const left = afterIdentifier.slice(value.length);
    rest = left.startsWith(GROUP_SEPARATOR) ? left.slice(1) : left;
  }
  return { ok: true, elements };
}

function valueProblem(value: string, { format }: Gs1Identifier): Gs1Problem | null {
  if (value.length < format.min) return 'tooShort';
  if (value.length > format.max) return 'tooLong';
  if (format.type === 'an') return CHARACTER_SET_82.test(value) ? null : 'badCharacter';
  if (!isDigits(value)) return 'notDigits';
  if (format.check === 'mod10' && !hasValidMod10(value)) return 'badCheckDigit';
  if (format.date === true && !isPossibleDate(value)) return 'badDate';
  return null;
}

/** YYMMDD with day 00 (last of the month) allowed; 29 February is accepted in any year, the century is not known here. */
function isPossibleDate(yymmdd: string): boolean {
  const month = Number(yymmdd.slice(2, 4));
  const day = Number(yymmdd.slice(4, 6));
  const days = DAYS_OF_MONTH[month - 1];
  return days !== undefined && day <= days;
}

/**
 * Calendar date of a YYMMDD value as `yyyy-mm-dd`. The century is the one nearest to `currentYear` (hardware.md 2.2); day
 * 00 is the month's last. Null when the day does not exist in that year.
 */
export function gs1Date(yymmdd: string, currentYear: number): string | null {
  if (!/^\d{6}$/.test(yymmdd) || !isPossibleDate(yymmdd)) return null;
  const twoDigits = Number(yymmdd.slice(0, 2));
  const apart = twoDigits - (currentYear % 100);
  const century = Math.floor(currentYear / 100) * 100 + (apart >= 51 ? -100 : apart <= -50 ? 100 : 0);
  const year = century + twoDigits;
  const month = Number(yymmdd.slice(2, 4));
  const lastDay = month === 2 && !isLeapYear(year) ? 28 : (DAYS_OF_MONTH[month - 1] ?? 0);
  const day = Number(yymmdd.slice(4, 6)) || lastDay;
  if (day > lastDay) return null;
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** Element string equivalent to a GS1 Digital Link (`https://…/01/GTIN/10/LOT?17=…`), or null when the text is not one. */
export function digitalLinkElements(link: string): string | null {
  const match = /^https?:\/\/[^/?#\s]+(\/[^?#\s]*)(?:\?([^#\s]*))?(?:#\S*)?$/i.exec(link);
  if (!match) return null;
  const segments = (match[1] ?? '').split('/').slice(1);
  const primaryAt = segments.indexOf('01');
  if (primaryAt < 0) return null;
  const pairs: (readonly [string, string])[] = [];
  const path = segments.slice(primaryAt);
  if (path.at(-1) === '') path.pop();
  if (path.length % 2 !== 0) return null;
  for (let index = 0; index < path.length; index += 2) pairs.push([path[index] ?? '', path[index + 1] ?? '']);
  for (const part of (match[2] ?? '').split('&')) {
    const [key = '', value = ''] = part.split('=', 2);
    // Other query keys (campaigns, language) are allowed by the standard and say nothing about the article.
    if (isDigits(key)) pairs.push([key, value]);
  }
  const elements: string[] = [];
  for (const [ai, encoded] of pairs) {
    const value = percentDecoded(encoded);
    const full = ai === '01' && value !== null ? toGtin14(value) : value;
    if (full === null || identifierAt(ai)?.ai !== ai || full.includes(GROUP_SEPARATOR)) return null;
    elements.push(ai + full);
  }
  return elements.join(GROUP_SEPARATOR);
}

function percentDecoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** GTIN of the article itself (01), or null. A contained GTIN (02) is not what lies on the counter. */
export const gs1Gtin14 = (elements: readonly Gs1Element[]): string | null => elements.find((one) => one.ai === '01')?.value ?? null;

/** Net weight in whole grams (310d), or null when absent or not a whole number of grams. */
export function gs1WeightGrams(elements: readonly Gs1Element[]): number | null {
  const weight = elements.find((one) => one.ai.startsWith('310'));
  if (!weight || weight.decimals === null) return null;
  return shiftDecimal(weight.value, 3 - weight.decimals);
}

/** Price of a variable-measure article (392d) in minor units of a currency with `exponent` decimals, or null when absent or finer than that. */
export function gs1AmountMinor(elements: readonly Gs1Element[], exponent: number): number | null {
  const price = elements.find((one) => one.ai.startsWith('392'));
  if (!price || price.decimals === null) return null;
  return shiftDecimal(price.value, exponent - price.decimals);
}

/** digits × 10^places as an exact safe integer, or null. */
function shiftDecimal(digits: string, places: number): number | null {
  const shifted = places >= 0 ? digits + '0'.repeat(places) : digits.slice(0, places);
  const cutOff = places >= 0 ? '' : digits.slice(places);
  if (/[1-9]/.test(cutOff)) return null;
  const value = Number(shifted === '' ? '0' : shifted);
  return Number.isSafeInteger(value) ? value : null;
}
