import { labels as en } from '../../i18n/en/labels.ts';
import { laterWords } from '../../i18n/later.ts';
import { labels as zhHans } from '../../i18n/zh-Hans/labels.ts';
import { labels as zhHant } from '../../i18n/zh-Hant/labels.ts';

export const LABEL_WORDS = { en, 'zh-Hans': zhHans, 'zh-Hant': zhHant };
export const useLabelWords = laterWords<(typeof LABEL_WORDS)[keyof typeof LABEL_WORDS]>(LABEL_WORDS);
