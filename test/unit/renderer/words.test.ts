import { expect, test } from 'vitest';
import { durationText, nameIn, secondName, UI_LANGUAGES } from '../../../renderer/i18n/format.ts';
import { dictionaryOf, errorWords } from '../../../renderer/i18n/i18n.tsx';
import { faceOf } from '../../../renderer/cashier/payment/look.ts';
import { ERRORS, type ErrorCode } from '../../../shared/errors/registry.ts';

const CODES = Object.keys(ERRORS) as ErrorCode[];

test('every error has words in every language: what happened, what to press, and where money stands', () => {
  for (const language of UI_LANGUAGES) {
    for (const code of CODES) {
      const words = errorWords({ code, details: {} }, language);
      expect(words.what, `${code} ${language}`).not.toBe('');
      expect(words.press, `${code} ${language}`).not.toBe('');
      expect(words.safety === '', `${code} ${language}`).toBe(ERRORS[code].money === 'notInvolved' && ERRORS[code].data === 'safe');
      expect(words.what.includes('undefined')).toBe(false);
    }
  }
});

test('a detail is quoted only where it is there', () => {
  expect(errorWords({ code: 'SETTINGS_INVALID', details: { field: 'baseUrl' } }, 'en').what).toBe('A setting is not right (baseUrl).');
  expect(errorWords({ code: 'SETTINGS_INVALID', details: {} }, 'en').what).toBe('A setting is not right.');
});

/** Every text of a dictionary, with functions called on sample words. */
function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'function') return [String((value as (...samples: string[]) => string)('7', '8'))];
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(texts);
  return [];
}

/** Characters that exist in one of the two scripts only; their presence in the other dictionary is a slip. */
const SIMPLIFIED_ONLY = /[这单码扫数问请个还没对时选钱总计称枪机银结网关络发设语让给认边转过应实际备现]/u;
const TRADITIONAL_ONLY = /[這單碼掃數問請個還沒對時選錢總計稱槍機銀結網關絡發設語讓給認邊轉過應實際備現]/u;

test('simplified and traditional characters do not mix', () => {
  const hans = [...texts(dictionaryOf('zh-Hans')), ...CODES.map((code) => errorWords({ code, details: {} }, 'zh-Hans').what)].join('');
  const hant = [...texts(dictionaryOf('zh-Hant')), ...CODES.map((code) => errorWords({ code, details: {} }, 'zh-Hant').what)].join('');
  expect(TRADITIONAL_ONLY.exec(hans)?.[0]).toBeUndefined();
  expect(SIMPLIFIED_ONLY.exec(hant)?.[0]).toBeUndefined();
});

test('names fall back to the nearest language, and are not said twice', () => {
  expect(nameIn({ en: 'Tea', zhHans: '', zhHant: '茶' }, 'zh-Hans')).toBe('茶');
  expect(nameIn({ en: 'Tea', zhHans: '', zhHant: '' }, 'zh-Hant')).toBe('Tea');
  expect(secondName({ en: 'Tea', zhHans: '', zhHant: '' }, 'en')).toBe('');
  expect(secondName({ en: 'Tea', zhHans: '茶', zhHant: '茶' }, 'zh-Hans')).toBe('Tea');
});

test('times left round up and never go below zero', () => {
  expect(durationText(61_001)).toBe('1:02');
  expect(durationText(-5)).toBe('0:00');
});

test('only the gateway saying so makes it "confirming on the phone"', () => {
  expect(faceOf({ state: 'asking', customerIsAsked: false })).toBe('asking');
  expect(faceOf({ state: 'asking', customerIsAsked: true })).toBe('confirmOnPhone');
  expect(faceOf({ state: 'cancelling', customerIsAsked: true })).toBe('cancelling');
});
