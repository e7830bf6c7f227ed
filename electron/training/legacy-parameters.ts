import { SMALL_AMOUNT } from './legacy-inferred.ts';
import { absoluteUrl, COMMON, isJson, jsonObject, matching, oneOf, optional, required, text, type Check, type ParameterRules } from './legacy-rules.ts';
import { isCompactTime, readPlainTime } from './practice-time.ts';
import { STATUS_CHANGES } from './static-codes.ts';

/** Names of sub-merchants and stores: String(32) on older pages, 64 on newer ones (legacy.md 7.1). */
const ID_32: Check = matching(/^[A-Za-z0-9_-]{1,32}$/, 'letters, digits, - and _, at most 32');
const ID_64: Check = matching(/^[A-Za-z0-9_-]{1,64}$/, 'letters, digits, - and _, at most 64');
const MCC: Check = matching(/^\d{4}$/, 'a four-digit MCC');

/** Keys of extend_info and extend_params: without sub-merchant and store risk control intercepts the payment (legacy.md 7.1). */
const subMerchant: Check = jsonObject({
  secondary_merchant_id: required(ID_64),
  secondary_merchant_name: required(text(64)),
  secondary_merchant_industry: required(MCC),
  store_id: required(ID_32),
  store_name: required(text(256)),
  terminal_id: optional(text(32)),
  sys_service_provider_id: optional(text(32)),
});

const GOODS_MAX = 50;
/** At most 50 objects (legacy.md 4.B.1). */
const goodsDetail: Check = (value) => {
  if (isJson(value) !== null) return 'not JSON';
  const goods: unknown = JSON.parse(value);
  if (!Array.isArray(goods)) return 'not a JSON array';
  if (goods.length > GOODS_MAX) return `more than ${GOODS_MAX} items`;
  return goods.every((item) => typeof item === 'object' && item !== null && !Array.isArray(item)) ? null : 'holds something that is no item';
};

const CURRENCY: Check = matching(/^[A-Z]{3}$/, 'a currency');
/** Number(11,2), 0.01 to 100000000.00 (legacy.md 8.1). */
const AMOUNT: Check = matching(/^\d{1,9}(?:\.\d{1,2})?$/, 'an amount');
const SMALL: Check = matching(SMALL_AMOUNT, 'an amount of at most 7 digits before the point');
const QUANTITY: Check = matching(/^[1-9]\d{0,8}$/, 'a positive number');
/** "5m", "12h", "3d", "1c": whole numbers, 1 m to 15 d, end of day (legacy.md 4.B.1). */
const PERIOD: Check = (value) => (periodMs(value, 0) === null ? 'not 1m to 15d or 1c' : null);

const PERIOD_MAX_MS = 15 * 86_400_000;
const UNIT_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds of an it_b_pay text; `untilDayEndsMs` stands for "1c". Null when it is none. */
export function periodMs(value: string, untilDayEndsMs: number): number | null {
  if (value === '1c') return untilDayEndsMs;
  const [, count = '', unit = ''] = /^([1-9]\d{0,4})([mhd])$/.exec(value) ?? [];
  const ms = Number(count) * (UNIT_MS[unit] ?? 0);
  return ms > 0 && ms <= PERIOD_MAX_MS ? ms : null;
}

/** Milliseconds per the parameter text, "yyyy-MM-dd HH:mm:ss" in samples, and pages that differ for one family: both everywhere (legacy.md 4.A.3, 4.B.1). */
const TIMESTAMP: Check = (value) => (/^\d{13}$/.test(value) || readPlainTime(value) !== null ? null : 'not a time');
const SELLER: Check = matching(/^2088\d{12}$/, '16 digits starting 2088');

/** Services whose pages call the charset required (legacy.md 1.3). */
const CHARSET_COMMON: ParameterRules = { ...COMMON, _input_charset: required(COMMON._input_charset.check) };

/** Editions disagree on PAY's notify_url: required on the global page, optional on its older and Chinese ones, absent on the HK page (legacy.md 4.A.1). */
const PAY_NOTIFY_URL_REQUIRED = false;

export const SPOT_PAY_RULES: ParameterRules = {
  ...COMMON,
  notify_url: { required: PAY_NOTIFY_URL_REQUIRED, check: absoluteUrl(200) },
  alipay_seller_id: required(SELLER),
  quantity: optional(QUANTITY),
  trans_name: required(text(256)),
  partner_trans_id: required(text(64)),
  trans_currency: optional(CURRENCY),
  currency: required(CURRENCY),
  trans_amount: required(AMOUNT),
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
  ...CHARSET_COMMON,
  timestamp: required(TIMESTAMP),
  terminal_timestamp: optional(TIMESTAMP),
  out_trade_no: required(text(64)),
  trade_no: optional(text(64)),
  operator_type: optional(oneOf('0', '1')),
  operator_id: optional(text(64)),
};

export const PRECREATE_RULES: ParameterRules = {
  ...CHARSET_COMMON,
  // Required on the global page, optional on the HK one: asked for between parameters, where the edition is known.
  notify_url: optional(absoluteUrl(200)),
  timestamp: required(TIMESTAMP),
  terminal_timestamp: optional(TIMESTAMP),
  out_trade_no: required(text(64)),
  subject: required(text(256)),
  product_code: required(oneOf('OVERSEAS_MBARCODE_PAY')),
  total_fee: required(AMOUNT),
  seller_id: optional(text(28)),
  seller_email: optional(text(100)),
  body: optional(text(400)),
  show_url: optional(text(400)),
  currency: required(CURRENCY),
  trans_currency: required(CURRENCY),
  price: optional(SMALL),
  quantity: optional(QUANTITY),
  goods_detail: { required: false, check: goodsDetail, json: true },
  extend_params: { required: true, check: subMerchant, json: true },
  it_b_pay: optional(PERIOD),
  qr_code_it_b_pay: optional(PERIOD),
  passback_parameters: { required: false, check: text(256), json: true },
  trade_information: { required: false, check: isJson, json: true },
  payment_inst: optional(oneOf('ALIPAYHK', 'ALIPAYCN')),
};

export const REFUND_RULES: ParameterRules = {
  ...COMMON,
  notify_url: optional(absoluteUrl(200)),
  partner_trans_id: required(text(64)),
  alipay_trans_id: optional(text(64)),
  partner_refund_id: required(text(64)),
  refund_amount: required(SMALL),
  currency: required(CURRENCY),
  // The HK edition spells it refund_reson (sic), so do several older clients (legacy.md 4.A.4).
  refund_reason: optional(text(128)),
  refund_reson: optional(text(128)),
  is_sync: optional(oneOf('Y', 'N')),
};

export const REFUND_QUERY_RULES: ParameterRules = {
  ...CHARSET_COMMON,
  out_trade_no: required(text(64)),
  out_return_no: required(text(128)),
};

const QR_COMMON: ParameterRules = {
  ...CHARSET_COMMON,
  timestamp: required(TIMESTAMP),
  notify_url: optional(absoluteUrl(200)),
  biz_type: required(oneOf('OVERSEASHOPQRCODE')),
};
/** String(2000); what is inside is read by legacy-biz-data.ts. */
const BIZ_DATA: ParameterRules = { biz_data: { required: true, check: text(2000), json: true } };

export const QR_CREATE_RULES: ParameterRules = { ...QR_COMMON, ...BIZ_DATA };
export const QR_MODIFY_RULES: ParameterRules = { ...QR_COMMON, ...BIZ_DATA, qrcode: required(text(256)) };
export const QR_STATUS_RULES: ParameterRules = { ...QR_COMMON, qrcode: required(text(256)), status: required(oneOf(...STATUS_CHANGES)) };
