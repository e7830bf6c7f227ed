/** A mark that takes no column of its own: combining marks, joiners, variation selectors. */
const ZERO_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}]$/u;
/** Blocks that printers and terminals give one column, first and last: ASCII, Latin letters, Hebrew to Thai, Vietnamese, half-width forms. */
const NARROW: readonly (readonly [number, number])[] = [[0x20, 0x7e], [0xc0, 0xd6], [0xd8, 0xf6], [0xf8, 0x2af], [0x591, 0xeff], [0x1e00, 0x1eff], [0xff61, 0xffdc], [0xffe8, 0xffee]];
/** Nothing printable: a name must not be able to steer a printer, or to turn the direction of what follows it. */
// oxlint-disable-next-line no-control-regex -- control characters are what this takes out
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu;

/** Text fit for one line of paper: no control characters, no surrogate halves, blanks drawn together. */
export const cleanText = (text: string): string => text.toWellFormed().replace(CONTROL, ' ').replace(/\s+/gu, ' ').trim();

/** One character as a person sees it, with the marks that belong to it. */
export const charactersOf = (text: string): string[] => [...text];

/**
 * Columns of a character. Han, Kana, Hangul and full-width forms take two (UAX #11 W and F). What UAX #11 calls ambiguous (×, ·, —, €, Greek) takes two as well:
 * Chinese printers give it two, and a line that is counted too wide never runs over.
 */
export function columnsOfCharacter(character: string): 0 | 1 | 2 {
  if (ZERO_WIDTH.test(character)) return 0;
  const point = character.codePointAt(0) ?? 0;
  return NARROW.some(([first, last]) => point >= first && point <= last) ? 1 : 2;
}

export const columnsOf = (text: string): number => charactersOf(text).reduce((sum, character) => sum + columnsOfCharacter(character), 0);

interface Piece {
  readonly text: string;
  readonly columns: number;
  /** Blanks in front of it, dropped at the beginning of a line. */
  readonly gap: string;
}

/** Where a line may break: between words, and beside every wide character. */
function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let word = '';
  let gap = '';
  const flush = (): void => {
    if (word !== '') pieces.push({ text: word, columns: columnsOf(word), gap });
    if (word !== '') gap = '';
    word = '';
  };
  for (const character of charactersOf(text)) {
    const columns = columnsOfCharacter(character);
    if (character === ' ') {
      flush();
      gap = ' ';
    } else if (columns === 2) {
      flush();
      pieces.push({ text: character, columns, gap });
      gap = '';
    } else if (columns === 0 && word === '' && pieces.length > 0 && gap === '') {
      const last = pieces.pop();
      if (last !== undefined) pieces.push({ ...last, text: last.text + character });
    } else word += character;
  }
  flush();
  return pieces;
}

/** Breaks a text into lines of at most `columns` columns; words longer than a line are cut. Never empty: '' gives ['']. Needs two columns at least. */
export function wrapColumns(text: string, columns: number): string[] {
  if (columns < 2) throw new RangeError(`no room for text: ${columns} columns`);
  const lines: string[] = [];
  let line = '';
  let used = 0;
  const end = (): void => {
    lines.push(line);
    line = '';
    used = 0;
  };
  for (const piece of piecesOf(text)) {
    const gap = used === 0 ? '' : piece.gap;
    if (used + gap.length + piece.columns <= columns) {
      line += gap + piece.text;
      used += gap.length + piece.columns;
      continue;
    }
    if (used > 0) end();
    for (const character of charactersOf(piece.text)) {
      const width = columnsOfCharacter(character);
      if (used + width > columns) end();
      line += character;
      used += width;
    }
  }
  if (used > 0 || line !== '' || lines.length === 0) end();
  return lines;
}

/** Cuts a text to at most `columns` columns, with `…` written as two full stops where something is missing. */
export function cutColumns(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  let cut = '';
  let used = 0;
  for (const character of charactersOf(text)) {
    const width = columnsOfCharacter(character);
    if (used + width > columns - 2) break;
    cut += character;
    used += width;
  }
  return `${cut}..`;
}

export const padEndColumns = (text: string, columns: number): string => text + ' '.repeat(Math.max(0, columns - columnsOf(text)));
export const padStartColumns = (text: string, columns: number): string => ' '.repeat(Math.max(0, columns - columnsOf(text))) + text;
export const centreColumns = (text: string, columns: number): string => ' '.repeat(Math.max(0, Math.floor((columns - columnsOf(text)) / 2))) + text;
