import { head, isDense, words } from './words.ts';

/**
 * What "a product matches this text" means. `searchKeys` boils a product down to one small text, and `rankOf` decides from that text alone.
 * The index (tokens.ts) only narrows: it never misses what `rankOf` accepts and may let strangers through, so the two cannot disagree about
 * what a cashier sees.
 */

/** Toneless pinyin, one syllable per character, with `v` for ü. Passed in because the dictionary behind it is large. */
export type Syllables = (run: string) => readonly string[];

/** Best first: a whole name (or PLU) is the text; a name starts with it; every word of the text starts a word; it is somewhere in there. */
export const RANKS = ['exact', 'start', 'word', 'contains'] as const;
export type Rank = (typeof RANKS)[number];

/** Longest text that is looked at, in code points: the longest name a product may have. What follows is ignored. */
export const QUERY_LENGTH_MAX = 200;

/** Within a word: "pu-erh" is also looked for as "puerh". */
const HYPHENS = /(?<=\p{L})[-‐‑](?=\p{L})/gu;

export interface Searchable {
  /** All names in all languages; repeats are free. */
  readonly names: readonly string[];
  readonly codes: readonly string[];
  readonly plu: string | null;
}

/** A product's keys, taken apart. Each list is free of repeats. */
export interface Keys {
  /** Words of all names, codes of letters, and the PLU. */
  readonly written: readonly string[];
  /** Codes as printed, letters and digits only. */
  readonly codes: readonly string[];
  /** Chinese words, by syllables. */
  readonly spoken: readonly (readonly string[])[];
  /** Whole names without their blanks, which a text may be or begin: as written, in full pinyin, in initials. */
  readonly starts: readonly string[];
}

const full = (syllables: readonly string[]): string => syllables.join('');
export const initials = (syllables: readonly string[]): string => syllables.map((syllable) => head(syllable, 1)).join('');

/** The two ways ü is typed: v on a Chinese keyboard, u everywhere else. */
const spellings = (syllables: readonly string[]): (readonly string[])[] =>
  syllables.some((syllable) => syllable.includes('v')) ? [syllables, syllables.map((syllable) => syllable.replace('v', 'u'))] : [syllables];

/** Everything a product is found by. */
export function keysOf(product: Searchable, syllablesOf: Syllables): Keys {
  const written = new Set<string>();
  const codes = new Set<string>();
  const spoken = new Map<string, readonly string[]>();
  const starts = new Set<string>();
  const add = (text: string): void => {
    const parts = words(text);
    if (parts.length === 0) return;
    for (const part of parts) written.add(part);
    starts.add(parts.join(''));
    if (!parts.some(isDense)) return;
    // Words that are not Chinese are spoken as they are spelt.
    const readings = parts.map((part) => (isDense(part) ? spellings(syllablesOf(part)) : null));
    for (const reading of readings.flatMap((one) => one ?? [])) spoken.set(reading.join("'"), reading);
    for (const spelling of [0, 1]) {
      const said = (part: string, index: number, how: typeof full): string => {
        const ways = readings[index];
        return ways ? how(ways[spelling] ?? ways[0] ?? []) : part;
      };
      for (const how of [full, initials]) starts.add(parts.map((part, index) => said(part, index, how)).join(''));
    }
  };
  for (const code of product.codes) {
    const squeezed = words(code).join('');
    if (squeezed !== '') codes.add(squeezed);
    // A code of the shop's own ("TEA-12") is also looked up by its first letters.
    if (!/^\d*$/.test(squeezed)) add(code);
  }
  if (product.plu !== null) add(product.plu);
  for (const name of product.names) {
    add(name);
    add(name.replace(HYPHENS, ''));
  }
  return { written: [...written], codes: [...codes], spoken: [...spoken.values()], starts: [...starts] };
}

/*
 * As text, keys are lines of words with a blank before each, so that one substring search answers "does any word start with this":
 *    milk tea 奶茶          written
 *    4891234567890         codes
 *    naicha                spoken, in full
 *    nc                    spoken, initials
 *    nai'cha               spoken, by syllables
 *    milktea 奶茶 naicha nc  starts
 */
const line = (list: readonly string[]): string => list.map((word) => ` ${word}`).join('');

/** The text `rankOf` works on. Kept with the product, so that searching needs no dictionary. */
export function searchKeys({ written, codes, spoken, starts }: Keys): string {
  return [line(written), line(codes), line(spoken.map(full)), line(spoken.map(initials)), line(spoken.map((syllables) => syllables.join("'"))), line(starts)].join('\n');
}

/** The keys that became this text, so that an index can be made anew without a dictionary. */
export function readKeys(text: string): Keys {
  const [written = [], codes = [], , , syllables = [], starts = []] = text.split('\n').map((list) => list.split(' ').slice(1));
  return { written, codes, spoken: syllables.map((word) => word.split("'")), starts };
}

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
export const isFragment = (term: string): boolean => /^\d{3,}$/.test(term);

/** How well a product with these keys matches; null when it does not. */
export function rankOf(keys: string, query: Query): Rank | null {
  const [written = '', codes = '', spokenFull = '', spokenInitials = '', spokenSyllables = '', starts = ''] = keys.split('\n');
  let rank: Rank = 'word';
  for (const term of query.terms) {
    const asWord = ` ${term}`;
    if (written.includes(asWord)) continue;
    if (isDense(term)) {
      if (!written.includes(term)) return null;
    } else {
      // A term of letters may run over several words, but only from a name's start: "cocacola".
      if (starts.includes(asWord) || spokenFull.includes(asWord) || spokenInitials.includes(asWord)) continue;
      const inside = spokenInitials.includes(term) || (codes.includes(term) && isFragment(term)) || (spokenFull.includes(term) && startsAtSyllable(spokenSyllables, term));
      if (!inside) return null;
    }
    rank = 'contains';
  }
  const begins = ` ${query.squeezed}`;
  if (!starts.includes(begins)) return rank;
  return starts.endsWith(begins) || starts.includes(`${begins} `) ? 'exact' : 'start';
}

/** Whether a term begins where a syllable does: "ning" is in dongningcha, "ingcha" is not. */
function startsAtSyllable(spokenSyllables: string, term: string): boolean {
  return spokenSyllables.split(' ').some((word) => {
    const syllables = word.split("'");
    const whole = full(syllables);
    let offset = 0;
    return syllables.some((syllable) => {
      const found = whole.startsWith(term, offset);
      offset += syllable.length;
      return found;
    });
  });
}
