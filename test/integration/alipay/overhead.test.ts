import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { expect, test } from 'vitest';
import type { HttpPost } from '../../../electron/alipay/http.ts';
import { createProviders } from '../../../electron/alipay/products.ts';
import { loadLegacySettings } from '../../../electron/alipay/legacy/settings.ts';
import { loadAmsSettings } from '../../../electron/alipay/ams/settings.ts';
import type { PaymentProvider, PayRequest } from '../../../electron/payments/provider.ts';
import { realClock, realRandom } from '../../../electron/real-world.ts';
import { minor } from '../../../shared/money.ts';

/** targets.md: build, sign, parse and verify one call in under 2 ms of CPU. */
const CPU_MS_MAX = 2;
const CALLS = 200;

const shop = generateKeyPairSync('rsa', { modulusLength: 2048 });
const alipay = generateKeyPairSync('rsa', { modulusLength: 2048 });
const md5Key = '0123456789abcdefghijklmnopqrstuv';
const secrets = { md5Key, privateKey: shop.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(), alipayPublicKey: alipay.publicKey.export({ format: 'pem', type: 'spki' }).toString() };

const request: PayRequest = {
  merchantReference: 'PT1', amountMinor: minor(8800), currency: 'HKD', description: '奶茶 x2', billNo: 'B1', createdAtMs: 0, expiresAtMs: 300_000, offsetMinutes: 480, customerCode: '281234567890123456',
  goods: Array.from({ length: 20 }, (_, index) => ({ id: `69000000000${index}`, name: `商品 ${index}`, unitPriceMinor: minor(440), quantityMilli: 1000 })),
};

const fields = {
  alipay_buyer_login_id: 'bu***@mail.example', alipay_buyer_user_id: '2088999900000077', alipay_pay_time: '20260101080001', alipay_trans_id: '2026010122001400000000000001', currency: 'HKD', partner_trans_id: 'PT1',
  payment_inst: 'ALIPAYHK', result_code: 'SUCCESS', trans_amount: '88.00',
};
const signed = Object.entries(fields).map(([name, value]) => `${name}=${value}`).join('&');

function legacy(signType: 'MD5' | 'RSA2'): PaymentProvider | undefined {
  const seal = signType === 'MD5' ? createHash('md5').update(signed + md5Key).digest('hex') : sign('sha256', Buffer.from(signed), alipay.privateKey).toString('base64');
  const children = Object.entries(fields).map(([name, value]) => `<${name}>${value}</${name}>`).join('');
  const echo = Array.from({ length: 16 }, (_, index) => `<param name="p${index}">value ${index}</param>`).join('');
  const body = Buffer.from(`<?xml version="1.0" encoding="UTF-8"?><alipay><is_success>T</is_success><request>${echo}</request><response><alipay>${children}</alipay></response><sign>${seal}</sign><sign_type>${signType}</sign_type></alipay>`);
  const plain = { baseUrl: 'https://gateway.example/gateway.do', partner: '2088999900000011', signType, currency: 'HKD', secondaryMerchant: { id: 'SM', name: '海港', industry: '5812' }, storeId: 'ST', storeName: '海港茶座' };
  const post: HttpPost = async () => ({ kind: 'answer', status: 200, headers: { 'content-type': 'text/xml;charset=UTF-8' }, body });
  return createProviders({ alipayBarcode: { gateway: 'legacy', settings: loadLegacySettings(plain, secrets) } }, { clock: realClock, random: realRandom, post }).alipayBarcode;
}

function ams(): PaymentProvider | undefined {
  const body = Buffer.from(JSON.stringify({
    result: { resultCode: 'SUCCESS', resultStatus: 'S', resultMessage: 'success' }, paymentRequestId: 'PT1', paymentId: '202601011940108001001880200000000002', paymentAmount: { currency: 'HKD', value: '8800' },
    orderCodeForm: { expireTime: '2026-01-01T08:15:00+08:00', codeDetails: [{ codeValueType: 'QRCODE', displayType: 'TEXT', codeValue: 'https://global.example/28' }] },
  }));
  const head = 'POST /ams/api/v1/payments/pay\n5Y00.2026-01-01T08:00:01+08:00.';
  const signature = `algorithm=RSA256,keyVersion=1,signature=${encodeURIComponent(sign('sha256', Buffer.concat([Buffer.from(head), body]), alipay.privateKey).toString('base64'))}`;
  const plain = { host: 'https://open.example', clientId: '5Y00', merchant: { referenceMerchantId: 'M', merchantName: 'M', merchantMCC: '5942' }, store: { referenceStoreId: 'S', storeName: 'S', storeTerminalId: 'T' }, notifyUrl: 'https://pos.example/n' };
  const post: HttpPost = async () => ({ kind: 'answer', status: 200, headers: { 'response-time': '2026-01-01T08:00:01+08:00', 'client-id': '5Y00', signature }, body });
  return createProviders({ alipayOrderCode: { gateway: 'ams', settings: loadAmsSettings(plain, secrets) } }, { clock: realClock, random: realRandom, post }).alipayOrderCode;
}

test.each([
  ['legacy MD5', legacy('MD5'), 'paid'],
  ['legacy RSA2', legacy('RSA2'), 'paid'],
  ['AMS', ams(), 'codeReady'],
] as const)('one pay call costs little: %s', async (name, provider, outcome) => {
  if (!provider) throw new Error('no provider');
  for (let call = 0; call < 20; call += 1) expect((await provider.pay(request, { deadlineMs: 5_000 })).payment.kind).toBe(outcome);
  const before = process.cpuUsage();
  for (let call = 0; call < CALLS; call += 1) await provider.pay(request, { deadlineMs: 5_000 });
  const { user, system } = process.cpuUsage(before);
  const cpuMs = (user + system) / 1000 / CALLS;
  console.info(`${name}: ${cpuMs.toFixed(3)} ms of CPU per pay call`);
  expect(cpuMs).toBeLessThan(CPU_MS_MAX);
});
