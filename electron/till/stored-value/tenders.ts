import { TillError } from '../../../shared/errors/registry.ts';
import { minor, subtract, sum, ZERO, type Minor } from '../../../shared/money.ts';
import { isStoredTender } from '../../../shared/stored-value/tenders.ts';
import { takingDrafts, type Taking } from '../completion.ts';
import type { Desk } from '../desk.ts';
import { requireFreshExchange } from '../exchange.ts';
import type { Standing } from '../pricing.ts';
import { append, forgetSale, requireNoPayment, requireSale, requireShift } from '../selling.ts';
import { partOf } from '../tenders.ts';
import { requireCard, requireStoredValue } from './values.ts';

export interface StoredTaken {
  readonly receiptNo: number | null;
  readonly amountMinor: number;
  readonly dueMinor: number;
}

/**
 * Pays with a gift card: what is on it, as far as that is due; the rest stays due. It leaves the card in the entry that adds the tender. Throws GIFT_CARD_EMPTY, VALUE_NEEDS_MONEY,
 * TENDER_NOTHING_DUE and what `requireCard` and `requireSale` throw.
 */
export function payWithGiftCard(desk: Desk, text: string): StoredTaken & { readonly last4: string; readonly balanceMinor: number } {
  desk.authority.require({ permission: 'sell' });
  const standing = requirePayable(desk);
  const card = requireCard(desk, text);
  if (card.balanceMinor <= 0) throw new TillError('GIFT_CARD_EMPTY', { last4: card.last4 });
  const amountMinor = minor(Math.min(card.balanceMinor, roomOf(desk, standing)));
  const { saleId } = standing.sale;
  const taken = take(desk, standing, {
    kind: 'giftCard', amountMinor, draft: (tenderId) => ({ type: 'tender.giftCard', data: { saleId, tenderId, cardId: card.cardId, last4: card.last4, amountMinor } }),
  });
  return { ...taken, last4: card.last4, balanceMinor: subtract(card.balanceMinor, amountMinor) };
}

/**
 * Puts what is due on the customer's account, as far as their limit goes; the rest stays due. With `overLimit` all of it, by somebody who may set limits. Throws ACCOUNT_NOT_OPEN,
 * ACCOUNT_LIMIT when nothing is left of the limit, VALUE_NEEDS_MONEY, TENDER_NOTHING_DUE, STORED_VALUE_OFF and the authority's codes.
 */
export function payOnAccount(desk: Desk, overLimit: boolean): StoredTaken & { readonly owedMinor: number } {
  requireStoredValue(desk, 'accounts');
  const standing = requirePayable(desk);
  const { saleId, customerId } = standing.sale;
  const account = customerId === null ? null : desk.journal.account(customerId);
  if (customerId === null || account === null || account.limitMinor === null || !desk.customers?.get(customerId)) throw new TillError('ACCOUNT_NOT_OPEN');
  const wantedMinor = roomOf(desk, standing);
  const leftMinor = account.limitMinor - account.owedMinor;
  if (!overLimit && leftMinor <= 0) throw new TillError('ACCOUNT_LIMIT', { limitMinor: account.limitMinor, owedMinor: account.owedMinor });
  desk.authority.require({ permission: overLimit && wantedMinor > leftMinor ? 'setCreditLimit' : 'sellOnAccount' });
  const amountMinor = overLimit ? wantedMinor : minor(Math.min(wantedMinor, leftMinor));
  const taken = take(desk, standing, { kind: 'account', amountMinor, draft: (tenderId) => ({ type: 'tender.account', data: { saleId, tenderId, customerId, amountMinor } }) });
  return { ...taken, owedMinor: account.owedMinor + amountMinor };
}

function requirePayable(desk: Desk): Standing {
  requireShift(desk);
  const standing = requireSale(desk);
  requireNoPayment(desk, standing.sale);
  requireFreshExchange(desk, standing.sale);
  if (standing.dueMinor <= 0) throw new TillError('TENDER_NOTHING_DUE');
  return standing;
}

/** What stored value may pay now: what is due or the part that was named, but only for goods. Value lines take money: a debt is not paid by a debt, nor a card by a card. Throws VALUE_NEEDS_MONEY. */
function roomOf(desk: Desk, standing: Standing): Minor {
  const { sale, totals, tenders, dueMinor } = standing;
  const paidSo = sum(tenders.filter(({ kind }) => isStoredTender(kind)).map((tender) => tender.amountMinor));
  const goodsMinor = subtract(subtract(totals.totalMinor, sale.exchange?.creditMinor ?? ZERO), paidSo);
  const roomMinor = Math.min(partOf(desk, standing) ?? dueMinor, dueMinor, goodsMinor);
  if (roomMinor <= 0) throw new TillError('VALUE_NEEDS_MONEY');
  return minor(roomMinor);
}

function take(desk: Desk, standing: Standing, taking: Taking): StoredTaken {
  const dueMinor = subtract(standing.dueMinor, taking.amountMinor);
  append(desk, takingDrafts(desk, standing, taking));
  if (dueMinor > 0) Object.assign(desk.memory, { paying: true, part: null, shownAttemptId: null });
  else {
    forgetSale(desk);
    desk.memory.doneSaleId = standing.sale.saleId;
  }
  desk.changed();
  return { receiptNo: dueMinor > 0 ? null : desk.journal.lastNumber('receipt'), amountMinor: taking.amountMinor, dueMinor };
}
