import type { Request, Response } from '../../../shared/contract/contract.ts';
import type { ProductSettingsView, RequestPreview, SettingsProductsView } from '../../../shared/contract/settings-views.ts';
import type { ErrorCode, ErrorDetails } from '../../../shared/errors/registry.ts';
import { PAYMENT_PRODUCTS, PRODUCT_FACTS, type PaymentProduct } from '../../../shared/payment/products.ts';

/** Settings as a shop half way through setting up has them: one product ready, one with another's account, one without its key, the rest untouched. */
const LEGACY = {
  baseUrl: 'https://gateway.example/gateway.do', backupUrl: '', mode: 'direct', partner: '2088000000000000', sellerId: '', signType: 'RSA2', charset: '', currency: 'HKD', transCurrency: '', 'secondaryMerchant.id': 'HT-01',
  'secondaryMerchant.name': 'Harbour Tea', 'secondaryMerchant.industry': '5812', storeId: 'HT-WANCHAI', storeName: 'Harbour Tea, Wan Chai', terminalId: 'T1', notifyUrl: 'https://shop.example/notify/alipay', sysServiceProviderId: '', edition: 'global',
};
const AMS = {
  host: 'https://open-sea-global.example', clientId: '5YB0000000000000', keyVersion: '1', mode: 'direct', 'merchant.referenceMerchantId': 'M-0001', 'merchant.merchantName': 'Harbour Tea Ltd', 'merchant.merchantMCC': '5812',
  'store.referenceStoreId': 'ST-07', 'store.storeName': 'Harbour Tea Wan Chai', 'store.storeTerminalId': 'T1', notifyUrl: 'https://shop.example/notify/ams',
};

function viewOf(product: PaymentProduct): ProductSettingsView {
  const { gateway } = PRODUCT_FACTS[product];
  const stored = product === 'alipayBarcode' || product === 'alipayTransactionQr' || product === 'alipayOrderCode';
  const isReady = product === 'alipayBarcode' || product === 'alipayTransactionQr';
  const fields = !stored ? {} : gateway === 'ams' ? AMS : LEGACY;
  return {
    product, gateway, enabled: product === 'alipayBarcode', stored, sameAs: product === 'alipayTransactionQr' ? 'alipayBarcode' : null, mayUse: product === 'alipayTransactionQr' ? ['alipayBarcode'] : product === 'alipayUserPresented' ? ['alipayOrderCode'] : [],
    fields, secrets: gateway === 'legacy' ? { md5Key: false, privateKey: isReady, alipayPublicKey: isReady } : { privateKey: false, alipayPublicKey: false, agentToken: false },
    problem: isReady ? null : stored ? { code: 'SETTINGS_BAD_KEY', details: { product, field: 'ams.privateKey', reason: 'missing' } } : { code: 'SETTINGS_INVALID', details: { product, field: gateway, reason: 'missing' } },
  };
}

export const firstSettings = (): SettingsProductsView => ({ products: PAYMENT_PRODUCTS.map(viewOf), scanProduct: null, currency: 'HKD', strongEncryption: true });

/** What main would answer: the stored form, or a refusal naming its field. */
export function savedSettings(before: SettingsProductsView, form: Request<'settings.saveProduct'>, refuse: (code: ErrorCode, details: ErrorDetails) => never): SettingsProductsView {
  const { product, enabled, sameAs, fields, secrets } = form;
  if (fields['partner'] === '') refuse('SETTINGS_INVALID', { product, field: 'legacy.partner', reason: 'invalid_format' });
  if (enabled && product === 'alipayOrderCode' && (secrets['privateKey'] ?? '') === '') refuse('SETTINGS_BAD_KEY', { product, field: 'ams.privateKey', reason: 'missing' });
  return {
    ...before,
    products: before.products.map((view) => (view.product === product
      ? { ...view, enabled, sameAs, stored: true, fields: { ...view.fields, ...fields }, secrets: { ...view.secrets, ...Object.fromEntries(Object.entries(secrets).map(([name, text]) => [name, text !== ''])) }, problem: null }
      : view)),
  };
}

export const testAnswer = (product: PaymentProduct): Response<'settings.testProduct'> =>
  product === 'alipayBarcode' ? { reached: true, verified: true, said: 'TRADE_NOT_EXIST', elapsedMs: 212 } : { reached: true, verified: false, said: 'INVALID_SIGNATURE', elapsedMs: 188 };

export const previewAnswer: RequestPreview = {
  service: 'alipay.acquire.overseas.spot.pay', url: 'https://gateway.example/gateway.do?_input_charset=UTF-8', headers: [], body: '',
  params: [
    ['alipay_seller_id', '2088000000000000'], ['biz_product', 'OVERSEAS_MBARCODE_PAY'], ['buyer_identity_code', '280000••••••'], ['currency', 'HKD'],
    ['extend_info', '{"secondary_merchant_id":"HT-01","secondary_merchant_name":"Harbour Tea","secondary_merchant_industry":"5812","store_id":"HT-WANCHAI","store_name":"Harbour Tea, Wan Chai"}'],
    ['partner', '2088000000000000'], ['service', 'alipay.acquire.overseas.spot.pay'], ['sign', '••••••'], ['sign_type', 'RSA2'],
  ],
};
