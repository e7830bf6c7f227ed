import { createContext, use, type ReactNode } from 'react';
import type { ErrorView, Language } from '../../shared/contract/views.ts';
import { ERRORS, type ErrorFacts } from '../../shared/errors/registry.ts';
import type { Dictionary, ErrorTexts } from './dictionary.ts';
import { en } from './en.ts';
import { errorsEn } from './errors.en.ts';
import { errorsZhHans } from './errors.zh-Hans.ts';
import { errorsZhHant } from './errors.zh-Hant.ts';
import { zhHans } from './zh-Hans.ts';
import { zhHant } from './zh-Hant.ts';

const ERROR_TEXTS: Readonly<Record<Language, ErrorTexts>> = { en: errorsEn, 'zh-Hans': errorsZhHans, 'zh-Hant': errorsZhHant };

interface Words {
  readonly language: Language;
  readonly t: Dictionary;
}

/** One object per language for ever, so that nothing renders again because the words were handed out anew. */
const WORDS: Readonly<Record<Language, Words>> = {
  en: { language: 'en', t: en }, 'zh-Hans': { language: 'zh-Hans', t: zhHans }, 'zh-Hant': { language: 'zh-Hant', t: zhHant },
};

const WordsContext = createContext<Words>(WORDS.en);

/** Gives the words of one language to everything inside; switching it re-words the window in place. */
export function WordsProvider({ language, children }: { readonly language: Language; readonly children: ReactNode }) {
  return <WordsContext value={WORDS[language]}>{children}</WordsContext>;
}

/** The words of the window's language. */
export const useWords = (): Words => use(WordsContext);

export const dictionaryOf = (language: Language): Dictionary => WORDS[language].t;

/** An error ready to be read: what happened, whether money and data are safe, what to press. */
export interface ErrorWords {
  readonly what: string;
  readonly safety: string;
  readonly press: string;
  readonly facts: ErrorFacts;
}

/** Puts an error into the cashier's words. Details are only quoted by texts that ask for them. */
export function errorWords(error: ErrorView, language: Language): ErrorWords {
  const text = ERROR_TEXTS[language][error.code];
  const { t } = WORDS[language];
  const facts = ERRORS[error.code];
  const detail = (key: string): string => {
    const value = error.details[key];
    if (value === undefined || value === '') return '';
    return language === 'en' ? ` (${String(value)})` : `（${String(value)}）`;
  };
  return { what: text.what(detail), safety: [t.money[facts.money], t.data[facts.data]].filter((part) => part !== '').join(language === 'en' ? ' ' : ''), press: text.press, facts };
}
