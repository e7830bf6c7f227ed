import { takeBackGoods as en } from '../../i18n/en/take-back.ts';
import { laterWords } from '../../i18n/later.ts';
import { takeBackGoods as zhHans } from '../../i18n/zh-Hans/take-back.ts';
import { takeBackGoods as zhHant } from '../../i18n/zh-Hant/take-back.ts';

export const useTakeBackWords = laterWords({ en, 'zh-Hans': zhHans, 'zh-Hant': zhHant });
