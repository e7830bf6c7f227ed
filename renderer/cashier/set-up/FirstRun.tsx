import { useCallback, useEffect, useState } from 'react';
import type { ErrorView, Language } from '../../../shared/contract/views.ts';
import { call } from '../../bridge.ts';
import { dictionaryOf, errorWords, WordsProvider } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { promise } from './after.ts';
import { firstDraft } from './first-draft.ts';
import { SetUp, type SetUpState } from './SetUp.tsx';
import { SET_UP_WORDS } from './words.ts';
import './set-up.css';

/** The first language is the one this computer speaks, as far as the till knows it. */
function systemLanguage(): Language {
  const [first = ''] = navigator.languages;
  if (!first.toLowerCase().startsWith('zh')) return 'en';
  return /hant|hk|tw|mo/i.test(first) ? 'zh-Hant' : 'zh-Hans';
}

/** The window of a business that has no shop yet. When the shop is set up the till begins behind it, and the window is loaded anew. */
export function FirstRun() {
  const [state, setState] = useState<SetUpState | null>(null);
  const [language, setLanguage] = useState(systemLanguage);
  const [trouble, setTrouble] = useState<ErrorView | null>(null);
  const [isOpening, setOpening] = useState(false);
  const load = useCallback((): void => {
    void call('setUp.state', {}).then((answer) => {
      if (!answer.ok) {
        setTrouble(answer.error);
        return;
      }
      setTrouble(null);
      setState(answer.value);
      if (answer.value.draft !== null) setLanguage(answer.value.draft.language);
    });
  }, []);
  useEffect(load, [load]);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  useEffect(() => {
    requestAnimationFrame(() => setTimeout(() => void call('till.painted', {})));
  }, []);
  const words = SET_UP_WORDS[language];
  const { app } = dictionaryOf(language);
  return (
    <WordsProvider language={language}>
      <main className="first-run">
        <header className="first-run-head">
          <h1>Guitai</h1>
          <span className="muted">{words.title}</span>
        </header>
        {isOpening ? <p className="first-run-opening" role="status">{words.doneOpened}</p> : trouble !== null ? (
          <div className="splash" role="alert">
            <p>{errorWords(trouble, language).what} {errorWords(trouble, language).press}</p>
            <Button look="primary" onClick={load}>{app.tryAgain}</Button>
          </div>
        ) : state === null ? <div data-opening="" /> : (
          <SetUp
            state={state} first={state.draft ?? firstDraft(language)} onLanguage={setLanguage}
            onDone={(_next, draft) => {
              setOpening(true);
              promise([...(draft.products === 'import' ? (['import'] as const) : []), ...(draft.alipay === 'now' ? (['alipay'] as const) : [])]);
              location.reload();
            }}
          />
        )}
      </main>
    </WordsProvider>
  );
}
