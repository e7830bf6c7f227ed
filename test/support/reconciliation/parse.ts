import { createFileParser } from '../../../electron/alipay/files/parser.ts';
import { TillError, type ErrorDetails } from '../../../shared/errors/registry.ts';
import type { FileFacts, FileItem, FileRecord, SummaryRecord } from '../../../shared/reconciliation/files.ts';

export interface Parsed {
  readonly facts: FileFacts;
  readonly items: readonly FileItem[];
}

/** Reads a whole file, cut into pieces of the given sizes (the last size repeats). */
export function parse(content: string | Uint8Array, sizes: readonly number[] = [65_536], encoding: 'auto' | 'utf-8' | 'gbk' = 'auto'): Parsed {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const items: FileItem[] = [];
  const parser = createFileParser({ encoding, onItem: (item) => void items.push(item) });
  for (let at = 0, piece = 0; at < bytes.length; piece += 1) {
    const size = Math.max(1, sizes[Math.min(piece, sizes.length - 1)] ?? 1);
    parser.push(bytes.subarray(at, at + size));
    at += size;
  }
  return { facts: parser.end(), items };
}

export const recordsOf = (content: string | Uint8Array): readonly FileRecord[] => parse(content).items.filter((item) => item.what === 'record');
export const summaryOf = (content: string): readonly SummaryRecord[] => parse(content).items.filter((item) => item.what === 'summary');

/** Code and details of the refusal of a file; anything else fails the test. */
export function refusalOf(content: string | Uint8Array): { readonly code: string } & ErrorDetails {
  try {
    parse(content);
  } catch (error) {
    if (error instanceof TillError) return { code: error.code, ...error.details };
    throw error;
  }
  return { code: 'read' };
}
