import type { Channel, Request, Response } from '../../../shared/contract/contract.ts';
import type { LessonResult, LessonRunView, LessonsView } from '../../../shared/contract/lesson-views.ts';
import { LESSON_IDS, LESSONS, type LessonId } from '../../../shared/training/lessons.ts';
import type { TillSnapshot } from '../../../shared/contract/views.ts';
import type { CashierState } from './fixtures.ts';

type LessonChannel = Extract<Channel, `lessons.${string}`>;
type Handlers = { readonly [C in LessonChannel]: (request: Request<C>) => Response<C> };

const RESULT: LessonResult = { score: 84, grade: 'good', elapsedMs: 96_000, mistakes: 1, keys: 22, hints: 0, atMs: 1_795_000_000_000, name: 'Mei Chan' };

/** A lesson somewhere on its way; nothing watches the fake till, so steps do not advance by themselves. */
const runOf = (lessonId: LessonId, change: Partial<LessonRunView> = {}): LessonRunView => ({
  lessonId, steps: LESSONS[lessonId].steps.map(({ id }) => id), at: 0, before: 0, mistakes: 0, latest: null, isAgain: false,
  first: { name: { en: 'Hot milk tea', zhHans: '热奶茶', zhHant: '熱奶茶' }, number: '101', priceMinor: 2_200 }, second: { name: { en: 'Iced milk tea', zhHans: '冻奶茶', zhHant: '凍奶茶' }, number: '102', priceMinor: 2_500 },
  noteMinor: 10_000, codeWay: 'alipayOrderCode', receiptNo: 126, drawerMinor: 124_350, phone: null, result: null, ...change,
});

const RUNS: Readonly<Record<string, LessonRunView>> = {
  lesson: runOf('firstSale', { at: 1 }), lessonSteps: runOf('cash', { at: 1 }), lessonWrong: runOf('cash', { at: 1, latest: 'notTheNote', isAgain: true, mistakes: 1 }), lessonHint: runOf('return', { at: 0 }), lessonPaying: runOf('orderCode', { at: 1 }),
  lessonPhone: runOf('password', { at: 1, phone: { code: '281234567890123451' } }), lessonOver: runOf('firstSale', { at: 5, mistakes: 1, result: RESULT }),
};

/** Lessons of the fake till: which one is on is chosen by the state. */
export function fakeLessons(state: string, changed: () => void): Handlers {
  let run: LessonRunView | null = RUNS[state] ?? null;
  let isOffered = state === 'lessonOffer';
  const view = (): LessonsView => ({
    lessons: LESSON_IDS.map((lessonId) => ({ lessonId, isThere: lessonId !== 'password', best: state === 'lessonOver' && lessonId === 'firstSale' ? RESULT : null })), run, isOffered: isOffered && run === null,
  });
  const set = (change: () => void): Record<string, never> => {
    change();
    changed();
    return {};
  };
  return {
    'lessons.view': view,
    'lessons.begin': ({ lessonId }) => set(() => { run = runOf(lessonId); }),
    'lessons.leave': () => set(() => { run = null; }),
    'lessons.hint': () => ({}),
    'lessons.scanPhone': () => ({ kind: 'paymentCode', token: 't1' }),
    'lessons.decline': () => set(() => { isOffered = false; }),
  };
}

/** Lessons over the stages they are played on. */
export const lessonStates = ({ closed, selling, paying }: { readonly closed: TillSnapshot; readonly selling: TillSnapshot; readonly paying: TillSnapshot }): Readonly<Record<string, CashierState>> => ({
  lessonOffer: { snapshot: closed, keys: [], waitFor: '[data-lesson="offer"]' },
  lessons: { snapshot: selling, keys: ['Alt+j'], waitFor: '[data-lesson-pick]' },
  lesson: { snapshot: selling, keys: [], waitFor: '[data-step="makeTwo"]' },
  lessonHint: { snapshot: selling, keys: ['Alt+j'], waitFor: '[data-step="findReceipt"]' },
  lessonWrong: { snapshot: selling, keys: [], waitFor: '[data-wrong]' },
  lessonPaying: { snapshot: paying, keys: [], waitFor: '[data-step="showCode"]' },
  lessonPhone: { snapshot: paying, keys: [], waitFor: '[data-action="scanPhone"]' },
  lessonSteps: { snapshot: selling, keys: ['Alt+j', 'Alt+j'], waitFor: '.lesson-steps' },
  lessonOver: { snapshot: selling, keys: ['Alt+j'], waitFor: '[data-certificate]' },
});
