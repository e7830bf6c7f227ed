import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { loadGateways } from '../../../electron/till/gateways.ts';
import { checkProvision } from '../../../electron/till/provision-check.ts';
import { toProducts } from '../../../electron/till/provision-gateways.ts';

const md5Key = 'a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6';
const pem = { publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } } as const;
const [mine, theirs] = [generateKeyPairSync('rsa', { modulusLength: 2048, ...pem }), generateKeyPairSync('rsa', { modulusLength: 2048, ...pem })];
const legacy = {
  baseUrl: 'https://gateway.example/gateway.do', partner: '2088123456789012', signType: 'MD5', currency: 'HKD', secondaryMerchant: { id: 'S', name: 'Shop', industry: '5812' }, storeId: 'S1', storeName: 'Shop',
  notifyUrl: 'https://shop.example/notify',
};
const ams = {
  host: 'https://open.example', clientId: '5Y00TEST', merchant: { referenceMerchantId: 'M1', merchantName: 'Shop', merchantMCC: '5812' }, store: { referenceStoreId: 'S1', storeName: 'Shop', storeTerminalId: 'T1' },
  notifyUrl: 'https://shop.example/notify',
};
const amsKeys = { privateKey: mine.privateKey, alipayPublicKey: theirs.publicKey };
const file = (gateways: object, credentials: object): object => ({ version: 1, shop: { id: 'corner', name: 'Corner' }, till: { id: 'T1' }, currency: 'HKD', products: [{ name: 'Tea', price: '1' }], gateways, credentials });
function problems(gateways: object, credentials: object): readonly string[] {
  const checked = checkProvision(file(gateways, credentials));
  return checked.ok ? [] : checked.problems.map(({ path, message }) => `${path}: ${message}`);
}

test('each product with its own account, or with another one\'s', () => {
  const checked = checkProvision(file(
    {
      ams,
      products: {
        alipayBarcode: { ...legacy, edition: 'hk' }, alipayTransactionQr: legacy, alipayHkTransactionQr: { sameAs: 'alipayBarcode', refundSync: 'N', sendExpiry: 'N' },
        alipayHkMerchantQr: { sameAs: 'alipayBarcode', countryCode: 'HK' }, alipayUserPresented: { sameAs: 'alipayOrderCode' },
      },
    },
    { ams: amsKeys, products: { alipayBarcode: { md5Key }, alipayTransactionQr: { md5Key } } },
  ));
  expect(checked.ok ? [] : checked.problems).toEqual([]);
  if (!checked.ok) return;
  const stored = toProducts(checked.file);
  expect(Object.keys(stored.secrets).sort()).toEqual(['alipayBarcode', 'alipayOrderCode', 'alipayTransactionQr']);
  const gateways = loadGateways(stored);
  expect(Object.keys(gateways).sort()).toEqual(['alipayBarcode', 'alipayHkMerchantQr', 'alipayHkTransactionQr', 'alipayOrderCode', 'alipayTransactionQr', 'alipayUserPresented']);
  expect(gateways.alipayHkTransactionQr?.settings.plain).toMatchObject({ partner: '2088123456789012', edition: 'hk', refundSync: 'N' });
  expect(gateways.alipayTransactionQr?.settings.plain).toMatchObject({ edition: 'global', refundSync: 'Y' });
});

test.each([
  ['a product twice', { legacy, products: { alipayBarcode: legacy } }, { legacy: { md5Key }, products: { alipayBarcode: { md5Key } } }, 'gateways.products.alipayBarcode: already given as gateways.legacy'],
  ['an account without keys', { products: { alipayTransactionQr: legacy } }, {}, 'credentials.products.alipayTransactionQr: needed for gateways.products.alipayTransactionQr'],
  ['keys without an account', {}, { products: { alipayTransactionQr: { md5Key } } }, 'gateways.products.alipayTransactionQr: needed for credentials.products.alipayTransactionQr'],
  ['keys of a borrower', { legacy, products: { alipayTransactionQr: { sameAs: 'alipayBarcode' } } }, { legacy: { md5Key }, products: { alipayTransactionQr: { md5Key } } }, 'credentials.products.alipayTransactionQr: not wanted: the keys are those of alipayBarcode'],
  ['a lender that is not there', { products: { alipayTransactionQr: { sameAs: 'alipayBarcode' } } }, {}, 'gateways.products.alipayTransactionQr.sameAs: missing'],
  ['a lender of another edition', { legacy, products: { alipayHkMerchantQr: { sameAs: 'alipayBarcode' } } }, { legacy: { md5Key } }, 'gateways.products.alipayHkMerchantQr.sameAs: must be a product of the same gateway and edition with an account of its own'],
  ['a lender that borrows', { legacy, products: { alipayTransactionQr: { sameAs: 'alipayBarcode' }, alipayHkTransactionQr: { sameAs: 'alipayTransactionQr' } } }, { legacy: { md5Key } }, 'gateways.products.alipayHkTransactionQr.sameAs: must be a product of the same gateway and edition with an account of its own'],
  ['a currency AlipayHK does not take', { products: { alipayHkTransactionQr: { ...legacy, currency: 'USD', transCurrency: 'HKD' } } }, { products: { alipayHkTransactionQr: { md5Key } } }, 'gateways.products.alipayHkTransactionQr.currency: AlipayHK products are in HKD only'],
  ['prices in another currency', { products: { alipayTransactionQr: { ...legacy, currency: 'USD' } } }, { products: { alipayTransactionQr: { md5Key } } }, 'gateways.products.alipayTransactionQr.currency: prices are in HKD, and this gateway would take them in another currency'],
  ['a mode without its integrator', { legacy: { ...legacy, mode: 'systemIntegrator' } }, { legacy: { md5Key } }, 'gateways.legacy.sysServiceProviderId: needed in this mode'],
  ['an integrator nobody has', { products: { alipayTransactionQr: { ...legacy, mode: 'direct', sysServiceProviderId: 'SI' } } }, { products: { alipayTransactionQr: { md5Key } } }, 'gateways.products.alipayTransactionQr.sysServiceProviderId: not used in this mode'],
  ['plain http', { products: { alipayTransactionQr: { ...legacy, baseUrl: 'http://gateway.example/gateway.do' } } }, { products: { alipayTransactionQr: { md5Key } } }, 'gateways.products.alipayTransactionQr.baseUrl: plain http is accepted for this computer only; use https'],
  ['half a key', { products: { alipayTransactionQr: legacy } }, { products: { alipayTransactionQr: { md5Key: 'a1' } } }, 'credentials.products.alipayTransactionQr.md5Key: cannot be read as a key of this kind'],
])('%s is refused with its place', (_, gateways, credentials, problem) => {
  expect(problems(gateways, credentials)).toEqual([problem]);
});

test('misspelt products, fields and options are refused where they stand', () => {
  expect(problems({ products: { alipayQr: legacy } }, {}).join()).toContain('gateways.products: ');
  expect(problems({ products: { alipayTransactionQr: { ...legacy, storeNmae: 'x' } } }, { products: { alipayTransactionQr: { md5Key } } })).toEqual(['gateways.products.alipayTransactionQr.storeNmae: unknown field']);
  expect(problems({ legacy, products: { alipayTransactionQr: { sameAs: 'alipayBarcode', partner: '2088123456789012' } } }, { legacy: { md5Key } }).join()).toContain('gateways.products.alipayTransactionQr');
  expect(problems({ products: { alipayTransactionQr: { ...legacy, partner: '12' } } }, { products: { alipayTransactionQr: { md5Key } } }).join()).toContain('gateways.products.alipayTransactionQr.partner');
});
