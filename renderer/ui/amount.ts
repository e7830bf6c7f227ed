import { CURRENCY_EXPONENT, type Currency } from '../../shared/money.ts';

/** An amount split for the eye: "-1,234" and ".50". `fraction` is empty for currencies without decimals. */
export interface AmountParts {
  readonly sign: '' | '\u2212';
  readonly whole: string;
  readonly fraction: string;
}

/** Splits minor units into grouped whole and fraction digits. The till groups by comma and points by dot in all its languages. */
export function amountParts(amountMinor: number, currency: Currency): AmountParts {
  const exponent = CURRENCY_EXPONENT[currency];
  const digits = String(Math.abs(amountMinor)).padStart(exponent + 1, '0');
  const whole = exponent === 0 ? digits : digits.slice(0, -exponent);
  return {
    sign: amountMinor < 0 ? '\u2212' : '',
    whole: whole.replace(/\B(?=(\d{3})+$)/g, ','),
    fraction: exponent === 0 ? '' : `.${digits.slice(-exponent)}`,
  };
}

/** One amount as text: "1,234.50", "−4.50". */
export function amountText(amountMinor: number, currency: Currency): string {
  const { sign, whole, fraction } = amountParts(amountMinor, currency);
  return `${sign}${whole}${fraction}`;
}

/** With its currency, as sentences and labels need it: "HKD 76.50". */
export const moneyText = (amountMinor: number, currency: Currency): string => `${currency}\u00a0${amountText(amountMinor, currency)}`;

/** A quantity in thousandths as people write it: "2", "0.35". */
export function quantityText(quantityMilli: number): string {
  const whole = `${quantityMilli < 0 ? '-' : ''}${Math.trunc(Math.abs(quantityMilli) / 1000)}`;
  const rest = Math.abs(quantityMilli % 1000);
  if (rest === 0) return whole;
  return `${whole}.${String(rest).padStart(3, '0').replace(/0+$/, '')}`;
}

/** Reads a typed quantity ("3", "0.35") into thousandths; null when it is not between 0.001 and 9,999. */
export function parseQuantity(text: string): number | null {
  const match = /^(\d{1,4})?(?:\.(\d{0,3}))?$/.exec(text.trim());
  if (!match || text.trim() === '' || text.trim() === '.') return null;
  const milli = Number(match[1] ?? '0') * 1000 + Number((match[2] ?? '').padEnd(3, '0'));
  return milli >= 1 && milli <= 9_999_000 ? milli : null;
}

/** A rate in parts per million as people read it: 82500 is "8.25%". */
export const percentText = (ratePpm: number): string => `${String(ratePpm / 10_000)}%`;
