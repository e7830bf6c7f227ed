import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { loadGateways, storedIn } from '../../../electron/till/gateways.ts';
import { productsView, saveProduct, type ProductForm } from '../../../electron/till/product-settings.ts';
import { SettingsStore, type SecretBox } from '../../../electron/till/settings-store.ts';
import type { ProductSettingsView } from '../../../shared/contract/settings-views.ts';
import type { PaymentProduct } from '../../../shared/payment/products.ts';
import { refusal } from '../../support/refusal.ts';

const freshDir = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'guitai-settings-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
};
/** Reversible and visibly not the text; the real boxes are the shell's. */
const box: SecretBox = {
  strength: 'weak',
  encrypt: (text) => Buffer.from(text).toString('base64').split('').reverse().join(''),
  decrypt: (text) => Buffer.from(text.split('').reverse().join(''), 'base64').toString('utf8'),
};
const MD5_KEY = 'k7v2m9x4q1w8e5r3t6y0u2i4o6p8a1s3';
const account = {
  baseUrl: 'https://gateway.example/gateway.do', backupUrl: '', partner: '2088999900000011', signType: 'MD5', 'secondaryMerchant.id': 'SM-1', 'secondaryMerchant.name': 'Tea', 'secondaryMerchant.industry': '5812',
  storeId: 'S1', storeName: 'Tea', terminalId: 'T1', notifyUrl: '',
};
const form = (fields: Readonly<Record<string, string>> = {}, over: Partial<ProductForm> = {}): ProductForm =>
  ({ product: 'alipayBarcode', enabled: true, sameAs: null, fields: { ...account, ...fields }, secrets: { md5Key: MD5_KEY }, ...over });
const save = (store: SettingsStore, given: ProductForm): string[] => saveProduct(store, given, 'live', 'HKD');
const viewed = (store: SettingsStore, product: PaymentProduct = 'alipayBarcode'): ProductSettingsView | undefined => productsView(store, 'HKD').products.find((candidate) => candidate.product === product);
test('what is saved is there after a restart, secrets encrypted and readable by this user alone', () => {
  const dir = freshDir();
  expect(save(new SettingsStore(dir, box), form())).toEqual(['products.alipayBarcode', 'secrets.alipayBarcode.md5Key']);
  const again = new SettingsStore(dir, box);
  expect(viewed(again)).toMatchObject({ enabled: true, stored: true, problem: null, fields: { partner: '2088999900000011', currency: 'HKD' }, secrets: { md5Key: true, privateKey: false } });
  expect(loadGateways(storedIn(again)).alipayBarcode?.settings.keys).toEqual({ kind: 'MD5', key: MD5_KEY });
  expect(readFileSync(join(dir, 'settings.json'), 'utf8') + readFileSync(join(dir, 'secrets.bin'), 'utf8')).not.toContain('k7v2m9x4');
  expect(statSync(join(dir, 'secrets.bin')).mode & 0o077).toBe(0);
});

test('an absent field or secret keeps what is stored, an empty one removes it', () => {
  const store = new SettingsStore(freshDir(), box);
  save(store, form({ sysServiceProviderId: 'SI-1' }));
  save(store, { ...form(), fields: { storeName: 'Tea House' }, secrets: {} });
  expect(viewed(store)).toMatchObject({ fields: { storeName: 'Tea House', partner: '2088999900000011', sysServiceProviderId: 'SI-1' }, secrets: { md5Key: true } });
  save(store, { ...form(), enabled: false, fields: { sysServiceProviderId: '' }, secrets: { md5Key: '' } });
  expect(viewed(store)).toMatchObject({ enabled: false, fields: { sysServiceProviderId: '' }, secrets: { md5Key: false }, problem: { code: 'SETTINGS_BAD_KEY' } });
});

test('a product that is on must be complete; nothing is saved when it is not', () => {
  const dir = freshDir();
  const store = new SettingsStore(dir, box);
  const refused = (given: ProductForm): unknown => refusal(() => save(store, given));
  expect(refused(form({}, { secrets: { md5Key: 'short' } }))).toEqual({ code: 'SETTINGS_BAD_KEY', details: { product: 'alipayBarcode', field: 'legacy.md5Key', reason: 'unreadable' } });
  expect(refused(form({ baseUrl: 'http://gateway.example/gateway.do' }))).toMatchObject({ code: 'SETTINGS_PLAIN_HTTP', details: { field: 'legacy.baseUrl' } });
  expect(refused(form({ partner: '12' }))).toMatchObject({ code: 'SETTINGS_INVALID', details: { field: 'legacy.partner' } });
  expect(refused(form({ baseUrl: 'https://mapi.alipaydev.com/gateway.do' }))).toMatchObject({ code: 'SETTINGS_SANDBOX_ID_IN_LIVE', details: { product: 'alipayBarcode', field: 'legacy.baseUrl' } });
  expect(refused(form({ currency: 'USD' }))).toMatchObject({ code: 'SETTINGS_INVALID', details: { field: 'legacy.currency', reason: 'notTheShops' } });
  expect(refused(form({ parnter: '1' }))).toMatchObject({ code: 'SETTINGS_INVALID', details: { field: 'legacy.parnter', reason: 'unknown' } });
  expect(new SettingsStore(dir, box).settings.products).toEqual({});
});

test('a product may use another one\'s account, but keeps its own options', () => {
  const store = new SettingsStore(freshDir(), box);
  save(store, form({ edition: 'hk', refundSync: 'N', notifyUrl: 'https://shop.example/notify' }));
  expect(viewed(store, 'alipayHkTransactionQr')?.mayUse).toEqual(['alipayBarcode']);
  expect(viewed(store, 'alipayTransactionQr')?.mayUse).toEqual([]);
  save(store, { product: 'alipayHkTransactionQr', enabled: true, sameAs: 'alipayBarcode', fields: { sendExpiry: 'N' }, secrets: {} });
  const { alipayHkTransactionQr } = loadGateways(storedIn(store));
  expect(alipayHkTransactionQr?.settings.plain).toMatchObject({ partner: '2088999900000011', edition: 'hk', refundSync: 'Y', sendExpiry: 'N' });
  expect(alipayHkTransactionQr?.settings.keys).toEqual({ kind: 'MD5', key: MD5_KEY });

  // The lender may not be spoilt under a borrower that is on, nor borrow itself.
  expect(refusal(() => save(store, form({ edition: 'global', notifyUrl: 'https://shop.example/notify' })))).toMatchObject({ code: 'SETTINGS_INVALID', details: { product: 'alipayHkTransactionQr', field: 'legacy.sameAs' } });
  expect(refusal(() => save(store, form({}, { sameAs: 'alipayHkTransactionQr' })))).toMatchObject({ code: 'SETTINGS_INVALID', details: { field: 'legacy.sameAs' } });
});

test.each([
  ['itself', 'alipayTransactionQr', 'alipayTransactionQr'],
  ['one of another edition', 'alipayHkMerchantQr', 'alipayBarcode'],
  ['one of another gateway', 'alipayOrderCode', 'alipayBarcode'],
  ['one that is not set up', 'alipayBarcode', 'alipayTransactionQr'],
] as const)('an account cannot be borrowed from %s', (_, product, sameAs) => {
  const store = new SettingsStore(freshDir(), box);
  if (product !== 'alipayBarcode') save(store, form());
  expect(refusal(() => save(store, { product, enabled: true, sameAs, fields: {}, secrets: {} }))).toMatchObject({ code: 'SETTINGS_INVALID', details: { product, field: expect.stringMatching(/sameAs$/) } });
});

test('settings and secrets from before there were products are read, and written anew', () => {
  const dir = freshDir();
  const plain = { baseUrl: 'https://gateway.example/gateway.do', partner: '2088999900000011', signType: 'MD5', currency: 'HKD', secondaryMerchant: { id: 'SM-1', name: 'Tea', industry: '5812' }, storeId: 'S1', storeName: 'Tea' };
  writeFileSync(join(dir, 'settings.json'), JSON.stringify({ version: 1, language: 'zh-Hans', gateways: { legacy: { enabled: true, plain }, ams: { enabled: false, plain: { host: 'https://open.example' } } } }));
  writeFileSync(join(dir, 'secrets.bin'), box.encrypt(JSON.stringify({ legacy: { md5Key: MD5_KEY }, ams: { privateKey: 'pk' } })));
  const store = new SettingsStore(dir, box);
  expect(store.settings).toMatchObject({ version: 2, language: 'zh-Hans' });
  expect(loadGateways(storedIn(store))).toMatchObject({ alipayBarcode: { gateway: 'legacy', settings: { plain: { mode: 'direct', edition: 'global' } } } });
  expect(viewed(store, 'alipayOrderCode')).toMatchObject({ enabled: false, fields: { host: 'https://open.example' }, secrets: { privateKey: true } });
  save(store, { product: 'alipayBarcode', enabled: false, sameAs: null, fields: {}, secrets: {} });
  const again = new SettingsStore(dir, box);
  expect(JSON.parse(readFileSync(join(dir, 'settings.json'), 'utf8'))).toMatchObject({ version: 2, products: { alipayBarcode: { enabled: false }, alipayOrderCode: {} } });
  expect(again.secrets).toEqual({ alipayBarcode: { md5Key: MD5_KEY }, alipayOrderCode: { privateKey: 'pk' } });
});

test('a settings file that cannot be read stops the start instead of being replaced by defaults', () => {
  for (const [file, content] of [['settings.json', '{"version":1,'], ['settings.json', '{"version":9,"products":{}}'], ['settings.json', '{"version":1}'], ['secrets.bin', 'not ours']] as const) {
    const dir = freshDir();
    writeFileSync(join(dir, file), content);
    expect(() => new SettingsStore(dir, box)).toThrow('SETTINGS_UNREADABLE');
    expect(readFileSync(join(dir, file), 'utf8')).toBe(content);
  }
});

test('a change whose entry the journal does not take is not made, secrets and all', () => {
  const dir = freshDir();
  const store = new SettingsStore(dir, box);
  store.save({ language: 'en' });
  save(store, form());
  const full = (): never => {
    throw new Error('disk full');
  };
  expect(() => store.recorded(() => store.save({ cashRounding: { stepMinor: 10, mode: 'down' } }), full)).toThrow('disk full');
  expect(() => store.recorded(() => save(store, form({}, { secrets: { md5Key: 'a1s3d5f7g9h1j3k5l7z9x1c3v5b7n9m1' } })), full)).toThrow('disk full');
  for (const kept of [store, new SettingsStore(dir, box)]) {
    expect(kept.settings).toMatchObject({ language: 'en' });
    expect(kept.settings.cashRounding).toBeUndefined();
    expect(loadGateways(storedIn(kept)).alipayBarcode?.settings.keys).toEqual({ kind: 'MD5', key: MD5_KEY });
  }
  expect(store.recorded(() => 'changed', () => undefined)).toBe('changed');
});
