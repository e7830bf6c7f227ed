import { expandUpcE, hasValidMod10, isbn10ToEan13, isDigits, issnToEan13, mod10CheckDigit, upcEWithCheckDigit } from './check-digit.ts';
import type { Symbology } from './symbology.ts';

/** How a text was read to become a GTIN. */
export type GtinReading = 'gtin14' | 'ean13' | 'upcA' | 'ean8' | 'upcE' | 'isbn10' | 'issn' | 'ean13AddOn';

/** One possible article number: the 14-digit key and the reading that gives it. `addOn` is the issue number of a periodical. */
export interface GtinCandidate {
  readonly gtin14: string;
  readonly reading: GtinReading;
  readonly addOn: string | null;
}

/** GTIN-14 of a number with a valid check digit in 8, 12, 13 or 14 digits; null otherwise. UPC-E is not among them. */
export function toGtin14(digits: string): string | null {
  const fits = digits.length === 8 || digits.length === 12 || digits.length === 13 || digits.length === 14;
  return fits && hasValidMod10(digits) ? digits.padStart(14, '0') : null;
}

/**
 * Every GTIN-14 a scanned or typed text can mean, without repetition; empty when none. Eight digits without a known
 * symbology may be both EAN-8 and UPC-E (hardware.md 2.1 "Ambiguity"): then both are returned and the catalog decides.
 */
export function gtin14Candidates(text: string, symbology: Symbology | null): readonly GtinCandidate[] {
  const found: GtinCandidate[] = [];
  const put = (number: string | null, reading: GtinReading, addOn: string | null = null): void => {
    const gtin14 = number === null ? null : toGtin14(number);
    if (gtin14 !== null && !found.some((one) => one.gtin14 === gtin14)) found.push({ gtin14, reading, addOn });
  };
  if (symbology === 'addOn') return found;
  if (symbology === 'itfCheckStripped') {
    if (isDigits(text)) put(text + mod10CheckDigit(text), 'gtin14');
    return found;
  }
  if (!isDigits(text)) {
    put(isbn10ToEan13(text), 'isbn10');
    put(issnToEan13(text), 'issn');
    return found;
  }
  if (symbology === 'eanUpcAddOn') {
    if (text.length === 15 || text.length === 18) put(text.slice(0, 13), 'ean13AddOn', text.slice(13));
    return found;
  }
  switch (text.length) {
    case 14: put(text, 'gtin14'); break;
    case 13: put(text, 'ean13'); break;
    case 12: put(text, 'upcA'); break;
    case 10: put(isbn10ToEan13(text), 'isbn10'); break;
    case 8:
      // A scanner that names its symbology calls EAN-8 ]E4, so eight digits under ]E0 are UPC-E.
      if (symbology !== 'eanUpc') put(text, 'ean8');
      if (symbology !== 'ean8') put(expandUpcE(text), 'upcE');
      break;
    case 7:
      // Either the check digit or the number system was left out by the scanner.
      put(expandOrNull(upcEWithCheckDigit(text)), 'upcE');
      put(expandUpcE(`0${text}`), 'upcE');
      break;
    case 6: put(expandOrNull(upcEWithCheckDigit(`0${text}`)), 'upcE'); break;
    case 15: case 18:
      // Without a symbology only books and periodicals are taken to carry an add-on; a wallet's code has 18 digits too.
      if (symbology === null && /^97[789]/.test(text)) put(text.slice(0, 13), 'ean13AddOn', text.slice(13));
      break;
    default:
  }
  return found;
}

const expandOrNull = (upcE: string | null): string | null => (upcE === null ? null : expandUpcE(upcE));
