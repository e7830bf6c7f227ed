import { of, type Hands } from '../hands.ts';
import { price } from '../sums.ts';

/** How many, undo, void; this customer has forgotten the purse, and another one is served meanwhile. Mei comes back, by PIN, and the cart stays. */
export async function heldAndRecalled(hands: Hands): Promise<void> {
  await hands.scan('coconut-candy', 'seaweed-roast', 'fish-skin-peanuts');
  const quantity = (milli: number): Promise<unknown> => hands.until(`${milli} of the last`, (now) => now.sale?.lines.at(-1)?.quantityMilli === milli);
  await hands.type('5');
  await hands.key('*');
  await quantity(5_000);
  await hands.key('+');
  await quantity(6_000);
  await hands.key('Alt+z');
  await quantity(5_000);
  await hands.key('-');
  await quantity(4_000);
  await hands.key('ArrowUp');
  await hands.press('Delete', '[data-dialog="voidLine"]');
  await hands.key('1');
  await hands.until('two lines', (now) => now.sale?.lines.length === 2);
  hands.book.lineVoids.push(of('seaweed-roast').listMinor);
  const first = price([of('coconut-candy'), of('fish-skin-peanuts', { pieces: 4 })]);
  await hands.press('F6', '[data-dialog="hold"]');
  await hands.type('purse');
  await hands.key('Enter');
  await hands.until('the held sale', (now) => now.phase === 'ready' && now.held[0]?.totalMinor === first.totalMinor);
  await hands.plain('distilled-water');
  await hands.pressUntil('Enter', 'the next customer', (now) => now.phase === 'ready');
  await hands.press('F7', '[data-dialog="recall"]');
  await hands.key('1');
  await hands.until('the sale again', (now) => now.sale?.lines.length === 2);
  await hands.pin('mei');
  await hands.toPay(first);
  await hands.cashDown();
  await hands.finished(first, 'cash');
}

export async function discarded(hands: Hands): Promise<void> {
  await hands.scan('xo-sauce');
  await hands.press('F8', '[data-dialog="discard"]');
  await hands.key('1');
  await hands.allowByBadge('discardSale');
  await hands.until('nothing', (now) => now.phase === 'ready');
  hands.book.discards.push(price([of('xo-sauce')]).totalMinor);
}

/** A wallet without money, then cash. */
export async function declined(hands: Hands): Promise<void> {
  await hands.scan('green-tea-bottle');
  const priced = price([of('green-tea-bottle')]);
  await hands.toPay(priced);
  await hands.scanPhone('declinedBalance');
  await hands.until('declined', (now) => now.payment?.state === 'declined', 30_000);
  await hands.pressUntil('Enter', 'the tenders again', (now) => now.phase === 'paying');
  await hands.key('F2');
  await hands.cashDown();
  await hands.finished(priced, 'cash');
}

/** A code that nobody scans, then cash. */
export async function cancelled(hands: Hands): Promise<void> {
  await hands.scan('cola-zero-can');
  const priced = price([of('cola-zero-can')]);
  await hands.toPay(priced);
  await hands.showCode('F4');
  await hands.key('F8');
  await hands.until('cancelled', (now) => now.payment?.state === 'cancelled', 30_000);
  await hands.pressUntil('Enter', 'the tenders again', (now) => now.phase === 'paying');
  await hands.key('F2');
  await hands.cashDown();
  await hands.finished(priced, 'cash');
}
