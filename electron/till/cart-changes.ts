import type { Minor } from '../../shared/money.ts';
import type { Discount } from '../../shared/pricing/discount.ts';
import type { ValueLine } from '../../shared/stored-value/value-lines.ts';
import type { SaleLineRow, SaleRow } from '../journal/port.ts';
import type { Desk } from './desk.ts';

/** One change to the open cart, with what it takes to take it back. */
export type CartChange = { readonly saleId: string } & (
  | { readonly what: 'added'; readonly lineId: string }
  | { readonly what: 'quantity'; readonly lineId: string; readonly fromMilli: number }
  | { readonly what: 'voided'; readonly line: SaleLineRow }
  | { readonly what: 'lineDiscount'; readonly lineId: string; readonly before: Discount | null }
  | { readonly what: 'override'; readonly lineId: string; readonly before: Minor | null }
  | { readonly what: 'saleDiscount'; readonly before: Discount | null }
  | { readonly what: 'exempt'; readonly before: SaleRow['exempt'] }
  | { readonly what: 'coupon'; readonly code: string; readonly before: boolean }
  | { readonly what: 'valueAdded'; readonly valueId: string }
  | { readonly what: 'valueRemoved'; readonly value: ValueLine }
  | { readonly what: 'exchange'; readonly before: SaleRow['exchange'] }
);

/** Changes that can be taken back; older ones are forgotten. */
const CHANGES_MAX = 20;

/** Remembers a change, after it is on disk. */
export function noteChange({ memory }: Pick<Desk, 'memory'>, change: CartChange): void {
  memory.changes = [...memory.changes.filter(({ saleId }) => saleId === change.saleId), change].slice(-CHANGES_MAX);
}
