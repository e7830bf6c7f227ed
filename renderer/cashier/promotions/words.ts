import { promotions as en } from '../../i18n/en/promotions.ts';
import { laterWords } from '../../i18n/later.ts';
import { promotions as zhHans } from '../../i18n/zh-Hans/promotions.ts';
import { promotions as zhHant } from '../../i18n/zh-Hant/promotions.ts';

export const PROMOTION_WORDS = { en, 'zh-Hans': zhHans, 'zh-Hant': zhHant };
export type PromotionWords = (typeof PROMOTION_WORDS)[keyof typeof PROMOTION_WORDS];
export const usePromotionWords = laterWords<PromotionWords>(PROMOTION_WORDS);
