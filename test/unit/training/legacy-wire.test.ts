import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import type { ReceivedRequest } from '../../../electron/training/http-door.ts';
import { readForm, type LegacyForm } from '../../../electron/training/legacy-form.ts';
import { readAmount } from '../../../electron/training/legacy-amounts.ts';
import { CANCEL_RULES, PRECREATE_RULES, QR_CREATE_RULES, REFUND_QUERY_RULES, SPOT_PAY_RULES } from '../../../electron/training/legacy-parameters.ts';
import { complaintAbout } from '../../../electron/training/legacy-rules.ts';
import { seal, textToSeal } from '../../../electron/training/legacy-seal.ts';
import { acceptedXml, refusedXml } from '../../../electron/training/legacy-xml.ts';

const FORM = 'application/x-www-form-urlencoded';
const post = (target: string, body: string | Buffer, type = FORM): ReceivedRequest => ({ method: 'POST', target, headers: { 'content-type': type }, body: Buffer.from(body) });
const form = (request: ReceivedRequest): LegacyForm => {
  const reading = readForm(request);
  if (reading.kind !== 'form') throw new Error(reading.code);
  return reading.form;
};

// Body and MD5 of legacy.md 11.2.
const BODY = 'alipay_seller_id=2088999900000011&biz_product=OVERSEAS_MBARCODE_PAY&buyer_identity_code=281234567890123456&currency=USD&extend_info=%7B%22secondary_merchant_id%22%3A%22SM-0001%22%2C%22secondary_merchant_name%22%3A%22Harbour+Tea%22%2C%22secondary_merchant_industry%22%3A%225812%22%2C%22store_id%22%3A%22ST-07%22%2C%22store_name%22%3A%22Harbour+Tea+%26+Cake%22%2C%22terminal_id%22%3A%22T1%22%2C%22sys_service_provider_id%22%3A%222088999900000099%22%7D&identity_code_type=barcode&notify_url=https%3A%2F%2Fmerchant.example%2Fnotify&partner=2088999900000011&partner_trans_id=PT20240102-000001&quantity=1&service=alipay.acquire.overseas.spot.pay&sign=bab82b98bab0fd34fa1e1d15127a7a05&sign_type=MD5&trans_amount=39.25&trans_create_time=20240102150405&trans_name=Tea+%E8%8C%B6+100%25+set';
const KEYS = { md5Key: 'k7v2m9x4q1w8e5r3t6y0u2i4o6p8a1s3', rsa: null };

test('the documented post reads back to its signed text and passes every rule', () => {
  const { params, charset } = form(post('/gateway.do?_input_charset=UTF-8', BODY));
  expect(charset).toBe('UTF-8');
  expect(params.get('trans_name')).toBe('Tea 茶 100% set');
  expect(seal('MD5', textToSeal(params), charset, KEYS)).toBe(params.get('sign'));
  expect(complaintAbout(params, SPOT_PAY_RULES)).toBeNull();
  expect(readAmount(params)).toEqual({ kind: 'amount', amountMinor: 3925, currency: 'USD', settlement: 'USD' });
});

test('without a charset in the URL the body is GBK whatever it says', () => {
  const gbk = [...iconv.encode('茶', 'gbk')].map((byte) => `%${byte.toString(16)}`).join('');
  const { params, charset } = form(post('/gateway.do', `_input_charset=UTF-8&trans_name=${gbk}`));
  expect(charset).toBe('GBK');
  expect(params.get('trans_name')).toBe('茶');
  expect(params.get('_input_charset')).toBe('UTF-8');
  expect(form(post('/gateway.do?_input_charset=gb2312', `trans_name=${gbk}`)).params.get('trans_name')).toBe('茶');
});

test('odd forms: raw bytes, broken escapes, empty values, repeats, other content types', () => {
  const { params } = form(post('/gateway.do?_input_charset=utf-8&x=', Buffer.from('a=%zz%4&b=茶&c&=d&e==f&a=%zz%4')));
  expect(Object.fromEntries(params)).toEqual({ _input_charset: 'utf-8', a: '%zz%4', b: '茶', '': 'd', e: '=f' });
  expect(readForm(post('/gateway.do?a=1', 'a=2'))).toEqual({ kind: 'refused', code: 'ILLEGAL_ARGUMENT', detail: 'a sent twice' });
  expect(readForm(post('/gateway.do?_input_charset=LATIN1', ''))).toMatchObject({ kind: 'refused', code: 'ILLEGAL_CHARSET' });
  expect(form(post('/gateway.do?a=1', 'b=2', 'text/plain')).params.has('b')).toBe(false);
});

test('an accepted answer: declared charset, echo, alphabetical children, escaped, empty left out', () => {
  const xml = acceptedXml({
    echo: new Map([['service', 's'], ['trans_name', 'a "b" <c>']]),
    fields: new Map([['result_code', 'SUCCESS'], ['big', 'x?a=1&b=2'], ['empty', '']]),
    sign: 'abc', signType: 'MD5', charset: 'UTF-8', element: 'alipay',
  });
  expect(xml.toString('utf8')).toBe('<?xml version="1.0" encoding="UTF-8"?>\n<alipay><is_success>T</is_success><request><param name="service">s</param>'
    + '<param name="trans_name">a &quot;b&quot; &lt;c&gt;</param></request><response><alipay><big>x?a=1&amp;b=2</big><result_code>SUCCESS</result_code></alipay></response>'
    + '<sign>abc</sign><sign_type>MD5</sign_type></alipay>');
});

test('a GBK answer keeps characters GBK has not got as references', () => {
  const xml = acceptedXml({ echo: new Map([['n', '茶?🍵']]), fields: new Map(), sign: null, signType: 'MD5', charset: 'GBK', element: 'alipay' });
  expect(iconv.decode(xml, 'gbk')).toContain('encoding="GBK"');
  expect(iconv.decode(xml, 'gbk')).toContain('<param name="n">茶?&#127861;</param>');
});

test('a refusal carries only the code', () => {
  expect(refusedXml('ILLEGAL_SIGN', 'GBK').toString('latin1')).toBe('<?xml version="1.0" encoding="GBK"?>\n<alipay><is_success>F</is_success><error>ILLEGAL_SIGN</error></alipay>');
});

const params = (change: Record<string, string | null>): Map<string, string> => {
  const all = new Map(form(post('/gateway.do?_input_charset=UTF-8', BODY)).params);
  for (const [name, value] of Object.entries(change)) {
    if (value === null) all.delete(name);
    else all.set(name, value);
  }
  return all;
};

test.each([
  [{ timestamp: '1' }, 'ILLEGAL_ARGUMENT', 'timestamp is not a parameter of this service'],
  [{ trans_name: null }, 'ILLEGAL_ARGUMENT', 'trans_name missing'],
  [{ extend_info: null }, 'ILLEGAL_ARGUMENT', 'extend_info missing'],
  [{ extend_info: '{"secondary_merchant_id":"x"}' }, 'INVALID_PARAMETER', 'extend_info secondary_merchant_name missing'],
  [{ extend_info: '[]' }, 'INVALID_PARAMETER', 'extend_info not a JSON object'],
  [{ extend_info: 'x' }, 'INVALID_PARAMETER', 'extend_info not JSON'],
  [{ trans_name: 'a "b"' }, 'INVALID_PARAMETER', 'trans_name holds a double quote'],
  [{ trans_name: 'a\u0007' }, 'INVALID_PARAMETER', 'trans_name holds control characters'],
  [{ trans_name: '茶'.repeat(257) }, 'INVALID_PARAMETER', 'trans_name longer than 256'],
  [{ memo: 'null' }, 'INVALID_PARAMETER', 'memo is the text null'],
  [{ currency: 'usd' }, 'INVALID_PARAMETER', 'currency not a currency'],
  [{ trans_amount: '1,000.00' }, 'INVALID_PARAMETER', 'trans_amount not an amount'],
  [{ trans_amount: '100.999' }, 'INVALID_PARAMETER', 'trans_amount not an amount'],
  [{ trans_create_time: '20240231000000' }, 'INVALID_PARAMETER', 'trans_create_time not yyyyMMddHHmmss'],
  [{ biz_product: 'X' }, 'INVALID_PARAMETER', 'biz_product not one of OVERSEAS_MBARCODE_PAY'],
  [{ notify_url: 'https://m.example/n?x=1' }, 'INVALID_PARAMETER', 'notify_url has query parameters'],
  [{ notify_url: 'm.example/n' }, 'INVALID_PARAMETER', 'notify_url not an absolute URL'],
])('%o is refused', (change, code, detail) => {
  expect(complaintAbout(params(change), SPOT_PAY_RULES)).toEqual({ code, detail });
});

test.each([
  [{ currency: 'JPY', trans_amount: '100' }, 100],
  [{ currency: 'USD', trans_amount: '0.01' }, 1],
  [{ currency: 'USD', trans_amount: '100000000' }, 10_000_000_000],
  [{ trans_currency: 'USD' }, 3925],
  [{ currency: 'JPY', trans_amount: '100.5' }, null],
  [{ currency: 'USD', trans_amount: '0.00' }, null],
  [{ currency: 'USD', trans_amount: '100000000.01' }, null],
  [{ currency: 'MOP' }, null],
  [{ currency: 'XXX' }, null],
  [{ trans_currency: 'TWD' }, null],
])('amount of %o is %s', (change, amountMinor) => {
  const reading = readAmount(params(change));
  expect(reading.kind === 'amount' ? reading.amountMinor : null).toBe(amountMinor);
});

test('the services whose pages call the charset required ask for it', () => {
  const plain = new Map([['service', 's'], ['partner', '2088999900000011'], ['sign_type', 'MD5'], ['sign', 'x']]);
  for (const rules of [CANCEL_RULES, PRECREATE_RULES, REFUND_QUERY_RULES, QR_CREATE_RULES]) {
    expect(complaintAbout(plain, rules)).toEqual({ code: 'ILLEGAL_ARGUMENT', detail: '_input_charset missing' });
  }
  expect(complaintAbout(plain, SPOT_PAY_RULES)?.detail).not.toContain('_input_charset');
});
