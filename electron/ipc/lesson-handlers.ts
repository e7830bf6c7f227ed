import type { Handlers } from '../../shared/contract/contract.ts';
import { TillError } from '../../shared/errors/registry.ts';
import type { Lessons } from '../till/lessons.ts';

type LessonChannel = 'lessons.view' | 'lessons.begin' | 'lessons.leave' | 'lessons.hint' | 'lessons.scanPhone' | 'lessons.decline';

/** The lessons of the practice till; there are none while the till takes real money. */
export function lessonHandlers(lessons: Lessons | null): { readonly [C in keyof Handlers as C extends LessonChannel ? C : never]: Handlers[C] } {
  const inTraining = (): Lessons => {
    if (lessons === null) throw new TillError('INTERNAL', { why: 'practice' });
    return lessons;
  };
  return {
    'lessons.view': ({ pressed }) => inTraining().view(pressed),
    'lessons.begin': ({ lessonId }) => (inTraining().begin(lessonId), {}),
    'lessons.leave': () => (inTraining().leave(), {}),
    'lessons.hint': () => (inTraining().hint(), {}),
    'lessons.scanPhone': () => inTraining().scanPhone(),
    'lessons.decline': () => (inTraining().decline(), {}),
  };
}
