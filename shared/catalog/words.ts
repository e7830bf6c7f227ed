/** Words as searching compares them: how a cashier types is not how a label is printed. */

/** Scripts written without spaces: found by any character or pair of neighbours, not by word. */
const DENSE = String.raw`\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Bopomofo}ー`;
const WORD = new RegExp(String.raw`[${DENSE}]+|[[\p{L}\p{N}]--[${DENSE}]]+`, 'gv');
const DENSE_START = new RegExp(`^[${DENSE}]`, 'v');
const MARKS = /\p{M}+/gu;
const APOSTROPHES = /['’‘ʼ`´]/gu;
/** Letters that people type without their stroke and that Unicode does not decompose. */
const STROKES: Readonly<Record<string, string>> = { ø: 'o', ł: 'l', đ: 'd', ð: 'd', æ: 'ae', œ: 'oe', ß: 'ss', ı: 'i', ς: 'σ', þ: 'th' };
const STROKE = /[øłđðæœßıςþ]/gu;

/** Folds case, width (Ａ, ｱ, ①) and accents. */
export function fold(text: string): string {
  // Lower case comes after the decomposition because that can bring capitals forth (℡ is TEL).
  return text.normalize('NFKD').toLowerCase().replace(MARKS, '').replace(STROKE, (letter) => STROKES[letter] ?? letter).normalize('NFC');
}

/** Folded words: runs of a dense script and runs of letters or digits. Punctuation separates, an apostrophe does not. */
export function words(text: string): string[] {
  return fold(text.replace(APOSTROPHES, '')).match(WORD) ?? [];
}

export const isDense = (word: string): boolean => DENSE_START.test(word);

const SURROGATE = /[\ud800-\udfff]/;

/** The first `count` code points. */
export function head(text: string, count: number): string {
  return SURROGATE.test(text) ? [...text].slice(0, count).join('') : text.slice(0, count);
}
