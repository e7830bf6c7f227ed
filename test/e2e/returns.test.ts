import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTill, waitFor, type RunningTill } from './attach.ts';
import { Counter } from './counter.ts';

let till: RunningTill;
let counter: Counter;

beforeAll(async () => {
  till = await startTill();
  counter = new Counter(till);
  await counter.ownerComes();
  await counter.openShift('500');
});
afterAll(() => till.stop());

const seen = (selector: string): Promise<unknown> => till.cashier.waitForSelector(selector, { timeout: 20_000 });
const read = async (page: 'cashier' | 'customer', selector = 'body'): Promise<string> => (await till[page].locator(selector).first().innerText()).replaceAll('\u00a0', ' ');
/**
 * A key and what it brings. Pressed again when nothing came of it: Enter rests for a moment after a state appeared by itself, and a key that falls into the
 * milliseconds between a page's picture and its keys is nobody's.
 */
async function press(key: string, selector: string): Promise<void> {
  await waitFor(`${selector} after ${key}`, async () => {
    if ((await till.cashier.locator(selector).count()) > 0) return true;
    await counter.key(key);
    return till.cashier.waitForSelector(selector, { timeout: 2_000 }).then(() => true, () => undefined);
  }, 20_000);
}

const sell = async (pay: () => Promise<void>, ...names: string[]): Promise<{ saleId: string; totalMinor: number; receiptNo: number }> => {
  for (const name of names) await counter.oneMore(async () => counter.wedge(await counter.codeOf(name)));
  await counter.key('F12');
  await counter.until('the tenders', (now) => now.phase === 'paying');
  await pay();
  const { done } = await counter.until('paid', (now) => now.phase === 'done', 30_000);
  if (done === null) throw new Error('no sale');
  return done;
};
const byPhone = async (): Promise<void> => counter.wedge(await counter.practiceCode('paysAtOnce'));
const decimal = (minor: number): string => (minor / 100).toFixed(2);

test('paid by phone, one line comes back, then the rest: the wallet has it all, and both windows say so', async () => {
  const sale = await sell(byPhone, 'Oolong Tea', 'Coconut Water');
  const { lines, tenders: [tender] } = await counter.call('receipt.get', { saleId: sale.saleId });
  const [first, second] = lines;
  if (!first || !second || tender?.payerHint == null) throw new Error('not what was sold');

  // Right after the sale its own receipt is one key away.
  await press('Alt+r', `.receipt[data-receipt="${sale.receiptNo}"]`);
  await press(' ', `[data-chosen-total="${first.paidMinor}"]`);
  await press('Enter', '[data-how="refund"][data-why="part"]');
  await press('1', '[data-reason="1"][aria-checked="true"]');
  await press('Enter', '.return-state');
  await seen('.return-state[data-face="completed"]');
  expect(await read('cashier', '.return-state')).toContain(decimal(first.paidMinor));
  await till.customer.waitForSelector('.refund-scene[data-refund="back"]');
  const customer = await read('customer', '.refund-scene');
  expect(customer).toContain(decimal(first.paidMinor));
  expect(customer).toContain(tender.payerHint);
  expect(customer).toContain('on its way back');

  // The rest: back to the receipt, everything that is left.
  await press('Escape', '.receipt');
  await seen('[data-standing="partReturned"]');
  await press('F8', '[data-how="refund"][data-why="partIsBack"]');
  await press('3', '[data-reason="3"][aria-checked="true"]');
  await press('Enter', '.return-state');
  await seen(`.return-state[data-face="completed"] [data-amount="${second.paidMinor}"]`);
  await waitFor('the rest on the customer\'s screen', async () => ((await read('customer')).includes(decimal(second.paidMinor)) ? true : undefined));
  await waitFor('the till again', async () => {
    await counter.key('Enter');
    return (await till.cashier.locator('[data-dialog]').count()) === 0 ? true : undefined;
  });

  expect(await counter.call('receipt.get', { saleId: sale.saleId })).toMatchObject({ standing: 'returned', whole: null, tenders: [{ backMinor: sale.totalMinor, underWayMinor: 0 }] });
  expect(await counter.now()).toMatchObject({ phase: 'ready', openReturns: [], refunds: [] });
});

test('a cash sale is found by scanning its receipt, and voided: the drawer opens, the amount stands large', async () => {
  const sale = await sell(async () => void (await counter.pressUntil('Enter', 'paid', (now) => now.phase === 'done')), 'Fresh Milk 236');
  await counter.call('sale.next', {});
  const { barcode } = await counter.call('receipt.get', { saleId: sale.saleId });
  await counter.wedge(barcode);
  await seen(`.receipt[data-receipt="${sale.receiptNo}"]`);
  await press('F8', '[data-how="cash"]');
  expect(await read('cashier', '[data-dialog] h2')).toContain('Void');
  await press('5', '[data-reason="5"][aria-checked="true"]');
  await press('Enter', '.return-state[data-face="voided"]');
  expect(await read('cashier', '.return-amount')).toContain(decimal(sale.totalMinor));
  await till.customer.waitForSelector('.refund-scene[data-refund="back"]');
  await counter.keys('Alt+r');
});

test('money on the printed code is named, and counted for the open sale by one key', async () => {
  const { codeId } = await counter.call('merchantCode.create', { storeName: 'Harbour Tea', address: '1 Example Street' });
  await counter.oneMore(async () => counter.wedge(await counter.codeOf('Coconut Water')));
  const due = (await counter.now()).sale?.totals.totalMinor ?? 0;
  // First another amount: it is said, and nothing is counted.
  await counter.call('practice.payMerchantCode', { codeId, amountMinor: due + 100, behaviour: 'paysAtOnce' });
  await seen('[data-strip="arrival"][data-fits=""]');
  expect(await read('cashier', '[data-strip="arrival"]')).toContain(decimal(due + 100));
  await till.customer.waitForSelector(`[data-arrived="${due + 100}"]`);
  await press('Alt+c', '[data-code="PAYMENT_AMOUNT_DIFFERS"]');
  expect((await counter.now()).phase).toBe('selling');
  // Then the right one.
  await counter.call('practice.payMerchantCode', { codeId, amountMinor: due, behaviour: 'paysAtOnce' });
  await seen('[data-strip="arrival"][data-fits="open"]');
  await counter.key('Alt+c');
  const { done, foundMoney } = await counter.until('paid', (now) => now.phase === 'done', 30_000);
  expect(done).toMatchObject({ tender: 'alipayHkMerchantQr', totalMinor: due });
  // The other one is still there, and goes back to the wallet.
  expect(foundMoney).toMatchObject([{ amountMinor: due + 100, arrived: true, fits: null }]);
  await counter.call('sale.next', {});
  await press('Alt+a', '[data-found] [data-action="foundReturned"]');
  await counter.pressUntil('F6', 'money on its way back', (now) => now.refunds.length > 0 || now.foundMoney.length === 0);
  await counter.until('nothing left to look after', (now) => now.foundMoney.length === 0, 30_000);
  await waitFor('the word on the customer\'s screen', async () => ((await till.customer.locator('.refund-scene[data-refund="back"]').count()) > 0 ? true : undefined));
  await counter.key('Escape');
});

test('the Z counts what came back, and says it on the screen', async () => {
  const { totals: x } = await counter.call('shift.xReport', {});
  await press('F9', '[data-dialog="day"]');
  await press('2', '[data-dialog="count"] [data-piece]');
  await press('F4', '[data-by="total"]');
  await counter.type(String(Number(x.cashExpectedMinor) / 100));
  await press('Enter', '[data-count="even"]');
  await counter.pressUntil('Enter', 'the closed till', (till) => till.phase === 'closed');
  await till.cashier.locator('[data-report^="z"]').waitFor();
  const [listed] = (await counter.call('report.list', { limit: 1 })).reports;
  const { totals, closing } = await counter.call('report.get', { kind: 'z', number: listed?.number ?? 0 });
  expect(totals.returns).toMatchObject({ count: 3 });
  expect(totals.refunds).toEqual(expect.arrayContaining([expect.objectContaining({ kind: 'alipayBarcode', count: 2 }), expect.objectContaining({ kind: 'cash', count: 1 })]));
  expect(totals.netMinor).toBe(Number(totals.grossMinor) - Number(totals.returns?.amountMinor ?? 0));
  expect(totals.openReturns ?? []).toEqual([]);
  expect(totals.pendingRefunds ?? []).toEqual([]);
  expect(closing).toMatchObject({ varianceMinor: 0, grandTotals: { returnsCount: 3 } });
  const words = await read('cashier', '.report');
  for (const said of ['Returns × 3', 'Cash given back', decimal(Number(totals.netMinor))]) expect(words).toContain(said);
});
