import { CURRENCY_EXPONENT, divideHalfUp, minor, type Currency, type Minor } from '../../shared/money.ts';

/** Yuan per unit of the shop's currency, in 1e-8; fixed in the practice world. Other currencies come without yuan fields. */
const YUAN_RATE_E8: Partial<Record<Currency, bigint>> = { HKD: 91_200_000n, USD: 712_000_000n, EUR: 772_000_000n, JPY: 4_760_000n };

/** Yuan per unit of pricing-only currencies, in 1e-8 (legacy.md 8.2). */
const PRICING_RATE_E8: Partial<Record<Currency, bigint>> = { ...YUAN_RATE_E8, CNY: 100_000_000n, MOP: 88_500_000n, TWD: 22_300_000n };

export interface Settled {
  /** Settlement currency per unit of the pricing currency, at most 8 decimals, no trailing zeros; "1" when they are the same. */
  readonly rate: string;
  readonly amountMinor: Minor;
}

/** What a price comes to in the settlement currency, half up, by rates fixed in the practice world. Null without a rate. */
export function settlementOf(amountMinor: Minor, pricing: Currency, settlement: Currency): Settled | null {
  if (pricing === settlement) return { rate: '1', amountMinor };
  const [from, to] = [PRICING_RATE_E8[pricing], PRICING_RATE_E8[settlement]];
  if (from === undefined || to === undefined) return null;
  const rateE8 = divideHalfUp(from * 100_000_000n, to);
  const decimals = `${rateE8 / 100_000_000n}.${String(rateE8 % 100_000_000n).padStart(8, '0')}`;
  return {
    rate: decimals.replace(/\.?0+$/, ''),
    amountMinor: minor(Number(divideHalfUp(BigInt(amountMinor) * rateE8 * 10n ** BigInt(CURRENCY_EXPONENT[settlement]), 10n ** BigInt(CURRENCY_EXPONENT[pricing] + 8)))),
  };
}

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
