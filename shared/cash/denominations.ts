import { CURRENCY_EXPONENT, minor, type Currency, type Minor } from '../money.ts';

/** A coin or note that people pay with. A value may exist as both (the ten of Hong Kong), and they are counted apart. */
export interface Denomination {
  /** "note-50000": what settings hide it by, and what a test finds its field by. */
  readonly id: string;
  readonly kind: CashKind;
  readonly valueMinor: Minor;
}
export const CASH_KINDS = ['note', 'coin'] as const;
export type CashKind = (typeof CASH_KINDS)[number];

/** Values in major units, smallest first: what each central bank has in circulation in 2026, without collectors' pieces. */
interface Pieces {
  readonly coins: readonly number[];
  readonly notes: readonly number[];
}
const CENTS = [0.05, 0.1, 0.2, 0.5] as const;
const PIECES: Readonly<Record<Currency, Pieces>> = {
  AED: { coins: [0.25, 0.5, 1], notes: [5, 10, 20, 50, 100, 200, 500, 1000] },
  AUD: { coins: [...CENTS, 1, 2], notes: [5, 10, 20, 50, 100] },
  CAD: { coins: [0.05, 0.1, 0.25, 1, 2], notes: [5, 10, 20, 50, 100] },
  CHF: { coins: [...CENTS, 1, 2, 5], notes: [10, 20, 50, 100, 200, 1000] },
  CNY: { coins: [0.1, 0.5, 1], notes: [1, 5, 10, 20, 50, 100] },
  CZK: { coins: [1, 2, 5, 10, 20, 50], notes: [100, 200, 500, 1000, 2000, 5000] },
  DKK: { coins: [0.5, 1, 2, 5, 10, 20], notes: [50, 100, 200, 500] },
  EUR: { coins: [0.01, 0.02, ...CENTS, 1, 2], notes: [5, 10, 20, 50, 100, 200, 500] },
  GBP: { coins: [0.01, 0.02, ...CENTS, 1, 2], notes: [5, 10, 20, 50] },
  HKD: { coins: [0.1, 0.2, 0.5, 1, 2, 5, 10], notes: [10, 20, 50, 100, 500, 1000] },
  IDR: { coins: [100, 200, 500, 1000], notes: [1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000] },
  ILS: { coins: [0.1, 0.5, 1, 2, 5, 10], notes: [20, 50, 100, 200] },
  JPY: { coins: [1, 5, 10, 50, 100, 500], notes: [1000, 2000, 5000, 10_000] },
  KRW: { coins: [10, 50, 100, 500], notes: [1000, 5000, 10_000, 50_000] },
  LKR: { coins: [1, 2, 5, 10, 20], notes: [20, 50, 100, 500, 1000, 5000] },
  MOP: { coins: [0.1, 0.2, 0.5, 1, 2, 5, 10], notes: [10, 20, 50, 100, 500, 1000] },
  MUR: { coins: [0.05, 0.2, 0.5, 1, 5, 10, 20], notes: [25, 50, 100, 200, 500, 1000, 2000] },
  MYR: { coins: CENTS, notes: [1, 5, 10, 20, 50, 100] },
  NOK: { coins: [1, 5, 10, 20], notes: [50, 100, 200, 500, 1000] },
  NZD: { coins: [0.1, 0.2, 0.5, 1, 2], notes: [5, 10, 20, 50, 100] },
  PHP: { coins: [0.01, 0.05, 0.25, 1, 5, 10, 20], notes: [20, 50, 100, 200, 500, 1000] },
  RUB: { coins: [0.1, 0.5, 1, 2, 5, 10], notes: [5, 10, 50, 100, 200, 500, 1000, 2000, 5000] },
  SEK: { coins: [1, 2, 5, 10], notes: [20, 50, 100, 200, 500, 1000] },
  SGD: { coins: [...CENTS, 1], notes: [2, 5, 10, 50, 100, 1000] },
  THB: { coins: [0.25, 0.5, 1, 2, 5, 10], notes: [20, 50, 100, 500, 1000] },
  TWD: { coins: [1, 5, 10, 20, 50], notes: [100, 200, 500, 1000, 2000] },
  USD: { coins: [0.01, 0.05, 0.1, 0.25, 0.5, 1], notes: [1, 2, 5, 10, 20, 50, 100] },
  ZAR: { coins: [0.1, 0.2, 0.5, 1, 2, 5], notes: [10, 20, 50, 100, 200] },
};

const piece = (kind: CashKind, value: number, currency: Currency): Denomination => {
  const valueMinor = minor(Math.round(value * 10 ** CURRENCY_EXPONENT[currency]));
  return { id: `${kind}-${valueMinor}`, kind, valueMinor };
};

/** Everything that may lie in a drawer of that currency, in the order a drawer is counted: notes, then coins, largest first. */
export function denominationsOf(currency: Currency): readonly Denomination[] {
  const { notes, coins } = PIECES[currency];
  return [...[...notes].reverse().map((value) => piece('note', value, currency)), ...[...coins].reverse().map((value) => piece('coin', value, currency))];
}

/** Those that this shop counts: all but the hidden ones. A shop that hid everything sees everything, because a grid of nothing counts nothing. */
export function denominationsShown(currency: Currency, hidden: readonly string[]): readonly Denomination[] {
  const all = denominationsOf(currency);
  const shown = all.filter(({ id }) => !hidden.includes(id));
  return shown.length > 0 ? shown : all;
}
