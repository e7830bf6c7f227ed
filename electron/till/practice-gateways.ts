import { loadAmsSettings, loadLegacySettings, type GatewaySettings } from '../alipay/settings.ts';
import type { PracticeWorld } from '../training/practice-world.ts';
import type { ShopConfig } from './desk.ts';

/** Food retail, four digits (legacy.md 7.3). */
const PRACTICE_INDUSTRY = '5812';
/** Required by the protocol; nothing is ever sent there (ams.md 5.5, last paragraph). */
const PRACTICE_NOTIFY_URL = 'https://till.example/notify';

/** Both training gateways as a shop would have entered them, so that training goes through the same checks as live. */
export function practiceGateways(world: Pick<PracticeWorld, 'legacy' | 'ams'>, config: ShopConfig): GatewaySettings {
  const { legacy, ams } = world;
  const id = (text: string): string => text.replaceAll(/[^A-Za-z0-9_-]/g, '-').slice(0, 32);
  return {
    legacy: loadLegacySettings(
      {
        baseUrl: `${legacy.baseUrl}/gateway.do`, partner: legacy.partner, signType: 'MD5', currency: config.currency,
        secondaryMerchant: { id: id(config.shop.id), name: config.shop.name.en.slice(0, 64), industry: PRACTICE_INDUSTRY },
        storeId: id(config.shop.id), storeName: config.shop.name.en, terminalId: id(config.tillId), notifyUrl: PRACTICE_NOTIFY_URL,
      },
      { md5Key: legacy.md5Key },
    ),
    ams: loadAmsSettings(
      {
        host: ams.host, clientId: ams.clientId, merchant: { referenceMerchantId: id(config.shop.id), merchantName: config.shop.name.en, merchantMCC: PRACTICE_INDUSTRY },
        store: { referenceStoreId: id(config.shop.id), storeName: config.shop.name.en, storeMCC: PRACTICE_INDUSTRY, storeTerminalId: id(config.tillId) }, notifyUrl: PRACTICE_NOTIFY_URL,
      },
      { privateKey: ams.merchantPrivateKeyPem, alipayPublicKey: ams.gatewayPublicKeyBase64 },
    ),
  };
}
