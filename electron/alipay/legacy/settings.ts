import { z } from 'zod';
import { TillError } from '../../../shared/errors/registry.ts';
import { LEGACY_EDITIONS, LEGACY_MODE_RULES, LEGACY_MODES, type FieldNeed, type LegacyEdition, type LegacyMode } from '../../../shared/payment/integration-modes.ts';
import type { PaymentProduct } from '../../../shared/payment/products.ts';
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
  /** Of a transaction QR (legacy.md 4.B.1 seller_id); absent: the partner, which barcode payment has in any case (4.A.1). */
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
  /** Where the gateway announces payments; 190 characters at PRECREATE (legacy.md 4.B.1). */
  notifyUrl: optional(190),
  /** Path at the till's own listener, when the shop's proxy hands notifications over under another than the public one. */
  notifyLocalPath: optionalLike(/^\/[\x21-\x22\x24-\x3e\x40-\x7e]{1,200}$/),
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
  /** Restricts the wallet of a transaction QR; listed for other HK products, unconfirmed for PRECREATE (legacy.md 4.B.1). [inferred] */
  paymentInst: optionalLike(/^ALIPAY(?:HK|CN)$/),
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

/** Products that exist in one edition only; barcode payment says its own. */
const EDITIONS: Partial<Record<PaymentProduct, LegacyEdition>> = { alipayTransactionQr: 'global', alipayHkTransactionQr: 'hk', alipayHkMerchantQr: 'hk' };
/** The edition of a product that exists in one only; null for the others, whose settings say it. */
export const legacyEdition = (product: PaymentProduct): LegacyEdition | null => EDITIONS[product] ?? null;

/** Checks the settings of one product over the legacy gateway. Throws TillError SETTINGS_INVALID, SETTINGS_PLAIN_HTTP or SETTINGS_BAD_KEY. */
export function loadLegacySettings(plainPart: unknown, secretPart: unknown, product: PaymentProduct = 'alipayBarcode'): LegacySettings {
  const given = parsed(legacyPlain, plainPart, 'legacy');
  const secrets = parsed(legacySecrets, secretPart, 'legacy');
  checkAddress(given.baseUrl, 'legacy.baseUrl');
  checkAddress(given.backupUrl, 'legacy.backupUrl');
  checkAddress(given.notifyUrl, 'legacy.notifyUrl');
  const plain: LegacyPlain = {
    ...given, edition: legacyEdition(product) ?? given.edition, mode: given.mode ?? (given.sysServiceProviderId === undefined ? 'direct' : 'systemIntegrator'),
  };
  checkEdition(plain);
  checkMode(plain);
  // legacy.md 4.A.1: another seller would be refused by the gateway at the first payment.
  if (product === 'alipayBarcode' && plain.sellerId !== undefined && plain.sellerId !== plain.partner) throw invalid('sellerId', 'notThePartner');
  // Required by the protocol even when nothing can reach the till (legacy.md 4.B.1; 4.A.4, where it is used).
  const announces = product === 'alipayTransactionQr' || (plain.edition === 'global' && plain.refundSync === 'N');
  if (announces && plain.notifyUrl === undefined) throw invalid('notifyUrl', 'missing');
  if (product === 'alipayHkMerchantQr') checkPrintedCode(plain);
  return { plain, keys: legacyKeys(plain.signType, secrets) };
}

const invalid = (field: string, reason: string): TillError => new TillError('SETTINGS_INVALID', { field: `legacy.${field}`, reason });

/** legacy.md 8.2: AlipayHK products know HKD only, and no second currency. */
function checkEdition({ edition, currency: settlement, transCurrency }: LegacyPlain): void {
  if (edition !== 'hk') return;
  if (settlement !== 'HKD') throw invalid('currency', 'hkdOnly');
  if (transCurrency !== undefined && transCurrency !== 'HKD') throw invalid('transCurrency', 'hkdOnly');
}

/** What the mode requires and forbids (legacy.md 7.2), each refusal naming the field. */
function checkMode(plain: LegacyPlain): void {
  const given = { sysServiceProviderId: plain.sysServiceProviderId, 'secondaryMerchant.name': plain.secondaryMerchant.name };
  for (const [field, need] of Object.entries(LEGACY_MODE_RULES[plain.mode].fields) as [keyof typeof given, FieldNeed][]) {
    const isThere = given[field] !== undefined;
    if (need === 'required' && !isThere) throw new TillError('SETTINGS_INVALID', { field: `legacy.${field}`, reason: 'neededInMode', mode: plain.mode });
    if (need === 'forbidden' && isThere) throw new TillError('SETTINGS_INVALID', { field: `legacy.${field}`, reason: 'notInMode', mode: plain.mode });
  }
}

/** legacy.md 4.C.1: AlipayHK's lengths for the merchant, as much of its surcharge as can be told without an amount, and what taxis need. */
const PRINTED_MERCHANT_MAX = 32;
const TAXI_INDUSTRY = '4121';
const RATE_MAX = /^0(?:\.0[0-4]\d{0,2}|\.050{0,2}|\.0)?$/;
function checkPrintedCode({ secondaryMerchant: { id, name, industry: mcc }, channelFeeType, channelFeeValue, taxi }: LegacyPlain): void {
  if (id.length > PRINTED_MERCHANT_MAX) throw invalid('secondaryMerchant.id', 'tooLong');
  if (name === undefined || name.length > PRINTED_MERCHANT_MAX) throw invalid('secondaryMerchant.name', name === undefined ? 'missing' : 'tooLong');
  if ((channelFeeType === undefined) !== (channelFeeValue === undefined)) throw invalid(channelFeeType === undefined ? 'channelFeeType' : 'channelFeeValue', 'missing');
  if (channelFeeType === 'RATE' && !RATE_MAX.test(channelFeeValue ?? '')) throw invalid('channelFeeValue', 'range');
  if (channelFeeType === 'FIXED' && !/^\d{1,7}(?:\.\d{1,2})?$/.test(channelFeeValue ?? '')) throw invalid('channelFeeValue', 'range');
  if (mcc !== TAXI_INDUSTRY) return;
  for (const field of ['operationId', 'number', 'driverName', 'driverMobile'] as const) if (taxi?.[field] === undefined) throw invalid(`taxi.${field}`, 'missing');
}

/** legacy.md 1.1: both test addresses lie under this domain. */
const SANDBOX_DOMAIN = 'alipaydev.com';

/** True for an address of the gateway's test environment: its payments look paid and are not. */
export function isLegacySandbox(address: string | undefined): boolean {
  const host = URL.parse(address ?? '')?.hostname ?? '';
  return host === SANDBOX_DOMAIN || host.endsWith(`.${SANDBOX_DOMAIN}`);
}
