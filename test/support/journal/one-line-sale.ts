import type { EntryDraft } from '../../../shared/journal/entries.ts';

/** An open sale of one milk tea at that price, in shift 1. Its ids follow from its number. */
export const oneLineSale = (saleNo: number, amountMinor: number): readonly EntryDraft[] => [
  { type: 'sale.opened', data: { saleId: `sale-${saleNo}`, saleNo, shiftNo: 1, currency: 'HKD', taxMode: 'none' } },
  {
    type: 'sale.lineAdded',
    data: {
      saleId: `sale-${saleNo}`, lineId: `line-${saleNo}`, productId: 'milk-tea', code: null, name: { en: 'Milk tea', zhHans: '奶茶', zhHant: '奶茶' }, unitPriceMinor: amountMinor,
      quantityMilli: 1_000, taxRateId: null, ratePpm: 0, source: 'tile',
    },
  },
];
