import type { PaymentProduct } from '../../shared/payment/products.ts';
import type { Clock, Random } from '../../shared/world.ts';
import type { PaymentProvider } from '../payments/provider.ts';
import { AmsOrderCodeProvider } from './ams/client.ts';
import { createHttp, type HttpPost } from './http.ts';
import { LegacyBarcodeProvider } from './legacy/client.ts';
import type { GatewaySettings } from './settings.ts';

export interface ProviderDeps {
  readonly clock: Clock;
  readonly random: Random;
  /** How a request travels; absent: over the network. */
  readonly post?: HttpPost;
}

/** One provider for each product whose gateway is set up. */
export function createProviders(settings: GatewaySettings, deps: ProviderDeps): Partial<Record<PaymentProduct, PaymentProvider>> {
  const { clock, random, post = createHttp({ clock }).post } = deps;
  return {
    ...(settings.legacy ? { alipayBarcode: new LegacyBarcodeProvider({ settings: settings.legacy, clock, random, post }) } : {}),
    ...(settings.ams ? { alipayOrderCode: new AmsOrderCodeProvider({ settings: settings.ams, clock, random, post }) } : {}),
  };
}
