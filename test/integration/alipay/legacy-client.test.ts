import { createHash, createSign, createVerify, generateKeyPairSync } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import iconv from 'iconv-lite';
import { afterAll, describe, expect, test } from 'vitest';
import { createHttp } from '../../../electron/alipay/http.ts';
import { createProviders } from '../../../electron/alipay/products.ts';
import { loadLegacySettings } from '../../../electron/alipay/legacy/settings.ts';
import type { PaymentKey, PaymentProvider, PayRequest } from '../../../electron/payments/provider.ts';
import { realRandom } from '../../../electron/real-world.ts';
import { minor } from '../../../shared/money.ts';
import { httpGateway, type HttpGateway, type Received } from './http-gateway.ts';
import { ManualClock } from './manual-clock.ts';

const shop = generateKeyPairSync('rsa', { modulusLength: 2048 });
const alipay = generateKeyPairSync('rsa', { modulusLength: 2048 });
const MD5_KEY = '0123456789abcdefghijklmnopqrstuv';
const clock = new ManualClock();
const client = createHttp({ clock });
afterAll(() => client.close());

type SignType = 'MD5' | 'RSA' | 'RSA2';
const secrets = {
  md5Key: MD5_KEY,
  privateKey: shop.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
  alipayPublicKey: alipay.publicKey.export({ format: 'pem', type: 'spki' }).toString(),
};

function provider(gateway: HttpGateway | string, change: object = {}): PaymentProvider {
  const plain = {
    baseUrl: typeof gateway === 'string' ? gateway : `${gateway.origin}/gateway.do`, partner: '2088999900000011', signType: 'MD5', currency: 'HKD',
    secondaryMerchant: { id: 'SM-0001', name: 'Harbour Tea', industry: '5812' }, storeId: 'ST-07', storeName: '海港茶座', ...change,
  };
  const made = createProviders({ alipayBarcode: { gateway: 'legacy', settings: loadLegacySettings(plain, secrets) } }, { clock, random: realRandom, post: client.post });
  if (!made.alipayBarcode) throw new Error('no provider');
  return made.alipayBarcode;
}

const request: PayRequest = {
  merchantReference: 'PT1', amountMinor: minor(8800), currency: 'HKD', description: '奶茶 x2', billNo: 'B1', createdAtMs: clock.nowMs(), expiresAtMs: clock.nowMs() + 180_000,
  offsetMinutes: 480, customerCode: '281234567890123456', goods: [],
};
const key: PaymentKey = { merchantReference: 'PT1', amountMinor: minor(8800), currency: 'HKD', gatewayPaymentId: null, createdAtMs: clock.nowMs() };
const options = { deadlineMs: 5_000 };

/** The gateway's side of signing, written again on purpose. */
const joined = (fields: Record<string, string>): string => Object.keys(fields).filter((name) => fields[name]).sort().map((name) => `${name}=${fields[name]}`).join('&');
function seal(text: string, type: SignType, charset = 'utf8'): string {
  const bytes = iconv.encode(text, charset);
  return type === 'MD5' ? createHash('md5').update(bytes).update(MD5_KEY).digest('hex') : createSign(type === 'RSA' ? 'sha1' : 'sha256').update(bytes).sign(alipay.privateKey, 'base64');
}
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
function envelope(fields: Record<string, string>, type: SignType = 'MD5', more: { encoding?: string; echo?: Record<string, string> } = {}): string {
  const children = Object.entries(fields).map(([name, value]) => `<${name}>${escaped(value)}</${name}>`).join('');
  const echo = Object.entries(more.echo ?? {}).map(([name, value]) => `<param name="${name}">${escaped(value)}</param>`).join('');
  return `<?xml version="1.0" encoding="${more.encoding ?? 'UTF-8'}"?>\n<alipay><is_success>T</is_success><request>${echo}</request><response><alipay>${children}</alipay></response><sign>${seal(joined(fields), type)}</sign><sign_type>${type}</sign_type></alipay>`;
}
const send = (response: ServerResponse, body: string | Buffer, type = 'text/xml;charset=UTF-8'): void => void response.writeHead(200, { 'Content-Type': type }).end(body);
const paid = { partner_trans_id: 'PT1', alipay_trans_id: '2024010222001400000000000001', result_code: 'SUCCESS', trans_amount: '88.00', currency: 'HKD', alipay_pay_time: '20260101080001', payment_inst: 'ALIPAYHK' };

/** The request as a gateway reads it: charset from the address, then the form, then the signature checked. */
function opened(received: Received, type: SignType = 'MD5'): Record<string, string> {
  const charset = /\?_input_charset=([\w-]+)$/.exec(received.path)?.[1] ?? 'GBK';
  const params: Record<string, string> = { _input_charset: charset };
  for (const pair of received.body.toString('latin1').split('&')) {
    const [name = '', value = ''] = pair.split('=');
    const bytes = Buffer.from(value.replaceAll('+', ' ').replace(/%(..)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))), 'latin1');
    params[name] = iconv.decode(bytes, charset);
  }
  const { sign = '', sign_type, ...rest } = params;
  expect(sign_type).toBe(type);
  const text = iconv.encode(joined(rest), charset);
  if (type === 'MD5') expect(sign).toBe(createHash('md5').update(text).update(MD5_KEY).digest('hex'));
  else expect(createVerify(type === 'RSA' ? 'sha1' : 'sha256').update(text).verify(shop.publicKey, sign, 'base64')).toBe(true);
  return rest;
}

describe.each(['MD5', 'RSA', 'RSA2'] as const)('signed with %s', (signType) => {
  test('pay, inquire and cancel, each with what its service wants', async () => {
    await using gateway = await httpGateway((received, response) => {
      const { service } = opened(received, signType);
      if (service === 'alipay.acquire.overseas.spot.pay') send(response, envelope(paid, signType));
      else if (service === 'alipay.acquire.overseas.query') send(response, envelope({ ...paid, alipay_trans_status: 'TRADE_SUCCESS', out_trade_no: 'PT1' }, signType));
      else send(response, envelope({ out_trade_no: 'PT1', result_code: 'SUCCESS', action: 'refund', retry_flag: 'N' }, signType));
    });
    const till = provider(gateway, { signType });
    expect(await till.pay(request, options)).toMatchObject({ call: { kind: 'answered' }, payment: { kind: 'paid', evidence: { amountMinor: 8800, currency: 'HKD', wallet: 'ALIPAYHK', paidAtMs: Date.UTC(2026, 0, 1, 0, 0, 1) } } });
    expect((await till.inquire(key, options)).payment.kind).toBe('paid');
    expect((await till.cancel(key, options)).cancel).toEqual({ kind: 'accepted', refunded: true });

    const [pay, query, cancel] = gateway.received.map((received) => opened(received, signType));
    expect(pay).toMatchObject({ partner_trans_id: 'PT1', trans_amount: '88.00', currency: 'HKD', buyer_identity_code: '281234567890123456', trans_name: '奶茶 x2', identity_code_type: 'barcode', biz_product: 'OVERSEAS_MBARCODE_PAY' });
    expect(pay).not.toHaveProperty('quantity');
    expect(Object.keys(query ?? {}).sort()).toEqual(['_input_charset', 'partner', 'partner_trans_id', 'service']);
    // By out_trade_no alone (open-questions.md 5), and with both times in milliseconds.
    expect(Object.keys(cancel ?? {}).sort()).toEqual(['_input_charset', 'out_trade_no', 'partner', 'service', 'terminal_timestamp', 'timestamp']);
    expect([cancel?.['timestamp'], cancel?.['terminal_timestamp']]).toEqual([String(clock.nowMs()), String(clock.nowMs())]);
  });
});

test('repeats of one pay are the same bytes', async () => {
  await using gateway = await httpGateway((_, response) => send(response, envelope({ result_code: 'UNKNOW' })));
  const till = provider(gateway);
  await till.pay(request, options);
  clock.advance(7_000);
  await till.pay(request, options);
  expect(gateway.received[0]?.body).toEqual(gateway.received[1]?.body);
});

describe('GBK', () => {
  test('a shop that speaks GBK', async () => {
    await using gateway = await httpGateway((received, response) => {
      expect(received.path).toBe('/gateway.do?_input_charset=GBK');
      expect(opened(received)).toMatchObject({ trans_name: '奶茶 x2' });
      send(response, envelope(paid));
    });
    expect((await provider(gateway, { charset: 'GBK' }).pay(request, options)).payment.kind).toBe('paid');
  });

  test('an answer declared GBK to a UTF-8 request, with Chinese text inside', async () => {
    await using gateway = await httpGateway((_, response) => send(response, iconv.encode(envelope({ detail_error_code: 'TRADE_NOT_EXIST', detail_error_des: '交易不存在', result_code: 'FAIL' }, 'MD5', { encoding: 'GBK' }), 'GBK'), 'text/xml;charset=GBK'));
    expect(await provider(gateway).inquire(key, options)).toEqual({ call: { kind: 'answered', gatewayCode: 'TRADE_NOT_EXIST' }, payment: { kind: 'notFound' } });
  });
});

describe('answers that are not believed', () => {
  test.each([
    ['broken signature', envelope(paid).replace('88.00', '0.01'), { kind: 'badSignature', detail: 'wrong', gatewayCode: 'SUCCESS' }],
    ['missing signature', envelope(paid).replace(/<sign>.*?<\/sign>/, ''), { kind: 'badSignature', detail: 'missing', gatewayCode: 'SUCCESS' }],
    ['signed by somebody else', envelope(paid, 'RSA2'), { kind: 'badSignature', detail: 'wrong', gatewayCode: 'SUCCESS' }],
    ['an unsigned refusal', '<alipay><is_success>F</is_success><error>ILLEGAL_PARTNER</error></alipay>', { kind: 'badSignature', detail: 'missing', gatewayCode: 'ILLEGAL_PARTNER' }],
    ['a garbled page', '<html>Bad gateway</html>', { kind: 'unreadable', detail: 'notAnAnswer' }],
    ['a cut answer', envelope(paid).slice(0, 300), { kind: 'unreadable', detail: 'notXml' }],
    ['an answer to another service', envelope(paid, 'MD5', { echo: { service: 'alipay.acquire.cancel' } }), { kind: 'unreadable', detail: 'wrongEcho' }],
    ['an answer about another payment', envelope({ ...paid, partner_trans_id: 'PT2' }), { kind: 'unreadable', detail: 'wrongReference' }],
    ['another amount', envelope({ ...paid, trans_amount: '8.80' }), { kind: 'unreadable', detail: 'amountMismatch' }],
  ])('%s', async (_, body, call) => {
    await using gateway = await httpGateway((_received, response) => send(response, body));
    const till = provider(gateway);
    expect(await till.pay(request, options)).toEqual({ call, payment: { kind: 'unknown' } });
  });

  test('a signed refusal is an answer, and settles nothing', async () => {
    await using gateway = await httpGateway((_, response) => send(response, `<alipay><is_success>F</is_success><error>SYSTEM_ERROR</error><sign>${seal('error=SYSTEM_ERROR', 'MD5')}</sign><sign_type>MD5</sign_type></alipay>`));
    expect(await provider(gateway).pay(request, options)).toEqual({ call: { kind: 'answered', gatewayCode: 'SYSTEM_ERROR' }, payment: { kind: 'unknown' } });
  });

  test('an error page with any status but 200', async () => {
    await using gateway = await httpGateway((_, response) => response.writeHead(502).end(envelope(paid)));
    expect(await provider(gateway).pay(request, options)).toEqual({ call: { kind: 'httpError', status: 502 }, payment: { kind: 'unknown' } });
  });

  test('a matching echo does no harm, unknown params neither', async () => {
    await using gateway = await httpGateway((_, response) => send(response, envelope(paid, 'MD5', { echo: { service: 'alipay.acquire.overseas.spot.pay', partner: '2088999900000011', partner_trans_id: 'PT1', novelty: '1' } })));
    expect((await provider(gateway).pay(request, options)).payment.kind).toBe('paid');
  });
});

describe('requests that cannot be right never leave', () => {
  test.each([
    ['a code that is no payment code', { customerCode: '4006381333931' }, 'badCustomerCode'],
    ['no code', { customerCode: '' }, 'badCustomerCode'],
    ['a reference with other characters', { merchantReference: 'PT&1' }, 'badReference'],
    ['a currency the shop has no contract for', { currency: 'USD' as const }, 'currencyNotConfigured'],
    ['nothing to pay', { amountMinor: minor(0) }, 'amountOutOfRange'],
  ])('%s', async (_, change, detail) => {
    await using gateway = await httpGateway((_received, response) => send(response, envelope(paid)));
    expect(await provider(gateway).pay({ ...request, ...change }, options)).toEqual({ call: { kind: 'notSent', detail }, payment: { kind: 'unknown' } });
    expect(gateway.received).toEqual([]);
  });
});

describe('the backup address', () => {
  const closedAddress = async (): Promise<string> => {
    const gone = await httpGateway(() => undefined);
    await gone[Symbol.asyncDispose]();
    return `${gone.origin}/gateway.do`;
  };

  test('takes over when the first could not be reached at all', async () => {
    await using backup = await httpGateway((_, response) => send(response, envelope(paid)));
    const till = provider(await closedAddress(), { backupUrl: `${backup.origin}/gateway.do` });
    expect((await till.pay(request, options)).payment.kind).toBe('paid');
    expect(backup.received).toHaveLength(1);
  });

  test('never when the first may have the request', async () => {
    await using backup = await httpGateway((_, response) => send(response, envelope(paid)));
    await using first = await httpGateway((_, response) => void response.socket?.destroy());
    expect(await provider(first, { backupUrl: `${backup.origin}/gateway.do` }).pay(request, options)).toEqual({ call: { kind: 'noAnswer', detail: 'connectionLost' }, payment: { kind: 'unknown' } });
    await using failing = await httpGateway((_, response) => response.writeHead(503).end());
    expect((await provider(failing, { backupUrl: `${backup.origin}/gateway.do` }).pay(request, options)).call).toEqual({ kind: 'httpError', status: 503 });
    expect(backup.received).toEqual([]);
  });

  test('both away: not sent', async () => {
    const till = provider(await closedAddress(), { backupUrl: await closedAddress() });
    expect(await till.pay(request, options)).toEqual({ call: { kind: 'notSent', detail: 'ECONNREFUSED' }, payment: { kind: 'unknown' } });
  });
});

describe('testConnection', () => {
  test.each([
    ['all is well', envelope({ detail_error_code: 'TRADE_NOT_EXIST', result_code: 'FAIL' }), { reached: true, verified: true, said: 'TRADE_NOT_EXIST', elapsedMs: 0 }],
    ['our key is not known there', '<alipay><is_success>F</is_success><error>ILLEGAL_SIGN</error></alipay>', { reached: true, verified: false, said: 'ILLEGAL_SIGN', elapsedMs: 0 }],
    ['their key is not the one stored', envelope({ result_code: 'FAIL' }).replace(/<sign>./, '<sign>x'), { reached: true, verified: false, said: 'FAIL', elapsedMs: 0 }],
    ['something else answers', 'hello', { reached: true, verified: false, said: 'notXml', elapsedMs: 0 }],
  ])('%s', async (_, body, report) => {
    await using gateway = await httpGateway((_received, response) => send(response, body));
    expect(await provider(gateway).testConnection(options)).toEqual(report);
    const asked = opened(gateway.received[0] ?? { path: '', headers: {}, body: Buffer.alloc(0) });
    expect(asked['service']).toBe('alipay.acquire.overseas.query');
    expect(asked['partner_trans_id']).toMatch(/^CONNECTIONTEST[0-9A-F]{32}$/);
  });

  test('nobody there', async () => {
    const gone = await httpGateway(() => undefined);
    await gone[Symbol.asyncDispose]();
    expect(await provider(gone).testConnection(options)).toEqual({ reached: false, verified: false, said: 'ECONNREFUSED', elapsedMs: 0 });
  });
});
