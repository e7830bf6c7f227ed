import type { EntryDraft, TenderKind } from '../../../shared/journal/entries.ts';
import { minor } from '../../../shared/money.ts';
import { priceCart, type TaxMode } from '../../../shared/pricing/cart.ts';
import type { Clock } from '../../../shared/world.ts';

/** A small seeded generator (mulberry32), so that a failing run is repeated by its seed alone. */
export function seeded(seed: number): (bound: number) => number {
  let state = seed >>> 0;
  return (bound) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * bound);
  };
}

/** An id shaped like a UUID, from a seeded generator. */
export function idFrom(below: (bound: number) => number): string {
  const hex = (length: number): string => Array.from({ length }, () => below(16).toString(16)).join('');
  return `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`;
}

export interface TestClock extends Clock {
  atMs: number;
  offset: number;
}

/** Stands still until a test moves it. Starts on Wednesday 2026-01-07, 10:00 in Hong Kong. */
export const testClock = (): TestClock => ({
  atMs: Date.UTC(2026, 0, 7, 2, 0, 0),
  offset: 480,
  nowMs() {
    return this.atMs;
  },
  monotonicMs() {
    return this.atMs;
  },
  offsetMinutes() {
    return this.offset;
  },
  sleep: () => Promise.reject(new Error('this clock does not sleep')),
});

export interface StoryLine {
  readonly lineId: string;
  readonly productId: string;
  readonly unitPriceMinor: number;
  readonly quantityMilli: number;
}
export interface StorySale {
  readonly saleId: string;
  readonly saleNo: number;
  readonly receiptNo: number;
  readonly shiftNo: number;
  readonly lines: readonly StoryLine[];
  readonly taxMode?: TaxMode;
  readonly ratePpm?: number;
}

const NAME = { en: 'Iced lemon tea', zhHans: '冻柠茶', zhHant: '凍檸茶' };

export const openedDraft = ({ saleId, saleNo, shiftNo, taxMode = 'none' }: StorySale): EntryDraft => ({ type: 'sale.opened', data: { saleId, saleNo, shiftNo, currency: 'HKD', taxMode } });

export const lineDraft = ({ saleId, taxMode = 'none', ratePpm = 82_500 }: StorySale, line: StoryLine): EntryDraft => ({
  type: 'sale.lineAdded',
  data: {
    saleId, lineId: line.lineId, productId: line.productId, code: '4891234567894', name: NAME, unitPriceMinor: line.unitPriceMinor, quantityMilli: line.quantityMilli,
    taxRateId: taxMode === 'none' ? null : 'standard', ratePpm: taxMode === 'none' ? 0 : ratePpm, source: 'serial',
  },
});

/** Totals of a sale as the till would compute them. */
export const totalsOf = ({ lines, taxMode = 'none', ratePpm = 82_500 }: StorySale): ReturnType<typeof priceCart> => priceCart(lines.map((line) => ({
  lineId: line.lineId, unitPriceMinor: minor(line.unitPriceMinor), quantityMilli: line.quantityMilli,
  taxRateId: taxMode === 'none' ? null : 'standard', ratePpm: taxMode === 'none' ? 0 : ratePpm,
})), taxMode);

export function completedDraft(sale: StorySale, tenderId: string, kind: TenderKind): EntryDraft {
  const { itemsMilli, subtotalMinor, taxes, totalMinor } = totalsOf(sale);
  return {
    type: 'sale.completed',
    data: {
      saleId: sale.saleId, receiptNo: sale.receiptNo, shiftNo: sale.shiftNo, currency: 'HKD', itemsMilli, subtotalMinor, taxes: taxes.map((tax) => ({ ...tax })), totalMinor,
      tenders: [{ tenderId, kind, amountMinor: totalMinor }],
    },
  };
}

/** Tender in cash with 10.00 too much, the finished sale, the drawer. */
export function cashDrafts(sale: StorySale, tenderId: string): EntryDraft[] {
  const { totalMinor } = totalsOf(sale);
  return [
    { type: 'tender.cash', data: { saleId: sale.saleId, tenderId, amountMinor: totalMinor, tenderedMinor: totalMinor + 1_000, changeMinor: 1_000 } },
    completedDraft(sale, tenderId, 'cash'),
    { type: 'drawer.opened', data: { why: 'sale', saleId: sale.saleId } },
  ];
}

/** One whole sale paid in cash: opened, lines, tender, completed, drawer. */
export const cashSale = (sale: StorySale, tenderId: string): EntryDraft[] => [openedDraft(sale), ...sale.lines.map((line) => lineDraft(sale, line)), ...cashDrafts(sale, tenderId)];

export interface StoryOptions {
  readonly saleNo: number;
  readonly shiftNo: number;
  readonly lines: number;
  readonly products: number;
}

/** A random sale; its receipt number is its sale number, as when nothing is discarded. */
export function randomSale(below: (bound: number) => number, { saleNo, shiftNo, lines, products }: StoryOptions): StorySale {
  return {
    saleId: idFrom(below), saleNo, receiptNo: saleNo, shiftNo,
    lines: Array.from({ length: lines }, () => ({
      lineId: idFrom(below), productId: `product-${below(products)}`, unitPriceMinor: 100 + below(9_900), quantityMilli: 1_000 * (1 + below(3)),
    })),
  };
}
