import { settings as en } from '../../i18n/en/settings.ts';
import { laterWords } from '../../i18n/later.ts';
import { settings as zhHans } from '../../i18n/zh-Hans/settings.ts';
import { settings as zhHant } from '../../i18n/zh-Hant/settings.ts';
import type { Translated } from '../../i18n/dictionary.ts';

export const SETTINGS_WORDS = { en, 'zh-Hans': zhHans, 'zh-Hant': zhHant };
export const useSettingsWords = laterWords(SETTINGS_WORDS);
export type SettingsWords = Translated<typeof en>;

/** A name and a sentence from a table of words; the name stands for itself where the table has none. */
export function lookUp(table: Readonly<Record<string, readonly string[]>>, ...names: readonly string[]): readonly [name: string, text: string] {
  for (const name of names) {
    const found = Object.hasOwn(table, name) ? table[name] : undefined;
    if (found !== undefined) return [found[0] ?? name, found[1] ?? ''];
  }
  return [names.at(-1) ?? '', ''];
}

/** One word of a table, or the word itself. */
export const wordOf = (table: Readonly<Record<string, string>>, name: string): string => (Object.hasOwn(table, name) ? (table[name] ?? name) : name);
