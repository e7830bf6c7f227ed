import type { ReceiptQuery } from '../../../shared/contract/returns.ts';
import type { Language } from '../../../shared/contract/views.ts';
import { fromDecimal, type Currency } from '../../../shared/money.ts';

const DAY_MS = 86_400_000;
/** Customers remember the hour, not the minute. */
const AROUND_MS = 20 * 60_000;
/** A clock that runs a little behind must not send "14:30" to yesterday. */
const FUTURE_MS = 5 * 60_000;
/** Longer numbers are codes or references. */
const NUMBER_DIGITS_MAX = 9;
const AMOUNT_MAX = 1_000_000_000_00;

/** Whether 5/4 is the fifth of April or the fourth of May. */
const DAY_FIRST = { en: true, 'zh-Hant': true, 'zh-Hans': false } as const satisfies Record<Language, boolean>;

/**
 * What a cashier has typed, as questions to ask at once; their answers are shown one after the other. Nothing typed asks for the newest. A plain number may be
 * a receipt or an amount; what is neither a number, a time nor a day is text.
 */
export function receiptQueries(typed: string, { nowMs, currency, language }: { readonly nowMs: number; readonly currency: Currency; readonly language: Language }): readonly ReceiptQuery[] {
  const text = typed.trim().replace(/[：]/g, ':').replace(/[／]/g, '/');
  if (text === '') return [{ by: 'time', fromMs: 0, toMs: nowMs + DAY_MS }];
  const time = timeQuery(text, nowMs, language);
  if (time !== null) return [time];
  const digits = /^#?(\d+)$/.exec(text)?.[1];
  if (digits !== undefined && digits.length > NUMBER_DIGITS_MAX) return [{ by: 'text', text }];
  const amountMinor = /^\d/.test(text) ? fromDecimal(text.replace(/,(?=\d{3})/g, '').replace(/\.$/, ''), currency) : null;
  const queries: ReceiptQuery[] = [];
  if (digits !== undefined && Number(digits) > 0) queries.push({ by: 'receiptNo', receiptNo: Number(digits) });
  if (amountMinor !== null && amountMinor <= AMOUNT_MAX) queries.push({ by: 'amount', amountMinor });
  return queries.length > 0 ? queries : [{ by: 'text', text }];
}

/** "14:30", "21/11", "21/11 14:30", "21/11/2026", "2026-11-21", "11月21日"; null for anything else. Times are the computer's own. */
function timeQuery(text: string, nowMs: number, language: Language): ReceiptQuery | null {
  const [, dayText, hour, minute] = /^(.*?)\s*(?:(\d{1,2}):(\d{2}))?$/.exec(text) ?? [];
  const now = new Date(nowMs);
  const day = dayText === undefined || dayText === '' ? { year: now.getFullYear(), month: now.getMonth() + 1, date: now.getDate() } : dayOf(dayText, now, language);
  if (day === null) return null;
  if (hour === undefined || minute === undefined) {
    if (dayText === undefined || dayText === '') return null;
    const fromMs = new Date(day.year, day.month - 1, day.date).getTime();
    return { by: 'time', fromMs, toMs: new Date(day.year, day.month - 1, day.date + 1).getTime() - 1 };
  }
  if (Number(hour) > 23 || Number(minute) > 59) return null;
  const at = new Date(day.year, day.month - 1, day.date, Number(hour), Number(minute));
  // An hour that is still to come was meant of yesterday.
  if (dayText === '' && at.getTime() > nowMs + FUTURE_MS) at.setDate(at.getDate() - 1);
  return { by: 'time', fromMs: at.getTime() - AROUND_MS, toMs: at.getTime() + AROUND_MS };
}

interface Day {
  readonly year: number;
  readonly month: number;
  readonly date: number;
}

function dayOf(text: string, now: Date, language: Language): Day | null {
  const iso = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(text);
  if (iso !== null) return valid({ year: Number(iso[1]), month: Number(iso[2]), date: Number(iso[3]) });
  const chinese = /^(?:(\d{4})年)?(\d{1,2})月(\d{1,2})[日号號]?$/.exec(text);
  if (chinese !== null) return thisYear({ year: chinese[1] === undefined ? null : Number(chinese[1]), month: Number(chinese[2]), date: Number(chinese[3]) }, now);
  const slashed = /^(\d{1,2})\/(\d{1,2})(?:\/(\d{2}|\d{4}))?$/.exec(text);
  if (slashed === null) return null;
  const [first, second] = [Number(slashed[1]), Number(slashed[2])];
  const dayFirst = first > 12 || (second <= 12 && DAY_FIRST[language]);
  const year = slashed[3] === undefined ? null : Number(slashed[3]) + (slashed[3].length === 2 ? 2000 : 0);
  return thisYear({ year, month: dayFirst ? second : first, date: dayFirst ? first : second }, now);
}

/** A day without its year is the last one of that name. */
function thisYear({ year, month, date }: { readonly year: number | null; readonly month: number; readonly date: number }, now: Date): Day | null {
  if (year !== null) return valid({ year, month, date });
  const ahead = new Date(now.getFullYear(), month - 1, date).getTime() > now.getTime();
  return valid({ year: now.getFullYear() - (ahead ? 1 : 0), month, date });
}

function valid(day: Day): Day | null {
  const at = new Date(day.year, day.month - 1, day.date);
  return at.getMonth() === day.month - 1 && at.getDate() === day.date ? day : null;
}
