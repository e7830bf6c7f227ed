import type { SaleView } from '../../../shared/contract/views.ts';

/** True while there is nothing to pay for: neither goods nor money for no goods. */
export const isNothing = (sale: Pick<SaleView, 'lines' | 'values'> | null): boolean => sale === null || sale.lines.length + (sale.values?.length ?? 0) === 0;
