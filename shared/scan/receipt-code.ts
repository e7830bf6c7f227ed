/**
 * What a receipt's barcode says: "R", the till, the receipt's number in eight digits. Letters and digits only, so that a scanner that plays a keyboard
 * gives the same text in every layout, and Code 128 prints the digits two to a symbol.
 */
const TILL_LENGTH_MAX = 8;
const NUMBER_DIGITS = 8;
const NUMBER_MAX = 10 ** NUMBER_DIGITS - 1;
const SHAPE = /^R([0-9A-Z]{1,8})(\d{8})$/;

export interface ReceiptCode {
  /** The till's id as the barcode has it, see `receiptTill`. */
  readonly till: string;
  readonly receiptNo: number;
}

/** The part of a till's id that goes into its receipts' barcodes. "T" when nothing of it can be printed. */
export const receiptTill = (tillId: string): string => tillId.toUpperCase().replace(/[^0-9A-Z]/g, '').slice(0, TILL_LENGTH_MAX) || 'T';

/** Text of the receipt's Code 128, also printed below it. Throws RangeError for a number that is not a receipt's. */
export function makeReceiptCode(tillId: string, receiptNo: number): string {
  if (!Number.isSafeInteger(receiptNo) || receiptNo < 1 || receiptNo > NUMBER_MAX) throw new RangeError(`not a receipt number: ${receiptNo}`);
  return `R${receiptTill(tillId)}${String(receiptNo).padStart(NUMBER_DIGITS, '0')}`;
}

/** Reads a receipt's barcode, scanned or typed in either case; null for any other text. Whose receipt it is, the caller compares. */
export function parseReceiptCode(text: string): ReceiptCode | null {
  const match = SHAPE.exec(text.trim().toUpperCase());
  const [, till, digits] = match ?? [];
  const receiptNo = Number(digits);
  return till === undefined || receiptNo < 1 || Number.isNaN(receiptNo) ? null : { till, receiptNo };
}
