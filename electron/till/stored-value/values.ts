import { TillError } from '../../../shared/errors/registry.ts';
import type { EntryDraft } from '../../../shared/journal/entries.ts';
import { SALE_TOTAL_MAX } from '../../../shared/pricing/cart.ts';
import { cardNumber, defaultStoredValue, drawCardNumber, lastFourOf, type StoredValueRules } from '../../../shared/stored-value/rules.ts';
import { VALUE_LINES_MAX, valueTotal, type ValueLine } from '../../../shared/stored-value/value-lines.ts';
import type { GiftCardRow } from '../../journal/stored-value.ts';
import { noteChange } from '../cart-changes.ts';
import type { Desk } from '../desk.ts';
import { priced } from '../pricing.ts';
import { append, backToCart, requireShift, requireUnlocked } from '../selling.ts';
import { cardIdOf } from './card-id.ts';

/** Numbers the till has drawn and may still print; older ones are forgotten. */
const DRAWN_MAX = 50;
const DRAWS_MAX = 5;

export const storedValueOf = ({ memory, config }: Pick<Desk, 'memory' | 'config'>): StoredValueRules => memory.storedValue ?? defaultStoredValue(config.currency, false);

/** Throws STORED_VALUE_OFF while the shop has none of it. */
export function requireStoredValue(desk: Pick<Desk, 'memory' | 'config'>, which: keyof StoredValueRules): StoredValueRules {
  const rules = storedValueOf(desk);
  if (!rules[which].enabled) throw new TillError('STORED_VALUE_OFF');
  return rules;
}

/** The card of a typed or scanned number. Throws STORED_VALUE_OFF, GIFT_CARD_NUMBER, GIFT_CARD_UNKNOWN. */
export function requireCard(desk: Pick<Desk, 'memory' | 'config' | 'journal'>, text: string): GiftCardRow {
  requireStoredValue(desk, 'giftCards');
  const number = cardNumber(text);
  if (number === null) throw new TillError('GIFT_CARD_NUMBER');
  const card = desk.journal.giftCard(cardIdOf(number));
  if (card === null) throw new TillError('GIFT_CARD_UNKNOWN', { last4: lastFourOf(number) });
  return card;
}

/**
 * Sells a gift card or tops one up: a value line of the open sale, opening one if needed. `number` null: the till draws one and prints it on the receipt. Throws
 * SHIFT_NOT_OPEN, STORED_VALUE_OFF, GIFT_CARD_NUMBER, GIFT_CARD_RANGE, GIFT_CARD_FULL and what `addValue` throws.
 */
export function sellGiftCard(desk: Desk, order: { readonly number: string | null; readonly amountMinor: number }): { readonly valueId: string; readonly last4: string } {
  desk.authority.require({ permission: 'sell' });
  const { giftCards: rules } = requireStoredValue(desk, 'giftCards');
  const typed = order.number === null ? null : cardNumber(order.number);
  if (order.number !== null && typed === null) throw new TillError('GIFT_CARD_NUMBER');
  const { amountMinor } = order;
  if (amountMinor < rules.loadMinMinor || amountMinor > rules.loadMaxMinor) throw new TillError('GIFT_CARD_RANGE', { leastMinor: rules.loadMinMinor, mostMinor: rules.loadMaxMinor });
  const { number, cardId } = typed === null ? drawn(desk) : { number: typed, cardId: cardIdOf(typed) };
  const waiting = (desk.journal.openSale()?.values ?? []).filter((value) => value.kind === 'giftCard' && value.cardId === cardId);
  const balanceMinor = desk.journal.giftCard(cardId)?.balanceMinor ?? 0;
  if (balanceMinor + valueTotal(waiting) + amountMinor > rules.balanceMaxMinor) throw new TillError('GIFT_CARD_FULL', { balanceMinor, mostMinor: rules.balanceMaxMinor });
  const value: ValueLine = { kind: 'giftCard', valueId: desk.random.uuid(), amountMinor, cardId, last4: lastFourOf(number), drawn: typed === null };
  addValue(desk, value);
  if (typed === null) desk.memory.drawnCards = [...(desk.memory.drawnCards ?? []), { cardId, number }].slice(-DRAWN_MAX);
  return { valueId: value.valueId, last4: value.last4 };
}

function drawn({ random, journal }: Desk): { readonly number: string; readonly cardId: string } {
  for (let draw = 0; draw < DRAWS_MAX; draw += 1) {
    const number = drawCardNumber(random);
    const cardId = cardIdOf(number);
    if (journal.giftCard(cardId) === null) return { number, cardId };
  }
  throw new TillError('INTERNAL', { reason: 'no free card number' });
}

/** A customer pays off what they owe. Throws STORED_VALUE_OFF, CUSTOMER_NOT_FOUND, ACCOUNT_PAYMENT_RANGE and what `addValue` throws. */
export function takeAccountPayment(desk: Desk, order: { readonly customerId: string; readonly amountMinor: number }): { readonly valueId: string } {
  desk.authority.require({ permission: 'sell' });
  requireStoredValue(desk, 'accounts');
  const { customerId, amountMinor } = order;
  if (!desk.customers?.get(customerId)) throw new TillError('CUSTOMER_NOT_FOUND');
  const waiting = (desk.journal.openSale()?.values ?? []).filter((value) => value.kind === 'accountPayment' && value.customerId === customerId);
  const owedMinor = desk.journal.account(customerId).owedMinor - valueTotal(waiting);
  if (amountMinor < 1 || amountMinor > owedMinor) throw new TillError('ACCOUNT_PAYMENT_RANGE', { owedMinor: Math.max(0, owedMinor) });
  const valueId = desk.random.uuid();
  addValue(desk, { kind: 'accountPayment', valueId, amountMinor, customerId });
  return { valueId };
}

/** Throws SALE_LOCKED_BY_PAYMENT, SALE_HAS_TENDERS, VALUE_WITH_EXCHANGE, SALE_TOO_LARGE, SHIFT_NOT_OPEN. */
export function addValue(desk: Desk, value: ValueLine): void {
  const shift = requireShift(desk);
  const sale = desk.journal.openSale();
  if (sale) requireUnlocked(desk, sale);
  if (sale?.exchange) throw new TillError('VALUE_WITH_EXCHANGE');
  const held = sale?.values ?? [];
  if (held.length >= VALUE_LINES_MAX) throw new TillError('SALE_TOO_LARGE', { linesMax: VALUE_LINES_MAX });
  if ((sale ? priced(desk.journal, sale).totalMinor : 0) + valueTotal(held) + value.amountMinor > SALE_TOTAL_MAX) throw new TillError('SALE_TOO_LARGE', { totalMaxMinor: SALE_TOTAL_MAX });
  const saleId = sale?.saleId ?? desk.random.uuid();
  const drafts: EntryDraft[] = sale ? [] : [{
    type: 'sale.opened', data: { saleId, saleNo: desk.journal.lastNumber('sale') + 1, shiftNo: shift.shiftNo, currency: desk.config.currency, taxMode: desk.config.tax.mode },
  }];
  // Whoever pays their debt is who stands there.
  if (value.kind === 'accountPayment' && (sale?.customerId ?? null) === null) drafts.push({ type: 'sale.customerSet', data: { saleId, customerId: value.customerId } });
  append(desk, [...drafts, { type: 'sale.valueAdded', data: { saleId, value } }]);
  noteChange(desk, { what: 'valueAdded', saleId, valueId: value.valueId });
  desk.memory.doneSaleId = null;
  backToCart(desk);
  desk.changed();
}

/** Takes a value line off the sale; nothing had come of it yet. Throws SALE_LINE_NOT_FOUND, SALE_LOCKED_BY_PAYMENT, SALE_HAS_TENDERS and the authority's codes. */
export function removeValue(desk: Desk, valueId: string): void {
  const sale = desk.journal.openSale();
  const value = sale?.values.find((one) => one.valueId === valueId);
  if (!sale || !value) throw new TillError('SALE_LINE_NOT_FOUND');
  requireUnlocked(desk, sale);
  desk.authority.require({ permission: 'voidLine' });
  append(desk, [{ type: 'sale.valueRemoved', data: { saleId: sale.saleId, valueId } }]);
  noteChange(desk, { what: 'valueRemoved', saleId: sale.saleId, value });
  backToCart(desk);
  desk.changed();
}
