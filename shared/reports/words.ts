import type { Language } from '../contract/views.ts';
import type { PaymentOutcome } from '../contract/period-views.ts';
import type { ValueKind } from '../stored-value/value-lines.ts';
import type { TenderKind } from '../journal/entries.ts';
import type { Preset, Span } from './period.ts';
import type { PeriodTable } from './tables.ts';
import { en } from './words/en.ts';
import { zhHans } from './words/zh-Hans.ts';
import { zhHant } from './words/zh-Hant.ts';

/** Words of period reports, on the page as on paper. */
export interface PeriodWords {
  readonly title: string;
  readonly presets: Readonly<Record<Preset | 'custom', string>>;
  readonly tables: Readonly<Record<PeriodTable, string>>;
  readonly spans: Readonly<Record<Span, string>>;
  readonly netBy: Readonly<Record<Span | 'hour', string>>;
  readonly measures: {
    readonly sales: string; readonly returns: string; readonly net: string; readonly receipts: string; readonly returnCount: string; readonly items: string; readonly itemsBack: string;
    readonly average: string; readonly discounts: string; readonly tax: string; readonly taxable: string; readonly count: string; readonly amount: string; readonly given: string; readonly taken: string;
    readonly expected: string; readonly counted: string; readonly variance: string; readonly share: string;
  };
  readonly columns: { readonly day: string; readonly hour: string; readonly product: string; readonly category: string; readonly cashier: string; readonly tender: string; readonly rate: string; readonly payment: string; readonly z: string };
  /** Monday first. */
  readonly weekdays: readonly [string, string, string, string, string, string, string];
  readonly tenders: Readonly<Record<TenderKind, string>>;
  readonly outcomes: Readonly<Record<PaymentOutcome, string>>;
  readonly stock: { readonly title: string; readonly value: string; readonly onHand: string; readonly price: string; readonly products: string; readonly low: string; readonly negative: (count: number) => string; readonly note: string; readonly none: string; readonly noneHint: string };
  readonly total: string;
  readonly others: (count: number) => string;
  readonly noCategory: string;
  readonly noProduct: string;
  readonly untaxed: string;
  readonly rounding: string;
  /** Money for no goods, taken off the ways to pay. */
  readonly values: Readonly<Record<ValueKind, string>>;
  readonly before: string;
  readonly cashier: (operator: string) => string;
  readonly openShift: string;
  readonly nothing: string;
  readonly nothingHint: string;
  readonly training: string;
  readonly till: string;
  readonly madeAt: string;
  readonly shifts: (count: number) => string;
  /** What the reader should know about how the figures come about. */
  readonly notes: { readonly days: string; readonly category: string; readonly hours: string; readonly payments: string; readonly rounding: string };
}

export const PERIOD_WORDS: Readonly<Record<Language, PeriodWords>> = { en, 'zh-Hans': zhHans, 'zh-Hant': zhHant };
