import { CircleHelp, Keyboard, Search, X } from 'lucide-react';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { voicesOf } from '../../../shared/errors/voices.ts';
import type { ErrorCode } from '../../../shared/errors/registry.ts';
import { timeText } from '../../i18n/format.ts';
import { errorWords, useWords } from '../../i18n/i18n.tsx';
import { VOICES } from '../../i18n/voices/voices.ts';
import { useStore } from '../../store.ts';
import { Button } from '../../ui/Button.tsx';
import { Key, keyLabel } from '../../ui/Key.tsx';
import { LAYER, useKeyLayer } from '../../ui/keys/router.ts';
import { keepTabInside } from '../../ui/tab-inside.ts';
import { setDesk } from '../desk.ts';
import { actionsOf, ALWAYS } from '../keymap.ts';
import { closeHelp, helpStore, recentErrors, type HelpAt } from './help-store.ts';
import { searchHelp } from './search.ts';
import { HELP_TOPICS, stageOfTopic, type HelpTopic } from './topics.ts';
import { HELP_WORDS, useHelpWords } from './words.ts';
import './help.css';

const SEARCH_KEY = 'F2';

const go = (at: HelpAt): void => {
  helpStore.set(at);
};

/** Help beside the screen it is about: the topic, its keys, every other topic, and every message in four voices. */
export function HelpPanel({ at }: { readonly at: HelpAt }) {
  const { t, language } = useWords();
  const words = useHelpWords();
  const titleId = useId();
  const [query, setQuery] = useState('');
  const panel = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const hits = useMemo(() => searchHelp(language, query), [language, query]);
  useEffect(() => {
    const before = document.activeElement;
    panel.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before !== document.body && before.isConnected) before.focus();
      else (document.activeElement as HTMLElement | null)?.blur();
    };
  }, []);
  useEffect(() => {
    setQuery('');
    body.current?.scrollTo({ top: 0 });
  }, [at]);
  useKeyLayer(LAYER.help, (key) => {
    if (key === 'Escape' && query !== '') setQuery('');
    else if (key === 'Escape' || ALWAYS.help.includes(key)) closeHelp();
    else if (key === SEARCH_KEY) search.current?.focus();
    else if (/^[\p{L}\p{N}]$/u.test(key)) {
      setQuery(key);
      search.current?.focus();
    } else return false;
    return true;
  }, { modal: true });
  const [first] = hits;
  return (
    <div className="shade help-shade">
      <div className="dialog help-panel" role="dialog" aria-modal="true" aria-labelledby={titleId} ref={panel} tabIndex={-1} data-dialog="help" onKeyDown={keepTabInside}>
        <header className="dialog-head">
          <h2 id={titleId}><CircleHelp size={20} aria-hidden="true" /> {words.title}</h2>
          <Button look="quiet" icon={<X size={18} aria-hidden="true" />} hint="Escape" aria-label={t.common.close} action="closeHelp" onClick={closeHelp} />
        </header>
        <label className="help-search">
          <Search size={18} aria-hidden="true" />
          <span className="visually-hidden">{words.search}</span>
          <input
            className="input" type="search" name="help-search" placeholder={words.search} autoComplete="off" spellCheck={false} maxLength={100} value={query} ref={search}
            onChange={(event) => { setQuery(event.target.value); }}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.nativeEvent.isComposing || first === undefined) return;
              event.preventDefault();
              go(first.at);
              panel.current?.focus();
            }}
          />
          <Key name={SEARCH_KEY} />
        </label>
        <div className="dialog-body help-body" ref={body}>
          {query !== '' ? <Hits hits={hits} /> : at.kind === 'topic' ? <Topic topic={at.topic} /> : <ErrorVoices code={at.code} />}
          {query === '' && (
            <>
              <Recent />
              <Topics current={at.kind === 'topic' ? at.topic : null} />
            </>
          )}
        </div>
      </div>
    </div>
  );
}

function Topic({ topic }: { readonly topic: HelpTopic }) {
  const { t, language } = useWords();
  const words = useHelpWords();
  const { title, about, steps } = HELP_WORDS[language][topic];
  const stage = stageOfTopic(topic);
  return (
    <article data-topic={topic}>
      <h3 className="help-title">{title}</h3>
      <p>{about}</p>
      <h4>{words.steps}</h4>
      <ol className="help-steps">
        {steps.map((step) => <li key={step}>{step}</li>)}
      </ol>
      <h4>{words.keys}</h4>
      {stage === null ? <p className="muted">{words.onButtons}</p> : (
        <ul className="help-keys">
          {actionsOf(stage).map(([action, keys]) => (
            <li key={action}>
              <span className="help-chips">{keys.map((key) => <Key key={key} name={key} />)}</span>
              <span className="visually-hidden">{keys.map((key) => keyLabel(key, t)).join(', ')}: </span>
              {t.actions[action]}
            </li>
          ))}
        </ul>
      )}
      <Button
        icon={<Keyboard size={18} aria-hidden="true" />} action="helpAllKeys"
        onClick={() => {
          closeHelp();
          setDesk({ dialog: { kind: 'keys' } });
        }}
      >
        {words.allKeys}
      </Button>
    </article>
  );
}

/** One message as each of the four is told it. */
function ErrorVoices({ code }: { readonly code: ErrorCode }) {
  const { language } = useWords();
  const { voices, money } = useHelpWords();
  const said = errorWords({ code, details: {} }, language);
  const others = voicesOf(code, VOICES[language]);
  return (
    <article data-error={code}>
      <h3 className="help-title">{said.what}</h3>
      <p><strong>{said.press}</strong></p>
      <dl className="help-voices">
        {said.safety !== '' && (
          <div>
            <dt>{money}</dt>
            <dd>{said.safety}</dd>
          </div>
        )}
        {(['customer', 'owner', 'engineer'] as const).map((voice) => (
          <div key={voice} data-voice={voice}>
            <dt>{voices[voice]}</dt>
            <dd>{others[voice]}</dd>
          </div>
        ))}
      </dl>
      <p className="muted help-code">{code}</p>
    </article>
  );
}

function Hits({ hits }: { readonly hits: ReturnType<typeof searchHelp> }) {
  const words = useHelpWords();
  return (
    <section>
      <h3 className="help-title" aria-live="polite">{hits.length === 0 ? words.none : `${words.found} (${hits.length})`}</h3>
      <ul className="picks">
        {hits.map((hit) => (
          <li key={hit.at.kind === 'topic' ? hit.at.topic : hit.at.code}>
            <button type="button" className="pick" data-help-hit={hit.at.kind === 'topic' ? hit.at.topic : hit.at.code} aria-label={`${hit.title} ${hit.text}`} onClick={() => { go(hit.at); }}>
              <span className="pick-main">
                <strong>{hit.title}</strong>
                <small>{hit.text}</small>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Messages that have left the screen again. */
function Recent() {
  const { language } = useWords();
  const words = useHelpWords();
  const errors = useStore(recentErrors, (value) => value);
  if (errors.length === 0) return null;
  return (
    <section>
      <h4>{words.recent}</h4>
      <ul className="help-links">
        {errors.map(({ code, atMs, times }) => (
          <li key={code}>
            <button type="button" className="help-link" data-recent={code} onClick={() => { go({ kind: 'error', code }); }}>
              {errorWords({ code, details: {} }, language).what} <small className="muted figures">{timeText(atMs, language)}{times > 1 && ` · ${words.times(times)}`}</small>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Topics({ current }: { readonly current: HelpTopic | null }) {
  const { language } = useWords();
  const words = useHelpWords();
  return (
    <section>
      <h4>{words.topics}</h4>
      <ul className="help-links help-topics">
        {HELP_TOPICS.filter((topic) => topic !== current).map((topic) => (
          <li key={topic}>
            <button type="button" className="help-link" data-topic-link={topic} onClick={() => { go({ kind: 'topic', topic }); }}>{HELP_WORDS[language][topic].title}</button>
          </li>
        ))}
      </ul>
    </section>
  );
}
