/** Editions of the legacy gateway's products: two contracts with small differences on the wire (legacy.md 4). */
export const LEGACY_EDITIONS = ['global', 'hk'] as const;
export type LegacyEdition = (typeof LEGACY_EDITIONS)[number];

/**
 * How a shop is connected over the legacy gateway (legacy.md 7.2). What changes on the wire: whose number `partner` is (the merchant's, or with an
 * acquirer the acquirer's), and whether `sys_service_provider_id` names an integrator. The key belongs to whoever `partner` is.
 */
export const LEGACY_MODES = ['direct', 'systemIntegrator', 'acquirer', 'systemIntegratorAndAcquirer'] as const;
export type LegacyMode = (typeof LEGACY_MODES)[number];

export type FieldNeed = 'required' | 'optional' | 'forbidden';

/**
 * What a mode asks of the fields that depend on it; every other field is the same in all modes. `partnerIs`: whose number goes into `partner`. Only an
 * acquirer may leave the merchant's name out, when Alipay has it verified already (legacy.md 7.1 secondary_merchant_name).
 */
export const LEGACY_MODE_RULES = {
  direct: { partnerIs: 'merchant', fields: { sysServiceProviderId: 'forbidden', 'secondaryMerchant.name': 'required' } },
  systemIntegrator: { partnerIs: 'merchant', fields: { sysServiceProviderId: 'required', 'secondaryMerchant.name': 'required' } },
  acquirer: { partnerIs: 'acquirer', fields: { sysServiceProviderId: 'forbidden', 'secondaryMerchant.name': 'optional' } },
  systemIntegratorAndAcquirer: { partnerIs: 'acquirer', fields: { sysServiceProviderId: 'required', 'secondaryMerchant.name': 'optional' } },
} as const satisfies Record<LegacyMode, { partnerIs: 'merchant' | 'acquirer'; fields: Readonly<Record<'sysServiceProviderId' | 'secondaryMerchant.name', FieldNeed>> }>;

/**
 * How a shop is connected over AMS (ams.md 10). An integrator changes nothing on the wire. An ISV sends the token the merchant has granted; an acquirer
 * names merchant and store by the ids they are registered under. A shop behind an acquirer speaks to that acquirer and not to this gateway, so the
 * last two modes are for whoever holds the acquirer's client id and keys.
 */
export const AMS_MODES = ['direct', 'systemIntegrator', 'isv', 'acquirer', 'systemIntegratorAndAcquirer'] as const;
export type AmsMode = (typeof AMS_MODES)[number];

/** Fields that depend on the mode; `agentToken` is among the secrets. */
export type AmsModeField = 'agentToken' | 'agentTokenExpiresAt' | 'registered.merchantId' | 'registered.storeId';

const AMS_OWN = { agentToken: 'forbidden', agentTokenExpiresAt: 'forbidden', 'registered.merchantId': 'forbidden', 'registered.storeId': 'forbidden' } as const;
const AMS_REGISTERED = { ...AMS_OWN, 'registered.merchantId': 'required', 'registered.storeId': 'required' } as const;

/** What a mode asks of them. `clientIs`: whose client id and keys these are (ams.md 10.1 to 10.4). */
export const AMS_MODE_RULES = {
  direct: { clientIs: 'merchant', fields: AMS_OWN },
  systemIntegrator: { clientIs: 'merchant', fields: AMS_OWN },
  isv: { clientIs: 'isv', fields: { ...AMS_OWN, agentToken: 'required', agentTokenExpiresAt: 'optional' } },
  acquirer: { clientIs: 'acquirer', fields: AMS_REGISTERED },
  systemIntegratorAndAcquirer: { clientIs: 'acquirer', fields: AMS_REGISTERED },
} as const satisfies Record<AmsMode, { clientIs: 'merchant' | 'isv' | 'acquirer'; fields: Readonly<Record<AmsModeField, FieldNeed>> }>;
