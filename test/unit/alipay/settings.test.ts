import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createProviders } from '../../../electron/alipay/products.ts';
import { loadLegacySettings } from '../../../electron/alipay/legacy/settings.ts';
import { loadAmsSettings } from '../../../electron/alipay/ams/settings.ts';
import { checkWorld, type ProductSettings } from '../../../electron/alipay/settings.ts';
import { realClock, realRandom } from '../../../electron/real-world.ts';
import { refusal } from '../../support/refusal.ts';

const mine = generateKeyPairSync('rsa', { modulusLength: 2048 });
const theirs = generateKeyPairSync('rsa', { modulusLength: 2048 });
const privateKey = mine.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
const alipayPublicKey = theirs.publicKey.export({ format: 'der', type: 'spki' }).toString('base64');

const legacy = {
  baseUrl: 'https://gateway.example/gateway.do', backupUrl: '', partner: '2088999900000011', sellerId: '', signType: 'RSA2', currency: 'HKD',
  secondaryMerchant: { id: 'SM-0001', name: 'Harbour Tea', industry: '5812' }, storeId: 'ST-07', storeName: 'Harbour Tea', terminalId: '', notifyUrl: '',
};
const md5Key = 'k7v2m9x4q1w8e5r3t6y0u2i4o6p8a1s3';
const ams = {
  host: 'https://open.example', clientId: '5Y00TEST', merchant: { referenceMerchantId: 'M1', merchantName: 'Lantern', merchantMCC: '5942' },
  store: { referenceStoreId: 'S1', storeName: 'Harbour', storeMCC: '', storeTerminalId: '' }, notifyUrl: 'https://pos.example/notify', settlementCurrency: '',
};
const keys = { privateKey, alipayPublicKey };

test('good settings load, empty texts count as absent', () => {
  const loaded = loadLegacySettings(legacy, keys);
  expect(loaded.plain).toMatchObject({ charset: 'UTF-8', sellerId: undefined, backupUrl: undefined, notifyUrl: undefined, terminalId: undefined });
  expect(loadLegacySettings({ ...legacy, signType: 'MD5' }, { md5Key, privateKey: '', alipayPublicKey: '' }).keys).toEqual({ kind: 'MD5', key: md5Key });
  expect(loadAmsSettings(ams, { ...keys, agentToken: '' })).toMatchObject({ plain: { keyVersion: '1', settlementCurrency: undefined, store: { storeMCC: undefined } }, agentToken: undefined });
});

test.each([
  ['partner', { partner: '208899990000001' }, 'legacy.partner'],
  ['partner of another kind', { partner: '1088999900000011' }, 'legacy.partner'],
  ['seller', { sellerId: '2088' }, 'legacy.sellerId'],
  ['currency', { currency: 'XXX' }, 'legacy.currency'],
  ['industry', { secondaryMerchant: { id: 'a', name: 'b', industry: '58' } }, 'legacy.secondaryMerchant.industry'],
  ['store id', { storeId: 'ST 07' }, 'legacy.storeId'],
  ['sign type', { signType: 'DSA' }, 'legacy.signType'],
  ['address', { baseUrl: 'gateway' }, 'legacy.baseUrl'],
  ['another protocol', { baseUrl: 'ftp://gateway.example' }, 'legacy.baseUrl'],
  ['address with a query', { baseUrl: 'https://gateway.example/gateway.do?a=b' }, 'legacy.baseUrl'],
  ['address with a password', { baseUrl: 'https://a:b@gateway.example/gateway.do' }, 'legacy.baseUrl'],
  ['notification address with a query', { notifyUrl: 'https://pos.example/n?till=1' }, 'legacy.notifyUrl'],
])('ill-formed legacy %s', (_, change, field) => {
  expect(refusal(() => loadLegacySettings({ ...legacy, ...change }, keys))).toMatchObject({ code: 'SETTINGS_INVALID', details: { field } });
});

test.each([
  ['host with a path', { host: 'https://open.example/ams' }, 'ams.host'],
  ['client id', { clientId: 'a b' }, 'ams.clientId'],
  ['key version', { keyVersion: 'one' }, 'ams.keyVersion'],
  ['merchant code', { merchant: { ...ams.merchant, merchantMCC: '1' } }, 'ams.merchant.merchantMCC'],
  ['missing notification address', { notifyUrl: '' }, 'ams.notifyUrl'],
  ['settlement currency', { settlementCurrency: 'usd' }, 'ams.settlementCurrency'],
  ['a region', { merchantRegion: 'hk' }, 'ams.merchantRegion'],
])('ill-formed AMS %s', (_, change, field) => {
  expect(refusal(() => loadAmsSettings({ ...ams, ...change }, keys))).toMatchObject({ code: 'SETTINGS_INVALID', details: { field } });
});

test('plain http only to this computer', () => {
  for (const host of ['http://gateway.example', 'http://10.0.0.1', 'http://127.0.0.1.example', 'http://localhost.example']) {
    expect(refusal(() => loadLegacySettings({ ...legacy, baseUrl: `${host}/gateway.do` }, keys))).toMatchObject({ code: 'SETTINGS_PLAIN_HTTP', details: { field: 'legacy.baseUrl' } });
    expect(refusal(() => loadAmsSettings({ ...ams, host }, keys))).toMatchObject({ code: 'SETTINGS_PLAIN_HTTP', details: { field: 'ams.host' } });
  }
  for (const host of ['http://127.0.0.1:8080', 'http://localhost:1', 'http://[::1]:9', 'http://127.9.9.9', 'http://till.localhost']) {
    expect(loadAmsSettings({ ...ams, host }, keys).plain.host).toBe(host);
  }
});

test.each([
  ['no private key', { alipayPublicKey }, 'legacy.privateKey', 'missing'],
  ['a broken private key', { privateKey: privateKey.slice(0, 300), alipayPublicKey }, 'legacy.privateKey', 'unreadable'],
  ['no public key', { privateKey }, 'legacy.alipayPublicKey', 'missing'],
  ['a private key as public key', { privateKey, alipayPublicKey: privateKey }, 'legacy.alipayPublicKey', 'unreadable'],
  ['our own public key', { privateKey, alipayPublicKey: mine.publicKey.export({ format: 'pem', type: 'spki' }).toString() }, 'legacy.alipayPublicKey', 'ownKey'],
])('bad key: %s', (_, secrets, field, reason) => {
  expect(refusal(() => loadLegacySettings(legacy, secrets))).toEqual({ code: 'SETTINGS_BAD_KEY', details: { field, reason } });
});

test('bad keys of the other kinds', () => {
  expect(refusal(() => loadLegacySettings({ ...legacy, signType: 'MD5' }, {}))).toMatchObject({ code: 'SETTINGS_BAD_KEY', details: { reason: 'missing' } });
  expect(refusal(() => loadLegacySettings({ ...legacy, signType: 'MD5' }, { md5Key: md5Key.slice(1) }))).toMatchObject({ code: 'SETTINGS_BAD_KEY', details: { reason: 'unreadable' } });
  expect(refusal(() => loadAmsSettings(ams, { privateKey: 'x', alipayPublicKey }))).toMatchObject({ code: 'SETTINGS_BAD_KEY', details: { field: 'ams.privateKey' } });
});

test('no error carries a secret', () => {
  const { details } = refusal(() => loadLegacySettings({ ...legacy, signType: 'MD5' }, { md5Key: 'sEcReTsEcReT' }));
  expect(JSON.stringify(details)).not.toContain('sEcReT');
});

describe('worlds', () => {
  const overAms = (change = {}): ProductSettings => ({ gateway: 'ams', settings: loadAmsSettings({ ...ams, ...change }, keys) });
  const overLegacy = (change = {}): ProductSettings => ({ gateway: 'legacy', settings: loadLegacySettings({ ...legacy, ...change }, keys) });
  const sandbox = { alipayOrderCode: overAms({ clientId: 'SANDBOX_5Y00' }) };
  const oldSandbox = { alipayHkTransactionQr: overLegacy({ backupUrl: 'https://mapi.alipaydev.com/gateway.do' }) };
  const live = { alipayOrderCode: overAms(), alipayBarcode: overLegacy() };

  test('a sandbox is refused in live use, each time by its own code', () => {
    expect(refusal(() => checkWorld(sandbox, 'live', 'start'))).toEqual({ code: 'START_SANDBOX_ID_IN_LIVE', details: { product: 'alipayOrderCode', field: 'ams.clientId' } });
    expect(refusal(() => checkWorld(sandbox, 'live', 'settings')).code).toBe('SETTINGS_SANDBOX_ID_IN_LIVE');
    expect(refusal(() => checkWorld(oldSandbox, 'live', 'start'))).toEqual({ code: 'START_SANDBOX_ID_IN_LIVE', details: { product: 'alipayHkTransactionQr', field: 'legacy.backupUrl' } });
  });

  test('everything else is let in', () => {
    checkWorld(sandbox, 'training', 'start');
    checkWorld(oldSandbox, 'training', 'settings');
    checkWorld(live, 'live', 'start');
    checkWorld({}, 'live', 'start');
  });

  test('a provider for each product that is set up', () => {
    const deps = { clock: realClock, random: realRandom };
    expect(Object.keys(createProviders({}, deps))).toEqual([]);
    expect(Object.keys(createProviders(sandbox, deps))).toEqual(['alipayOrderCode']);
    expect(Object.entries(createProviders(live, deps)).map(([product, provider]) => [product, provider.product])).toEqual([['alipayBarcode', 'alipayBarcode'], ['alipayOrderCode', 'alipayOrderCode']]);
  });
});
