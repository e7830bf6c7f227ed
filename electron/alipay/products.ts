import type { RequestPreview } from '../../shared/contract/settings-views.ts';
import { PAYMENT_PRODUCTS, type PaymentProduct } from '../../shared/payment/products.ts';
import type { Clock, Random } from '../../shared/world.ts';
import type { MerchantCodeProvider, NotificationReader, PaymentProvider, RefundProvider } from '../payments/provider.ts';
import { AmsNotificationReader } from './ams/notification.ts';
import { AmsOrderCodeProvider } from './ams/order-code.ts';
import { previewAms } from './ams/preview.ts';
import type { AmsDeps } from './ams/provider.ts';
import type { AmsSettings } from './ams/settings.ts';
import { AmsUserPresentedProvider } from './ams/user-presented.ts';
import { createHttp, type HttpPost } from './http.ts';
import { LegacyBarcodeProvider } from './legacy/barcode.ts';
import { LegacyMerchantCodes, LegacyMerchantQrProvider } from './legacy/merchant-qr.ts';
import { LegacyNotificationReader } from './legacy/notification.ts';
import { previewLegacy } from './legacy/preview.ts';
import type { LegacyDeps } from './legacy/provider.ts';
import type { LegacySettings } from './legacy/settings.ts';
import { LegacyTransactionQrProvider } from './legacy/transaction-qr.ts';
import type { GatewaySettings, ProductSettings } from './settings.ts';
import { onceEach, type Report } from './unknown-codes.ts';

export interface ProviderDeps {
  readonly clock: Clock;
  readonly random: Random;
  /** How a request travels; absent: over the network. */
  readonly post?: HttpPost;
  /** Told once of each code that no table speaks of, for diagnostics. */
  readonly report?: Report;
}

const wired = ({ clock, random, post, report }: ProviderDeps) => ({ clock, random, post: post ?? createHttp({ clock }).post, report: onceEach(report ?? (() => undefined)) });

const legacyOf = (gateways: GatewaySettings, product: PaymentProduct): LegacySettings | null => {
  const found = gateways[product];
  return found?.gateway === 'legacy' ? found.settings : null;
};
const amsOf = (gateways: GatewaySettings, product: PaymentProduct): AmsSettings | null => {
  const found = gateways[product];
  return found?.gateway === 'ams' ? found.settings : null;
};

/** One provider for each product that is set up. */
export function createProviders(gateways: GatewaySettings, deps: ProviderDeps): Partial<Record<PaymentProduct, PaymentProvider & RefundProvider>> {
  const { clock, random, post, report } = wired(deps);
  const providers: Partial<Record<PaymentProduct, PaymentProvider & RefundProvider>> = {};
  for (const product of PAYMENT_PRODUCTS) {
    const legacy = legacyOf(gateways, product);
    const ams = amsOf(gateways, product);
    const made = legacy ? legacyProvider(product, { settings: legacy, clock, random, post, report }) : ams ? amsProvider(product, { settings: ams, clock, random, post, report }) : null;
    if (made) providers[product] = made;
  }
  return providers;
}

function legacyProvider(product: PaymentProduct, deps: LegacyDeps): (PaymentProvider & RefundProvider) | null {
  switch (product) {
    case 'alipayBarcode':
      return new LegacyBarcodeProvider(deps);
    case 'alipayTransactionQr':
    case 'alipayHkTransactionQr':
      return new LegacyTransactionQrProvider(product, deps);
    case 'alipayHkMerchantQr':
      return new LegacyMerchantQrProvider(deps);
    case 'alipayOrderCode':
    case 'alipayUserPresented':
      return null;
  }
}

function amsProvider(product: PaymentProduct, deps: AmsDeps): (PaymentProvider & RefundProvider) | null {
  switch (product) {
    case 'alipayOrderCode':
      return new AmsOrderCodeProvider(deps);
    case 'alipayUserPresented':
      return new AmsUserPresentedProvider(deps);
    case 'alipayBarcode':
    case 'alipayTransactionQr':
    case 'alipayHkTransactionQr':
    case 'alipayHkMerchantQr':
      return null;
  }
}

/** What makes and keeps the shop's printed code; null when that product is not set up. */
export function createMerchantCodeProvider(gateways: GatewaySettings, deps: ProviderDeps): MerchantCodeProvider | null {
  const settings = legacyOf(gateways, 'alipayHkMerchantQr');
  return settings && new LegacyMerchantCodes({ settings, ...wired(deps) });
}

/** One reader for each product whose account has an address for notifications. Several may take the same one: the inbox asks them all. */
export function createNotificationReaders(gateways: GatewaySettings, deps: ProviderDeps): readonly NotificationReader[] {
  const { clock, post, report } = wired(deps);
  return PAYMENT_PRODUCTS.flatMap((product): NotificationReader[] => {
    const legacy = legacyOf(gateways, product);
    if (legacy?.plain.notifyUrl) return [new LegacyNotificationReader({ settings: legacy, product, notifyUrl: legacy.plain.notifyUrl, clock, post, report })];
    const ams = amsOf(gateways, product);
    return ams ? [new AmsNotificationReader({ settings: ams, product, clock, report })] : [];
  });
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
