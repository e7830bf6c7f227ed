import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openDeskPage, type DeskPage } from '../../e2e/ui-harness/desk-page.ts';
import { painted, pressAll, pressKey } from '../../e2e/ui-harness/drive.ts';

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

const row = (product: string): string => `[data-product="${product}"]`;
const names = (product: string): Promise<(string | null)[]> => desk.page.$$eval(`${row(product)} form [name]`, (all) => all.map((one) => one.getAttribute('name')));
const opened = async (state = 'settings', section = 'payment'): Promise<void> => {
  await desk.open(state);
  await pressAll(desk.page, ['F10', 'F2', ...section, 'Enter']);
  await desk.seen(section === 'payment' ? row('alipayHkMerchantQr') : '.settings-page .settings-card');
};

describe('products', () => {
  test('one row each, with its state in words', async () => {
    await opened();
    const states = await desk.page.$$eval('.product[data-product]', (rows) => rows.map((one) => [one.getAttribute('data-product'), one.querySelector('.product-state')?.textContent?.trim()]));
    expect(states).toEqual([
      ['alipayBarcode', 'Ready'], ['alipayOrderCode', 'Our private key missing'], ['alipayUserPresented', 'Not set up'], ['alipayTransactionQr', 'Off, set up'], ['alipayHkTransactionQr', 'Not set up'], ['alipayHkMerchantQr', 'Not set up'],
    ]);
  });

  test('switched off and on by key; what stands in the way opens the form at its field', async () => {
    await opened();
    await pressAll(desk.page, ['ArrowDown', 'F3']);
    expect(await desk.called('settings.saveProduct')).toMatchObject({ product: 'alipayBarcode', enabled: false });
    await desk.seen(`${row('alipayBarcode')} [role="switch"][aria-checked="false"]`);
    await pressAll(desk.page, ['ArrowDown', 'F3']);
    await desk.seen(`${row('alipayOrderCode')} [data-code="SETTINGS_BAD_KEY"]`);
    expect(await desk.page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('privateKey');
    expect(await desk.text(`${row('alipayOrderCode')} .field-wrong`)).toContain('SETTINGS_BAD_KEY');
    // Typing takes the complaint away; a key that is there is never shown again.
    await desk.page.fill(`${row('alipayOrderCode')} [name="privateKey"]`, 'MIIE');
    expect(await desk.page.locator('.field-wrong').count()).toBe(0);
    await pressKey(desk.page, 'F3');
    await desk.seen(`${row('alipayOrderCode')} [role="switch"][aria-checked="true"]`);
    expect((await desk.called('settings.saveProduct')) as object).toMatchObject({ product: 'alipayOrderCode', enabled: true, secrets: { privateKey: 'MIIE' } });
    expect(await desk.page.inputValue(`${row('alipayOrderCode')} [name="privateKey"]`)).toBe('');
    expect(await desk.page.getAttribute(`${row('alipayOrderCode')} .field[data-stored="true"] [name="privateKey"]`, 'placeholder')).toContain('Stored');
  });

  test('a form asks for exactly what its mode, edition and signature need', async () => {
    await opened();
    await pressAll(desk.page, ['ArrowDown', 'Enter']);
    const barcode = row('alipayBarcode');
    await desk.seen(`${barcode} [name="partner"]`);
    expect(await names('alipayBarcode')).not.toContain('sysServiceProviderId');
    await desk.page.selectOption(`${barcode} [name="mode"]`, 'systemIntegratorAndAcquirer');
    expect(await names('alipayBarcode')).toContain('sysServiceProviderId');
    expect(await desk.text(`${barcode} .field:has([name="partner"]) .field-label`)).toContain('acquirer');
    await desk.page.selectOption(`${barcode} [name="signType"]`, 'MD5');
    expect(await names('alipayBarcode')).toEqual(expect.arrayContaining(['md5Key']));
    expect(await names('alipayBarcode')).not.toContain('privateKey');
    await desk.page.selectOption(`${barcode} [name="edition"]`, 'hk');
    expect(await names('alipayBarcode')).not.toContain('currency');
    await desk.page.fill(`${barcode} [name="sysServiceProviderId"]`, 'ISP7');
    await pressKey(desk.page, 'F5');
    expect(await desk.called('settings.saveProduct')).toMatchObject({ product: 'alipayBarcode', fields: { mode: 'systemIntegratorAndAcquirer', sysServiceProviderId: 'ISP7', edition: 'hk', currency: 'HKD', signType: 'MD5' } });

    await pressAll(desk.page, ['Escape', 'F10', 'ArrowRight']);
    await desk.seen(row('alipayOrderCode'));
    await desk.page.click('[data-action="open-alipayOrderCode"]');
    await desk.page.selectOption(`${row('alipayOrderCode')} [name="mode"]`, 'isv');
    expect(await names('alipayOrderCode')).toEqual(expect.arrayContaining(['agentToken', 'agentTokenExpiresAt']));
    await desk.page.selectOption(`${row('alipayOrderCode')} [name="mode"]`, 'acquirer');
    expect(await names('alipayOrderCode')).toEqual(expect.arrayContaining(['registered.merchantId', 'registered.storeId']));
    expect(await names('alipayOrderCode')).not.toContain('agentToken');
  });

  test('another product’s account leaves the options; every field says in a sentence what it does', async () => {
    await opened();
    await desk.page.click('[data-action="open-alipayTransactionQr"]');
    await desk.seen(`${row('alipayTransactionQr')} [name="sendExpiry"]`);
    expect(await names('alipayTransactionQr')).toEqual(['sameAs', 'refundSync', 'sendExpiry']);
    await desk.page.selectOption(`${row('alipayTransactionQr')} [name="sameAs"]`, '');
    expect(await names('alipayTransactionQr')).toContain('partner');
    await pressKey(desk.page, 'F8');
    for (const [name, hint] of await desk.page.$$eval(`${row('alipayTransactionQr')} form .field`, (fields) => fields.map((field) => [field.querySelector('[name]')?.getAttribute('name'), field.querySelector('.field-hint')?.textContent ?? '']))) {
      expect(hint, String(name)).not.toBe('');
    }
  });

  test('the test of a connection gives the gateway’s words and points at the key; the preview masks', async () => {
    await opened();
    await pressAll(desk.page, ['ArrowDown', 'Enter', 'F6']);
    await desk.seen('.test-result[data-good="true"]');
    expect(await desk.text('.test-result')).toContain('TRADE_NOT_EXIST');
    await pressKey(desk.page, 'F7');
    await desk.seen('[data-preview="alipayBarcode"]');
    expect(await desk.text('[data-preview="alipayBarcode"]')).toMatch(/buyer_identity_code\s+280000••••••/);
    expect((await desk.called('settings.previewProduct')) as object).toMatchObject({ product: 'alipayBarcode' });
    // A form with typing in it is saved first.
    await desk.page.fill(`${row('alipayBarcode')} [name="partner"]`, '2088000000000099');
    expect(await desk.page.isDisabled('[data-action="test-alipayBarcode"]')).toBe(true);

    await opened();
    await pressAll(desk.page, ['ArrowDown', 'ArrowDown', 'Enter', 'F6']);
    await desk.seen('[data-fault="ourKey"]');
    await desk.page.click('[data-action="goToField"]');
    expect(await desk.page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('privateKey');
  });

  test('which product a scanned code is charged with', async () => {
    await opened();
    await desk.page.click('[data-action="scan-alipayUserPresented"]');
    expect(await desk.called('settings.saveScanProduct')).toEqual({ product: 'alipayUserPresented' });
    await desk.seen('[data-action="scan-alipayUserPresented"][aria-pressed="true"]');
  });
});

describe('the listener', () => {
  test('in training nothing is to be set', async () => {
    await opened('settings', 'notifications');
    await desk.seen('[data-section="notices"] .listener');
    expect(await desk.page.locator('.settings-page input').count()).toBe(0);
  });

  test('what is listened for is said with its address and what Alipay is told', async () => {
    await opened('settingsLive', 'notifications');
    await desk.seen('[name="port"]');
    const section = '[data-section="notices"]';
    expect(await desk.text(section)).toContain('127.0.0.1:8477');
    expect(await desk.text(section)).toContain('https://shop.example/notify/alipay');
    expect(await desk.text(section)).toContain('/notify/ams');
    await desk.page.fill('[name="port"]', '70000');
    expect(await desk.page.isDisabled('[data-action="save-notices"]')).toBe(true);
    await desk.page.fill('[name="port"]', '9443');
    await desk.page.check('[name="verify"]');
    await desk.page.click('[data-action="save-notices"]');
    expect(await desk.called('settings.saveNotifications')).toEqual({ enabled: true, host: '127.0.0.1', port: 9443, verifyWithGateway: true });
  });
});

/** A reason by its key moves on to the button; then Enter. Whether somebody has to allow it is asked by main. */
async function confirmedWith(reasonKey: string): Promise<void> {
  await pressKey(desk.page, reasonKey);
  expect(await desk.page.evaluate(() => document.activeElement?.getAttribute('data-action'))).toBe('confirmReason');
  await pressKey(desk.page, 'Enter');
}

describe('payments nobody knows the end of', () => {
  test('the page says what was tried, what comes next with its seconds, and what a supervisor may do', async () => {
    await desk.open('unresolvedPage');
    await pressKey(desk.page, 'Alt+a');
    await desk.seen('[data-history="a1"]');
    const tried = await desk.text('.attempt-tried');
    for (const words of ['Cancel: no answer', 'Question: answered SYSTEM_ERROR', 'Something odd was noted', 'and 28 calls more']) expect(tried).toContain(words);
    const next = '[data-next="inquireThenCancel"]';
    const before = await desk.text(next);
    expect(before).toMatch(/again in 0:3\d/);
    // It counts by itself.
    await desk.page.waitForFunction(([selector, text]) => document.querySelector(selector as string)?.textContent !== text, [next, before] as const, { timeout: 5_000 });
    await pressKey(desk.page, 'F5');
    expect(await desk.called('payment.askNow')).toEqual({ attemptId: 'a1' });
    await pressKey(desk.page, 'F8');
    expect(await desk.called('payment.cancel')).toEqual({ attemptId: 'a1' });
  });

  test('called paid: a reason, a name and a PIN, by keys alone', async () => {
    await desk.open('unresolvedPage');
    await pressAll(desk.page, ['Alt+a', 'F7']);
    await desk.seen('[data-dialog="assertPaid"]');
    await confirmedWith('F5');
    expect(await desk.called('payment.assertPaid')).toEqual({ attemptId: 'a1', reason: 'Seen on the customer’s phone' });
    await desk.gone('[data-dialog="assertPaid"]');
    await desk.seen('[data-notice="good"]');
    expect(await desk.text('[data-notice="good"]')).toContain('not confirmed');
  });

  test('the one at the counter stands there too', async () => {
    await desk.open('unresolved');
    await desk.page.click('.payment [data-action="attention"]');
    await desk.seen('[data-unresolved="a1"]');
  });

  test('called paid is marked: strip, list, finished sale; a loss is written off by a supervisor', async () => {
    await desk.open('assertedStrip');
    expect(await desk.text('[data-strip="attention"]')).toContain('called paid');
    await pressAll(desk.page, ['Alt+a', 'ArrowDown', 'F7']);
    await desk.seen('[data-dialog="writeOff"]');
    await confirmedWith('F6');
    expect(await desk.called('payment.writeOff')).toEqual({ attemptId: 'a20', reason: 'Mistake of ours' });
    await desk.open('doneAsserted');
    expect(await desk.text('.done-head')).toContain('Called paid');
    expect(await desk.text('.done')).not.toContain('Paid\n');
  });

  test('a message that led nowhere is noted', async () => {
    await desk.open('assertedStrip');
    await pressAll(desk.page, ['Alt+a', 'ArrowDown', 'ArrowDown', 'F5']);
    expect(await desk.called('notification.note')).toEqual({ notificationId: 'n7' });
    await painted(desk.page);
    await desk.gone('[data-unmatched="n7"]');
  });
});

describe('updates', () => {
  const updates = ['F10', 'F2', ...'upgrade', 'Enter'];

  test('one that is ready is installed by two presses, and says what is run where the till does not run it', async () => {
    await desk.open('settingsUpdates');
    expect(await desk.text('[data-strip="update"]')).toContain('Version 0.2.0 is ready.');
    await pressAll(desk.page, updates);
    await desk.seen('[data-update="ready"]');
    await desk.page.focus('[data-action="updateInstall"]');
    await pressKey(desk.page, 'Enter');
    await desk.seen('[data-action="updateSure"]:focus');
    expect(await desk.calls(/^update\.install$/)).toEqual([]);
    await pressKey(desk.page, 'Enter');
    await desk.called('update.install');
    await desk.seen('[data-update="handedOver"]');
    expect(await desk.text('.update-command')).toContain('Guitai-0.2.0');
  });

  test('not in the middle of a day; a place that is none is not saved, and what goes wrong there is told in words', async () => {
    await desk.open('updateBlocked');
    await pressAll(desk.page, updates);
    expect(await desk.text('[data-block="dayOpen"]')).toContain('close the shift');
    await desk.page.fill('[name="update-place"]', 'http://updates.example/');
    expect([await desk.text('.field-wrong'), await desk.page.isDisabled('[data-action="save-update"]')]).toEqual([expect.stringContaining('https'), true]);
    await desk.page.fill('[name="update-place"]', '/media/stick');
    await desk.page.click('[data-action="save-update"]');
    expect(await desk.called('settings.saveUpdate')).toEqual({ place: '/media/stick' });
    await desk.seen('[data-update="waiting"]');
    await pressKey(desk.page, 'F6');
    await desk.seen('[data-update="failed"]');
    expect(await desk.text('[data-update="failed"]')).toContain('not signed by the publisher');
    await pressAll(desk.page, ['Escape']);
    await desk.page.click('[data-action="updateNoted"]');
    await desk.called('update.note');
  });
});
