import type { MerchantCodeRequest } from '../../payments/provider.ts';
import { common, passbackOf, plainText, pricingCurrency, type LegacyService } from './requests.ts';
import type { LegacyPlain } from './settings.ts';
import { gmt8Text } from './times.ts';
import type { LegacyParams } from './wire.ts';

const BIZ_TYPE = 'OVERSEASHOPQRCODE';
/** Where the shop lies unless its settings say so; the product is AlipayHK's. */
const COUNTRY = 'HK';

/**
 * `biz_data` of the printed code (legacy.md 4.C.1): complete at every call, keys in the order of their names, absent ones left out. `notify_sign_type` and
 * `notify_charset` make its notifications like the answers of this account; `passback_parameters` makes them say whose they are.
 */
export function bizData(plain: LegacyPlain, request: MerchantCodeRequest): string {
  const { taxi } = plain;
  return JSON.stringify({
    address: plainText(request.address, 256),
    channel_fee: plain.channelFeeType === undefined ? undefined : { type: plain.channelFeeType, value: plain.channelFeeValue },
    country_code: plain.countryCode ?? COUNTRY,
    currency: plain.currency,
    is_show_memo: plain.isShowMemo === 'Y' ? 'true' : undefined,
    notify_charset: plain.charset,
    notify_mobile: plain.notifyMobile,
    notify_sign_type: plain.signType,
    passback_parameters: { till: passbackOf('alipayHkMerchantQr') },
    secondary_merchant_id: plain.secondaryMerchant.id,
    secondary_merchant_industry: plain.secondaryMerchant.industry,
    secondary_merchant_name: plain.secondaryMerchant.name?.toWellFormed(),
    store_id: request.storeId,
    store_name: plainText(request.storeName, 256),
    sys_service_provider_id: plain.sysServiceProviderId,
    taxi_driver_mobile: taxi?.driverMobile,
    taxi_driver_name: taxi?.driverName,
    taxi_number: taxi?.number,
    taxi_operation_id: taxi?.operationId,
    trans_currency: pricingCurrency(plain),
  });
}

/** What all calls about the printed code carry; `timestamp` is text in GMT+8 and good for half an hour (legacy.md 4.C, 8.3). */
const codeCommon = (service: LegacyService, plain: LegacyPlain, nowMs: number): [string, string][] =>
  [...common(service, plain), ['timestamp', gmt8Text(nowMs)], ['notify_url', plain.notifyUrl ?? ''], ['biz_type', BIZ_TYPE]];

/** CREATE (legacy.md 4.C.1). Payments with the code are announced at the `notify_url` given here. */
export const createCodeParams = (plain: LegacyPlain, request: MerchantCodeRequest, nowMs: number): LegacyParams =>
  new Map([...codeCommon('createCode', plain, nowMs), ['biz_data', bizData(plain, request)]]);

/** MODIFY (legacy.md 4.C.2). */
export const modifyCodeParams = (plain: LegacyPlain, text: string, request: MerchantCodeRequest, nowMs: number): LegacyParams =>
  new Map([...codeCommon('modifyCode', plain, nowMs), ['biz_data', bizData(plain, request)], ['qrcode', text]]);

/** MODIFYSTATUS (legacy.md 4.C.3). */
export const codeStatusParams = (plain: LegacyPlain, text: string, status: 'STOP' | 'RESTART' | 'DELETE', nowMs: number): LegacyParams =>
  new Map([...codeCommon('setCodeStatus', plain, nowMs), ['qrcode', text], ['status', status]]);
