import { ArrowDown, ArrowUp, CircleAlert, ImageOff } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { ScreenSettingsView } from '../../../shared/contract/screen-views.ts';
import { SCHEDULED_MAX } from '../../../shared/slides/schedule.ts';
import { Button, keepFocus } from '../../ui/Button.tsx';
import { useUnsaved } from '../../ui/Unsaved.tsx';
import { tell } from '../notices.ts';
import { ask } from '../till.ts';
import { useSectionKeys } from './section.ts';
import { draftOf, moved, timesOf, wrongWith, type SlideDraft } from './slide-draft.ts';
import { SlidePicture } from './SlidePicture.tsx';
import { useSlideWords, type SlideWords } from './slide-words.ts';

const KEYS = { earlier: 'F6', later: 'F7', save: 'F12' } as const;
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

interface EditorProps {
  readonly view: ScreenSettingsView;
  readonly onSaved: (view: ScreenSettingsView) => void;
}

/** What lies in the folder: each picture with when it is shown, or with what is wrong with it. One that is chosen opens, to be moved, timed or switched off. */
export function SlidesEditor({ view, onSaved }: EditorProps) {
  const words = useSlideWords();
  const [drafts, setDrafts] = useState<readonly SlideDraft[]>(() => view.slides.map(draftOf));
  const [open, setOpen] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const isChanged = JSON.stringify(drafts) !== JSON.stringify(view.slides.map(draftOf));
  const isRight = drafts.every((draft) => wrongWith(draft) === null);
  useUnsaved(isChanged);
  const at = drafts.findIndex(({ file }) => file === open);
  const move = (by: -1 | 1): void => {
    setDrafts(moved(drafts, at, by));
  };
  const save = (): void => {
    if (busy || !isChanged || !isRight) return;
    setBusy(true);
    void ask('settings.saveSlides', { slides: drafts.slice(0, SCHEDULED_MAX).map(timesOf) }).then((answer) => {
      setBusy(false);
      if (!answer.ok) return;
      setDrafts(answer.value.slides.map(draftOf));
      onSaved(answer.value);
      tell({ kind: 'good', text: words.saved });
    });
  };
  useSectionKeys((key) => {
    if (key === KEYS.save) save();
    else if (key === KEYS.earlier && at >= 0) move(-1);
    else if (key === KEYS.later && at >= 0) move(1);
    else return false;
    return true;
  });
  return (
    <section className="slides-found">
      <h3>{words.looked(view.folder)}</h3>
      {view.problem !== null && !(view.problem === 'missing' && view.settings.folder === '') && (
        <p className="field-wrong" role="alert">
          <CircleAlert size={16} aria-hidden="true" /> {words.folderProblems[view.problem]}
        </p>
      )}
      {drafts.length === 0 ? <p className="muted">{words.none}</p> : <p className="muted">{words.about}</p>}
      <ul>
        {drafts.map((draft, index) => {
          const slide = view.slides.find(({ file }) => file === draft.file);
          if (slide === undefined) return null;
          const isOpen = draft.file === open;
          return (
            <li key={draft.file} data-slide={draft.file} data-problem={slide.problem ?? ''} data-off={!draft.isOn} data-open={isOpen}>
              <button type="button" className="slide-open" aria-expanded={isOpen} title={words.change(draft.file)} data-action="openSlide" onMouseDown={keepFocus} onClick={() => { setOpen(isOpen ? null : draft.file); }}>
                {slide.problem === null ? <SlidePicture slideId={slide.slideId} /> : <span className="slide-picture"><ImageOff size={20} aria-hidden="true" /></span>}
                <span className="slide-name">
                  <span className="ellipsis">{draft.file}</span>
                  {slide.problem === null ? <span className="muted figures">{[`${slide.widthPixels}×${slide.heightPixels}`, timesText(draft, words)].join(' · ')}</span> : <span className="field-wrong">{words.problems[slide.problem]}</span>}
                </span>
                {slide.problem === null && <span className={slide.isShown ? 'badge badge-on' : 'badge'}>{draft.isOn ? (slide.isShown ? words.shownNow : words.notNow) : words.off}</span>}
              </button>
              {isOpen && (
                <Times
                  draft={draft} usualSeconds={view.settings.seconds} isFirst={index === 0} isLast={index === drafts.length - 1} onMove={move}
                  onChange={(change) => { setDrafts(drafts.map((one) => (one.file === draft.file ? { ...one, ...change } : one))); }}
                />
              )}
            </li>
          );
        })}
      </ul>
      {drafts.length > 0 && (
        <footer className="slides-foot">
          {isChanged && <span className="muted">{words.changed}</span>}
          <Button look="primary" hint={KEYS.save} disabled={!isChanged || !isRight || busy} action="saveSlides" onClick={save}>{words.save}</Button>
        </footer>
      )}
    </section>
  );
}

interface TimesProps {
  readonly draft: SlideDraft;
  readonly usualSeconds: number;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly onMove: (by: -1 | 1) => void;
  readonly onChange: (change: Partial<SlideDraft>) => void;
}

/** When one picture is shown, and where it stands. */
function Times({ draft, usualSeconds, isFirst, isLast, onMove, onChange }: TimesProps) {
  const words = useSlideWords();
  const wrong = wrongWith(draft);
  const field = (name: 'from' | 'to' | 'begin' | 'end', type: 'date' | 'time', part: 'days' | 'hours'): ReactNode => (
    <label className="field">
      <span className="field-label">{words[name]}</span>
      <input className="input" type={type} name={name} value={draft[name]} aria-invalid={wrong === part} onChange={(event) => { onChange({ [name]: event.target.value }); }} />
    </label>
  );
  return (
    <div className="slide-times">
      <div className="slide-row">
        <label className="check">
          <input type="checkbox" name="isOn" checked={draft.isOn} onChange={(event) => { onChange({ isOn: event.target.checked }); }} />
          <span>{words.isOn}</span>
        </label>
        <Button icon={<ArrowUp size={18} aria-hidden="true" />} hint={KEYS.earlier} action="slideEarlier" disabled={isFirst} onClick={() => { onMove(-1); }}>{words.earlier}</Button>
        <Button icon={<ArrowDown size={18} aria-hidden="true" />} hint={KEYS.later} action="slideLater" disabled={isLast} onClick={() => { onMove(1); }}>{words.later}</Button>
      </div>
      <div className="slide-fields">
        {field('from', 'date', 'days')}{field('to', 'date', 'days')}{field('begin', 'time', 'hours')}{field('end', 'time', 'hours')}
        <label className="field">
          <span className="field-label">{words.seconds}</span>
          <input className="input figures" name="slideSeconds" inputMode="numeric" autoComplete="off" maxLength={3} placeholder={words.secondsHint(usualSeconds)} value={draft.seconds} aria-invalid={wrong === 'seconds'} onChange={(event) => { onChange({ seconds: event.target.value }); }} />
        </label>
      </div>
      <div className="slide-days" role="group" aria-label={words.weekdays}>
        <span className="field-label">{words.weekdays}</span>
        {WEEKDAYS.map((day) => {
          const isChosen = draft.weekdays.includes(day);
          return (
            <Button key={day} aria-pressed={isChosen} action={`slideDay-${String(day)}`} onClick={() => { onChange({ weekdays: isChosen ? draft.weekdays.filter((one) => one !== day) : [...draft.weekdays, day] }); }}>
              {words.weekday[day - 1]}
            </Button>
          );
        })}
      </div>
      {wrong !== null && <p className="field-wrong" role="alert">{words.wrong[wrong]}</p>}
    </div>
  );
}

/** "from 2026-11-01, Mon Tue, 08:00–11:00" */
function timesText({ from, to, weekdays, begin, end, seconds }: SlideDraft, words: SlideWords): string {
  const parts = [
    ...(from === '' ? [] : [words.sinceDay(from)]), ...(to === '' ? [] : [words.untilDay(to)]), ...(weekdays.length === 0 || weekdays.length === WEEKDAYS.length ? [] : [[...weekdays].sort((a, b) => a - b).map((day) => words.weekday[day - 1]).join(' ')]),
    ...(begin === '' || end === '' ? [] : [`${begin}–${end}`]),
  ];
  return [parts.length === 0 ? words.always : parts.join(', '), ...(seconds === '' ? [] : [words.each(seconds)])].join(' · ');
}
