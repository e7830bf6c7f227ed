import { approval as en } from '../../i18n/en/approval.ts';
import { laterWords } from '../../i18n/later.ts';
import { approval as zhHans } from '../../i18n/zh-Hans/approval.ts';
import { approval as zhHant } from '../../i18n/zh-Hant/approval.ts';

export const APPROVAL_WORDS = { en, 'zh-Hans': zhHans, 'zh-Hant': zhHant };
export const useApprovalWords = laterWords(APPROVAL_WORDS);
