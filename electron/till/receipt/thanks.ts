import type { Language } from '../../../shared/contract/views.ts';
import { receiptDocument } from '../../../shared/receipt/model.ts';
import type { ReceiptSettings } from '../../../shared/receipt/settings.ts';
import { shareText } from '../../../shared/receipt/share.ts';
import type { Desk } from '../desk.ts';
import { saleFacts } from './facts.ts';

/** What the customer takes along from the screen after a sale: the receipt as text, or its journal check. */
export interface ThanksCode {
  readonly kind: 'receipt' | 'check';
  readonly text: string;
}

interface Made {
  readonly saleId: string;
  readonly settings: ReceiptSettings;
  readonly language: Language | null;
  readonly code: ThanksCode | null;
}
/** The one made last: a paid sale is on the screen for many snapshots and never changes. */
const made = new WeakMap<Desk['memory'], Made>();

/** The code under "thank you", as the shop wishes; in the language the customer chose, or the receipt's. It is part of the sale being finished, and no copy of anything. */
export function thanksCode(desk: Desk, saleId: string, language: Language | null): ThanksCode | null {
  const settings = desk.memory.receipt;
  const last = made.get(desk.memory);
  if (last?.saleId === saleId && last.settings === settings && last.language === language) return last.code;
  const code = make(desk, saleId, language === null ? settings : { ...settings, languages: [language] });
  made.set(desk.memory, { saleId, settings, language, code });
  return code;
}

function make(desk: Desk, saleId: string, settings: ReceiptSettings): ThanksCode | null {
  if (settings.thanks === 'none') return null;
  // The check stands in the text whether or not it is printed on paper: without it nobody could tell a true one.
  const document = receiptDocument(saleFacts(desk, saleId), { ...settings, show: { ...settings.show, check: true } });
  if (settings.thanks === 'check') return document.check === null ? null : { kind: 'check', text: document.check.code };
  return { kind: 'receipt', text: shareText(document, settings.languages[0] ?? 'en').text };
}
