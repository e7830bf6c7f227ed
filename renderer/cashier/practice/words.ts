import { practice as en } from '../../i18n/en/practice.ts';
import type { Translated } from '../../i18n/dictionary.ts';
import { laterWords } from '../../i18n/later.ts';
import { practice as zhHans } from '../../i18n/zh-Hans/practice.ts';
import { practice as zhHant } from '../../i18n/zh-Hant/practice.ts';

export const PRACTICE_WORDS = { en, 'zh-Hans': zhHans, 'zh-Hant': zhHant };
export const usePracticeWords = laterWords(PRACTICE_WORDS);
export type PracticeWords = Translated<typeof en>;

/** The word for a name of the practice world; the name itself where the table has none, as for result codes. */
export const wordOf = (table: Readonly<Record<string, string>>, name: string): string => (Object.hasOwn(table, name) ? (table[name] ?? name) : name);
