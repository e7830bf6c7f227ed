import type * as z from 'zod';
import { codeKey } from '../../shared/catalog/code-key.ts';
import { fromDecimal } from '../../shared/money.ts';
import { expandUpcE, isDigits } from '../../shared/scan/check-digit.ts';
import { toGtin14 } from '../../shared/scan/gtin.ts';
import { gatewayProblems } from './provision-gateways.ts';
import { provisionFile, type ProvisionFile } from './provision-schema.ts';

/** Something wrong with the file, said in English for whoever writes it. Never contains a value of the file: it may be a key. */
export interface Problem {
  /** Where, as in products[3].price; empty for the file itself. */
  readonly path: string;
  readonly message: string;
}

export type Checked = { readonly ok: true; readonly file: ProvisionFile } | { readonly ok: false; readonly problems: readonly Problem[] };

const pathOf = (path: readonly PropertyKey[]): string =>
  path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('').replace(/^\./, '');

const problemOf = ({ path, message }: Problem | z.core.$ZodIssue): Problem => ({ path: typeof path === 'string' ? path : pathOf(path), message });

/** Checks shape first and, once that is right, everything that depends on more than one field. All problems of a stage are found at once. */
export function checkProvision(value: unknown): Checked {
  const parsed = provisionFile.safeParse(value);
  if (!parsed.success) return { ok: false, problems: parsed.error.issues.map(problemOf) };
  const file = parsed.data;
  const problems = [...strayFields(value, file), ...taxProblems(file), ...catalogProblems(file), ...gatewayProblems(file)];
  return problems.length === 0 ? { ok: true, file } : { ok: false, problems };
}

/** Fields of the gateway parts that their schemas, made for a form, drop without a word. */
function strayFields(value: unknown, file: ProvisionFile): Problem[] {
  const walk = (given: unknown, kept: unknown, path: string): Problem[] => {
    if (!isRecord(given) || !isRecord(kept)) return [];
    return Object.entries(given).flatMap(([field, inner]) =>
      Object.hasOwn(kept, field) ? walk(inner, kept[field], `${path}.${field}`) : [{ path: `${path}.${field}`, message: 'unknown field' }]);
  };
  const given = isRecord(value) ? value : {};
  const { products, ...named } = file.gateways;
  // What a product of its own or a borrower was given, as it stood in the file.
  const kept = { ...named, products: products && Object.fromEntries(Object.entries(products).map(([product, own]) => [product, own && { ...own.plain, ...(own.sameAs && { sameAs: own.sameAs }) }])) };
  return [...walk(given['gateways'], kept, 'gateways'), ...walk(given['credentials'], file.credentials, 'credentials')];
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reports each id that was seen before. */
function repeated(ids: readonly (readonly [id: string, path: string])[], what: string): Problem[] {
  const first = new Map<string, string>();
  return ids.flatMap(([id, path]) => {
    const earlier = first.get(id);
    if (earlier === undefined) first.set(id, path);
    return earlier === undefined ? [] : [{ path, message: `${what} is already used at ${earlier}` }];
  });
}

function taxProblems({ tax, products }: ProvisionFile): Problem[] {
  const rates = new Set(tax.rates.map((rate) => rate.id));
  const problems = repeated(tax.rates.map((rate, index) => [rate.id, `tax.rates[${index}].id`]), 'this id');
  if (tax.defaultRateId !== undefined && !rates.has(tax.defaultRateId)) problems.push({ path: 'tax.defaultRateId', message: 'there is no such rate in tax.rates' });
  products.forEach(({ taxRate }, index) => {
    const path = `products[${index}].taxRate`;
    if (taxRate !== undefined && !rates.has(taxRate)) problems.push({ path, message: 'there is no such rate in tax.rates' });
    if (taxRate === undefined && tax.mode !== 'none' && tax.defaultRateId === undefined) {
      problems.push({ path, message: 'needed, because there is no tax.defaultRateId; a product without tax takes a rate of "0"' });
    }
  });
  return problems;
}

function catalogProblems({ currency, categories, products }: ProvisionFile): Problem[] {
  const known = new Set(categories.map((category) => category.id));
  const problems = [
    ...repeated(categories.map((category, index) => [category.id, `categories[${index}].id`]), 'this id'),
    ...repeated(products.map((product, index) => [productId(product, index), `products[${index}].id`]), 'this id'),
    ...repeated(products.flatMap((product, index) => (product.plu === undefined ? [] : [[product.plu, `products[${index}].plu`] as const])), 'this PLU'),
    ...repeated(products.flatMap((product, index) => product.codes.map((code, at) => [codeKey(code), `products[${index}].codes[${at}]`] as const)), 'this code'),
  ];
  const ownerOfCode = new Map(products.flatMap((product, index) => product.codes.map((code) => [codeKey(code), index] as const)));
  const byId = new Map(products.map((product, index) => [productId(product, index), product]));
  products.forEach((product, index) => {
    const path = `products[${index}]`;
    const packed = packTrouble(product, product.pack === undefined ? undefined : byId.get(product.pack.of));
    if (packed !== null) problems.push({ path: `${path}.pack`, message: packed });
    const owner = product.plu === undefined ? undefined : ownerOfCode.get(product.plu);
    if (owner !== undefined && owner !== index) problems.push({ path: `${path}.plu`, message: `this PLU is a code of products[${owner}]` });
    if (fromDecimal(product.price, currency) === null) problems.push({ path: `${path}.price`, message: `has more decimals than ${currency} has` });
    if (product.category !== undefined && !known.has(product.category)) problems.push({ path: `${path}.category`, message: 'there is no such category in categories' });
    product.codes.forEach((code, at) => {
      if (hasBadCheckDigit(code)) problems.push({ path: `${path}.codes[${at}]`, message: 'the check digit of this EAN, UPC or GTIN is wrong' });
    });
  });
  return problems;
}

function packTrouble(product: ProvisionFile['products'][number], piece: ProvisionFile['products'][number] | undefined): string | null {
  if (product.pack === undefined) return null;
  if (piece === undefined || piece === product) return 'there is no such product to pack';
  if (piece.pack !== undefined) return 'a pack of packs is not possible';
  const isByWeight = [piece, product].some(({ soldBy = 'piece' }) => soldBy !== 'piece');
  return isByWeight || (product.openPrice === true && product.pack.priced === 'pieces') ? 'a pack has whole pieces of a product with a price' : null;
}

/** A number as long as an EAN-8, UPC-A, EAN-13 or GTIN-14 is taken to be one (hardware.md 2.1). */
const hasBadCheckDigit = (code: string): boolean =>
  isDigits(code) && [8, 12, 13, 14].includes(code.length) && toGtin14(code) === null && expandUpcE(code) === null;

/** A product's id: the given one, or one that stays the same when products are added or moved. */
export function productId(product: ProvisionFile['products'][number], index: number): string {
  if (product.id !== undefined) return product.id;
  const code = product.codes[0];
  if (code !== undefined && /^[A-Za-z0-9._-]+$/.test(code) && code.length <= 60) return `code-${code}`;
  return product.plu === undefined ? `product-${index + 1}` : `plu-${product.plu}`;
}
