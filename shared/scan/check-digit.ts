/** Check digits and number forms of the trade (hardware.md 2.1). All functions take and return digit strings: leading zeros count. */

const DIGITS = /^\d+$/;

/** True for a non-empty string of ASCII digits. */
export const isDigits = (text: string): boolean => DIGITS.test(text);

/**
 * GS1 modulo-10 check digit of a body without its check digit (EAN, UPC-A, ITF-14, SSCC, GTIN of every length).
 * Weights 3, 1, 3, 1 … from the right. Throws RangeError when the body is not digits.
 */
export function mod10CheckDigit(body: string): string {
  if (!isDigits(body)) throw new RangeError('not a digit string');
  let sum = 0;
  for (let index = 0; index < body.length; index += 1) {
    const fromRight = body.length - 1 - index;
    sum += Number(body[index]) * (fromRight % 2 === 0 ? 3 : 1);
  }
  return String((10 - (sum % 10)) % 10);
}

/** Whether the last digit is the GS1 modulo-10 check digit of the digits before it. Any length from 2. */
export function hasValidMod10(digits: string): boolean {
  return digits.length >= 2 && isDigits(digits) && digits.endsWith(mod10CheckDigit(digits.slice(0, -1)));
}

/**
 * UPC-A (12 digits) of a UPC-E number `N d1…d6 C` (8 digits). Null when it is not UPC-E: wrong length, number system
 * other than 0 and 1, or a check digit that does not fit the expanded number.
 */
export function expandUpcE(upcE: string): string | null {
  if (!/^[01]\d{7}$/.test(upcE)) return null;
  const upcA = upcABody(upcE.slice(0, 7)) + upcE.slice(7);
  return hasValidMod10(upcA) ? upcA : null;
}

/** The 11 digits before the check digit for `N d1…d6`; the last one says where the zeros were taken out. */
function upcABody(numberSystemAndSix: string): string {
  const system = numberSystemAndSix.slice(0, 1);
  const six = numberSystemAndSix.slice(1);
  const last = six.slice(5);
  switch (last) {
    case '0': case '1': case '2':
      return `${system}${six.slice(0, 2)}${last}0000${six.slice(2, 5)}`;
    case '3':
      return `${system}${six.slice(0, 3)}00000${six.slice(3, 5)}`;
    case '4':
      return `${system}${six.slice(0, 4)}00000${six.slice(4, 5)}`;
    default:
      return `${system}${six.slice(0, 5)}0000${last}`;
  }
}

/** UPC-E with its check digit (8 digits) from `N d1…d6` (7 digits), as some scanners send it. Null when N is not 0 or 1. */
export function upcEWithCheckDigit(numberSystemAndSix: string): string | null {
  if (!/^[01]\d{6}$/.test(numberSystemAndSix)) return null;
  return numberSystemAndSix + mod10CheckDigit(upcABody(numberSystemAndSix));
}

/** Weighted sum for the two modulo-11 schemes: the first digit weighs `highest`, the next one less. */
function mod11CheckCharacter(body: string, highest: number): string {
  let sum = 0;
  for (let index = 0; index < body.length; index += 1) sum += Number(body[index]) * (highest - index);
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? 'X' : String(check);
}

/** ISBN-13 (which is an EAN-13) of an ISBN-10, hyphens allowed; null when it is not a valid ISBN-10. */
export function isbn10ToEan13(isbn10: string): string | null {
  const plain = isbn10.replaceAll('-', '').toUpperCase();
  if (!/^\d{9}[\dX]$/.test(plain)) return null;
  const body = plain.slice(0, 9);
  if (mod11CheckCharacter(body, 10) !== plain.slice(9)) return null;
  return `978${body}${mod10CheckDigit(`978${body}`)}`;
}

/** EAN-13 of an ISSN written `dddd-dddC`, with variant 00; null when it is not a valid ISSN in that form. */
export function issnToEan13(issn: string): string | null {
  const match = /^(\d{4})-(\d{3})([\dX])$/.exec(issn.toUpperCase());
  if (!match) return null;
  const body = `${match[1] ?? ''}${match[2] ?? ''}`;
  if (mod11CheckCharacter(body, 8) !== match[3]) return null;
  return `977${body}00${mod10CheckDigit(`977${body}00`)}`;
}
