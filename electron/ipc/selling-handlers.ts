import type { Handlers } from '../../shared/contract/contract.ts';
import { TillError } from '../../shared/errors/registry.ts';

type SellingHandlers = Pick<Handlers, 'sale.discountLine' | 'sale.discount' | 'sale.overridePrice' | 'sale.exempt' | 'sale.coupon' | 'sale.undo' | 'tender.setPart' | 'tender.remove'
  | 'promotions.get' | 'promotions.save' | 'settings.cashRounding' | 'settings.saveCashRounding'>;

/** Prices, parts and promotions. */
export function sellingHandlers(): SellingHandlers {
  const later = (): never => {
    throw new TillError('INTERNAL', { why: 'not built yet' });
  };
  return {
    'sale.discountLine': later, 'sale.discount': later, 'sale.overridePrice': later, 'sale.exempt': later, 'sale.coupon': later, 'sale.undo': () => ({}), 'tender.setPart': later, 'tender.remove': later,
    'promotions.get': () => ({ promotions: [] }), 'promotions.save': later,
    'settings.cashRounding': () => ({ stepMinor: 1, mode: 'nearest' }), 'settings.saveCashRounding': later,
  };
}
