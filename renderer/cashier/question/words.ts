import { question as en } from '../../i18n/en/question.ts';
import { laterWords } from '../../i18n/later.ts';
import { question as zhHans } from '../../i18n/zh-Hans/question.ts';
import { question as zhHant } from '../../i18n/zh-Hant/question.ts';

export const QUESTION_WORDS = { en, 'zh-Hans': zhHans, 'zh-Hant': zhHant };
export const useQuestionWords = laterWords(QUESTION_WORDS);
