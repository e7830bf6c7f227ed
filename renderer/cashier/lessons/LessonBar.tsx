import { Award, GraduationCap, Lightbulb, Smartphone, TriangleAlert, X } from 'lucide-react';
import { useState } from 'react';
import type { LessonRunView } from '../../../shared/contract/lesson-views.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { LAYER, useKeyLayer } from '../../ui/keys/router.ts';
import { act } from '../commands.ts';
import { ALWAYS } from '../keymap.ts';
import { useTill } from '../till.ts';
import { lessonFacts } from './facts.ts';
import { beginLesson, declineLessons, leaveLesson, noteHint, scanPhone, useLessons } from './store.ts';
import { useLessonWords } from './words.ts';
import './lessons.css';

/** The lesson that is on, in a bar of its own below everything: it covers nothing, and stays in sight while dialogs are open. */
export function LessonBar() {
  const lessons = useLessons();
  const isClosed = useTill((till) => till.phase === 'closed');
  if (lessons === null) return null;
  if (lessons.run !== null) return <RunBar key={`${lessons.run.lessonId} ${lessons.run.at}`} run={lessons.run} />;
  return lessons.isOffered && isClosed ? <Offer /> : null;
}

function Offer() {
  const words = useLessonWords();
  return (
    <aside className="lesson-bar" aria-label={words.title} data-lesson="offer">
      <GraduationCap size={24} aria-hidden="true" />
      <p className="lesson-text"><strong>{words.offer}</strong></p>
      <Button look="primary" action="firstLesson" onClick={() => { void beginLesson('firstSale'); }}>{words.offerYes}</Button>
      <Button hint={ALWAYS.lessons[0]} action="lessons" onClick={() => { act('lessons'); }}>{words.open}</Button>
      <Button look="quiet" action="declineLessons" onClick={() => { void declineLessons(); }}>{words.offerNo}</Button>
    </aside>
  );
}

function RunBar({ run }: { readonly run: LessonRunView }) {
  const { language } = useWords();
  const words = useLessonWords();
  const currency = useTill((till) => till.shop.currency);
  const [isHinted, setHinted] = useState(false);
  const facts = lessonFacts(run, language, currency);
  const step = run.steps[run.at];
  const { name } = words.lessons[run.lessonId];
  const showHint = (): void => {
    setHinted(true);
    noteHint();
  };
  const scan = (): void => {
    void scanPhone();
  };
  const help = run.phone !== null ? scan : isHinted || step === undefined ? null : showHint;
  useKeyLayer(LAYER.help, (key) => {
    if (!ALWAYS.lessons.includes(key) || help === null) return false;
    help();
    return true;
  });
  const key = ALWAYS.lessons[0];
  return (
    <aside className="lesson-bar" aria-label={`${words.lesson}: ${name}`} data-lesson={run.lessonId} data-step={step ?? 'over'} data-wrong={run.latest ?? undefined}>
      {step === undefined ? <Award size={24} aria-hidden="true" /> : run.latest !== null ? <TriangleAlert size={24} aria-hidden="true" /> : <GraduationCap size={24} aria-hidden="true" />}
      <div className="lesson-text" role="status">
        <span className="lesson-at">{name} · {step === undefined ? words.over : run.at < run.before ? words.ready : words.step(String(run.at - run.before + 1), String(run.steps.length - run.before))}</span>
        {run.latest !== null && <span className="lesson-wrong">{words.wrong[run.latest](facts)}{run.isAgain && ` ${words.again}`}</span>}
        {step !== undefined && <strong>{words.steps[step].what(facts)}</strong>}
        {step !== undefined && isHinted && <span>{words.steps[step].hint(facts)}</span>}
        {run.result !== null && <strong>{words.score} {run.result.score} · {words.grades[run.result.grade]}</strong>}
      </div>
      {run.phone !== null && <Button look="primary" icon={<Smartphone size={18} aria-hidden="true" />} hint={key} action="scanPhone" onClick={scan}>{words.scanPhone}</Button>}
      {step !== undefined && !isHinted && <Button icon={<Lightbulb size={18} aria-hidden="true" />} hint={run.phone === null ? key : ''} action="lessonHint" onClick={showHint}>{words.hint}</Button>}
      {help === null && <Button look={step === undefined ? 'primary' : 'plain'} hint={key} action="lessons" onClick={() => { act('lessons'); }}>{words.open}</Button>}
      <Button look="quiet" icon={<X size={18} aria-hidden="true" />} aria-label={words.leave} title={words.leave} action="leaveLesson" onClick={() => { void leaveLesson(); }} />
    </aside>
  );
}
