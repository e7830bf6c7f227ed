import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { previewAms } from '../../../electron/alipay/ams/preview.ts';
import { amsPlain, amsSecrets, loadAmsSettings } from '../../../electron/alipay/ams/settings.ts';
import { fieldNames } from '../../../electron/alipay/form.ts';
import { TillError } from '../../../shared/errors/registry.ts';
import { AMS_MODE_RULES, AMS_MODES, type AmsMode } from '../../../shared/payment/integration-modes.ts';

const mine = generateKeyPairSync('rsa', { modulusLength: 2048 });
const theirs = generateKeyPairSync('rsa', { modulusLength: 2048 });
const keys = { privateKey: mine.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(), alipayPublicKey: theirs.publicKey.export({ format: 'der', type: 'spki' }).toString('base64') };
const plain = {
  host: 'https://open.example', clientId: '5Y00TEST', merchant: { referenceMerchantId: 'OWN-M', merchantName: 'Lantern', merchantMCC: '5942' },
  store: { referenceStoreId: 'OWN-S', storeName: 'Harbour', storeTerminalId: 'TILL03' }, notifyUrl: 'https://pos.example/ams/notify',
};
const registered = { merchantId: 'REG-M', storeId: 'REG-S' };
const agentToken = 'granted-token-0001';

function refusal(plainPart: object, secrets: object = {}, product?: 'alipayUserPresented' | 'alipayOrderCode'): unknown {
  try {
    loadAmsSettings({ ...plain, ...plainPart }, { ...keys, ...secrets }, product);
    return null;
  } catch (error) {
    if (error instanceof TillError) return { code: error.code, ...error.details };
    throw error;
  }
}

describe('modes (ams.md 10)', () => {
  /** What each mode needs to be complete. */
  const complete: Record<AmsMode, [plainPart: object, secrets: object]> = {
    direct: [{}, {}], systemIntegrator: [{}, {}], isv: [{}, { agentToken }], acquirer: [{ registered }, {}], systemIntegratorAndAcquirer: [{ registered }, {}],
  };
  test.each(AMS_MODES)('%s loads when it is complete', (mode) => {
    const [plainPart, secrets] = complete[mode];
    expect(refusal({ mode, ...plainPart }, secrets)).toBeNull();
  });

  test('without a mode: an ISV when there is a token, as before there were modes', () => {
    expect(loadAmsSettings(plain, keys).plain.mode).toBe('direct');
    expect(loadAmsSettings(plain, { ...keys, agentToken })).toMatchObject({ agentToken, plain: { mode: 'isv' } });
  });

  const needed = (mode: AmsMode, field: string) => ({ code: 'SETTINGS_INVALID', field: `ams.${field}`, reason: 'neededInMode', mode });
  const notIn = (mode: AmsMode, field: string) => ({ code: 'SETTINGS_INVALID', field: `ams.${field}`, reason: 'notInMode', mode });
  test.each<[AmsMode, object, object, object]>([
    ['isv', {}, {}, needed('isv', 'agentToken')],
    ['acquirer', {}, {}, needed('acquirer', 'registered.merchantId')],
    ['systemIntegratorAndAcquirer', {}, {}, needed('systemIntegratorAndAcquirer', 'registered.merchantId')],
    ['direct', {}, { agentToken }, notIn('direct', 'agentToken')],
    ['systemIntegrator', {}, { agentToken }, notIn('systemIntegrator', 'agentToken')],
    ['acquirer', { registered }, { agentToken }, notIn('acquirer', 'agentToken')],
    ['direct', { registered }, {}, notIn('direct', 'registered.merchantId')],
    ['isv', { registered }, { agentToken }, notIn('isv', 'registered.merchantId')],
    ['direct', { agentTokenExpiresAt: '2027-01-01T00:00:00+08:00' }, {}, notIn('direct', 'agentTokenExpiresAt')],
  ])('%s refuses, naming the field', (mode, plainPart, secrets, refused) => {
    expect(refusal({ mode, ...plainPart }, secrets)).toEqual(refused);
  });

  test('the rest of what can be wrong with them', () => {
    expect(refusal({ mode: 'acquirer', registered: { merchantId: 'REG-M' } })).toMatchObject({ code: 'SETTINGS_INVALID', field: 'ams.registered.storeId' });
    expect(refusal({ mode: 'acquirer', registered: { ...registered, storeId: 'S'.repeat(33) } })).toMatchObject({ field: 'ams.registered.storeId' });
    expect(refusal({ mode: 'reseller' })).toMatchObject({ code: 'SETTINGS_INVALID', field: 'ams.mode' });
    expect(refusal({ mode: 'isv', agentTokenExpiresAt: 'next year' }, { agentToken })).toEqual({ code: 'SETTINGS_INVALID', field: 'ams.agentTokenExpiresAt', reason: 'time' });
    expect(refusal({ mode: 'isv', agentTokenExpiresAt: '2027-01-01T00:00:00+08:00' }, { agentToken })).toBeNull();
    expect(refusal({ notifyLocalPath: 'ams' })).toMatchObject({ field: 'ams.notifyLocalPath' });
    expect(refusal({ notifyLocalPath: '/ams?x=1' })).toMatchObject({ field: 'ams.notifyLocalPath' });
  });

  test('every field that depends on the mode is one that can be entered', () => {
    const names = [...fieldNames(amsPlain), ...fieldNames(amsSecrets)];
    for (const { fields } of Object.values(AMS_MODE_RULES)) for (const field of Object.keys(fields)) expect(names).toContain(field);
  });

  test('no refusal carries the token', () => {
    expect(JSON.stringify(refusal({ mode: 'direct' }, { agentToken }))).not.toContain(agentToken);
  });
});

test('a scanned customer\'s code needs the terminal\'s id (ams.md 4.3 env); a shown code does not', () => {
  const store = { ...plain.store, storeTerminalId: '' };
  expect(refusal({ store }, {}, 'alipayUserPresented')).toEqual({ code: 'SETTINGS_INVALID', field: 'ams.store.storeTerminalId', reason: 'missing' });
  expect(refusal({ store }, {}, 'alipayOrderCode')).toBeNull();
});

describe('the preview', () => {
  const of = (product: 'alipayUserPresented' | 'alipayOrderCode', plainPart: object = {}, secrets: object = {}) => previewAms(product, loadAmsSettings({ ...plain, ...plainPart }, { ...keys, ...secrets }));

  test('shows path, address, headers and body as they would leave', () => {
    const { path, url, service, headers, params, body } = of('alipayOrderCode', { clientId: 'SANDBOX_5Y00TEST', keyVersion: '3' });
    expect([service, path, url, params]).toEqual(['pay', '/ams/sandbox/api/v1/payments/pay', 'https://open.example/ams/sandbox/api/v1/payments/pay', []]);
    expect(headers).toEqual([
      ['Content-Type', 'application/json; charset=UTF-8'], ['Client-Id', 'SANDBOX_5Y00TEST'], ['Request-Time', '1767225600000'], ['Signature', 'algorithm=RSA256, keyVersion=3, signature=••••••'],
    ]);
    expect(JSON.parse(body)).toMatchObject({ productCode: 'IN_STORE_PAYMENT', paymentFactor: { inStorePaymentScenario: 'OrderCode' }, order: { merchant: { referenceMerchantId: 'OWN-M' } } });
  });

  test('shows what each mode changes, and no secret in any', () => {
    const isv = of('alipayUserPresented', { mode: 'isv' }, { agentToken });
    expect(isv.headers.at(-1)).toEqual(['agent-token', '••••••']);
    expect(JSON.parse(isv.body).paymentMethod.paymentMethodId).toBe('280000••••••');
    const acquirer = of('alipayUserPresented', { mode: 'acquirer', registered });
    expect(JSON.parse(acquirer.body).order.merchant).toMatchObject({ referenceMerchantId: 'REG-M', store: { referenceStoreId: 'REG-S' } });
    for (const preview of [isv, acquirer]) {
      expect(JSON.stringify(preview)).not.toContain(agentToken);
      expect(JSON.stringify(preview)).not.toMatch(/PRIVATE KEY|MII/);
    }
  });
});
