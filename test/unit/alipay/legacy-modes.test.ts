import { describe, expect, test } from 'vitest';
import { createCodeParams, codeStatusParams, modifyCodeParams } from '../../../electron/alipay/legacy/code-requests.ts';
import { previewLegacy } from '../../../electron/alipay/legacy/preview.ts';
import { cancelParams, payParams, precreateParams, queryParams, refundParams, refundQueryParams, SERVICES, type LegacyService } from '../../../electron/alipay/legacy/requests.ts';
import { loadLegacySettings, type LegacyPlain, type LegacySettings } from '../../../electron/alipay/legacy/settings.ts';
import { signedForm, type LegacyParams } from '../../../electron/alipay/legacy/wire.ts';
import type { PayRequest, RefundRequest } from '../../../electron/payments/provider.ts';
import { minor } from '../../../shared/money.ts';
import { LEGACY_MODES, type LegacyMode } from '../../../shared/payment/integration-modes.ts';
import type { PaymentProduct } from '../../../shared/payment/products.ts';
import { refusal } from '../../support/refusal.ts';

const MERCHANT = '2088999900000011';
const ACQUIRER = '2088999900000055';
const INTEGRATOR = '2088999900000099';
const md5Key = 'k7v2m9x4q1w8e5r3t6y0u2i4o6p8a1s3';

/** What a shop enters in each mode (legacy.md 7.2): the same shop, connected in four ways. */
const PARTNER: Record<LegacyMode, string> = { direct: MERCHANT, systemIntegrator: MERCHANT, acquirer: ACQUIRER, systemIntegratorAndAcquirer: ACQUIRER };
const INTEGRATED: Record<LegacyMode, boolean> = { direct: false, systemIntegrator: true, acquirer: false, systemIntegratorAndAcquirer: true };
const entered = (mode: LegacyMode): Record<string, unknown> => ({
  baseUrl: 'https://gateway.example/gateway.do', mode, partner: PARTNER[mode], signType: 'MD5', currency: 'HKD', secondaryMerchant: { id: 'SM-0001', name: 'Harbour Tea', industry: '5812' },
  storeId: 'ST-07', storeName: 'Harbour Tea', terminalId: 'T1', notifyUrl: 'https://merchant.example/notify', ...(INTEGRATED[mode] ? { sysServiceProviderId: INTEGRATOR } : {}),
});
const load = (mode: LegacyMode, product: PaymentProduct, change: object = {}): LegacySettings => loadLegacySettings({ ...entered(mode), ...change }, { md5Key }, product);

const request: PayRequest = {
  merchantReference: 'PT1', amountMinor: minor(8800), currency: 'HKD', description: 'Tea', billNo: 'B1', createdAtMs: Date.UTC(2024, 0, 2, 7, 4, 5), expiresAtMs: Date.UTC(2024, 0, 2, 7, 7, 5), offsetMinutes: 480,
  customerCode: '281234567890123456', goods: [],
};
const refund: RefundRequest = { payment: { ...request, gatewayPaymentId: null }, refundReference: 'RF1', amountMinor: minor(100), createdAtMs: 0, reason: 'broken', offsetMinutes: 480 };
const store = { storeId: 'ST-07', storeName: 'Harbour Tea', address: '1 Example Street' };
const AT_MS = Date.UTC(2024, 0, 2, 1, 0, 0);

/** Every service of every product, as each product calls it. */
const CALLS: Record<LegacyService, { readonly product: PaymentProduct; readonly params: (plain: LegacyPlain) => LegacyParams }> = {
  pay: { product: 'alipayBarcode', params: (plain) => payParams(plain, request) },
  precreate: { product: 'alipayTransactionQr', params: (plain) => precreateParams(plain, 'alipayTransactionQr', request) },
  query: { product: 'alipayBarcode', params: (plain) => queryParams(plain, request) },
  cancel: { product: 'alipayBarcode', params: (plain) => cancelParams(plain, request, AT_MS) },
  refund: { product: 'alipayBarcode', params: (plain) => refundParams(plain, refund) },
  refundQuery: { product: 'alipayBarcode', params: (plain) => refundQueryParams(plain, refund) },
  createCode: { product: 'alipayHkMerchantQr', params: (plain) => createCodeParams(plain, store, AT_MS) },
  modifyCode: { product: 'alipayHkMerchantQr', params: (plain) => modifyCodeParams(plain, 'https://qr.example/fkx1', store, AT_MS) },
  setCodeStatus: { product: 'alipayHkMerchantQr', params: (plain) => codeStatusParams(plain, 'https://qr.example/fkx1', 'STOP', AT_MS) },
};
const bodyOf = (service: LegacyService, mode: LegacyMode): URLSearchParams => {
  const { product, params } = CALLS[service];
  const { plain, keys } = load(mode, product);
  return new URLSearchParams(signedForm(params(plain), plain.charset, keys).body.toString());
};
/** The body without its signature, which covers everything else. */
const unsigned = (body: URLSearchParams): string => {
  const rest = new URLSearchParams(body);
  rest.delete('sign');
  return rest.toString();
};
/** A direct shop's bytes with what the mode changes, and nothing else. */
function expectedFrom(direct: URLSearchParams, mode: LegacyMode): string {
  let text = unsigned(direct).replaceAll(MERCHANT, PARTNER[mode]);
  if (INTEGRATED[mode]) {
    text = text.replace(encodeURIComponent(',"terminal_id":"T1"}'), encodeURIComponent(`,"terminal_id":"T1","sys_service_provider_id":"${INTEGRATOR}"}`));
    text = text.replace(encodeURIComponent('"Harbour Tea","trans_currency"').replaceAll('%20', '+'), encodeURIComponent(`"Harbour Tea","sys_service_provider_id":"${INTEGRATOR}","trans_currency"`).replaceAll('%20', '+'));
  }
  return text;
}

describe.each(LEGACY_MODES)('%s', (mode) => {
  test.each(Object.keys(SERVICES) as LegacyService[])('%s: the bytes change as legacy.md 7.2 says, and no others', (service) => {
    const body = bodyOf(service, mode);
    expect(body.get('partner')).toBe(PARTNER[mode]);
    expect(unsigned(body)).toBe(expectedFrom(bodyOf(service, 'direct'), mode));
    const shop = body.get('extend_info') ?? body.get('extend_params') ?? body.get('biz_data');
    if (shop !== null) expect((JSON.parse(shop) as Record<string, unknown>)['sys_service_provider_id']).toBe(INTEGRATED[mode] ? INTEGRATOR : undefined);
  });
});

function failure(act: () => unknown): unknown {
  const { code, details } = refusal(act);
  return { code, ...details };
}

describe('what a mode requires and forbids', () => {
  test.each([
    ['direct', { sysServiceProviderId: INTEGRATOR }, 'legacy.sysServiceProviderId', 'notInMode'],
    ['acquirer', { sysServiceProviderId: INTEGRATOR }, 'legacy.sysServiceProviderId', 'notInMode'],
    ['systemIntegrator', { sysServiceProviderId: '' }, 'legacy.sysServiceProviderId', 'neededInMode'],
    ['systemIntegratorAndAcquirer', { sysServiceProviderId: '' }, 'legacy.sysServiceProviderId', 'neededInMode'],
    ['direct', { secondaryMerchant: { id: 'SM', name: '', industry: '5812' } }, 'legacy.secondaryMerchant.name', 'neededInMode'],
    ['systemIntegrator', { secondaryMerchant: { id: 'SM', industry: '5812' } }, 'legacy.secondaryMerchant.name', 'neededInMode'],
  ] as const)('%s with %j', (mode, change, field, reason) => {
    expect(failure(() => load(mode, 'alipayBarcode', change))).toEqual({ code: 'SETTINGS_INVALID', field, reason, mode });
  });

  test('an acquirer may leave out the name Alipay knows already, and it is not sent', () => {
    const { plain } = load('acquirer', 'alipayBarcode', { secondaryMerchant: { id: 'SM-0001', industry: '5812' } });
    expect(payParams(plain, request).get('extend_info')).toBe('{"secondary_merchant_id":"SM-0001","secondary_merchant_industry":"5812","store_id":"ST-07","store_name":"Harbour Tea","terminal_id":"T1"}');
  });

  test('settings from before there were modes keep meaning what they meant', () => {
    const { mode: _, ...old } = entered('direct');
    expect(loadLegacySettings(old, { md5Key }).plain.mode).toBe('direct');
    expect(loadLegacySettings({ ...old, sysServiceProviderId: INTEGRATOR }, { md5Key }).plain.mode).toBe('systemIntegrator');
  });

  test.each([
    ['alipayBarcode', { sellerId: ACQUIRER }, 'legacy.sellerId', 'notThePartner'],
    ['alipayBarcode', { edition: 'hk', currency: 'USD' }, 'legacy.currency', 'hkdOnly'],
    ['alipayTransactionQr', { notifyUrl: '' }, 'legacy.notifyUrl', 'missing'],
    ['alipayBarcode', { notifyUrl: '', refundSync: 'N' }, 'legacy.notifyUrl', 'missing'],
    ['alipayHkTransactionQr', { currency: 'USD' }, 'legacy.currency', 'hkdOnly'],
    ['alipayHkTransactionQr', { transCurrency: 'TWD' }, 'legacy.transCurrency', 'hkdOnly'],
    ['alipayHkMerchantQr', { secondaryMerchant: { id: 'S'.repeat(33), name: 'Tea', industry: '5812' } }, 'legacy.secondaryMerchant.id', 'tooLong'],
    ['alipayHkMerchantQr', { secondaryMerchant: { id: 'S', name: 'T'.repeat(33), industry: '5812' } }, 'legacy.secondaryMerchant.name', 'tooLong'],
    ['alipayHkMerchantQr', { channelFeeType: 'RATE' }, 'legacy.channelFeeValue', 'missing'],
    ['alipayHkMerchantQr', { channelFeeValue: '1' }, 'legacy.channelFeeType', 'missing'],
    ['alipayHkMerchantQr', { channelFeeType: 'RATE', channelFeeValue: '0.051' }, 'legacy.channelFeeValue', 'range'],
    ['alipayHkMerchantQr', { channelFeeType: 'FIXED', channelFeeValue: '1.005' }, 'legacy.channelFeeValue', 'range'],
    ['alipayHkMerchantQr', { secondaryMerchant: { id: 'S', name: 'Taxi', industry: '4121' }, taxi: { operationId: 'O', number: 'N', driverName: 'D' } }, 'legacy.taxi.driverMobile', 'missing'],
  ] as const)('%s with %j', (product, change, field, reason) => {
    expect(failure(() => load('direct', product, change))).toEqual({ code: 'SETTINGS_INVALID', field, reason });
  });

  test('the same products otherwise', () => {
    expect(load('direct', 'alipayTransactionQr', { sellerId: ACQUIRER, edition: 'hk', currency: 'USD' }).plain).toMatchObject({ edition: 'global', sellerId: ACQUIRER });
    for (const product of ['alipayHkTransactionQr', 'alipayHkMerchantQr'] as const) expect(load('direct', product, { notifyUrl: '', refundSync: 'N' }).plain.notifyUrl).toBeUndefined();
    expect(load('direct', 'alipayBarcode', { notifyUrl: '' }).plain.notifyUrl).toBeUndefined();
    for (const value of ['0', '0.05', '0.0125']) expect(load('direct', 'alipayHkMerchantQr', { channelFeeType: 'RATE', channelFeeValue: value }).plain.channelFeeValue).toBe(value);
  });
});

describe('preview', () => {
  const PRODUCTS = { alipayBarcode: 'pay', alipayTransactionQr: 'precreate', alipayHkTransactionQr: 'precreate', alipayHkMerchantQr: 'createCode' } as const satisfies Partial<Record<PaymentProduct, LegacyService>>;

  test.each(Object.entries(PRODUCTS) as [keyof typeof PRODUCTS, LegacyService][])('of %s: what its first call sends, in that order, secrets masked', (product, service) => {
    const settings = load('systemIntegrator', product);
    const preview = previewLegacy(product, settings);
    expect(preview).toMatchObject({ service: SERVICES[service], url: 'https://gateway.example/gateway.do?_input_charset=UTF-8', headers: [], body: '' });
    const params = new Map(preview.params);
    // The same names as a real call: every field a real one may have is filled.
    const real = [...bodyOf(service, 'systemIntegrator').keys()];
    for (const name of real) expect([...params.keys()]).toContain(name);
    expect(preview.params.map(([name]) => name)).toEqual([...params.keys()].sort());
    expect(params.get('partner')).toBe(MERCHANT);
    expect([params.get('sign'), params.get('sign_type')]).toEqual(['••••••', 'MD5']);
    if (product === 'alipayBarcode') expect(params.get('buyer_identity_code')).toBe('280000••••••');
    expect(JSON.stringify(preview)).not.toContain(md5Key);
  });
});
