import type { LineUnit } from '../../shared/contract/unit-views.ts';
import type { SaleLineRow } from '../journal/port.ts';

/** What a line's quantity and price are in, as windows are told. */
export const unitOf = ({ byWeight, priceUnit }: Pick<SaleLineRow, 'byWeight' | 'priceUnit'>): LineUnit => ({ soldBy: byWeight ? 'weight' : 'piece', ...(priceUnit === null ? {} : { priceUnit }) });
