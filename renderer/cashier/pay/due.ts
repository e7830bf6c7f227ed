import type { SaleView } from '../../../shared/contract/views.ts';

type Owing = Pick<SaleView, 'partMinor' | 'dueMinor' | 'cashDueMinor'>;

/** What the next payment is for: the chosen part, or all that is due. */
export const wantedMinor = (sale: Owing | null): number => (sale === null ? 0 : (sale.partMinor ?? sale.dueMinor));

/** The same in cash: what closes the sale is rounded as the shop rounds cash, a part is not. */
export const cashWantedMinor = (sale: Owing | null): number => (sale === null ? 0 : (sale.partMinor ?? sale.cashDueMinor));

/** What is handed back pays for the whole sale: it is finished without money. */
export const isCovered = (sale: Pick<SaleView, 'exchange' | 'dueMinor'>): boolean => sale.exchange !== undefined && sale.dueMinor <= 0;
