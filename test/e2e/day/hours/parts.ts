import { expect } from 'vitest';
import { of, type Hands } from '../hands.ts';
import { price } from '../sums.ts';

/** The next payment is for a part of what is due. */
async function part(hands: Hands, amount: string): Promise<void> {
  await hands.type(amount);
  await hands.key('F12');
  await hands.until('the part', (now) => now.sale?.partMinor === Math.round(Number(amount) * 100));
}
const taken = (hands: Hands, count: number): Promise<unknown> => hands.until(`${count} parts`, (now) => now.sale?.tenders.length === count && now.phase === 'paying', 20_000);

export async function cashAndPhone(hands: Hands): Promise<void> {
  await hands.scan('tieguanyin-150', 'shoumei-200');
  const priced = price([of('tieguanyin-150'), of('shoumei-200')]);
  await hands.toPay(priced);
  await part(hands, '100');
  await hands.type('100');
  await hands.key('Enter');
  await taken(hands, 1);
  await hands.scanPhone();
  await hands.finished(priced, { kind: 'cash', amountMinor: 100_00 }, 'alipayBarcode');
}

export async function twoCodes(hands: Hands): Promise<void> {
  await hands.scan('egg-roll-tin');
  const priced = price([of('egg-roll-tin')]);
  await hands.toPay(priced);
  await part(hands, '50');
  await hands.scanPhone();
  await taken(hands, 1);
  const text = await hands.showCode('F4');
  const { scene } = await hands.customerNow();
  expect(scene.kind === 'orderCode' && scene.amountMinor).toBe(priced.totalMinor - 50_00);
  hands.world.phoneScan(text, 'paysAtOnce');
  await hands.finished(priced, { kind: 'alipayBarcode', amountMinor: 50_00 }, 'alipayOrderCode');
}

/** Twenty in cash, which the customer wants back: then all of it by phone. */
export async function cashTakenBack(hands: Hands): Promise<void> {
  await hands.scan('cuttlefish');
  const priced = price([of('cuttlefish')]);
  await hands.toPay(priced);
  await part(hands, '20');
  await hands.key('Enter');
  await taken(hands, 1);
  await hands.press('Alt+z', '[data-dialog="takeBack"]');
  await hands.key('1');
  await hands.allowByPin('refundPayment', 'lee');
  await taken(hands, 0);
  hands.book.removed.push({ kind: 'cash', amountMinor: 20_00 });
  await hands.scanPhone();
  await hands.finished(priced, 'alipayBarcode');
}

/** Ten by phone, which go back to the wallet: then cash. */
export async function phoneTakenBack(hands: Hands): Promise<void> {
  await hands.scan('peanut-brittle');
  const priced = price([of('peanut-brittle')]);
  await hands.toPay(priced);
  await part(hands, '10');
  await hands.scanPhone();
  await taken(hands, 1);
  await hands.press('Alt+z', '[data-dialog="takeBack"]');
  await hands.key('1');
  await hands.allowByBadge('refundPayment');
  await taken(hands, 0);
  hands.book.removed.push({ kind: 'alipayBarcode', amountMinor: 10_00 });
  await hands.cashDown();
  await hands.finished(priced, 'cash');
}
