import { CURRENCY_EXPONENT, fromDecimal, type Currency } from '../../shared/money.ts';

/**
 * What a cashier has typed on the number keys, before it means anything: "12", "100.5". Kept as text so that every key shows at once.
 * From this many digits on a number is no amount but a code (a payment code has 16 to 24, a product code 8 to 14).
 */
export const CODE_DIGITS_MIN = 8;
const DIGITS_MAX = 24;

/** Adds one typed character; one that cannot follow changes nothing. */
export function typeInto(entry: string, character: string, decimals: number): string {
  if (/^\d$/.test(character)) {
    const next = entry === '0' ? character : entry + character;
    const fraction = next.split('.')[1] ?? '';
    return next.length > DIGITS_MAX || fraction.length > decimals ? entry : next;
  }
  if ((character === '.' || character === ',') && decimals > 0 && !entry.includes('.')) return entry === '' ? '0.' : `${entry}.`;
  return entry;
}

/** The same where a quantity may stand before a number: "1.234*401". Quantities have three decimals, numbers none. */
export function typeCounted(entry: string, character: string): string {
  const at = entry.indexOf('*') + 1;
  return at === 0 ? typeInto(entry, character, 3) : entry.slice(0, at) + typeInto(entry.slice(at), character, 0);
}

export const eraseFrom = (entry: string): string => entry.slice(0, -1);

/** True when what was typed is too long for an amount and is meant as a code. */
export const isCode = (entry: string): boolean => !entry.includes('.') && entry.length >= CODE_DIGITS_MIN;

/** The amount typed, in minor units: "100" is 100.00, "100.5" is 100.50. null when nothing is typed or it is a code. */
export function entryAmount(entry: string, currency: Currency): number | null {
  if (entry === '' || isCode(entry)) return null;
  return fromDecimal(entry.endsWith('.') ? entry.slice(0, -1) : entry, currency);
}

export const entryDecimals = (currency: Currency): number => CURRENCY_EXPONENT[currency];

/** The typed amount as it is shown while typing: grouped, with exactly the decimals typed. */
export function entryText(entry: string): string {
  const [whole = '', fraction] = entry.split('.');
  const grouped = isCode(entry) ? whole.replace(/(\d{4})(?=\d)/g, '$1 ') : whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
