import type { PaymentProduct } from '../../../shared/payment/products.ts';
import type { RequestPreview } from '../../../shared/contract/settings-views.ts';
import { minor } from '../../../shared/money.ts';
import type { PayRequest } from '../../payments/provider.ts';
import type { LegacySettings } from './settings.ts';
import { payParams, pricingCurrency } from './wire.ts';

/** A payment nobody makes: every field a real one would fill. */
const SAMPLE_AT_MS = Date.UTC(2024, 0, 2, 7, 4, 5);

const MASK = '••••••';

/** The request with which a payment begins under these settings, secrets masked. Nothing is signed or sent. */
export function previewLegacy(_product: PaymentProduct, { plain, keys }: LegacySettings): RequestPreview {
  const currency = pricingCurrency(plain);
  const request: PayRequest = {
    merchantReference: 'TILL120240102000001SAMPLE00', amountMinor: minor(100), currency, description: plain.storeName, billNo: '1', createdAtMs: SAMPLE_AT_MS,
    expiresAtMs: SAMPLE_AT_MS + 180_000, offsetMinutes: 480, customerCode: '2800000000000000', goods: [],
  };
  const params = new Map([...payParams(plain, request)].filter(([, value]) => value !== ''));
  const service = params.get('service') ?? '';
  params.set('buyer_identity_code', `280000${MASK}`).set('sign', MASK).set('sign_type', keys.kind);
  params.delete('_input_charset');
  return { service, url: `${plain.baseUrl}?_input_charset=${plain.charset}`, headers: [], params: [...params].sort(([a], [b]) => (a < b ? -1 : 1)), body: '' };
}
