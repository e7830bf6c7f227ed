import type { Translated } from '../../i18n/dictionary.ts';
import { laterWords } from '../../i18n/later.ts';
import { staff as en } from './words/en.ts';
import { staff as zhHans } from './words/zh-Hans.ts';
import { staff as zhHant } from './words/zh-Hant.ts';

export const STAFF_WORDS = { en, 'zh-Hans': zhHans, 'zh-Hant': zhHant };
export const useStaffWords = laterWords<StaffWords>(STAFF_WORDS);
export type StaffWords = Translated<typeof en>;
