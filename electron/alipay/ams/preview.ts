import type { RequestPreview } from '../../../shared/contract/settings-views.ts';
import { minor } from '../../../shared/money.ts';
import type { PaymentProduct } from '../../../shared/payment/products.ts';
import type { PayRequest } from '../../payments/provider.ts';
import { payBody } from './requests.ts';
import type { AmsSettings } from './settings.ts';
import { amsPath, plainHeaders } from './wire.ts';

/** A payment nobody makes, with every field a real one would fill. */
const SAMPLE_AT_MS = Date.UTC(2026, 0, 1, 0, 0, 0);
const SAMPLE_CODE = '280000';

const MASK = '••••••';

/** The request with which a payment begins under these settings, secrets masked. Nothing is signed or sent. */
export function previewAms(product: PaymentProduct, { plain, agentToken }: AmsSettings): RequestPreview & { readonly path: string } {
  const request: PayRequest = {
    merchantReference: 'TILL120260101000001SAMPLE00', amountMinor: minor(100), currency: plain.settlementCurrency ?? 'USD', description: plain.store.storeName, billNo: '1',
    createdAtMs: SAMPLE_AT_MS, expiresAtMs: SAMPLE_AT_MS + 180_000, offsetMinutes: 480,
    goods: [{ id: '1', name: 'Sample', unitPriceMinor: minor(100), quantityMilli: 1000 }],
  };
  const path = amsPath('pay', plain.clientId);
  const headers: [string, string][] = [
    ...Object.entries(plainHeaders({ plain }, String(SAMPLE_AT_MS))),
    ['Signature', `algorithm=RSA256, keyVersion=${plain.keyVersion}, signature=${MASK}`],
    ...(agentToken === undefined ? [] : [['agent-token', MASK] as [string, string]]),
  ];
  const body = payBody(plain, request, product === 'alipayUserPresented' ? `${SAMPLE_CODE}${MASK}` : null).toString('utf8');
  return { service: 'pay', path, url: new URL(path, plain.host).href, headers, params: [], body };
}
