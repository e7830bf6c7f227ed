import { TillError } from '../../shared/errors/registry.ts';
import { PAYMENT_PRODUCTS, PRODUCT_FACTS, type PaymentProduct } from '../../shared/payment/products.ts';
import { secureUrl } from '../alipay/http.ts';
import { SECRETS } from '../alipay/settings.ts';
import { loadProduct } from './gateways.ts';
import type { Problem } from './provision-check.ts';
import type { ProvisionFile } from './provision-schema.ts';
import type { Secrets, StoredProducts } from './settings-store.ts';

/** The two names files used before there were more products. */
const NAMED = { alipayBarcode: 'legacy', alipayOrderCode: 'ams' } as const satisfies Partial<Record<PaymentProduct, 'legacy' | 'ams'>>;
const namedAs = (product: PaymentProduct): 'legacy' | 'ams' | null => (product === 'alipayBarcode' || product === 'alipayOrderCode' ? NAMED[product] : null);

type Section = Pick<ProvisionFile, 'gateways' | 'credentials'>;

/** Where a product's part of a section stands in the file. */
const placeOf = ({ gateways }: Section, section: 'gateways' | 'credentials', product: PaymentProduct): string => {
  const name = namedAs(product);
  return name !== null && gateways.products?.[product] === undefined ? `${section}.${name}` : `${section}.products.${product}`;
};

/** The products of the file as the till stores them, all of them switched on. */
export function toProducts({ gateways, credentials }: Section): { readonly products: StoredProducts; readonly secrets: Secrets } {
  const products: StoredProducts = {};
  const secrets: Secrets = {};
  for (const product of PAYMENT_PRODUCTS) {
    const name = namedAs(product);
    const own = gateways.products?.[product];
    const plain = own?.plain ?? (name === null ? undefined : gateways[name]);
    if (plain === undefined) continue;
    products[product] = { enabled: true, ...(own?.sameAs === undefined ? {} : { sameAs: own.sameAs }), plain: { ...plain } };
    const given = own === undefined && name !== null ? credentials[name] : credentials.products?.[product];
    if (given !== undefined) secrets[product] = present(given);
  }
  return { products, secrets };
}

const present = (secrets: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(secrets).filter((entry): entry is [string, string] => entry[1] !== undefined));

/** What is wrong with the gateways of a file whose shape is right. */
export function gatewayProblems(file: ProvisionFile): Problem[] {
  const problems = [...pairProblems(file), ...currencyProblems(file)];
  const stored = toProducts(file);
  for (const product of PAYMENT_PRODUCTS) {
    const plain = stored.products[product]?.plain ?? {};
    problems.push(...ADDRESSES.flatMap((field) => plainHttp(`${placeOf(file, 'gateways', product)}.${field}`, plain[field])));
  }
  if (problems.length > 0) return problems;
  return PAYMENT_PRODUCTS.flatMap((product) => (stored.products[product] === undefined ? [] : refusal(file, () => loadProduct(stored, product), product)));
}

/** Every account needs its keys, keys need their account, and nobody is given twice. */
function pairProblems(file: ProvisionFile): Problem[] {
  const { gateways, credentials } = file;
  const problems: Problem[] = [];
  for (const [product, name] of Object.entries(NAMED) as [keyof typeof NAMED, 'legacy' | 'ams'][]) {
    if (gateways[name] !== undefined && gateways.products?.[product] !== undefined) problems.push({ path: `gateways.products.${product}`, message: `already given as gateways.${name}` });
    if (gateways[name] !== undefined && credentials[name] === undefined) problems.push({ path: `credentials.${name}`, message: `needed for gateways.${name}` });
    if (gateways[name] === undefined && credentials[name] !== undefined) problems.push({ path: `gateways.${name}`, message: `needed for credentials.${name}` });
  }
  for (const product of PAYMENT_PRODUCTS) {
    const own = gateways.products?.[product];
    const keys = credentials.products?.[product];
    if (own === undefined && keys !== undefined) problems.push({ path: `gateways.products.${product}`, message: `needed for credentials.products.${product}` });
    if (own !== undefined && own.sameAs === undefined && keys === undefined) problems.push({ path: `credentials.products.${product}`, message: `needed for gateways.products.${product}` });
    if (own?.sameAs !== undefined && keys !== undefined) problems.push({ path: `credentials.products.${product}`, message: `not wanted: the keys are those of ${own.sameAs}` });
  }
  return problems;
}

function currencyProblems(file: ProvisionFile): Problem[] {
  const { products } = toProducts(file);
  return PAYMENT_PRODUCTS.flatMap((product) => {
    const own = products[product];
    if (PRODUCT_FACTS[product].gateway !== 'legacy' || own === undefined || own.sameAs !== undefined) return [];
    const field = own.plain['transCurrency'] === undefined ? 'currency' : 'transCurrency';
    if (own.plain[field] === file.currency) return [];
    return [{ path: `${placeOf(file, 'gateways', product)}.${field}`, message: `prices are in ${file.currency}, and this gateway would take them in another currency` }];
  });
}

const ADDRESSES = ['baseUrl', 'backupUrl', 'host', 'notifyUrl'] as const;

/** Addresses that would send money talk in the clear over a network; what is no address at all is reported by the settings' own check. */
function plainHttp(path: string, address: unknown): Problem[] {
  if (typeof address !== 'string' || URL.parse(address)?.protocol !== 'http:') return [];
  try {
    secureUrl(address);
    return [];
  } catch {
    return [{ path, message: 'plain http is accepted for this computer only; use https' }];
  }
}

const REASONS: Readonly<Record<string, string>> = {
  url: 'must be an http or https address without a query; a host without a path',
  missing: 'missing',
  unreadable: 'cannot be read as a key of this kind',
  ownKey: 'this is the shop\'s own public key; Alipay\'s is needed here',
  neededInMode: 'needed in this mode',
  notInMode: 'not used in this mode',
  notThePartner: 'must be the partner\'s number',
  hkdOnly: 'AlipayHK products are in HKD only',
  tooLong: 'too long for this product',
  range: 'outside what Alipay allows',
  time: 'must be a time such as "2027-01-01T00:00:00+08:00"',
  notPossible: 'must be a product of the same gateway and edition with an account of its own',
};

/** What the settings' own check refuses, with the path it has in this file. */
function refusal(file: ProvisionFile, load: () => unknown, product: PaymentProduct): Problem[] {
  try {
    load();
    return [];
  } catch (error) {
    if (!(error instanceof TillError)) throw error;
    const { field, reason } = error.details;
    const name = String(field ?? '').split('.').slice(1).join('.');
    const section = error.code === 'SETTINGS_BAD_KEY' || SECRETS[PRODUCT_FACTS[product].gateway].includes(name) ? 'credentials' : 'gateways';
    return [{ path: name === '' ? placeOf(file, section, product) : `${placeOf(file, section, product)}.${name}`, message: REASONS[String(reason)] ?? 'not valid' }];
  }
}
