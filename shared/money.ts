/**
 * Money is an integer count of a currency's smallest unit ("minor unit": cent, fen, yen). The brand stops a plain
 * number, a quantity or an amount in major units from being passed where minor units are meant.
 */
declare const minorBrand: unique symbol;
export type Minor = number & { readonly [minorBrand]: true };

/**
 * Largest magnitude the till accepts. 2^53 / 1000 is about 9.0e12: below this bound `amount * quantityMilli` of one unit
 * (1000) is still an exact integer, and so is a sum of a thousand such amounts.
 */
export const MINOR_MAX = 9_000_000_000_000;

/**
 * Decimal places per currency: ISO 4217, restricted to those the Alipay references list (legacy.md 8.2) plus the two
 * pricing-only ones. JPY and KRW are the only ones sent without decimals (legacy.md 8.1).
 */
export const CURRENCY_EXPONENT = {
  AED: 2, AUD: 2, CAD: 2, CHF: 2, CNY: 2, CZK: 2, DKK: 2, EUR: 2, GBP: 2, HKD: 2, IDR: 2, ILS: 2, JPY: 0, KRW: 0, LKR: 2,
  MOP: 2, MUR: 2, MYR: 2, NOK: 2, NZD: 2, PHP: 2, RUB: 2, SEK: 2, SGD: 2, THB: 2, TWD: 2, USD: 2, ZAR: 2,
} as const satisfies Record<string, 0 | 2>;
export type Currency = keyof typeof CURRENCY_EXPONENT;
export const CURRENCIES = Object.keys(CURRENCY_EXPONENT) as readonly Currency[];

export const isCurrency = (text: string): text is Currency => Object.hasOwn(CURRENCY_EXPONENT, text);

/** Brands an integer as minor units. Throws RangeError when it is not an integer or lies beyond MINOR_MAX. */
export function minor(value: number): Minor {
  if (!Number.isSafeInteger(value) || Math.abs(value) > MINOR_MAX) {
    throw new RangeError(`not an amount in minor units: ${value}`);
  }
  // -0 would print as "-0" and differ from 0 in canonical bytes.
  return (value === 0 ? 0 : value) as Minor;
}

export const ZERO = minor(0);
export const add = (a: Minor, b: Minor): Minor => minor(a + b);
export const subtract = (a: Minor, b: Minor): Minor => minor(a - b);
export const sum = (amounts: Iterable<Minor>): Minor => {
  let total = 0;
  for (const amount of amounts) total += amount;
  return minor(total);
};

/** Quotient of two integers rounded half away from zero, exact for any safe integers (BigInt inside). */
export function divideHalfUp(numerator: bigint, denominator: bigint): bigint {
  if (denominator <= 0n) throw new RangeError('denominator must be positive');
  const negative = numerator < 0n;
  const magnitude = negative ? -numerator : numerator;
  const rounded = (2n * magnitude + denominator) / (2n * denominator);
  return negative ? -rounded : rounded;
}

/** `amount * numerator / denominator`, rounded half away from zero. Used for quantities (milli-units) and tax (ppm). */
export function scale(amount: Minor, numerator: number, denominator: number): Minor {
  return minor(Number(divideHalfUp(BigInt(amount) * BigInt(numerator), BigInt(denominator))));
}

/**
 * Splits `total` in proportion to non-negative integer `weights` so that the parts add up to `total` exactly
 * (largest remainder; ties go to the earlier part). All weights zero: everything goes to the first part.
 */
export function allocate(total: Minor, weights: readonly number[]): Minor[] {
  if (weights.length === 0) {
    if (total !== 0) throw new RangeError('cannot allocate to nobody');
    return [];
  }
  for (const weight of weights) {
    if (!Number.isSafeInteger(weight) || weight < 0) throw new RangeError(`not a weight: ${weight}`);
  }
  const sumOfWeights = weights.reduce((acc, weight) => acc + BigInt(weight), 0n);
  if (sumOfWeights === 0n) return weights.map((_, index) => (index === 0 ? total : ZERO));
  const negative = total < 0;
  const magnitude = BigInt(Math.abs(total));
  const parts = weights.map((weight, index) => {
    const product = magnitude * BigInt(weight);
    return { index, base: product / sumOfWeights, remainder: product % sumOfWeights };
  });
  let left = magnitude - parts.reduce((acc, part) => acc + part.base, 0n);
  const byRemainder = [...parts].sort((a, b) =>
    a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1,
  );
  for (const part of byRemainder) {
    if (left === 0n) break;
    part.base += 1n;
    left -= 1n;
  }
  return parts.map((part) => minor(Number(negative ? -part.base : part.base)));
}

/** Plain decimal text as both gateways and files want it: "39.25", "-0.05", "100" for JPY. No grouping. */
export function toDecimal(amount: Minor, currency: Currency): string {
  const exponent = CURRENCY_EXPONENT[currency];
  const digits = String(Math.abs(amount)).padStart(exponent + 1, '0');
  const sign = amount < 0 ? '-' : '';
  if (exponent === 0) return sign + digits;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

/**
 * Reads decimal text ("39.2", "39.25", "1,234.50" is refused) into minor units. Returns null for anything that is not
 * exactly representable in the currency: too many decimals, exponents, signs other than one leading minus, blanks.
 */
export function fromDecimal(text: string, currency: Currency): Minor | null {
  const match = /^(-?)(\d{1,13})(?:\.(\d+))?$/.exec(text);
  if (!match) return null;
  const [, sign = '', whole = '', fraction = ''] = match;
  const exponent = CURRENCY_EXPONENT[currency];
  if (fraction.length > exponent && !/^0*$/.test(fraction.slice(exponent))) return null;
  const value = Number(whole + fraction.slice(0, exponent).padEnd(exponent, '0'));
  if (!Number.isSafeInteger(value) || value > MINOR_MAX) return null;
  return minor(sign === '-' ? -value : value);
}
