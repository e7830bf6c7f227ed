import { Award, Check, CircleDot, CircleHelp, RotateCcw, X } from 'lucide-react';
import type { LessonRunView, LessonsView } from '../../../shared/contract/lesson-views.ts';
import type { LessonId } from '../../../shared/training/lessons.ts';
import { dateTimeText, durationText } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { useStore } from '../../store.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Key } from '../../ui/Key.tsx';
import { setDesk } from '../desk.ts';
import { helpStore } from '../help/help-store.ts';
import { ALWAYS } from '../keymap.ts';
import { useTill } from '../till.ts';
import { lessonFacts } from './facts.ts';
import { beginLesson, leaveLesson, lessonsStore } from './store.ts';
import { useLessonWords } from './words.ts';
import './lessons.css';

const KEYS = { restart: 'F5', leave: 'F8' } as const;

/** All lessons with the best score of each; where one is on, its steps; where one has just ended, what it came to. */
export function LessonsDialog() {
  const words = useLessonWords();
  const view = useStore(lessonsStore, (value) => value);
  const close = (): void => {
    setDesk({ dialog: null });
  };
  const run = view?.run ?? null;
  const begin = (lessonId: LessonId): void => {
    void beginLesson(lessonId);
  };
  const leave = (): void => {
    void leaveLesson();
  };
  const onKey = (key: string): boolean => {
    const chosen = /^[1-6]$/.test(key) ? view?.lessons[Number(key) - 1] : undefined;
    if (chosen?.isThere === true) begin(chosen.lessonId);
    else if (run !== null && key === KEYS.restart) begin(run.lessonId);
    else if (run !== null && key === KEYS.leave) leave();
    else return false;
    return true;
  };
  return (
    <Dialog name="lessons" title={words.title} closeKeys={ALWAYS.lessons} onKey={onKey} onClose={close}>
      {run?.result != null && view !== null && <Certificate view={view} run={run} result={run.result} />}
      {run !== null && (
        <section className="lesson-run">
          <h3>{words.lessons[run.lessonId].name}</h3>
          <Steps run={run} />
          <div className="lesson-buttons">
            <Button icon={<RotateCcw size={18} aria-hidden="true" />} hint={KEYS.restart} action="restartLesson" onClick={() => { begin(run.lessonId); }}>{words.restart}</Button>
            <Button icon={<X size={18} aria-hidden="true" />} hint={KEYS.leave} action="endLesson" onClick={leave}>{words.leave}</Button>
          </div>
        </section>
      )}
      <p className="muted lesson-about">{words.about}</p>
      <ul className="picks">
        {(view?.lessons ?? []).map(({ lessonId, isThere, best }, index) => (
          <li key={lessonId}>
            <button type="button" className="pick" disabled={!isThere} data-lesson-pick={lessonId} aria-keyshortcuts={String(index + 1)} onClick={() => { begin(lessonId); }}>
              <span className="pick-main">
                <strong>{words.lessons[lessonId].name}</strong>
                <small>{isThere ? words.lessons[lessonId].goal : words.notHere}</small>
              </span>
              {best !== null && <span className="lesson-best"><Check size={16} aria-hidden="true" /> {words.best(String(best.score))}</span>}
              <Key name={String(index + 1)} />
            </button>
          </li>
        ))}
      </ul>
      <Button look="quiet" icon={<CircleHelp size={18} aria-hidden="true" />} action="lessonsHelp" onClick={() => { helpStore.set({ kind: 'topic', topic: 'lessons' }); }}>{words.help}</Button>
    </Dialog>
  );
}

function Steps({ run }: { readonly run: LessonRunView }) {
  const { language } = useWords();
  const words = useLessonWords();
  const currency = useTill((till) => till.shop.currency);
  const facts = lessonFacts(run, language, currency);
  return (
    <ol className="lesson-steps">
      {run.steps.map((step, index) => {
        const state = index < run.at ? 'done' : index === run.at ? 'now' : 'later';
        return (
          <li key={`${step}-${String(index)}`} data-state={state} aria-current={state === 'now' ? 'step' : undefined}>
            {state === 'done' ? <Check size={18} aria-hidden="true" /> : <CircleDot size={18} aria-hidden="true" />}
            <span>
              {words.steps[step].what(facts)}
              {state !== 'later' && <span className="visually-hidden"> ({state === 'done' ? words.isDone : words.isNow})</span>}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

function Certificate({ view, run, result }: { readonly view: LessonsView; readonly run: LessonRunView; readonly result: NonNullable<LessonRunView['result']> }) {
  const { language } = useWords();
  const words = useLessonWords();
  const hasAll = view.lessons.every(({ best, isThere }) => best !== null || !isThere);
  return (
    <section className="lesson-certificate" data-certificate={run.lessonId}>
      <Award size={28} aria-hidden="true" />
      <div>
        <p><strong>{words.certificate(result.name, words.lessons[run.lessonId].name, dateTimeText(result.atMs, language))}</strong></p>
        <p>{words.score} {result.score} · {words.grades[result.grade]}</p>
        <p className="muted figures">{words.effort(durationText(result.elapsedMs), words.mistakes(result.mistakes), String(result.keys), String(result.hints))}</p>
        {hasAll && <p><strong>{words.allDone(result.name)}</strong></p>}
      </div>
    </section>
  );
}
