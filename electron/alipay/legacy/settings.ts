import { z } from 'zod';
import { TillError } from '../../../shared/errors/registry.ts';
import { LEGACY_EDITIONS, LEGACY_MODE_RULES, LEGACY_MODES, type FieldNeed, type LegacyEdition, type LegacyMode } from '../../../shared/payment/integration-modes.ts';
import { badKey, checkAddress, currency, industry, key, keyPair, optional, optionalLike, parsed, required, yesOrNo } from '../form.ts';
import type { LegacyKeys } from './sign.ts';

/** legacy.md 1.3: 16 digits starting 2088. */
const accountId = z.string().trim().regex(/^2088\d{12}$/);
/** legacy.md 7.1: letters, digits, "-" and "_". */
const shopId = (max: number) => z.string().trim().max(max).regex(/^[A-Za-z0-9_-]+$/);

/** What belongs to the contract, and may serve several products of it. */
const account = {
  /** Complete address up to `gateway.do`, without a query. */
  baseUrl: required(200),
  /** Second address of the same gateway (legacy.md 1.1), used only when the first could not be reached at all. */
  backupUrl: optional(200),
  /** legacy.md 7.2. Absent: direct, or through an integrator when one is named. */
  mode: z.enum(LEGACY_MODES).optional(),
  partner: accountId,
  /** Absent: the partner itself (legacy.md 4.A.1 alipay_seller_id). */
  sellerId: z.union([z.literal(''), accountId]).optional().transform((text) => text || undefined),
  signType: z.enum(['MD5', 'RSA', 'RSA2']),
  charset: z.enum(['UTF-8', 'GBK']).default('UTF-8'),
  /** Settlement currency; also the pricing currency unless `transCurrency` is given. */
  currency,
  transCurrency: currency.optional(),
  secondaryMerchant: z.object({ id: shopId(64), name: optional(64), industry }),
  storeId: shopId(32),
  storeName: required(256),
  terminalId: optional(32),
  notifyUrl: optional(190),
  sysServiceProviderId: optional(32),
};

/** What each product has for itself, also when it uses the account of another one. */
const options = {
  /** Barcode payment exists in two editions (legacy.md 4.A); the other products have one each. */
  edition: z.enum(LEGACY_EDITIONS).default('global'),
  /** `is_sync` of refunds (legacy.md 4.A.4). */
  refundSync: yesOrNo('Y'),
  /** Send `it_b_pay`, which may need enabling by Alipay (legacy.md 4.B.1). */
  sendExpiry: yesOrNo('Y'),
  /** Of the printed code (legacy.md 4.C.1). */
  countryCode: optionalLike(/^[A-Z]{2}$/),
  channelFeeType: optionalLike(/^(?:FIXED|RATE)$/),
  channelFeeValue: optionalLike(/^\d{1,7}(?:\.\d{1,4})?$/),
  notifyMobile: optional(32),
  isShowMemo: yesOrNo('N'),
  taxi: z.object({ operationId: optional(32), number: optional(32), driverName: optional(64), driverMobile: optional(32) }).optional(),
};
export const LEGACY_OPTIONS: readonly string[] = Object.keys(options);

export const legacyPlain = z.object({ ...account, ...options });
export type LegacyPlain = z.output<typeof legacyPlain> & { readonly mode: LegacyMode };

export const legacySecrets = z.object({ md5Key: key, privateKey: key, alipayPublicKey: key });
export type LegacySecrets = z.infer<typeof legacySecrets>;

export interface LegacySettings {
  readonly plain: LegacyPlain;
  readonly keys: LegacyKeys;
}

function legacyKeys(signType: LegacyPlain['signType'], secrets: LegacySecrets): LegacyKeys {
  if (signType !== 'MD5') return { kind: signType, ...keyPair('legacy', secrets) };
  // legacy.md 2.2: a shared secret of 32 letters and digits; the length catches a half-copied one.
  if (!/^[A-Za-z0-9]{32}$/.test(secrets.md5Key ?? '')) throw badKey('legacy.md5Key', secrets.md5Key === undefined ? 'missing' : 'unreadable');
  return { kind: 'MD5', key: secrets.md5Key ?? '' };
}

/**
 * Checks the settings of the legacy gateway. `edition`: of a product that exists in one only. Throws TillError SETTINGS_INVALID,
 * SETTINGS_PLAIN_HTTP or SETTINGS_BAD_KEY.
 */
export function loadLegacySettings(plainPart: unknown, secretPart: unknown, edition?: LegacyEdition): LegacySettings {
  const given = parsed(legacyPlain, plainPart, 'legacy');
  const secrets = parsed(legacySecrets, secretPart, 'legacy');
  checkAddress(given.baseUrl, 'legacy.baseUrl');
  checkAddress(given.backupUrl, 'legacy.backupUrl');
  checkAddress(given.notifyUrl, 'legacy.notifyUrl');
  const plain: LegacyPlain = { ...given, edition: edition ?? given.edition, mode: given.mode ?? (given.sysServiceProviderId === undefined ? 'direct' : 'systemIntegrator') };
  checkEdition(plain);
  checkMode(plain);
  return { plain, keys: legacyKeys(plain.signType, secrets) };
}

/** legacy.md 8.2: AlipayHK products know HKD only, and no second currency. */
function checkEdition({ edition, currency: settlement, transCurrency }: LegacyPlain): void {
  if (edition !== 'hk') return;
  if (settlement !== 'HKD') throw new TillError('SETTINGS_INVALID', { field: 'legacy.currency', reason: 'hkdOnly' });
  if (transCurrency !== undefined && transCurrency !== 'HKD') throw new TillError('SETTINGS_INVALID', { field: 'legacy.transCurrency', reason: 'hkdOnly' });
}

/** What the mode requires and forbids (legacy.md 7.2), each refusal naming the field. */
function checkMode(plain: LegacyPlain): void {
  const given = { sysServiceProviderId: plain.sysServiceProviderId, 'secondaryMerchant.name': plain.secondaryMerchant.name };
  for (const [field, need] of Object.entries(LEGACY_MODE_RULES[plain.mode].fields) as [keyof typeof given, FieldNeed][]) {
    const isThere = given[field] !== undefined;
    if (need === 'required' && !isThere) throw new TillError('SETTINGS_INVALID', { field: `legacy.${field}`, reason: 'neededInMode', mode: plain.mode });
    if (need === 'forbidden' && isThere) throw new TillError('SETTINGS_INVALID', { field: `legacy.${field}`, reason: 'notInMode', mode: plain.mode });
  }
  // legacy.md 4.A.1: the seller is the partner, whichever mode; another number would be refused by the gateway at the first payment.
  if (plain.sellerId !== undefined && plain.sellerId !== plain.partner) throw new TillError('SETTINGS_INVALID', { field: 'legacy.sellerId', reason: 'notThePartner' });
}

/** legacy.md 1.1: both test addresses lie under this domain. */
const SANDBOX_DOMAIN = 'alipaydev.com';

/** True for an address of the gateway's test environment: its payments look paid and are not. */
export function isLegacySandbox(address: string | undefined): boolean {
  const host = URL.parse(address ?? '')?.hostname ?? '';
  return host === SANDBOX_DOMAIN || host.endsWith(`.${SANDBOX_DOMAIN}`);
}
