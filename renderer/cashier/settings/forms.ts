import type { Request } from '../../../shared/contract/contract.ts';
import type { ProductSettingsView } from '../../../shared/contract/settings-views.ts';
import type { Gateway, PaymentProduct } from '../../../shared/payment/products.ts';
import type { Dictionary } from '../../i18n/dictionary.ts';

export type ProductForm = Request<'settings.saveProduct'>;
export type FieldName = keyof Dictionary['settings']['fields'];

export const SIGN_TYPES = ['RSA2', 'RSA', 'MD5'] as const;

/** Products this page shows. */
export const SHOWN = ['alipayBarcode', 'alipayOrderCode'] as const satisfies readonly PaymentProduct[];

/** A field of one line: its name in the contract, its words, and whether it takes the whole row. */
type TextField = readonly [name: string, label: FieldName, wide: boolean];

/** In the order an installer meets them. */
export const TEXTS: Readonly<Record<Gateway, readonly TextField[]>> = {
  legacy: [
    ['baseUrl', 'baseUrl', true], ['backupUrl', 'backupUrl', true], ['partner', 'partner', false], ['sellerId', 'sellerId', false], ['secondaryMerchant.id', 'secondaryMerchantId', false],
    ['secondaryMerchant.name', 'secondaryMerchantName', false], ['secondaryMerchant.industry', 'secondaryMerchantIndustry', false], ['storeId', 'storeId', false], ['storeName', 'storeName', false],
    ['terminalId', 'terminalId', false], ['notifyUrl', 'notifyUrl', true],
  ],
  ams: [
    ['host', 'host', true], ['clientId', 'clientId', false], ['keyVersion', 'keyVersion', false], ['merchant.referenceMerchantId', 'referenceMerchantId', false], ['merchant.merchantName', 'merchantName', false],
    ['merchant.merchantMCC', 'merchantMcc', false], ['store.referenceStoreId', 'referenceStoreId', false], ['store.storeName', 'storeName', false], ['store.storeTerminalId', 'terminalId', false],
    ['settlementCurrency', 'settlementCurrency', false], ['notifyUrl', 'notifyUrl', true],
  ],
};

export const SECRETS: Readonly<Record<Gateway, readonly (FieldName & string)[]>> = { legacy: ['privateKey', 'alipayPublicKey', 'md5Key'], ams: ['privateKey', 'alipayPublicKey'] };

/** The field of this gateway's form that a refusal is about; null when it is about none of them. */
export function refusedField(gateway: Gateway, field: string | number | boolean | undefined): string | null {
  const checked = String(field);
  const name = checked.startsWith(`${gateway}.`) ? checked.slice(gateway.length + 1) : '';
  return name === 'signType' || TEXTS[gateway].some(([text]) => text === name) || SECRETS[gateway].some((secret) => secret === name) ? name : null;
}

/** What main keeps, without the facts about secrets: those are only ever written. */
export const formOf = ({ product, gateway, enabled, sameAs, fields }: ProductSettingsView): ProductForm => ({
  product, enabled, sameAs, fields: gateway === 'legacy' && fields['signType'] === '' ? { ...fields, signType: SIGN_TYPES[0] } : fields, secrets: {},
});

/** A form with the secrets somebody touched: absent keeps what is stored, '' removes it. */
export function withSecrets(form: ProductForm, typed: Readonly<Record<string, string | null>>): ProductForm {
  return { ...form, secrets: Object.fromEntries(Object.entries(typed).filter((entry): entry is [string, string] => entry[1] !== null)) };
}
