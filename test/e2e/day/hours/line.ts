import { expect } from 'vitest';
import { of, type Hands } from '../hands.ts';
import { price } from '../sums.ts';

const SERVICES = ['legacy.pay', 'legacy.query', 'legacy.cancel'] as const;

/**
 * The line goes in the middle of a payment: nobody knows whether it was made. Mei locks the till, Sam opens it and serves other customers; then the line is back, and the
 * gateway says that it was paid.
 */
export async function lineLost(hands: Hands): Promise<void> {
  const { world, line } = hands;
  await hands.scan('tea-gift-set');
  const priced = price([of('tea-gift-set')]);
  await hands.toPay(priced);
  line.isUp = false;
  for (const service of SERVICES) world.faults.next(service, { kind: 'reset', processed: true }, service === 'legacy.pay' ? 1 : 200);
  await hands.scanPhone();
  const { payment } = await hands.until('asking', (now) => now.payment?.state === 'asking', 20_000);
  // The payment goes on under the lock.
  await hands.press('Alt+f', '[data-lock="locked"]');
  await hands.badge('sam');
  await hands.gone('[data-lock]');
  await hands.seen('[data-action="setAside"]', 30_000);
  await hands.pressUntil('F6', 'the counter free again', (now) => now.phase === 'ready');
  expect((await hands.now()).unresolved).toMatchObject([{ attemptId: payment?.attemptId, amountMinor: priced.totalMinor }]);
  for (const id of ['choc-chip-us', 'sesame-crackers', 'sparkling-water', 'chrysanthemum-carton']) await hands.plain(id);

  // The line is back. Asked by hand, the gateway says that it was paid; the sale is finished as Mei's, without anybody at the counter.
  world.faults.clear();
  line.isUp = true;
  await hands.press('Alt+a', '[data-dialog="attention"]');
  await hands.pressUntil('F5', 'the answer', (now) => now.unresolved.length === 0, 30_000);
  await hands.leave('Escape', '[data-dialog="attention"]');
  const { endedAside } = await hands.until('the word of it', (now) => now.endedAside.length === 1);
  expect(endedAside).toMatchObject([{ attemptId: payment?.attemptId, isPaid: true, amountMinor: priced.totalMinor }]);
  await hands.pressUntil('Alt+n', 'noted', (now) => now.endedAside.length === 0);
  await hands.finishedAside(priced, 'mei', endedAside[0]?.receiptNo ?? 0, 'alipayBarcode');
}

/** Six customers one after the other: exact cash, a note, a phone. */
export async function rush(hands: Hands): Promise<void> {
  const orders = [['hot-milk-tea', 2], ['egg-tart', 6], ['pineapple-bun', 3], ['bubble-milk-tea', 1], ['tuna-bun', 2], ['cheesecake-slice', 1]] as const;
  for (const [at, [id, pieces]] of orders.entries()) {
    await hands.more(pieces, () => hands.plu(id, pieces === 1 ? '' : `${pieces}*`));
    const priced = price([of(id, { pieces })]);
    await hands.toPay(priced);
    if (at % 3 === 2) await hands.scanPhone();
    else if (at % 3 === 1) await hands.noteDown();
    else await hands.cashDown();
    await hands.finished(priced, at % 3 === 2 ? 'alipayBarcode' : 'cash');
  }
}
