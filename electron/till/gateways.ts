import type { Request } from '../../shared/contract/contract.ts';
import type { GatewaySettingsView } from '../../shared/contract/views.ts';
import { TillError } from '../../shared/errors/registry.ts';
import type { Currency } from '../../shared/money.ts';
import { checkWorld, loadAmsSettings, loadLegacySettings, type GatewaySettings } from '../alipay/settings.ts';
import type { Secrets, SettingsStore } from './settings-store.ts';

type Save = Request<'settings.saveGateways'>;
type LegacyForm = NonNullable<Save['legacy']>;
type AmsForm = NonNullable<Save['ams']>;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const record = (value: unknown): Readonly<Record<string, unknown>> => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {});

/** The gateways as the settings page shows them: no secret, only whether one is stored. */
export function gatewayView(store: SettingsStore, currency: Currency): GatewaySettingsView {
  const { legacy, ams } = store.settings.gateways;
  const l = record(legacy?.plain);
  const secondary = record(l['secondaryMerchant']);
  const a = record(ams?.plain);
  const merchant = record(a['merchant']);
  const shop = record(a['store']);
  const signType = l['signType'];
  return {
    legacy: {
      enabled: legacy?.enabled ?? false, baseUrl: text(l['baseUrl']), backupUrl: text(l['backupUrl']), partner: text(l['partner']), sellerId: text(l['sellerId']),
      signType: signType === 'RSA' || signType === 'RSA2' ? signType : 'MD5', secondaryMerchantId: text(secondary['id']), secondaryMerchantName: text(secondary['name']),
      secondaryMerchantIndustry: text(secondary['industry']), storeId: text(l['storeId']), storeName: text(l['storeName']), terminalId: text(l['terminalId']), notifyUrl: text(l['notifyUrl']),
      hasMd5Key: Boolean(store.secrets.legacy?.['md5Key']), hasPrivateKey: Boolean(store.secrets.legacy?.['privateKey']), hasAlipayPublicKey: Boolean(store.secrets.legacy?.['alipayPublicKey']),
    },
    ams: {
      enabled: ams?.enabled ?? false, host: text(a['host']), clientId: text(a['clientId']), keyVersion: text(a['keyVersion']) || '1', referenceMerchantId: text(merchant['referenceMerchantId']),
      merchantName: text(merchant['merchantName']), merchantMcc: text(merchant['merchantMCC']), referenceStoreId: text(shop['referenceStoreId']), storeName: text(shop['storeName']),
      terminalId: text(shop['storeTerminalId']), notifyUrl: text(a['notifyUrl']), settlementCurrency: text(a['settlementCurrency']),
      hasPrivateKey: Boolean(store.secrets.ams?.['privateKey']), hasAlipayPublicKey: Boolean(store.secrets.ams?.['alipayPublicKey']),
    },
    currency,
    strongEncryption: store.strongEncryption,
  };
}

/**
 * Saves the form. A gateway that is switched on must be complete and its keys readable (SETTINGS_INVALID, SETTINGS_BAD_KEY,
 * SETTINGS_PLAIN_HTTP, SETTINGS_SANDBOX_ID_IN_LIVE); one that is off is kept as typed. Nothing is saved unless all of it is good.
 * Returns the names of what changed, for the journal; never values.
 */
export function saveGateways(store: SettingsStore, form: Save, world: 'training' | 'live', currency: Currency): string[] {
  const secrets: Secrets = {
    legacy: merged(store.secrets.legacy, form.legacy, ['md5Key', 'privateKey', 'alipayPublicKey']),
    ams: merged(store.secrets.ams, form.ams, ['privateKey', 'alipayPublicKey']),
  };
  const before = store.settings.gateways;
  const gateways = {
    ...before,
    ...(form.legacy ? { legacy: { enabled: form.legacy.enabled, plain: { ...before.legacy?.plain, ...legacyPlain(form.legacy, currency) } } } : {}),
    ...(form.ams ? { ams: { enabled: form.ams.enabled, plain: { ...before.ams?.plain, ...amsPlain(form.ams, record(before.ams?.plain)) } } } : {}),
  };
  checkWorld(loadGateways(gateways, secrets), world, 'settings');
  store.save({ gateways }, secrets);
  const parts = (['legacy', 'ams'] as const).filter((part) => form[part]);
  return parts.flatMap((part) => [`gateways.${part}`, ...Object.keys(secrets[part] ?? {}).filter((name) => form[part] && name in record(form[part])).map((name) => `secrets.${part}.${name}`)]);
}

/** The enabled gateways, checked. Throws the codes of alipay/settings.ts. */
export function loadGateways(gateways: SettingsStore['settings']['gateways'], secrets: Secrets): GatewaySettings {
  return {
    ...(gateways.legacy?.enabled ? { legacy: loadLegacySettings(gateways.legacy.plain, secrets.legacy ?? {}) } : {}),
    ...(gateways.ams?.enabled ? { ams: loadAmsSettings(gateways.ams.plain, secrets.ams ?? {}) } : {}),
  };
}

/** One stored gateway, whether switched on or not, for "test connection". Throws SETTINGS_INVALID when nothing is stored. */
export function loadOneGateway(store: SettingsStore, which: 'legacy' | 'ams'): GatewaySettings {
  const stored = store.settings.gateways[which];
  if (!stored) throw new TillError('SETTINGS_INVALID', { field: which, reason: 'missing' });
  return loadGateways({ [which]: { ...stored, enabled: true } }, store.secrets);
}

function merged(stored: Readonly<Record<string, string>> | undefined, form: object | undefined, names: readonly string[]): Record<string, string> {
  const next: Record<string, string> = { ...stored };
  for (const name of names) {
    const typed = record(form)[name];
    if (typed === '') delete next[name];
    else if (typeof typed === 'string') next[name] = typed;
  }
  return next;
}

const legacyPlain = (form: LegacyForm, currency: Currency): Record<string, unknown> => ({
  baseUrl: form.baseUrl, backupUrl: form.backupUrl, partner: form.partner, sellerId: form.sellerId, signType: form.signType, currency, storeId: form.storeId, storeName: form.storeName,
  secondaryMerchant: { id: form.secondaryMerchantId, name: form.secondaryMerchantName, industry: form.secondaryMerchantIndustry }, terminalId: form.terminalId, notifyUrl: form.notifyUrl,
});

const amsPlain = (form: AmsForm, before: Readonly<Record<string, unknown>>): Record<string, unknown> => ({
  host: form.host, clientId: form.clientId, keyVersion: form.keyVersion, notifyUrl: form.notifyUrl, settlementCurrency: form.settlementCurrency,
  merchant: { ...record(before['merchant']), referenceMerchantId: form.referenceMerchantId, merchantName: form.merchantName, merchantMCC: form.merchantMcc },
  store: { ...record(before['store']), referenceStoreId: form.referenceStoreId, storeName: form.storeName, storeTerminalId: form.terminalId },
});
