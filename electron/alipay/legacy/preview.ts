import type { RequestPreview } from '../../../shared/contract/settings-views.ts';
import { minor } from '../../../shared/money.ts';
import type { PaymentProduct } from '../../../shared/payment/products.ts';
import type { PayRequest } from '../../payments/provider.ts';
import { createCodeParams } from './code-requests.ts';
import { payParams, precreateParams, pricingCurrency } from './requests.ts';
import type { LegacyPlain, LegacySettings } from './settings.ts';
import { addressQuery, type LegacyParams } from './wire.ts';

/** A payment nobody makes: every field a real one would fill. */
const SAMPLE_AT_MS = Date.UTC(2024, 0, 2, 7, 4, 5);
const CUSTOMER_CODE_SHOWN = '280000';
const MASK = '••••••';

const sample = (plain: LegacyPlain): PayRequest => {
  const currency = pricingCurrency(plain);
  return {
    merchantReference: 'TILL120240102000001SAMPLE00', amountMinor: minor(100), currency, description: plain.storeName, billNo: '1', createdAtMs: SAMPLE_AT_MS,
    expiresAtMs: SAMPLE_AT_MS + 180_000, offsetMinutes: 480, customerCode: CUSTOMER_CODE_SHOWN, goods: [{ id: '1', name: 'Tea', unitPriceMinor: minor(100), quantityMilli: 1000 }],
  };
};

function firstCall(product: PaymentProduct, plain: LegacyPlain): LegacyParams {
  switch (product) {
    case 'alipayTransactionQr':
    case 'alipayHkTransactionQr':
      return precreateParams(plain, product, sample(plain));
    case 'alipayHkMerchantQr':
      return createCodeParams(plain, { storeId: plain.storeId, storeName: plain.storeName, address: '…' }, SAMPLE_AT_MS);
    case 'alipayBarcode':
    case 'alipayOrderCode':
    case 'alipayUserPresented':
      return payParams(plain, sample(plain));
  }
}

/**
 * The request with which a payment begins under these settings (for the printed code: with which it is made), parameters in the order sent. The signature and
 * the customer's code are masked; keys are nowhere. Nothing is signed or sent.
 */
export function previewLegacy(product: PaymentProduct, { plain, keys }: LegacySettings): RequestPreview {
  const params = new Map([...firstCall(product, plain)].filter(([, value]) => value !== ''));
  const service = params.get('service') ?? '';
  if (params.has('buyer_identity_code')) params.set('buyer_identity_code', `${CUSTOMER_CODE_SHOWN}${MASK}`);
  params.set('sign', MASK).set('sign_type', keys.kind);
  params.delete('_input_charset');
  return { service, url: plain.baseUrl + addressQuery(plain.charset), headers: [], params: [...params].sort(([a], [b]) => (a < b ? -1 : 1)), body: '' };
}
