import { IMPORT_COLUMNS_MAX, IMPORT_FIELD_LENGTH_MAX } from './limits.ts';

/** Tables as text (RFC 4180), with the separators spreadsheets of different countries write. */
export const SEPARATORS = [',', ';', '\t'] as const;
export type Separator = (typeof SEPARATORS)[number];

/**
 * A field that begins like this may be run as a formula by the spreadsheet that opens the file. The apostrophe is the guard itself: it is guarded too,
 * so that taking guards off gives exactly what was there.
 */
const RISKY = /^[=+\-@\t\r\n'＝＋－＠]/;
const GUARDED = /^'(?=[=+\-@\t\r\n'＝＋－＠])/;
/** A plain negative number computes nothing. */
const NUMBER = /^-\d+(?:\.\d+)?$/;

/** Puts an apostrophe before what a spreadsheet might run. `unguard` is its exact inverse. */
export const guard = (field: string): string => (RISKY.test(field) && !NUMBER.test(field) ? `'${field}` : field);
export const unguard = (field: string): string => field.replace(GUARDED, '');

const MUST_QUOTE = /[",;\t\r\n]|^\s|\s$/;

/** One line of a file people open in a spreadsheet: guarded and quoted, without its line end. */
export const csvLine = (fields: readonly string[]): string => fields.map((field) => quoted(guard(field))).join(',');
const quoted = (field: string): string => (MUST_QUOTE.test(field) ? `"${field.replaceAll('"', '""')}"` : field);

export type RecordTrouble = 'quotes' | 'columns' | 'fieldTooLong';
export interface CsvRecord {
  /** Guards are taken off. Empty when there is trouble. */
  readonly fields: readonly string[];
  /** The line of the file it begins in, from 1. */
  readonly line: number;
  readonly trouble: RecordTrouble | null;
}

/**
 * The separator of a file, by the first line that is not blank: whichever stands most often outside quotes; a comma when there is none.
 */
export function separatorOf(head: string): Separator {
  const line = head.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/).find((one) => one.trim() !== '') ?? '';
  const bare = line.replaceAll(/"(?:[^"]|"")*"/g, '');
  const counts = SEPARATORS.map((separator) => bare.split(separator).length - 1);
  const most = Math.max(...counts);
  return most === 0 ? ',' : (SEPARATORS[counts.indexOf(most)] ?? ',');
}

export interface CsvReader {
  /** The next piece of the text. Lines may be cut anywhere. */
  push(text: string): void;
  /** The text is over: what is left is the last record. */
  end(): void;
}

/**
 * Reads records one by one and keeps none. A quote that does not belong spoils only its own record: reading goes on with the next line. Blank lines are
 * no records.
 */
export function readCsv(separator: Separator, onRecord: (record: CsvRecord) => void): CsvReader {
  let pending = '';
  let line = 1;
  let isFirst = true;

  /** Reads records from `text`; answers how much of it was used. One that is not complete yet waits, unless it is to be cut or this is the end. */
  function consume(text: string, until: 'complete' | 'cutFirst' | 'end'): number {
    let at = 0;
    while (at < text.length) {
      const end = recordEnd(text, at, separator, until === 'end' || (until === 'cutFirst' && at === 0));
      if (end === null) return at;
      const raw = text.slice(at, end.at);
      const beganAt = line;
      line += end.lines;
      at = end.next;
      const record = split(raw, separator, beganAt, end.trouble);
      if (record !== null) onRecord(record);
    }
    return at;
  }

  return {
    push(text) {
      pending += isFirst ? text.replace(/^\uFEFF/, '') : text;
      if (text !== '') isFirst = false;
      // A record no end of which is in sight is cut here: memory stays bounded.
      const used = consume(pending, pending.length > IMPORT_COLUMNS_MAX * IMPORT_FIELD_LENGTH_MAX ? 'cutFirst' : 'complete');
      pending = pending.slice(used);
    },
    end() {
      consume(pending, 'end');
      pending = '';
    },
  };
}

interface RecordEnd {
  readonly at: number;
  /** Where the next record begins. */
  readonly next: number;
  /** Line ends in it and after it. */
  readonly lines: number;
  readonly trouble: RecordTrouble | null;
}

/** Finds where a record ends; null when the text does not say yet. */
function recordEnd(text: string, from: number, separator: Separator, isEnd: boolean): RecordEnd | null {
  let at = from;
  let lines = 0;
  let fieldStart = true;
  while (at < text.length) {
    const char = text[at];
    if (char === '"' && fieldStart) {
      const close = closingQuote(text, at);
      if (close === null) return isEnd ? cutAtLine(text, from) : null;
      for (let index = at; index < close; index += 1) {
        if (text[index] === '\n' || (text[index] === '\r' && text[index + 1] !== '\n')) lines += 1;
      }
      at = close + 1;
      if (at === text.length && !isEnd) return null;
      fieldStart = false;
      continue;
    }
    if (char === '\n' || char === '\r') {
      if (char === '\r' && at + 1 === text.length && !isEnd) return null;
      return { at, next: at + (char === '\r' && text[at + 1] === '\n' ? 2 : 1), lines: lines + 1, trouble: null };
    }
    fieldStart = char === separator;
    at += 1;
  }
  return isEnd ? { at, next: at, lines, trouble: null } : null;
}

/** The quote that ends a field begun at `open`; null when it is not in the text. */
function closingQuote(text: string, open: number): number | null {
  let at = open + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote === -1) return null;
    if (text[quote + 1] !== '"') return quote;
    at = quote + 2;
  }
}

/** A quote that is never closed would swallow the rest of the file: its record ends with its line. */
function cutAtLine(text: string, from: number): RecordEnd {
  const found = /\r\n|\r|\n/.exec(text.slice(from));
  if (found === null) return { at: text.length, next: text.length, lines: 0, trouble: 'quotes' };
  return { at: from + found.index, next: from + found.index + found[0].length, lines: 1, trouble: 'quotes' };
}

function split(raw: string, separator: Separator, line: number, trouble: RecordTrouble | null): CsvRecord | null {
  const wrong = (what: RecordTrouble): CsvRecord => ({ fields: [], line, trouble: what });
  if (trouble !== null) return wrong(trouble);
  const fields = raw.includes('"') ? splitQuoted(raw, separator) : raw.split(separator);
  if (fields === null) return wrong('quotes');
  if (fields.every((field) => field.trim() === '')) return null;
  if (fields.length > IMPORT_COLUMNS_MAX) return wrong('columns');
  if (fields.some((field) => field.length > IMPORT_FIELD_LENGTH_MAX)) return wrong('fieldTooLong');
  return { fields: fields.map(unguard), line, trouble: null };
}

function splitQuoted(raw: string, separator: Separator): string[] | null {
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    if (raw[at] === '"') {
      const close = closingQuote(raw, at);
      if (close === null || (close + 1 < raw.length && raw[close + 1] !== separator)) return null;
      fields.push(raw.slice(at + 1, close).replaceAll('""', '"'));
      if (close + 1 >= raw.length) return fields;
      at = close + 2;
    } else {
      const end = raw.indexOf(separator, at);
      // A quote inside an unquoted field is a character like any other: 19" rack.
      fields.push(end === -1 ? raw.slice(at) : raw.slice(at, end));
      if (end === -1) return fields;
      at = end + 1;
    }
    if (at === raw.length) {
      fields.push('');
      return fields;
    }
  }
}
