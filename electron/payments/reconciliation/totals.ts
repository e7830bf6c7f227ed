import type { ReconcileTotals } from '../../../shared/contract/reconcile.ts';
import type { Currency } from '../../../shared/money.ts';
import type { RecordType } from '../../../shared/reconciliation/files.ts';

interface OpenSum {
  count: number;
  amountMinor: number;
}
const sum = (): OpenSum => ({ count: 0, amountMinor: 0 });

interface OpenTotals {
  readonly file: Record<'payments' | 'refunds' | 'cancels' | 'others', OpenSum>;
  readonly till: Record<'payments' | 'refunds' | 'cancels', OpenSum>;
  readonly ours: Record<'payments' | 'refunds' | 'cancels', OpenSum>;
  feesMinor: number;
  tillFeesMinor: number;
  settledMinor: number | null;
}
const PLURAL = { payment: 'payments', refund: 'refunds', cancel: 'cancels', other: 'others' } as const satisfies Record<RecordType, string>;

/** Sums per currency. Each amount is added in its own currency: a fee may be in another one than the payment. */
export interface TotalsBook {
  record(type: RecordType, currency: Currency, amountMinor: number): void;
  ofTill(type: Exclude<RecordType, 'other'>, currency: Currency, amountMinor: number): void;
  ours(type: Exclude<RecordType, 'other'>, currency: Currency, amountMinor: number): void;
  fee(currency: Currency, amountMinor: number, isOfTill: boolean): void;
  settled(currency: Currency, amountMinor: number): void;
  /** By currency code; `withOurs` false leaves our side out. */
  result(withOurs: boolean): ReconcileTotals[];
}

/** Empty sums of one set, by currency: the file's, this till's part of them, and the journal's own. */
export function createTotals(): TotalsBook {
  const byCurrency = new Map<Currency, OpenTotals>();
  const of = (currency: Currency): OpenTotals => {
    let totals = byCurrency.get(currency);
    if (totals === undefined) {
      totals = {
        file: { payments: sum(), refunds: sum(), cancels: sum(), others: sum() }, till: { payments: sum(), refunds: sum(), cancels: sum() }, ours: { payments: sum(), refunds: sum(), cancels: sum() },
        feesMinor: 0, tillFeesMinor: 0, settledMinor: null,
      };
      byCurrency.set(currency, totals);
    }
    return totals;
  };
  const add = (to: OpenSum, amountMinor: number): void => {
    to.count += 1;
    to.amountMinor += amountMinor;
  };
  return {
    record: (type, currency, amountMinor) => add(of(currency).file[PLURAL[type]], amountMinor),
    ofTill: (type, currency, amountMinor) => add(of(currency).till[PLURAL[type]], amountMinor),
    ours: (type, currency, amountMinor) => add(of(currency).ours[PLURAL[type]], amountMinor),
    fee: (currency, amountMinor, isOfTill) => {
      const totals = of(currency);
      totals.feesMinor += amountMinor;
      if (isOfTill) totals.tillFeesMinor += amountMinor;
    },
    settled: (currency, amountMinor) => {
      const totals = of(currency);
      totals.settledMinor = (totals.settledMinor ?? 0) + amountMinor;
    },
    result: (withOurs) => [...byCurrency].sort(([a], [b]) => (a < b ? -1 : 1)).map(([currency, { ours, ...totals }]) => ({ currency, ...totals, ours: withOurs ? ours : null })),
  };
}

