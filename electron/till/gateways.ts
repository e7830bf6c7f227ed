import { TillError } from '../../shared/errors/registry.ts';
import { PAYMENT_PRODUCTS, PRODUCT_FACTS, type PaymentProduct } from '../../shared/payment/products.ts';
import { editionOf, loadProductSettings, OPTIONS, type GatewaySettings, type ProductSettings } from '../alipay/settings.ts';
import type { Secrets, SettingsStore, StoredProduct, StoredProducts } from './settings-store.ts';

type Stored = { readonly products: StoredProducts; readonly secrets: Secrets };

/** The part of the store that says how products are connected. */
export const storedIn = (store: SettingsStore): Stored => ({ products: store.settings.products, secrets: store.secrets });

/** The products that are switched on, checked. Throws the codes of alipay/settings.ts, with `product`. */
export function loadGateways(stored: Stored): GatewaySettings {
  return Object.fromEntries(PAYMENT_PRODUCTS.flatMap((product) => (stored.products[product]?.enabled ? [[product, loadProduct(stored, product)]] : [])));
}

/** One product, whether switched on or not. Throws SETTINGS_INVALID also when nothing is stored for it. */
export function loadProduct(stored: Stored, product: PaymentProduct): ProductSettings {
  try {
    const { plain, secrets } = effective(stored, product);
    return loadProductSettings(product, plain, secrets);
  } catch (error) {
    throw error instanceof TillError ? new TillError(error.code, { product, ...error.details }, { cause: error }) : error;
  }
}

const refused = (product: PaymentProduct, field: string, reason: string): TillError =>
  new TillError('SETTINGS_INVALID', { field: field === '' ? PRODUCT_FACTS[product].gateway : `${PRODUCT_FACTS[product].gateway}.${field}`, reason });

/** What a product is used with: its own account, or with `sameAs` the other product's account and keys; its options are always its own. */
function effective({ products, secrets }: Stored, product: PaymentProduct): { readonly plain: Readonly<Record<string, unknown>>; readonly secrets: Readonly<Record<string, string>> } {
  const own = products[product];
  if (!own) throw refused(product, '', 'missing');
  if (own.sameAs === undefined) return { plain: own.plain, secrets: secrets[product] ?? {} };
  const lender = products[own.sameAs];
  if (!lender) throw refused(product, 'sameAs', 'missing');
  if (!mayUse(products, product).includes(own.sameAs)) throw refused(product, 'sameAs', 'notPossible');
  const isOption = (name: string): boolean => OPTIONS[PRODUCT_FACTS[product].gateway].includes(name);
  const part = (stored: StoredProduct, options: boolean): [string, unknown][] => Object.entries(stored.plain).filter(([name]) => isOption(name) === options);
  return { plain: Object.fromEntries([...part(lender, false), ...part(own, true)]), secrets: secrets[own.sameAs] ?? {} };
}

/** Products whose account this one may use: of the same gateway and edition, with an account of their own. */
export function mayUse(products: StoredProducts, product: PaymentProduct): readonly PaymentProduct[] {
  const edition = (which: PaymentProduct): string => editionOf(which, products[which]?.plain);
  return PAYMENT_PRODUCTS.filter((other) => {
    const lender = products[other];
    return other !== product && lender !== undefined && lender.sameAs === undefined && PRODUCT_FACTS[other].gateway === PRODUCT_FACTS[product].gateway && edition(other) === edition(product);
  });
}
