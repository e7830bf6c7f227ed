import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openDeskPage, type DeskPage } from '../../e2e/ui-harness/desk-page.ts';
import { painted, pressAll, pressKey } from '../../e2e/ui-harness/drive.ts';
import type { TillSnapshot } from '../../../shared/contract/views.ts';

let desk: DeskPage;

beforeAll(async () => {
  desk = await openDeskPage(1024, 768);
}, 60_000);

afterAll(async () => {
  await desk?.close();
});

afterEach(() => {
  expect(desk.complaints()).toEqual([]);
});

const change = (part: Partial<TillSnapshot>): Promise<void> => desk.page.evaluate((what) => { window.fakeTill.change(what); }, part);
const ways = (): Promise<(string | null)[]> => desk.page.$$eval('.way', (all) => all.map((one) => one.getAttribute('data-way')));
const products = (...on: readonly string[]): TillSnapshot['products'] =>
  Object.fromEntries(['alipayBarcode', 'alipayOrderCode', 'alipayUserPresented', 'alipayTransactionQr', 'alipayHkTransactionQr', 'alipayHkMerchantQr'].map((name) => [name, on.includes(name)])) as TillSnapshot['products'];

describe('ways to pay', () => {
  test('each product that shows a code has a button with its key, and the key shows the code', async () => {
    for (const [key, product] of [['F4', 'alipayOrderCode'], ['Alt+t', 'alipayTransactionQr'], ['Alt+h', 'alipayHkTransactionQr']] as const) {
      await desk.open('paying');
      expect(await ways()).toEqual(['cash', 'scanCode', 'alipayOrderCode', 'alipayTransactionQr', 'alipayHkTransactionQr', 'printedCode']);
      await pressKey(desk.page, key);
      expect(await desk.called('payment.showCode')).toEqual({ product });
      await desk.seen(`[data-tender="${product}"]`);
      expect(await desk.page.getAttribute(`[data-way="${product}"]`, 'aria-selected')).toBe('true');
    }
  });

  test('the first key belongs to the first product of the shop; one that is off says so', async () => {
    await desk.open('paying');
    await change({ products: products('alipayBarcode', 'alipayHkTransactionQr') });
    await painted(desk.page);
    expect(await ways()).toEqual(['cash', 'scanCode', 'alipayHkTransactionQr']);
    expect(await desk.text('[data-way="alipayHkTransactionQr"]')).toContain('F4');
    await pressKey(desk.page, 'Alt+t');
    await desk.seen('[data-code="PAYMENT_PRODUCT_OFF"]');
    await pressKey(desk.page, 'F4');
    expect(await desk.called('payment.showCode')).toEqual({ product: 'alipayHkTransactionQr' });
  });

  test('without any product cash works, and the others say that they are not set up', async () => {
    await desk.open('payingOff');
    expect(await ways()).toEqual(['cash', 'scanCode', 'alipayOrderCode']);
    expect(await desk.page.isDisabled('[data-way="scanCode"]')).toBe(true);
    await pressKey(desk.page, 'F4');
    await desk.seen('[data-code="PAYMENT_PRODUCT_OFF"]');
  });

  test('a scanned code goes to the shop’s product, and a key takes the other one', async () => {
    await desk.open('paying');
    await pressKey(desk.page, 'F3');
    await desk.seen('[data-scan-product="alipayBarcode"]');
    await pressKey(desk.page, 'Alt+w');
    expect(await desk.called('payment.scanWith')).toEqual({ product: 'alipayUserPresented' });
    await desk.seen('[data-scan-product="alipayUserPresented"]');
    // The same while a code waits for its confirmation.
    await desk.open('pendingCode');
    await desk.seen('.pending [data-scan-product="alipayBarcode"]');
    await pressKey(desk.page, 'Alt+w');
    await desk.seen('.pending [data-scan-product="alipayUserPresented"]');
    // Where there is no choice nothing is asked.
    await desk.open('paying');
    await change({ products: products('alipayBarcode') });
    await pressKey(desk.page, 'F3');
    await desk.seen('.code-way');
    expect(await desk.page.locator('.charged-with').count()).toBe(0);
  });

  test('the printed code goes to the customer’s screen with one key, and comes down with another way', async () => {
    await desk.open('paying');
    await pressKey(desk.page, 'Alt+p');
    expect(await desk.called('merchantCode.show')).toEqual({ codeId: 'c1' });
    await desk.seen('.code-shown');
    expect(await desk.text('[data-tender="printedCode"] h2')).toContain('HKD 147.00');
    await pressKey(desk.page, 'F2');
    await desk.page.waitForFunction(() => window.fakeTill.till.merchantCodeShown === null);
    expect((await desk.calls(/^merchantCode\.show$/)).map(({ request }) => request)).toEqual([{ codeId: 'c1' }, { codeId: null }]);
  });

  test('a till that cannot hear Alipay says so before the customer pays', async () => {
    await desk.open('payingPrintedDeaf');
    await pressKey(desk.page, 'Alt+p');
    await desk.seen('[data-deaf]');
    expect(await desk.page.getAttribute('[data-tender="printedCode"] [data-action="printedDesk"]', 'aria-keyshortcuts')).toBe('Alt+M');
  });
});

describe('the desk of the printed code', () => {
  const opened = async (state = 'ready'): Promise<void> => {
    await desk.open(state);
    await pressKey(desk.page, 'Alt+m');
    await desk.seen('[data-dialog="printedDesk"]');
  };

  test('show, print, change: each by its key', async () => {
    await opened();
    await desk.seen('[data-code="c1"]');
    await pressKey(desk.page, 'F5');
    expect(await desk.called('merchantCode.show')).toEqual({ codeId: 'c1' });
    await desk.seen('.printed-shown');
    await pressKey(desk.page, 'F6');
    expect(await desk.called('merchantCode.print')).toEqual({ codeId: 'c1', format: 'pdfA6' });
    await desk.seen('[data-saved]');
    await pressKey(desk.page, 'F7');
    await desk.page.waitForFunction(() => window.fakeTill.calls.filter(({ channel }) => channel === 'merchantCode.print').length === 2);
    await pressKey(desk.page, 'F8');
    await desk.page.fill('[name="address"]', '2 New Street');
    await pressKey(desk.page, 'Enter');
    expect(await desk.called('merchantCode.modify')).toEqual({ codeId: 'c1', storeName: 'Harbour Tea', address: '2 New Street' });
    await pressKey(desk.page, 'F2');
    await desk.seen('.printed-history li');
    expect(await desk.text('.printed-history')).toContain('allowed by Ms Leung');
  });

  test('the code fills the window for a customer, and any of its keys takes it away', async () => {
    await opened();
    await desk.seen('[data-code="c1"]');
    for (const key of ['Escape', 'Enter', 'F4']) {
      await pressKey(desk.page, 'F4');
      await desk.seen('[data-large-code]');
      await pressKey(desk.page, key);
      await desk.gone('[data-large-code]');
    }
    await desk.seen('[data-dialog="printedDesk"]');
  });

  test('stopping is confirmed, deleting wants the store’s number as well', async () => {
    await opened();
    await desk.seen('[data-code="c1"]');
    await pressKey(desk.page, 'F3');
    await desk.seen('[data-dialog="changeCode"] form');
    await pressKey(desk.page, 'Enter');
    expect(await desk.called('merchantCode.confirm')).toEqual({ token: 't2' });
    await desk.gone('[data-dialog="changeCode"]');
    expect(await desk.called('merchantCode.ask')).toEqual({ codeId: 'c1', action: 'stop' });

    await pressKey(desk.page, 'Delete');
    await desk.seen('[name="storeId"]');
    expect(await desk.page.isDisabled('[data-action="confirmReason"]')).toBe(true);
    await desk.page.fill('[name="storeId"]', 'ST-07');
    await pressKey(desk.page, 'Enter');
    await desk.page.waitForFunction(() => window.fakeTill.calls.filter(({ channel }) => channel === 'merchantCode.confirm').length === 2);
    // Escape gives a question up without asking anything.
    await pressKey(desk.page, 'Delete');
    await desk.seen('[data-dialog="changeCode"]');
    await pressKey(desk.page, 'Escape');
    await desk.gone('[data-dialog="changeCode"]');
    expect((await desk.calls(/^merchantCode\.confirm$/)).length).toBe(2);
  });

  test('what cannot work is said: product off, nobody listening, no code yet', async () => {
    await opened('printedOff');
    await desk.seen('[data-unavailable="productOff"]');
    await pressKey(desk.page, 'Enter');
    await desk.seen('[data-dialog="settings"]');
    await opened('printedNone');
    await desk.seen('[data-limit="listenerOff"]');
    await desk.page.focus('[name="storeName"]');
    await pressKey(desk.page, 'Enter');
    expect(await desk.called('merchantCode.create')).toEqual({ storeName: 'Harbour Tea', address: '1 Example Street, Central' });
  });
});

describe('the practice panel', () => {
  const opened = async (state = 'paying'): Promise<void> => {
    await desk.open(state);
    await pressKey(desk.page, 'F11');
    await desk.seen('[data-customer]');
  };

  test('customers hold out phones by keys, and the newcomer sees only them', async () => {
    await opened();
    expect(await desk.page.locator('[data-lab]').count()).toBe(0);
    // The sale keeps its own keys beside the panel.
    await pressKey(desk.page, 'F3');
    await desk.seen('.code-way');
    await pressKey(desk.page, 'Alt+1');
    expect(await desk.called('practice.presentCode')).toEqual({ customerId: 'paysAtOnce' });
    await pressAll(desk.page, ['ArrowRight', 'Alt+1']);
    await desk.page.waitForFunction(() => window.fakeTill.calls.filter(({ channel }) => channel === 'practice.presentCode').length === 2);
    expect(await desk.called('practice.presentCode')).toEqual({ customerId: 'asksPasswordThenPays' });
  });

  test('a phone pays the printed code with the amount typed on it; the sale’s total stands there', async () => {
    await opened();
    await desk.seen('[name="printedAmount"]');
    expect(await desk.page.inputValue('[name="printedAmount"]')).toBe('147.00');
    // The phone that has something to scan stands first, where nobody must look for it.
    expect(await desk.page.getAttribute('.practice-list > :first-child', 'data-phone')).not.toBe('printed');
    await pressKey(desk.page, 'Alt+p');
    await desk.seen('.practice-list > [data-phone="printed"]:first-child');
    await desk.page.fill('[name="printedAmount"]', '99.5');
    await pressKey(desk.page, 'Alt+3');
    expect(await desk.called('practice.payMerchantCode')).toEqual({ codeId: 'c1', amountMinor: 9_950, behaviour: 'paysAtOnce' });
    expect(await desk.text('[data-phone="printed"]')).toContain('The phone says: Paid');
  });

  test('trouble is made in words: a code, a broken line, a message, a night', async () => {
    await opened();
    await pressKey(desk.page, 'Alt+4');
    await desk.page.waitForSelector('[data-lab] [name="code"] option[value="BUYER_BALANCE_NOT_ENOUGH"]', { state: 'attached' });
    await desk.page.selectOption('[name="service"]', 'legacy.pay');
    await desk.page.selectOption('[name="code"]', 'BUYER_BALANCE_NOT_ENOUGH');
    expect(await desk.text('[name="code"] option[value="BUYER_BALANCE_NOT_ENOUGH"]')).toContain('not enough money');
    await desk.page.selectOption('[name="times"]', '3');
    await desk.page.click('[data-action="setFault"]');
    expect(await desk.called('practice.change')).toEqual({ what: 'fault', service: 'legacy.pay', times: 3, fault: { kind: 'code', code: 'BUYER_BALANCE_NOT_ENOUGH', level: 'business', processed: false } });
    await desk.page.selectOption('[name="kind"]', 'reset');
    await desk.page.check('[name="processed"]');
    await desk.page.click('[data-action="setFault"]');
    await desk.page.click('[data-action="clearFaults"]');
    await desk.page.click('[data-action="lab-notices"]');
    await desk.page.selectOption('[name="noticeGateway"]', 'ams');
    await desk.page.selectOption('[name="trouble"]', 'duplicate');
    await desk.page.click('[data-action="setTrouble"]');
    await desk.page.click('[data-action="sendNotice"]');
    await desk.page.click('[data-action="lab-refunds"]');
    await desk.page.click('[data-action="funds-enough"]');
    await desk.page.click('[data-action="refundDone"]');
    await desk.page.click('[data-action="lab-switches"]');
    await desk.page.selectOption('[name="switch-passwordEnds"]', 'fails');
    await desk.page.waitForFunction(() => window.fakeTill.calls.filter(({ channel }) => channel === 'practice.change').length === 8);
    expect((await desk.calls(/^practice\.change$/)).slice(1).map(({ request }) => request)).toEqual([
      { what: 'fault', service: 'legacy.pay', times: 3, fault: { kind: 'reset', processed: true } },
      { what: 'clear' },
      { what: 'trouble', gateway: 'ams', trouble: 'duplicate', times: 1 },
      { what: 'announce', gateway: 'legacy', account: '2088999900000011', reference: 'gt01-20261121-000126-8h2k', trouble: null },
      { what: 'funds', funds: 'enough' },
      { what: 'endRefund', gateway: 'legacy', reference: 'gt01-20261121-000118-r1', end: 'done' },
      { what: 'switch', name: 'passwordEnds', word: 'fails' },
    ]);
  });
});

describe('notes of another currency', () => {
  test('one key goes through the currencies; the page says what covers the sale, and Enter, a note key or a part take it', async () => {
    await desk.open('payingForeignHome');
    await pressKey(desk.page, 'Alt+o');
    await desk.seen('[data-foreign="CNY"]');
    expect(await desk.called('tender.showForeign')).toEqual({ currency: 'CNY' });
    expect(await desk.text('.foreign-covers')).toContain('CNY 350.00 covers HKD 371.50');
    await pressAll(desk.page, ['4', '5', 'Enter']);
    await desk.seen('[data-code="FOREIGN_CASH_NOTES"]');
    await pressAll(desk.page, ['Delete', '5', '0', 'F12']);
    expect(await desk.called('tender.foreignCash')).toEqual({ currency: 'CNY', foreignMinor: 5_000, part: true });
    await desk.seen('[data-due="31780"]');
    await pressKey(desk.page, 'Alt+o');
    await desk.seen('[data-foreign="USD"]');
    await pressKey(desk.page, 'Enter');
    await desk.seen('[data-state="done"] [data-fact="notes"]');
    expect(await desk.called('tender.foreignCash')).toEqual({ currency: 'USD', foreignMinor: 4_500 });
  });

  test('the shop’s own cash and every other way lead out of it, and the customer’s screen follows', async () => {
    await desk.open('payingForeign');
    await pressAll(desk.page, ['Alt+o', 'F2']);
    expect(await desk.called('tender.showForeign')).toEqual({ currency: null });
    expect(await desk.page.locator('[data-foreign]').count()).toBe(0);
    await pressAll(desk.page, ['Alt+o', 'F4']);
    expect(await desk.called('tender.showForeign')).toEqual({ currency: null });
    await desk.open('paying');
    expect(await desk.page.locator('.currency-choices').count()).toBe(0);
    await pressKey(desk.page, 'Alt+o');
    await desk.seen('[data-code="FOREIGN_CASH_OFF"]');
  });
});
