import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { TillError } from '../../shared/errors/registry.ts';

/** Room for 200,000 products with names in three languages. */
export const FILE_BYTES_MAX = 64 * 1024 * 1024;

/**
 * Reads a JSON file whole. Throws TillError PROVISION_UNREADABLE with `file` and `reason`: the system's code (ENOENT), notAFile, tooLarge
 * (with `bytes` and `bytesMax`), notUtf8, or notJson (with `line` and `column`, from 1). Nothing of the content is ever in the error, because
 * it may be a key.
 */
export async function readJsonFile(path: string): Promise<{ readonly value: unknown; readonly sha256: string }> {
  const file = basename(path);
  const bytes = await readBounded(path, file);
  const text = utf8(bytes);
  if (text === null) throw new TillError('PROVISION_UNREADABLE', { file, reason: 'notUtf8' });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  try {
    return { value: JSON.parse(text), sha256 };
  } catch {
    // The engine's own message quotes the text around the place, so it is not kept as a cause.
    throw new TillError('PROVISION_UNREADABLE', { file, reason: 'notJson', ...lineAndColumn(text, firstErrorAt(text)) });
  }
}

async function readBounded(path: string, file: string): Promise<Buffer> {
  try {
    await using handle = await open(path, 'r');
    const status = await handle.stat();
    if (!status.isFile()) throw new TillError('PROVISION_UNREADABLE', { file, reason: 'notAFile' });
    if (status.size > FILE_BYTES_MAX) throw new TillError('PROVISION_UNREADABLE', { file, reason: 'tooLarge', bytes: status.size, bytesMax: FILE_BYTES_MAX });
    return await handle.readFile();
  } catch (error) {
    if (error instanceof TillError) throw error;
    const reason = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
    throw new TillError('PROVISION_UNREADABLE', { file, reason }, { cause: error });
  }
}

/** The text without its byte order mark; null when the bytes are not UTF-8. */
function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function lineAndColumn(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset).split(/\r\n|\n|\r/);
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const ESCAPE = /["\\/bfnrt]|u[0-9a-fA-F]{4}/y;

function matchAt(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : null;
}

/** What may come next at a place between two tokens. */
type Expected = 'value' | 'valueOrEnd' | 'keyOrEnd' | 'key' | 'colon' | 'commaOrEnd';

/**
 * Offset of the first character that cannot be where it is; the text's length when it ends too early. Needed because engines report a
 * position only sometimes, and in words that change.
 */
export function firstErrorAt(text: string): number {
  const nesting: ('[' | '{')[] = [];
  let expected: Expected = 'value';
  let at = skipBlank(text, 0);
  while (at < text.length) {
    const character = text.charAt(at);
    let end: number | null = at + 1;
    switch (expected) {
      case 'colon':
        if (character !== ':') return at;
        expected = 'value';
        break;
      case 'commaOrEnd': {
        const inside = nesting.at(-1);
        if (character === ',' && inside !== undefined) expected = inside === '{' ? 'key' : 'value';
        else if (inside !== undefined && character === (inside === '{' ? '}' : ']')) nesting.pop();
        else return at;
        break;
      }
      case 'key':
      case 'keyOrEnd':
        if (character === '}' && expected === 'keyOrEnd') {
          nesting.pop();
          expected = 'commaOrEnd';
          break;
        }
        if (character !== '"') return at;
        end = stringEnd(text, at);
        expected = 'colon';
        break;
      case 'value':
      case 'valueOrEnd':
        if (character === '{' || character === '[') {
          nesting.push(character);
          expected = character === '{' ? 'keyOrEnd' : 'valueOrEnd';
          break;
        }
        if (character === ']' && expected === 'valueOrEnd') nesting.pop();
        else end = character === '"' ? stringEnd(text, at) : matchAt(SCALAR, text, at);
        expected = 'commaOrEnd';
        break;
    }
    if (end === null) return at;
    if (end < 0) return -end - 1;
    at = skipBlank(text, end);
  }
  return text.length;
}

function skipBlank(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \t\r\n'.includes(text.charAt(at))) at += 1;
  return at;
}

/** Offset after a string that starts at `from`; when something in it is wrong at offset p, -p - 1. */
function stringEnd(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === '"') return at + 1;
    if (character < ' ') return -at - 1;
    if (character === '\\') {
      const end = matchAt(ESCAPE, text, at + 1);
      if (end === null) return -at - 1;
      at = end;
    } else {
      at += 1;
    }
  }
  return -text.length - 1;
}
