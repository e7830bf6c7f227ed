import { ArrowUpCircle, BadgeCheck, CircleAlert, CircleSlash, LoaderCircle } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { UpdateState, UpdateView } from '../../../shared/contract/update-views.ts';
import { readPlace } from '../../../shared/update/place.ts';
import { follow } from '../../bridge.ts';
import { dateTimeText } from '../../i18n/format.ts';
import { errorWords, useWords } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { useUnsaved } from '../../ui/Unsaved.tsx';
import { tell } from '../notices.ts';
import { useSectionKeys } from '../settings/section.ts';
import { Setting } from '../settings/Setting.tsx';
import { ask, useTill } from '../till.ts';
import { useUpdateWords } from './words.ts';
import './update.css';

const LOOK_KEY = 'F6';

/** Other versions: whether there is one, where they are looked for, and installing one that is ready. */
export function UpdatePage() {
  const words = useUpdateWords();
  const [view, setView] = useState<UpdateView | null>(null);
  // What keeps it from being installed (a shift, a payment) changes with the till.
  const revision = useTill((till) => till.revision);
  useEffect(() => follow('update.changed', setView), []);
  useEffect(() => {
    let isGone = false;
    void ask('update.view', {}).then((answer) => {
      if (!isGone && answer.ok) setView(answer.value);
    });
    return () => {
      isGone = true;
    };
  }, [revision]);
  const look = (): void => {
    void ask('update.check', {}).then((answer) => {
      if (answer.ok) setView(answer.value);
    });
  };
  const canLook = view !== null && mayLook(view);
  useSectionKeys((key) => {
    if (key !== LOOK_KEY || !canLook) return false;
    look();
    return true;
  });
  if (view === null) return <div data-opening="" />;
  const { settings } = words.section;
  return (
    <div className="setting-list">
      <Setting id="updateNow" words={settings.updateNow}>
        <State view={view} onView={setView} look={canLook ? <Button hint={LOOK_KEY} action="updateLook" onClick={look}>{words.look}</Button> : null} />
      </Setting>
      <PlaceForm view={view} onSaved={setView} />
    </div>
  );
}

const mayLook = ({ state, settings }: UpdateView): boolean => settings.place !== '' && ['waiting', 'upToDate', 'ready', 'failed'].includes(state.kind);

const ICONS: Readonly<Record<UpdateState['kind'], typeof BadgeCheck>> = {
  noKey: CircleSlash, off: CircleSlash, waiting: CircleSlash, checking: LoaderCircle, upToDate: BadgeCheck, downloading: LoaderCircle, ready: ArrowUpCircle, preparing: LoaderCircle, handedOver: BadgeCheck, failed: CircleAlert,
};

function State({ view, look, onView }: { readonly view: UpdateView; readonly look: ReactNode; readonly onView: (view: UpdateView) => void }) {
  const { language } = useWords();
  const words = useUpdateWords();
  const { state, found, current } = view;
  const version = found?.version ?? '';
  const Icon = ICONS[state.kind];
  const percent = state.kind === 'downloading' && state.totalBytes > 0 ? Math.min(100, Math.floor((100 * state.receivedBytes) / state.totalBytes)) : 0;
  const trouble = state.kind === 'failed' ? errorWords(state.error, language) : null;
  return (
    <>
      <div className="update-state" data-update={state.kind}>
        <Icon size={20} aria-hidden="true" />
        <div className="update-words" role="status">
          <strong>{trouble === null ? headline(state, version, percent, words) : trouble.what}</strong>
          <small className="muted">{detail(view, trouble?.press ?? '', words)}</small>
          <small className="muted figures">{[words.runs(current), view.checkedAtMs === null ? '' : words.checkedAt(dateTimeText(view.checkedAtMs, language))].filter((part) => part !== '').join(' · ')}</small>
        </div>
        {look}
      </div>
      {state.kind === 'downloading' && <div className="update-bar" role="progressbar" aria-label={words.downloading(version, percent)} aria-valuenow={percent} aria-valuemin={0} aria-valuemax={100}><div style={{ inlineSize: `${percent}%` }} /></div>}
      {state.kind === 'handedOver' && state.byHand && <code className="update-command">{state.command}</code>}
      {found !== null && found.notes[language] !== '' && (
        <section className="update-news">
          <h4>{words.news(version, dateTimeText(found.releasedAtMs, language))}</h4>
          <p>{found.notes[language]}</p>
        </section>
      )}
      {state.kind === 'ready' && <Install view={view} onView={onView} />}
    </>
  );
}

type Words = ReturnType<typeof useUpdateWords>;

function headline(state: UpdateState, version: string, percent: number, words: Words): string {
  switch (state.kind) {
    case 'downloading':
      return words.downloading(version, percent);
    case 'ready':
      return words.ready(version);
    case 'handedOver':
      return state.byHand ? words.byHand(version) : words.handedOver(version);
    case 'noKey': case 'off': case 'waiting': case 'checking': case 'upToDate': case 'preparing':
      return words.states[state.kind];
    // Says what went wrong itself.
    case 'failed':
      return '';
  }
}

function detail({ state, found }: UpdateView, trouble: string, words: Words): string {
  switch (state.kind) {
    case 'noKey':
      return words.noKeyText;
    case 'off':
      return words.offText;
    case 'waiting':
      return words.waitingText;
    case 'downloading': case 'ready':
      return words.readyText(((found?.bytes ?? 0) / 1_000_000).toFixed(1));
    case 'handedOver':
      return state.byHand ? words.byHandText : words.handedOverText;
    case 'failed':
      return trouble;
    case 'checking': case 'upToDate': case 'preparing':
      return '';
  }
}

/** Two presses: the first says what the second will do. */
function Install({ view, onView }: { readonly view: UpdateView; readonly onView: (view: UpdateView) => void }) {
  const words = useUpdateWords();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [block] = view.blocks;
  const group = useRef<HTMLDivElement>(null);
  // The key that asked is not the key that agrees, but it is near.
  useEffect(() => {
    if (asking) group.current?.querySelector('button')?.focus();
  }, [asking]);
  const install = (): void => {
    if (busy) return;
    setBusy(true);
    void ask('update.install', {}).then((answer) => {
      setBusy(false);
      setAsking(false);
      if (answer.ok) onView(answer.value);
    });
  };
  if (block !== undefined) return <p className="update-block" data-block={block}>{words.blocks[block]}</p>;
  if (!asking) return <div className="update-install"><Button look="primary" action="updateInstall" onClick={() => { setAsking(true); }}>{words.install}</Button></div>;
  return (
    <div className="update-install" role="group" aria-label={words.install} ref={group}>
      <p>{words.sureText}</p>
      <Button look="primary" disabled={busy} action="updateSure" onClick={install}>{words.sure}</Button>
      <Button disabled={busy} action="updateNotNow" onClick={() => { setAsking(false); }}>{words.notNow}</Button>
    </div>
  );
}

function PlaceForm({ view, onSaved }: { readonly view: UpdateView; readonly onSaved: (view: UpdateView) => void }) {
  const words = useUpdateWords();
  const { settings } = words.section;
  const [place, setPlace] = useState(view.settings.place);
  const [busy, setBusy] = useState(false);
  const isChanged = place.trim() !== view.settings.place;
  const isWrong = readPlace(place) === null;
  useUnsaved(isChanged);
  return (
    <form
      className="setting-list update-place"
      onSubmit={(event) => {
        event.preventDefault();
        if (busy || !isChanged || isWrong) return;
        setBusy(true);
        void ask('settings.saveUpdate', { place: place.trim() }).then((answer) => {
          setBusy(false);
          if (!answer.ok) return;
          setPlace(answer.value.settings.place);
          tell({ kind: 'good', text: words.saved });
          onSaved(answer.value);
        });
      }}
    >
      <Setting id="updatePlace" words={settings.updatePlace}>
        <input className="input" name="update-place" aria-label={words.place} aria-invalid={isWrong} autoComplete="off" spellCheck={false} maxLength={400} placeholder={words.placeHint} value={place} onChange={(event) => { setPlace(event.target.value); }} />
        {isWrong && <p className="field-wrong" role="alert">{words.placeWrong}</p>}
      </Setting>
      <footer className="setting-foot">
        <Button look="primary" submits disabled={!isChanged || busy || isWrong} action="save-update">{words.save}</Button>
      </footer>
    </form>
  );
}
