import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { searchHelp } from '../../../renderer/cashier/help/search.ts';
import { DIALOG_TOPICS, HELP_TOPICS, stageOfTopic } from '../../../renderer/cashier/help/topics.ts';
import { HELP_FRAME, HELP_WORDS } from '../../../renderer/cashier/help/words.ts';
import { STAGES } from '../../../renderer/cashier/keymap.ts';
import { KEY_WORDS } from '../../../renderer/cashier/keys/words.ts';
import { SET_UP_WORDS } from '../../../renderer/cashier/set-up/words.ts';
import { SECTION_WORDS } from '../../../renderer/cashier/settings/section-words.ts';
import { SHOP_WORDS } from '../../../renderer/cashier/settings/shop-words.ts';
import { UI_LANGUAGES } from '../../../renderer/i18n/format.ts';
import { VOICES } from '../../../renderer/i18n/voices/voices.ts';
import { ERRORS, type ErrorCode } from '../../../shared/errors/registry.ts';
import { areaOf, customerClassOf, voicesOf } from '../../../shared/errors/voices.ts';

const ROOT = new URL('../../../', import.meta.url).pathname;
const CODES = Object.keys(ERRORS) as readonly ErrorCode[];

function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'function') return [String((value as (...samples: string[]) => string)('7', '8', '9'))];
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(texts);
  return [];
}
const SIMPLIFIED_ONLY = /[这单码扫数问请个还没对时选钱总计称枪机银结网关络发设语让给认边转过应实际备现务顾户输]/u;
const TRADITIONAL_ONLY = /[這單碼掃數問請個還沒對時選錢總計稱槍機銀結網關絡發設語讓給認邊轉過應實際備現務顧戶輸]/u;

test('the words keep the two scripts apart, and nothing is empty', () => {
  for (const words of [HELP_WORDS, HELP_FRAME, KEY_WORDS, SET_UP_WORDS, SECTION_WORDS, SHOP_WORDS, VOICES]) {
    expect(TRADITIONAL_ONLY.exec(texts(words['zh-Hans']).join(''))?.[0]).toBeUndefined();
    expect(SIMPLIFIED_ONLY.exec(texts(words['zh-Hant']).join(''))?.[0]).toBeUndefined();
    for (const language of UI_LANGUAGES) expect(texts(words[language]).filter((text) => text.includes('undefined'))).toEqual([]);
  }
  for (const language of UI_LANGUAGES) {
    for (const topic of HELP_TOPICS) {
      const { title, about, steps } = HELP_WORDS[language][topic];
      expect([title, about, ...steps].includes(''), topic).toBe(false);
      expect(steps.length, topic).toBe(HELP_WORDS.en[topic].steps.length);
    }
  }
});

test('every dialog of the cashier’s window has a topic, and every stage', () => {
  const sources = readdirSync(join(ROOT, 'renderer/cashier'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tsx')).map((name) => readFileSync(join(ROOT, 'renderer/cashier', name), 'utf8'));
  const names = new Set(sources.flatMap((source) => [...source.matchAll(/<(?:Dialog|Nested)\s[^>]*?\bname="([a-zA-Z]+)"/gs)].map(([, name = '']) => name)));
  expect(names.size).toBeGreaterThan(30);
  expect([...names].filter((name) => DIALOG_TOPICS[name] === undefined)).toEqual([]);
  for (const stage of STAGES) expect(HELP_TOPICS.filter((topic) => stageOfTopic(topic) === stage), stage).toHaveLength(1);
});

test('the search leads to topics and messages, by words and by code, in every language', () => {
  const first = (query: string, language: 'en' | 'zh-Hans' | 'zh-Hant' = 'en'): unknown => searchHelp(language, query)[0]?.at;
  expect(first('paying')).toEqual({ kind: 'topic', topic: 'paying' });
  expect(first('journal_disk_full')).toEqual({ kind: 'error', code: 'JOURNAL_DISK_FULL' });
  expect(first('disk full')).toEqual({ kind: 'error', code: 'JOURNAL_DISK_FULL' });
  expect(first('退货', 'zh-Hans')).toEqual({ kind: 'topic', topic: 'returns' });
  expect(first('對帳', 'zh-Hant')).toEqual({ kind: 'topic', topic: 'reconcile' });
  expect(searchHelp('en', '')).toEqual([]);
});

test('every code speaks in four voices; money that may have moved is told to the customer as such', () => {
  for (const code of CODES) {
    for (const language of UI_LANGUAGES) expect(Object.values(voicesOf(code, VOICES[language])).every((text) => text.length > 5), `${code} ${language}`).toBe(true);
    if (ERRORS[code].money === 'unsure') expect(['findingOut', 'moneyComesBack', 'moment'], code).toContain(customerClassOf(code));
  }
  expect(areaOf('INTERNAL')).toBe('inside');
  expect(areaOf('NOT_PERMITTED')).toBe('people');
});

test('engineers are sent to files that are there', () => {
  for (const language of UI_LANGUAGES) {
    for (const text of Object.values(VOICES[language].engineer)) {
      for (const [path] of text.matchAll(/\b(?:electron|shared|docs)\/[\w./-]*\w/g)) expect(existsSync(join(ROOT, path.replace(/\*.*$/, ''))), path).toBe(true);
    }
  }
});
