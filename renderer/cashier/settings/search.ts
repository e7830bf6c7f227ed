import type { Language } from '../../../shared/contract/views.ts';
import type { SectionId, SettingsSection } from './section.ts';

/** One thing the search can lead to: a section, or a setting in it. */
export interface SettingHit {
  readonly section: SectionId;
  /** null: the section itself. */
  readonly setting: string | null;
  readonly name: string;
  readonly text: string;
}

interface Entry extends SettingHit {
  readonly names: readonly string[];
  readonly sentences: readonly string[];
  /** Words it is not called by and may be looked for under. */
  readonly keywords: readonly string[];
  /** The section a setting is in. */
  readonly context: readonly string[];
}

export const HITS_MAX = 12;

/** As it is compared: one case, one width, no accents. */
export const folded = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** Latin words begin after something that is no letter or digit; a Chinese character begins a word anywhere. */
const beginsWord = (text: string, at: number): boolean => at === 0 || /[^\p{L}\p{N}]/u.test(text[at - 1] ?? '') || /\p{Script=Han}/u.test(text[at] ?? '');

/** How well one word of the query fits one text, 0 when it is not in it. */
function fit(text: string, word: string): number {
  if (text === word) return 4;
  if (text.startsWith(word)) return 3;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (beginsWord(text, at)) return 2;
  }
  return text.includes(word) ? 1 : 0;
}

const NAME_WEIGHT = 10;
const CONTEXT_WEIGHT = 4;
const KEYWORD_WEIGHT = 3;
const SENTENCE_WEIGHT = 1;

/** How well an entry fits all words of the query; 0 when one of them is nowhere in it. */
function score(entry: Entry, words: readonly string[]): number {
  let sum = 0;
  for (const word of words) {
    const best = Math.max(
      NAME_WEIGHT * Math.max(0, ...entry.names.map((name) => fit(name, word))),
      CONTEXT_WEIGHT * Math.max(0, ...entry.context.map((title) => fit(title, word))),
      KEYWORD_WEIGHT * Math.max(0, ...entry.keywords.map((keyword) => fit(keyword, word))),
      SENTENCE_WEIGHT * Math.max(0, ...entry.sentences.map((sentence) => fit(sentence, word))),
    );
    if (best === 0) return 0;
    sum += best;
  }
  return sum;
}

/** What a language's search goes through: the words of that language and the English ones, because manuals and helpers speak English. */
function entriesOf(section: SettingsSection, language: Language): readonly Entry[] {
  const here = section.words[language];
  const english = section.words.en;
  const entry = (setting: string | null, own: readonly string[], other: readonly string[], keywords: string, context: readonly string[]): Entry => ({
    section: section.id, setting, name: own[0] ?? '', text: own[1] ?? '',
    names: [own[0] ?? '', other[0] ?? ''].map(folded), sentences: [own[1] ?? '', other[1] ?? ''].map(folded), keywords: folded(keywords).split(/\s+/u), context: context.map(folded),
  });
  return [
    entry(null, [here.title, here.text], [english.title, english.text], section.keywords, []),
    // A setting's section is a reason to find it, a weak one.
    ...Object.entries(here.settings).map(([setting, words]) => entry(setting, words, english.settings[setting] ?? [], setting, [here.title, english.title])),
  ];
}

/** The settings that fit, best first; all words of the query must be found. Nothing for no words. */
export function searchSettings(sections: readonly SettingsSection[], language: Language, query: string): readonly SettingHit[] {
  const words = folded(query).split(/\s+/u).filter((word) => word !== '');
  if (words.length === 0) return [];
  return sections
    .flatMap((section) => entriesOf(section, language))
    .map((entry) => ({ entry, points: score(entry, words) }))
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points)
    .slice(0, HITS_MAX)
    .map(({ entry: { section, setting, name, text } }) => ({ section, setting, name, text }));
}
