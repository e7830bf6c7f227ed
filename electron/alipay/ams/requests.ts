import { scale, type Currency, type Minor } from '../../../shared/money.ts';
import { AMS_MODE_RULES } from '../../../shared/payment/integration-modes.ts';
import type { PayRequest, RefundRequest } from '../../payments/provider.ts';
import { oneLine } from '../text.ts';
import type { AmsPlain } from './settings.ts';
import { isoWithOffset } from './times.ts';

/** A body as it leaves: absent fields left out, every scalar a string (ams.md 2.6). */
export const json = (value: object): Buffer => Buffer.from(JSON.stringify(value), 'utf8');

const amountOf = (value: Minor, currency: Currency): { currency: Currency; value: string } => ({ currency, value: String(value) });

/** ams.md 4.3 goods: at most 100 entries with ids and names; quantities are digits, so a weighed line counts as one piece at its price. */
const GOODS_MAX = 100;
function goodsOf(request: PayRequest): readonly object[] | undefined {
  const goods = request.goods.flatMap((item) => {
    const whole = item.quantityMilli % 1000 === 0;
    const unit = whole ? item.unitPriceMinor : scale(item.unitPriceMinor, item.quantityMilli, 1000);
    const id = oneLine(item.id, 64);
    const name = oneLine(item.name, 256);
    if (item.quantityMilli <= 0 || unit <= 0 || id === '' || name === '') return [];
    return [{ referenceGoodsId: id, goodsName: name, goodsUnitAmount: amountOf(unit, request.currency), goodsQuantity: whole ? String(item.quantityMilli / 1000) : '1' }];
  });
  return goods.length === 0 ? undefined : goods.slice(0, GOODS_MAX);
}

/** The ids that name merchant and store: an acquirer's are the registered ones (ams.md 10.4). */
export function shopIds({ mode, merchant, store, registered }: AmsPlain): { readonly merchantId: string; readonly storeId: string } {
  const isRegistered = AMS_MODE_RULES[mode].clientIs === 'acquirer' && registered !== undefined;
  return isRegistered ? registered : { merchantId: merchant.referenceMerchantId, storeId: store.referenceStoreId };
}

/** ams.md 4.4, 4.5. */
function merchantOf(plain: AmsPlain): object {
  const { merchant, store } = plain;
  const { merchantId, storeId } = shopIds(plain);
  return {
    referenceMerchantId: merchantId,
    merchantName: merchant.merchantName,
    merchantMCC: merchant.merchantMCC,
    merchantDisplayName: merchant.merchantDisplayName,
    merchantAddress: merchant.merchantAddress,
    store: {
      referenceStoreId: storeId,
      storeName: store.storeName,
      storeMCC: store.storeMCC ?? merchant.merchantMCC,
      storeDisplayName: store.storeDisplayName,
      storeTerminalId: store.storeTerminalId,
      storePhoneNo: store.storePhoneNo,
      storeAddress: store.storeAddress,
    },
  };
}

/**
 * Body of pay (ams.md 5.1, 5.2): with `customerCode` the shop scans the customer, without one it asks for a code to show. Built from the request
 * and the settings alone, so that a repeat is the same bytes (ams.md 8).
 */
export function payBody(plain: AmsPlain, request: PayRequest, customerCode: string | null): Buffer {
  const total = amountOf(request.amountMinor, request.currency);
  const terminal = plain.store.storeTerminalId;
  return json({
    productCode: 'IN_STORE_PAYMENT',
    paymentRequestId: request.merchantReference,
    order: {
      referenceOrderId: oneLine(request.billNo, 64) || request.merchantReference,
      orderDescription: oneLine(request.description, 256) || oneLine(request.billNo, 256) || request.merchantReference,
      orderAmount: total,
      merchant: merchantOf(plain),
      // The moment is the attempt's, not this call's: a repeat must not differ.
      env: terminal === undefined ? undefined : { storeTerminalId: terminal, storeTerminalRequestTime: isoWithOffset(request.createdAtMs, request.offsetMinutes) },
      goods: goodsOf(request),
    },
    paymentAmount: total,
    paymentMethod: { paymentMethodType: 'CONNECT_WALLET', paymentMethodId: customerCode ?? undefined },
    paymentFactor: { inStorePaymentScenario: customerCode === null ? 'OrderCode' : 'PaymentCode' },
    paymentNotifyUrl: plain.notifyUrl,
    paymentExpiryTime: isoWithOffset(request.expiresAtMs, request.offsetMinutes),
    settlementStrategy: plain.settlementCurrency === undefined ? undefined : { settlementCurrency: plain.settlementCurrency },
    merchantRegion: plain.merchantRegion,
  });
}

/** Body of inquiryPayment and cancel: the shop's own id, which is always known (ams.md 5.4, 5.6). */
export const referenceBody = (merchantReference: string): Buffer => json({ paymentRequestId: merchantReference });

/** Body of refund (ams.md 5.7). A refund names the payment by the gateway's id; `refundReason` is left out when there is none. */
export const refundBody = (request: RefundRequest, gatewayPaymentId: string): Buffer => json({
  refundRequestId: request.refundReference,
  paymentId: gatewayPaymentId,
  refundAmount: amountOf(request.amountMinor, request.payment.currency),
  refundReason: oneLine(request.reason, 256) || undefined,
});

/** Body of inquiryRefund (ams.md 5.8): the shop's own id again. */
export const refundReferenceBody = (refundReference: string): Buffer => json({ refundRequestId: refundReference });
