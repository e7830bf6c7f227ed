import type { Channel, Request, Response } from '../../../shared/contract/contract.ts';
import type { SaleView, TillSnapshot } from '../../../shared/contract/views.ts';

type SellingChannel = Extract<Channel, 'sale.discountLine' | 'sale.discount' | 'sale.overridePrice' | 'sale.exempt' | 'sale.coupon' | 'sale.undo' | 'tender.setPart' | 'tender.remove' | `promotions.${string}` | `settings.${'cashRounding' | 'saveCashRounding'}`>;
type Handlers = { readonly [C in SellingChannel]: (request: Request<C>) => Response<C> };

interface Till {
  readonly till: TillSnapshot;
  change(change: Partial<TillSnapshot>): void;
}

/** Prices and tenders of the fake till: it notes what was asked of the sale and computes nothing. */
export function fakeSelling(till: Till): Handlers {
  const changeSale = (change: (sale: SaleView) => Partial<SaleView>): Record<string, never> => {
    const { sale } = till.till;
    if (sale !== null) till.change({ sale: { ...sale, canUndo: true, ...change(sale) } });
    return {};
  };
  return {
    'sale.discountLine': ({ lineId, discount }) => changeSale(({ lines }) => ({ lines: lines.map((line) => (line.lineId === lineId ? { ...line, discount } : line)) })),
    'sale.discount': ({ discount }) => changeSale(() => ({ discount })),
    'sale.overridePrice': ({ lineId, priceMinor }) => changeSale(({ lines }) => ({ lines: lines.map((line) => (line.lineId === lineId ? { ...line, overrideMinor: priceMinor } : line)) })),
    'sale.exempt': ({ exempt, reason }) => changeSale(() => ({ exempt: exempt ? { reason } : null })),
    'sale.coupon': ({ code, on }) => changeSale(({ coupons }) => ({ coupons: on ? [...coupons, code] : coupons.filter((one) => one !== code) })),
    'sale.undo': () => changeSale(() => ({ canUndo: false })),
    'tender.setPart': ({ amountMinor }) => changeSale(() => ({ partMinor: amountMinor })),
    'tender.remove': ({ tenderId }) => changeSale(({ tenders, totals }) => {
      const left = tenders.filter((tender) => tender.tenderId !== tenderId);
      const dueMinor = totals.totalMinor - left.reduce((sum, tender) => sum + tender.amountMinor, 0);
      return { tenders: left, dueMinor, cashDueMinor: dueMinor };
    }),
    'promotions.get': () => ({ promotions: [] }),
    'promotions.save': ({ promotions }) => ({ promotions }),
    'settings.cashRounding': () => ({ stepMinor: 1, mode: 'nearest' }),
    'settings.saveCashRounding': (rule) => rule,
  };
}
