import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keysOf as allKeysOf, parseQuery, rankOf, readKeys, searchKeys, type Query, type Rank } from '../../../shared/catalog/search-keys.ts';
import { filterOf, indexTokens, type Filter } from '../../../shared/catalog/tokens.ts';
import { fold, words } from '../../../shared/catalog/words.ts';

/** A dictionary as small as the tests need; what it does not know stays as it is, like the real one. */
const READINGS: Readonly<Record<string, string>> = {
  奶: 'nai', 茶: 'cha', 蛋: 'dan', 挞: 'ta', 撻: 'ta', 绿: 'lv', 綠: 'lv', 豆: 'dou', 冻: 'dong', 凍: 'dong', 檸: 'ning', 柠: 'ning', 冰: 'bing', 红: 'hong', 紅: 'hong', 酱: 'jiang', 水: 'shui',
};
const syllables = (run: string): string[] => [...run].map((character) => READINGS[character] ?? character);
const keysOf = (...names: string[]): string => searchKeys(allKeysOf({ names, codes: [], plu: null }, syllables));
const query = (text: string): Query => {
  const parsed = parseQuery(text);
  if (parsed === null) throw new Error(`nothing in ${text}`);
  return parsed;
};
const rank = (keys: string, text: string): Rank | null => rankOf(keys, query(text));

test('case, width and accents are folded', () => {
  expect(fold('ＣＡＦÉ Crème ①２３ ｶﾌｪ Straße Øl')).toBe('cafe creme 123 カフェ strasse ol');
  expect(words("Lay’s 7-Up™ XO醬（180克）")).toEqual(['lays', '7', 'uptm', 'xo', '醬', '180', '克']);
  expect(words('🍵 — !?')).toEqual([]);
});

test('a Chinese name is found by any character, pair or longer piece', () => {
  const keys = keysOf('冻柠茶', '凍檸茶');
  expect(rank(keys, '冻')).toBe('start');
  expect(rank(keys, '凍檸')).toBe('start');
  expect(rank(keys, '柠茶')).toBe('contains');
  expect(rank(keys, '茶')).toBe('contains');
  expect(rank(keys, '冻茶')).toBeNull();
  expect(rank(keys, '茶冻')).toBeNull();
});

test('a Chinese name is found by its pinyin: full, started in the middle, initials', () => {
  const keys = keysOf('冻柠茶');
  expect(rank(keys, 'dongningcha')).toBe('exact');
  expect(rank(keys, 'DongN')).toBe('start');
  expect(rank(keys, 'dnc')).toBe('exact');
  expect(rank(keys, 'dn')).toBe('start');
  expect(rank(keys, 'nc')).toBe('contains');
  expect(rank(keys, 'ningc')).toBe('contains');
  expect(rank(keys, 'ingcha')).toBeNull();
  expect(rank(keys, 'dong cha')).toBe('contains');
});

test('ü is found as v, u and ü', () => {
  const keys = keysOf('绿豆冰');
  for (const typed of ['lv', 'lu', 'lü', 'lvdou', 'ludou', 'ld']) expect(rank(keys, typed), typed).toBe('start');
  // A Latin v in the same name stays a v.
  expect(rank(keysOf('Vita绿茶'), 'vitalu')).toBe('start');
  expect(rank(keysOf('Vita绿茶'), 'uita')).toBeNull();
});

test('Latin words are found by their starts, in any order, and a name also without its blanks', () => {
  const keys = keysOf('Coca-Cola Zero 330ml');
  expect(rank(keys, 'coca')).toBe('start');
  expect(rank(keys, 'cocacola')).toBe('start');
  expect(rank(keys, 'coca z')).toBe('word');
  expect(rank(keys, 'z')).toBe('word');
  expect(rank(keys, '330 zero')).toBe('word');
  expect(rank(keys, 'ola')).toBeNull();
  expect(rank(keysOf('Aged Pu-erh'), 'puerh')).toBe('word');
  expect(rank(keysOf('Aged Pu-erh'), 'pu-er')).toBe('word');
});

test('scripts may be mixed', () => {
  const keys = keysOf('XO酱 180g');
  for (const typed of ['xo酱', 'xojiang', 'xoj', 'xo jiang', '酱 xo', '180 j']) expect(rank(keys, typed), typed).not.toBeNull();
});

test('codes are found by any three digits in a row, PLUs by their start', () => {
  const keys = searchKeys(allKeysOf({ names: ['Tea'], codes: ['4891234567894', 'AB-12/3'], plu: '2051' }, syllables));
  for (const typed of ['489', '7894', '4891234567894', '345', 'ab', 'AB123']) expect(rank(keys, typed), typed).not.toBeNull();
  expect(rank(keys, '20')).toBe('start');
  expect(rank(keys, '051')).toBeNull();
  expect(rank(keys, '89')).toBeNull();
  expect(rank(keys, '4984')).toBeNull();
});

test('the better rank wins', () => {
  expect(rank(keysOf('Red bean milk tea'), 'milk te')).toBe('word');
  expect(rank(keysOf('Milk chocolate tea'), 'milk te')).toBe('word');
  expect(rank(keysOf('Milk tea'), 'milk te')).toBe('start');
  expect(rank(keysOf('Green Tea'), 'g r e')).toBeNull();
});

test('a whole name is better than its beginning, in any script and without regard to blanks', () => {
  expect([rank(keysOf('Tea'), 'tea'), rank(keysOf('Tea pot'), 'tea'), rank(keysOf('Green tea'), 'tea')]).toEqual(['exact', 'start', 'word']);
  expect([rank(keysOf('茶'), '茶'), rank(keysOf('茶水'), '茶'), rank(keysOf('奶茶'), '茶')]).toEqual(['exact', 'start', 'contains']);
  for (const typed of ['Milk tea', 'milktea', 'MILK-TEA', '奶茶', 'naicha', 'nai cha', 'nc']) expect(rank(keysOf('Milk tea', '奶茶'), typed), typed).toBe('exact');
  for (const typed of ['milk', 'tea milk', 'milk te', '奶', 'naic', 'n']) expect(rank(keysOf('Milk tea', '奶茶'), typed), typed).not.toBe('exact');
});

test('there is nothing to look for in blanks, punctuation and emoji', () => {
  for (const text of ['', '   ', '"*()%_', '🍵', '\u0000', '\ud83c', '—']) expect(parseQuery(text)).toBeNull();
});

test('a pasted book is cut, a letter that is two code units is not', () => {
  expect(parseQuery('茶'.repeat(10_000))?.terms[0]).toHaveLength(200);
  expect(parseQuery(`${'a '.repeat(99)}𠮷𠮷𠮷`)?.terms).toEqual(['a', '𠮷𠮷']);
});

/** What the index does, spelled out: which products a filter lets through. */
function lets(filter: Filter, tokens: readonly string[]): boolean {
  return filter.every((term) => term.some((probes) => probes.every(({ token, prefix }) => tokens.some((held) => (prefix ? held.startsWith(token) : held === token)))));
}

const letters = fc.constantFrom('a', 'b', 'v', 'u', 'é', 'Ａ', '1', '2', '3', ' ', '-', "'", '奶', '茶', '绿', '𠮷', 'カ', '🍵', 'milk', 'tea', '690', '  ');
const someText = fc.array(letters, { minLength: 1, maxLength: 14 }).map((parts) => parts.join(''));

test('property: the index never misses what the ranking accepts, and a token is letters and digits', () => {
  fc.assert(
    fc.property(fc.array(someText, { minLength: 1, maxLength: 3 }), fc.array(fc.stringMatching(/^\d{3,14}$/), { maxLength: 2 }), fc.option(fc.stringMatching(/^\d{1,5}$/)), someText, fc.nat(), (names, codes, plu, typed, cut) => {
      const parts = allKeysOf({ names, codes, plu }, syllables);
      const keys = searchKeys(parts);
      const tokens = indexTokens(parts);
      expect(indexTokens(readKeys(keys))).toEqual(tokens);
      for (const token of tokens) expect(token).toMatch(/^[acenw][\p{L}\p{N}ー]+$/u);
      const pieces = [...keys];
      // Half of the queries are pieces of the product itself, or hardly any would match.
      const own = pieces.slice(cut % pieces.length, (cut % pieces.length) + 1 + (cut % 7)).join('');
      for (const text of [typed, own]) {
        const parsed = parseQuery(text);
        const found = parsed === null ? null : rankOf(keys, parsed);
        if (parsed === null || found === null) continue;
        const filters = filterOf(parsed);
        expect(lets(filters.any, tokens), `${text} in ${keys}`).toBe(true);
        if (found === 'exact') expect(lets(filters.exact, tokens), `${text} is ${keys}`).toBe(true);
        for (const filter of found === 'exact' || found === 'start' ? [filters.start, filters.narrowStart] : []) expect(lets(filter, tokens), `${text} starts ${keys}`).toBe(true);
        if (found === 'word') expect(lets(filters.word, tokens), `${text} is a word of ${keys}`).toBe(true);
      }
    }),
    { numRuns: 1_000 },
  );
});
