/**
 * A merchant's side of both protocols, written by hand from the references and sharing no line with the gateways or with
 * the till's clients.
 */
import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import type { PracticeWorld } from '../../../electron/training/practice-world.ts';

export interface Reply {
  readonly kind: 'reply';
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: Buffer;
}
export type Outcome = Reply | { readonly kind: 'failed'; readonly code: string };

export interface RawCall {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer;
  readonly signal?: AbortSignal;
}

/** One HTTP exchange on a connection of its own; failures are an outcome. */
export function exchange(url: string, { method = 'GET', headers = {}, body, signal }: RawCall = {}): Promise<Outcome> {
  return new Promise((resolve) => {
    const failed = (failure: Error): void => resolve({ kind: 'failed', code: 'code' in failure ? String(failure.code) : failure.message });
    const call = httpRequest(url, { method, headers, agent: false, ...(signal && { signal }) }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ kind: 'reply', status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }));
      response.on('error', failed);
    });
    call.on('error', failed);
    call.end(body);
  });
}

export const replied = (outcome: Outcome): Reply => {
  if (outcome.kind !== 'reply') throw new Error(`no reply: ${outcome.code}`);
  return outcome;
};

// ---- legacy ----

export type SignType = 'MD5' | 'RSA' | 'RSA2';
export interface LegacyCall {
  readonly via?: 'GET' | 'POST';
  readonly signType?: SignType;
  /** Changes the parameters after they were signed. */
  readonly tamper?: (params: Record<string, string>) => void;
  readonly key?: string;
  readonly signal?: AbortSignal;
}

export function legacyText(params: Record<string, string>): string {
  const names = Object.keys(params).filter((name) => !['sign', 'sign_type'].includes(name) && params[name]).sort();
  return names.map((name) => `${name}=${params[name]}`).join('&');
}

export function signLegacy(world: PracticeWorld, params: Record<string, string>, type: SignType, key = world.legacy.md5Key): string {
  const text = legacyText(params);
  if (type === 'MD5') return createHash('md5').update(text + key, 'utf8').digest('hex');
  const pem = world.legacy.rsa?.merchantPrivateKeyPem ?? '';
  return sign(type === 'RSA' ? 'RSA-SHA1' : 'RSA-SHA256', Buffer.from(text), createPrivateKey(pem)).toString('base64');
}

/** Calls a service with the partner and charset filled in and signed. */
export function legacyCall(world: PracticeWorld, params: Record<string, string>, call: LegacyCall = {}): Promise<Outcome> {
  const type = call.signType ?? 'MD5';
  const all: Record<string, string> = { partner: world.legacy.partner, _input_charset: 'UTF-8', ...params, sign_type: type };
  all['sign'] = signLegacy(world, all, type, call.key);
  call.tamper?.(all);
  const url = `${world.legacy.baseUrl}/gateway.do`;
  const signal = call.signal ? { signal: call.signal } : {};
  if (call.via === 'GET') return exchange(`${url}?${new URLSearchParams(all)}`, signal);
  const { _input_charset: charset, ...rest } = all;
  return exchange(`${url}?_input_charset=${charset}`, {
    method: 'POST', body: new URLSearchParams(rest).toString(), headers: { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' }, ...signal,
  });
}

export interface LegacyAnswer {
  readonly isSuccess: string;
  readonly error: string | null;
  readonly fields: Record<string, string>;
  readonly verified: boolean;
}

const unescapeXml = (text: string): string => text.replace(/&(lt|gt|quot|apos|amp|#13);/g, (_, name: string) =>
  ({ lt: '<', gt: '>', quot: '"', apos: "'", amp: '&', '#13': '\r' })[name] ?? '');
const inside = (xml: string, tag: string): string | null => new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(xml)?.[1] ?? null;

/** Reads an answer and checks its signature over the children of the one element of <response>. */
export function readLegacy(world: PracticeWorld, outcome: Outcome): LegacyAnswer {
  const xml = replied(outcome).body.toString('utf8');
  const business = /<response><(\w+)>([\s\S]*)<\/\1><\/response>/.exec(xml)?.[2] ?? '';
  const fields: Record<string, string> = {};
  for (const [, name = '', value = ''] of business.matchAll(/<(\w+)>([^<]*)<\/\1>/g)) fields[name] = unescapeXml(value);
  const outer = xml.replace(/<response>[\s\S]*<\/response>/, '');
  const seal = inside(outer, 'sign') ?? '';
  const type = inside(outer, 'sign_type');
  const text = legacyText(fields);
  const verified = type === 'MD5'
    ? seal === createHash('md5').update(text + world.legacy.md5Key).digest('hex')
    : seal !== '' && verify(type === 'RSA' ? 'RSA-SHA1' : 'RSA-SHA256', Buffer.from(text), spki(world.legacy.rsa?.platformPublicKeyBase64 ?? ''), Buffer.from(seal, 'base64'));
  return { isSuccess: inside(outer, 'is_success') ?? '', error: inside(outer, 'error'), fields, verified };
}

const spki = (base64: string) => createPublicKey(`-----BEGIN PUBLIC KEY-----\n${base64}\n-----END PUBLIC KEY-----`);

export const STORE = JSON.stringify({
  secondary_merchant_id: 'SM-0001', secondary_merchant_name: 'Harbour Tea', secondary_merchant_industry: '5812', store_id: 'ST-07', store_name: 'Harbour Tea',
});

export const payParams = (reference: string, code: string, more: Record<string, string> = {}): Record<string, string> => ({
  service: 'alipay.acquire.overseas.spot.pay', alipay_seller_id: '2088999900000011', trans_name: '茶 & cake 100%', partner_trans_id: reference,
  currency: 'HKD', trans_amount: '88.00', buyer_identity_code: code, identity_code_type: 'barcode', trans_create_time: '20260102150405',
  biz_product: 'OVERSEAS_MBARCODE_PAY', extend_info: STORE, ...more,
});
export const queryParams = (reference: string): Record<string, string> => ({ service: 'alipay.acquire.overseas.query', partner_trans_id: reference });
export const cancelParams = (reference: string): Record<string, string> => ({ service: 'alipay.acquire.cancel', out_trade_no: reference, timestamp: '1767337500123' });

/** A well-formed payment code nobody was issued: behaves by its last digit. */
export const magicCode = (digit: number): string => `28000000000000001${digit}`;

// ---- AMS ----

export interface AmsCall {
  readonly clientId?: string;
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
  /** Changes the signature header. */
  readonly tamper?: (header: string) => string;
  readonly signal?: AbortSignal;
}

export function amsCall(world: PracticeWorld, api: string, body: unknown, call: AmsCall = {}): Promise<Outcome> {
  const path = call.path ?? `/ams/sandbox/api/v1/payments/${api}`;
  const clientId = call.clientId ?? world.ams.clientId;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const time = '1767337500123';
  const seal = sign('RSA-SHA256', Buffer.from(`POST ${path}\n${clientId}.${time}.${text}`), createPrivateKey(world.ams.merchantPrivateKeyPem)).toString('base64');
  const header = `algorithm=RSA256, keyVersion=1, signature=${encodeURIComponent(seal)}`;
  return exchange(world.ams.host + path, {
    method: call.method ?? 'POST', body: text,
    headers: {
      'content-type': 'application/json; charset=UTF-8', 'client-id': clientId, 'request-time': time, signature: call.tamper?.(header) ?? header, ...call.headers,
    },
    ...(call.signal && { signal: call.signal }),
  });
}

export interface AmsReply {
  readonly code: string;
  readonly status: string;
  // Test data: the tests look into whatever came back.
  readonly body: Record<string, unknown>;
  readonly verified: boolean;
  readonly signed: boolean;
}

export function readAms(world: PracticeWorld, outcome: Outcome, path = ''): AmsReply {
  const reply = replied(outcome);
  const text = reply.body.toString('utf8');
  const header = String(reply.headers['signature'] ?? '');
  const seal = Buffer.from(decodeURIComponent(/signature=(.*)$/.exec(header)?.[1] ?? ''), 'base64');
  const toCheck = `POST ${path}\n${String(reply.headers['client-id'])}.${String(reply.headers['response-time'])}.${text}`;
  const body = JSON.parse(text) as Record<string, unknown>;
  const result = (body['result'] ?? {}) as Record<string, string>;
  return {
    code: result['resultCode'] ?? '', status: result['resultStatus'] ?? '', body, signed: header !== '',
    verified: header !== '' && verify('RSA-SHA256', Buffer.from(toCheck), spki(world.ams.gatewayPublicKeyBase64), seal),
  };
}

/** Calls a sandbox API and reads the answer. */
export async function ams(world: PracticeWorld, api: string, body: unknown, call: AmsCall = {}): Promise<AmsReply> {
  return readAms(world, await amsCall(world, api, body, call), call.path ?? `/ams/sandbox/api/v1/payments/${api}`);
}

export const orderCodeBody = (reference: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  productCode: 'IN_STORE_PAYMENT',
  paymentRequestId: reference,
  order: {
    referenceOrderId: 'LB01-0043', orderDescription: 'Café 奶茶', orderAmount: { currency: 'HKD', value: '8800' },
    merchant: {
      referenceMerchantId: 'LANTERN0001', merchantName: 'Lantern', merchantMCC: '5812',
      store: { referenceStoreId: 'S01', storeName: 'Harbour', storeMCC: '5812' },
    },
    env: { storeTerminalId: 'T1', storeTerminalRequestTime: '2026-01-02T15:05:00+08:00' },
  },
  paymentAmount: { currency: 'HKD', value: '8800' },
  paymentMethod: { paymentMethodType: 'CONNECT_WALLET' },
  paymentFactor: { inStorePaymentScenario: 'OrderCode' },
  paymentNotifyUrl: 'https://pos.example/ams/notify',
  paymentExpiryTime: '2026-01-02T15:10:00+08:00',
  ...more,
});

export const paymentCodeBody = (reference: string, code: string, more: Record<string, unknown> = {}): Record<string, unknown> => orderCodeBody(reference, {
  paymentMethod: { paymentMethodType: 'CONNECT_WALLET', paymentMethodId: code }, paymentFactor: { inStorePaymentScenario: 'PaymentCode' }, ...more,
});

/** The text a till would draw as QR. */
export function qrText(body: Record<string, unknown>): string {
  const form = body['orderCodeForm'] as { codeDetails: { displayType: string; codeValue: string }[] };
  return form.codeDetails.find((detail) => detail.displayType === 'TEXT')?.codeValue ?? '';
}
