import type { Request } from '../../shared/contract/contract.ts';
import type { ProductSettingsView, SettingsProductsView } from '../../shared/contract/settings-views.ts';
import { TillError } from '../../shared/errors/registry.ts';
import type { Currency } from '../../shared/money.ts';
import { PAYMENT_PRODUCTS, PRODUCT_FACTS, type PaymentProduct } from '../../shared/payment/products.ts';
import { fieldsOf, plainFrom } from '../alipay/form.ts';
import { checkWorld, FIELDS, SECRETS } from '../alipay/settings.ts';
import { loadGateways, loadProduct, mayUse, storedIn } from './gateways.ts';
import type { Secrets, SettingsStore, StoredProduct, StoredProducts } from './settings-store.ts';

export type ProductForm = Request<'settings.saveProduct'>;
type Stored = { readonly products: StoredProducts; readonly secrets: Secrets };

/** Every product as the settings page shows it: no secret, only whether one is stored. */
export function productsView(store: SettingsStore, currency: Currency): SettingsProductsView {
  return { products: PAYMENT_PRODUCTS.map((product) => productView(storedIn(store), product)), scanProduct: store.settings.scanProduct ?? null, currency, strongEncryption: store.strongEncryption };
}

function productView(stored: Stored, product: PaymentProduct): ProductSettingsView {
  const { gateway } = PRODUCT_FACTS[product];
  const own = stored.products[product];
  const secrets = stored.secrets[product] ?? {};
  return {
    product, gateway, enabled: own?.enabled ?? false, stored: own !== undefined, sameAs: own?.sameAs ?? null, mayUse: [...mayUse(stored.products, product)],
    fields: fieldsOf(FIELDS[gateway], own?.plain), secrets: Object.fromEntries(SECRETS[gateway].map((name) => [name, Boolean(secrets[name])])), problem: problemOf(stored, product),
  };
}

/** Why a product cannot be used as it is stored; null when it can. */
function problemOf(stored: Stored, product: PaymentProduct): ProductSettingsView['problem'] {
  try {
    loadProduct(stored, product);
    return null;
  } catch (error) {
    if (error instanceof TillError) return { code: error.code, details: { ...error.details } };
    throw error;
  }
}

/**
 * Saves one product. One that is switched on must be complete and its keys readable, and so must every other one that is on and uses its account
 * (SETTINGS_INVALID, SETTINGS_BAD_KEY, SETTINGS_PLAIN_HTTP, SETTINGS_SANDBOX_ID_IN_LIVE, each with `product` and `field`); one that is off is kept
 * as typed. Nothing is saved unless all of it is good. Returns the names of what changed, for the journal; never values.
 */
export function saveProduct(store: SettingsStore, form: ProductForm, world: 'training' | 'live', currency: Currency): string[] {
  const next = withForm(storedIn(store), form, currency);
  const gateways = loadGateways(next);
  checkWorld(gateways, world, 'settings');
  checkCurrency(gateways, form.product, currency);
  store.save({ products: next.products }, next.secrets);
  return [`products.${form.product}`, ...Object.keys(form.secrets).map((name) => `secrets.${form.product}.${name}`)];
}

/** Keeps what a scanned customer's code is charged with. Throws SETTINGS_INVALID for a product whose code the customer does not show. */
export function saveScanProduct(store: SettingsStore, product: PaymentProduct): void {
  if (PRODUCT_FACTS[product].presented !== 'byCustomer') throw new TillError('SETTINGS_INVALID', { product, reason: 'notPossible' });
  store.save({ scanProduct: product });
}

/**
 * What would be stored once the form is saved. A field or secret that the form leaves out keeps what is stored, an empty text removes it; the currency
 * of a legacy account is the shop's unless one is typed. Throws SETTINGS_INVALID for a name nobody knows.
 */
export function withForm({ products, secrets }: Stored, form: ProductForm, currency: Currency): Stored {
  const { product, enabled, sameAs, fields } = form;
  const { gateway } = PRODUCT_FACTS[product];
  for (const [known, given] of [[FIELDS[gateway], fields], [SECRETS[gateway], form.secrets]] as const) {
    const stray = Object.keys(given).find((name) => !known.includes(name));
    if (stray !== undefined) throw new TillError('SETTINGS_INVALID', { product, field: `${gateway}.${stray}`, reason: 'unknown' });
  }
  const typed = { ...fieldsOf(FIELDS[gateway], products[product]?.plain), ...fields };
  if (gateway === 'legacy' && !typed['currency']) typed['currency'] = currency;
  const stored: StoredProduct = { enabled, ...(sameAs === null ? {} : { sameAs }), plain: plainFrom(typed) };
  const kept = Object.fromEntries(Object.entries({ ...secrets[product], ...form.secrets }).filter(([, text]) => text !== ''));
  return { products: { ...products, [product]: stored }, secrets: { ...secrets, [product]: kept } };
}

/** A gateway that takes another currency than the shop's prices are in would refuse every payment. */
function checkCurrency(gateways: ReturnType<typeof loadGateways>, product: PaymentProduct, currency: Currency): void {
  const saved = gateways[product];
  if (saved?.gateway !== 'legacy') return;
  const { plain } = saved.settings;
  if ((plain.transCurrency ?? plain.currency) === currency) return;
  throw new TillError('SETTINGS_INVALID', { product, field: plain.transCurrency === undefined ? 'legacy.currency' : 'legacy.transCurrency', reason: 'notTheShops' });
}
