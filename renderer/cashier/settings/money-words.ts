import { money as en } from '../../i18n/en/money.ts';
import { laterWords } from '../../i18n/later.ts';
import { money as zhHans } from '../../i18n/zh-Hans/money.ts';
import { money as zhHant } from '../../i18n/zh-Hant/money.ts';

export const MONEY_WORDS = { en, 'zh-Hans': zhHans, 'zh-Hant': zhHant };
export const useMoneyWords = laterWords<(typeof MONEY_WORDS)[keyof typeof MONEY_WORDS]>(MONEY_WORDS);
