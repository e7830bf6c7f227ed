import { pricing as en } from '../../i18n/en/pricing.ts';
import { laterWords } from '../../i18n/later.ts';
import { pricing as zhHans } from '../../i18n/zh-Hans/pricing.ts';
import { pricing as zhHant } from '../../i18n/zh-Hant/pricing.ts';

export const PRICING_WORDS = { en, 'zh-Hans': zhHans, 'zh-Hant': zhHant };
export const usePricingWords = laterWords(PRICING_WORDS);
