import { CURRENCY_EXPONENT, fromDecimal, isCurrency, ZERO, type Currency, type Minor } from '../../shared/money.ts';
import type { Complaint } from './legacy-rules.ts';
import { settlementOf } from './practice-rates.ts';
import type { Edition } from './trades.ts';

/** Pricing-only currencies: no settlement in them (legacy.md 8.2). */
const PRICING_ONLY: readonly Currency[] = ['MOP', 'TWD'];
/** 0.01 to 100000000.00 (legacy.md 8.1); the same digits bound whole-unit currencies. */
const AMOUNT_MAX = '100000000';

export interface Money {
  readonly amountMinor: Minor;
  /** What the amount is in: the pricing currency. */
  readonly currency: Currency;
  /** What the shop is paid in. */
  readonly settlement: Currency;
}
export type AmountReading = ({ readonly kind: 'amount' } & Money) | { readonly kind: 'refused'; readonly complaint: Complaint };

/** Currencies a contract may price in although it settles in another one (legacy.md 4.A.1). */
export const ARRANGED_PRICING: readonly Currency[] = ['MOP', 'TWD', 'CNY'];

const refused = (detail: string): AmountReading => ({ kind: 'refused', complaint: { code: 'INVALID_PARAMETER', detail } });

/**
 * Reads the amount of a payment: in trans_currency, or in currency without one. HKD only on the HK edition; a pricing currency of its own only when it
 * is among those `arranged` (legacy.md 4.A.1, 8.2).
 */
export function readAmount(
  params: ReadonlyMap<string, string>, amountIn: 'trans_amount' | 'total_fee' = 'trans_amount', edition: Edition = 'global', arranged: readonly Currency[] = [],
): AmountReading {
  const settlement = params.get('currency') ?? '';
  if (!isCurrency(settlement) || PRICING_ONLY.includes(settlement)) return refused('currency not settled');
  if (edition === 'hk' && settlement !== 'HKD') return refused('currency not HKD');
  const currency = params.get('trans_currency') ?? settlement;
  if (currency === settlement) return readDecimal(params, amountIn, settlement, settlement);
  if (!isCurrency(currency) || !arranged.includes(currency) || settlementOf(ZERO, currency, settlement) === null) return refused('trans_currency not arranged');
  return readDecimal(params, amountIn, currency, settlement);
}

/** Reads refund_amount, in the currency the payment was priced in (open-questions.md 4). */
export function readRefundAmount(params: ReadonlyMap<string, string>, edition: Edition): AmountReading {
  const currency = params.get('currency') ?? '';
  if (!isCurrency(currency)) return refused('currency unknown');
  if (edition === 'hk' && currency !== 'HKD') return refused('currency not HKD');
  return readDecimal(params, 'refund_amount', currency, currency);
}

function readDecimal(params: ReadonlyMap<string, string>, amountIn: string, currency: Currency, settlement: Currency): AmountReading {
  const decimal = params.get(amountIn) ?? '';
  if (CURRENCY_EXPONENT[currency] === 0 && decimal.includes('.')) return refused(`${amountIn} with decimals`);
  const amountMinor = fromDecimal(decimal, currency);
  const most = fromDecimal(AMOUNT_MAX, currency);
  if (amountMinor === null || most === null || amountMinor <= 0 || amountMinor > most) return refused(`${amountIn} out of range`);
  return { kind: 'amount', amountMinor, currency, settlement };
}
