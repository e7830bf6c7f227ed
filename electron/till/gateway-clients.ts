import type { PaymentProduct } from '../../shared/payment/products.ts';
import { createHttp } from '../alipay/http.ts';
import { createMerchantCodeProvider, createNotificationReaders, createProviders } from '../alipay/products.ts';
import type { GatewaySettings } from '../alipay/settings.ts';
import type { MerchantCodeProvider, NotificationReader } from '../payments/provider.ts';
import type { Desk } from './desk.ts';

type Providers = ReturnType<typeof createProviders>;

/** The clients of all products that are switched on, made anew whenever the settings change. */
export interface GatewayClients {
  providers(): Providers;
  readers(): readonly NotificationReader[];
  /** Null when the printed code's product is not switched on. */
  merchantCodes(): MerchantCodeProvider | null;
  settings(): GatewaySettings;
  /** From now on these settings hold. Answers the new providers. */
  use(gateways: GatewaySettings): Providers;
  /** A client of one product that is perhaps not switched on, for "test connection". */
  trial(gateways: GatewaySettings, product: PaymentProduct): Providers[PaymentProduct];
  /** Closes the connections kept open. */
  stop(): void;
}

/** A code that no table speaks of goes into the log, once. */
export function createGatewayClients(gateways: GatewaySettings, { clock, random, log }: Pick<Desk, 'clock' | 'random' | 'log'>): GatewayClients {
  const http = createHttp({ clock });
  const deps = { clock, random, post: http.post, report: (fact: { gateway: string; service: string; code: string }) => log('warn', 'gateway.unknownCode', { ...fact }) };
  const made = (settings: GatewaySettings) => ({
    settings, providers: createProviders(settings, deps), readers: createNotificationReaders(settings, deps), merchantCodes: createMerchantCodeProvider(settings, deps),
  });
  let current = made(gateways);
  return {
    providers: () => current.providers,
    readers: () => current.readers,
    merchantCodes: () => current.merchantCodes,
    settings: () => current.settings,
    use: (next) => {
      current = made(next);
      return current.providers;
    },
    trial: (settings, product) => createProviders(settings, deps)[product],
    stop: () => http.close(),
  };
}

/** Where the account of the printed code stands: its store, and where payments are announced. Null when that product is not switched on. */
export function printedCodeAccount(gateways: GatewaySettings): { readonly storeId: string; readonly storeName: string; readonly notifyUrl: string } | null {
  const product = gateways.alipayHkMerchantQr;
  if (product?.gateway !== 'legacy') return null;
  const { storeId, storeName, notifyUrl } = product.settings.plain;
  return { storeId, storeName, notifyUrl: notifyUrl ?? '' };
}
