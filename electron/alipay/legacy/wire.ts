import { MINOR_MAX, toDecimal, type Currency, type Minor } from '../../../shared/money.ts';
import type { PaymentKey, PayRequest } from '../../payments/provider.ts';
import { oneLine } from '../text.ts';
import type { LegacyPlain } from './settings.ts';
import { encodeText, signText, stringToSign, type LegacyCharset, type LegacyKeys } from './sign.ts';

/** Parameters of one call by name, before signing. */
export type LegacyParams = ReadonlyMap<string, string>;

export type LegacyService = 'alipay.acquire.overseas.spot.pay' | 'alipay.acquire.overseas.query' | 'alipay.acquire.cancel';

/** legacy.md 8.3: every time of this gateway is in GMT+8, whatever the computer's zone. */
const GMT8_OFFSET_MS = 8 * 3_600_000;

/** yyyyMMddHHmmss in GMT+8 (legacy.md 8.3 trans_create_time, alipay_pay_time). */
export const gmt8Compact = (atMs: number): string => new Date(atMs + GMT8_OFFSET_MS).toISOString().replace(/\D/g, '').slice(0, 14);

/** Reads yyyyMMddHHmmss of GMT+8 into UTC milliseconds; null when it is no such time. */
export function fromGmt8Compact(text: string): number | null {
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text);
  if (!match) return null;
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number);
  const atMs = Date.UTC(year ?? 0, (month ?? 0) - 1, day, hour, minute, second) - GMT8_OFFSET_MS;
  // Date.UTC rolls "20240231" over to March; such a time was never written by a gateway.
  return gmt8Compact(atMs) === text ? atMs : null;
}

/** legacy.md 8.1: 0.01 to 100000000.00 of the pricing currency. Whole units only for JPY and KRW, which toDecimal sees to. */
const AMOUNT_UNITS_MAX = 100_000_000;
export function isPayable(amount: Minor, currency: Currency): boolean {
  const unit = currency === 'JPY' || currency === 'KRW' ? 1 : 100;
  return amount > 0 && amount <= Math.min(AMOUNT_UNITS_MAX * unit, MINOR_MAX);
}

/** legacy.md 1.2: no straight double quote in a plain value. */
const plainText = (text: string, max: number): string => oneLine(text.replaceAll('"', "'"), max);

/** legacy.md 7.1, compact JSON in the order of its table; absent keys are left out. */
function extendInfo(plain: LegacyPlain): string {
  return JSON.stringify({
    secondary_merchant_id: plain.secondaryMerchant.id,
    secondary_merchant_name: plain.secondaryMerchant.name?.toWellFormed(),
    secondary_merchant_industry: plain.secondaryMerchant.industry,
    store_id: plain.storeId,
    store_name: plain.storeName.toWellFormed(),
    terminal_id: plain.terminalId,
    sys_service_provider_id: plain.sysServiceProviderId,
  });
}

/** The currency prices are in: `transCurrency` when the shop settles in another one (legacy.md 4.A.1). */
export const pricingCurrency = (plain: LegacyPlain): Currency => plain.transCurrency ?? plain.currency;

function common(service: LegacyService, plain: LegacyPlain): [string, string][] {
  return [['service', service], ['partner', plain.partner], ['_input_charset', plain.charset]];
}

/**
 * Parameters of PAY (legacy.md 4.A.1). Built from the request and the settings alone, so that a repeat carries the same bytes.
 * `quantity` is left out: it is only ever checked against a price, and none is sent (open-questions.md 8).
 */
export function payParams(plain: LegacyPlain, request: PayRequest): LegacyParams {
  return new Map([
    ...common('alipay.acquire.overseas.spot.pay', plain),
    ['notify_url', plain.notifyUrl ?? ''],
    ['alipay_seller_id', plain.sellerId ?? plain.partner],
    ['trans_name', plainText(request.description, 256) || plainText(request.billNo, 256) || request.merchantReference],
    ['partner_trans_id', request.merchantReference],
    ['trans_currency', plain.transCurrency ?? ''],
    ['currency', plain.currency],
    ['trans_amount', toDecimal(request.amountMinor, request.currency)],
    ['buyer_identity_code', request.customerCode ?? ''],
    ['identity_code_type', 'barcode'],
    ['trans_create_time', gmt8Compact(request.createdAtMs)],
    ['biz_product', 'OVERSEAS_MBARCODE_PAY'],
    ['extend_info', extendInfo(plain)],
  ]);
}

/** Parameters of QUERY (legacy.md 4.A.2): by the shop's own reference, which is always known. */
export function queryParams(plain: LegacyPlain, merchantReference: string): LegacyParams {
  return new Map([...common('alipay.acquire.overseas.query', plain), ['partner_trans_id', merchantReference]]);
}

/**
 * Parameters of CANCEL (legacy.md 4.A.3). The payment goes by `out_trade_no` alone: a wrong `trade_no` would win, and cancelling
 * a trade that does not exist counts as success (open-questions.md 5). `timestamp` is the moment of this call, in milliseconds.
 */
export function cancelParams(plain: LegacyPlain, key: Pick<PaymentKey, 'merchantReference'>, nowMs: number): LegacyParams {
  return new Map([...common('alipay.acquire.cancel', plain), ['timestamp', String(nowMs)], ['out_trade_no', key.merchantReference]]);
}

/** Bytes that stay as they are in a form, by value; the rest becomes %XX, the blank "+" (legacy.md 1.2, 11.2). */
const FORM_BYTE: readonly string[] = Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte);
  if (byte === 0x20) return '+';
  return /[A-Za-z0-9*._-]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
});

/** Percent-encodes a text as form value in its charset. */
export function formEncode(text: string, charset: LegacyCharset): string {
  let encoded = '';
  for (const byte of encodeText(text, charset)) encoded += FORM_BYTE[byte];
  return encoded;
}

/** A form body: names sorted, values encoded in the charset (names are ASCII). */
export function formBody(params: LegacyParams, charset: LegacyCharset): string {
  return [...params.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${formEncode(value, charset)}`)
    .join('&');
}

export interface LegacyHttpForm {
  /** To append to the gateway's address. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/**
 * Signs the parameters and lays them out for a POST. `_input_charset` is signed but travels in the address; without it there
 * the gateway reads the body as GBK (legacy.md 1.2). Empty values are neither signed nor sent (legacy.md 2.1 step 2).
 */
export function signedForm(params: LegacyParams, charset: LegacyCharset, keys: LegacyKeys): LegacyHttpForm {
  const sent = new Map([...params].filter(([, value]) => value !== ''));
  sent.set('sign', signText(stringToSign(sent), charset, keys));
  sent.set('sign_type', keys.kind);
  sent.delete('_input_charset');
  return {
    query: `?_input_charset=${charset}`,
    headers: { 'Content-Type': `application/x-www-form-urlencoded;charset=${charset}`, Accept: 'text/xml,text/plain,text/html' },
    body: Buffer.from(formBody(sent, charset), 'latin1'),
  };
}
