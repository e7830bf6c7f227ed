import { unresolved as en } from '../../i18n/en/unresolved.ts';
import { laterWords } from '../../i18n/later.ts';
import { unresolved as zhHans } from '../../i18n/zh-Hans/unresolved.ts';
import { unresolved as zhHant } from '../../i18n/zh-Hant/unresolved.ts';

export const UNRESOLVED_WORDS = { en, 'zh-Hans': zhHans, 'zh-Hant': zhHant };
export const useUnresolvedWords = laterWords(UNRESOLVED_WORDS);
