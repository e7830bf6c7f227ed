import type { Currency, Minor } from '../../shared/money.ts';
import type { Fields } from './ams-body.ts';
import { ID_MAX, MCC, NAME_MAX, notifyUrl, STORE_ID_MAX, URL_MAX } from './ams-fields.ts';

/** What the gateway needs of a pay request once its form is fine. */
export interface PayRequestBody {
  readonly paymentRequestId: string;
  readonly amountMinor: Minor;
  /** Null: a currency no contract of this gateway covers. */
  readonly currency: Currency | null;
  /** The scanned code for PaymentCode, null for OrderCode. */
  readonly customerCode: string | null;
  readonly scenario: 'PaymentCode' | 'OrderCode' | 'EntryCode';
  readonly expiresAtMs: number | null;
  readonly notifyUrl: string;
  readonly referenceMerchantId: string;
  readonly referenceStoreId: string;
  readonly settlementCurrency: string | null;
}

const RUPIAH_STEP_MINOR = 100;

/** Reads a pay request strictly (ams.md 4 and 5.1, 5.2). Throws BodyComplaint. */
export function readPayRequest(body: Fields): PayRequestBody {
  body.text('productCode', ID_MAX, /^IN_STORE_PAYMENT$/);
  // "No special characters" on an older page; samples use letters, digits and _ (ams.md 5.1).
  const paymentRequestId = body.text('paymentRequestId', ID_MAX, /^[A-Za-z0-9_]+$/);
  const scenario = readScenario(body.object('paymentFactor'));
  const shop = readOrder(body.object('order'), scenario);
  const { amountMinor, currency } = body.amount('paymentAmount');
  // Rupiah are paid in whole ones, although they are written with two decimals (ams.md 2.7).
  if (currency === 'IDR' && amountMinor % RUPIAH_STEP_MINOR !== 0) body.refuse('paymentAmount', 'is not in whole rupiah');

  const method = body.object('paymentMethod');
  method.text('paymentMethodType', ID_MAX, /^CONNECT_WALLET$/);
  if (scenario !== 'PaymentCode' && method.has('paymentMethodId')) method.refuse('paymentMethodId', 'belongs to PaymentCode');
  const customerCode = scenario === 'PaymentCode' ? method.text('paymentMethodId', 128) : null;

  const notifiedAt = notifyUrl(body, 'paymentNotifyUrl');
  body.textIfAny('paymentRedirectUrl', URL_MAX);
  const settlementCurrency = body.objectIfAny('settlementStrategy')?.text('settlementCurrency', 3, /^[A-Z]{3}$/) ?? null;
  body.textIfAny('merchantRegion', 2, /^[A-Z]{2}$/);
  return {
    paymentRequestId, amountMinor, currency, customerCode, scenario, expiresAtMs: body.timeIfAny('paymentExpiryTime'), notifyUrl: notifiedAt, ...shop, settlementCurrency,
  };
}

function readScenario(factor: Fields): PayRequestBody['scenario'] {
  const scenario = factor.text('inStorePaymentScenario', ID_MAX);
  switch (scenario) {
    case 'PaymentCode':
    case 'OrderCode':
    case 'EntryCode':
      return scenario;
    default:
      return factor.refuse('inStorePaymentScenario', 'ill-formed');
  }
}

function readOrder(order: Fields, scenario: PayRequestBody['scenario']): Pick<PayRequestBody, 'referenceMerchantId' | 'referenceStoreId'> {
  order.textIfAny('referenceOrderId', ID_MAX);
  order.text('orderDescription', NAME_MAX);
  order.amount('orderAmount');
  order.textIfAny('extendInfo', URL_MAX);
  const merchant = order.object('merchant');
  const referenceMerchantId = merchant.text('referenceMerchantId', ID_MAX);
  merchant.text('merchantName', NAME_MAX);
  merchant.text('merchantMCC', 4, MCC);
  const store = merchant.object('store');
  const referenceStoreId = store.text('referenceStoreId', STORE_ID_MAX);
  store.text('storeName', NAME_MAX);
  // One documentation sample spells it storeMcc (ams.md 4.5); either is read.
  store.text(store.has('storeMCC') ? 'storeMCC' : 'storeMcc', 4, MCC);
  const env = scenario === 'PaymentCode' ? order.object('env') : order.objectIfAny('env');
  if (scenario === 'PaymentCode') {
    env?.text('storeTerminalId', ID_MAX);
    env?.time('storeTerminalRequestTime');
  } else {
    env?.textIfAny('storeTerminalId', ID_MAX);
    env?.timeIfAny('storeTerminalRequestTime');
  }
  for (const goods of order.listIfAny('goods', 100)) {
    goods.text('referenceGoodsId', ID_MAX);
    goods.text('goodsName', NAME_MAX);
    if (goods.has('goodsUnitAmount')) goods.amount('goodsUnitAmount');
    goods.textIfAny('goodsQuantity', 16, /^\d+$/);
  }
  return { referenceMerchantId, referenceStoreId };
}
