import { expect } from 'vitest';
import { article, of, type Hands } from '../hands.ts';
import type { BookReturn, BookSale, Money } from '../book.ts';
import { price } from '../sums.ts';
import { ADAS, adasPoints } from './members.ts';

/** Opens a receipt by its barcode. */
async function open(hands: Hands, { receiptNo }: BookSale): Promise<void> {
  await hands.leave('Escape', '[data-state="done"]');
  const { barcode } = await hands.call('receipt.get', { receiptNo });
  await hands.wedge(barcode);
  await hands.seen(`.receipt[data-receipt="${receiptNo}"]`);
}
const close = (hands: Hands): Promise<void> => hands.leave('Alt+r', '[data-dialog]');

/** The till's own page of that receipt says what the book says. */
async function sameReturn(hands: Hands, sale: BookSale, back: BookReturn): Promise<void> {
  const { returns } = await hands.call('receipt.get', { receiptNo: sale.receiptNo });
  expect(returns.at(-1)).toMatchObject({ state: 'completed', totalMinor: back.totalMinor });
  expect(returns.at(-1)?.ways.map(({ kind, amountMinor }) => ({ kind, amountMinor }))).toEqual(back.money);
}

/** Chooses one of the receipt's lines, or as many of it as are typed. */
async function choose(hands: Hands, at: number, pieces: number | null): Promise<void> {
  for (let step = 0; step < at; step += 1) await hands.key('ArrowDown');
  await hands.press(pieces === null ? ' ' : String(pieces), '[data-chosen-total]');
}

/** A line of a receipt comes back, or some pieces of it. */
async function takeBack(hands: Hands, sale: BookSale, at: number, how: { readonly selector: string; readonly kind: string; readonly pieces?: number }): Promise<void> {
  await open(hands, sale);
  await choose(hands, at, how.pieces ?? null);
  await hands.press('Enter', how.selector);
  await hands.press('1', '[data-reason="1"][aria-checked="true"]');
  await hands.press('Enter', '.return-state[data-face="completed"]');
  const parts = [[at, how.pieces ?? sale.lines[at]?.pieces ?? 0]] as const;
  const { totalMinor } = hands.book.worth(sale, parts);
  const back = hands.book.cameBack(sale, parts, { ...hands.at(), money: [{ kind: how.kind, amountMinor: how.kind === 'cash' ? hands.book.cash(totalMinor) : totalMinor }] });
  await sameReturn(hands, sale, back);
  await close(hands);
}

/** The lemon tea of the first receipt, in cash. */
export const cashBack = (hands: Hands): Promise<void> => takeBack(hands, hands.book.saleOf('lemon-tea-carton', 'cash'), 0, { selector: '[data-how="cash"]', kind: 'cash' });
/** The tangerine peel, back to the wallet. */
export const walletBack = (hands: Hands): Promise<void> => takeBack(hands, hands.book.saleOf('tangerine-peel', 'alipayBarcode'), 1, { selector: '[data-how="refund"][data-why="part"]', kind: 'alipayBarcode' });

/** Ada brings one of her swiss rolls back, and its points go with it. */
export async function memberBrings(hands: Hands): Promise<void> {
  await takeBack(hands, hands.book.saleOf(ADAS[1], 'cash'), 0, { selector: '[data-how="cash"]', kind: 'cash', pieces: 1 });
  const [ada] = (await hands.call('customers.find', { text: 'Ada' })).customers;
  expect(await hands.call('customers.get', { customerId: ada?.customerId ?? '' })).toMatchObject({ points: adasPoints(hands), receiptsCount: ADAS.length });
}

/** All of a sale that was paid in parts: a void, which takes a consent; the wallet first, then the drawer. */
export async function voided(hands: Hands): Promise<void> {
  const sale = hands.book.sales.find(({ tenders }) => tenders.length === 2 && tenders[0]?.kind === 'cash');
  if (sale === undefined) throw new Error('no sale was paid in cash and by phone');
  await open(hands, sale);
  await hands.press('F8', '[data-how="cancel"]');
  await hands.press('5', '[data-reason="5"][aria-checked="true"]');
  await hands.press('Enter', '[data-dialog="approval"], .return-state');
  await hands.allowByBadge('voidSale');
  await hands.seen('.return-state[data-return-state="cashDue"]', 30_000);
  await hands.press('F6', '.return-state[data-face="voided"]');
  const money = sale.tenders.map(({ kind, amountMinor }): Money => ({ kind, amountMinor }));
  hands.book.cameBack(sale, sale.lines.map(({ pieces }, line) => [line, pieces] as const), { ...hands.at(), money, isVoid: true });
  expect(await hands.call('receipt.get', { receiptNo: sale.receiptNo })).toMatchObject({ standing: 'returned', whole: null });
  await close(hands);
}

/** Goods of a receipt are handed back towards the sale at the counter. */
async function handBack(hands: Hands, sale: BookSale, pieces: number | null = null): Promise<void> {
  await open(hands, sale);
  await choose(hands, 0, pieces);
  await hands.key('F6');
  await hands.gone('[data-dialog]');
  await hands.until('the exchange', (now) => now.sale?.exchange?.receiptNo === sale.receiptNo);
}

/** Two of the three boxes of mints against dearer goods: the difference in cash. */
export async function exchangedUp(hands: Hands): Promise<void> {
  const sale = hands.book.saleOf('mints', 'cash');
  await handBack(hands, sale, 2);
  const creditMinor = hands.book.cash(hands.book.worth(sale, [[0, 2]]).totalMinor);
  await hands.scan('chrysanthemum-60');
  const priced = price([of('chrysanthemum-60')]);
  await hands.toPay(priced);
  await hands.cashDown('50');
  hands.book.cameBack(sale, [[0, 2]], { ...hands.at(), money: [{ kind: 'exchange', amountMinor: creditMinor }] });
  await hands.finished(priced, { kind: 'exchange', amountMinor: creditMinor }, 'cash');
}

/** A gift box against something cheaper: what is left goes back to the wallet it came from. */
export async function exchangedDown(hands: Hands): Promise<void> {
  const sale = hands.book.saleOf('jasmine-200', 'alipayBarcode');
  await handBack(hands, sale);
  await hands.scan('sandwich-loaf');
  const priced = price([of('sandwich-loaf')]);
  await hands.toPay(priced);
  await hands.pressUntil('Enter', 'the exchange', (now) => now.phase === 'done');
  const restMinor = hands.book.worth(sale, [[0, 1]]).totalMinor - priced.totalMinor;
  hands.book.cameBack(sale, [[0, 1]], { ...hands.at(), money: [{ kind: 'exchange', amountMinor: priced.totalMinor }, { kind: 'alipayBarcode', amountMinor: restMinor }] });
  await hands.finished(priced, 'exchange');
  await nothingUnderWay(hands);
  await hands.leave('Escape', '[data-state="done"]');
  expect((await hands.customerNow()).scene).toMatchObject({ kind: 'refund', amountMinor: restMinor, parts: [{ to: 'alipay', amountMinor: restMinor, state: 'back' }] });
}

/** Goods nobody has a receipt for: Mr Lee has to agree, the cash goes out at today's prices. */
export async function withoutReceipt(hands: Hands): Promise<void> {
  await hands.leave('Escape', '[data-state="done"]');
  await hands.press('Alt+y', '[data-dialog="takeBackGoods"]');
  for (const [at, id] of (['herbal-tea', 'seaweed-roast'] as const).entries()) {
    await hands.wedge(article(id).code ?? '');
    await hands.seen(`.take-back-row:nth-child(${at + 1})`);
  }
  await hands.press('F12', '[data-dialog="takeBackWhy"]');
  await hands.key('1');
  await hands.allowByBadge('returnWithoutReceipt');
  await hands.seen('[data-taken-back]');
  const { money, totalMinor } = hands.book.tookBack([of('herbal-tea'), of('seaweed-roast')], hands.at());
  expect(totalMinor).toBe(29_40);
  expect((await hands.cashier.locator('.take-back-amount').innerText()).replaceAll('\u00a0', ' ')).toContain(((money[0]?.amountMinor ?? 0) / 100).toFixed(2));
  await hands.leave('Enter', '[data-dialog]');
}

export const nothingUnderWay = (hands: Hands): Promise<unknown> => hands.until('nothing under way', (now) => now.openReturns.length === 0 && now.refunds.length === 0, 30_000);
