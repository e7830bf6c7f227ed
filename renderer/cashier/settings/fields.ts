import { AMS_MODE_RULES, AMS_MODES, LEGACY_EDITIONS, LEGACY_MODE_RULES, LEGACY_MODES, type AmsMode, type FieldNeed, type LegacyEdition, type LegacyMode } from '../../../shared/payment/integration-modes.ts';
import { PRODUCT_FACTS, type Gateway, type PaymentProduct } from '../../../shared/payment/products.ts';

/** What stands on a product's form, as data: which fields, in which order and group, and when each is asked for. */
export const GROUPS = ['connection', 'account', 'shop', 'notices', 'options'] as const;
export type Group = (typeof GROUPS)[number];

/** As far as the rest of a form decides what is asked. */
export interface FormAt {
  readonly product: PaymentProduct;
  readonly fields: Readonly<Record<string, string>>;
  /** The agent token is stored or typed: an account without a mode is an ISV's then. */
  readonly hasToken: boolean;
}

interface Field {
  readonly name: string;
  readonly group: Group;
  /** A choice of these words; otherwise a text. */
  readonly choices?: readonly string[];
  readonly wide?: boolean;
  /** Seldom needed: stands behind "more fields". */
  readonly more?: boolean;
  /** The product has it for itself also when it uses another one's account. */
  readonly option?: boolean;
  readonly when?: (at: FormAt) => boolean;
}

export const SIGN_TYPES = ['RSA2', 'RSA', 'MD5'] as const;
const YES_NO = ['Y', 'N'] as const;
const TAXI_INDUSTRY = '4121';

const isMode = <Mode extends string>(modes: readonly Mode[], text: string | undefined): text is Mode => modes.some((mode) => mode === text);

/** The mode in force; an account from before there were modes has the one its fields mean. */
export function legacyMode({ fields }: Pick<FormAt, 'fields'>): LegacyMode {
  const { mode } = fields;
  return isMode(LEGACY_MODES, mode) ? mode : (fields['sysServiceProviderId'] ?? '') === '' ? 'direct' : 'systemIntegrator';
}
export function amsMode({ fields, hasToken }: Pick<FormAt, 'fields' | 'hasToken'>): AmsMode {
  const { mode } = fields;
  return isMode(AMS_MODES, mode) ? mode : hasToken ? 'isv' : 'direct';
}
export const modeOf = (at: FormAt): LegacyMode | AmsMode => (PRODUCT_FACTS[at.product].gateway === 'legacy' ? legacyMode(at) : amsMode(at));

/** The edition of a product; barcode payment says its own (legacy.md 4). */
export function legacyEdition({ product, fields }: Pick<FormAt, 'product' | 'fields'>): LegacyEdition {
  switch (product) {
    case 'alipayHkTransactionQr':
    case 'alipayHkMerchantQr':
      return 'hk';
    case 'alipayBarcode':
      return fields['edition'] === 'hk' ? 'hk' : 'global';
    case 'alipayTransactionQr':
    case 'alipayOrderCode':
    case 'alipayUserPresented':
      return 'global';
  }
}

/** What the mode asks of a field; most are the same in all modes. */
function needOf(at: FormAt, name: string): FieldNeed {
  const rules: Readonly<Record<string, FieldNeed>> = PRODUCT_FACTS[at.product].gateway === 'legacy' ? LEGACY_MODE_RULES[legacyMode(at)].fields : AMS_MODE_RULES[amsMode(at)].fields;
  return rules[name] ?? 'optional';
}

/** Fields of the mode: those it forbids are not asked for, and are emptied when the form is saved. */
const MODE_FIELDS: Readonly<Record<Gateway, readonly string[]>> = {
  legacy: ['sysServiceProviderId'], ams: ['registered.merchantId', 'registered.storeId', 'agentTokenExpiresAt'],
};
const byMode = (name: string) => (at: FormAt): boolean => needOf(at, name) !== 'forbidden';
const only = (...products: readonly PaymentProduct[]) => ({ product }: FormAt): boolean => products.includes(product);
const ADDRESS = ['region', 'state', 'city', 'address1', 'address2', 'zipCode'] as const;
const addressOf = (owner: string): readonly Field[] => ADDRESS.map((part) => ({ name: `${owner}.${part}`, group: 'shop', more: true, wide: part === 'address1' || part === 'address2' }));

/** In the order an installer meets them. */
const FIELDS: Readonly<Record<Gateway, readonly Field[]>> = {
  legacy: [
    { name: 'edition', group: 'connection', choices: LEGACY_EDITIONS, option: true, when: only('alipayBarcode') },
    { name: 'mode', group: 'connection', choices: LEGACY_MODES },
    { name: 'baseUrl', group: 'connection', wide: true },
    { name: 'backupUrl', group: 'connection', wide: true, more: true },
    { name: 'partner', group: 'account' },
    { name: 'sysServiceProviderId', group: 'account', when: byMode('sysServiceProviderId') },
    { name: 'sellerId', group: 'account', more: true, when: only('alipayTransactionQr', 'alipayHkTransactionQr') },
    { name: 'signType', group: 'account', choices: SIGN_TYPES },
    { name: 'charset', group: 'account', choices: ['UTF-8', 'GBK'], more: true },
    { name: 'currency', group: 'account', when: (at) => legacyEdition(at) === 'global' },
    { name: 'transCurrency', group: 'account', more: true, when: (at) => legacyEdition(at) === 'global' },
    { name: 'secondaryMerchant.id', group: 'shop' },
    { name: 'secondaryMerchant.name', group: 'shop' },
    { name: 'secondaryMerchant.industry', group: 'shop' },
    { name: 'storeId', group: 'shop' },
    { name: 'storeName', group: 'shop' },
    { name: 'terminalId', group: 'shop' },
    { name: 'notifyUrl', group: 'notices', wide: true },
    { name: 'notifyLocalPath', group: 'notices', wide: true, more: true },
    { name: 'refundSync', group: 'options', choices: YES_NO, option: true },
    { name: 'sendExpiry', group: 'options', choices: YES_NO, option: true, when: only('alipayTransactionQr', 'alipayHkTransactionQr') },
    { name: 'paymentInst', group: 'options', choices: ['', 'ALIPAYHK', 'ALIPAYCN'], option: true, when: only('alipayHkTransactionQr') },
    { name: 'countryCode', group: 'options', option: true, when: only('alipayHkMerchantQr') },
    { name: 'isShowMemo', group: 'options', choices: ['N', 'Y'], option: true, when: only('alipayHkMerchantQr') },
    { name: 'notifyMobile', group: 'options', option: true, when: only('alipayHkMerchantQr') },
    { name: 'channelFeeType', group: 'options', choices: ['', 'FIXED', 'RATE'], option: true, when: only('alipayHkMerchantQr') },
    { name: 'channelFeeValue', group: 'options', option: true, when: (at) => only('alipayHkMerchantQr')(at) && (at.fields['channelFeeType'] ?? '') !== '' },
    ...(['operationId', 'number', 'driverName', 'driverMobile'] as const).map((part): Field => ({
      name: `taxi.${part}`, group: 'options', option: true, when: (at) => only('alipayHkMerchantQr')(at) && at.fields['secondaryMerchant.industry'] === TAXI_INDUSTRY,
    })),
  ],
  ams: [
    { name: 'mode', group: 'connection', choices: AMS_MODES },
    { name: 'host', group: 'connection', wide: true },
    { name: 'clientId', group: 'account' },
    { name: 'keyVersion', group: 'account' },
    { name: 'agentTokenExpiresAt', group: 'account', when: byMode('agentTokenExpiresAt') },
    { name: 'settlementCurrency', group: 'account' },
    { name: 'merchantRegion', group: 'account', more: true },
    { name: 'registered.merchantId', group: 'shop', when: byMode('registered.merchantId') },
    { name: 'registered.storeId', group: 'shop', when: byMode('registered.storeId') },
    { name: 'merchant.referenceMerchantId', group: 'shop' },
    { name: 'merchant.merchantName', group: 'shop' },
    { name: 'merchant.merchantMCC', group: 'shop' },
    { name: 'store.referenceStoreId', group: 'shop' },
    { name: 'store.storeName', group: 'shop' },
    { name: 'store.storeTerminalId', group: 'shop' },
    { name: 'merchant.merchantDisplayName', group: 'shop', more: true },
    ...addressOf('merchant.merchantAddress'),
    { name: 'store.storeMCC', group: 'shop', more: true },
    { name: 'store.storeDisplayName', group: 'shop', more: true },
    { name: 'store.storePhoneNo', group: 'shop', more: true },
    ...addressOf('store.storeAddress'),
    { name: 'notifyUrl', group: 'notices', wide: true },
    { name: 'notifyLocalPath', group: 'notices', wide: true, more: true },
  ],
};

/** The fields of a product's form as it stands. With another one's account only the product's own options are left. */
export function fieldsAsked(at: FormAt, sameAs: PaymentProduct | null): readonly Field[] {
  return FIELDS[PRODUCT_FACTS[at.product].gateway].filter((field) => (sameAs === null || field.option === true) && (field.when?.(at) ?? true));
}

/** Every field name of a gateway's form, for tests that compare it with what main knows. */
export const allFieldNames = (gateway: Gateway): readonly string[] => FIELDS[gateway].map(({ name }) => name);

/** The keys the form asks for: those of the signature, and an ISV's token. */
export function secretsAsked(at: FormAt, sameAs: PaymentProduct | null): readonly SecretName[] {
  if (sameAs !== null) return [];
  if (PRODUCT_FACTS[at.product].gateway === 'ams') return ['privateKey', 'alipayPublicKey', ...(needOf(at, 'agentToken') === 'forbidden' ? [] : (['agentToken'] as const))];
  return at.fields['signType'] === 'MD5' ? ['md5Key'] : ['privateKey', 'alipayPublicKey'];
}
export type SecretName = 'md5Key' | 'privateKey' | 'alipayPublicKey' | 'agentToken';

/** The mode forbids these: they are emptied with the form, because what is not asked for must not stand in the way. */
export const forbiddenFields = (at: FormAt): readonly string[] => MODE_FIELDS[PRODUCT_FACTS[at.product].gateway].filter((name) => needOf(at, name) === 'forbidden');
export const forbidsToken = (at: FormAt): boolean => PRODUCT_FACTS[at.product].gateway === 'ams' && needOf(at, 'agentToken') === 'forbidden';

/** Whose number the account's first field takes in this mode. */
export function ownerOf(at: FormAt): 'merchant' | 'acquirer' | 'isv' {
  return PRODUCT_FACTS[at.product].gateway === 'legacy' ? LEGACY_MODE_RULES[legacyMode(at)].partnerIs : AMS_MODE_RULES[amsMode(at)].clientIs;
}
