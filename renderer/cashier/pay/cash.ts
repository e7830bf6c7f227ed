import { CURRENCY_EXPONENT, type Currency } from '../../../shared/money.ts';

/** Notes people pay with, in major units, smallest first: what is given over the counter is a heap of these. */
const NOTES: Partial<Record<Currency, readonly number[]>> = {
  HKD: [10, 20, 50, 100, 500, 1000], MOP: [10, 20, 50, 100, 500, 1000], CNY: [5, 10, 20, 50, 100], TWD: [100, 500, 1000], SGD: [5, 10, 50, 100], USD: [1, 5, 10, 20, 50, 100],
  EUR: [5, 10, 20, 50, 100, 200], GBP: [5, 10, 20, 50], JPY: [1000, 5000, 10_000], KRW: [1000, 5000, 10_000, 50_000], THB: [20, 50, 100, 500, 1000], MYR: [5, 10, 20, 50, 100],
};
const NOTES_ELSEWHERE = [1, 5, 10, 20, 50, 100, 500, 1000] as const;
const SUGGESTIONS_MAX = 4;

/**
 * Amounts a customer is likely to hand over for a total: the total rounded up to a multiple of each note, nearest first, never the total
 * itself (that is "exact").
 */
export function cashSuggestions(totalMinor: number, currency: Currency): readonly number[] {
  if (totalMinor <= 0) return [];
  const unit = 10 ** CURRENCY_EXPONENT[currency];
  const amounts = new Set<number>();
  for (const note of NOTES[currency] ?? NOTES_ELSEWHERE) {
    const step = note * unit;
    amounts.add(Math.ceil(totalMinor / step) * step);
  }
  amounts.delete(totalMinor);
  return [...amounts].sort((a, b) => a - b).slice(0, SUGGESTIONS_MAX);
}

/** Amounts a drawer usually starts with. */
export const floatSuggestions = (currency: Currency): readonly [number, number, number] => {
  const unit = 10 ** CURRENCY_EXPONENT[currency];
  return currency === 'JPY' || currency === 'KRW' ? [0, 30_000 * unit, 50_000 * unit] : [0, 500 * unit, 1000 * unit];
};
