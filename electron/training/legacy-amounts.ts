import { CURRENCY_EXPONENT, fromDecimal, isCurrency, type Currency, type Minor } from '../../shared/money.ts';
import type { Complaint } from './legacy-rules.ts';
import type { Edition } from './trades.ts';

/** Pricing-only currencies: no settlement in them (legacy.md 8.2). */
const PRICING_ONLY: readonly Currency[] = ['MOP', 'TWD'];
/** 0.01 to 100000000.00 (legacy.md 8.1); the same digits bound whole-unit currencies. */
const AMOUNT_MAX = '100000000';

export interface Money {
  readonly amountMinor: Minor;
  readonly currency: Currency;
}
export type AmountReading = ({ readonly kind: 'amount' } & Money) | { readonly kind: 'refused'; readonly complaint: Complaint };

/**
 * Reads an amount in the request's currency: HKD only on the HK edition (legacy.md 8.2). The practice partners have no arrangement for a
 * different pricing currency.
 */
export function readAmount(params: ReadonlyMap<string, string>, amountIn: 'trans_amount' | 'total_fee' | 'refund_amount' | 'price' = 'trans_amount', edition: Edition = 'global'): AmountReading {
  const refused = (detail: string): AmountReading => ({ kind: 'refused', complaint: { code: 'INVALID_PARAMETER', detail } });
  const currency = params.get('currency') ?? '';
  if (!isCurrency(currency) || PRICING_ONLY.includes(currency)) return refused('currency not settled');
  if (edition === 'hk' && currency !== 'HKD') return refused('currency not HKD');
  if ((params.get('trans_currency') ?? currency) !== currency) return refused('trans_currency not arranged');
  const decimal = params.get(amountIn) ?? '';
  if (CURRENCY_EXPONENT[currency] === 0 && decimal.includes('.')) return refused(`${amountIn} with decimals`);
  const amountMinor = fromDecimal(decimal, currency);
  const most = fromDecimal(AMOUNT_MAX, currency);
  if (amountMinor === null || most === null || amountMinor <= 0 || amountMinor > most) return refused(`${amountIn} out of range`);
  return { kind: 'amount', amountMinor, currency };
}
