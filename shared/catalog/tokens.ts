import { initials, isFragment, type Keys, type Query } from './search-keys.ts';
import { head, isDense } from './words.ts';

/*
 * Every token starts with a letter that says what it proves:
 *   e  a name is this            a  a name starts so
 *   w  a word starts so          c  it is contained
 *   n  three or four digits in a row of a code
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
    for (const marker of first ? ['w', 'c'] : ['c']) tokens.push(marker + one, marker + pair);
    rest = rest.slice(one.length);
  }
}

function addSpoken(tokens: Tokens, syllables: readonly string[]): void {
  syllables.forEach((_, index) => {
    const rest = syllables.slice(index);
    for (const said of [rest.join(''), initials(rest)]) addStarts(tokens, index === 0 ? 'w' : 'c', said);
  });
}

function addDigits(tokens: Tokens, code: string): void {
  for (const [run] of code.matchAll(/\d+/g)) {
    for (const size of DIGIT_GRAMS) {
      for (let index = 0; index + size <= run.length; index += 1) tokens.push(`n${run.slice(index, index + size)}`);
    }
  }
}

/** Tokens to index a product under, letters and digits only, in no order and with some repeats. */
export function indexTokens({ written, codes, spoken, starts }: Keys): readonly string[] {
  const tokens: Tokens = [];
  for (const word of written) {
    if (isDense(word)) addDense(tokens, word);
    else addStarts(tokens, 'w', word);
  }
  for (const code of codes) addDigits(tokens, code);
  for (const syllables of spoken) addSpoken(tokens, syllables);
  for (const start of starts) {
    tokens.push(`e${head(start, LONG_MAX)}`);
    addStarts(tokens, 'a', start);
    if (!isDense(start)) addStarts(tokens, 'w', start);
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
  /** Lets through every product `rankOf` calls 'exact'. */
  readonly exact: Filter;
  /** Lets through every product `rankOf` calls 'start'. */
  readonly start: Filter;
  /** The same with fewer strangers ("g r e" starts no green tea), for the price of asking for every term. */
  readonly narrowStart: Filter;
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
  return isFragment(term) ? [...starts, gramProbes('n', term, term.length > 3 ? 4 : 3)] : starts;
}

/** What to ask the index for. Terms beyond the first few are left to `rankOf`. */
export function filterOf(query: Query): QueryFilters {
  const terms = query.terms.slice(0, TERMS_MAX);
  const any = terms.map(anyFilter);
  const start: Filter = [[[startProbe('a', query.squeezed)]]];
  const exact: Filter = [[[{ token: `e${head(query.squeezed, LONG_MAX)}`, prefix: false }]]];
  return { exact, start, narrowStart: [...start, ...any], word: terms.map(wordFilter), any };
}
