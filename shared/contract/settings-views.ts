import * as z from 'zod';
import { CURRENCIES } from '../money.ts';
import { GATEWAYS, PAYMENT_PRODUCTS } from '../payment/products.ts';
import { errorView } from './views.ts';

const product = z.enum(PAYMENT_PRODUCTS);

/**
 * One payment product as the settings page shows it. `fields` are texts by name ("partner", "secondaryMerchant.id"; a switch is "Y" or "N"), all of its
 * gateway's; an error's detail `field` is such a name after the gateway's and a dot. Never a secret, only whether one is stored.
 */
export const productSettingsView = z.object({
  product,
  gateway: z.enum(GATEWAYS),
  enabled: z.boolean(),
  /** Something was entered for it once. */
  stored: z.boolean(),
  /** The product whose account and keys it is used with; null for its own. Options stay its own. */
  sameAs: product.nullable(),
  /** Products whose account it may use. */
  mayUse: z.array(product),
  fields: z.record(z.string(), z.string()),
  secrets: z.record(z.string(), z.boolean()),
  /** Why it cannot be used as it is stored; null when it is ready. */
  problem: errorView.nullable(),
});
export type ProductSettingsView = z.infer<typeof productSettingsView>;

export const settingsProductsView = z.object({
  /** All products, in the order of PAYMENT_PRODUCTS. */
  products: z.array(productSettingsView),
  /** What a scanned customer's code is charged with when several products could be; null: the first that is on. */
  scanProduct: product.nullable(),
  currency: z.enum(CURRENCIES),
  /** False when the keys are protected only by file permissions (Chromium shell). */
  strongEncryption: z.boolean(),
});
export type SettingsProductsView = z.infer<typeof settingsProductsView>;

/** What a window may send for one product. Absent fields and secrets keep what is stored, empty ones remove it. */
export const productForm = z.strictObject({
  product,
  enabled: z.boolean(),
  sameAs: product.nullable(),
  fields: z.record(z.string().max(64), z.string().max(2048)),
  secrets: z.record(z.string().max(32), z.string().max(8192)),
});

/** A request as it would leave, with its secrets masked. */
export const requestPreview = z.object({
  service: z.string(),
  url: z.string(),
  headers: z.array(z.tuple([z.string(), z.string()])),
  /** Of a form body, in the order sent; empty for a body that is no form. */
  params: z.array(z.tuple([z.string(), z.string()])),
  /** A body that is no form; empty for a form. */
  body: z.string(),
});
export type RequestPreview = z.infer<typeof requestPreview>;
