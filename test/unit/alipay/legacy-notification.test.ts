import { createHash, createPublicKey, generateKeyPairSync, createSign } from 'node:crypto';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import type { HttpOutcome } from '../../../electron/alipay/http.ts';
import { LegacyNotificationReader } from '../../../electron/alipay/legacy/notification.ts';
import { loadLegacySettings, type LegacySettings } from '../../../electron/alipay/legacy/settings.ts';
import type { NotificationReading, RawNotification } from '../../../electron/payments/provider.ts';
import { realClock } from '../../../electron/real-world.ts';
import type { PaymentProduct } from '../../../shared/payment/products.ts';
import { PRINTED_MD5_KEY, vectors } from './vectors.ts';

/** legacy.md 11.3, as posted. */
const PRINTED = 'notify_id=a1b2c3d4e5f60718293a4b5c6d7e8f9000&notify_type=trade_status_sync&notify_time=2024-01-02+15%3A10%3A00&notify_action_type=payByAccountAction&out_trade_no=QR20240102-000009&subject=Tea+%26+cake&trade_no=2024010222001400000000000009&trade_status=TRADE_SUCCESS&gmt_create=2024-01-02+15%3A09%3A40&gmt_payment=2024-01-02+15%3A09%3A58&seller_id=2088999900000011&buyer_id=2088999900000077&buyer_email=bu%2A%2A%2A%40mail.example&total_fee=88.00&price=88.00&quantity=1&currency=HKD&extra_common_param=till%3D3&sign_type=MD5&sign=5408d5ca9bc5c1c591247de505b934a4';
const rsa2 = vectors.legacy.find(({ algorithm, stringToSign }) => algorithm === 'RSA2' && stringToSign.includes('notify_id'));

const entered = {
  baseUrl: 'https://gateway.example/gateway.do', partner: '2088999900000011', signType: 'MD5', currency: 'HKD', secondaryMerchant: { id: 'SM-0001', name: 'Harbour Tea', industry: '5812' }, storeId: 'ST-07',
  storeName: 'Harbour Tea', notifyUrl: 'https://merchant.example/alipay/notify',
};
const settings = (change: object = {}, product: PaymentProduct = 'alipayHkTransactionQr'): LegacySettings => loadLegacySettings({ ...entered, ...change }, { md5Key: PRINTED_MD5_KEY }, product);
interface Asked { readonly url: string; readonly body: string }
function reader(options: { settings?: LegacySettings; product?: PaymentProduct; answer?: HttpOutcome; asked?: Asked[]; reported?: unknown[] } = {}): LegacyNotificationReader {
  const product = options.product ?? 'alipayHkTransactionQr';
  return new LegacyNotificationReader({
    settings: options.settings ?? settings({}, product), product, notifyUrl: entered.notifyUrl, clock: realClock, report: (fact) => options.reported?.push(fact),
    post: (request) => {
      options.asked?.push({ url: request.url, body: Buffer.from(request.body).toString('latin1') });
      return Promise.resolve(options.answer ?? { kind: 'notSent', detail: 'none' });
    },
  });
}
const raw = (body: string | Buffer, headers: Record<string, string> = { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' }): RawNotification => ({ target: '/alipay/notify', headers, body: Buffer.from(body) });
const rejected = (why: string, detail: string): NotificationReading => ({ kind: 'rejected', why, detail }) as NotificationReading;

/** A notification as a gateway would send it, signed here anew. */
function posted(fields: Record<string, string>, charset = 'UTF-8', key = PRINTED_MD5_KEY): Buffer {
  const text = Object.keys(fields).filter((name) => fields[name] !== '').sort().map((name) => `${name}=${fields[name]}`).join('&');
  const sign = createHash('md5').update(iconv.encode(text, charset)).update(key).digest('hex');
  const escape = (value: string): string => [...iconv.encode(value, charset)].map((byte) => (byte === 0x20 ? '+' : `%${byte.toString(16).padStart(2, '0')}`)).join('');
  return Buffer.from(Object.entries({ ...fields, sign, sign_type: 'MD5' }).map(([name, value]) => `${name}=${escape(value)}`).join('&'));
}
const payment = { notify_id: 'n1', notify_type: 'trade_status_sync', out_trade_no: 'QR1', trade_no: '2024T1', trade_status: 'TRADE_SUCCESS', total_fee: '88.00', currency: 'HKD', seller_id: '2088999900000011' };

describe('the notification in print (legacy.md 11.3)', () => {
  test('MD5', () => {
    expect(reader().read(raw(PRINTED))).toEqual({
      kind: 'verified', product: 'alipayHkTransactionQr',
      message: {
        messageId: 'a1b2c3d4e5f60718293a4b5c6d7e8f9000', about: 'payment', merchantReference: 'QR20240102-000009', refundReference: null, gatewayPaymentId: '2024010222001400000000000009', amountMinor: 8800,
        currency: 'HKD', says: 'paid', gatewayCode: 'TRADE_SUCCESS', paidAtMs: Date.UTC(2024, 0, 2, 7, 9, 58), payerHint: 'bu***@mail.example', wallet: null,
      },
    });
  });

  test('RSA2, with the "+" of its Base64 escaped, bare, or turned blank on the way', () => {
    const merchant = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
    const account = loadLegacySettings({ ...entered, signType: 'RSA2' }, { privateKey: merchant, alipayPublicKey: createPublicKey({ key: Buffer.from(rsa2?.publicKey ?? '', 'base64'), format: 'der', type: 'spki' }).export({ format: 'pem', type: 'spki' }).toString() });
    const unsigned = PRINTED.replace(/&sign_type=.*$/, '');
    const sign = rsa2?.sign ?? '';
    expect(sign).toContain('+');
    for (const spelt of [encodeURIComponent(sign), sign, encodeURIComponent(sign.replaceAll('+', ' '))]) {
      expect(reader({ settings: account }).read(raw(`${unsigned}&sign_type=RSA2&sign=${spelt}`)).kind).toBe('verified');
    }
    // RSA2 must not be talked into another digest or a shared secret.
    for (const type of ['RSA', 'MD5', 'DSA']) expect(reader({ settings: account }).read(raw(`${unsigned}&sign_type=${type}&sign=${encodeURIComponent(sign)}`))).toEqual(rejected('badSignature', 'wrong'));
  });

  test.each([
    ['a changed amount', PRINTED.replace('total_fee=88.00', 'total_fee=89.00')],
    ['a field less', PRINTED.replace('&quantity=1', '')],
    ['a field more', `${PRINTED}&memo=x`],
    ['another sign type', PRINTED.replace('sign_type=MD5', 'sign_type=RSA2')],
    ['an upper-case digest', PRINTED.replace('5408d5ca9bc5c1c591247de505b934a4', '5408D5CA9BC5C1C591247DE505B934A4')],
    ['a blank for a plus inside a value', PRINTED.replace('15%3A10%3A00', '15%3A10%3A01')],
  ])('with %s it is not believed', (_, body) => {
    expect(reader().read(raw(body))).toEqual(rejected('badSignature', 'wrong'));
  });

  test('an empty field is as good as none (legacy.md 2.4)', () => {
    expect(reader().read(raw(`${PRINTED}&memo=`)).kind).toBe('verified');
  });

  test('another key, or no signature at all', () => {
    expect(reader({ settings: loadLegacySettings(entered, { md5Key: 'x'.repeat(32) }) }).read(raw(PRINTED))).toEqual(rejected('badSignature', 'wrong'));
    expect(reader().read(raw(PRINTED.replace(/&sign=.*$/, '')))).toEqual(rejected('badSignature', 'missing'));
  });
});

describe('charsets', () => {
  const chinese = { ...payment, subject: '奶茶 100%', buyer_email: '小***明' };

  test.each([
    ['UTF-8 as declared', 'UTF-8', { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' }, {}],
    ['GBK as declared', 'GBK', { 'Content-Type': 'application/x-www-form-urlencoded; charset="GBK"' }, {}],
    ['GBK of the account, undeclared', 'GBK', { 'content-type': 'application/x-www-form-urlencoded' }, { charset: 'GBK' }],
  ])('%s', (_, charset, headers, change) => {
    expect(reader({ settings: settings(change) }).read(raw(posted(chinese, charset), headers as unknown as Record<string, string>))).toMatchObject({ kind: 'verified', message: { payerHint: '小***明' } });
  });

  test('signed in the account\'s charset and written anew in another by a proxy (open-questions.md 7)', () => {
    const text = Object.keys(chinese).sort().map((name) => `${name}=${chinese[name as keyof typeof chinese]}`).join('&');
    const sign = createHash('md5').update(Buffer.from(text)).update(PRINTED_MD5_KEY).digest('hex');
    const escape = (value: string): string => [...iconv.encode(value, 'GBK')].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
    const body = Object.entries({ ...chinese, sign, sign_type: 'MD5' }).map(([name, value]) => `${name}=${escape(value)}`).join('&');
    expect(reader().read(raw(body, { 'content-type': 'application/x-www-form-urlencoded; charset=GBK' }))).toMatchObject({ kind: 'verified', message: { payerHint: '小***明' } });
    expect(reader().read(raw(body))).toEqual(rejected('badSignature', 'wrong'));
  });

  test('well signed, but not in the charset it claims', () => {
    expect(reader().read(raw(posted(chinese, 'GBK')))).toEqual(rejected('unreadable', 'charset'));
  });
});

test.each([
  ['nothing', '', 'notAForm'],
  ['XML', '<alipay/>', 'notAForm'],
  ['a broken escape', 'a=%2', 'notAForm'],
  ['raw bytes', Buffer.from([0x61, 0x3d, 0xb2, 0xe8]), 'notAForm'],
  ['the same field twice', `${PRINTED}&trade_status=TRADE_CLOSED`, 'duplicate'],
  ['fields without end', Array.from({ length: 201 }, (_, index) => `a${index}=1`).join('&'), 'tooManyFields'],
])('%s is no notification', (_, body, detail) => {
  expect(reader().read(raw(body))).toEqual(rejected('unreadable', detail));
});

describe('whose it is', () => {
  test('another seller\'s', () => {
    expect(reader().read(raw(posted({ ...payment, seller_id: '2088999900000055' })))).toEqual(rejected('wrongReceiver', 'seller_id'));
    expect(reader().read(raw(posted({ ...payment, seller_id: '' }))).kind).toBe('verified');
    expect(reader({ settings: settings({ sellerId: '2088999900000055' }) }).read(raw(posted({ ...payment, seller_id: '2088999900000055' }))).kind).toBe('verified');
  });

  test('products that share an account tell their messages apart by the mark they sent along', () => {
    const marked = (mark: string, product: PaymentProduct): string => {
      const reading = reader({ product }).read(raw(posted({ ...payment, extra_common_param: mark })));
      return reading.kind === 'verified' ? reading.product : reading.detail;
    };
    expect(marked('guitai.alipayHkTransactionQr', 'alipayHkTransactionQr')).toBe('alipayHkTransactionQr');
    expect(marked('guitai.alipayHkTransactionQr', 'alipayHkMerchantQr')).toBe('product');
    expect(marked('{"till":"guitai.alipayHkMerchantQr"}', 'alipayHkMerchantQr')).toBe('alipayHkMerchantQr');
    expect(marked('{"till":"guitai.alipayHkMerchantQr"}', 'alipayBarcode')).toBe('product');
    // A mark that is not ours says nothing.
    for (const mark of ['till=3', '{"till":3}', '{"till":', '{}', 'guitai.toString']) expect(marked(mark, 'alipayBarcode')).toBe('alipayBarcode');
  });

  test('its path, and the one a proxy makes of it', () => {
    expect([reader().takes('/alipay/notify'), reader().takes('/alipay/notify?x=1'), reader().takes('/alipay/notify/'), reader().takes('/')]).toEqual([true, true, false, false]);
    const behind = reader({ settings: settings({ notifyLocalPath: '/n' }) });
    expect([behind.takes('/n'), behind.takes('/alipay/notify')]).toEqual([true, false]);
  });
});

describe('what it says', () => {
  const read = (change: Record<string, string>, account?: LegacySettings) => {
    const reading = reader(account ? { settings: account } : {}).read(raw(posted({ ...payment, ...change })));
    return reading.kind === 'verified' ? reading.message : reading.detail;
  };

  test.each([
    ['TRADE_SUCCESS', 'paid'], ['TRADE_FINISHED', 'paid'], ['WAIT_BUYER_PAY', 'waiting'], ['TRADE_PENDING', 'waiting'], ['TRADE_CLOSED', 'closed'], ['SOMETHING_NEW', 'other'], ['', 'other'],
  ])('%s: %s', (status, says) => {
    expect(read({ trade_status: status })).toMatchObject({ about: 'payment', says });
  });

  test('paid needs a number and an amount', () => {
    expect(read({ trade_no: '' })).toBe('noTradeNumber');
    expect(read({ total_fee: '' })).toBe('noAmount');
    expect(read({ total_fee: '88.001' })).toBe('badAmount');
    expect(read({ total_fee: '-1' })).toBe('badAmount');
    expect(read({ currency: 'HK$' })).toBe('badCurrency');
    expect(read({ out_trade_no: '', trade_no: '' })).toBe('noReference');
    expect(read({ out_trade_no: '' })).toMatchObject({ merchantReference: null, gatewayPaymentId: '2024T1' });
    expect(read({ trade_no: '9'.repeat(65) })).toBe('noTradeNumber');
  });

  test('amounts are in the currency of the prices, whichever one is named', () => {
    const twd = settings({ currency: 'USD', transCurrency: 'TWD' }, 'alipayTransactionQr');
    expect(read({ currency: 'USD', trans_currency: 'TWD', total_fee: '120' }, twd)).toMatchObject({ amountMinor: 12000, currency: 'TWD' });
    expect(read({ currency: 'USD', total_fee: '120' }, twd)).toMatchObject({ amountMinor: 12000, currency: 'TWD' });
    expect(read({ currency: 'EUR', total_fee: '120' }, twd)).toMatchObject({ amountMinor: 12000, currency: 'EUR' });
    expect(read({ currency: '' })).toMatchObject({ amountMinor: 8800, currency: null });
  });

  test('an unmasked login goes nowhere, a wallet is kept', () => {
    expect(read({ buyer_email: 'buyer@mail.example', payment_inst: 'ALIPAYHK' })).toMatchObject({ payerHint: null, wallet: 'ALIPAYHK' });
  });

  test.each([
    ['a refund message of its own', { notify_type: 'refund_status_sync', refund_status: 'REFUND_SUCCESS', out_return_no: 'RF1', refund_fee: '10.00' }, { says: 'refunded', refundReference: 'RF1', amountMinor: 1000 }],
    ['a trade message about a refund', { notify_action_type: 'refundFPAction', out_biz_no: 'RF1', refund_fee: '10.00' }, { says: 'refunded', refundReference: 'RF1', amountMinor: 1000 }],
    ['one that failed', { notify_type: 'refund_status_sync', refund_status: 'REFUND_FAIL', partner_refund_id: 'RF1' }, { says: 'failed', refundReference: 'RF1', amountMinor: null }],
    ['one of a kind nobody knows', { refund_status: 'REFUND_ODD', out_return_no: 'RF1' }, { says: 'other', refundReference: 'RF1' }],
  ])('%s', (_, change, message) => {
    expect(read(change as Record<string, string>)).toMatchObject({ about: 'refund', merchantReference: 'QR1', gatewayPaymentId: '2024T1', paidAtMs: null, ...message });
  });

  test('deliveries of one message share an id, also without a notify_id', () => {
    const without = (change: Record<string, string> = {}) => read({ notify_id: '', ...change });
    const id = (message: ReturnType<typeof read>): string => (typeof message === 'string' ? message : message.messageId);
    expect(id(without())).toMatch(/^digest-[0-9a-f]{64}$/);
    expect(id(without({ notify_time: '2024-01-02 15:10:00' }))).toBe(id(without({ notify_time: '2024-01-02 16:10:00' })));
    expect(id(without())).not.toBe(id(without({ trade_status: 'TRADE_CLOSED' })));
    expect(id(read({ notify_id: 'digest-1' }))).toMatch(/^digest-[0-9a-f]{64}$/);
  });

  test('a status nobody has documented is reported', () => {
    const reported: unknown[] = [];
    reader({ reported }).read(raw(posted({ ...payment, trade_status: 'SOMETHING_NEW', refund_status: 'REFUND_ODD' })));
    expect(reported).toEqual([{ gateway: 'legacy', service: 'notification', code: 'SOMETHING_NEW' }, { gateway: 'legacy', service: 'notification', code: 'REFUND_ODD' }]);
  });
});

describe('answers', () => {
  test('exactly "success" in lower case, and anything else for what is not believed', () => {
    const { status, body } = reader().acknowledgement();
    expect([status, Buffer.from(body).toString()]).toEqual([200, 'success']);
    for (const why of ['badSignature', 'wrongReceiver', 'unreadable'] as const) {
      const refusal = reader().refusal(why);
      expect(refusal.status).toBeGreaterThanOrEqual(400);
      expect(Buffer.from(refusal.body).toString().toLowerCase()).not.toContain('success');
    }
  });

  const answered = (text: string, status = 200): HttpOutcome => ({ kind: 'answer', status, headers: {}, body: Buffer.from(text) });
  test.each([
    ['true', answered('true\n'), true], ['false', answered('false'), false], ['invalid', answered('invalid'), false],
    ['an error page', answered('<html></html>'), 'unknown'], ['HTTP 502', answered('true', 502), 'unknown'], ['nothing', { kind: 'noAnswer', detail: 'timeout' } as const, 'unknown'],
  ])('notify_verify answers %s', async (_, answer, expected) => {
    const asked: Asked[] = [];
    expect(await reader({ answer, asked }).confirm('n1', { deadlineMs: 1_000 })).toBe(expected);
    expect(asked).toHaveLength(1);
    expect(asked[0]?.url).toBe('https://gateway.example/gateway.do?_input_charset=UTF-8');
    const sign = createHash('md5').update(`_input_charset=UTF-8&notify_id=n1&partner=2088999900000011&service=notify_verify${PRINTED_MD5_KEY}`).digest('hex');
    expect(asked[0]?.body).toBe(`notify_id=n1&partner=2088999900000011&service=notify_verify&sign=${sign}&sign_type=MD5`);
  });

  test('a message without an id of the gateway\'s is never genuine', async () => {
    const asked: Asked[] = [];
    expect(await reader({ asked, answer: answered('true') }).confirm(`digest-${'0'.repeat(64)}`, { deadlineMs: 1_000 })).toBe(false);
    expect(asked).toEqual([]);
  });
});

test('RSA with SHA-1 of an account agreed on RSA', () => {
  const merchant = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const platform = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const account = loadLegacySettings({ ...entered, signType: 'RSA' }, { privateKey: merchant.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(), alipayPublicKey: platform.publicKey.export({ format: 'pem', type: 'spki' }).toString() });
  const text = Object.keys(payment).sort().map((name) => `${name}=${payment[name as keyof typeof payment]}`).join('&');
  const sign = createSign('RSA-SHA1').update(text).sign(platform.privateKey, 'base64');
  expect(reader({ settings: account }).read(raw(new URLSearchParams({ ...payment, sign_type: 'RSA', sign }).toString())).kind).toBe('verified');
});
