import type { Currency } from '../../../shared/money.ts';
import { minor } from '../../../shared/money.ts';
import { taken, type Discount } from '../../../shared/pricing/discount.ts';
import { entryAmount } from '../../ui/entry.ts';

/** Percents that have a key of their own, in the order of the keys. */
export const QUICK_PERCENTS = [5, 10, 20, 50] as const;

const PPM_PER_PERCENT = 10_000;
const PERCENT_DECIMALS = 2;

/** "10" or "12.5" percent in parts per million; null when it is none between 0 and 100. */
export function typedPercentPpm(text: string): number | null {
  const match = /^(\d{1,3})(?:\.(\d{0,2}))?$/.exec(text.trim());
  if (match === null) return null;
  const ppm = Number(match[1]) * PPM_PER_PERCENT + Number((match[2] ?? '').padEnd(PERCENT_DECIMALS, '0')) * (PPM_PER_PERCENT / 100);
  return ppm > 0 && ppm <= 100 * PPM_PER_PERCENT ? ppm : null;
}

/** What was typed as a discount; null when it is none yet. */
export function typedDiscount(kind: Discount['kind'], text: string, currency: Currency): Discount | null {
  if (kind === 'percent') {
    const ppm = typedPercentPpm(text);
    return ppm === null ? null : { kind, ppm };
  }
  const amountMinor = entryAmount(text.trim(), currency);
  return amountMinor === null || amountMinor <= 0 ? null : { kind, amountMinor: minor(amountMinor) };
}

/** What a discount takes off an amount, and whether it asks for more than there is. */
export function effectOf(discount: Discount, baseMinor: number): { readonly offMinor: number; readonly isTooMuch: boolean } {
  const offMinor = taken(discount, minor(baseMinor));
  return { offMinor, isTooMuch: discount.kind === 'amount' && discount.amountMinor > baseMinor };
}
