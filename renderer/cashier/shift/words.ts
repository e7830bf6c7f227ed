import { cash as en } from '../../i18n/en/cash.ts';
import { laterWords } from '../../i18n/later.ts';
import { cash as zhHans } from '../../i18n/zh-Hans/cash.ts';
import { cash as zhHant } from '../../i18n/zh-Hant/cash.ts';

export const CASH_WORDS = { en, 'zh-Hans': zhHans, 'zh-Hant': zhHant };
export const useCashWords = laterWords(CASH_WORDS);
