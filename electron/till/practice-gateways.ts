import { PAYMENT_PRODUCTS, PRODUCT_FACTS, type PaymentProduct } from '../../shared/payment/products.ts';
import { editionOf, loadProductSettings, type GatewaySettings } from '../alipay/settings.ts';
import type { PracticeWorld } from '../training/practice-world.ts';
import type { ShopConfig } from './desk.ts';

/** Food retail, four digits (legacy.md 7.3). */
const PRACTICE_INDUSTRY = '5812';
/** AlipayHK's printed code has the least room for the merchant's name (legacy.md 4.C.1). */
const MERCHANT_NAME_MAX = 32;
/** Where nobody listens for notifications; the AMS gateway wants an address all the same (ams.md 5.5, last paragraph). */
const NOBODY = 'https://till.example/notify';

/**
 * Every product with the practice gateways' accounts as a shop would have entered them, so that training goes through the same checks as live.
 * AlipayHK products are left out of a shop that does not sell in HKD. `notifyUrl`: where the till listens for a product's notifications.
 */
export function practiceGateways(world: Pick<PracticeWorld, 'legacy' | 'legacyHk' | 'ams'>, config: ShopConfig, notifyUrl: string | ((product: PaymentProduct) => string) = NOBODY): GatewaySettings {
  const { ams } = world;
  const id = (text: string): string => text.replaceAll(/[^A-Za-z0-9_-]/g, '-').slice(0, 32);
  const legacyAccount = (contract: PracticeWorld['legacy']) => ({
    plain: {
      baseUrl: `${contract.baseUrl}/gateway.do`, partner: contract.partner, signType: 'MD5', currency: config.currency,
      secondaryMerchant: { id: id(config.shop.id), name: config.shop.name.en.slice(0, MERCHANT_NAME_MAX), industry: PRACTICE_INDUSTRY },
      storeId: id(config.shop.id), storeName: config.shop.name.en, terminalId: id(config.tillId),
    },
    secrets: { md5Key: contract.md5Key },
  });
  const accounts = {
    global: legacyAccount(world.legacy),
    hk: legacyAccount(world.legacyHk),
    ams: {
      plain: {
        host: ams.host, clientId: ams.clientId, merchant: { referenceMerchantId: id(config.shop.id), merchantName: config.shop.name.en, merchantMCC: PRACTICE_INDUSTRY },
        store: { referenceStoreId: id(config.shop.id), storeName: config.shop.name.en, storeMCC: PRACTICE_INDUSTRY, storeTerminalId: id(config.tillId) },
      },
      secrets: { privateKey: ams.merchantPrivateKeyPem, alipayPublicKey: ams.gatewayPublicKeyBase64 },
    },
  };
  const isOffered = (product: PaymentProduct): boolean => config.currency === 'HKD' || editionOf(product, undefined) !== 'hk';
  return Object.fromEntries(PAYMENT_PRODUCTS.filter(isOffered).map((product) => {
    const { plain, secrets } = accounts[PRODUCT_FACTS[product].gateway === 'ams' ? 'ams' : editionOf(product, undefined)];
    return [product, loadProductSettings(product, { ...plain, notifyUrl: typeof notifyUrl === 'string' ? notifyUrl : notifyUrl(product) }, secrets)];
  }));
}
