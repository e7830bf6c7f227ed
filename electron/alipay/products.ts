import type { RequestPreview } from '../../shared/contract/settings-views.ts';
import type { PaymentProduct } from '../../shared/payment/products.ts';
import type { Clock, Random } from '../../shared/world.ts';
import type { PaymentProvider } from '../payments/provider.ts';
import { AmsOrderCodeProvider } from './ams/order-code.ts';
import { previewAms } from './ams/preview.ts';
import type { AmsSettings } from './ams/settings.ts';
import { AmsUserPresentedProvider } from './ams/user-presented.ts';
import { createHttp, type HttpPost } from './http.ts';
import { LegacyBarcodeProvider } from './legacy/client.ts';
import { previewLegacy } from './legacy/preview.ts';
import type { LegacySettings } from './legacy/settings.ts';
import type { GatewaySettings, ProductSettings } from './settings.ts';

export interface ProviderDeps {
  readonly clock: Clock;
  readonly random: Random;
  /** How a request travels; absent: over the network. */
  readonly post?: HttpPost;
}

const legacyOf = (gateways: GatewaySettings, product: PaymentProduct): LegacySettings | null => {
  const found = gateways[product];
  return found?.gateway === 'legacy' ? found.settings : null;
};
const amsOf = (gateways: GatewaySettings, product: PaymentProduct): AmsSettings | null => {
  const found = gateways[product];
  return found?.gateway === 'ams' ? found.settings : null;
};

/** One provider for each product that is set up. */
export function createProviders(gateways: GatewaySettings, deps: ProviderDeps): Partial<Record<PaymentProduct, PaymentProvider>> {
  const { clock, random, post = createHttp({ clock }).post } = deps;
  const barcode = legacyOf(gateways, 'alipayBarcode');
  const orderCode = amsOf(gateways, 'alipayOrderCode');
  const presented = amsOf(gateways, 'alipayUserPresented');
  return {
    ...(barcode ? { alipayBarcode: new LegacyBarcodeProvider({ settings: barcode, clock, random, post }) } : {}),
    ...(orderCode ? { alipayOrderCode: new AmsOrderCodeProvider({ settings: orderCode, clock, random, post }) } : {}),
    ...(presented ? { alipayUserPresented: new AmsUserPresentedProvider({ settings: presented, clock, random, post }) } : {}),
  };
}

/** The request with which a payment begins (for the printed code: with which it is made), secrets masked. */
export function previewRequest(product: PaymentProduct, { gateway, settings }: ProductSettings): RequestPreview {
  switch (gateway) {
    case 'legacy':
      return previewLegacy(product, settings);
    case 'ams':
      return previewAms(product, settings);
  }
}
