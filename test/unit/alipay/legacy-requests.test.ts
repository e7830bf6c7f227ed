import { describe, expect, test } from 'vitest';
import { bizData, codeStatusParams, createCodeParams, modifyCodeParams } from '../../../electron/alipay/legacy/code-requests.ts';
import { isRefundable, payParams, precreateParams, queryParams, refundParams, refundQueryParams } from '../../../electron/alipay/legacy/requests.ts';
import { loadLegacySettings, type LegacyPlain } from '../../../electron/alipay/legacy/settings.ts';
import { signText, stringToSign } from '../../../electron/alipay/legacy/sign.ts';
import type { LegacyParams } from '../../../electron/alipay/legacy/wire.ts';
import type { PayRequest, RefundRequest } from '../../../electron/payments/provider.ts';
import { minor } from '../../../shared/money.ts';
import type { PaymentProduct } from '../../../shared/payment/products.ts';
import { PRINTED_MD5_KEY, vectors } from './vectors.ts';

const keys = { kind: 'MD5', key: PRINTED_MD5_KEY } as const;
const entered = {
  baseUrl: 'https://gateway.example/gateway.do', partner: '2088999900000011', signType: 'MD5', currency: 'HKD', secondaryMerchant: { id: 'SM-0001', name: 'Harbour Tea', industry: '5812' },
  storeId: 'ST-07', storeName: 'Harbour Tea', notifyUrl: 'https://merchant.example/notify',
};
const plainOf = (product: PaymentProduct, change: object = {}): LegacyPlain => loadLegacySettings({ ...entered, ...change }, { md5Key: PRINTED_MD5_KEY }, product).plain;
const printed = (part: string): { stringToSign: string; sign: string } => {
  const vector = vectors.legacy.find(({ algorithm, stringToSign: text }) => algorithm === 'MD5' && text.includes(part) && text.includes('2088999900000011'));
  if (!vector) throw new Error(`no vector with ${part}`);
  return vector;
};
const signed = (params: LegacyParams): { stringToSign: string; sign: string } => {
  const text = stringToSign(params);
  return { stringToSign: text, sign: signText(text, 'UTF-8', keys) };
};

const request: PayRequest = {
  merchantReference: 'QR20240102-000009', amountMinor: minor(8800), currency: 'HKD', description: 'Tea and cake', billNo: '', createdAtMs: Date.UTC(2024, 0, 2, 7, 9, 40),
  expiresAtMs: Date.UTC(2024, 0, 2, 7, 14, 40), offsetMinutes: 480, goods: [],
};
const refund: RefundRequest = {
  payment: { merchantReference: 'PT20240102-000001', amountMinor: minor(3925), currency: 'USD', gatewayPaymentId: '2024010222001400000000000001', createdAtMs: 0 },
  refundReference: 'RF20240102-000001', amountMinor: minor(1000), createdAtMs: 0, reason: 'one item returned', offsetMinutes: 480,
};

describe('strings in print', () => {
  test('PRECREATE (legacy.md 4.B.1), but for what the till adds', () => {
    const params = new Map(precreateParams(plainOf('alipayTransactionQr'), 'alipayTransactionQr', request));
    expect(params.get('passback_parameters')).toBe('guitai.alipayTransactionQr');
    expect(params.get('qr_code_it_b_pay')).toBe('5m');
    expect(params.get('terminal_timestamp')).toBe(String(request.createdAtMs));
    for (const added of ['passback_parameters', 'qr_code_it_b_pay', 'terminal_timestamp']) params.delete(added);
    expect(signed(params)).toMatchObject({ stringToSign: printed('acquire.precreate').stringToSign, sign: printed('acquire.precreate').sign });
  });

  test('REFUND (legacy.md 4.A.4) and REFUND QUERY (4.D.1)', () => {
    const plain = plainOf('alipayBarcode', { currency: 'USD' });
    expect(signed(refundParams(plain, refund))).toMatchObject({ stringToSign: printed('spot.refund').stringToSign, sign: printed('spot.refund').sign });
    expect(signed(refundQueryParams(plain, { ...refund, refundReference: 'RF20240103-000001' }))).toMatchObject({ sign: printed('refund.query').sign });
  });

  test('CREATE of the printed code (legacy.md 4.C.1), but for what the till adds', () => {
    const plain = plainOf('alipayHkMerchantQr');
    const store = { storeId: 'ST-07', storeName: 'Harbour Tea', address: '1 Example Street' };
    const { notify_charset, notify_sign_type, passback_parameters, ...data } = JSON.parse(bizData(plain, store)) as Record<string, unknown>;
    expect({ notify_charset, notify_sign_type, passback_parameters }).toEqual({ notify_charset: 'UTF-8', notify_sign_type: 'MD5', passback_parameters: { till: 'guitai.alipayHkMerchantQr' } });
    const params = new Map([...createCodeParams(plain, store, Date.UTC(2024, 0, 2, 1, 0, 0)), ['biz_data', JSON.stringify(data)]]);
    expect(signed(params)).toMatchObject({ stringToSign: printed('qrcode.create').stringToSign, sign: printed('qrcode.create').sign });
  });
});

describe('the AlipayHK edition', () => {
  const hk = plainOf('alipayBarcode', { edition: 'hk' });

  test('PAY carries no notify_url and no trans_currency', () => {
    const params = payParams({ ...hk, transCurrency: 'HKD' }, { ...request, customerCode: '281234567890123456' });
    expect([params.get('notify_url'), params.get('trans_currency'), params.get('currency')]).toEqual(['', '', 'HKD']);
    expect(payParams(plainOf('alipayBarcode'), { ...request, customerCode: '281234567890123456' }).get('notify_url')).toBe('https://merchant.example/notify');
  });

  test('PRECREATE is stamped in milliseconds, and may be kept to one wallet', () => {
    const plain = plainOf('alipayHkTransactionQr');
    expect(precreateParams(plain, 'alipayHkTransactionQr', request).get('timestamp')).toBe('1704179380000');
    expect(precreateParams(plain, 'alipayHkTransactionQr', request).get('payment_inst')).toBe('');
    expect(precreateParams({ ...plain, paymentInst: 'ALIPAYHK' }, 'alipayHkTransactionQr', request).get('payment_inst')).toBe('ALIPAYHK');
    expect(precreateParams(plainOf('alipayTransactionQr', { paymentInst: 'ALIPAYHK' }), 'alipayTransactionQr', request).get('payment_inst')).toBe('');
  });

  test('REFUND spells its reason its own way and never names an address', () => {
    const asked = { ...refund, payment: { ...refund.payment, currency: 'HKD' as const } };
    const params = refundParams({ ...hk, refundSync: 'N' }, asked);
    expect([params.get('refund_reson'), params.has('refund_reason'), params.get('notify_url'), params.get('is_sync')]).toEqual(['one item returned', false, '', 'N']);
  });
});

test('an asynchronous refund of the global edition says where it is announced, a synchronous one does not', () => {
  expect(refundParams(plainOf('alipayBarcode', { refundSync: 'N' }), refund).get('notify_url')).toBe('https://merchant.example/notify');
  expect(refundParams(plainOf('alipayBarcode'), refund).get('notify_url')).toBe('');
});

describe('PRECREATE', () => {
  const plain = plainOf('alipayTransactionQr');
  const goods: PayRequest['goods'] = [
    { id: 'tea', name: 'Tea "green"', unitPriceMinor: minor(2200), quantityMilli: 3000 },
    { id: 'almonds', name: '杏仁', unitPriceMinor: minor(5850), quantityMilli: 350 },
  ];

  test('the goods, a weighed one as one piece', () => {
    const params = precreateParams(plain, 'alipayTransactionQr', { ...request, goods });
    expect(JSON.parse(params.get('goods_detail') ?? '')).toEqual([
      { goodsId: 'tea', goodsName: 'Tea "green"', quantity: '3', price: '22.00' }, { goodsId: 'almonds', goodsName: '杏仁', quantity: '1', price: '20.48' },
    ]);
    expect(params.get('body')).toBe("Tea 'green', 杏仁");
  });

  test('fifty goods at most', () => {
    const many = Array.from({ length: 60 }, (_, index) => ({ id: String(index), name: 'x', unitPriceMinor: minor(1), quantityMilli: 1000 }));
    expect(JSON.parse(precreateParams(plain, 'alipayTransactionQr', { ...request, goods: many }).get('goods_detail') ?? '')).toHaveLength(50);
  });

  test.each([[180_000, '3m'], [180_001, '4m'], [10_000, '1m'], [0, '1m']])('a life of %d ms is said as %s', (ms, text) => {
    const params = precreateParams(plain, 'alipayTransactionQr', { ...request, expiresAtMs: request.createdAtMs + ms });
    expect([params.get('it_b_pay'), params.get('qr_code_it_b_pay')]).toEqual([text, text]);
  });

  test('no life is said where Alipay has not enabled that', () => {
    const params = precreateParams({ ...plain, sendExpiry: 'N' }, 'alipayTransactionQr', request);
    expect([params.get('it_b_pay'), params.get('qr_code_it_b_pay')]).toEqual(['', '']);
  });

  test('another seller, and a pricing currency', () => {
    const other = plainOf('alipayTransactionQr', { sellerId: '2088999900000077', currency: 'USD', transCurrency: 'TWD' });
    const params = precreateParams(other, 'alipayTransactionQr', { ...request, currency: 'TWD' });
    expect([params.get('seller_id'), params.get('currency'), params.get('trans_currency')]).toEqual(['2088999900000077', 'USD', 'TWD']);
  });
});

test('a payment on the printed code is asked about by both of the gateway\'s numbers', () => {
  expect(stringToSign(queryParams(plainOf('alipayHkMerchantQr'), { merchantReference: 'A1' }, '2024'))).toBe(
    '_input_charset=UTF-8&alipay_trans_id=2024&partner=2088999900000011&partner_trans_id=A1&service=alipay.acquire.overseas.query',
  );
});

describe('the printed code', () => {
  const store = { storeId: 'ST-07', storeName: 'Harbour "Tea"', address: '1 Example\nStreet' };

  test('everything that may be said of it', () => {
    const plain = plainOf('alipayHkMerchantQr', {
      countryCode: 'MO', channelFeeType: 'RATE', channelFeeValue: '0.01', notifyMobile: '85290000000', isShowMemo: 'Y', sysServiceProviderId: 'SI-1', charset: 'GBK',
      secondaryMerchant: { id: 'SM-0001', name: 'Harbour Taxi', industry: '4121' }, taxi: { operationId: 'O1', number: 'AB123', driverName: 'Ah Fai', driverMobile: '85291111111' },
    });
    expect(bizData(plain, store)).toBe(
      '{"address":"1 Example Street","channel_fee":{"type":"RATE","value":"0.01"},"country_code":"MO","currency":"HKD","is_show_memo":"true","notify_charset":"GBK","notify_mobile":"85290000000","notify_sign_type":"MD5",'
      + '"passback_parameters":{"till":"guitai.alipayHkMerchantQr"},"secondary_merchant_id":"SM-0001","secondary_merchant_industry":"4121","secondary_merchant_name":"Harbour Taxi","store_id":"ST-07","store_name":"Harbour \'Tea\'",'
      + '"sys_service_provider_id":"SI-1","taxi_driver_mobile":"85291111111","taxi_driver_name":"Ah Fai","taxi_number":"AB123","taxi_operation_id":"O1","trans_currency":"HKD"}',
    );
  });

  test('MODIFY says all of it again, with the code', () => {
    const plain = plainOf('alipayHkMerchantQr');
    const atMs = Date.UTC(2024, 0, 2, 1, 0, 0);
    const params = modifyCodeParams(plain, 'https://qr.example/fkx1', store, atMs);
    expect(params.get('biz_data')).toBe(createCodeParams(plain, store, atMs).get('biz_data'));
    expect([params.get('service'), params.get('qrcode')]).toEqual(['alipay.commerce.qrcode.modify', 'https://qr.example/fkx1']);
  });

  test.each(['STOP', 'RESTART', 'DELETE'] as const)('MODIFYSTATUS %s', (status) => {
    expect(stringToSign(codeStatusParams(plainOf('alipayHkMerchantQr'), 'https://qr.example/fkx1', status, Date.UTC(2024, 0, 2, 1, 0, 0)))).toBe(
      `_input_charset=UTF-8&biz_type=OVERSEASHOPQRCODE&notify_url=https://merchant.example/notify&partner=2088999900000011&qrcode=https://qr.example/fkx1&service=alipay.commerce.qrcode.modifyStatus&status=${status}&timestamp=2024-01-02 09:00:00`,
    );
  });
});

test('a refund may have seven digits before the point', () => {
  expect(isRefundable(minor(999_999_999), 'HKD')).toBe(true);
  expect(isRefundable(minor(1_000_000_000), 'HKD')).toBe(false);
  expect(isRefundable(minor(9_999_999), 'JPY')).toBe(true);
  expect(isRefundable(minor(10_000_000), 'JPY')).toBe(false);
  expect(isRefundable(minor(0), 'HKD')).toBe(false);
});
