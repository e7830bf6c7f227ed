import { afterAll, expect, test } from 'vitest';
import { AmsClient } from '../../../electron/alipay/ams/client.ts';
import { AmsOrderCodeProvider } from '../../../electron/alipay/ams/order-code.ts';
import { askRegistrationInfo, askRegistrationStatus, readRegistration, register } from '../../../electron/alipay/ams/registration.ts';
import { loadAmsSettings } from '../../../electron/alipay/ams/settings.ts';
import { AmsUserPresentedProvider } from '../../../electron/alipay/ams/user-presented.ts';
import { createHttp } from '../../../electron/alipay/http.ts';
import type { PaymentKey, PayRequest, RefundRequest } from '../../../electron/payments/provider.ts';
import { realRandom } from '../../../electron/real-world.ts';
import { minor } from '../../../shared/money.ts';
import { AMS_MODES, type AmsMode } from '../../../shared/payment/integration-modes.ts';
import { answer, KEYS, opened, result } from './ams-seal.ts';
import { httpGateway } from './http-gateway.ts';
import { ManualClock } from './manual-clock.ts';

const clock = new ManualClock();
const http = createHttp({ clock });
afterAll(() => http.close());

const request: PayRequest = {
  merchantReference: 'LB1', amountMinor: minor(499), currency: 'USD', description: 'One book', billNo: 'B43', createdAtMs: clock.nowMs(), expiresAtMs: clock.nowMs() + 180_000, offsetMinutes: 480,
  customerCode: '281000000000000001', goods: [{ id: '978', name: 'Atlas', unitPriceMinor: minor(499), quantityMilli: 1000 }],
};
const key: PaymentKey = { merchantReference: 'LB1', amountMinor: minor(499), currency: 'USD', gatewayPaymentId: 'P1', createdAtMs: clock.nowMs() };
const refund: RefundRequest = { payment: key, refundReference: 'R1', amountMinor: minor(250), createdAtMs: clock.nowMs(), reason: 'torn', offsetMinutes: 480 };
const options = { deadlineMs: 5_000 };
const file = readRegistration({ registrationRequestId: 'REG1', merchantInfo: { referenceMerchantId: 'REG-M', merchantDisplayName: 'Lantern', merchantMCC: '5942' }, storeInfo: { referenceStoreId: 'REG-S', storeName: 'Harbour', storeMCC: '5942' } });

const MODES: Record<AmsMode, { readonly plain: object; readonly agentToken?: string }> = {
  direct: { plain: {} }, systemIntegrator: { plain: {} }, isv: { plain: {}, agentToken: 'tok-1' },
  acquirer: { plain: { registered: { merchantId: 'REG-M', storeId: 'REG-S' } } }, systemIntegratorAndAcquirer: { plain: { registered: { merchantId: 'REG-M', storeId: 'REG-S' } } },
};

/** The bytes of every service in the mode `direct`, whose merchant and store are named by the shop's own ids. */
const order = (merchantId: string, storeId: string): string =>
  `"order":{"referenceOrderId":"B43","orderDescription":"One book","orderAmount":{"currency":"USD","value":"499"},"merchant":{"referenceMerchantId":"${merchantId}","merchantName":"Lantern Books Ltd","merchantMCC":"5942","store":{"referenceStoreId":"${storeId}","storeName":"Harbour","storeMCC":"5942","storeTerminalId":"TILL03"}},"env":{"storeTerminalId":"TILL03","storeTerminalRequestTime":"2026-01-01T08:00:00+08:00"},"goods":[{"referenceGoodsId":"978","goodsName":"Atlas","goodsUnitAmount":{"currency":"USD","value":"499"},"goodsQuantity":"1"}]},"paymentAmount":{"currency":"USD","value":"499"}`;
const REST = '"paymentNotifyUrl":"https://pos.example/ams/notify","paymentExpiryTime":"2026-01-01T08:03:00+08:00","settlementStrategy":{"settlementCurrency":"USD"},"merchantRegion":"US"';
const bodies = (merchantId: string, storeId: string): readonly (readonly [path: string, body: string])[] => [
  ['payments/pay', `{"productCode":"IN_STORE_PAYMENT","paymentRequestId":"LB1",${order(merchantId, storeId)},"paymentMethod":{"paymentMethodType":"CONNECT_WALLET"},"paymentFactor":{"inStorePaymentScenario":"OrderCode"},${REST}}`],
  ['payments/pay', `{"productCode":"IN_STORE_PAYMENT","paymentRequestId":"LB1",${order(merchantId, storeId)},"paymentMethod":{"paymentMethodType":"CONNECT_WALLET","paymentMethodId":"281000000000000001"},"paymentFactor":{"inStorePaymentScenario":"PaymentCode"},${REST}}`],
  ['payments/inquiryPayment', '{"paymentRequestId":"LB1"}'],
  ['payments/cancel', '{"paymentRequestId":"LB1"}'],
  ['payments/refund', '{"refundRequestId":"R1","paymentId":"P1","refundAmount":{"currency":"USD","value":"250"},"refundReason":"torn"}'],
  ['payments/inquiryRefund', '{"refundRequestId":"R1"}'],
  ['merchants/registration', '{"registrationRequestId":"REG1","merchantInfo":{"referenceMerchantId":"REG-M","merchantDisplayName":"Lantern","merchantMCC":"5942"},"storeInfo":{"referenceStoreId":"REG-S","storeName":"Harbour","storeMCC":"5942"},"productCodes":["IN_STORE_PAYMENT"]}'],
  ['merchants/inquiryRegistrationStatus', '{"registrationRequestId":"REG1","referenceMerchantId":"REG-M","referenceStoreId":"REG-S"}'],
  ['merchants/inquiryRegistrationInfo', '{"referenceMerchantId":"REG-M","referenceStoreId":"REG-S"}'],
];

/** ams.md 10: nothing but the token of an ISV and the registered ids of an acquirer's merchant differ. */
const EXPECTED: Record<AmsMode, { readonly ids: readonly [merchantId: string, storeId: string]; readonly token: string | undefined }> = {
  direct: { ids: ['OWN-M', 'OWN-S'], token: undefined },
  systemIntegrator: { ids: ['OWN-M', 'OWN-S'], token: undefined },
  isv: { ids: ['OWN-M', 'OWN-S'], token: 'tok-1' },
  acquirer: { ids: ['REG-M', 'REG-S'], token: undefined },
  systemIntegratorAndAcquirer: { ids: ['REG-M', 'REG-S'], token: undefined },
};

test.each(AMS_MODES)('the bytes of every service through %s', async (mode) => {
  await using gateway = await httpGateway((received, response) => answer(received, response, { result: result('U', 'UNKNOWN_EXCEPTION') }));
  const plain = {
    host: gateway.origin, clientId: '5Y00LIVE', mode, merchant: { referenceMerchantId: 'OWN-M', merchantName: 'Lantern Books Ltd', merchantMCC: '5942' },
    store: { referenceStoreId: 'OWN-S', storeName: 'Harbour', storeTerminalId: 'TILL03' }, notifyUrl: 'https://pos.example/ams/notify', settlementCurrency: 'USD', merchantRegion: 'US', ...MODES[mode].plain,
  };
  const settings = loadAmsSettings(plain, { ...KEYS, agentToken: MODES[mode].agentToken }, 'alipayUserPresented');
  const deps = { settings, clock, random: realRandom, post: http.post };
  const presented = new AmsUserPresentedProvider(deps);
  await new AmsOrderCodeProvider(deps).pay(request, options);
  await presented.pay(request, options);
  await presented.inquire(key, options);
  await presented.cancel(key, options);
  await presented.refund(refund, options);
  await presented.inquireRefund(refund, options);
  const client = new AmsClient(deps);
  if (!file.ok) throw new Error('bad file');
  await register(client, file.registration, options);
  const about = { registrationRequestId: 'REG1', referenceMerchantId: 'REG-M', referenceStoreId: 'REG-S' };
  await askRegistrationStatus(client, about, options);
  await askRegistrationInfo(client, about, options);

  const { ids, token } = EXPECTED[mode];
  expect(gateway.received.map(({ path, body }) => [path, body.toString()])).toEqual(bodies(...ids).map(([path, body]) => [`/ams/api/v1/${path}`, body]));
  for (const received of gateway.received) {
    opened(received);
    expect(received.headers['agent-token']).toBe(token);
    expect(received.headers['client-id']).toBe('5Y00LIVE');
    // ams.md 10.3: the token is no part of what is signed, so the signatures of two modes over the same body are the same.
    expect(Object.keys(received.headers).sort()).toEqual(['client-id', 'connection', 'content-length', 'content-type', 'host', 'request-time', 'signature', ...(token === undefined ? [] : ['agent-token'])].sort());
  }
});
