import { expect } from 'vitest';
import { of, type Hands } from '../hands.ts';
import { CARD_PREFIX, POINT_PER_MINOR } from '../shop.ts';
import { price, sumOf } from '../sums.ts';

/** A customer the shop gets to know: sales of theirs, which give points. */
export const ADA = { name: 'Ada', phone: '61234567', card: `${CARD_PREFIX}07` } as const;
/** What Ada buys on this day. */
export const ADAS = ['bridal-cakes-8', 'swiss-roll', 'shoumei-200'] as const;

/** Whole dollars of each of Ada's receipts, less what came back of it. */
export function adasPoints({ book }: Hands): number {
  return sumOf(book.sales.filter(({ customer }) => customer === ADA.name), (sale) => Math.floor((sale.totalMinor - book.returnedOf(sale)) / POINT_PER_MINOR));
}

/** Ada's number is not known yet: added in a breath, and the sale is hers. */
export async function newMember(hands: Hands): Promise<void> {
  await hands.scan(ADAS[0]);
  await hands.press('Alt+u', '[data-dialog="customers"] [name="customer"]');
  await hands.type(ADA.phone);
  await hands.press('F6', '[data-dialog="customerForm"] [name="name"]:focus');
  await hands.type(ADA.name);
  await hands.keys('Tab', 'Tab');
  await hands.type(ADA.card);
  await hands.leave('Enter', '[data-dialog]');
  await hands.until('Ada', ({ sale }) => sale?.customer?.name === ADA.name && sale.customer.points === 0);
  const priced = price([of(ADAS[0])]);
  await hands.toPay(priced);
  await hands.scanPhone();
  await hands.finished({ ...priced, customer: ADA.name }, 'alipayBarcode');
}

/** Known by the end of the number. */
export async function knownMember(hands: Hands): Promise<void> {
  await hands.more(2, () => hands.plu(ADAS[1], '2*'));
  await hands.press('Alt+u', '[data-dialog="customers"] [name="customer"]');
  await hands.type(ADA.phone.slice(-4));
  await hands.seen('[data-customer]');
  await hands.leave('Enter', '[data-dialog]');
  await hands.until('Ada, with her points', ({ sale }) => sale?.customer?.name === ADA.name && sale.customer.points === adasPoints(hands));
  const priced = price([of(ADAS[1], { pieces: 2 })]);
  await hands.toPay(priced);
  await hands.cashDown();
  await hands.finished({ ...priced, customer: ADA.name }, 'cash');
}

/** Known by the card. The customer's own screen does not say the name. */
export async function membersCard(hands: Hands): Promise<void> {
  await hands.scan(ADAS[2]);
  await hands.wedge(ADA.card);
  await hands.until('Ada', ({ sale }) => sale?.customer?.points === adasPoints(hands));
  expect((await hands.till.customer.locator('body').innerText()).includes(ADA.name)).toBe(false);
  const priced = price([of(ADAS[2])]);
  await hands.toPay(priced);
  await hands.cashDown('100');
  await hands.finished({ ...priced, customer: ADA.name }, 'cash');
}
