import { lazy, Suspense } from 'react';
import { LAYER, useKeyLayer } from '../../ui/keys/router.ts';
import { useTill } from '../till.ts';

/** Fetched once the till stands still, or with the first question. */
export const QUESTION_LATER = { question: async () => ({ default: (await import('./QuestionDialog.tsx')).QuestionDialog }) };
const QuestionDialog = lazy(QUESTION_LATER.question);

/** The till's question, over whatever is open: it comes with the snapshot, so that no window can lose it. */
export function QuestionOver() {
  const question = useTill((till) => till.question);
  if (question === null) return null;
  return <Suspense fallback={<Covered />}><QuestionDialog key={question.questionId} question={question} /></Suspense>;
}

/** On its way: keys typed meanwhile belong to it. */
function Covered() {
  useKeyLayer(LAYER.dialog, () => true, { modal: true });
  return <div data-opening="" />;
}
