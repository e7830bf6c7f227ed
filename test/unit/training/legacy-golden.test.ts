import { createHash, createPublicKey, verify } from 'node:crypto';
import { expect, test } from 'vitest';
import { BEHAVIOUR_TIMING } from '../../../electron/training/behaviours.ts';
import { createCallList } from '../../../electron/training/call-list.ts';
import { createFaults } from '../../../electron/training/faults.ts';
import { createLegacyGateway, type LegacyGateway } from '../../../electron/training/legacy-gateway.ts';
import { formBody, isLegacyAcknowledgement, paymentFields } from '../../../electron/training/legacy-notices.ts';
import { seal, textToSeal } from '../../../electron/training/legacy-seal.ts';
import { createNotifier } from '../../../electron/training/notifier.ts';
import { openStaticCodes } from '../../../electron/training/static-codes.ts';
import { openTradeBook, type TradeBook } from '../../../electron/training/trade-book.ts';
import { openTrade, paidTrade, type Edition, type Trade } from '../../../electron/training/trades.ts';
import { openWallet } from '../../../electron/training/wallet.ts';
import { minor } from '../../../shared/money.ts';
import { FakeClock, seededRandom } from '../../integration/training/fake-clock.ts';

// Key, requests and MD5 values of legacy.md 4, 11.2 and 11.3.
const KEYS = { md5Key: 'k7v2m9x4q1w8e5r3t6y0u2i4o6p8a1s3', rsa: null };
const PARTNER = '2088999900000011';

/** The documented payment, PT20240102-000001 over 39.25 USD, paid at 15:04:07. */
const PAID: Trade = paidTrade(openTrade({
  gateway: 'legacy', id: '2024010222001400000000000001', reference: 'PT20240102-000001', presented: 'byCustomer', amountMinor: minor(3925), currency: 'USD',
  createdAtMs: Date.parse('2024-01-02T15:04:05+08:00'), expiresAtMs: Date.parse('2024-01-02T15:07:05+08:00'), account: PARTNER,
  payer: { userId: '2088999900000077', maskedLogin: 'bu***@mail.example', wallet: 'ALIPAY_CN' },
}), Date.parse('2024-01-02T15:04:07+08:00'));

function scene(at: string, edition: Edition = 'global', contract: ReadonlySet<string> | null = null): { gateway: LegacyGateway; book: TradeBook; clock: FakeClock } {
  const clock = new FakeClock(at);
  const random = seededRandom(1);
  const book = openTradeBook(clock, null);
  const codes = openStaticCodes(null);
  const faults = createFaults();
  const wallet = openWallet({ clock, random, book, codes, faults, timing: BEHAVIOUR_TIMING });
  const notifier = createNotifier({ clock, post: () => Promise.resolve({ kind: 'notContacted' }) });
  const gateway = createLegacyGateway({
    world: { clock, random, book, codes, wallet, timing: BEHAVIOUR_TIMING }, partners: [{ partner: PARTNER, edition, keys: KEYS, pricing: [], contract }], faults, calls: createCallList(), notifier,
  });
  return { gateway, book, clock };
}

/** Sends the documented string as a form with the documented signature; answers the XML. */
function ask(gateway: LegacyGateway, text: string, sign: string): string {
  // Values of the documented strings hold no "&name=" of their own.
  const params = text.split(/&(?=[a-z_]+=)/).map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)] as const);
  const body = new URLSearchParams([...params.filter(([name]) => name !== '_input_charset').map(([name, value]) => [name, value]), ['sign_type', 'MD5'], ['sign', sign]]).toString();
  const reaction = gateway.handle({
    method: 'POST', target: '/gateway.do?_input_charset=UTF-8', headers: { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' }, body: Buffer.from(body),
  });
  return reaction.kind === 'send' ? reaction.answer.body.toString('utf8') : expect.unreachable(reaction.kind);
}
const signOf = (xml: string): string | undefined => /<\/response><sign>(\w+)<\/sign><sign_type>MD5<\/sign_type><\/alipay>$/.exec(xml)?.[1];
const businessOf = (xml: string): string | undefined => /<response>(.*)<\/response>/.exec(xml)?.[1];

test('the documented query gets the documented answer, signature and all', () => {
  const { gateway, book } = scene('2024-01-02T15:05:00+08:00');
  book.put(PAID);
  const xml = ask(gateway, '_input_charset=UTF-8&partner=2088999900000011&partner_trans_id=PT20240102-000001&service=alipay.acquire.overseas.query', '1f35acecb5f5197318bde3eaf8e35b4d');
  expect(businessOf(xml)).toBe('<alipay><alipay_buyer_login_id>bu***@mail.example</alipay_buyer_login_id><alipay_buyer_user_id>2088999900000077</alipay_buyer_user_id>'
    + '<alipay_pay_time>20240102150407</alipay_pay_time><alipay_trans_id>2024010222001400000000000001</alipay_trans_id><alipay_trans_status>TRADE_SUCCESS</alipay_trans_status>'
    + '<currency>USD</currency><exchange_rate>7.12000000</exchange_rate><forex_total_fee>39.25</forex_total_fee><out_trade_no>PT20240102-000001</out_trade_no>'
    + '<partner_trans_id>PT20240102-000001</partner_trans_id><result_code>SUCCESS</result_code><trans_amount>39.25</trans_amount><trans_amount_cny>279.46</trans_amount_cny>'
    + '<trans_forex_rate>1</trans_forex_rate></alipay>');
  expect(signOf(xml)).toBe('1718a5bff369ec9edd01d99de910ab97');
});

test('the documented repeat of PAY gets the documented answer', () => {
  const { gateway, book } = scene('2024-01-02T15:05:00+08:00');
  const code = '281234567890123456';
  // The code's owner in the practice world is the buyer of the trade.
  const buyer = createHash('sha256').update(code).digest('hex');
  book.put({ ...PAID, payer: { ...(PAID.payer ?? expect.unreachable('no payer')), userId: `2088${String(BigInt(`0x${buyer}`) % 1_000_000_000_000n).padStart(12, '0')}` } });
  const xml = ask(gateway, '_input_charset=UTF-8&alipay_seller_id=2088999900000011&biz_product=OVERSEAS_MBARCODE_PAY&buyer_identity_code=281234567890123456&currency=USD&extend_info={"secondary_merchant_id":"SM-0001","secondary_merchant_name":"Harbour Tea","secondary_merchant_industry":"5812","store_id":"ST-07","store_name":"Harbour Tea & Cake","terminal_id":"T1","sys_service_provider_id":"2088999900000099"}&identity_code_type=barcode&notify_url=https://merchant.example/notify&partner=2088999900000011&partner_trans_id=PT20240102-000001&quantity=1&service=alipay.acquire.overseas.spot.pay&trans_amount=39.25&trans_create_time=20240102150405&trans_name=Tea 茶 100% set', 'bab82b98bab0fd34fa1e1d15127a7a05');
  expect(businessOf(xml)?.replace(/<alipay_buyer_user_id>\d+/, '<alipay_buyer_user_id>2088999900000077')).toBe(
    '<alipay><alipay_buyer_login_id>bu***@mail.example</alipay_buyer_login_id><alipay_buyer_user_id>2088999900000077</alipay_buyer_user_id><alipay_pay_time>20240102150407</alipay_pay_time>'
    + '<alipay_trans_id>2024010222001400000000000001</alipay_trans_id><currency>USD</currency><exchange_rate>7.12000000</exchange_rate><partner_trans_id>PT20240102-000001</partner_trans_id>'
    + '<result_code>SUCCESS</result_code><trans_amount>39.25</trans_amount><trans_amount_cny>279.46</trans_amount_cny></alipay>',
  );
});

test('the documented cancel gets the documented answer', () => {
  const { gateway, book } = scene('2024-01-02T15:10:00+08:00');
  book.put(PAID);
  const xml = ask(gateway, '_input_charset=UTF-8&out_trade_no=PT20240102-000001&partner=2088999900000011&service=alipay.acquire.cancel&timestamp=1704179400123', '39ec8b16ad46fa40f6a971338bfeba84');
  expect(businessOf(xml)).toBe('<alipay><action>refund</action><out_trade_no>PT20240102-000001</out_trade_no><result_code>SUCCESS</result_code><retry_flag>N</retry_flag>'
    + '<trade_no>2024010222001400000000000001</trade_no></alipay>');
  expect(signOf(xml)).toBe('38e8a1a0e3a6208a8739cf141415cae2');
});

test('the documented refund gets the documented answer', () => {
  const { gateway, book } = scene('2024-01-02T16:00:00+08:00');
  book.put(PAID);
  const xml = ask(gateway, '_input_charset=UTF-8&currency=USD&is_sync=Y&partner=2088999900000011&partner_refund_id=RF20240102-000001&partner_trans_id=PT20240102-000001&refund_amount=10.00&refund_reason=one item returned&service=alipay.acquire.overseas.spot.refund', '880b353ddff519f2026c5a8197f1db29');
  expect(businessOf(xml)).toBe('<alipay><alipay_trans_id>2024010222001400000000000001</alipay_trans_id><currency>USD</currency><exchange_rate>7.12000000</exchange_rate>'
    + '<partner_refund_id>RF20240102-000001</partner_refund_id><partner_trans_id>PT20240102-000001</partner_trans_id><refund_amount>10.00</refund_amount>'
    + '<refund_amount_cny>71.20</refund_amount_cny><result_code>SUCCESS</result_code></alipay>');
  expect(signOf(xml)).toBe('9a19bf38374a9aaf8b5bc65409f14a8a');
});

test('the documented refund query gets the documented answer: accepted, waiting for funds', () => {
  const { gateway, book, clock } = scene('2024-01-03T11:20:00+08:00');
  const refund = {
    reference: 'RF20240103-000001', id: '2024010322001400000000000099', amountMinor: minor(1000), mode: 'async', state: 'processing', failureCode: 'MERCHANT_BALANCE_NOT_ENOUGH', reason: null,
    notifyUrl: null, createdAtMs: clock.nowMs(), triesAtMs: Date.parse('2024-01-03T23:00:00+08:00'), failsWith: null, whenPoor: 'nightly', givesUpAtMs: Date.parse('2024-07-01T00:00:00Z'), doneAtMs: null,
  } as const;
  book.put({ ...PAID, refunds: [refund] });
  const xml = ask(gateway, '_input_charset=UTF-8&out_return_no=RF20240103-000001&out_trade_no=PT20240102-000001&partner=2088999900000011&service=alipay.acquire.refund.query', '585d06eb6981ade63d4b1cefd983642d');
  expect(businessOf(xml)).toBe('<alipay><gmt_create>2024-01-03 11:20:00</gmt_create><out_return_no>RF20240103-000001</out_return_no><out_trade_no>PT20240102-000001</out_trade_no>'
    + '<refund_error_code>MERCHANT_BALANCE_NOT_ENOUGH</refund_error_code><refund_result_code>PROCESSING</refund_result_code><response_code>SUCCESS</response_code>'
    + '<trade_no>2024010222001400000000000001</trade_no></alipay>');
  expect(signOf(xml)).toBe('fd243184da76a037d91e4df72eca9f54');
});

test('the documented precreate and qrcode.create requests are accepted as they stand', () => {
  const precreated = ask(scene('2024-01-02T15:09:40+08:00', 'hk').gateway, '_input_charset=UTF-8&currency=HKD&extend_params={"secondary_merchant_id":"SM-0001","secondary_merchant_name":"Harbour Tea","secondary_merchant_industry":"5812","store_id":"ST-07","store_name":"Harbour Tea"}&it_b_pay=5m&notify_url=https://merchant.example/notify&out_trade_no=QR20240102-000009&partner=2088999900000011&product_code=OVERSEAS_MBARCODE_PAY&service=alipay.acquire.precreate&subject=Tea and cake&timestamp=2024-01-02 15:09:40&total_fee=88.00&trans_currency=HKD', '3b8c4308999b86fb40bb51ca9fa538cf');
  expect(businessOf(precreated)).toMatch(/^<alipay><big_pic_url>https:\/\/[\w.]+\/show\.htm\?code=bax\d{20}&amp;picSize=L<\/big_pic_url><out_trade_no>QR20240102-000009<\/out_trade_no><pic_url>.*M<\/pic_url><qr_code>https:\/\/[\w.]+\/bax\d{20}<\/qr_code><result_code>SUCCESS<\/result_code><small_pic_url>.*S<\/small_pic_url><voucher_type>qrcode<\/voucher_type><\/alipay>$/);
  const created = ask(scene('2024-01-02T09:00:00+08:00', 'hk').gateway, '_input_charset=UTF-8&biz_data={"address":"1 Example Street","country_code":"HK","currency":"HKD","secondary_merchant_id":"SM-0001","secondary_merchant_industry":"5812","secondary_merchant_name":"Harbour Tea","store_id":"ST-07","store_name":"Harbour Tea","trans_currency":"HKD"}&biz_type=OVERSEASHOPQRCODE&notify_url=https://merchant.example/notify&partner=2088999900000011&service=alipay.commerce.qrcode.create&timestamp=2024-01-02 09:00:00', 'ae80598614437158199938eb6d520c3c');
  expect(businessOf(created)).toMatch(/^<qrcodeinfo><qrcode>https:\/\/[\w.]+\/fkx\d{26}<\/qrcode><qrcode_img_url>.*&amp;picSize=M<\/qrcode_img_url><result_code>SUCCESS<\/result_code><\/qrcodeinfo>$/);
});

test.each([
  ['precreate answer, entities decoded', 'de2f78c883d30ec4abb58d6b1430bb34', {
    big_pic_url: 'https://mobilecodec.alipay.example/show.htm?code=bax00000000000000000001&picSize=L', out_trade_no: 'QR20240102-000009',
    pic_url: 'https://mobilecodec.alipay.example/show.htm?code=bax00000000000000000001&picSize=M', qr_code: 'https://qr.alipay.example/bax00000000000000000001', result_code: 'SUCCESS',
    small_pic_url: 'https://mobilecodec.alipay.example/show.htm?code=bax00000000000000000001&picSize=S', voucher_type: 'qrcode',
  }],
  ['qrcode.create answer', '85f9579ae36fcac403ea5e9e8677cb25', {
    qrcode: 'https://qr.alipay.example/fkx00000000000000000000000001', qrcode_img_url: 'https://mobilecodec.alipay.example/show.htm?code=fkx00000000000000000000000001&picSize=M', result_code: 'SUCCESS',
  }],
])('%s', (_, md5, fields) => {
  expect(seal('MD5', textToSeal(Object.entries(fields)), 'UTF-8', KEYS)).toBe(md5);
});

test.each([
  ['_input_charset=utf-8&partner=1000000000000000&partner_trans_id=2010121000000002&service=alipay.acquire.overseas.query', '2a7f598bbb13d02f7de819ae689f80ba'],
  ['_input_charset=utf-8&currency=USD&is_sync=Y&partner=1000000000000000&partner_refund_id=301012133000002&partner_trans_id=2010121000000002&refund_amount=0.01&service=alipay.acquire.overseas.spot.refund', '397685a0c6b2d71d0d1f374ddba331a0'],
  ['partner=123&service=test', 'bbd13b52823b576291595f472ebcfbc2'],
  ['notify_id=1234', '22fc7e38e5acdfede396aa463870d111'],
])('the public vector %s', (text, md5) => {
  const fields = text.split('&').map((pair) => pair.split('=') as [string, string]);
  expect(seal('MD5', textToSeal(fields.toReversed()), 'UTF-8', { md5Key: `1${'0'.repeat(31)}`, rsa: null })).toBe(md5);
});

const NOTICE_BODY = 'notify_id=a1b2c3d4e5f60718293a4b5c6d7e8f9000&notify_type=trade_status_sync&notify_time=2024-01-02+15%3A10%3A00&notify_action_type=payByAccountAction&out_trade_no=QR20240102-000009&subject=Tea+%26+cake&trade_no=2024010222001400000000000009&trade_status=TRADE_SUCCESS&gmt_create=2024-01-02+15%3A09%3A40&gmt_payment=2024-01-02+15%3A09%3A58&seller_id=2088999900000011&buyer_id=2088999900000077&buyer_email=bu%2A%2A%2A%40mail.example&total_fee=88.00&price=88.00&quantity=1&currency=HKD&extra_common_param=till%3D3&sign_type=MD5&sign=5408d5ca9bc5c1c591247de505b934a4';

test('the documented notification, byte for byte', () => {
  const trade: Trade = {
    ...paidTrade(openTrade({
      gateway: 'legacy', id: '2024010222001400000000000009', reference: 'QR20240102-000009', presented: 'byShop', amountMinor: minor(8800), currency: 'HKD',
      createdAtMs: Date.parse('2024-01-02T15:09:40+08:00'), expiresAtMs: Date.parse('2024-01-02T15:14:40+08:00'), account: PARTNER, edition: 'hk',
      payer: { userId: '2088999900000077', maskedLogin: 'bu***@mail.example', wallet: 'ALIPAY_HK' },
      legacy: { charset: 'UTF-8', signType: 'MD5', subject: 'Tea & cake', passback: 'till=3', requestHash: null, sellerId: PARTNER, settlement: 'HKD', onlyWallet: null },
    }), Date.parse('2024-01-02T15:09:58+08:00')),
  };
  const nowMs = Date.parse('2024-01-02T15:10:00+08:00');
  // The reference's example has none of the extras.
  const fields = paymentFields(trade, 'a1b2c3d4e5f60718293a4b5c6d7e8f9000', nowMs).filter(([name]) => name !== 'payment_inst');
  const signed = [...fields, ['sign_type', 'MD5'], ['sign', seal('MD5', textToSeal(fields), 'UTF-8', KEYS)]] as const;
  expect(formBody(signed, 'UTF-8').toString('latin1')).toBe(NOTICE_BODY);
});

test('the documented RSA2 signature of that notification is over the text we would sign', () => {
  const fields = [...new URLSearchParams(NOTICE_BODY)];
  const key = createPublicKey('-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAqxgopv8OMTmCSyQjLJO+jMvk/lmocsQYfcmzUAzLHJrf2wxrdoCQVlzCGXA0DR/h8ifQmdM2PDQwGLDCJaCdcia8I1H68MGMA5LB1RXnr2wvN22xugr0No10anQlRGYRGUFjbqdYA8opkNSQWfTK/8y/4g7/Cy0nF34kThxl2RGtYaI3kYlqd+avgLDWkwYCJ5z3SgRHHLg9hXjIelTtoDY26L9qxieqLLjcel4V5H0cCaUqF2NhWJNTU1pp+dCbwSQ6rVYt4+5i8WsKaemtVwIg0jMfoGeNPbk5AO8BcmxqFD4924q/rQHkIyaOFW1UzOOWEGqEVzlxOarL//aZ6QIDAQAB\n-----END PUBLIC KEY-----');
  const signature = 'c9PDIFwIy5uvonsFGAwfBWDhpfeglt9g5341sd2jZSaro9fWhIGfbYzrunoeY1W2H+U0hR82nUDOvwoYNxubB/AsIiqhMDb0ZQxwoXyPbcNFtX83KjTMTYAvQJ0kftf0D8wTP+3uLHe0aqzA5qSDnlYeDMCISIoLx4UvPBW7QLlWuaFYs+dM26Z5ygYkACfhcCOIxkLS5uSJrpnrjZUp3HYVgljvkDIbEs2yxLVrc0hTk/TB0jB77dnWQCqfUBiNpBy2xpdaDidGDbuatRqVXNtMlIfluy0EGGtrIO9kCz5jooeZbmMGV/doda+xOdpNCqtnS1XySpUnQJcwWRBHug==';
  expect(verify('RSA-SHA256', Buffer.from(textToSeal(fields)), key, Buffer.from(signature, 'base64'))).toBe(true);
});

test('form bodies in both charsets leave empty values out', () => {
  expect(formBody([['a', '茶 +&=~'], ['b', '']], 'UTF-8').toString()).toBe('a=%E8%8C%B6+%2B%26%3D%7E');
  expect(formBody([['a', '茶']], 'GBK').toString()).toBe('a=%B2%E8');
});

test.each([
  [200, 'success', true], [200, 'SUCCESS', true], [200, ' success\r\n', true], [200, 'Success', false], [200, 'success!', false], [200, '<html>success</html>', false],
  [200, '', false], [302, 'success', false], [500, 'success', false], [204, 'success', false],
])('HTTP %i "%s" is an acknowledgement: %s', (status, body, acknowledged) => {
  expect(isLegacyAcknowledgement(status, Buffer.from(body))).toBe(acknowledged);
});

test('a service outside the contract is refused before its parameters are looked at (legacy.md 12.3)', () => {
  const { gateway } = scene('2024-01-02T15:05:00+08:00', 'global', new Set(['alipay.acquire.cancel']));
  const xml = ask(gateway, '_input_charset=UTF-8&partner=2088999900000011&partner_trans_id=PT20240102-000001&service=alipay.acquire.overseas.query', '1f35acecb5f5197318bde3eaf8e35b4d');
  expect(xml).toContain('<is_success>F</is_success><error>ILLEGAL_PARTNER_EXTERFACE</error>');
});
