import { laterWords } from '../../i18n/later.ts';
import { storedValue as en } from '../../i18n/en/stored-value.ts';
import { storedValue as zhHans } from '../../i18n/zh-Hans/stored-value.ts';
import { storedValue as zhHant } from '../../i18n/zh-Hant/stored-value.ts';

export const STORED_WORDS = { en, 'zh-Hans': zhHans, 'zh-Hant': zhHant };
export const useStoredWords = laterWords(STORED_WORDS);
