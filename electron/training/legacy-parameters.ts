import { CURRENCY_EXPONENT, fromDecimal, isCurrency, type Currency, type Minor } from '../../shared/money.ts';
import { isCompactTime } from './practice-time.ts';

/** Why a parameter is refused; the code goes on the wire, the detail only into the practice call list. */
export interface Complaint {
  readonly code: 'ILLEGAL_ARGUMENT' | 'INVALID_PARAMETER';
  readonly detail: string;
}

/** Null when the value is fine, else what is wrong with it. */
type Check = (value: string) => string | null;

export interface ParameterRule {
  readonly required: boolean;
  readonly check: Check;
  /** JSON values may hold a straight double quote, plain ones may not (legacy.md 1.2). */
  readonly json?: true;
}
export type ParameterRules = Readonly<Record<string, ParameterRule>>;

const text = (max: number): Check => (value) => ([...value].length <= max ? null : `longer than ${max}`);
const matching = (shape: RegExp, wanted: string): Check => (value) => (shape.test(value) ? null : `not ${wanted}`);
const oneOf = (...words: readonly string[]): Check => (value) => (words.includes(value) ? null : `not one of ${words.join(', ')}`);
const required = (check: Check): ParameterRule => ({ required: true, check });
const optional = (check: Check): ParameterRule => ({ required: false, check });

const absoluteUrl = (max: number): Check => (value) => {
  if (value.length > max) return `longer than ${max}`;
  const url = URL.parse(value);
  if (url === null || !/^https?:$/.test(url.protocol)) return 'not an absolute URL';
  return url.search === '' ? null : 'has query parameters';
};

/** Fields the API lets every service carry (legacy.md 1.3). */
const COMMON: ParameterRules = {
  service: required(text(64)),
  partner: required(matching(/^2088\d{12}$/, '16 digits starting 2088')),
  _input_charset: optional(oneOf('UTF-8', 'utf-8', 'GBK', 'gbk', 'GB2312', 'gb2312')),
  sign_type: required(text(4)),
  sign: required(text(1024)),
  sendFormat: optional(oneOf('normal')),
};

/** Keys of extend_info: without sub-merchant and store risk control intercepts the payment (legacy.md 7.1). */
const subMerchant: Check = (value) => {
  let info: unknown;
  try {
    info = JSON.parse(value);
  } catch {
    return 'not JSON';
  }
  if (typeof info !== 'object' || info === null || Array.isArray(info)) return 'not a JSON object';
  const found = new Map(Object.entries(info));
  const complaints = Object.entries(SUB_MERCHANT_KEYS).map(([key, rule]) => {
    const content: unknown = found.get(key);
    if (content === undefined || content === '') return rule.required ? `${key} missing` : null;
    if (typeof content !== 'string') return `${key} not a text`;
    const complaint = rule.check(content);
    return complaint === null ? null : `${key} ${complaint}`;
  });
  return complaints.find((complaint) => complaint !== null) ?? null;
};
const SUB_MERCHANT_KEYS: ParameterRules = {
  secondary_merchant_id: required(matching(/^[A-Za-z0-9_-]{1,64}$/, 'letters, digits, - and _, at most 64')),
  secondary_merchant_name: required(text(64)),
  secondary_merchant_industry: required(matching(/^\d{4}$/, 'a four-digit MCC')),
  store_id: required(matching(/^[A-Za-z0-9_-]{1,32}$/, 'letters, digits, - and _, at most 32')),
  store_name: required(text(256)),
  terminal_id: optional(text(32)),
  sys_service_provider_id: optional(text(32)),
};

const isJson: Check = (value) => {
  try {
    JSON.parse(value);
    return null;
  } catch {
    return 'not JSON';
  }
};

/** Editions disagree: required on the global page, optional on its older and Chinese ones, absent on the HK page (legacy.md 4.A.1). */
const PAY_NOTIFY_URL_REQUIRED = false;
/** Milliseconds per the parameter text, "yyyy-MM-dd HH:mm:ss" in the vendor's sample: both (legacy.md 4.A.3). */
const timestamp = matching(/^(?:\d{13}|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)$/, 'a time');

export const SPOT_PAY_RULES: ParameterRules = {
  ...COMMON,
  notify_url: { required: PAY_NOTIFY_URL_REQUIRED, check: absoluteUrl(200) },
  alipay_seller_id: required(matching(/^2088\d{12}$/, '16 digits starting 2088')),
  quantity: optional(matching(/^[1-9]\d{0,8}$/, 'a positive number')),
  trans_name: required(text(256)),
  partner_trans_id: required(text(64)),
  trans_currency: optional(matching(/^[A-Z]{3}$/, 'a currency')),
  currency: required(matching(/^[A-Z]{3}$/, 'a currency')),
  trans_amount: required(matching(/^\d{1,9}(?:\.\d{1,2})?$/, 'an amount')),
  buyer_identity_code: required(text(32)),
  identity_code_type: required(oneOf('barcode', 'qrcode', 'QRcode')),
  trans_create_time: required((value) => (isCompactTime(value) ? null : 'not yyyyMMddHHmmss')),
  memo: optional(text(256)),
  biz_product: required(oneOf('OVERSEAS_MBARCODE_PAY')),
  extend_info: { required: true, check: subMerchant, json: true },
  trade_information: { required: false, check: isJson, json: true },
};

export const QUERY_RULES: ParameterRules = {
  ...COMMON,
  partner_trans_id: optional(text(64)),
  alipay_trans_id: optional(text(64)),
};

export const CANCEL_RULES: ParameterRules = {
  ...COMMON,
  timestamp: required(timestamp),
  terminal_timestamp: optional(timestamp),
  out_trade_no: required(text(64)),
  trade_no: optional(text(64)),
  operator_type: optional(oneOf('0', '1')),
  operator_id: optional(text(64)),
};

/** First complaint about the parameters of a service: unknown, missing, ill-formed, in that order; null when all are fine. */
export function complaintAbout(params: ReadonlyMap<string, string>, rules: ParameterRules): Complaint | null {
  for (const name of params.keys()) {
    if (!Object.hasOwn(rules, name)) return { code: 'ILLEGAL_ARGUMENT', detail: `${name} is not a parameter of this service` };
  }
  for (const [name, rule] of Object.entries(rules)) {
    const value = params.get(name);
    if (value === undefined) {
      if (rule.required) return { code: 'ILLEGAL_ARGUMENT', detail: `${name} missing` };
      continue;
    }
    // Control characters have no place in XML, where the request is echoed.
    if (/[^\P{Cc}\t\n\r]/u.test(value)) return { code: 'INVALID_PARAMETER', detail: `${name} holds control characters` };
    if (rule.json !== true && value.includes('"')) return { code: 'INVALID_PARAMETER', detail: `${name} holds a double quote` };
    if (value === 'null') return { code: 'INVALID_PARAMETER', detail: `${name} is the text null` };
    const complaint = rule.check(value);
    if (complaint !== null) return { code: 'INVALID_PARAMETER', detail: `${name} ${complaint}` };
  }
  return null;
}

/** Pricing-only currencies: no settlement in them (legacy.md 8.2). */
const PRICING_ONLY: readonly Currency[] = ['MOP', 'TWD'];
/** 0.01 to 100000000.00 (legacy.md 8.1); the same digits bound whole-unit currencies. */
const AMOUNT_MAX = '100000000';

export type AmountReading = { readonly kind: 'amount'; readonly amountMinor: Minor; readonly currency: Currency } | { readonly kind: 'refused'; readonly complaint: Complaint };

/** Reads trans_amount in the request's currency; the practice partner has no arrangement for a different pricing currency. */
export function readAmount(params: ReadonlyMap<string, string>): AmountReading {
  const refused = (detail: string): AmountReading => ({ kind: 'refused', complaint: { code: 'INVALID_PARAMETER', detail } });
  const currency = params.get('currency') ?? '';
  if (!isCurrency(currency) || PRICING_ONLY.includes(currency)) return refused('currency not settled');
  if ((params.get('trans_currency') ?? currency) !== currency) return refused('trans_currency not arranged');
  const decimal = params.get('trans_amount') ?? '';
  if (CURRENCY_EXPONENT[currency] === 0 && decimal.includes('.')) return refused('trans_amount with decimals');
  const amountMinor = fromDecimal(decimal, currency);
  const most = fromDecimal(AMOUNT_MAX, currency);
  if (amountMinor === null || most === null || amountMinor <= 0 || amountMinor > most) return refused('trans_amount out of range');
  return { kind: 'amount', amountMinor, currency };
}
