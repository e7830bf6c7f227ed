import type { Channel, Request, Response } from '../../../shared/contract/contract.ts';
import type { PromotionsView } from '../../../shared/contract/sale-views.ts';
import type { SaleView, TillSnapshot } from '../../../shared/contract/views.ts';
import type { ErrorCode } from '../../../shared/errors/registry.ts';
import { pricedSale, PROMOTIONS, shopOf } from './fake-pricing.ts';

type SellingChannel = Extract<Channel, 'sale.discountLine' | 'sale.discount' | 'sale.overridePrice' | 'sale.exempt' | 'sale.coupon' | 'sale.undo' | 'tender.setPart' | 'tender.cash' | 'tender.remove' | `promotions.${string}` | `settings.${'cashRounding' | 'saveCashRounding'}`>;
type Handlers = { readonly [C in SellingChannel]: (request: Request<C>) => Response<C> };

interface Till {
  readonly till: TillSnapshot;
  /** The sale before its last change, for undo. */
  saleBefore: SaleView | null;
  change(change: Partial<TillSnapshot>): void;
}

/** Prices and tenders of the fake till. Amounts come from the till's own pricing; one change back is all that it can undo. */
export function fakeSelling(till: Till, refuse: (code: ErrorCode) => never): Handlers {
  let promotions: PromotionsView['promotions'] = PROMOTIONS.map((one) => ({ ...one }));
  const changeSale = (change: (sale: SaleView) => Partial<SaleView>): Record<string, never> => {
    const { sale, shop } = till.till;
    if (sale === null) return {};
    till.saleBefore = sale;
    const changed = { ...sale, canUndo: true, ...change(sale) };
    till.change({ sale: pricedSale(changed, shopOf(changed, shop.taxMode)) });
    return {};
  };
  return {
    'sale.discountLine': ({ lineId, discount }) => changeSale(({ lines }) => ({ lines: lines.map((line) => (line.lineId === lineId ? { ...line, discount } : line)) })),
    'sale.discount': ({ discount }) => changeSale(() => ({ discount })),
    'sale.overridePrice': ({ lineId, priceMinor }) => changeSale(({ lines }) => ({ lines: lines.map((line) => (line.lineId === lineId ? { ...line, overrideMinor: priceMinor } : line)) })),
    'sale.exempt': ({ exempt, reason }) => changeSale(() => ({ exempt: exempt ? { reason } : null })),
    'sale.coupon': ({ code, on }) => {
      if (!promotions.some((one) => one.coupon === code)) return refuse('SALE_COUPON_UNKNOWN');
      return changeSale(({ coupons }) => ({ coupons: on ? [...coupons, code] : coupons.filter((one) => one !== code) }));
    },
    'sale.undo': () => {
      const { saleBefore } = till;
      till.saleBefore = null;
      if (saleBefore !== null) till.change({ sale: { ...saleBefore, canUndo: false } });
      return {};
    },
    'tender.setPart': ({ amountMinor }) => {
      const { sale } = till.till;
      if (sale !== null) till.change({ sale: { ...sale, partMinor: amountMinor } });
      return {};
    },
    'tender.cash': ({ tenderedMinor, part }) => {
      const { sale } = till.till;
      if (sale === null) return refuse('SALE_EMPTY');
      const wantedMinor = sale.partMinor ?? sale.cashDueMinor;
      if (tenderedMinor < wantedMinor) return refuse('TENDER_TOO_SMALL');
      const changeMinor = tenderedMinor - wantedMinor;
      const tenders = [...sale.tenders, { tenderId: `t${String(sale.tenders.length + 1)}`, kind: 'cash' as const, amountMinor: wantedMinor, tenderedMinor, changeMinor, payerHint: null }];
      const dueMinor = sale.dueMinor - wantedMinor;
      if (part === true && dueMinor > 0) {
        till.change({ sale: { ...sale, tenders, partMinor: null, dueMinor, cashDueMinor: dueMinor } });
        return { receiptNo: null, changeMinor, dueMinor };
      }
      till.change({
        sale: null, phase: 'done',
        done: {
          saleId: 's128', receiptNo: 128, totalMinor: sale.totals.totalMinor, roundingMinor: sale.cashDueMinor - sale.dueMinor, savedMinor: sale.totals.promotionsMinor + sale.totals.discountsMinor, completedAtMs: Date.now(), tenders,
          tender: 'cash', tenderedMinor, changeMinor, merchantReference: null, payerHint: null,
        },
      });
      return { receiptNo: 128, changeMinor, dueMinor: 0 };
    },
    'tender.remove': ({ tenderId }) => changeSale(({ tenders }) => ({ tenders: tenders.filter((tender) => tender.tenderId !== tenderId) })),
    'promotions.get': () => ({ promotions }),
    'promotions.save': (view) => {
      ({ promotions } = view);
      return view;
    },
    'settings.cashRounding': () => ({ stepMinor: 10, mode: 'nearest' }),
    'settings.saveCashRounding': (rule) => rule,
  };
}
