import { TillError } from '../../shared/errors/registry.ts';
import type { MerchantCodeRow } from '../journal/attention-port.ts';
import type { Desk } from './desk.ts';

export interface PageParts {
  readonly desk: Pick<Desk, 'world' | 'config'>;
  readonly dir: string;
  readonly printToPdf: (html: string) => Promise<Uint8Array>;
}

/** Writes the code as a page and returns where. Throws EXPORT_FAILED. */
export function printMerchantCode(code: MerchantCodeRow, format: 'pdfA6' | 'receipt', parts: PageParts): Promise<string> {
  return Promise.reject(new TillError('EXPORT_FAILED', { format, code: code.codeId, dir: parts.dir.length }));
}
