import type { Channel, Request, Response } from '../../../shared/contract/contract.ts';
import type { PeriodReport } from '../../../shared/contract/period-views.ts';
import { addFigures, NO_FIGURES, sumFigures, type Figures } from '../../../shared/reports/figures.ts';
import { addDays, periodBefore, weekdayOf, type Day, type Period } from '../../../shared/reports/period.ts';
import { CATEGORIES, PRODUCTS } from './catalog.ts';

type PeriodChannel = Extract<Channel, `periods.${string}`>;
type Handlers = { readonly [C in PeriodChannel]: (request: Request<C>) => Response<C> };

const TODAY = 20_261_121;
const HOURS = [2, 5, 9, 12, 18, 14, 8, 7, 11, 15, 13, 6, 3] as const;
const CASHIERS = ['Mei Chan', 'Jun Lau', '3'] as const;

/** Always the same for the same numbers. */
const noise = (seed: number): number => {
  const mixed = Math.sin(seed * 12.9898) * 43_758.5453;
  return mixed - Math.floor(mixed);
};

/** A day's business of a shop that is busy at weekends and closed at the new year. */
function dayFigures(day: Day): Figures {
  if (day % 10_000 === 101) return NO_FIGURES;
  const busy = weekdayOf(day) >= 6 ? 1.5 : 1;
  const receipts = Math.round((70 + 30 * noise(day)) * busy * (day === TODAY ? 0.6 : 1));
  const salesMinor = Math.round(receipts * (5_200 + 2_300 * noise(day + 1)) / 10) * 10;
  return {
    salesMinor, returnsMinor: Math.round((salesMinor * 0.012) / 100) * 100, receipts, returns: Math.round(receipts * 0.02), itemsMilli: receipts * 2_400, itemsBackMilli: Math.round(receipts * 0.02) * 1_000,
    discountsMinor: Math.round((salesMinor * 0.03) / 10) * 10, taxMinor: 0,
  };
}

const daysOf = ({ fromDay, toDay }: Period): PeriodReport['days'] => {
  const days: PeriodReport['days'] = [];
  for (let day = fromDay; day <= Math.min(toDay, TODAY); day = addDays(day, 1)) {
    const figures = dayFigures(day);
    if (figures.receipts > 0) days.push({ day, figures });
  }
  return days;
};

/** Splits figures by weights; the first part takes what rounding leaves. */
function split(total: Figures, weights: readonly number[]): readonly Figures[] {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const part = (value: number, weight: number, unit: number): number => Math.round((value * weight) / all / unit) * unit;
  const parts = weights.map((weight): Figures => ({
    salesMinor: part(total.salesMinor, weight, 10), returnsMinor: part(total.returnsMinor, weight, 10), receipts: part(total.receipts, weight, 1), returns: part(total.returns, weight, 1),
    itemsMilli: part(total.itemsMilli, weight, 1_000), itemsBackMilli: part(total.itemsBackMilli, weight, 1_000), discountsMinor: part(total.discountsMinor, weight, 10), taxMinor: 0,
  }));
  const sum = sumFigures(parts);
  const less = (a: number, b: number): number => a - b;
  const rest = Object.fromEntries(Object.entries(total).map(([name, value]) => [name, less(value, sum[name as keyof Figures])])) as unknown as Figures;
  return parts.map((figures, index) => (index === 0 ? addFigures(figures, rest) : figures));
}

function report({ fromDay, toDay, top }: Request<'periods.report'>): PeriodReport {
  const period = { fromDay, toDay };
  const days = daysOf(period);
  const total = sumFigures(days.map(({ figures }) => figures));
  const before = periodBefore(period);
  const daysBefore = daysOf(before);
  const weekdays = [...new Set(days.map(({ day }) => weekdayOf(day)))].sort();
  const hours = weekdays.flatMap((weekday) => {
    const ofDay = sumFigures(days.filter(({ day }) => weekdayOf(day) === weekday).map(({ figures }) => figures));
    return split(ofDay, HOURS.map((weight, index) => weight + 4 * noise(weekday * 31 + index))).map((figures, index) => ({ weekday, hour: 9 + index, figures }));
  });
  const products = PRODUCTS.slice(0, 44).map((product, index) => ({ product, weight: 60 / (index + 3) + noise(index) }));
  const parts = split(total, products.map(({ weight }) => weight)).map((figures, index) => ({ product: products[index]?.product, figures })).sort((a, b) => b.figures.salesMinor - a.figures.salesMinor);
  const net = total.salesMinor - total.returnsMinor;
  const [cash = NO_FIGURES, code = NO_FIGURES, order = NO_FIGURES, hk = NO_FIGURES] = split(total, [30, 42, 18, 10]);
  const isEmpty = days.length === 0;
  return {
    fromDay, toDay, currency: 'HKD', currencies: ['HKD'], takenAtMs: Date.now(), shifts: days.length, hasOpenShift: toDay >= TODAY && fromDay <= TODAY, total,
    before: { ...before, total: sumFigures(daysBefore.map(({ figures }) => figures)), days: daysBefore }, days, hours,
    products: isEmpty ? [] : parts.slice(0, top).map(({ product, figures }) => ({ productId: product?.productId ?? '', name: product?.name ?? null, figures })),
    otherProducts: isEmpty || parts.length <= top ? null : { count: parts.length - top, figures: sumFigures(parts.slice(top).map(({ figures }) => figures)) },
    categories: isEmpty ? [] : CATEGORIES.map((category) => ({ categoryId: category.categoryId, name: category.name, figures: sumFigures(parts.filter(({ product }) => product?.categoryId === category.categoryId).map(({ figures }) => figures)) }))
      .sort((a, b) => b.figures.salesMinor - a.figures.salesMinor),
    otherCategories: null,
    cashiers: isEmpty ? [] : split(total, [50, 38, 12]).map((figures, index) => ({ operator: CASHIERS[index] ?? '', figures })), otherCashiers: null,
    tenders: isEmpty ? [] : ([['alipayBarcode', code], ['cash', cash], ['alipayOrderCode', order], ['alipayHkTransactionQr', hk]] as const).map(([kind, figures]) => ({
      kind, count: figures.receipts, amountMinor: figures.salesMinor, backCount: figures.returns, backMinor: figures.returnsMinor,
    })),
    roundingMinor: 0, taxes: [], untaxedMinor: net,
    payments: isEmpty ? [] : [
      { product: 'alipayBarcode', outcome: 'paid', count: code.receipts, amountMinor: code.salesMinor }, { product: 'alipayBarcode', outcome: 'declined', count: 4, amountMinor: 31_200 },
      { product: 'alipayBarcode', outcome: 'refunded', count: code.returns, amountMinor: code.returnsMinor }, { product: 'alipayOrderCode', outcome: 'paid', count: order.receipts, amountMinor: order.salesMinor },
      { product: 'alipayOrderCode', outcome: 'cancelled', count: 6, amountMinor: 48_800 }, { product: 'alipayOrderCode', outcome: 'unresolved', count: 1, amountMinor: 7_650 },
      { product: 'alipayHkTransactionQr', outcome: 'paid', count: hk.receipts, amountMinor: hk.salesMinor },
    ],
    closings: days.filter(({ day }) => day < TODAY).slice(-400).map(({ day, figures }, index) => {
      const expectedMinor = 100_000 + Math.round(figures.salesMinor * 0.3 / 10) * 10;
      const varianceMinor = [0, 0, -150, 0, 40, 0, -2_000][index % 7] ?? 0;
      return { zNumber: 100 + index, businessDay: day, closedAtMs: Date.UTC(Math.trunc(day / 10_000), (Math.trunc(day / 100) % 100) - 1, day % 100, 13, 12), operator: CASHIERS[index % 2] ?? '', netMinor: figures.salesMinor - figures.returnsMinor, expectedMinor, countedMinor: expectedMinor + varianceMinor, varianceMinor };
    }),
    closed: { count: 0, expectedMinor: 0, countedMinor: 0, varianceMinor: 0 },
  };
}

const withClosed = (made: PeriodReport): PeriodReport => ({
  ...made,
  closed: made.closings.reduce((sum, closing) => ({
    count: sum.count + 1, expectedMinor: sum.expectedMinor + closing.expectedMinor, countedMinor: sum.countedMinor + closing.countedMinor, varianceMinor: sum.varianceMinor + closing.varianceMinor,
  }), made.closed),
});

/** A quiet tea shop of some years, the same in every run. `state` names the harness's state: in `reportsNone` nothing was ever sold. */
export function fakePeriods(state: string): Handlers {
  const nothing = state === 'reportsNone';
  return {
    'periods.begin': () => ({ today: TODAY, firstDay: nothing ? null : 20_240_301 }),
    'periods.report': (query) => withClosed(report(nothing ? { ...query, fromDay: 20_300_102, toDay: 20_300_102 } : query)),
    'periods.receipts': () => ({
      receipts: Array.from({ length: 40 }, (_, index) => {
        const isBack = index % 13 === 5;
        const figures = {
          atMs: Date.now() - index * 780_000, businessDay: TODAY, operator: CASHIERS[index % 3] ?? '', itemsMilli: 1_000 * (1 + (index % 4)), amountMinor: (isBack || index === 3 ? -1 : 1) * (1_600 + 1_350 * (index % 7)),
        };
        return index === 3 ? { kind: 'takenBack' as const, returnId: 'r3', returnNo: 31, ...figures } : { kind: isBack ? 'return' as const : 'sale' as const, saleId: `s${index}`, receiptNo: 4_212 - index, ...figures };
      }),
      more: true, currency: 'HKD',
    }),
    'periods.stock': () => {
      const categories = CATEGORIES.map((category, index) => ({ categoryId: category.categoryId, name: category.name, products: 9 - index, low: index % 3 === 1 ? 2 : 0, valueMinor: Math.round(9_400_000 / (index + 1) / 100) * 100 })).slice(0, nothing ? 0 : 6);
      return {
        currency: 'HKD', categories, negative: nothing ? 0 : 1, products: categories.reduce((sum, row) => sum + row.products, 0), low: categories.reduce((sum, row) => sum + row.low, 0), valueMinor: categories.reduce((sum, row) => sum + row.valueMinor, 0),
      };
    },
    'periods.stop': () => ({}),
    'periods.exportStock': ({ format }) => ({ path: `reports/stock-20261121-120000.${format}` }),
    'periods.export': ({ format }) => ({ path: `reports/period-2026-11-21.${format}` }),
  };
}
