import { memo } from 'react';
import type { Currency } from '../../shared/money.ts';
import { amountParts } from './amount.ts';

interface AmountProps {
  readonly minor: number;
  readonly currency: Currency;
  /** Put the currency before the figures, smaller. */
  readonly withCurrency?: boolean;
  /** Leave the decimals out when there are none to tell: "200" on a key for a note. */
  readonly whole?: boolean;
  readonly className?: string;
}

/** An amount of money: tabular figures, minor units a little smaller than major ones. */
export const Amount = memo(function Amount({ minor, currency, withCurrency = false, whole: isWhole = false, className = '' }: AmountProps) {
  const { sign, whole, fraction } = amountParts(minor, currency);
  return (
    <span className={`amount ${className}`}>
      {withCurrency && <span className="amount-currency">{currency} </span>}
      {sign}
      {whole}
      {fraction !== '' && !(isWhole && /^\.0+$/.test(fraction)) && <span className="amount-minor">{fraction}</span>}
    </span>
  );
});
