import { TillError, type ErrorCode } from '../../shared/errors/registry.ts';
import type { LegacyEdition } from '../../shared/payment/integration-modes.ts';
import { PAYMENT_PRODUCTS, PRODUCT_FACTS, type Gateway, type PaymentProduct } from '../../shared/payment/products.ts';
import { amsPlain, amsSecrets, loadAmsSettings, type AmsSettings } from './ams/settings.ts';
import { SANDBOX_CLIENT_PREFIX } from './ams/wire.ts';
import { fieldNames } from './form.ts';
import { isLegacySandbox, LEGACY_OPTIONS, legacyEdition, legacyPlain, legacySecrets, loadLegacySettings, type LegacySettings } from './legacy/settings.ts';

/** One product with the account it is used with. */
export type ProductSettings = { readonly gateway: 'legacy'; readonly settings: LegacySettings } | { readonly gateway: 'ams'; readonly settings: AmsSettings };

/** Each product is switched on by itself; one that is absent is not offered. */
export type GatewaySettings = Readonly<Partial<Record<PaymentProduct, ProductSettings>>>;

/** Fields of the plain part by gateway, as forms and errors name them; the order is the schema's. */
export const FIELDS: Record<Gateway, readonly string[]> = { legacy: fieldNames(legacyPlain), ams: fieldNames(amsPlain) };
export const SECRETS: Record<Gateway, readonly string[]> = { legacy: fieldNames(legacySecrets), ams: fieldNames(amsSecrets) };
/** Top-level fields that each product has for itself, also when it is used with the account of another one. */
export const OPTIONS: Record<Gateway, readonly string[]> = { legacy: LEGACY_OPTIONS, ams: [] };

/** The edition of a product whose plain part may not be complete yet. The AMS gateway has one only. */
export function editionOf(product: PaymentProduct, plainPart: Readonly<Record<string, unknown>> | undefined): LegacyEdition {
  return legacyEdition(product) ?? (plainPart?.['edition'] === 'hk' ? 'hk' : 'global');
}

/** Checks what is stored for one product. Throws TillError SETTINGS_INVALID, SETTINGS_PLAIN_HTTP or SETTINGS_BAD_KEY; `field` begins with the gateway's name. */
export function loadProductSettings(product: PaymentProduct, plainPart: unknown, secretPart: unknown): ProductSettings {
  switch (PRODUCT_FACTS[product].gateway) {
    case 'legacy':
      return { gateway: 'legacy', settings: loadLegacySettings(plainPart, secretPart, product) };
    case 'ams':
      return { gateway: 'ams', settings: loadAmsSettings(plainPart, secretPart, product) };
  }
}

/**
 * Refuses to sell for real against a sandbox (ams.md 2.2, last sentence): its payments look paid and are not.
 * `when` chooses the code a person meets: at start START_SANDBOX_ID_IN_LIVE, while saving SETTINGS_SANDBOX_ID_IN_LIVE.
 */
export function checkWorld(gateways: GatewaySettings, world: 'training' | 'live', when: 'start' | 'settings'): void {
  if (world === 'training') return;
  const code: ErrorCode = when === 'start' ? 'START_SANDBOX_ID_IN_LIVE' : 'SETTINGS_SANDBOX_ID_IN_LIVE';
  for (const product of PAYMENT_PRODUCTS) {
    const field = sandboxField(gateways[product]);
    if (field !== null) throw new TillError(code, { product, field });
  }
}

/** The field that leads to a sandbox; null when none does. */
function sandboxField(product: ProductSettings | undefined): string | null {
  switch (product?.gateway) {
    case undefined:
      return null;
    case 'ams':
      return product.settings.plain.clientId.startsWith(SANDBOX_CLIENT_PREFIX) ? 'ams.clientId' : null;
    case 'legacy':
      for (const field of ['baseUrl', 'backupUrl'] as const) if (isLegacySandbox(product.settings.plain[field])) return `legacy.${field}`;
      return null;
  }
}
