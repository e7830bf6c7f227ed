import { TillError } from '../../../shared/errors/registry.ts';
import { CURRENCY_EXPONENT, fromDecimal, minor, MINOR_MAX, type Minor } from '../../../shared/money.ts';
import type { AmountUnit, PrintedAmount } from '../../../shared/reconciliation/files.ts';

/** A printed amount in minor units, read in that unit; null when it is none in that unit (half a cent, a point in a count of cents). */
export function inMinor({ text, currency }: PrintedAmount, unit: AmountUnit): Minor | null {
  // A count of the smallest unit is a decimal of a currency without decimals.
  if (unit === 'major' || CURRENCY_EXPONENT[currency] === 0) return fromDecimal(text, currency);
  const value = /^-?\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(value) && Math.abs(value) <= MINOR_MAX ? minor(value) : null;
}

/** The same for amounts that the file must have right; throws RECONCILE_BAD_LINE. */
export function requireMinor(printed: PrintedAmount, unit: AmountUnit, line: number): Minor {
  const amount = inMinor(printed, unit);
  if (amount === null) throw new TillError('RECONCILE_BAD_LINE', { line, column: '', reason: 'amount' });
  return amount;
}
