import { minor, scale, subtract, ZERO, type Minor } from '../money.ts';

export const PPM = 1_000_000;

/** A reduction somebody or some promotion grants: a part of an amount, or an amount off it. */
export type Discount =
  /** Parts per million: 10 % is 100_000. */
  | { readonly kind: 'percent'; readonly ppm: number }
  | { readonly kind: 'amount'; readonly amountMinor: Minor };

/** What `discount` takes off `amountMinor`: never more than there is, never less than nothing. */
export function taken(discount: Discount, amountMinor: Minor): Minor {
  if (amountMinor <= 0) return ZERO;
  const off = discount.kind === 'percent' ? scale(amountMinor, Math.min(Math.max(discount.ppm, 0), PPM), PPM) : minor(Math.max(discount.amountMinor, 0));
  return off > amountMinor ? amountMinor : off;
}

/** The part of `amountMinor` that `offMinor` is, in parts per million rounded up: what a role's limit is compared with. */
export const shareOf = (offMinor: Minor, amountMinor: Minor): number => (amountMinor <= 0 ? 0 : Math.ceil((offMinor * PPM) / amountMinor));

/** How cash is rounded where the smallest coin is larger than the currency's smallest unit. */
export interface CashRounding {
  /** Multiple the amount is brought to, minor units; 1 leaves it as it is. */
  readonly stepMinor: number;
  /** `nearest`: half up. `down` favours the customer (抹零). */
  readonly mode: 'nearest' | 'down' | 'up';
}

/** What rounding adds to an amount paid in cash; negative when it takes off. */
export function cashRoundingOf(amountMinor: Minor, rule: CashRounding): Minor {
  const { stepMinor, mode } = rule;
  if (!Number.isSafeInteger(stepMinor) || stepMinor < 1) throw new RangeError(`not a rounding step: ${stepMinor}`);
  const magnitude = Math.abs(amountMinor);
  const rest = magnitude % stepMinor;
  if (rest === 0) return ZERO;
  const up = mode === 'up' || (mode === 'nearest' && rest * 2 >= stepMinor);
  const change = minor(up ? stepMinor - rest : -rest);
  return amountMinor < 0 ? subtract(ZERO, change) : change;
}
