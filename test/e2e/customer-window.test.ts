import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTill, waitFor, type RunningTill } from './attach.ts';
import { call, Counter } from './counter.ts';

let till: RunningTill;
let counter: Counter;

beforeAll(async () => {
  till = await startTill();
  counter = new Counter(till);
  await counter.ownerComes();
  await counter.openShift();
  await counter.oneMore(async () => counter.wedge(await counter.codeOf('Oolong Tea')));
  await counter.key('F12');
  await counter.until('the tenders', (now) => now.phase === 'paying');
  await counter.key('F4');
  await counter.until('the code', (now) => now.payment?.state === 'shown', 20_000);
});
afterAll(() => till.stop());

const screenState = async (): Promise<string> => (await counter.now()).devices.customerScreen.state;
const closeCustomer = async (page: Page): Promise<void> => {
  await page.close();
  await waitFor('the till to notice', async () => ((await screenState()) === 'hidden' ? true : undefined));
};
/** The customer's window as soon as it shows the order code. */
const customerWithCode = (): Promise<Page> => waitFor('the customer’s window with the code', async () => {
  const page = till.cashier.context().pages().find((one) => one.url().endsWith('/customer.html'));
  return page !== undefined && (await page.locator('.code-card svg').count().catch(() => 0)) > 0 ? page : undefined;
}, 20_000);

test('a customer’s window that was closed is said, and comes back with the code by key and by mouse', async () => {
  await closeCustomer(till.customer);
  const button = till.cashier.locator('header [data-action="screen"]');
  await button.waitFor();
  expect(await button.innerText()).toContain('Alt+S');
  await counter.key('Alt+s');
  const byKey = await customerWithCode();
  expect((await call(byKey, 'customer.snapshot', {})).scene.kind).toBe('orderCode');
  await button.waitFor({ state: 'detached' });
  expect(await screenState()).toBe('window');

  // It is there: the key opens no second one, and says where it is.
  await counter.key('Alt+s');
  await till.cashier.locator('[data-notice="good"]').waitFor();
  expect(till.cashier.context().pages().length).toBe(2);

  await closeCustomer(byKey);
  await till.cashier.locator('.payment [data-action="screen"]').click();
  await customerWithCode();
});

test('with no customer’s window the code is cancelled without waiting for one', async () => {
  await closeCustomer(await customerWithCode());
  await counter.key('F8');
  const { payment } = await waitFor('the end of the payment', async () => {
    const now = await counter.now();
    return now.payment?.state === 'cancelled' ? now : undefined;
  });
  expect(payment?.state).toBe('cancelled');
  // The next customer's window shows that, not the code it was closed with.
  await counter.key('Alt+s');
  const page = await waitFor('the customer’s window', () => till.cashier.context().pages().find((one) => one.url().endsWith('/customer.html')));
  const { scene } = await waitFor('its bridge', () => call(page, 'customer.snapshot', {}).catch(() => undefined));
  expect(scene.kind).toBe('notPaid');
});
