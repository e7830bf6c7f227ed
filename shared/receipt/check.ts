import { CURRENCY_EXPONENT, fromDecimal, isCurrency, toDecimal, type Currency, type Minor } from '../money.ts';
import { receiptTill } from '../scan/receipt-code.ts';
import type { Slip } from './slips.ts';

/**
 * A paper's journal check: which entry it was made from, the beginning of that entry's hash, and the total. Short enough for a small QR code: only characters
 * of its alphanumeric mode. `npm run journal -- check-receipt` holds it against the books.
 */
export interface ReceiptCheck {
  readonly document: Slip;
  /** The till's id as barcodes have it, see `receiptTill`. */
  readonly till: string;
  /** The receipt's or return's number, or the entry of the cash move. */
  readonly number: number;
  readonly seq: number;
  /** First 16 hex digits of the entry's hash, upper case: no shop has enough receipts for two to agree by chance. */
  readonly hash: string;
  readonly totalMinor: Minor;
  readonly currency: Currency;
}

const HASH_DIGITS = 16;
const LETTER = { sale: 'R', return: 'C', cashMove: 'M' } as const satisfies Record<Slip, string>;
const DOCUMENT: Readonly<Record<string, Slip>> = { R: 'sale', C: 'return', M: 'cashMove' };
const SHAPE = /GT1:([RCM])([0-9A-Z]{1,8}):(\d{1,15}):(\d{1,15}):([0-9A-F]{16}):(-?\d{1,13}(?:\.\d{1,2})?)([A-Z]{3})(?![0-9A-Z])/;

/** What a paper carries of the hash of its entry (hex, either case). */
export const hashBeginning = (hash: string): string => hash.slice(0, HASH_DIGITS).toUpperCase();

/** "GT1:RT1:123:4711:9F3A0C11D2E4B5A6:58.00HKD" */
export const makeReceiptCheck = ({ document, till, number, seq, hash, totalMinor, currency }: ReceiptCheck): string =>
  `GT1:${LETTER[document]}${receiptTill(till)}:${number}:${seq}:${hashBeginning(hash)}:${toDecimal(totalMinor, currency)}${currency}`;

/** Finds the check in what was scanned or typed: the code alone, or a whole text receipt. Null when there is none. */
export function parseReceiptCheck(text: string): ReceiptCheck | null {
  const [, letter = '', till = '', number = '', seq = '', hash = '', total = '', currency = ''] = SHAPE.exec(text.toUpperCase()) ?? [];
  const document = DOCUMENT[letter];
  if (document === undefined || !isCurrency(currency)) return null;
  const totalMinor = fromDecimal(total, currency);
  if (totalMinor === null || (total.split('.')[1]?.length ?? 0) !== CURRENCY_EXPONENT[currency]) return null;
  return { document, till, number: Number(number), seq: Number(seq), hash, totalMinor, currency };
}
