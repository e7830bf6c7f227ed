import { foreign as en } from '../../i18n/en/foreign.ts';
import { laterWords } from '../../i18n/later.ts';
import { foreign as zhHans } from '../../i18n/zh-Hans/foreign.ts';
import { foreign as zhHant } from '../../i18n/zh-Hant/foreign.ts';

export const FOREIGN_WORDS = { en, 'zh-Hans': zhHans, 'zh-Hant': zhHant };
export const useForeignWords = laterWords(FOREIGN_WORDS);
