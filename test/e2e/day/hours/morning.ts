import { expect } from 'vitest';
import { readQr } from '../../../../build/demo/pixels.ts';
import { minor } from '../../../../shared/money.ts';
import { waitFor } from '../../attach.ts';
import { article, of, type Hands } from '../hands.ts';
import { price } from '../sums.ts';

/** The shop opens, and money is taken in every way there is. */
export async function openTheDay(hands: Hands): Promise<void> {
  await hands.pin('mei');
  await hands.press('F8', '[data-dialog="countFloat"]');
  await hands.count(hands.book.floatMinor);
  await hands.until('the open shift', (now) => now.phase === 'ready' && now.shift?.floatMinor === hands.book.floatMinor);
}

export const exactCash = (hands: Hands): Promise<unknown> => hands.plain('lemon-tea-carton', 'oolong-bottle');

/** What is it? A price check adds nothing. Then found by a few letters, and touched on its tile. */
export async function lookedFor(hands: Hands): Promise<void> {
  await hands.leave('Escape', '[data-state="done"]');
  await hands.press('Alt+b', '[data-dialog="priceCheck"]');
  await hands.wedge(article('mints').code ?? '');
  await hands.seen('[data-checked="mints"]');
  await hands.leave('Escape', '[data-dialog]');
  await hands.key('F2');
  await hands.type('yuenyeung');
  await hands.seen('.result[data-product="yuenyeung-hot"][aria-selected="true"]');
  await hands.more(1, () => hands.key('Enter'));
  await hands.more(1, () => hands.cashier.click('.tile[data-product="hot-milk-tea"]'));
  const priced = price([of('yuenyeung-hot'), of('hot-milk-tea')]);
  await hands.toPay(priced);
  await hands.cashDown();
  await hands.finished(priced, 'cash');
}

/** Three of one, and change of what was typed. */
export async function change(hands: Hands): Promise<void> {
  await hands.more(3, async () => {
    await hands.type('3');
    await hands.wedge(article('mints').code ?? '');
  });
  const priced = price([of('mints', { pieces: 3 })]);
  await hands.toPay(priced);
  await hands.cashDown('100');
  await hands.finished(priced, 'cash');
  await hands.cashier.getByText('68.50').first().waitFor();
}

/** A neighbour's note at the shop's own rate: 107.50 for the 84.40 that are due, and change in the shop's own money. */
export async function neighboursNotes(hands: Hands): Promise<void> {
  await hands.scan('walnut-cookie-12');
  const priced = price([of('walnut-cookie-12')]);
  await hands.toPay(priced);
  await hands.press('Alt+o', '[data-foreign="CNY"] [data-cover]');
  await hands.type('100');
  await hands.pressUntil('Enter', 'the paid sale', (now) => now.phase === 'done');
  await hands.finished(priced, { kind: 'foreignCash', amountMinor: 84_40, notes: { renminbiMinor: 100_00, valueMinor: 107_50, changeMinor: 23_10 } });
}

export async function customersCode(hands: Hands): Promise<void> {
  await hands.scan('jasmine-200');
  const priced = price([of('jasmine-200')]);
  await hands.toPay(priced);
  await hands.scanPhone();
  await hands.finished(priced, 'alipayBarcode');
}

/** A code that is scanned before the total was asked for takes one confirmation. */
export async function codeBeforeTotal(hands: Hands): Promise<void> {
  await hands.scan('coconut-water');
  await hands.scanPhone();
  await hands.until('the question', (now) => now.pendingCode !== null);
  await hands.pressUntil('Enter', 'the charge', (now) => now.pendingCode === null);
  await hands.finished(price([of('coconut-water')]), 'alipayBarcode');
}

/** A code on the customer's screen, read as a phone sees it. */
export async function orderCode(hands: Hands): Promise<void> {
  await hands.scan('wife-cake-6');
  const priced = price([of('wife-cake-6')]);
  await hands.toPay(priced);
  await hands.showCode('F4');
  const glass = (): Promise<string> => waitFor('the QR on the glass', async () => readQr(await hands.till.customer.screenshot()) ?? undefined);
  expect(hands.world.phoneScan(await glass(), 'paysAtOnce').kind).toBe('paid');
  await hands.finished(priced, 'alipayOrderCode');
  // What stands there now is the receipt to take along, and no longer the code.
  expect(await glass()).toContain('73.61');
}

/** The gateway tells the till of the first; of the second it does not, and the till asks. */
export async function transactionCodes(hands: Hands): Promise<void> {
  for (const [key, product, id] of [['Alt+t', 'alipayTransactionQr', 'herbal-tea'], ['Alt+h', 'alipayHkTransactionQr', 'sugar-cane']] as const) {
    await hands.scan(id);
    const priced = price([of(id)]);
    await hands.toPay(priced);
    expect(hands.world.phoneScan(await hands.showCode(key), 'paysAtOnce').kind).toBe('paid');
    await hands.finished(priced, product);
  }
}

/** The customer's code by way of the other contract; the phone asks for a password. */
export async function userPresentedCode(hands: Hands): Promise<void> {
  await hands.scan('fresh-milk');
  const priced = price([of('fresh-milk')]);
  await hands.toPay(priced);
  await hands.press('F3', '[data-scan-product="alipayBarcode"]');
  await hands.press('Alt+w', '[data-scan-product="alipayUserPresented"]');
  await hands.scanPhone('asksPasswordThenPays');
  await hands.finished(priced, 'alipayUserPresented');
}

/** The shop's printed code: the customer types the amount, the money arrives by itself, one key counts it for the sale. */
export async function printedCode(hands: Hands): Promise<void> {
  await hands.scan('ginger-beer-us');
  const priced = price([of('ginger-beer-us')]);
  await hands.toPay(priced);
  await hands.press('Alt+p', '[data-tender="printedCode"] .code-shown');
  const { scene } = await hands.customerNow();
  if (scene.kind !== 'merchantCode') throw new Error(`the customer sees ${scene.kind}`);
  expect(scene.totalMinor).toBe(priced.totalMinor);
  hands.world.payStaticCode(scene.text, minor(priced.totalMinor));
  await hands.until('the money', (now) => now.foundMoney.some(({ arrived, fits, amountMinor }) => arrived && fits === 'open' && amountMinor === priced.totalMinor), 20_000);
  await hands.pressUntil('Alt+c', 'matched', (now) => now.phase === 'done');
  await hands.finished(priced, 'alipayHkMerchantQr');
}
