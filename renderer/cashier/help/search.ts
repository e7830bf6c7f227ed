import { ERRORS, type ErrorCode } from '../../../shared/errors/registry.ts';
import { voicesOf } from '../../../shared/errors/voices.ts';
import type { Language } from '../../../shared/contract/views.ts';
import { errorWords } from '../../i18n/i18n.tsx';
import { VOICES } from '../../i18n/voices/voices.ts';
import { folded } from '../settings/search.ts';
import { HELP_TOPICS } from './topics.ts';
import type { HelpAt } from './help-store.ts';
import { HELP_WORDS } from './words.ts';

export interface HelpHit {
  readonly at: HelpAt;
  readonly title: string;
  readonly text: string;
}

export const HITS_MAX = 14;
const ERROR_CODES = Object.keys(ERRORS) as readonly ErrorCode[];

interface Entry extends HelpHit {
  readonly head: string;
  readonly body: string;
}

const entries = new Map<Language, readonly Entry[]>();

/** Made once per language: the texts never change. */
function entriesOf(language: Language): readonly Entry[] {
  const made = entries.get(language);
  if (made !== undefined) return made;
  const topics = HELP_TOPICS.map((topic): Entry => {
    const { title, about, steps } = HELP_WORDS[language][topic];
    return { at: { kind: 'topic', topic }, title, text: about, head: folded(title), body: folded([about, ...steps, topic].join(' ')) };
  });
  const errors = ERROR_CODES.map((code): Entry => {
    const { what, press } = errorWords({ code, details: {} }, language);
    const { customer, owner, engineer } = voicesOf(code, VOICES[language]);
    return { at: { kind: 'error', code }, title: what, text: press, head: folded(`${code} ${what}`), body: folded([press, customer, owner, engineer].join(' ')) };
  });
  const all = [...topics, ...errors];
  entries.set(language, all);
  return all;
}

/** How well one word fits: the beginning of the head, inside the head, inside the rest; topics before errors. */
function points({ head, body, at }: Entry, word: string): number {
  const own = at.kind === 'topic' ? 1 : 0;
  if (head.startsWith(word)) return 12 + own;
  if (head.includes(word)) return 8 + own;
  return body.includes(word) ? 2 + own : 0;
}

/** Topics and errors that fit all words, best first; nothing for no words. */
export function searchHelp(language: Language, query: string): readonly HelpHit[] {
  const words = folded(query).split(/\s+/u).filter((word) => word !== '');
  if (words.length === 0) return [];
  return entriesOf(language)
    .map((entry) => {
      const each = words.map((word) => points(entry, word));
      return { entry, sum: each.includes(0) ? 0 : each.reduce((sum, one) => sum + one, 0) };
    })
    .filter(({ sum }) => sum > 0)
    .sort((a, b) => b.sum - a.sum)
    .slice(0, HITS_MAX)
    .map(({ entry: { at, title, text } }) => ({ at, title, text }));
}
