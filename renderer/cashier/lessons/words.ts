import { laterWords } from '../../i18n/later.ts';
import { lessonsEn } from './words/en.ts';
import { lessonsZhHans } from './words/zh-Hans.ts';
import { lessonsZhHant } from './words/zh-Hant.ts';

export const LESSON_WORDS = { en: lessonsEn, 'zh-Hans': lessonsZhHans, 'zh-Hant': lessonsZhHant };
export const useLessonWords = laterWords(LESSON_WORDS);
