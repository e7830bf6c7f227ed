import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import { TillError, type ErrorCode } from '../../shared/errors/registry.ts';
import { CURRENCIES } from '../../shared/money.ts';
import { secureUrl } from './http.ts';
import { isPublicHalf, parsePrivateKey, parsePublicKey } from './keys.ts';
import type { LegacyKeys } from './legacy/sign.ts';

/**
 * What a shop enters for a gateway. The plain part may be shown and exported; the secret part is kept encrypted by whoever
 * stores it. An empty text counts as absent, because that is what a form sends.
 */
const required = (max: number) => z.string().trim().min(1).max(max);
const optional = (max: number) => z.string().trim().max(max).optional().transform((text) => text || undefined);
const currency = z.enum(CURRENCIES);
/** legacy.md 1.3: 16 digits starting 2088. */
const accountId = z.string().trim().regex(/^2088\d{12}$/);
/** legacy.md 7.3, ams.md 4.4: four digits. */
const industry = z.string().trim().regex(/^\d{4}$/);
/** legacy.md 7.1: letters, digits, "-" and "_". */
const shopId = (max: number) => z.string().trim().max(max).regex(/^[A-Za-z0-9_-]+$/);
const key = z.string().trim().max(8192).optional().transform((text) => text || undefined);

export const legacyPlain = z.object({
  /** Complete address up to `gateway.do`, without a query. */
  baseUrl: required(200),
  /** Second address of the same gateway (legacy.md 1.1), used only when the first could not be reached at all. */
  backupUrl: optional(200),
  partner: accountId,
  /** Absent: the partner itself (legacy.md 4.A.1 alipay_seller_id). */
  sellerId: z.union([z.literal(''), accountId]).optional().transform((text) => text || undefined),
  signType: z.enum(['MD5', 'RSA', 'RSA2']),
  charset: z.enum(['UTF-8', 'GBK']).default('UTF-8'),
  /** Settlement currency; also the pricing currency unless `transCurrency` is given. */
  currency,
  transCurrency: currency.optional(),
  secondaryMerchant: z.object({ id: shopId(64), name: required(64), industry }),
  storeId: shopId(32),
  storeName: required(256),
  terminalId: optional(32),
  notifyUrl: optional(200),
  sysServiceProviderId: optional(32),
});
export type LegacyPlain = z.infer<typeof legacyPlain>;

export const legacySecrets = z.object({ md5Key: key, privateKey: key, alipayPublicKey: key });
export type LegacySecrets = z.infer<typeof legacySecrets>;

const address = z.object({
  region: z.string().trim().regex(/^[A-Z]{2}$/),
  state: optional(8),
  city: optional(32),
  address1: optional(256),
  address2: optional(256),
  zipCode: optional(32),
});

export const amsPlain = z.object({
  /** Origin such as https://open-sea-global.alipay.com; assigned with the contract, never derived (ams.md 2.1). */
  host: required(200),
  clientId: z.string().trim().max(64).regex(/^[\x21-\x7e]+$/),
  keyVersion: z.string().trim().regex(/^\d{1,8}$/).default('1'),
  merchant: z.object({
    referenceMerchantId: required(64),
    merchantName: required(256),
    merchantMCC: industry,
    merchantDisplayName: optional(256),
    merchantAddress: address.optional(),
  }),
  store: z.object({
    referenceStoreId: required(32),
    storeName: required(256),
    /** Absent: the merchant's. */
    storeMCC: z.union([z.literal(''), industry]).optional().transform((text) => text || undefined),
    storeTerminalId: optional(64),
  }),
  /** Required by the protocol even when nothing can reach the till (ams.md 5.5, last paragraph). */
  notifyUrl: required(2048),
  settlementCurrency: z.union([z.literal(''), currency]).optional().transform((text) => text || undefined),
  merchantRegion: z.union([z.literal(''), z.string().regex(/^[A-Z]{2}$/)]).optional().transform((text) => text || undefined),
});
export type AmsPlain = z.infer<typeof amsPlain>;

/** `agentToken`: only for an ISV, granted by the merchant (ams.md 10.3). A bearer secret, hence here. */
export const amsSecrets = z.object({
  privateKey: key,
  alipayPublicKey: key,
  agentToken: z.string().trim().max(256).regex(/^[\x21-\x7e]*$/).optional().transform((text) => text || undefined),
});

export interface LegacySettings {
  readonly plain: LegacyPlain;
  readonly keys: LegacyKeys;
}

export interface AmsSettings {
  readonly plain: AmsPlain;
  readonly keys: { readonly privateKey: KeyObject; readonly alipayPublicKey: KeyObject };
  readonly agentToken: string | undefined;
}

/** A gateway that is absent is not offered. */
export interface GatewaySettings {
  readonly legacy?: LegacySettings;
  readonly ams?: AmsSettings;
}

function parsed<T>(schema: z.ZodType<T>, value: unknown, part: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new TillError('SETTINGS_INVALID', { field: [part, ...(issue?.path ?? [])].join('.'), reason: issue?.code ?? 'invalid' });
}

/** An address of a gateway or a notification door: safe to use, and nothing behind its path. */
function checkAddress(text: string | undefined, field: string, bareOrigin = false): void {
  if (text === undefined) return;
  const url = URL.parse(text);
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) throw new TillError('SETTINGS_INVALID', { field, reason: 'url' });
  try {
    secureUrl(text);
  } catch (error) {
    throw error instanceof TillError ? new TillError(error.code, { ...error.details, field }, { cause: error }) : error;
  }
  // legacy.md 1.3: a notify_url without query; a gateway's query is the client's to write. Credentials belong in no address.
  const extra = url.search || url.hash || url.username || url.password;
  if (extra || (bareOrigin && url.pathname !== '/')) throw new TillError('SETTINGS_INVALID', { field, reason: 'url' });
}

const badKey = (field: string, reason: string): TillError => new TillError('SETTINGS_BAD_KEY', { field, reason });

function keyPair(part: string, secrets: { privateKey?: string | undefined; alipayPublicKey?: string | undefined }): { privateKey: KeyObject; alipayPublicKey: KeyObject } {
  const privateKey = secrets.privateKey === undefined ? null : parsePrivateKey(secrets.privateKey);
  if (!privateKey) throw badKey(`${part}.privateKey`, secrets.privateKey === undefined ? 'missing' : 'unreadable');
  const alipayPublicKey = secrets.alipayPublicKey === undefined ? null : parsePublicKey(secrets.alipayPublicKey);
  if (!alipayPublicKey) throw badKey(`${part}.alipayPublicKey`, secrets.alipayPublicKey === undefined ? 'missing' : 'unreadable');
  if (isPublicHalf(privateKey, alipayPublicKey)) throw badKey(`${part}.alipayPublicKey`, 'ownKey');
  return { privateKey, alipayPublicKey };
}

function legacyKeys(signType: LegacyPlain['signType'], secrets: LegacySecrets): LegacyKeys {
  if (signType !== 'MD5') return { kind: signType, ...keyPair('legacy', secrets) };
  // legacy.md 2.2: a shared secret of 32 letters and digits; the length catches a half-copied one.
  if (!/^[A-Za-z0-9]{32}$/.test(secrets.md5Key ?? '')) throw badKey('legacy.md5Key', secrets.md5Key === undefined ? 'missing' : 'unreadable');
  return { kind: 'MD5', key: secrets.md5Key ?? '' };
}

/** Checks the settings of the legacy gateway. Throws TillError SETTINGS_INVALID, SETTINGS_PLAIN_HTTP or SETTINGS_BAD_KEY. */
export function loadLegacySettings(plainPart: unknown, secretPart: unknown): LegacySettings {
  const plain = parsed(legacyPlain, plainPart, 'legacy');
  const secrets = parsed(legacySecrets, secretPart, 'legacy');
  checkAddress(plain.baseUrl, 'legacy.baseUrl');
  checkAddress(plain.backupUrl, 'legacy.backupUrl');
  checkAddress(plain.notifyUrl, 'legacy.notifyUrl');
  return { plain, keys: legacyKeys(plain.signType, secrets) };
}

/** Checks the settings of the AMS gateway. Throws TillError SETTINGS_INVALID, SETTINGS_PLAIN_HTTP or SETTINGS_BAD_KEY. */
export function loadAmsSettings(plainPart: unknown, secretPart: unknown): AmsSettings {
  const plain = parsed(amsPlain, plainPart, 'ams');
  const secrets = parsed(amsSecrets, secretPart, 'ams');
  checkAddress(plain.host, 'ams.host', true);
  checkAddress(plain.notifyUrl, 'ams.notifyUrl');
  return { plain, keys: keyPair('ams', secrets), agentToken: secrets.agentToken };
}

/** ams.md 2.2: client ids of the sandbox start so. */
export const SANDBOX_CLIENT_PREFIX = 'SANDBOX_';
/** legacy.md 1.1: both test addresses lie under this domain. */
const LEGACY_SANDBOX_DOMAIN = 'alipaydev.com';

const isLegacySandbox = (address: string | undefined): boolean => {
  const host = URL.parse(address ?? '')?.hostname ?? '';
  return host === LEGACY_SANDBOX_DOMAIN || host.endsWith(`.${LEGACY_SANDBOX_DOMAIN}`);
};

/**
 * Refuses to sell for real against a sandbox (ams.md 2.2, last sentence): its payments look paid and are not.
 * `when` chooses the code a person meets: at start START_SANDBOX_ID_IN_LIVE, while saving SETTINGS_SANDBOX_ID_IN_LIVE.
 */
export function checkWorld(settings: GatewaySettings, world: 'training' | 'live', when: 'start' | 'settings'): void {
  if (world === 'training') return;
  const code: ErrorCode = when === 'start' ? 'START_SANDBOX_ID_IN_LIVE' : 'SETTINGS_SANDBOX_ID_IN_LIVE';
  if (settings.ams?.plain.clientId.startsWith(SANDBOX_CLIENT_PREFIX)) throw new TillError(code, { field: 'ams.clientId' });
  for (const field of ['baseUrl', 'backupUrl'] as const) {
    if (isLegacySandbox(settings.legacy?.plain[field])) throw new TillError(code, { field: `legacy.${field}` });
  }
}
