import { expect, test } from 'vitest';
import { RECONCILE_PAGE_WORDS } from '../../../renderer/cashier/reconcile/words.ts';
import { CAUSE_NAMES, CAUSES, CAUSES_BY_WEIGHT } from '../../../shared/reconciliation/causes.ts';
import { UNIT_SOURCES } from '../../../shared/reconciliation/files.ts';
import { RECONCILE_WORDS, unitText } from '../../../shared/reconciliation/words.ts';

/** Every text, with functions called on sample words. */
function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'function') return [String((value as (...samples: string[]) => string)('7', '8', '9'))];
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(texts);
  return [];
}
const LANGUAGES = Object.keys(RECONCILE_WORDS) as (keyof typeof RECONCILE_WORDS)[];

test('every cause says what differs and what to do, in every language', () => {
  for (const language of LANGUAGES) {
    for (const cause of CAUSE_NAMES) {
      const { what, next } = RECONCILE_WORDS[language].causes[cause];
      expect(what, `${cause} ${language}`).not.toBe('');
      expect(next, `${cause} ${language}`).toMatch(/[.。]$/);
    }
    expect(texts(RECONCILE_WORDS[language]).concat(texts(RECONCILE_PAGE_WORDS[language])).some((text) => text === '' || text.includes('undefined'))).toBe(false);
    for (const source of UNIT_SOURCES) expect(unitText(RECONCILE_WORDS[language], { unit: 'minor', source, agree: 1, compared: 2 })).not.toBe('');
  }
});

test('no cause is called by another one\'s name', () => {
  for (const language of LANGUAGES) {
    const whats = CAUSE_NAMES.map((cause) => RECONCILE_WORDS[language].causes[cause].what);
    expect(new Set(whats).size).toBe(whats.length);
  }
});

const SIMPLIFIED_ONLY = /[这单码扫数问请个还没对时选钱总计称枪机银结网关络发设语让给认边转过应实际备现帐]/u;
const TRADITIONAL_ONLY = /[這單碼掃數問請個還沒對時選錢總計稱槍機銀結網關絡發設語讓給認邊轉過應實際備現帳]/u;
test('simplified and traditional characters do not mix', () => {
  const all = (language: 'zh-Hans' | 'zh-Hant'): string => [...texts(RECONCILE_WORDS[language]), ...texts(RECONCILE_PAGE_WORDS[language])].join('');
  expect(TRADITIONAL_ONLY.exec(all('zh-Hans'))?.[0]).toBeUndefined();
  expect(SIMPLIFIED_ONLY.exec(all('zh-Hant'))?.[0]).toBeUndefined();
});

test('whatever may cost money is read first', () => {
  const weights = CAUSES_BY_WEIGHT.map((cause) => CAUSES[cause].weight);
  expect(weights).toEqual([...weights].sort((a, b) => ['attention', 'check', 'info'].indexOf(a) - ['attention', 'check', 'info'].indexOf(b)));
  expect([...CAUSES_BY_WEIGHT].sort()).toEqual([...CAUSE_NAMES].sort());
});
