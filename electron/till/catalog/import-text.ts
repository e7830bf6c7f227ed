import { isUtf8 } from 'node:buffer';
import { closeSync, openSync, readSync } from 'node:fs';
import iconv from 'iconv-lite';
import { guessMapping } from '../../../shared/catalog/columns.ts';
import { readCsv, separatorOf } from '../../../shared/catalog/csv.ts';
import type { ImportEncoding, ImportPreview, ImportReading } from '../../../shared/contract/catalog-views.ts';
import { TillError } from '../../../shared/errors/registry.ts';

const PIECE_BYTES = 256 * 1024;
const HEAD_BYTES = 64 * 1024;
const PREVIEW_ROWS = 6;
/** GB18030 reads all that GBK and GB2312 write, and more. */
const DECODER: Readonly<Record<ImportEncoding, string>> = { 'utf-8': 'utf8', gbk: 'gb18030', 'utf-16le': 'utf16le' };

/** First bytes of what people take for a table: spreadsheets, archives, PDF, pictures. */
const STRANGERS = [[0x50, 0x4b, 0x03, 0x04], [0xd0, 0xcf, 0x11, 0xe0], [0x1f, 0x8b], [0x25, 0x50, 0x44, 0x46], [0x89, 0x50, 0x4e, 0x47], [0xff, 0xd8, 0xff], [0xfe, 0xff]] as const;

/** Pieces of a file, one after the other; the same buffer each time. */
export function* piecesOf(path: string): Generator<Buffer> {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(PIECE_BYTES);
    for (;;) {
      const count = readSync(file, buffer, 0, PIECE_BYTES, null);
      if (count === 0) return;
      yield buffer.subarray(0, count);
    }
  } finally {
    closeSync(file);
  }
}

/** Text of a file, piece by piece; a character cut in two comes whole with the second piece. */
export function decoderOf(encoding: ImportEncoding): { write(bytes: Buffer): string; end(): string } {
  const decoder = iconv.getDecoder(DECODER[encoding]);
  return { write: (bytes) => decoder.write(bytes), end: () => decoder.end() ?? '' };
}

function headOf(path: string): Buffer {
  for (const piece of piecesOf(path)) return Buffer.from(piece.subarray(0, HEAD_BYTES));
  return Buffer.alloc(0);
}

/** How a file is to be read, from its bytes: UTF-8 unless some of it cannot be that. Throws IMPORT_NOT_A_TABLE. */
export function readingOf(path: string): ImportReading {
  const head = headOf(path);
  if (head.length === 0 || STRANGERS.some((bytes) => bytes.every((byte, index) => head[index] === byte))) throw new TillError('IMPORT_NOT_A_TABLE');
  const isWide = head[0] === 0xff && head[1] === 0xfe;
  if (!isWide && head.includes(0)) throw new TillError('IMPORT_NOT_A_TABLE');
  const encoding: ImportEncoding = isWide ? 'utf-16le' : isWholeUtf8(path) ? 'utf-8' : 'gbk';
  return { encoding, separator: separatorOf(iconv.decode(head, DECODER[encoding])) };
}

/** All of it: a GBK file may begin with a thousand Latin names. */
function isWholeUtf8(path: string): boolean {
  let carried = Buffer.alloc(0);
  for (const piece of piecesOf(path)) {
    const bytes = Buffer.concat([carried, piece]);
    const whole = wholeCharacters(bytes);
    if (!isUtf8(bytes.subarray(0, whole))) return false;
    carried = Buffer.from(bytes.subarray(whole));
    if (carried.length > 3) return false;
  }
  return carried.length === 0;
}

/** Bytes up to the beginning of a character that goes on in the next piece. */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return back < length ? bytes.length - back : bytes.length;
    }
  }
  return bytes.length;
}

/** The first rows as a person sees them, with a guess at the columns. Throws IMPORT_NOT_A_TABLE when there is no row at all. */
export function previewOf(path: string, reading: ImportReading): ImportPreview {
  const records: (readonly string[])[] = [];
  const text = iconv.decode(headOf(path), DECODER[reading.encoding]);
  const reader = readCsv(reading.separator, ({ fields, trouble }) => {
    if (trouble === null && records.length <= PREVIEW_ROWS) records.push(fields);
  });
  reader.push(text);
  reader.end();
  const [headers, ...rows] = records;
  if (headers === undefined) throw new TillError('IMPORT_NOT_A_TABLE');
  const shown = (cells: readonly string[]): string[] => headers.map((_, index) => (cells[index] ?? '').slice(0, 80));
  return { ...reading, headers: headers.map((header) => header.trim().slice(0, 80)), rows: rows.map(shown), mapping: [...guessMapping(headers)] };
}

