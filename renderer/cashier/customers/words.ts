import { customers as en } from '../../i18n/en/customers.ts';
import { laterWords } from '../../i18n/later.ts';
import { customers as zhHans } from '../../i18n/zh-Hans/customers.ts';
import { customers as zhHant } from '../../i18n/zh-Hant/customers.ts';

export const CUSTOMER_WORDS = { en, 'zh-Hans': zhHans, 'zh-Hant': zhHant };
export const useCustomerWords = laterWords(CUSTOMER_WORDS);
