import iconv from 'iconv-lite';
import type { ReceivedRequest } from './http-door.ts';

/** Charsets the gateway reads and writes; GB2312 is read as its superset. */
export type Charset = 'UTF-8' | 'GBK';

export interface LegacyForm {
  /** Of the request, and so of the answer and its signature. */
  readonly charset: Charset;
  /** Decoded parameters, empty ones left out, as both sides leave them out of the signed text (legacy.md 2.1). */
  readonly params: ReadonlyMap<string, string>;
}

export type FormReading = { readonly kind: 'form'; readonly form: LegacyForm } | { readonly kind: 'refused'; readonly code: string; readonly detail: string };

/**
 * Reads the parameters of a GET or POST. The charset is what the URL's query says and GBK without it, whatever the body
 * says: real answers to posts with the charset only in the body came back as GBK (legacy.md 1.2).
 */
export function readForm(request: ReceivedRequest): FormReading {
  const queryAt = request.target.indexOf('?');
  const query = queryAt < 0 ? Buffer.alloc(0) : Buffer.from(request.target.slice(queryAt + 1), 'latin1');
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(request.headers['content-type'] ?? '');
  const parts = [...pairs(query), ...(request.method === 'POST' && isForm ? pairs(request.body) : [])];

  const named = pairs(query).find(([name]) => name.toString('latin1') === '_input_charset')?.[1].toString('latin1');
  const charset = named === undefined ? 'GBK' : charsetNamed(named);
  if (charset === null) return { kind: 'refused', code: 'ILLEGAL_CHARSET', detail: '_input_charset' };

  const params = new Map<string, string>();
  for (const [nameBytes, valueBytes] of parts) {
    const name = decode(nameBytes, charset);
    const value = decode(valueBytes, charset);
    if (params.has(name) && params.get(name) !== value) return { kind: 'refused', code: 'ILLEGAL_ARGUMENT', detail: `${name} sent twice` };
    if (value !== '') params.set(name, value);
  }
  return { kind: 'form', form: { charset, params } };
}

function charsetNamed(name: string): Charset | null {
  switch (name.toUpperCase()) {
    case 'UTF-8':
      return 'UTF-8';
    case 'GBK':
    case 'GB2312':
      return 'GBK';
    default:
      return null;
  }
}

const AMPERSAND = 0x26;
const EQUALS = 0x3d;
const PLUS = 0x2b;
const PERCENT = 0x25;
const SPACE = 0x20;

/** Splits at `&` and the first `=`, then undoes percent-encoding; still bytes, because the charset comes later. */
function pairs(bytes: Buffer): [Buffer, Buffer][] {
  const found: [Buffer, Buffer][] = [];
  for (let start = 0; start < bytes.length;) {
    const stop = bytes.indexOf(AMPERSAND, start);
    const part = bytes.subarray(start, stop < 0 ? bytes.length : stop);
    start += part.length + 1;
    if (part.length === 0) continue;
    const equals = part.indexOf(EQUALS);
    found.push(equals < 0 ? [unescaped(part), Buffer.alloc(0)] : [unescaped(part.subarray(0, equals)), unescaped(part.subarray(equals + 1))]);
  }
  return found;
}

function unescaped(bytes: Buffer): Buffer {
  const out: number[] = [];
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes.readUInt8(at);
    const hex = byte === PERCENT ? bytes.toString('latin1', at + 1, at + 3) : '';
    if (/^[0-9a-f]{2}$/i.test(hex)) {
      out.push(Number.parseInt(hex, 16));
      at += 2;
    } else {
      out.push(byte === PLUS ? SPACE : byte);
    }
  }
  return Buffer.from(out);
}

const decode = (bytes: Buffer, charset: Charset): string => iconv.decode(bytes, charset, { stripBOM: false });

/** Text in the charset's bytes. */
export const encode = (text: string, charset: Charset): Buffer => iconv.encode(text, charset);
