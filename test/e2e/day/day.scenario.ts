import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { realClock, realRandom } from '../../../electron/real-world.ts';
import { startPracticeWorld, type PracticeWorld } from '../../../electron/training/practice-world.ts';
import { readQr } from '../../../build/demo/pixels.ts';
import { startTill, waitFor, type RunningTill } from '../attach.ts';
import { Counter } from '../counter.ts';
import { DayBook, price, rung } from './book.ts';
import { article, Hands } from './hands.ts';
import { CASH_STEP_MINOR, COUPON, prepareShop, writeProvision } from './shop.ts';

/**
 * A whole shop day through both windows of a till that does business, played by keyboard and scanner against gateways in this process; every figure at its end is
 * held against a book kept beside it (day/book.ts). Tests are the hours of that day and follow one another.
 */
const FLOAT_MINOR = 500_00;
let world: PracticeWorld;
let till: RunningTill;
let hands: Hands;
const book = new DayBook(FLOAT_MINOR, CASH_STEP_MINOR);
const dir = mkdtempSync(join(tmpdir(), 'guitai-day-'));

beforeAll(async () => {
  world = await startPracticeWorld({ clock: realClock, random: realRandom, timing: { passwordMs: 500, refundsRestAtNight: false } });
  writeProvision(join(dir, 'shop.json'), world);
  till = await startTill({ dataDir: join(dir, 'data'), flags: ['--live', '--provision', join(dir, 'shop.json')] });
  hands = new Hands(till, world, book, await prepareShop(new Counter(till)));
});
afterAll(async () => {
  await till?.stop();
  await world?.stop();
  rmSync(dir, { recursive: true, force: true });
});

let isOver = false;
/** When one part of the day goes wrong the rest of it means nothing. */
beforeEach(({ skip, onTestFailed }) => {
  if (isOver) skip();
  onTestFailed(() => { isOver = true; });
});
/** DAY_PICTURES names a folder for what both windows show at the end of each part. */
afterEach(async ({ task }) => {
  const pictures = process.env['DAY_PICTURES'];
  if (pictures !== undefined) for (const window of ['cashier', 'customer'] as const) await till[window].screenshot({ path: join(pictures, `${task.name.split(':')[0] ?? ''}-${window}.png`) });
});

const voids: number[] = [];
/** The digits of a label with their check digit. */
const checked = (digits: string): string => `${digits}${(10 - ([...digits].reduce((sum, digit, at) => sum + Number(digit) * (at % 2 === 0 ? 1 : 3), 0) % 10)) % 10}`;
const of = (id: string, how?: Parameters<typeof rung>[1]) => rung(article(id), how);
/** Rings up one thing and pays it in exact cash: most sales of a day. */
const plain = async (...ids: readonly string[]): Promise<void> => {
  await hands.scan(...ids);
  const priced = price(ids.map((id) => of(id)));
  await hands.toPay(priced);
  await hands.cashDown();
  await hands.finished(priced, 'cash');
};

test('morning: the float is counted, and money is taken in every way there is', async () => {
  await hands.pin('mei');
  await hands.press('F8', '[data-dialog="countFloat"]');
  await hands.count(FLOAT_MINOR);
  await hands.until('the open shift', (now) => now.phase === 'ready' && now.shift?.floatMinor === FLOAT_MINOR);

  await plain('lemon-tea-carton', 'oolong-bottle');

  // Three of one, and change of what was typed.
  await hands.more(3, async () => {
    await hands.type('3');
    await hands.wedge(article('mints').code ?? '');
  });
  let priced = price([of('mints', { pieces: 3 })]);
  await hands.toPay(priced);
  await hands.cashDown('100');
  await hands.finished(priced, 'cash');
  await hands.cashier.getByText('68.50').first().waitFor();

  // The customer's code, and one that is scanned before the total was asked for.
  await hands.scan('jasmine-200');
  priced = price([of('jasmine-200')]);
  await hands.toPay(priced);
  await hands.scanPhone();
  await hands.finished(priced, 'alipayBarcode');
  await hands.scan('coconut-water');
  await hands.scanPhone();
  await hands.until('the question', (now) => now.pendingCode !== null);
  await hands.pressUntil('Enter', 'the charge', (now) => now.pendingCode === null);
  await hands.finished(price([of('coconut-water')]), 'alipayBarcode');

  // A code on the customer's screen, read as a phone sees it.
  await hands.scan('wife-cake-6');
  priced = price([of('wife-cake-6')]);
  await hands.toPay(priced);
  await hands.key('F4');
  await hands.until('the code', (now) => now.payment?.state === 'shown', 20_000);
  const seen = await waitFor('the QR on the glass', async () => readQr(await till.customer.screenshot()) ?? undefined);
  expect(world.phoneScan(seen, 'paysAtOnce').kind).toBe('paid');
  await hands.finished(priced, 'alipayOrderCode');
  // What stands there now is the receipt to take along, and no longer the code.
  expect(await waitFor('the receipt on the glass', async () => readQr(await till.customer.screenshot()) ?? undefined)).toContain('73.61');

  // The other codes, and the customer's code by way of the other contract.
  for (const [key, product, id] of [['Alt+t', 'alipayTransactionQr', 'herbal-tea'], ['Alt+h', 'alipayHkTransactionQr', 'sugar-cane']] as const) {
    await hands.scan(id);
    priced = price([of(id)]);
    await hands.toPay(priced);
    await hands.key(key);
    await hands.until('the code', (now) => now.payment?.state === 'shown', 20_000);
    const { scene } = await hands.customerNow();
    expect(world.phoneScan(scene.kind === 'orderCode' ? scene.text : '', 'paysAtOnce').kind).toBe('paid');
    await hands.finished(priced, product);
  }
  await hands.scan('fresh-milk');
  priced = price([of('fresh-milk')]);
  await hands.toPay(priced);
  await hands.press('F3', '[data-scan-product="alipayBarcode"]');
  await hands.press('Alt+w', '[data-scan-product="alipayUserPresented"]');
  await hands.scanPhone('asksPasswordThenPays');
  await hands.finished(priced, 'alipayUserPresented');
});

test('parts: cash and a code, two codes, and what is taken back again', async () => {
  const part = async (amount: string, dueMinor: number): Promise<void> => {
    await hands.type(amount);
    await hands.key('F12');
    await hands.until('the part', (now) => now.sale?.partMinor === dueMinor);
  };
  const taken = (count: number) => hands.until(`${count} parts`, (now) => now.sale?.tenders.length === count && now.phase === 'paying', 20_000);
  await hands.scan('tieguanyin-150', 'shoumei-200');
  let priced = price([of('tieguanyin-150'), of('shoumei-200')]);
  await hands.toPay(priced);
  await part('100', 100_00);
  await hands.type('100');
  await hands.key('Enter');
  await taken(1);
  await hands.scanPhone();
  await hands.finished(priced, { kind: 'cash', amountMinor: 100_00 }, 'alipayBarcode');

  // Two codes.
  await hands.scan('egg-roll-tin');
  priced = price([of('egg-roll-tin')]);
  await hands.toPay(priced);
  await part('50', 50_00);
  await hands.scanPhone();
  await taken(1);
  await hands.key('F4');
  await hands.until('the code', (now) => now.payment?.state === 'shown', 20_000);
  const { scene } = await hands.customerNow();
  expect(scene.kind === 'orderCode' && scene.amountMinor).toBe(priced.totalMinor - 50_00);
  world.phoneScan(scene.kind === 'orderCode' ? scene.text : '', 'paysAtOnce');
  await hands.finished(priced, { kind: 'alipayBarcode', amountMinor: 50_00 }, 'alipayOrderCode');

  // Twenty in cash, which the customer wants back: then all of it by phone.
  await hands.scan('cuttlefish');
  priced = price([of('cuttlefish')]);
  await hands.toPay(priced);
  await part('20', 20_00);
  await hands.key('Enter');
  await taken(1);
  await hands.press('Alt+z', '[data-dialog="takeBack"]');
  await hands.key('1');
  await hands.allowByPin('refundPayment', 'lee');
  await taken(0);
  await hands.scanPhone();
  await hands.finished(priced, 'alipayBarcode');

  // Ten by phone, which go back to the wallet: then cash.
  await hands.scan('peanut-brittle');
  priced = price([of('peanut-brittle')]);
  await hands.toPay(priced);
  await part('10', 10_00);
  await hands.scanPhone();
  await taken(1);
  await hands.press('Alt+z', '[data-dialog="takeBack"]');
  await hands.key('1');
  await hands.allowByBadge('refundPayment');
  await taken(0);
  await hands.cashDown();
  await hands.finished(priced, 'cash');
});

test('prices: discounts within and above the limit, another price, promotions, a coupon, no tax', async () => {
  // Five percent off the line are Mei's to give.
  await hands.scan('choc-chip-us');
  await hands.press('Alt+d', '[data-dialog="discount"]');
  await hands.type('5');
  await hands.press('Enter', '[data-dialog="discountReason"]');
  await hands.key('1');
  let priced = price([of('choc-chip-us', { less: 2_10 })]);
  await hands.until('the discount', (now) => now.sale?.totals.discountsMinor === 2_10);
  await hands.toPay(priced);
  await hands.cashDown();
  await hands.finished(priced, 'cash');

  // Twenty are not.
  await hands.scan('butter-cookies', 'gift-bag');
  await hands.key('ArrowUp');
  await hands.press('Alt+d', '[data-dialog="discount"]');
  await hands.type('20');
  await hands.press('Enter', '[data-dialog="discountReason"]');
  await hands.key('2');
  await hands.allowByBadge('discountLine');
  priced = price([of('butter-cookies', { less: 13_60 }), of('gift-bag')]);
  await hands.toPay(priced);
  await hands.scanPhone();
  await hands.finished(priced, 'alipayBarcode');

  // Ten dollars off the sale, by the owner's PIN.
  await hands.scan('walnut-cookie-12', 'sesame-crackers');
  await hands.press('Alt+d', '[data-dialog="discount"]');
  await hands.keys('F2', 'F3');
  await hands.type('10');
  await hands.press('Enter', '[data-dialog="discountReason"]');
  await hands.key('1');
  await hands.allowByPin('discountSale', 'owner');
  await hands.until('the discount', (now) => now.sale?.totals.discountsMinor === 10_00);
  priced = price([of('walnut-cookie-12'), of('sesame-crackers')], { saleLess: 10_00 });
  await hands.toPay(priced);
  await hands.cashDown('200');
  await hands.finished(priced, 'cash');

  // The label on the shelf said 50.00.
  await hands.scan('almonds-us');
  await hands.press('Alt+o', '[data-dialog="override"]');
  await hands.type('50');
  await hands.press('Enter', '[data-dialog="overrideReason"]');
  await hands.key('1');
  await hands.allowByBadge('overridePrice');
  priced = price([of('almonds-us', { amountMinor: 50_00 })]);
  await hands.toPay(priced);
  await hands.cashDown();
  await hands.finished(priced, 'cash');

  // Three plums for two; a second slice at half of the cheaper one.
  await hands.more(3, async () => {
    await hands.type('3');
    await hands.wedge(article('dried-plum').code ?? '');
  });
  priced = price([of('dried-plum', { pieces: 3, less: 22_00 })]);
  await hands.toPay(priced);
  await hands.cashDown();
  await hands.finished(priced, 'cash');
  await hands.more(1, () => hands.plu('mango-cake-slice'));
  await hands.more(1, () => hands.plu('black-forest-slice'));
  priced = price([of('mango-cake-slice', { less: 16_00 }), of('black-forest-slice')]);
  await hands.toPay(priced);
  await hands.scanPhone();
  await hands.finished(priced, 'alipayBarcode');

  // A coupon typed, and one scanned: ten percent off tea and gift boxes, nothing off crisps.
  await hands.scan('lapsang-150', 'potato-chips-salt');
  await hands.press('Alt+v', '[data-dialog="coupon"]');
  await hands.type(COUPON);
  await hands.leave('Enter', '[data-dialog="coupon"]');
  priced = price([of('lapsang-150', { less: 13_80 }), of('potato-chips-salt')]);
  await hands.toPay(priced);
  await hands.cashDown();
  await hands.finished(priced, 'cash');
  await hands.scan('almond-cookies');
  await hands.wedge(COUPON);
  await hands.seen(`[data-dialog="coupon"] [data-coupon="${COUPON}"]`);
  await hands.leave('Escape', '[data-dialog="coupon"]');
  priced = price([of('almond-cookies', { less: 8_20 })]);
  await hands.toPay(priced);
  await hands.scanPhone();
  await hands.finished(priced, 'alipayBarcode');

  // A consulate buys without tax.
  await hands.scan('dancong-100');
  await hands.press('Alt+x', '[data-dialog="exempt"]');
  await hands.press('1', '[data-dialog="exemptCertificate"]');
  await hands.type('C-77');
  await hands.key('Enter');
  await hands.allowByBadge('exemptTax');
  await hands.until('no tax', (now) => now.sale?.exempt !== null);
  priced = price([of('dancong-100')], { exempt: true });
  await hands.toPay(priced);
  await hands.cashDown();
  await hands.finished(priced, 'cash');
});

test('afternoon: Sam takes over a cart, and sells what is weighed, labelled, priced and asked about', async () => {
  await hands.scan('soya-milk-carton');
  await hands.badge('sam');
  await hands.plu('tangerine-peel');
  await hands.seen('[data-dialog="question-weight"]');
  await hands.type('0.12');
  await hands.more(1, () => hands.key('Enter'));
  // Weight and number in one go: a quarter of the 500 g its price is for.
  await hands.more(1, () => hands.plu('candied-ginger', '0.25*'));
  let priced = price([of('soya-milk-carton'), of('tangerine-peel', { amountMinor: 81_60 }), of('candied-ginger', { amountMinor: 12_00 })]);
  await hands.toPay(priced);
  await hands.scanPhone();
  await hands.finished(priced, 'alipayBarcode');

  // 150 g of lotus seeds, and mung bean cake for 39.90, as the scale printed them.
  await hands.more(1, () => hands.wedge(checked('210050300150')));
  await hands.more(1, () => hands.wedge(checked('220050403990')));
  priced = price([of('lotus-seeds', { amountMinor: 24_00 }), of('mung-bean-cake', { amountMinor: 39_90 })]);
  await hands.toPay(priced);
  await hands.cashDown();
  await hands.finished(priced, 'cash');

  // Flowers at the price of the day, and wine for somebody old enough: asked once.
  await hands.plu('cut-flowers');
  await hands.seen('[data-dialog="question-price"]');
  await hands.type('66');
  await hands.more(1, () => hands.key('Enter'));
  await hands.wedge(article('rice-wine').code ?? '');
  await hands.seen('[data-dialog="question-age"]');
  await hands.more(1, () => hands.key('F12'));
  await hands.scan('rice-wine');
  priced = price([of('cut-flowers', { amountMinor: 66_00 }), of('rice-wine', { pieces: 2 })]);
  await hands.toPay(priced);
  await hands.cashDown('300');
  await hands.finished(priced, 'cash');

  // Too young: nothing is sold.
  await hands.wedge(article('rice-wine').code ?? '');
  await hands.seen('[data-dialog="question-age"]');
  await hands.leave('Escape', '[data-dialog="question-age"]');
  expect((await hands.now()).phase).toBe('done');

  // Six cans in a pack, and one of three sizes.
  await hands.more(6, () => hands.wedge(article('cola-can-6').code ?? ''));
  await hands.more(1, () => hands.plu('oolong-bag-100'));
  priced = price([of('cola-can', { pieces: 6 }), of('oolong-bag-100')]);
  await hands.toPay(priced);
  await hands.scanPhone();
  await hands.finished(priced, 'alipayBarcode');
});

test('mistakes: how many, void, undo, hold and recall, discard, declined, cancelled', async () => {
  await hands.scan('coconut-candy', 'seaweed-roast', 'fish-skin-peanuts');
  const quantity = (milli: number) => hands.until(`${milli} of the last`, (now) => now.sale?.lines.at(-1)?.quantityMilli === milli);
  await hands.type('5');
  await hands.key('*');
  await quantity(5000);
  await hands.key('+');
  await quantity(6000);
  await hands.key('Alt+z');
  await quantity(5000);
  await hands.key('-');
  await quantity(4000);
  await hands.key('ArrowUp');
  await hands.press('Delete', '[data-dialog="voidLine"]');
  await hands.key('1');
  await hands.until('two lines', (now) => now.sale?.lines.length === 2);
  voids.push(12_00);
  // This customer has forgotten the purse; another one is served meanwhile.
  const first = price([of('coconut-candy'), of('fish-skin-peanuts', { pieces: 4 })]);
  await hands.press('F6', '[data-dialog="hold"]');
  await hands.type('purse');
  await hands.key('Enter');
  await hands.until('the held sale', (now) => now.phase === 'ready' && now.held[0]?.totalMinor === first.totalMinor);
  await plain('distilled-water');
  await hands.pressUntil('Enter', 'the next customer', (now) => now.phase === 'ready');
  await hands.press('F7', '[data-dialog="recall"]');
  await hands.key('1');
  await hands.until('the sale again', (now) => now.sale?.lines.length === 2);
  // Mei comes back, by PIN, and the cart stays.
  await hands.pin('mei');
  await hands.toPay(first);
  await hands.cashDown();
  await hands.finished(first, 'cash');

  await hands.scan('xo-sauce');
  await hands.press('F8', '[data-dialog="discard"]');
  await hands.key('1');
  await hands.allowByBadge('discardSale');
  await hands.until('nothing', (now) => now.phase === 'ready');

  // A wallet without money, then cash; a code that nobody scans, then cash.
  await hands.scan('green-tea-bottle');
  let priced = price([of('green-tea-bottle')]);
  await hands.toPay(priced);
  await hands.scanPhone('declinedBalance');
  await hands.until('declined', (now) => now.payment?.state === 'declined', 30_000);
  await hands.pressUntil('Enter', 'the tenders again', (now) => now.phase === 'paying');
  await hands.key('F2');
  await hands.cashDown();
  await hands.finished(priced, 'cash');
  await hands.scan('cola-zero-can');
  priced = price([of('cola-zero-can')]);
  await hands.toPay(priced);
  await hands.key('F4');
  await hands.until('the code', (now) => now.payment?.state === 'shown', 20_000);
  await hands.key('F8');
  await hands.until('cancelled', (now) => now.payment?.state === 'cancelled', 30_000);
  await hands.pressUntil('Enter', 'the tenders again', (now) => now.phase === 'paying');
  await hands.key('F2');
  await hands.cashDown();
  await hands.finished(priced, 'cash');
});

test('the line goes: a payment nobody knows the end of, other customers, and the answer', async () => {
  await hands.scan('tea-gift-set');
  const priced = price([of('tea-gift-set')]);
  await hands.toPay(priced);
  for (const service of ['legacy.pay', 'legacy.query', 'legacy.cancel'] as const) world.faults.next(service, { kind: 'reset', processed: true }, service === 'legacy.pay' ? 1 : 200);
  await hands.scanPhone();
  const { payment } = await hands.until('asking', (now) => now.payment?.state === 'asking', 20_000);
  // Mei locks the till and Sam opens it: the payment goes on under the lock.
  await hands.press('Alt+f', '[data-lock="locked"]');
  await hands.badge('sam');
  await hands.gone('[data-lock]');
  await hands.until('aside', (now) => now.payment?.canSetAside === true, 30_000);
  await hands.pressUntil('F6', 'the counter free again', (now) => now.phase === 'ready');
  expect((await hands.now()).unresolved).toMatchObject([{ attemptId: payment?.attemptId, amountMinor: priced.totalMinor }]);
  for (const id of ['choc-chip-us', 'sesame-crackers', 'sparkling-water', 'chrysanthemum-carton']) await plain(id);
  // The line is back. Asked by hand, the gateway says that it was paid; the sale is finished without anybody at the counter.
  world.faults.clear();
  await hands.press('Alt+a', '[data-dialog="attention"]');
  await hands.pressUntil('F5', 'the answer', (now) => now.unresolved.length === 0, 30_000);
  await hands.leave('Escape', '[data-dialog="attention"]');
  const { endedAside } = await hands.until('the word of it', (now) => now.endedAside.length === 1);
  expect(endedAside).toMatchObject([{ attemptId: payment?.attemptId, isPaid: true, amountMinor: priced.totalMinor }]);
  await hands.pressUntil('Alt+n', 'noted', (now) => now.endedAside.length === 0);
  const receipt = await hands.call('receipt.get', { receiptNo: endedAside[0]?.receiptNo ?? 0 });
  expect(receipt).toMatchObject({ totalMinor: priced.totalMinor, tenders: [{ kind: 'alipayBarcode', amountMinor: priced.totalMinor }] });
  book.sold({ ...priced, by: receipt.operator, receiptNo: receipt.receiptNo, saleId: receipt.saleId, hour: new Date(receipt.completedAtMs).getHours(), tenders: [{ kind: 'alipayBarcode', amountMinor: priced.totalMinor }] });
});

test('returns: a part of a receipt that was scanned, in cash', async () => {
  const open = async (receiptNo: number): Promise<void> => {
    const { barcode } = await hands.call('receipt.get', { receiptNo });
    await hands.wedge(barcode);
    await hands.seen(`.receipt[data-receipt="${receiptNo}"]`);
  };
  const shut = () => hands.leave('Alt+r', '[data-dialog]');
  const at = (): { by: string; hour: number } => ({ by: hands.ids.get(hands.who) ?? '', hour: new Date().getHours() });
  const [first] = book.sales;
  if (first === undefined) throw new Error('nothing was sold');
  await hands.leave('Escape', '[data-state="done"]');

  // The lemon tea of the first receipt.
  await open(first.receiptNo);
  await hands.press(' ', '[data-chosen-total]');
  await hands.press('Enter', '[data-how="cash"]');
  await hands.press('1', '[data-reason="1"][aria-checked="true"]');
  await hands.press('Enter', '.return-state[data-face="completed"]');
  const cash = book.cameBack(first, [[0, 1]], { ...at(), kinds: ['cash'] });
  expect((await hands.call('receipt.get', { receiptNo: first.receiptNo })).returns).toMatchObject([{ state: 'completed', totalMinor: cash.totalMinor, ways: [{ kind: 'cash', amountMinor: cash.money[0]?.amountMinor }] }]);
  await shut();

  await hands.until('nothing under way', (now) => now.openReturns.length === 0 && now.refunds.length === 0);
});
