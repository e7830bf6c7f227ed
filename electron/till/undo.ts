import type { SaleRow } from '../journal/port.ts';
import type { CartChange } from './cart-changes.ts';
import type { Desk } from './desk.ts';
import { restoreExchange } from './exchange.ts';
import { discountLine, discountSale, exemptSale, overridePrice, setCoupon } from './reductions.ts';
import { addValue, removeValue } from './stored-value/values.ts';
import { bringBack, openAttempt, setQuantity, voidLine } from './selling.ts';

/** The reason that what is taken back carries in the journal. */
const UNDONE = 'undo';

/** The change that would be taken back now: the last one of the sale at the counter, while nothing of it is paid or being paid. */
export function undoable({ journal, memory }: Pick<Desk, 'journal' | 'memory'>, sale: SaleRow | null = journal.openSale()): CartChange | null {
  const last = memory.changes.at(-1);
  if (!sale || last?.saleId !== sale.saleId || journal.saleTenders(sale.saleId).length > 0) return null;
  return openAttempt(journal, sale.saleId) ? null : last;
}

/**
 * Takes the last change to the open cart back by new entries: nothing is deleted, and whoever may not do a thing may not undo it either. Nothing when there is nothing to
 * take back. Throws what the commands throw that do the opposite; the change then stays where it was.
 */
export function undo(desk: Desk): void {
  const sale = desk.journal.openSale();
  const last = undoable(desk, sale);
  if (!sale || !last) return;
  const before = desk.memory.changes;
  takeBack(desk, sale, last);
  // The opposite has noted itself as a change; taking that back would be doing it again.
  desk.memory.changes = before.slice(0, -1);
  desk.changed();
}

function takeBack(desk: Desk, sale: SaleRow, change: CartChange): void {
  switch (change.what) {
    case 'added':
      return voidLine(desk, change.lineId, UNDONE);
    case 'quantity':
      return setQuantity(desk, change.lineId, change.fromMilli);
    case 'voided':
      return bringBack(desk, sale, change.line, UNDONE);
    case 'lineDiscount':
      return discountLine(desk, change.lineId, change.before, UNDONE);
    case 'override':
      return overridePrice(desk, change.lineId, change.before, UNDONE);
    case 'saleDiscount':
      return discountSale(desk, change.before, UNDONE);
    case 'exempt':
      return exemptSale(desk, change.before !== null, change.before?.reason ?? UNDONE);
    case 'coupon':
      return setCoupon(desk, change.code, change.before);
    case 'valueAdded':
      return removeValue(desk, change.valueId);
    case 'valueRemoved':
      return addValue(desk, change.value);
    case 'exchange':
      return restoreExchange(desk, change.before);
  }
}
