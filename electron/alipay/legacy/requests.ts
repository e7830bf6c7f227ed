import { minor, MINOR_MAX, scale, toDecimal, type Currency, type Minor } from '../../../shared/money.ts';
import { PRODUCT_FACTS, type PaymentProduct } from '../../../shared/payment/products.ts';
import type { PaymentKey, PayRequest, RefundKey, RefundRequest } from '../../payments/provider.ts';
import { oneLine } from '../text.ts';
import type { LegacyPlain } from './settings.ts';
import { gmt8Compact, gmt8Text } from './times.ts';
import type { LegacyParams } from './wire.ts';

/** Operations this client calls; `service` on the wire, case-sensitive (legacy.md 1.3). */
export const SERVICES = {
  pay: 'alipay.acquire.overseas.spot.pay',
  precreate: 'alipay.acquire.precreate',
  query: 'alipay.acquire.overseas.query',
  cancel: 'alipay.acquire.cancel',
  refund: 'alipay.acquire.overseas.spot.refund',
  refundQuery: 'alipay.acquire.refund.query',
  createCode: 'alipay.commerce.qrcode.create',
  modifyCode: 'alipay.commerce.qrcode.modify',
  setCodeStatus: 'alipay.commerce.qrcode.modifyStatus',
} as const;
export type LegacyService = keyof typeof SERVICES;

const PRODUCT_CODE = 'OVERSEAS_MBARCODE_PAY';
/** legacy.md 4.B.1 goods_detail. */
const GOODS_MAX = 50;

/** The currency prices are in: `transCurrency` when the shop settles in another one (legacy.md 4.A.1). */
export const pricingCurrency = (plain: LegacyPlain): Currency => plain.transCurrency ?? plain.currency;

const wholeUnit = (currency: Currency): number => (currency === 'JPY' || currency === 'KRW' ? 1 : 100);
/** legacy.md 8.1: 0.01 to 100000000.00 of the pricing currency. Whole units only for JPY and KRW, which toDecimal sees to. */
const AMOUNT_UNITS_MAX = 100_000_000;
/** True for an amount that the gateway takes of a payment; one it would not take never leaves. */
export const isPayable = (amount: Minor, currency: Currency): boolean => amount > 0 && amount <= Math.min(AMOUNT_UNITS_MAX * wholeUnit(currency), MINOR_MAX);

/** `refund_amount` is Number(9,2): seven digits before the point. More is refused and said, never split (open-questions.md 3). */
const REFUND_UNITS_END = 10_000_000;
/** True for an amount that one refund may carry. */
export const isRefundable = (amount: Minor, currency: Currency): boolean => amount > 0 && amount < REFUND_UNITS_END * wholeUnit(currency);

/** legacy.md 1.2: no straight double quote in a plain value. */
export const plainText = (text: string, max: number): string => oneLine(text.replaceAll('"', "'"), max);

/** The parameters every request begins with (legacy.md 1.3). */
export function common(service: LegacyService, plain: LegacyPlain): [string, string][] {
  return [['service', SERVICES[service]], ['partner', plain.partner], ['_input_charset', plain.charset]];
}

/** legacy.md 7.1, compact JSON in the order of its table; absent keys are left out. Same content as extend_info and extend_params. */
function shopInfo(plain: LegacyPlain): string {
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

const nameOf = (request: PayRequest): string => plainText(request.description, 256) || plainText(request.billNo, 256) || request.merchantReference;

/**
 * Parameters of PAY (legacy.md 4.A.1). Built from the request and the settings alone, so that a repeat carries the same bytes. The HK edition lists
 * neither `notify_url` nor `trans_currency`, and what is not listed may not be sent (legacy.md 1.2). `quantity` is left out: it is only ever checked
 * against a price, and none is sent (open-questions.md 8); so is `trade_information`, whose industry kinds are not documented.
 */
export function payParams(plain: LegacyPlain, request: PayRequest): LegacyParams {
  const isGlobal = plain.edition === 'global';
  return new Map([
    ...common('pay', plain),
    ['notify_url', isGlobal ? (plain.notifyUrl ?? '') : ''],
    ['alipay_seller_id', plain.partner],
    ['trans_name', nameOf(request)],
    ['partner_trans_id', request.merchantReference],
    ['trans_currency', isGlobal ? (plain.transCurrency ?? '') : ''],
    ['currency', plain.currency],
    ['trans_amount', toDecimal(request.amountMinor, request.currency)],
    ['buyer_identity_code', request.customerCode ?? ''],
    ['identity_code_type', 'barcode'],
    ['trans_create_time', gmt8Compact(request.createdAtMs)],
    ['memo', plainText(request.billNo, 256)],
    ['biz_product', PRODUCT_CODE],
    ['extend_info', shopInfo(plain)],
  ]);
}

/**
 * What each product's payments carry with them and the gateway gives back in its notification as `extra_common_param` (legacy.md 4.B.1
 * passback_parameters), so that a message says which product it speaks of.
 */
export const passbackOf = (product: PaymentProduct): string => `guitai.${product}`;
const PRODUCT_OF_PASSBACK = new Map(Object.keys(PRODUCT_FACTS).map((product) => [passbackOf(product as PaymentProduct), product as PaymentProduct]));
/** The product a passback text names; null for somebody else's text. */
export const productOfPassback = (text: string): PaymentProduct | null => PRODUCT_OF_PASSBACK.get(text) ?? null;

/**
 * Parameters of PRECREATE (legacy.md 4.B.1). `timestamp` is the moment of the attempt, so that a repeat carries the same bytes: text in the global edition,
 * milliseconds in the HK one. `terminal_timestamp` says it in milliseconds in both (open-questions.md 6); `price` and `quantity` would only be checked against each
 * other.
 */
export function precreateParams(plain: LegacyPlain, product: PaymentProduct, request: PayRequest): LegacyParams {
  const period = plain.sendExpiry === 'Y' ? periodText(request.expiresAtMs - request.createdAtMs) : '';
  return new Map([
    ...common('precreate', plain),
    ['notify_url', plain.notifyUrl ?? ''],
    ['timestamp', plain.edition === 'global' ? gmt8Text(request.createdAtMs) : String(request.createdAtMs)],
    ['terminal_timestamp', String(request.createdAtMs)],
    ['out_trade_no', request.merchantReference],
    ['subject', nameOf(request)],
    ['product_code', PRODUCT_CODE],
    ['total_fee', toDecimal(request.amountMinor, request.currency)],
    ['seller_id', plain.sellerId ?? ''],
    ['body', plainText(request.goods.map(({ name }) => name).join(', '), 400)],
    ['currency', plain.currency],
    ['trans_currency', pricingCurrency(plain)],
    ['goods_detail', goodsDetail(request)],
    ['extend_params', shopInfo(plain)],
    ['it_b_pay', period],
    ['qr_code_it_b_pay', period],
    ['passback_parameters', passbackOf(product)],
    ['payment_inst', plain.edition === 'hk' ? (plain.paymentInst ?? '') : ''],
  ]);
}

/** it_b_pay: whole minutes, rounded up so that the gateway never gives up before the till does; 1m at least (legacy.md 4.B.1). */
const periodText = (ms: number): string => `${Math.max(1, Math.ceil(ms / 60_000))}m`;

/** Keys of legacy.md 4.B.1; a weighed article counts as one piece, since a quantity is a whole number. */
function goodsDetail({ goods, currency }: PayRequest): string {
  if (goods.length === 0) return '';
  return JSON.stringify(goods.slice(0, GOODS_MAX).map(({ id, name, unitPriceMinor, quantityMilli }) => {
    const isWhole = quantityMilli % 1000 === 0;
    const price = isWhole ? unitPriceMinor : scale(unitPriceMinor, quantityMilli, 1000);
    return { goodsId: id, goodsName: oneLine(name, 256), quantity: String(isWhole ? quantityMilli / 1000 : 1), price: toDecimal(minor(price), currency) };
  }));
}

/**
 * Parameters of QUERY (legacy.md 4.A.2): by the reference, which is always known. A payment on the printed code goes by both numbers of its
 * notification, because the gateway made both (legacy.md 4.C.4).
 */
export function queryParams(plain: LegacyPlain, key: Pick<PaymentKey, 'merchantReference'>, tradeNo = ''): LegacyParams {
  return new Map([...common('query', plain), ['partner_trans_id', key.merchantReference], ['alipay_trans_id', tradeNo]]);
}

/**
 * Parameters of CANCEL (legacy.md 4.A.3). The payment goes by `out_trade_no` alone: a wrong `trade_no` would win, and cancelling
 * a trade that does not exist counts as success (open-questions.md 5). `timestamp` is the moment of this call, in milliseconds, and so is
 * `terminal_timestamp`, which only CANCEL and PRECREATE define (open-questions.md 6).
 */
export function cancelParams(plain: LegacyPlain, key: Pick<PaymentKey, 'merchantReference'>, nowMs: number): LegacyParams {
  return new Map([...common('cancel', plain), ['timestamp', String(nowMs)], ['terminal_timestamp', String(nowMs)], ['out_trade_no', key.merchantReference]]);
}

/**
 * Parameters of REFUND (legacy.md 4.A.4), in the currency the payment was priced in (open-questions.md 4). `notify_url` only where it is used, for
 * asynchronous refunds (open-questions.md 2), and not in the HK edition, which misspells the reason.
 */
export function refundParams(plain: LegacyPlain, request: RefundRequest): LegacyParams {
  const isGlobal = plain.edition === 'global';
  return new Map([
    ...common('refund', plain),
    ['notify_url', isGlobal && plain.refundSync === 'N' ? (plain.notifyUrl ?? '') : ''],
    ['partner_trans_id', request.payment.merchantReference],
    ['partner_refund_id', request.refundReference],
    ['refund_amount', toDecimal(request.amountMinor, request.payment.currency)],
    ['currency', request.payment.currency],
    [isGlobal ? 'refund_reason' : 'refund_reson', plainText(request.reason, 128)],
    ['is_sync', plain.refundSync],
  ]);
}

/** Parameters of REFUND QUERY (legacy.md 4.D.1). */
export function refundQueryParams(plain: LegacyPlain, key: Pick<RefundKey, 'refundReference'> & { readonly payment: Pick<PaymentKey, 'merchantReference'> }): LegacyParams {
  return new Map([...common('refundQuery', plain), ['out_trade_no', key.payment.merchantReference], ['out_return_no', key.refundReference]]);
}
