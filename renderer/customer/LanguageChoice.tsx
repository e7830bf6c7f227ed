import { LANGUAGE_NAMES, UI_LANGUAGES } from '../i18n/format.ts';
import { call } from '../bridge.ts';
import type { CustomerSnapshot, Language } from '../../shared/contract/views.ts';
import type { TwoWords } from './words.ts';

/** What stands on the buttons: each language in its own words, short enough for three of them beside a shop's name. */
const SHORT = { en: 'English', 'zh-Hans': '简体', 'zh-Hant': '繁體' } as const satisfies Record<Language, string>;

/** The customer's own language, for this sale. The one that is chosen, touched again, brings both back. */
export function LanguageChoice({ snapshot, words }: { readonly snapshot: CustomerSnapshot; readonly words: TwoWords }) {
  const chosen = snapshot.chosen === true ? snapshot.language : null;
  return (
    <div className="languages" role="group" aria-label={words.only === 'zh' ? words.zh.language : words.en.language}>
      {UI_LANGUAGES.map((language) => (
        <button
          key={language} type="button" className="language" lang={language} aria-label={LANGUAGE_NAMES[language]} aria-pressed={language === chosen} data-language={language}
          onClick={() => { void call('customer.chooseLanguage', { language: language === chosen ? null : language }); }}
        >
          {SHORT[language]}
        </button>
      ))}
    </div>
  );
}
