import type { Language, LineView } from '../../shared/contract/views.ts';

type LocalName = LineView['name'];

/** The languages of the windows, in the order the switch goes through them. */
export const UI_LANGUAGES = ['en', 'zh-Hans', 'zh-Hant'] as const satisfies readonly Language[];

/** Each language in its own words. */
export const LANGUAGE_NAMES = { en: 'English', 'zh-Hans': '简体中文', 'zh-Hant': '繁體中文' } as const satisfies Record<Language, string>;
export const LANGUAGE_SHORT = { en: 'EN', 'zh-Hans': '简', 'zh-Hant': '繁' } as const satisfies Record<Language, string>;

const INTL_LOCALE = { en: 'en-HK', 'zh-Hans': 'zh-CN', 'zh-Hant': 'zh-HK' } as const satisfies Record<Language, string>;

/** A name in one language; a shop that keeps only some languages falls back to the nearest one. */
export function nameIn(name: LocalName, language: Language): string {
  switch (language) {
    case 'en':
      return name.en;
    case 'zh-Hans':
      return name.zhHans || name.zhHant || name.en;
    case 'zh-Hant':
      return name.zhHant || name.zhHans || name.en;
  }
}

/** The language shown small beside the first one: Chinese beside English, English beside Chinese. */
export const otherLanguage = (language: Language): Language => (language === 'en' ? 'zh-Hant' : 'en');

/** The name in the second language, or '' when it says the same. */
export function secondName(name: LocalName, language: Language): string {
  const second = nameIn(name, otherLanguage(language));
  return second === nameIn(name, language) ? '' : second;
}

/** Formatters are costly to make and free to keep. */
const formats = new Map<string, Intl.DateTimeFormat>();
function dateFormat(language: Language, key: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const id = `${language} ${key}`;
  let format = formats.get(id);
  if (!format) {
    format = new Intl.DateTimeFormat(INTL_LOCALE[language], { ...options, hourCycle: 'h23' });
    formats.set(id, format);
  }
  return format;
}

/** "09:02" */
export const timeText = (atMs: number, language: Language): string => dateFormat(language, 'time', { hour: '2-digit', minute: '2-digit' }).format(atMs);

/** "21 Nov 2026, 09:02" */
export const dateTimeText = (atMs: number, language: Language): string =>
  dateFormat(language, 'dateTime', { year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' }).format(atMs);

/** A day given as YYYY-MM-DD: "21 November 2008". */
export const dateText = (day: string, language: Language): string => dateFormat(language, 'day', { year: 'numeric', month: 'long', day: 'numeric', timeZone: 'UTC' }).format(Date.parse(`${day}T00:00:00Z`));

/** "21 Nov, 09:02", with its year only when that is not this one. */
export function recentText(atMs: number, nowMs: number, language: Language): string {
  if (new Date(atMs).getFullYear() !== new Date(nowMs).getFullYear()) return dateTimeText(atMs, language);
  return dateFormat(language, 'recent', { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' }).format(atMs);
}

/** "4:05" for countdowns and waits; never negative. */
export function durationText(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** "Sale 000127" numbers have six digits so that they line up. */
export const saleNumber = (saleNo: number): string => String(saleNo).padStart(6, '0');
