import iconv from 'iconv-lite';
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { PracticeWorld } from '../../../electron/training/practice-world.ts';
import {
  cancelParams, exchange, legacyCall, legacyText, magicCode, payParams, queryParams, readLegacy, replied, type LegacyAnswer, type LegacyCall,
} from './test-client.ts';
import { practiceWorld } from './worlds.ts';

const call = async (world: PracticeWorld, params: Record<string, string>, how?: LegacyCall): Promise<LegacyAnswer> => readLegacy(world, await legacyCall(world, params, how));

test.each(['MD5', 'RSA', 'RSA2'] as const)('%s: a payment by POST and its query by GET are accepted and signed alike', async (signType) => {
  const { world } = await practiceWorld();
  const paid = await call(world, payParams('PT1', magicCode(0)), { signType });
  expect(paid).toMatchObject({ isSuccess: 'T', verified: true, fields: { result_code: 'SUCCESS', trans_amount: '88.00', currency: 'HKD', partner_trans_id: 'PT1' } });
  expect(paid.fields['alipay_trans_id']).toMatch(/^2026010222001\d{15}$/);
  const found = await call(world, queryParams('PT1'), { signType, via: 'GET' });
  expect(found).toMatchObject({ isSuccess: 'T', verified: true, fields: { alipay_trans_status: 'TRADE_SUCCESS', alipay_pay_time: '20260102150405' } });
});

test('the answer is XML with the request echoed and its children in order', async () => {
  const { world } = await practiceWorld();
  const reply = replied(await legacyCall(world, payParams('PT1', magicCode(0))));
  expect(reply.headers['content-type']).toBe('text/xml;charset=UTF-8');
  const xml = reply.body.toString('utf8');
  expect(xml).toContain('<param name="trans_name">茶 &amp; cake 100%</param>');
  const names = [...(/<response><alipay>(.*)<\/alipay><\/response>/.exec(xml)?.[1] ?? '').matchAll(/<(\w+)>/g)].map(([, name]) => name);
  expect(names).toEqual([
    'alipay_buyer_login_id', 'alipay_buyer_user_id', 'alipay_pay_time', 'alipay_trans_id', 'currency', 'exchange_rate', 'partner_trans_id', 'result_code',
    'trans_amount', 'trans_amount_cny',
  ]);
});

test('checks come in the documented order: each mistake shows although all later ones are there too', async () => {
  const { world } = await practiceWorld();
  const mistakes: [string, Record<string, string>, LegacyCall][] = [
    ['INVALID_PARAMETER', { trans_amount: 'x' }, {}],
    ['ILLEGAL_SERVICE', { service: 'alipay.acquire.overseas.spot.PAY' }, {}],
    ['ILLEGAL_SIGN', {}, { tamper: (params) => { params['sign'] = (params['sign'] ?? '').toUpperCase(); } }],
    ['ILLEGAL_SIGN_TYPE', {}, { tamper: (params) => { params['sign_type'] = 'md5'; } }],
    ['ILLEGAL_PARTNER', {}, { tamper: (params) => { params['partner'] = '2088000000000000'; } }],
  ];
  let more: Record<string, string> = {};
  const tampers: NonNullable<LegacyCall['tamper']>[] = [];
  for (const [code, change, how] of mistakes) {
    more = { ...more, ...change };
    if (how.tamper) tampers.push(how.tamper);
    const answer = await call(world, payParams('PT1', magicCode(0), more), { tamper: (params) => tampers.forEach((tamper) => tamper(params)) });
    expect(answer).toEqual({ isSuccess: 'F', error: code, fields: {}, verified: false });
  }
  expect(world.ledger()).toEqual([]);
});

test.each([
  ['one character of a value', (params: Record<string, string>) => { params['trans_amount'] = '88.01'; }],
  ['one character of the signature', (params: Record<string, string>) => { params['sign'] = `x${params['sign']?.slice(1)}`; }],
  ['no signature', (params: Record<string, string>) => { delete params['sign']; }],
  ['an optional field removed', (params: Record<string, string>) => { delete params['memo']; }],
])('altered after signing: %s', async (_, tamper) => {
  const { world } = await practiceWorld();
  expect(await call(world, payParams('PT1', magicCode(0), { memo: 'x' }), { tamper })).toMatchObject({ isSuccess: 'F', error: 'ILLEGAL_SIGN' });
});

test('signed with another key, or with an algorithm the partner has no key for', async () => {
  const { world } = await practiceWorld();
  expect((await call(world, queryParams('PT1'), { key: 'k'.repeat(32) })).error).toBe('ILLEGAL_SIGN');
  expect((await call(world, queryParams('PT1'), { key: `&key=${world.legacy.md5Key}` })).error).toBe('ILLEGAL_SIGN');
  expect((await call(world, queryParams('PT1'), { tamper: (params) => { params['sign_type'] = 'RSA2'; } })).error).toBe('ILLEGAL_SIGN');
});

test.each([
  [payParams('P1', magicCode(0), { alipay_seller_id: '2088999900000012' }), 'INVALID_PARAMETER', 'alipay_seller_id is not the partner'],
  [payParams('P1', magicCode(0), { currency: 'JPY', trans_amount: '88.00' }), 'INVALID_PARAMETER', 'trans_amount with decimals'],
  [payParams('P1', magicCode(0), { terminal_timestamp: '1767337500123' }), 'ILLEGAL_ARGUMENT', 'terminal_timestamp is not a parameter of this service'],
  [{ service: 'alipay.acquire.overseas.query' }, 'ILLEGAL_ARGUMENT', 'partner_trans_id and alipay_trans_id missing'],
  [{ service: 'alipay.acquire.cancel', out_trade_no: 'P1' }, 'ILLEGAL_ARGUMENT', 'timestamp missing'],
  [{ ...cancelParams('P1'), timestamp: 'yesterday' }, 'INVALID_PARAMETER', 'timestamp not a time'],
])('%o is refused', async (params, code, detail) => {
  const { world } = await practiceWorld();
  expect(await call(world, params)).toMatchObject({ isSuccess: 'F', error: code });
  expect(world.calls().at(-1)).toMatchObject({ gateway: 'legacy', said: code, detail });
});

test('a charset only in the body makes it a GBK exchange', async () => {
  const { world } = await practiceWorld();
  const params: Record<string, string> = { ...payParams('PT1', magicCode(0)), partner: world.legacy.partner, _input_charset: 'UTF-8', sign_type: 'MD5' };
  params['sign'] = createHash('md5').update(iconv.encode(legacyText(params) + world.legacy.md5Key, 'gbk')).digest('hex');
  const body = Object.entries(params).map(([name, value]) => `${name}=${[...iconv.encode(value, 'gbk')].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')}`).join('&');
  const reply = replied(await exchange(`${world.legacy.baseUrl}/gateway.do`, { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded' } }));
  expect(reply.headers['content-type']).toBe('text/xml;charset=GBK');
  const xml = iconv.decode(reply.body, 'gbk');
  expect(xml).toMatch(/^<\?xml version="1.0" encoding="GBK"\?>\n<alipay><is_success>T<\/is_success>/);
  expect(xml).toContain('<param name="trans_name">茶 &amp; cake 100%</param>');
});

test('other paths and methods are no gateway', async () => {
  const { world } = await practiceWorld();
  expect(replied(await exchange(`${world.legacy.baseUrl}/`)).status).toBe(404);
  expect(replied(await exchange(`${world.legacy.baseUrl}/gateway.do`, { method: 'PUT' })).status).toBe(404);
  const bare = replied(await exchange(`${world.legacy.baseUrl}/gateway.do`));
  expect(bare.body.toString()).toContain('<error>ILLEGAL_PARTNER</error>');
});
