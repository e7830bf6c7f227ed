import { expect, test } from 'vitest';
import { FIELDS, OPTIONS, SECRETS } from '../../../electron/alipay/settings.ts';
import { connectionFault } from '../../../renderer/cashier/settings/fault.ts';
import { allFieldNames, fieldsAsked, secretsAsked, type FormAt } from '../../../renderer/cashier/settings/fields.ts';
import { fieldWords, formOf, refusedField, stateOf, submitted } from '../../../renderer/cashier/settings/forms.ts';
import { SETTINGS_WORDS } from '../../../renderer/cashier/settings/words.ts';
import { UI_LANGUAGES } from '../../../renderer/i18n/format.ts';
import type { ProductSettingsView } from '../../../shared/contract/settings-views.ts';
import { AMS_MODES, LEGACY_MODES } from '../../../shared/payment/integration-modes.ts';
import { PAYMENT_PRODUCTS, PRODUCT_FACTS, type PaymentProduct } from '../../../shared/payment/products.ts';

const at = (product: PaymentProduct, fields: Record<string, string> = {}, hasToken = false): FormAt => ({ product, fields, hasToken });
const names = (where: FormAt, sameAs: PaymentProduct | null = null): string[] => fieldsAsked(where, sameAs).map(({ name }) => name);
const view = (product: PaymentProduct, change: Partial<ProductSettingsView> = {}): ProductSettingsView => ({
  product, gateway: PRODUCT_FACTS[product].gateway, enabled: false, stored: true, sameAs: null, mayUse: [], fields: {}, secrets: {}, problem: null, ...change,
});

test('the forms know every field that main knows, and no other', () => {
  for (const gateway of ['legacy', 'ams'] as const) expect([...allFieldNames(gateway)].sort()).toEqual([...FIELDS[gateway]].sort());
  const legacyAll = PAYMENT_PRODUCTS.filter((product) => PRODUCT_FACTS[product].gateway === 'legacy');
  const options = new Set(legacyAll.flatMap((product) => names(at(product, { channelFeeType: 'RATE', 'secondaryMerchant.industry': '4121' }), 'alipayBarcode')).map((name) => name.split('.')[0]));
  expect([...options].sort()).toEqual([...OPTIONS.legacy].sort());
});

test('every field has a name and a sentence in every language, whatever the mode', () => {
  for (const language of UI_LANGUAGES) {
    const words = SETTINGS_WORDS[language];
    for (const product of PAYMENT_PRODUCTS) {
      const { gateway } = PRODUCT_FACTS[product];
      for (const mode of gateway === 'legacy' ? LEGACY_MODES : AMS_MODES) {
        const where = at(product, { mode, channelFeeType: 'RATE', 'secondaryMerchant.industry': '4121', signType: 'RSA2' });
        for (const name of [...names(where), ...SECRETS[gateway]]) {
          const [label, text] = fieldWords(name, where, gateway, words);
          expect(label, `${language} ${name}`).not.toBe(name);
          expect(text, `${language} ${product} ${mode} ${name}`).not.toBe('');
        }
      }
    }
  }
});

test('a mode is asked for exactly what it needs (legacy.md 7.2, ams.md 10)', () => {
  for (const mode of LEGACY_MODES) {
    const asked = names(at('alipayBarcode', { mode }));
    expect(asked.includes('sysServiceProviderId'), mode).toBe(mode === 'systemIntegrator' || mode === 'systemIntegratorAndAcquirer');
    expect(asked).toContain('partner');
  }
  for (const mode of AMS_MODES) {
    const where = at('alipayOrderCode', { mode });
    const asked = names(where);
    const isAcquirer = mode === 'acquirer' || mode === 'systemIntegratorAndAcquirer';
    expect([asked.includes('registered.merchantId'), asked.includes('registered.storeId')], mode).toEqual([isAcquirer, isAcquirer]);
    expect([asked.includes('agentTokenExpiresAt'), secretsAsked(where, null).includes('agentToken')], mode).toEqual([mode === 'isv', mode === 'isv']);
  }
  expect(secretsAsked(at('alipayBarcode', { signType: 'MD5' }), null)).toEqual(['md5Key']);
  expect(secretsAsked(at('alipayBarcode', { signType: 'RSA' }), null)).toEqual(['privateKey', 'alipayPublicKey']);
  // The acquirer's number is not the shop's.
  const [own] = fieldWords('partner', at('alipayBarcode', { mode: 'direct' }), 'legacy', SETTINGS_WORDS.en);
  const [acquirers] = fieldWords('partner', at('alipayBarcode', { mode: 'acquirer' }), 'legacy', SETTINGS_WORDS.en);
  expect(acquirers).not.toBe(own);
});

test('AlipayHK is never asked about currencies, and borrowed accounts leave only the product’s own options', () => {
  expect(names(at('alipayHkTransactionQr'))).not.toContain('currency');
  expect(names(at('alipayBarcode', { edition: 'hk' }))).not.toContain('currency');
  expect(names(at('alipayBarcode', { edition: 'global' }))).toContain('currency');
  expect(names(at('alipayTransactionQr'), 'alipayBarcode')).toEqual(['refundSync', 'sendExpiry']);
  expect(secretsAsked(at('alipayTransactionQr'), 'alipayBarcode')).toEqual([]);
});

test('what the mode forbids is emptied when the form is sent, and untouched keys are left alone', () => {
  const stored = view('alipayOrderCode', { fields: { mode: 'isv', agentTokenExpiresAt: '2027-01-01T00:00:00+08:00', 'registered.merchantId': '' }, secrets: { privateKey: true, alipayPublicKey: true, agentToken: true } });
  const form = { ...formOf(stored), fields: { ...formOf(stored).fields, mode: 'acquirer', 'registered.merchantId': 'M1' } };
  const sent = submitted(form, stored, { privateKey: null, alipayPublicKey: '' });
  expect(sent.fields).toMatchObject({ mode: 'acquirer', 'registered.merchantId': 'M1', agentTokenExpiresAt: '' });
  expect(sent.secrets).toEqual({ alipayPublicKey: '', agentToken: '' });
  const hk = view('alipayHkMerchantQr', { fields: { currency: 'USD', sysServiceProviderId: 'X', mode: 'direct' } });
  expect(submitted(formOf(hk), hk, {}).fields).toMatchObject({ currency: 'HKD', transCurrency: '', sysServiceProviderId: '' });
});

test('a refusal finds its field, and nothing where the form does not show it', () => {
  const refusal = (field: string) => ({ code: 'SETTINGS_INVALID', details: { field } }) as const;
  expect(refusedField(refusal('legacy.secondaryMerchant.name'), at('alipayBarcode'), null)).toBe('secondaryMerchant.name');
  expect(refusedField(refusal('legacy.sysServiceProviderId'), at('alipayBarcode', { mode: 'direct' }), null)).toBeNull();
  expect(refusedField(refusal('ams.agentToken'), at('alipayOrderCode', { mode: 'isv' }), null)).toBe('agentToken');
  expect(refusedField(refusal('legacy.sameAs'), at('alipayTransactionQr'), 'alipayBarcode')).toBe('sameAs');
});

test('the row says what is missing in the field’s own words', () => {
  const words = SETTINGS_WORDS.en;
  expect(stateOf(view('alipayBarcode', { enabled: true }), words)).toEqual({ tone: 'good', text: 'Ready' });
  expect(stateOf(view('alipayBarcode', { stored: false, problem: { code: 'SETTINGS_INVALID', details: {} } }), words).text).toBe('Not set up');
  expect(stateOf(view('alipayOrderCode', { problem: { code: 'SETTINGS_BAD_KEY', details: { field: 'ams.privateKey', reason: 'missing' } } }), words)).toEqual({ tone: 'wait', text: 'Our private key missing' });
  expect(stateOf(view('alipayBarcode', { enabled: true, problem: { code: 'SETTINGS_PLAIN_HTTP', details: { field: 'legacy.baseUrl' } } }), words)).toEqual({ tone: 'risk', text: 'Does not work: Gateway address is not encrypted' });
});

test('a test of the connection names the key or the address at fault', () => {
  const said = (text: string, verified = false) => ({ reached: true, verified, said: text, elapsedMs: 1 });
  expect(connectionFault('legacy', 'RSA2', said('TRADE_NOT_EXIST', true))).toBeNull();
  expect(connectionFault('legacy', 'MD5', said('ILLEGAL_SIGN'))).toEqual({ kind: 'ourKey', field: 'md5Key' });
  expect(connectionFault('legacy', 'RSA2', said('ILLEGAL_SIGN'))).toEqual({ kind: 'ourKey', field: 'privateKey' });
  expect(connectionFault('legacy', 'RSA2', said('signature wrong'))).toEqual({ kind: 'theirKey', field: 'alipayPublicKey' });
  expect(connectionFault('legacy', 'MD5', said('ILLEGAL_PARTNER'))).toEqual({ kind: 'account', field: 'partner' });
  expect(connectionFault('legacy', 'MD5', said('HTTP 404'))).toEqual({ kind: 'address', field: 'baseUrl' });
  expect(connectionFault('legacy', 'MD5', said('HTTP 503'))).toEqual({ kind: 'gateway', field: null });
  expect(connectionFault('legacy', 'MD5', said('timeout'))).toEqual({ kind: 'line', field: 'baseUrl' });
  expect(connectionFault('ams', '', { reached: false, verified: false, said: 'ECONNREFUSED', elapsedMs: 1 })).toEqual({ kind: 'address', field: 'host' });
  expect(connectionFault('ams', '', said('KEY_NOT_FOUND', true))).toEqual({ kind: 'keyVersion', field: 'keyVersion' });
  expect(connectionFault('ams', '', said('INVALID_ACCESS_TOKEN', true))).toEqual({ kind: 'token', field: 'agentToken' });
  expect(connectionFault('ams', '', said('UNKNOWN_CLIENT', true))).toEqual({ kind: 'account', field: 'clientId' });
});
