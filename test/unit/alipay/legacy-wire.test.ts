import iconv from 'iconv-lite';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { minor } from '../../../shared/money.ts';
import type { PayRequest } from '../../../electron/payments/provider.ts';
import { stringToSign } from '../../../electron/alipay/legacy/sign.ts';
import { cancelParams, isPayable, payParams, queryParams } from '../../../electron/alipay/legacy/requests.ts';
import { loadLegacySettings } from '../../../electron/alipay/legacy/settings.ts';
import { fromGmt8, gmt8Compact, gmt8Text } from '../../../electron/alipay/legacy/times.ts';
import { formBody, formEncode, signedForm } from '../../../electron/alipay/legacy/wire.ts';
import { PRINTED_MD5_KEY, printedPay } from './vectors.ts';

const entered = {
  baseUrl: 'https://gateway.example/gateway.do',
  partner: '2088999900000011',
  signType: 'MD5',
  currency: 'USD',
  secondaryMerchant: { id: 'SM-0001', name: 'Harbour Tea', industry: '5812' },
  storeId: 'ST-07',
  storeName: 'Harbour Tea & Cake',
  terminalId: 'T1',
  notifyUrl: 'https://merchant.example/notify',
  sysServiceProviderId: '2088999900000099',
};
const { plain } = loadLegacySettings(entered, { md5Key: PRINTED_MD5_KEY });

const request: PayRequest = {
  merchantReference: 'PT20240102-000001',
  amountMinor: minor(3925),
  currency: 'USD',
  description: 'Tea 茶 100% set',
  billNo: '',
  createdAtMs: Date.UTC(2024, 0, 2, 7, 4, 5),
  expiresAtMs: Date.UTC(2024, 0, 2, 7, 7, 5),
  offsetMinutes: 480,
  customerCode: '281234567890123456',
  goods: [],
};

const keys = { kind: 'MD5', key: PRINTED_MD5_KEY } as const;

describe('the request of legacy.md 11.2', () => {
  // The reference sends quantity; the till does not (open-questions.md 8). Everything else must come out by itself.
  const params = new Map([...payParams(plain, request), ['quantity', '1']]);

  test('string to sign', () => {
    expect(stringToSign(params)).toBe(printedPay?.stringToSign);
  });

  test('address, body and signature, byte by byte', () => {
    const form = signedForm(params, 'UTF-8', keys);
    expect(form.query).toBe('?_input_charset=UTF-8');
    expect(form.body.toString('latin1')).toBe(
      'alipay_seller_id=2088999900000011&biz_product=OVERSEAS_MBARCODE_PAY&buyer_identity_code=281234567890123456&currency=USD&extend_info=%7B%22secondary_merchant_id%22%3A%22SM-0001%22%2C%22secondary_merchant_name%22%3A%22Harbour+Tea%22%2C%22secondary_merchant_industry%22%3A%225812%22%2C%22store_id%22%3A%22ST-07%22%2C%22store_name%22%3A%22Harbour+Tea+%26+Cake%22%2C%22terminal_id%22%3A%22T1%22%2C%22sys_service_provider_id%22%3A%222088999900000099%22%7D&identity_code_type=barcode&notify_url=https%3A%2F%2Fmerchant.example%2Fnotify&partner=2088999900000011&partner_trans_id=PT20240102-000001&quantity=1&service=alipay.acquire.overseas.spot.pay&sign=bab82b98bab0fd34fa1e1d15127a7a05&sign_type=MD5&trans_amount=39.25&trans_create_time=20240102150405&trans_name=Tea+%E8%8C%B6+100%25+set',
    );
  });
});

test('a repeat of the same request is the same bytes', () => {
  expect(signedForm(payParams(plain, { ...request }), 'UTF-8', keys)).toEqual(signedForm(payParams(plain, request), 'UTF-8', keys));
});

describe('parameters', () => {
  test('no quantity, no empty values, seller defaults to the partner', () => {
    const bare = loadLegacySettings({ ...entered, notifyUrl: '', terminalId: '', sysServiceProviderId: '', sellerId: '' }, { md5Key: PRINTED_MD5_KEY }).plain;
    const sent = new URLSearchParams(signedForm(payParams(bare, request), 'UTF-8', keys).body.toString());
    expect([...sent.keys()]).toEqual(['alipay_seller_id', 'biz_product', 'buyer_identity_code', 'currency', 'extend_info', 'identity_code_type', 'partner', 'partner_trans_id', 'service', 'sign', 'sign_type', 'trans_amount', 'trans_create_time', 'trans_name']);
    expect(sent.get('alipay_seller_id')).toBe('2088999900000011');
    expect(sent.get('extend_info')).toBe('{"secondary_merchant_id":"SM-0001","secondary_merchant_name":"Harbour Tea","secondary_merchant_industry":"5812","store_id":"ST-07","store_name":"Harbour Tea & Cake"}');
  });

  test('pricing currency travels beside the settlement currency, and the amount is in it', () => {
    const params = payParams({ ...plain, transCurrency: 'TWD' }, { ...request, currency: 'TWD', amountMinor: minor(12000) });
    expect([params.get('trans_currency'), params.get('currency'), params.get('trans_amount')]).toEqual(['TWD', 'USD', '120.00']);
  });

  test('yen has no decimals', () => {
    expect(payParams({ ...plain, currency: 'JPY' }, { ...request, currency: 'JPY', amountMinor: minor(1280) }).get('trans_amount')).toBe('1280');
  });

  test.each([
    ['a double quote', 'Tea "green"\n set', "Tea 'green' set"],
    ['control characters', '\u0000 a\u0007b\u2028c ', 'a b c'],
    ['nothing left', ' \n', 'B-1'],
  ])('the name shown to the customer: %s', (_, description, name) => {
    expect(payParams(plain, { ...request, billNo: 'B-1', description }).get('trans_name')).toBe(name);
  });

  test('the name is cut at 256 without splitting a character', () => {
    const name = payParams(plain, { ...request, description: `${'x'.repeat(255)}😀` }).get('trans_name');
    expect(name).toBe('x'.repeat(255));
  });

  test('query and cancel as in legacy.md 4.A.2 and 4.A.3, the cancel with the terminal\'s time too', () => {
    expect(stringToSign(queryParams(plain, { merchantReference: 'PT20240102-000001' }))).toBe('_input_charset=UTF-8&partner=2088999900000011&partner_trans_id=PT20240102-000001&service=alipay.acquire.overseas.query');
    expect(stringToSign(cancelParams(plain, { merchantReference: 'PT20240102-000001' }, 1704179400123))).toBe('_input_charset=UTF-8&out_trade_no=PT20240102-000001&partner=2088999900000011&service=alipay.acquire.cancel&terminal_timestamp=1704179400123&timestamp=1704179400123');
  });
});

describe('form encoding', () => {
  test('GBK bytes', () => {
    expect(formEncode('茶 100%', 'GBK')).toBe('%B2%E8+100%25');
    expect(signedForm(new Map([['trans_name', '茶']]), 'GBK', keys).query).toBe('?_input_charset=GBK');
  });

  test('whatever the text, decoding gives it back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(new URLSearchParams(formBody(new Map([['a', text]]), 'UTF-8')).get('a')).toBe(text);
      }),
    );
    fc.assert(
      fc.property(fc.stringMatching(/^[一-龥A-Za-z0-9 %&+"']{0,20}$/), (text) => {
        const bytes = formEncode(text, 'GBK').replaceAll('+', ' ').replace(/%([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
        // The set of characters asked for lies inside GBK.
        expect(iconv.decode(Buffer.from(bytes, 'latin1'), 'GBK')).toBe(text);
      }),
    );
  });
});

describe('times are GMT+8 whatever the computer thinks', () => {
  test('both ways', () => {
    expect(gmt8Compact(Date.UTC(2023, 11, 31, 16, 0, 0))).toBe('20240101000000');
    expect(fromGmt8('20240102150407')).toBe(Date.UTC(2024, 0, 2, 7, 4, 7));
    expect(fromGmt8('2024-01-02 15:04:07')).toBe(Date.UTC(2024, 0, 2, 7, 4, 7));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_102_444_800 }), (seconds) => {
        expect(fromGmt8(gmt8Compact(seconds * 1000))).toBe(seconds * 1000);
        expect(fromGmt8(gmt8Text(seconds * 1000))).toBe(seconds * 1000);
      }),
    );
  });

  test.each(['', '2024010215040', '20240231120000', '20241301000000', '2024-01-02 15:04', '20240102250000', '2024-01-0215:04:07', '20240102 150407', '2024-0102 15:04:07'])('no time: "%s"', (text) => {
    expect(fromGmt8(text)).toBeNull();
  });
});

test('amounts inside the documented range only', () => {
  expect(isPayable(minor(1), 'USD')).toBe(true);
  expect(isPayable(minor(10_000_000_000), 'USD')).toBe(true);
  expect(isPayable(minor(10_000_000_001), 'USD')).toBe(false);
  expect(isPayable(minor(100_000_001), 'JPY')).toBe(false);
  expect(isPayable(minor(0), 'USD')).toBe(false);
  expect(isPayable(minor(-1), 'USD')).toBe(false);
});
