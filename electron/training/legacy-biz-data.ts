import { fromDecimal, isCurrency, minor, scale, type Currency, type Minor } from '../../shared/money.ts';
import { FIXED_SURCHARGE_MAX_PERCENT } from './legacy-inferred.ts';
import { isJson, jsonObject, matching, oneOf, optional, required, text, type ParameterRules } from './legacy-rules.ts';
import type { SignType } from './legacy-seal.ts';
import type { Surcharge } from './static-codes.ts';
import type { Edition } from './trades.ts';

/** What biz_data of CREATE and MODIFY says of a store's code (legacy.md 4.C.1). */
export interface BizData {
  readonly storeId: string;
  readonly storeName: string;
  readonly merchantId: string;
  readonly merchantName: string;
  readonly integratorId: string | null;
  readonly currency: Currency;
  readonly surcharge: Surcharge | null;
  readonly passback: string | null;
  readonly signType: SignType | null;
  readonly charset: 'UTF-8' | 'GBK' | null;
}
export type BizDataReading = { readonly kind: 'data'; readonly data: BizData } | { readonly kind: 'refused'; readonly detail: string };

/** Taxis have no store but a driver (legacy.md 4.C.1). */
const TAXI_MCC = '4121';

const rulesFor = (edition: Edition, isTaxi: boolean): ParameterRules => {
  const idMax = edition === 'hk' ? 32 : 64;
  const ofShops = isTaxi ? optional : required;
  const ofTaxis = isTaxi ? required : optional;
  return {
    secondary_merchant_industry: required(matching(/^\d{4}$/, 'a four-digit MCC')),
    secondary_merchant_id: required(matching(new RegExp(`^[A-Za-z0-9_-]{1,${idMax}}$`), `letters, digits, - and _, at most ${idMax}`)),
    secondary_merchant_name: required(text(idMax)),
    store_id: ofShops(matching(/^[A-Za-z0-9_-]{1,32}$/, 'letters, digits, - and _, at most 32')),
    store_name: ofShops(text(256)),
    trans_currency: required(matching(/^[A-Z]{3}$/, 'a currency')),
    currency: optional(matching(/^[A-Z]{3}$/, 'a currency')),
    country_code: required(matching(/^[A-Z]{2}$/, 'a country')),
    address: required(text(256)),
    taxi_operation_id: ofTaxis(text(64)),
    taxi_number: ofTaxis(text(64)),
    taxi_driver_name: ofTaxis(text(64)),
    taxi_driver_mobile: ofTaxis(text(64)),
    sys_service_provider_id: optional(text(32)),
    notify_mobile: optional(text(64)),
    notify_wangwang: optional(text(64)),
    notify_alipay_account: optional(text(100)),
    notify_sign_type: optional(oneOf('MD5', 'RSA', 'RSA2')),
    notify_charset: optional(oneOf('UTF-8', 'utf-8', 'GBK', 'gbk')),
    is_show_memo: optional(oneOf('true', 'false')),
  };
};

/** Reads biz_data strictly; keys the reference does not name are let through. */
export function readBizData(json: string, edition: Edition): BizDataReading {
  const refused = (detail: string): BizDataReading => ({ kind: 'refused', detail: `biz_data ${detail}` });
  if (isJson(json) !== null) return refused('not JSON');
  const parsed: unknown = JSON.parse(json);
  const found = new Map<string, unknown>(typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? Object.entries(parsed) : []);
  const complaint = jsonObject(rulesFor(edition, found.get('secondary_merchant_industry') === TAXI_MCC))(json);
  if (complaint !== null) return refused(complaint);
  const textOf = (key: string): string | null => {
    const value = found.get(key);
    return typeof value === 'string' && value !== '' ? value : null;
  };

  const currency = textOf('trans_currency') ?? '';
  if (!isCurrency(currency) || (edition === 'hk' && currency !== 'HKD')) return refused('trans_currency not offered');
  // Settlement is in yuan or in the pricing currency; yuan without a word (legacy.md 4.C.1).
  if (!['CNY', currency].includes(textOf('currency') ?? 'CNY')) return refused('currency neither CNY nor trans_currency');
  const surcharge = readSurcharge(found.get('channel_fee'), currency);
  if (surcharge === 'ill-formed') return refused('channel_fee ill-formed');
  const passback = readPassback(found.get('passback_parameters'));
  if (passback === 'ill-formed') return refused('passback_parameters not flat JSON');
  const signType = textOf('notify_sign_type');
  const charset = textOf('notify_charset')?.toUpperCase();
  return {
    kind: 'data',
    data: {
      storeId: textOf('store_id') ?? `taxi ${textOf('taxi_operation_id') ?? ''} ${textOf('taxi_number') ?? ''}`,
      storeName: textOf('store_name') ?? textOf('taxi_driver_name') ?? '',
      merchantId: textOf('secondary_merchant_id') ?? '', merchantName: textOf('secondary_merchant_name') ?? '', integratorId: textOf('sys_service_provider_id'),
      currency, surcharge, passback: passback === null ? null : JSON.stringify(passback),
      signType: signType === 'MD5' || signType === 'RSA' || signType === 'RSA2' ? signType : null,
      charset: charset === 'UTF-8' || charset === 'GBK' ? charset : null,
    },
  };
}

/** An object, or the same written as a text inside the text. */
function unwrapped(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return isJson(value) === null ? JSON.parse(value) as unknown : value;
}

/** 0.05 at most for a rate, an amount for a fixed one; both keys are required (legacy.md 4.C.1). */
function readSurcharge(value: unknown, currency: Currency): Surcharge | null | 'ill-formed' {
  const fee = unwrapped(value);
  if (fee === undefined || fee === '') return null;
  if (typeof fee !== 'object' || fee === null || !('type' in fee) || !('value' in fee) || typeof fee.value !== 'string') return 'ill-formed';
  if (fee.type === 'FIXED') return fromDecimal(fee.value, currency) !== null && !fee.value.startsWith('-') ? { type: 'FIXED', value: fee.value } : 'ill-formed';
  if (fee.type === 'RATE') return /^0(?:\.0[0-4]\d*|\.050*|\.0)?$/.test(fee.value) ? { type: 'RATE', value: fee.value } : 'ill-formed';
  return 'ill-formed';
}

function readPassback(value: unknown): object | null | 'ill-formed' {
  const passback = unwrapped(value);
  if (passback === undefined || passback === '') return null;
  const flat = typeof passback === 'object' && passback !== null && !Array.isArray(passback) && Object.values(passback).every((item) => typeof item !== 'object' || item === null);
  return flat ? passback : 'ill-formed';
}

/** What the customer pays on top of `amountMinor`: the fixed amount up to its share, or the rate, half up. */
export function surchargeOn(surcharge: Surcharge | null, amountMinor: Minor, currency: Currency): Minor {
  if (surcharge === null) return minor(0);
  if (surcharge.type === 'FIXED') return minor(Math.min(fromDecimal(surcharge.value, currency) ?? 0, Math.floor((amountMinor * FIXED_SURCHARGE_MAX_PERCENT) / 100)));
  const [, fraction = ''] = surcharge.value.split('.');
  return scale(amountMinor, Number(fraction.slice(0, 8).padEnd(8, '0')), 100_000_000);
}

