import type { Request, Response } from '../../../shared/contract/contract.ts';
import type { Dictionary } from '../../i18n/dictionary.ts';

type Save = Request<'settings.saveGateways'>;
type View = Response<'settings.gateways'>;
export type LegacyForm = NonNullable<Save['legacy']>;
export type AmsForm = NonNullable<Save['ams']>;
export type FieldName = keyof Dictionary['settings']['fields'];

export type Gateway = 'legacy' | 'ams';
export const SIGN_TYPES = ['RSA2', 'RSA', 'MD5'] as const satisfies readonly LegacyForm['signType'][];

/** Fields of one line each, in the order an installer meets them. `wide`: takes the whole row. */
export const LEGACY_TEXTS = [
  ['baseUrl', true], ['backupUrl', true], ['partner', false], ['sellerId', false], ['secondaryMerchantId', false], ['secondaryMerchantName', false], ['secondaryMerchantIndustry', false],
  ['storeId', false], ['storeName', false], ['terminalId', false], ['notifyUrl', true],
] as const satisfies readonly (readonly [FieldName & keyof LegacyForm, boolean])[];

export const AMS_TEXTS = [
  ['host', true], ['clientId', false], ['keyVersion', false], ['referenceMerchantId', false], ['merchantName', false], ['merchantMcc', false], ['referenceStoreId', false], ['storeName', false],
  ['terminalId', false], ['settlementCurrency', false], ['notifyUrl', true],
] as const satisfies readonly (readonly [FieldName & keyof AmsForm, boolean])[];

/** Names under which main checks a field, where they differ from the form's. */
const CHECKED_AS: Readonly<Record<string, FieldName>> = {
  'legacy.secondaryMerchant.id': 'secondaryMerchantId', 'legacy.secondaryMerchant.name': 'secondaryMerchantName', 'legacy.secondaryMerchant.industry': 'secondaryMerchantIndustry',
  'ams.merchant.referenceMerchantId': 'referenceMerchantId', 'ams.merchant.merchantName': 'merchantName', 'ams.merchant.merchantMCC': 'merchantMcc',
  'ams.store.referenceStoreId': 'referenceStoreId', 'ams.store.storeName': 'storeName', 'ams.store.storeTerminalId': 'terminalId',
};

/** The field of this gateway's form that a refusal is about; null when it is about none of them. */
export function refusedField(gateway: Gateway, field: string | number | boolean | undefined): FieldName | null {
  const checked = String(field);
  const renamed = CHECKED_AS[checked];
  if (renamed !== undefined) return renamed;
  const name = checked.startsWith(`${gateway}.`) ? checked.slice(gateway.length + 1) : '';
  const names: readonly string[] = gateway === 'legacy' ? ['signType', ...LEGACY_TEXTS.map(([text]) => text), ...LEGACY_SECRETS] : [...AMS_TEXTS.map(([text]) => text), ...AMS_SECRETS];
  return names.includes(name) ? (name as FieldName) : null;
}

export const LEGACY_SECRETS = ['privateKey', 'alipayPublicKey', 'md5Key'] as const satisfies readonly (FieldName & keyof LegacyForm)[];
export const AMS_SECRETS = ['privateKey', 'alipayPublicKey'] as const satisfies readonly (FieldName & keyof AmsForm)[];

/** What main keeps, without the facts about secrets: those are only ever written. */
export function legacyForm({ legacy }: View): LegacyForm {
  const { hasMd5Key: _md5, hasPrivateKey: _private, hasAlipayPublicKey: _public, ...fields } = legacy;
  return fields;
}

export function amsForm({ ams }: View): AmsForm {
  const { hasPrivateKey: _private, hasAlipayPublicKey: _public, ...fields } = ams;
  return fields;
}

/** A form without empty secrets that nobody touched: absent keeps what is stored, '' removes it. */
export function withSecrets<Form extends object>(form: Form, secrets: Readonly<Record<string, string | null>>): Form {
  const typed = Object.entries(secrets).filter((entry): entry is [string, string] => entry[1] !== null);
  return { ...form, ...Object.fromEntries(typed) };
}
