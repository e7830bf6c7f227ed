import { Search } from 'lucide-react';
import { createElement, lazy, Suspense, use, useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useWords } from '../../i18n/i18n.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Key } from '../../ui/Key.tsx';
import type { KeyHandler } from '../../ui/keys/router.ts';
import { AskUnsaved, UnsavedContext } from '../../ui/Unsaved.tsx';
import { setDesk } from '../desk.ts';
import { ALWAYS } from '../keymap.ts';
import { searchSettings, type SettingHit } from './search.ts';
import { SectionKeysContext, type SectionId, type SettingsSection } from './section.ts';
import { SECTION_WORDS } from './section-words.ts';
import { SECTIONS } from './sections.ts';
import './settings.css';

const SEARCH_KEY = 'F2';

/** Each page once for the life of the window, so that going back to it does not show it loading again. */
const PAGES = new Map<SectionId, ReactNode>(SECTIONS.map(({ id, load }) => [id, createElement(lazy(load))]));
/** Where somebody was last: whoever sets up a till comes back to the same page. */
let lastSection: SectionId | null = null;

/** Where to go inside a page once it is there. */
interface Goal {
  readonly setting: string | null;
  readonly round: number;
}

/** All settings: sections on the left, one page on the right, and a search through every setting of every page. */
export function SettingsDialog({ section: wanted }: { readonly section?: SectionId | undefined }) {
  const { t, language } = useWords();
  const { frame } = SECTION_WORDS[language];
  const [current, setCurrent] = useState<SectionId>(wanted ?? lastSection ?? SECTIONS[0]?.id ?? 'payments');
  const [goal, setGoal] = useState<Goal>({ setting: null, round: 0 });
  const [query, setQuery] = useState('');
  const [asking, setAsking] = useState<SettingHit | null>(null);
  const unsaved = useRef<ReadonlySet<string>>(new Set());
  const pageKeys = useRef<KeyHandler | null>(null);
  const page = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const hits = useMemo(() => searchSettings(SECTIONS, language, query), [language, query]);
  const section = SECTIONS.find(({ id }) => id === current) ?? SECTIONS[0];
  useEffect(() => {
    lastSection = current;
  }, [current]);

  const go = (hit: Pick<SettingHit, 'section' | 'setting'>, isTaken: boolean): void => {
    setQuery('');
    setCurrent(hit.section);
    if (isTaken) setGoal(({ round }) => ({ setting: hit.setting, round: round + 1 }));
  };
  /** `isTaken`: somebody chose it, and the focus goes there; otherwise the page is only shown. */
  const visit = (hit: SettingHit, isTaken: boolean): void => {
    if (hit.section !== current && unsaved.current.size > 0) setAsking(hit);
    else go(hit, isTaken);
  };
  const show = (to: SettingsSection | undefined, isTaken: boolean): void => {
    if (to !== undefined) visit({ section: to.id, setting: null, name: '', text: '' }, isTaken);
  };
  const onKey: KeyHandler = (key, event) => {
    const inside = page.current?.contains(document.activeElement) === true;
    if (inside && pageKeys.current?.(key, event) === true) return true;
    if (key === SEARCH_KEY) {
      search.current?.focus();
      return true;
    }
    if (inside) return false;
    const index = SECTIONS.findIndex(({ id }) => id === current);
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      const next = SECTIONS[Math.max(0, Math.min(SECTIONS.length - 1, index + (key === 'ArrowDown' ? 1 : -1)))];
      show(next, false);
      document.querySelector<HTMLElement>(`[data-section-tab="${next?.id ?? ''}"]`)?.focus();
    } else if (key === 'ArrowRight' || key === 'Enter') show(section, true);
    else if (/^[\p{L}\p{N}]$/u.test(key)) {
      // Typing is searching, as on the sale.
      setQuery(key);
      search.current?.focus();
    } else return false;
    return true;
  };
  const registerKeys = useCallback((handler: KeyHandler | null): void => {
    pageKeys.current = handler;
  }, []);
  const noteUnsaved = useCallback((part: string, isUnsaved: boolean): void => {
    unsaved.current = new Set([...[...unsaved.current].filter((other) => other !== part), ...(isUnsaved ? [part] : [])]);
  }, []);
  return (
    <Dialog name="settings" title={t.top.settings} width="wide" closeKeys={ALWAYS.settings} onClose={() => { setDesk({ dialog: null }); }} onKey={onKey}>
      <div className="settings">
        <div className="settings-side">
          <label className="settings-search">
            <Search size={18} aria-hidden="true" />
            <span className="visually-hidden">{frame.search}</span>
            <input
              className="input" type="search" name="settings-search" placeholder={frame.search} autoComplete="off" spellCheck={false} maxLength={100} value={query} ref={search}
              onChange={(event) => { setQuery(event.target.value); }}
              onKeyDown={(event) => {
                const [first] = hits;
                if (event.key === 'Enter' && !event.nativeEvent.isComposing && first !== undefined) visit(first, true);
                else if (event.key === 'ArrowDown') page.current?.querySelector<HTMLElement>('[data-hit]')?.focus();
                else if (event.key === 'Escape' && query !== '') {
                  event.stopPropagation();
                  setQuery('');
                } else return;
                event.preventDefault();
              }}
            />
            <Key name={SEARCH_KEY} />
          </label>
          <div className="settings-sections" role="tablist" aria-orientation="vertical" aria-label={frame.sections}>
            {SECTIONS.map(({ id, icon: Icon, words }) => (
              <button
                key={id} type="button" role="tab" id={`settings-tab-${id}`} className="settings-tab" aria-selected={id === current && query === ''} aria-controls="settings-page" tabIndex={id === current ? 0 : -1}
                data-section-tab={id} title={words[language].title} data-first={id === current ? '' : undefined} onClick={() => { visit({ section: id, setting: null, name: '', text: '' }, true); }}
              >
                <Icon size={18} aria-hidden="true" /> <span className="settings-tab-name">{words[language].title}</span>
              </button>
            ))}
          </div>
        </div>
        <div className="settings-page" id="settings-page" role="tabpanel" aria-labelledby={`settings-tab-${current}`} tabIndex={-1} ref={page} data-section-page={query === '' ? current : 'search'}>
          {query !== '' && <Hits hits={hits} onTake={(hit) => { visit(hit, true); }} />}
          {section !== undefined && (
            // A page that is searched over stays as it was: what was typed into it is not lost.
            <div hidden={query !== ''}>
              <SectionKeysContext value={registerKeys}>
                <UnsavedParts onNote={noteUnsaved}>
                  <Page key={section.id} section={section} goal={goal} />
                </UnsavedParts>
              </SectionKeysContext>
            </div>
          )}
        </div>
      </div>
      {asking !== null && (
        <AskUnsaved
          onKeep={() => { setAsking(null); }}
          onDiscard={() => {
            setAsking(null);
            go(asking, true);
          }}
        />
      )}
    </Dialog>
  );
}

/** The head of a page, the page, and the way to the setting somebody looked for. */
function Page({ section, goal }: { readonly section: SettingsSection; readonly goal: Goal }) {
  const { language } = useWords();
  const { title, text } = section.words[language];
  const head = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const page = head.current?.closest<HTMLElement>('.settings-page');
    if (goal.round === 0 || page == null) return undefined;
    const arrive = (): boolean => {
      const place = goal.setting === null ? null : page.querySelector<HTMLElement>(`[data-setting="${CSS.escape(goal.setting)}"]`);
      if (goal.setting !== null && place === null) return false;
      place?.scrollIntoView({ block: 'center' });
      place?.setAttribute('data-found', '');
      (place?.querySelector<HTMLElement>('input, select, textarea, button') ?? place ?? page).focus();
      return true;
    };
    page.scrollTop = 0;
    page.focus();
    if (arrive()) return () => { unmark(page); };
    // The page, or what it asks main for, is still on its way.
    const watch = new MutationObserver(() => {
      if (arrive()) watch.disconnect();
    });
    watch.observe(page, { childList: true, subtree: true });
    return () => {
      watch.disconnect();
      unmark(page);
    };
  }, [goal]);
  return (
    <>
      <div className="settings-head" ref={head}>
        <h2>{title}</h2>
        <p className="muted settings-text">{text}</p>
      </div>
      <Suspense fallback={<div data-opening="" />}>{PAGES.get(section.id)}</Suspense>
    </>
  );
}

function unmark(page: HTMLElement): void {
  for (const found of page.querySelectorAll('[data-found]')) found.removeAttribute('data-found');
}

/** Tells the dialog what is not saved, and the settings too: leaving a page asks as well. */
function UnsavedParts({ onNote, children }: { readonly onNote: (part: string, isUnsaved: boolean) => void; readonly children: ReactNode }) {
  const outer = use(UnsavedContext);
  const note = useCallback((part: string, isUnsaved: boolean): void => {
    onNote(part, isUnsaved);
    outer(part, isUnsaved);
  }, [outer, onNote]);
  return <UnsavedContext value={note}>{children}</UnsavedContext>;
}

function Hits({ hits, onTake }: { readonly hits: readonly SettingHit[]; readonly onTake: (hit: SettingHit) => void }) {
  const { language } = useWords();
  const { frame } = SECTION_WORDS[language];
  const list = useRef<HTMLUListElement>(null);
  const step = (by: number): void => {
    const all = [...(list.current?.querySelectorAll<HTMLElement>('[data-hit]') ?? [])];
    const at = all.findIndex((one) => one === document.activeElement);
    all[Math.max(0, Math.min(all.length - 1, at + by))]?.focus();
  };
  return (
    <section>
      <h2 className="settings-head" aria-live="polite">{hits.length === 0 ? frame.none : `${frame.hits} (${hits.length})`}</h2>
      <ul className="picks" ref={list}>
        {hits.map((hit) => (
          <li key={`${hit.section} ${hit.setting ?? ''}`}>
            <button
              type="button" className="pick" data-hit={`${hit.section}${hit.setting === null ? '' : `.${hit.setting}`}`} onClick={() => { onTake(hit); }}
              onKeyDown={(event) => {
                if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
                event.preventDefault();
                step(event.key === 'ArrowDown' ? 1 : -1);
              }}
            >
              <span className="pick-main">
                <strong>{hit.name}</strong>
                <small>{hit.text}</small>
              </span>
              <span className="muted settings-where">{SECTIONS.find(({ id }) => id === hit.section)?.words[language].title}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
