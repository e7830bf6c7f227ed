import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { badLine, refusal } from './refusal.ts';

/** No line of these files comes near it; a file that is no text soon does. */
export const LINE_BYTES_MAX = 65_536;
const NEWLINE = 0x0a;
const BOM_UTF8 = Buffer.from([0xef, 0xbb, 0xbf]);
/** Longest of the beginnings below. */
const HEAD_BYTES = 4;

/** Files by their first bytes that people confuse with the ones meant here. */
const STRANGERS = [
  { bytes: [0x50, 0x4b, 0x03, 0x04], reason: 'spreadsheetOrZip' },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], reason: 'spreadsheetOrZip' },
  { bytes: [0x1f, 0x8b], reason: 'spreadsheetOrZip' },
  { bytes: [0x25, 0x50, 0x44, 0x46], reason: 'pdf' },
] as const;
const UTF16 = [[0xff, 0xfe], [0xfe, 0xff]] as const;

export type Encoding = 'utf-8' | 'gbk';

export interface LineReaderOptions {
  /** `auto`: UTF-8, or GBK once a line is no UTF-8 and the file may be in GBK. */
  readonly encoding: 'auto' | Encoding;
  /** Whether this kind of file may be in GBK at all; asked at the first line that is no UTF-8. */
  readonly gbkAllowed: () => boolean;
  /** `open`: the file ends without ending this line. */
  readonly onLine: (text: string, line: number, open: boolean) => void;
}

export interface LineReader {
  push(bytes: Uint8Array): void;
  /** The file ends here; the last line is handed on, ended or not. */
  end(): { readonly encoding: Encoding; readonly lines: number };
}

/**
 * Cuts bytes into lines, whatever pieces they come in. A line break byte is never part of a character in UTF-8 or GBK, so lines are cut first
 * and decoded then; a wrong encoding is known by its line. Throws RECONCILE_ENCODING, RECONCILE_NOT_RECOGNISED (a spreadsheet, a PDF) and
 * RECONCILE_BAD_LINE (longer than any line).
 */
export function createLineReader({ encoding: wanted, gbkAllowed, onLine }: LineReaderOptions): LineReader {
  let encoding: Encoding = wanted === 'gbk' ? 'gbk' : 'utf-8';
  let lines = 0;
  let started = false;
  /** Characters that take three bytes in UTF-8 were seen: this file is UTF-8, whatever a later line says. */
  let isSurelyUtf8 = false;
  let rest: Buffer = Buffer.alloc(0);

  const hand = (text: string, open: boolean): void => {
    lines += 1;
    onLine(text.endsWith('\r') ? text.slice(0, -1) : text, lines, open);
  };

  const decodeOne = (bytes: Buffer): string => {
    const line = lines + 1;
    if (encoding === 'utf-8') {
      if (isUtf8(bytes)) {
        const text = bytes.toString('utf8');
        if (text.length !== bytes.length && WIDE.test(text)) isSurelyUtf8 = true;
        return text;
      }
      if (wanted !== 'auto' || isSurelyUtf8 || !gbkAllowed()) throw refusal('RECONCILE_ENCODING', line, { expected: 'UTF-8' });
      encoding = 'gbk';
    } else if (wanted === 'auto' && isUtf8(bytes) && WIDE.test(bytes.toString('utf8'))) {
      // Two encodings in one file: it was put together from two.
      throw refusal('RECONCILE_ENCODING', line, { expected: 'GBK' });
    }
    const text = iconv.decode(bytes, 'gbk');
    // What GBK does not know becomes U+FFFD, a character that GBK cannot write.
    if (text.includes('\ufffd')) throw refusal('RECONCILE_ENCODING', line, { expected: 'UTF-8, GBK' });
    return text;
  };

  /** A character cut in half at the end of the file is a file cut off, not another encoding. */
  const decodeLast = (bytes: Buffer): string => {
    try {
      return decodeOne(bytes);
    } catch (error) {
      if (lines > 0) throw refusal('RECONCILE_TRUNCATED', lines + 1);
      throw error;
    }
  };

  /** Whole lines. Most blocks are plain UTF-8 and are decoded at once. */
  const takeBlock = (block: Buffer): void => {
    if (encoding === 'utf-8' && isUtf8(block)) {
      const text = block.toString('utf8');
      if (!isSurelyUtf8 && text.length !== block.length && WIDE.test(text)) isSurelyUtf8 = true;
      const pieces = text.split('\n');
      for (let at = 0; at < pieces.length - 1; at += 1) hand(pieces[at] ?? '', false);
      return;
    }
    for (let from = 0; from < block.length;) {
      const end = block.indexOf(NEWLINE, from);
      hand(decodeOne(block.subarray(from, end)), false);
      from = end + 1;
    }
  };

  const sniff = (): void => {
    started = true;
    const begins = (bytes: readonly number[]): boolean => bytes.every((byte, at) => rest[at] === byte);
    for (const { bytes, reason } of STRANGERS) if (begins(bytes)) throw refusal('RECONCILE_NOT_RECOGNISED', 1, { reason });
    if (UTF16.some(begins)) throw refusal('RECONCILE_ENCODING', 1, { expected: 'UTF-8' });
    if (begins([...BOM_UTF8])) rest = rest.subarray(BOM_UTF8.length);
  };

  return {
    push(bytes) {
      const fresh = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      rest = rest.length === 0 ? fresh : Buffer.concat([rest, fresh]);
      if (!started) {
        if (rest.length < HEAD_BYTES) {
          rest = Buffer.from(rest);
          return;
        }
        sniff();
      }
      const end = rest.lastIndexOf(NEWLINE) + 1;
      const block = rest.subarray(0, end);
      // A copy, because whoever gave the bytes may write over them.
      rest = Buffer.from(rest.subarray(end));
      if (end > 0) takeBlock(block);
      if (rest.length > LINE_BYTES_MAX) throw badLine(lines + 1, '', 'tooLong');
    },
    end() {
      if (!started) sniff();
      if (rest.includes(NEWLINE)) {
        const end = rest.lastIndexOf(NEWLINE) + 1;
        const block = rest.subarray(0, end);
        rest = rest.subarray(end);
        takeBlock(block);
      }
      if (rest.length > 0) {
        const last = rest;
        rest = Buffer.alloc(0);
        hand(decodeLast(last), true);
      }
      return { encoding, lines };
    },
  };
}

/** A character of three or more bytes in UTF-8; in a GBK file it would take three whole characters to look like two of them. */
const WIDE = /[\u0800-\uffff]/;
