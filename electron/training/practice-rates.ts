import { CURRENCY_EXPONENT, divideHalfUp, minor, type Currency, type Minor } from '../../shared/money.ts';

/** Yuan per unit of the shop's currency, in 1e-8; fixed in the practice world. Other currencies come without yuan fields. */
const YUAN_RATE_E8: Partial<Record<Currency, bigint>> = { HKD: 91_200_000n, USD: 712_000_000n, EUR: 772_000_000n, JPY: 4_760_000n };

export interface Yuan {
  /** With 8 decimals, such as "7.12000000". */
  readonly rate: string;
  readonly fen: Minor;
}

/** What a mainland wallet pays for an amount: amount times rate, half up to the fen (legacy.md 12.6). Null without a rate. */
export function yuanFor(amountMinor: Minor, currency: Currency): Yuan | null {
  const rate = YUAN_RATE_E8[currency];
  if (rate === undefined) return null;
  return {
    rate: `${rate / 100_000_000n}.${String(rate % 100_000_000n).padStart(8, '0')}`,
    fen: minor(Number(divideHalfUp(BigInt(amountMinor) * rate, 10n ** BigInt(CURRENCY_EXPONENT[currency] + 6)))),
  };
}
