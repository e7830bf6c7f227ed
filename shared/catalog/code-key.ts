import { expandUpcE, isbn10ToEan13 } from '../scan/check-digit.ts';
import { toGtin14 } from '../scan/gtin.ts';

/**
 * The form a code is looked up by: GTIN-14 for a valid EAN, UPC or GTIN (hardware.md 2.1), the text itself for a shop's own code. A number
 * that could be EAN-8 and UPC-E is taken as EAN-8, since that is what is printed; the scan router offers both forms.
 */
export function codeKey(code: string): string {
  const upcA = expandUpcE(code);
  return toGtin14(code) ?? (upcA === null ? null : toGtin14(upcA)) ?? toGtin14(isbn10ToEan13(code) ?? '') ?? code;
}
