import { type ForeignRules, foreignValue, isPayable } from '../../../shared/cash/foreign.ts';
import type { Channel, Request, Response } from '../../../shared/contract/contract.ts';
import type { ForeignCashView } from '../../../shared/contract/foreign-views.ts';
import type { TillSnapshot } from '../../../shared/contract/views.ts';
import type { ErrorCode } from '../../../shared/errors/registry.ts';

type ForeignChannel = Extract<Channel, 'tender.foreignCash' | 'tender.showForeign' | 'settings.foreignCash' | 'settings.saveForeignCash'>;
type Handlers = { readonly [C in ForeignChannel]: (request: Request<C>) => Response<C> };

const HOUR_MS = 3_600_000;
const rates = (nowMs: number, hoursOld: number): ForeignRules['currencies'] => [
  { currency: 'CNY', ratePpm: 1_075_200, smallestMinor: 1_000, setAtMs: nowMs - hoursOld * HOUR_MS },
  { currency: 'USD', ratePpm: 7_750_000, smallestMinor: 500, setAtMs: nowMs - HOUR_MS },
];

/** What a Hong Kong shop takes that serves its neighbours; `hoursOld`: of the first rate. */
export const foreignShop = (nowMs: number, hoursOld = 2): ForeignCashView =>
  ({ rounding: 'shop', stepMinor: 10, currencies: rates(nowMs, hoursOld).map((rate) => ({ ...rate, isStale: nowMs - rate.setAtMs > 24 * HOUR_MS })) });

/** Notes of other currencies on the fake till: one tender, and the settings. */
export function fakeForeign(till: { readonly till: TillSnapshot; change(change: Partial<TillSnapshot>): void }, refuse: (code: ErrorCode) => never): Handlers {
  let rules: ForeignRules = { currencies: rates(Date.now(), 30), rounding: 'shop', staleAfterHours: 24 };
  return {
    'tender.foreignCash': ({ currency, foreignMinor, part }) => {
      const { sale, foreign, shop } = till.till;
      const rate = foreign?.currencies.find((one) => one.currency === currency);
      if (sale === null || foreign === undefined || rate === undefined) return refuse('FOREIGN_CASH_OFF');
      if (!isPayable(foreignMinor, rate)) return refuse('FOREIGN_CASH_NOTES');
      const valueMinor = foreignValue(foreignMinor, rate, { home: shop.currency, rounding: foreign.rounding, stepMinor: foreign.stepMinor });
      const wantedMinor = sale.partMinor ?? (part === true ? Math.min(valueMinor, sale.cashDueMinor) : sale.cashDueMinor);
      if (valueMinor < wantedMinor) return refuse('TENDER_TOO_SMALL');
      const changeMinor = valueMinor - wantedMinor;
      const tenders = [...sale.tenders, {
        tenderId: `t${String(sale.tenders.length + 1)}`, kind: 'foreignCash' as const, amountMinor: wantedMinor, tenderedMinor: null, changeMinor, payerHint: null,
        foreign: { currency, foreignMinor, ratePpm: rate.ratePpm, valueMinor, notesBack: true },
      }];
      const dueMinor = sale.cashDueMinor - wantedMinor;
      if (dueMinor > 0) {
        till.change({ sale: { ...sale, tenders, partMinor: null, dueMinor, cashDueMinor: dueMinor } });
        return { receiptNo: null, changeMinor, dueMinor };
      }
      till.change({
        sale: null, phase: 'done',
        done: {
          saleId: 's128', receiptNo: 128, totalMinor: sale.totals.totalMinor, roundingMinor: sale.cashDueMinor - sale.dueMinor, savedMinor: 0, completedAtMs: Date.now(), tenders,
          tender: 'foreignCash', tenderedMinor: null, changeMinor, merchantReference: null, payerHint: null,
        },
      });
      return { receiptNo: 128, changeMinor, dueMinor: 0 };
    },
    'tender.showForeign': () => ({}),
    'settings.foreignCash': () => ({ rules, home: 'HKD' }),
    'settings.saveForeignCash': (form) => {
      rules = { ...form, currencies: form.currencies.map((rate) => ({ ...rate, setAtMs: Date.now() })) };
      return { rules, home: 'HKD' };
    },
  };
}
