import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { PaymentProduct } from '../../shared/payment/products.ts';
import { readQr } from '../../build/demo/pixels.ts';
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

/** Every test starts with nothing rung up and no panel open. */
beforeEach(async () => {
  if ((await till.cashier.locator('[data-panel="practice"]').count()) > 0) await counter.key('F11');
  const { phase, sale } = await counter.now();
  if (phase === 'done') await counter.call('sale.next', {});
  else if (sale) await counter.call('sale.discard', { reason: 'left by another test' });
  await counter.until('an empty counter', (now) => now.phase === 'ready');
});

/** A key and what it brings; pressed again when it fell into the moment between a page's picture and its keys. */
async function press(key: string, selector: string): Promise<void> {
  await waitFor(`${selector} after ${key}`, async () => {
    if ((await till.cashier.locator(selector).count()) > 0) return true;
    await counter.key(key);
    return till.cashier.waitForSelector(selector, { timeout: 2_000 }).then(() => true, () => undefined);
  }, 20_000);
}

async function ring(name: string): Promise<number> {
  await counter.oneMore(async () => counter.wedge(await counter.codeOf(name)));
  await counter.key('F12');
  const { sale } = await counter.until('the tenders', (now) => now.phase === 'paying');
  return sale?.totals.totalMinor ?? 0;
}

async function paidBy(product: PaymentProduct, totalMinor: number): Promise<void> {
  const { done } = await counter.until('paid', (now) => now.phase === 'done', 30_000);
  expect(done).toMatchObject({ tender: product, totalMinor });
  await till.cashier.waitForSelector('[data-state="done"][data-asserted="false"]');
  await till.customer.waitForSelector('[data-scene="paid"]');
}

const customerReads = async (...words: readonly string[]): Promise<void> => {
  await waitFor(`${words.join(', ')} on the customer's screen`, async () => {
    const text = await till.customer.locator('body').innerText();
    return words.every((word) => text.includes(word)) ? true : undefined;
  });
};

test('barcode payment: the scanned code is charged with the shop’s first product', async () => {
  const totalMinor = await ring('Oolong Tea');
  await counter.wedge(await counter.practiceCode('paysAtOnce'));
  await paidBy('alipayBarcode', totalMinor);
});

test('user-presented code: one key takes the other product, and the panel’s phone is held out by a key', async () => {
  const totalMinor = await ring('Oolong Tea');
  await press('F3', '[data-scan-product="alipayBarcode"]');
  await counter.key('Alt+w');
  await till.cashier.waitForSelector('[data-scan-product="alipayUserPresented"]');
  await press('F11', '[data-customer]');
  await counter.key('Alt+1');
  await paidBy('alipayUserPresented', totalMinor);
  // The choice was for that sale only.
  expect((await counter.now()).scanProduct).toBe('alipayBarcode');
});

test.each([
  ['order code', 'F4', 'alipayOrderCode', 'Scan with Alipay'],
  ['transaction QR', 'Alt+t', 'alipayTransactionQr', 'Scan with Alipay'],
  ['AlipayHK transaction QR', 'Alt+h', 'alipayHkTransactionQr', 'Scan with AlipayHK'],
] as const)('%s: shown with one key, in the wallet’s name, scanned by a practice phone', async (_name, key, product, words) => {
  const totalMinor = await ring('Oolong Tea');
  await counter.key(key);
  const { payment } = await counter.until('the code', (now) => now.payment?.state === 'shown', 20_000);
  expect(payment?.product).toBe(product);
  await customerReads(words);
  if (product !== 'alipayHkTransactionQr') expect(await till.customer.locator('body').innerText()).not.toContain('AlipayHK');
  // What a phone would see on the glass.
  expect(await waitFor('the QR on the glass', async () => readQr(await till.customer.screenshot()) ?? undefined)).toContain('http');
  await press('F11', '[data-phone="shown"] [data-action="phoneScan"]:not([disabled])');
  await counter.key('Alt+2');
  await till.cashier.waitForSelector('.practice-said');
  await paidBy(product, totalMinor);
});

test('AlipayHK printed code: made on its desk, shown, paid with a typed amount, matched with one key', async () => {
  await press('Alt+m', '[data-dialog="printedDesk"] [data-action="makeCode"]');
  await till.cashier.fill('[name="address"]', '1 Example Street, Central');
  await till.cashier.click('[data-action="makeCode"]');
  await till.cashier.waitForSelector('[data-code-state="active"]', { timeout: 20_000 });
  await counter.key('F6');
  expect(await till.cashier.waitForSelector('[data-saved]', { timeout: 30_000 }).then((saved) => saved.innerText())).toContain('merchant-code');
  await counter.key('Escape');
  await till.cashier.waitForSelector('[data-dialog]', { state: 'detached' });

  const totalMinor = await ring('Oolong Tea');
  await press('Alt+p', '[data-tender="printedCode"] .code-shown');
  await customerReads('AlipayHK', 'type the amount', (totalMinor / 100).toFixed(2));
  await press('F11', '[data-phone="printed"] [data-action="payPrinted"]:not([disabled])');
  expect(await till.cashier.inputValue('[name="printedAmount"]')).toBe((totalMinor / 100).toFixed(2));
  await counter.key('Alt+3');
  await counter.until('the money', (now) => now.foundMoney.some((money) => money.arrived && money.amountMinor === totalMinor), 20_000);
  await counter.pressUntil('Alt+c', 'matched', (now) => now.phase === 'done');
  await paidBy('alipayHkMerchantQr', totalMinor);
  expect((await counter.now()).merchantCodeShown).toBeNull();
});

test('trouble set on the practice panel reaches the counter in words', async () => {
  await ring('Oolong Tea');
  await press('F11', '[data-customer]');
  await press('Alt+4', '[data-lab] [name="service"]');
  await till.cashier.selectOption('[name="service"]', 'legacy.pay');
  await till.cashier.waitForSelector('[name="code"] option[value="BUYER_BALANCE_NOT_ENOUGH"]', { state: 'attached' });
  await till.cashier.selectOption('[name="code"]', 'BUYER_BALANCE_NOT_ENOUGH');
  await till.cashier.click('[data-action="setFault"]');
  await till.cashier.waitForSelector('.lab-waiting p');
  await counter.wedge(await counter.practiceCode('paysAtOnce'));
  const { payment } = await counter.until('declined', (now) => now.payment?.state === 'declined', 30_000);
  expect(payment).toMatchObject({ product: 'alipayBarcode', reason: 'balance' });
  await counter.pressUntil('Enter', 'the tenders again', (now) => now.phase === 'paying');
});

test('the X lists each product, and nothing is left to look after', async () => {
  const x = await counter.call('shift.xReport', {});
  const kinds = x.totals.tenders.map(({ kind, count }) => [kind, count]);
  expect(Object.fromEntries(kinds)).toEqual({ alipayBarcode: 1, alipayUserPresented: 1, alipayOrderCode: 1, alipayTransactionQr: 1, alipayHkTransactionQr: 1, alipayHkMerchantQr: 1 });
  expect(await counter.now()).toMatchObject({ unresolved: [], foundMoney: [], asserted: [], unmatched: [] });
});
