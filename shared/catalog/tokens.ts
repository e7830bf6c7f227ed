/**
 * What "a product matches this text" means, as pure functions. `searchKeys` boils a product down to one small text, `rankOf` decides from
 * that text alone, and `indexTokens`/`filterOf` describe an inverted index that never misses what `rankOf` accepts. The index narrows
 * (it may let strangers through), `rankOf` has the last word: so the two cannot disagree about what a cashier sees.
 */

/** Toneless pinyin, one syllable per character, with `v` for ü. Passed in because the dictionary behind it is large. */
export type Syllables = (run: string) => readonly string[];

/** Best first: a name starts with the text; every word of the text starts a word; it is somewhere in there. */
export type Rank = 'start' | 'word' | 'contains';

/** Longest text that is looked at, in code points: the longest name a product may have. What follows is ignored. */
export const QUERY_LENGTH_MAX = 200;

/** Scripts written without spaces: found by any character or pair of neighbours, not by word. */
const DENSE = String.raw`\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Bopomofo}ー`;
const WORD = new RegExp(String.raw`[${DENSE}]+|[[\p{L}\p{N}]--[${DENSE}]]+`, 'gv');
const DENSE_START = new RegExp(`^[${DENSE}]`, 'v');
const MARKS = /\p{M}+/gu;
const APOSTROPHES = /['’‘ʼ`´]/gu;
/** Within a word: "pu-erh" is also looked for as "puerh". */
const HYPHENS = /(?<=\p{L})[-‐‑](?=\p{L})/gu;
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
function head(text: string, count: number): string {
  return SURROGATE.test(text) ? [...text].slice(0, count).join('') : text.slice(0, count);
}

// --- A product's keys -------------------------------------------------------------------------------------------------------------

/*
 * Keys are lines, told apart by their first character:
 *   =milk tea         a name as written: words with one blank between
 *   ~xo 'jiang        how a Chinese name is spoken: each syllable after an apostrophe, other words as they are
 *   #4891234567890    codes as printed, letters and digits only, with one blank between
 */
const WRITTEN = '=';
const SPOKEN = '~';
const CODES = '#';

export interface Searchable {
  /** All names in all languages; repeats are free. */
  readonly names: readonly string[];
  readonly codes: readonly string[];
  readonly plu: string | null;
}

/** The text `rankOf` and `indexTokens` work on. Kept with the product so that searching needs no dictionary. */
export function searchKeys(product: Searchable, syllables: Syllables): string {
  const lines = new Set<string>();
  const codes: string[] = [];
  for (const code of product.codes) {
    const parts = words(code);
    if (parts.length > 0) codes.push(parts.join(''));
    // A code of the shop's own ("TEA-12") is also looked up by its first letters.
    if (!/^\d*$/.test(parts.join(''))) lines.add(WRITTEN + parts.join(' '));
  }
  if (codes.length > 0) lines.add(CODES + codes.join(' '));
  if (product.plu !== null) lines.add(WRITTEN + words(product.plu).join(' '));
  const names = product.names.flatMap((name) => [name, name.replace(HYPHENS, '')]);
  for (const name of new Set(names)) {
    const parts = words(name);
    if (parts.length === 0) continue;
    lines.add(WRITTEN + parts.join(' '));
    if (!parts.some(isDense)) continue;
    const spoken = parts.map((part) => (isDense(part) ? syllables(part).map((syllable) => `'${syllable}`).join('') : part)).join(' ');
    lines.add(SPOKEN + spoken);
    // ü is typed as v on a Chinese keyboard and as u by everybody else. Latin words of the name must keep their own v.
    if (spoken.includes('v')) lines.add(SPOKEN + spoken.replace(/'[a-z]+/g, (syllable) => syllable.replace('v', 'u')));
  }
  return [...lines].join('\n');
}

const initialsOf = (syllables: readonly string[]): string => syllables.map((syllable) => head(syllable, 1)).join('');

interface SpokenWord {
  readonly syllables: readonly string[];
  readonly full: string;
  readonly initials: string;
}

/** One word of a spoken line; a word that is not Chinese has no syllables and is spelt as it is. */
function spokenWord(word: string): SpokenWord {
  if (!word.startsWith("'")) return { syllables: [], full: word, initials: word };
  const syllables = word.slice(1).split("'");
  return { syllables, full: syllables.join(''), initials: initialsOf(syllables) };
}

const spokenStarts = (spoken: readonly SpokenWord[]): string[] => [
  spoken.map((word) => word.full).join(''), spoken.map((word) => word.initials).join(''),
];

const squeeze = (line: string): string => line.replaceAll(' ', '');

/** The texts a name can be started with when blanks do not count: as written, in full pinyin, in initials. */
function startsOf(line: string): string[] {
  const body = line.slice(1);
  switch (line.charAt(0)) {
    case WRITTEN:
      return [squeeze(body)];
    case SPOKEN:
      return spokenStarts(body.split(' ').map(spokenWord));
    default:
      return [];
  }
}

// --- A query ----------------------------------------------------------------------------------------------------------------------

export interface Query {
  /** Distinct, in typing order; all of them have to match. */
  readonly terms: readonly string[];
  /** All terms without the blanks between. */
  readonly squeezed: string;
}

/** Reads what a cashier typed; null when there is nothing to look for in it (blank, punctuation, emoji). */
export function parseQuery(text: string): Query | null {
  // The slice bounds the work on a pasted book: a code point has at most two units.
  const typed = words(head(text.slice(0, 2 * QUERY_LENGTH_MAX), QUERY_LENGTH_MAX));
  if (typed.length === 0) return null;
  return { terms: [...new Set(typed)], squeezed: typed.join('') };
}

/** Part of a code as a cashier reads it off a torn label. */
const FRAGMENT = /^\d{3,}$/;

/** The best way one term matches one line; null when it does not. A term of letters may run over several words, but only from the line's start. */
function rankOfTerm(line: string, term: string, dense: boolean): Exclude<Rank, 'start'> | null {
  const body = line.slice(1);
  switch (line.charAt(0)) {
    case WRITTEN:
      if (body.startsWith(term) || body.includes(` ${term}`)) return 'word';
      if (dense) return body.includes(term) ? 'contains' : null;
      return squeeze(body).startsWith(term) ? 'word' : null;
    case SPOKEN:
      return dense ? null : rankInSpeech(body.split(' ').map(spokenWord), term);
    default:
      return FRAGMENT.test(term) && body.split(' ').some((code) => code.includes(term)) ? 'contains' : null;
  }
}

function rankInSpeech(spoken: readonly SpokenWord[], term: string): Exclude<Rank, 'start'> | null {
  if (spokenStarts(spoken).some((start) => start.startsWith(term))) return 'word';
  let best: Exclude<Rank, 'start'> | null = null;
  for (const { syllables, full, initials } of spoken) {
    if (syllables.length === 0) continue;
    if (full.startsWith(term) || initials.startsWith(term)) return 'word';
    if (best !== null) continue;
    if (initials.includes(term)) best = 'contains';
    let offset = 0;
    for (const syllable of syllables) {
      if (full.startsWith(term, offset)) best = 'contains';
      offset += syllable.length;
    }
  }
  return best;
}

/** How well a product with these keys matches; null when it does not. */
export function rankOf(keys: string, query: Query): Rank | null {
  const lines = keys.split('\n');
  let rank: Rank = 'word';
  for (const term of query.terms) {
    const dense = isDense(term);
    let best: Rank | null = null;
    for (const line of lines) {
      const found = rankOfTerm(line, term, dense);
      best = found ?? best;
      if (found === 'word') break;
    }
    if (best === null) return null;
    if (best === 'contains') rank = best;
  }
  return lines.some((line) => startsOf(line).some((start) => start.startsWith(query.squeezed))) ? 'start' : rank;
}

// --- The index --------------------------------------------------------------------------------------------------------------------

/*
 * Every token starts with a letter that says what it proves:
 *   a  a name starts so          w  a word starts so
 *   c  it is contained           n  three or four digits in a row of a code
 * A letter word's start is under `w` only, a Chinese word's under both: its pairs have to be found together.
 * Short starts are tokens of their own: a cashier's first keystrokes match tens of thousands of products, and a token's list can be read
 * from its front, while a prefix search has to merge the lists of all its words first.
 */
const SHORT_MAX = 4;
/** Longer starts are cut here; what follows is left to `rankOf`. */
const LONG_MAX = 16;
/** Fragments of three digits need lists of their own; from four on, lists of four are ten times shorter. */
const DIGIT_GRAMS = [3, 4] as const;
/** More probes than this narrow nothing down further and only cost time. */
const PROBES_MAX = 8;
const TERMS_MAX = 4;
/** What a token is put into: a plain list, because sorting out repeats costs more here than in the index. */
type Tokens = string[];

/** Tokens that let `text` be found by any of its starts. */
function addStarts(tokens: Tokens, marker: string, text: string): void {
  let start = '';
  for (let length = 1; length <= SHORT_MAX && start.length < text.length; length += 1) {
    start = head(text, length);
    tokens.push(marker + start);
  }
  if (start.length < text.length) tokens.push(marker + head(text, LONG_MAX));
}

function addDense(tokens: Tokens, word: string): void {
  let rest = word;
  for (let first = true; rest !== ''; first = false) {
    const one = head(rest, 1);
    const pair = head(rest, 2);
    if (first) tokens.push(`w${one}`, `w${pair}`);
    tokens.push(`c${one}`, `c${pair}`);
    rest = rest.slice(one.length);
  }
}

function addSpoken(tokens: Tokens, word: SpokenWord): void {
  if (word.syllables.length === 0) return;
  addStarts(tokens, 'w', word.full);
  addStarts(tokens, 'w', word.initials);
  let offset = 0;
  word.syllables.forEach((syllable, index) => {
    if (index > 0) {
      addStarts(tokens, 'c', word.full.slice(offset));
      addStarts(tokens, 'c', initialsOf(word.syllables.slice(index)));
    }
    offset += syllable.length;
  });
}

function addDigits(tokens: Tokens, codes: string): void {
  for (const [run] of codes.matchAll(/\d+/g)) {
    for (const size of DIGIT_GRAMS) {
      for (let index = 0; index + size <= run.length; index += 1) tokens.push(`n${run.slice(index, index + size)}`);
    }
  }
}

/** Tokens to index a product under, letters and digits only, in no order and with some repeats. */
export function indexTokens(keys: string): readonly string[] {
  const tokens: Tokens = [];
  // Sizes and brands are the same in every language.
  const seen = new Set<string>();
  for (const line of keys.split('\n')) {
    const kind = line.charAt(0);
    const parts = line.slice(1).split(' ');
    for (const start of startsOf(line)) {
      addStarts(tokens, 'a', start);
      // A term may run over several words, but only from the line's start (see rankOfTerm).
      if (parts.length > 1) addStarts(tokens, 'w', start);
    }
    for (const part of parts) {
      if (kind === CODES) {
        addDigits(tokens, part);
        continue;
      }
      if (seen.has(part)) continue;
      seen.add(part);
      if (kind === SPOKEN) addSpoken(tokens, spokenWord(part));
      else if (isDense(part)) addDense(tokens, part);
      else addStarts(tokens, 'w', part);
    }
  }
  return tokens;
}

/** A token to look up, or the start of one. */
export interface Probe {
  readonly token: string;
  readonly prefix: boolean;
}
/** Alternatives, each a list of probes that must all hit. */
export type TermFilter = readonly (readonly Probe[])[];
/** One filter per term; all of them must let a product through. */
export type Filter = readonly TermFilter[];

export interface QueryFilters {
  /** Lets through every product `rankOf` calls 'start'. */
  readonly start: Filter;
  /** Lets through every 'word'. */
  readonly word: Filter;
  /** Lets through every product that matches. */
  readonly any: Filter;
}

function startProbe(marker: string, text: string): Probe {
  const cut = head(text, LONG_MAX);
  return { token: marker + cut, prefix: cut !== head(text, SHORT_MAX) };
}

function gramProbes(marker: string, text: string, size: number): Probe[] {
  const points = [...text];
  const grams = new Set<string>();
  for (let index = 0; index + size <= points.length; index += 1) grams.add(points.slice(index, index + size).join(''));
  return [...grams].slice(0, PROBES_MAX).map((gram) => ({ token: marker + gram, prefix: false }));
}

/** Neighbouring pairs; a term longer than two characters may yet turn out to be scattered, which `rankOf` sees. */
const denseProbes = (term: string): Probe[] => gramProbes('c', term, head(term, 1) === term ? 1 : 2);

function wordFilter(term: string): TermFilter {
  if (!isDense(term)) return [[startProbe('w', term)]];
  return [[{ token: `w${head(term, 2)}`, prefix: false }, ...denseProbes(term)]];
}

function anyFilter(term: string): TermFilter {
  if (isDense(term)) return [denseProbes(term)];
  const starts = [[startProbe('w', term)], [startProbe('c', term)]];
  return FRAGMENT.test(term) ? [...starts, gramProbes('n', term, term.length > 3 ? 4 : 3)] : starts;
}

/** What to ask the index for. Terms beyond the first few are left to `rankOf`. */
export function filterOf(query: Query): QueryFilters {
  const terms = query.terms.slice(0, TERMS_MAX);
  const any = terms.map(anyFilter);
  const start: TermFilter = [[startProbe('a', query.squeezed)]];
  return {
    // One term that starts a name is in there; of several ("g r e" and "Green Tea") each has to be asked for.
    start: terms.length === 1 ? [start] : [start, ...any],
    word: terms.map(wordFilter),
    any,
  };
}
