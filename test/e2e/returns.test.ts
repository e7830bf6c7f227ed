import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTill, waitFor, type RunningTill } from './attach.ts';
import { Counter } from './counter.ts';

let till: RunningTill;
let counter: Counter;

beforeAll(async () => {
  till = await startTill();
  counter = new Counter(till);
  await counter.openShift('500');
});
afterAll(() => till.stop());

const seen = (selector: string): Promise<unknown> => till.cashier.waitForSelector(selector, { timeout: 20_000 });
const read = async (page: 'cashier' | 'customer', selector = 'body'): Promise<string> => (await till[page].locator(selector).first().innerText()).replaceAll('\u00a0', ' ');
/** A key pressed as often as it takes: Enter rests for a moment after a state appeared by itself. */
const press = (key: string, selector: string): Promise<unknown> => waitFor(`${selector} after ${key}`, async () => {
  if ((await till.cashier.locator(selector).count()) > 0) return true;
  await counter.key(key);
  return (await till.cashier.locator(selector).count()) > 0 ? true : undefined;
}, 20_000);

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
  await counter.key('Alt+r');
  await seen(`.receipt[data-receipt="${sale.receiptNo}"]`);
  await counter.type(' ');
  await seen(`[data-chosen-total="${first.paidMinor}"]`);
  await counter.key('Enter');
  await seen('[data-how="refund"][data-why="part"]');
  await counter.type('1');
  await seen('[data-reason="1"][aria-checked="true"]');
  await counter.key('Enter');
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
  await counter.key('F8');
  await seen('[data-how="refund"][data-why="partIsBack"]');
  await counter.type('3');
  await seen('[data-reason="3"][aria-checked="true"]');
  await counter.key('Enter');
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
  const sale = await sell(() => counter.key('Enter'), 'Fresh Milk 236');
  await counter.call('sale.next', {});
  const { barcode } = await counter.call('receipt.get', { saleId: sale.saleId });
  await counter.wedge(barcode);
  await seen(`.receipt[data-receipt="${sale.receiptNo}"]`);
  await counter.key('F8');
  await seen('[data-how="cash"]');
  expect(await read('cashier', '[data-dialog] h2')).toContain('Void');
  await counter.type('5');
  await seen('[data-reason="5"][aria-checked="true"]');
  await counter.key('Enter');
  await seen('.return-state[data-face="voided"]');
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
  await counter.key('Alt+c');
  await seen('[data-code="PAYMENT_AMOUNT_DIFFERS"]');
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
  await counter.key('Alt+a');
  await seen('[data-found] [data-action="foundReturned"]');
  await counter.key('F6');
  await counter.until('nothing left to look after', (now) => now.foundMoney.length === 0, 30_000);
  await waitFor('the word on the customer\'s screen', async () => ((await till.customer.locator('.refund-scene[data-refund="back"]').count()) > 0 ? true : undefined));
  await counter.key('Escape');
});

test('the Z counts what came back, and says it on the screen', async () => {
  const { totals: x } = await counter.call('shift.xReport', {});
  await counter.keys('F9');
  await seen('[data-dialog="day"]');
  await counter.type('2');
  await seen('[data-dialog="count"]');
  await counter.type(String(x.cashExpectedMinor / 100));
  await counter.key('Enter');
  await seen('[data-report^="z"]');
  const [listed] = (await counter.call('report.list', { limit: 1 })).reports;
  const { totals, closing } = await counter.call('report.get', { kind: 'z', number: listed?.number ?? 0 });
  expect(totals.returns).toMatchObject({ count: 3 });
  expect(totals.refunds).toEqual(expect.arrayContaining([expect.objectContaining({ kind: 'alipayBarcode', count: 2 }), expect.objectContaining({ kind: 'cash', count: 1 })]));
  expect(totals.netMinor).toBe(totals.grossMinor - (totals.returns?.amountMinor ?? 0));
  expect(totals.openReturns ?? []).toEqual([]);
  expect(totals.pendingRefunds ?? []).toEqual([]);
  expect(closing).toMatchObject({ varianceMinor: 0, grandTotals: { returnsCount: 3 } });
  const words = await read('cashier', '.report');
  for (const said of ['Returns × 3', 'Cash given back', decimal(totals.netMinor)]) expect(words).toContain(said);
});
