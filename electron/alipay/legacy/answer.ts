import iconv from 'iconv-lite';
import { SaxesParser } from 'saxes';
import { ANSWER_BYTES_MAX } from '../http.ts';
import { stringToSign, verifyText, type LegacyCharset, type LegacyKeys } from './sign.ts';

/** An answer of the gateway as it stands in its envelope (legacy.md 3), before anybody has believed it. */
export interface LegacyAnswer {
  readonly isSuccess: boolean;
  /** The gateway's own error code when `isSuccess` is false; empty when absent. */
  readonly error: string;
  /** Echo of the request, outside the signature. */
  readonly echo: ReadonlyMap<string, string>;
  /** Children of the first element inside `<response>`; null when there is none. */
  readonly fields: ReadonlyMap<string, string> | null;
  readonly sign: string;
  readonly signType: string;
  /** The charset the bytes were read in. */
  readonly charset: string;
}

export type LegacyReading =
  | { readonly kind: 'read'; readonly answer: LegacyAnswer }
  | { readonly kind: 'unreadable'; readonly detail: string };

/** Charsets an answer may declare, by lower-case name, with the name used to decode. */
const CHARSETS: Readonly<Record<string, string>> = {
  'utf-8': 'UTF-8', utf8: 'UTF-8', 'us-ascii': 'UTF-8', gbk: 'GBK', gb2312: 'GBK', gb18030: 'GB18030', 'iso-8859-1': 'ISO-8859-1',
};
/** Deepest element looked at; real answers have four levels. */
const DEPTH_MAX = 16;
/** Most elements looked at; real answers have about forty. */
const ELEMENTS_MAX = 1000;

class Unreadable extends Error {}

/** legacy.md 1.2: the XML declaration rules, then the Content-Type; UTF-8 when neither says anything. */
function charsetOf(bytes: Buffer, contentType: string): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'UTF-8';
  const head = bytes.toString('latin1', 0, 200);
  const declared = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(head)?.[1] ?? /;\s*charset\s*=\s*"?([A-Za-z0-9._-]+)/i.exec(contentType)?.[1] ?? 'UTF-8';
  return CHARSETS[declared.toLowerCase()] ?? null;
}

function decode(bytes: Buffer, charset: string): string {
  // Broken UTF-8 is refused; the tables of iconv-lite put U+FFFD in, which no signature survives.
  return charset === 'UTF-8' ? new TextDecoder('utf-8', { fatal: true }).decode(bytes) : iconv.decode(bytes, charset);
}

/**
 * Reads an answer: charset by declaration, entities decoded, unknown elements kept (they are signed), the first child of
 * `<response>` whatever its name (legacy.md 2.3, 4.C.1), an element with children as its inner XML as it stands
 * (legacy.md 2.3, last sentence). Refuses document types, duplicates of anything that decides, and oversized input. Never throws.
 */
export function readAnswer(bytes: Buffer, contentType: string): LegacyReading {
  if (bytes.byteLength > ANSWER_BYTES_MAX) return { kind: 'unreadable', detail: 'oversized' };
  const charset = charsetOf(bytes, contentType);
  if (charset === null) return { kind: 'unreadable', detail: 'charset' };
  try {
    return { kind: 'read', answer: { ...readXml(decode(bytes, charset)), charset } };
  } catch (error) {
    // Everything thrown here was caused by the bytes; the parser's own message quotes them and stays behind.
    return { kind: 'unreadable', detail: error instanceof Unreadable ? error.message : 'notXml' };
  }
}

function readXml(text: string): Omit<LegacyAnswer, 'charset'> {
  const top = new Map<string, string>();
  const echo = new Map<string, string>();
  let fields: Map<string, string> | null = null;
  const path: string[] = [];
  const openedAt: number[] = [];
  let elements = 0;
  let value = '';
  let nested = false;
  let param = '';
  /** Index of the `<response>` child being read; only the first one counts. */
  let responseChildren = 0;

  const setOnce = (into: Map<string, string>, name: string, given: string): void => {
    if (into.has(name)) throw new Unreadable('duplicate');
    into.set(name, given);
  };
  const isField = (): boolean => path.length === 4 && path[1] === 'response' && responseChildren === 1;

  const parser = new SaxesParser();
  parser.on('doctype', () => {
    throw new Unreadable('doctype');
  });
  parser.on('opentag', (tag) => {
    elements += 1;
    if (elements > ELEMENTS_MAX || path.length >= DEPTH_MAX) throw new Unreadable('tooDeep');
    path.push(tag.name);
    openedAt.push(parser.position);
    if (path.length === 1 && tag.name !== 'alipay') throw new Unreadable('notAnAnswer');
    if (path.length === 3 && path[1] === 'response') {
      responseChildren += 1;
      fields ??= new Map();
    }
    if (path.length === 3 && path[1] === 'request') param = tag.attributes['name'] ?? '';
    if (path.length <= 4) {
      value = '';
      nested = false;
    } else {
      nested = true;
    }
  });
  const keep = (part: string): void => {
    value += part;
  };
  parser.on('text', keep);
  parser.on('cdata', keep);
  parser.on('closetag', (tag) => {
    if (isField() && fields) {
      const start = openedAt[3] ?? 0;
      setOnce(fields, tag.name, nested ? text.slice(start, text.lastIndexOf('</', parser.position - 1)) : value);
    } else if (path.length === 2 && tag.name !== 'request' && tag.name !== 'response') {
      setOnce(top, tag.name, value.trim());
    } else if (path.length === 2) {
      setOnce(top, tag.name, '');
    } else if (path.length === 3 && path[1] === 'request' && tag.name === 'param') {
      echo.set(param, value);
    }
    path.pop();
    openedAt.pop();
  });
  parser.write(text).close();

  const success = top.get('is_success');
  if (success !== 'T' && success !== 'F') throw new Unreadable('notAnAnswer');
  return { isSuccess: success === 'T', error: top.get('error') ?? '', echo, fields, sign: top.get('sign') ?? '', signType: top.get('sign_type') ?? '' };
}

/**
 * Whether the answer is the gateway's. For `T` the signature covers the children of the first element in `<response>`; for `F` it is
 * normally missing, and one client would read it over `error=CODE` (legacy.md 2.3, last paragraphs). The text is tried in the
 * request's charset first and then in the declared one (open-questions.md 7).
 */
export function verifyAnswer(answer: LegacyAnswer, requestCharset: LegacyCharset, keys: LegacyKeys): 'valid' | 'missing' | 'wrong' {
  if (answer.sign === '') return 'missing';
  const text = stringToSign(answer.isSuccess ? (answer.fields ?? []) : [['error', answer.error]]);
  if (text === '') return 'wrong';
  const charsets = new Set([requestCharset, answer.charset]);
  return [...charsets].some((charset) => verifyText(text, charset, answer.sign, answer.signType, keys)) ? 'valid' : 'wrong';
}
