import type { Language } from '../../shared/contract/views.ts';
import { useWords } from './i18n.tsx';

/** Words of a screen that is fetched when it is opened: they come with it and are not part of the first JavaScript. */
export const laterWords = <Words>(words: Readonly<Record<Language, Words>>) => (): Words => words[useWords().language];
