import { printed as en } from '../../i18n/en/printed.ts';
import { laterWords } from '../../i18n/later.ts';
import { printed as zhHans } from '../../i18n/zh-Hans/printed.ts';
import { printed as zhHant } from '../../i18n/zh-Hant/printed.ts';

export const PRINTED_WORDS = { en, 'zh-Hans': zhHans, 'zh-Hant': zhHant };
export const usePrintedWords = laterWords(PRINTED_WORDS);
