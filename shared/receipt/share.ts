import { toDecimal } from '../money.ts';
import type { ReceiptDocument } from './document.ts';
import { RECEIPT_WORDS } from './words.ts';
import type { ReceiptLanguage } from './settings.ts';

/**
 * Bytes a shared receipt may have: what a QR code of version 16 holds at error correction level L (ISO/IEC 18004 table 7). Its 81 modules are four pixels wide each
 * on a screen of 1280x800, and a phone reads them at arm's length; denser ones it may not.
 */
export const SHARE_BYTES_MAX = 586;

export interface SharedReceipt {
  readonly text: string;
  /** Lines of goods that had no room; the text says so. */
  readonly linesCut: number;
}

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/**
 * A receipt as plain text for a phone to take along: it needs no network and no service, and ends with the journal check. In one language, the receipt's first. One that is
 * too long keeps its head, its totals and its check, and says how many lines were left out.
 */
export function shareText(document: ReceiptDocument, language: ReceiptLanguage): SharedReceipt {
  const { currency, total } = document;
  const money = (amountMinor: Parameters<typeof toDecimal>[0]): string => toDecimal(amountMinor, currency);
  const head = [document.shop[0], ...document.banners.map(([banner]) => banner), document.facts.slice(0, 2).map(({ value }) => value).join(' '), ...(document.kind === 'sale' ? [] : [document.title[0]])];
  const items = document.items.flatMap((item) => [
    `${item.quantity === '1' ? '' : `${item.quantity} x `}${item.name[0]} ${money(item.listMinor)}`,
    ...item.changes.map(({ what, amountMinor }) => ` ${what[0]} ${money(amountMinor)}`),
  ]);
  const foot = [
    ...document.sums.map(({ what, amountMinor }) => `${what[0]} ${money(amountMinor)}`),
    ...(total === null ? [] : [`${total.what[0]} ${currency} ${money(total.amountMinor)}`]),
    ...document.rounded.map(({ what, amountMinor }) => `${what[0]} ${money(amountMinor)}`),
    ...document.tenders.map(({ what, amountMinor, details, facts }) => [`${what[0]} ${money(amountMinor)}`, ...details.map((detail) => `${detail.what[0]} ${money(detail.amountMinor)}`), ...facts.slice(0, 1).map(({ value }) => value)].join(', ')),
    ...(document.check === null ? [] : [document.check.code]),
  ];
  const withLines = (kept: number): string => {
    const cut = items.length - kept;
    return [...head, ...items.slice(0, kept), ...(cut > 0 ? [RECEIPT_WORDS[language].moreLines(cut)] : []), ...foot].join('\n');
  };
  for (let kept = items.length; kept >= 0; kept -= 1) {
    const text = withLines(kept);
    if (bytesOf(text) <= SHARE_BYTES_MAX) return { text, linesCut: items.length - kept };
  }
  // Head and totals alone are too long: a shop's name of many lines, or dozens of tenders. The check still leads to the whole receipt.
  return { text: [document.facts[0]?.value ?? '', ...(total === null ? [] : [`${total.what[0]} ${currency} ${money(total.amountMinor)}`]), document.check?.code ?? ''].join('\n'), linesCut: items.length };
}
