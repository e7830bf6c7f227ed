import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import { TillError } from '../../../shared/errors/registry.ts';
import { AMS_MODE_RULES, AMS_MODES, type AmsMode, type AmsModeField, type FieldNeed } from '../../../shared/payment/integration-modes.ts';
import type { PaymentProduct } from '../../../shared/payment/products.ts';
import { checkAddress, currency, industry, key, keyPair, optional, optionalLike, parsed, required } from '../form.ts';
import { fromIso } from './times.ts';

/** ams.md 4.4. */
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
  /** ams.md 10. Absent: an ISV when there is a token, else direct. */
  mode: z.enum(AMS_MODES).optional(),
  clientId: z.string().trim().max(64).regex(/^[\x21-\x7e]+$/),
  keyVersion: z.string().trim().regex(/^\d{1,8}$/).default('1'),
  merchant: z.object({
    /** Any id that stays the same (ams.md 10.1); an acquirer's modes send the registered one instead. */
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
    storeMCC: optionalLike(/^\d{4}$/),
    storeDisplayName: optional(256),
    /** This till's id; payments with a scanned customer's code cannot do without (ams.md 4.3 env). */
    storeTerminalId: optional(64),
    storePhoneNo: optional(32),
    storeAddress: address.optional(),
  }),
  /** Ids that merchant and store are registered under, ≤64 and ≤32 (ams.md 5.10, 10.4). */
  registered: z.object({ merchantId: required(64), storeId: required(32) }).optional(),
  /** When the ISV's token runs out, ISO 8601 (ams.md 10.3 accessTokenExpiryTime). Kept for people; the gateway decides. */
  agentTokenExpiresAt: optional(40),
  /** Required by the protocol even when nothing can reach the till (ams.md 5.5, last paragraph). Its path is what notifications are signed for. */
  notifyUrl: required(2048),
  /** Path at the till's own listener, when the shop's proxy hands notifications over under another than the public one (ams.md 3.5). */
  notifyLocalPath: optionalLike(/^\/[\x21-\x22\x24-\x3e\x40-\x7e]{1,200}$/),
  settlementCurrency: z.union([z.literal(''), currency]).optional().transform((text) => text || undefined),
  merchantRegion: optionalLike(/^[A-Z]{2}$/),
});
export type AmsPlain = z.output<typeof amsPlain> & { readonly mode: AmsMode };

/** `agentToken`: only for an ISV, granted by the merchant (ams.md 10.3). A bearer secret, hence here. */
export const amsSecrets = z.object({
  privateKey: key,
  alipayPublicKey: key,
  agentToken: z.string().trim().max(256).regex(/^[\x21-\x7e]*$/).optional().transform((text) => text || undefined),
});

export interface AmsSettings {
  readonly plain: AmsPlain;
  readonly keys: { readonly privateKey: KeyObject; readonly alipayPublicKey: KeyObject };
  /** Only in the mode `isv`. */
  readonly agentToken: string | undefined;
}

const invalid = (field: string, reason: string, details: Readonly<Record<string, string>> = {}): TillError => new TillError('SETTINGS_INVALID', { field: `ams.${field}`, reason, ...details });

/**
 * Checks the settings of the AMS gateway, and what `product` cannot do without. Throws TillError SETTINGS_INVALID, SETTINGS_PLAIN_HTTP or
 * SETTINGS_BAD_KEY, each naming the field.
 */
export function loadAmsSettings(plainPart: unknown, secretPart: unknown, product?: PaymentProduct): AmsSettings {
  const given = parsed(amsPlain, plainPart, 'ams');
  const secrets = parsed(amsSecrets, secretPart, 'ams');
  checkAddress(given.host, 'ams.host', true);
  checkAddress(given.notifyUrl, 'ams.notifyUrl');
  const plain: AmsPlain = { ...given, mode: given.mode ?? (secrets.agentToken === undefined ? 'direct' : 'isv') };
  checkMode(plain, secrets.agentToken);
  if (plain.agentTokenExpiresAt !== undefined && fromIso(plain.agentTokenExpiresAt) === null) throw invalid('agentTokenExpiresAt', 'time');
  if (product === 'alipayUserPresented' && plain.store.storeTerminalId === undefined) throw invalid('store.storeTerminalId', 'missing');
  return { plain, keys: keyPair('ams', secrets), agentToken: secrets.agentToken };
}

/** What the mode requires and forbids (ams.md 10), each refusal naming the field. */
function checkMode({ mode, registered, agentTokenExpiresAt }: AmsPlain, agentToken: string | undefined): void {
  const given: Record<AmsModeField, string | undefined> = {
    agentToken, agentTokenExpiresAt, 'registered.merchantId': registered?.merchantId, 'registered.storeId': registered?.storeId,
  };
  for (const [field, need] of Object.entries(AMS_MODE_RULES[mode].fields) as [AmsModeField, FieldNeed][]) {
    const isThere = given[field] !== undefined;
    if (need === 'required' && !isThere) throw invalid(field, 'neededInMode', { mode });
    if (need === 'forbidden' && isThere) throw invalid(field, 'notInMode', { mode });
  }
}
