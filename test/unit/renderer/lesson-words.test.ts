import { expect, test } from 'vitest';
import type { LessonFacts } from '../../../renderer/cashier/lessons/facts.ts';
import { LESSON_WORDS } from '../../../renderer/cashier/lessons/words.ts';
import { UI_LANGUAGES } from '../../../renderer/i18n/format.ts';
import { LESSON_IDS, LESSONS, MISTAKES, STEP_IDS } from '../../../shared/training/lessons.ts';
import { gradeOf, scoreOf } from '../../../shared/training/score.ts';

const KEYS = { enter: 'k', hold: 'k', discard: 'k', search: 'k', more: 'k', quantity: 'k', voidLine: 'k', pay: 'k', take: 'k', showCode: 'k', receipts: 'k', day: 'k', lessons: 'k' };
const FACTS: LessonFacts = { first: 'A', second: 'B', firstNumber: '1', secondNumber: '2', note: 'N', notePlain: '100', way: 'W', receipt: 'R', drawer: 'D', drawerPlain: '500', keys: KEYS };
const SIMPLIFIED_ONLY = /[这单码扫数问请个还没对时选钱总计称枪机银结网关络发设语让给认边转过应实际备现务顾户输课练习误]/u;
const TRADITIONAL_ONLY = /[這單碼掃數問請個還沒對時選錢總計稱槍機銀結網關絡發設語讓給認邊轉過應實際備現務顧戶輸課練習誤]/u;

/** Every sentence a lesson can say. */
function sentences(language: (typeof UI_LANGUAGES)[number]): string[] {
  const words = LESSON_WORDS[language];
  return [
    ...LESSON_IDS.flatMap((id) => [words.lessons[id].name, words.lessons[id].goal]), ...STEP_IDS.flatMap((id) => [words.steps[id].what(FACTS), words.steps[id].hint(FACTS)]), ...MISTAKES.map((id) => words.wrong[id](FACTS)),
    words.about, words.offer, words.again, words.certificate('M', 'L', 'D'), words.allDone('M'), words.effort('1:00', words.mistakes(2), '3', '4'), words.mistakes(0), words.mistakes(1),
  ];
}

test('every lesson, step and mistake has words, each script apart', () => {
  for (const language of UI_LANGUAGES) for (const sentence of sentences(language)) expect(sentence).not.toMatch(/^$|undefined/);
  expect(TRADITIONAL_ONLY.exec(sentences('zh-Hans').join(''))?.[0]).toBeUndefined();
  expect(SIMPLIFIED_ONLY.exec(sentences('zh-Hant').join(''))?.[0]).toBeUndefined();
});

test('every step belongs to a lesson or makes the till ready, and no lesson has one twice', () => {
  const used = LESSON_IDS.flatMap((id) => LESSONS[id].steps.map((step) => step.id));
  expect(new Set([...used, 'openShift', 'clearSale'])).toEqual(new Set(STEP_IDS));
  for (const id of LESSON_IDS) expect(new Set(LESSONS[id].steps.map((step) => step.id)).size).toBe(LESSONS[id].steps.length);
});

test('mistakes and hints cost most, time and keys a little, and nothing goes below zero', () => {
  const { par } = LESSONS.firstSale;
  const well = { elapsedMs: par.seconds * 1_000, mistakes: 0, keys: par.keys, hints: 0 };
  expect(scoreOf('firstSale', well)).toBe(100);
  expect(scoreOf('firstSale', { ...well, mistakes: 1 })).toBe(85);
  expect(scoreOf('firstSale', { ...well, hints: 1 })).toBe(95);
  expect(scoreOf('firstSale', { ...well, elapsedMs: 86_400_000, keys: 10_000 })).toBe(70);
  expect(scoreOf('firstSale', { ...well, mistakes: 50 })).toBe(0);
  expect([100, 85, 84, 60, 59].map(gradeOf)).toEqual(['excellent', 'excellent', 'good', 'good', 'again']);
});
