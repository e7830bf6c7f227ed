import { basename } from 'node:path';
import { isPlain, type ProductKind } from '../../shared/catalog/kinds.ts';
import { DEFAULT_PICTURE, COLOURS } from '../../shared/catalog/looks.ts';
import { TillError, type ErrorDetails } from '../../shared/errors/registry.ts';
import { fromDecimal, type Currency, type Minor } from '../../shared/money.ts';
import { checkWorld } from '../alipay/settings.ts';
import type { CategoryRow, ProductRow } from '../journal/port.ts';
import type { ShopConfig } from './desk.ts';
import { loadGateways } from './gateways.ts';
import { checkProvision, productId, type Problem } from './provision-check.ts';
import { toProducts } from './provision-gateways.ts';
import { readJsonFile } from './provision-json.ts';
import type { ProvisionFile } from './provision-schema.ts';

export type { ProvisionFile } from './provision-schema.ts';

/** Problems named in one error; the rest is only counted. */
const PROBLEMS_MAX = 20;

export interface Provision {
  readonly file: ProvisionFile;
  /** Of the file's bytes, as lower-case hex. */
  readonly sha256: string;
  /** A gateway of the file is Alipay's sandbox: good for trying out, refused by a live start (alipay/settings.ts `checkWorld`). */
  readonly sandbox: boolean;
}

/**
 * Reads and checks a whole provision file; applies nothing. Throws TillError PROVISION_UNREADABLE (see `readJsonFile`) or PROVISION_INVALID
 * with `file`, `problems` (their number) and the first twenty as `problem1` … `problem20`, each "path: what is wrong". Errors never contain
 * values of the file.
 */
export async function readProvision(path: string): Promise<Provision> {
  const { value, sha256 } = await readJsonFile(path);
  const checked = checkProvision(value);
  if (!checked.ok) throw new TillError('PROVISION_INVALID', { file: basename(path), ...problemDetails(checked.problems) });
  const { file } = checked;
  return { file, sha256, sandbox: usesSandbox(file) };
}

function usesSandbox(file: ProvisionFile): boolean {
  try {
    checkWorld(loadGateways(toProducts(file)), 'live', 'settings');
    return false;
  } catch (error) {
    if (error instanceof TillError && error.code === 'SETTINGS_SANDBOX_ID_IN_LIVE') return true;
    throw error;
  }
}

function problemDetails(problems: readonly Problem[]): ErrorDetails {
  const named = problems.slice(0, PROBLEMS_MAX).map(({ path, message }, index) => [`problem${index + 1}`, `${path === '' ? 'the file' : path}: ${message}`] as const);
  return { problems: problems.length, ...Object.fromEntries(named) };
}

/** Amounts were checked together with the file. */
function amountOf(text: string, currency: Currency): Minor {
  const amount = fromDecimal(text, currency);
  if (amount === null) throw new RangeError('price of an unchecked file');
  return amount;
}

/** Where products without a category go, if there are any. */
const OTHER = { id: 'other', name: { en: 'Other', zhHans: '其他', zhHant: '其他' } } as const;

/** Rows for `Catalog.replaceAll`, in the file's order; products are made one by one as they are asked for. */
export function toCatalog(file: ProvisionFile): { readonly categories: readonly Omit<CategoryRow, 'products'>[]; readonly products: Iterable<ProductRow> } {
  const needsOther = file.products.some((product) => product.category === undefined) && !file.categories.some((category) => category.id === OTHER.id);
  const categories = needsOther ? [...file.categories, OTHER] : file.categories;
  return {
    categories: categories.map((category, position) => ({
      categoryId: category.id,
      name: category.name,
      colour: ('colour' in category ? category.colour : undefined) ?? COLOURS[position % COLOURS.length] ?? COLOURS[0],
      picture: ('picture' in category ? category.picture : undefined) ?? DEFAULT_PICTURE,
      position,
    })),
    products: { [Symbol.iterator]: () => productRows(file) },
  };
}

function* productRows({ currency, categories, products }: ProvisionFile): Generator<ProductRow> {
  const pictures = new Map(categories.map((category) => [category.id, category.picture]));
  for (const [index, product] of products.entries()) {
    const categoryId = product.category ?? OTHER.id;
    yield {
      productId: productId(product, index),
      name: product.name,
      priceMinor: amountOf(product.price, currency),
      currency,
      categoryId,
      taxRateId: product.taxRate ?? null,
      plu: product.plu ?? null,
      picture: product.picture ?? pictures.get(categoryId) ?? DEFAULT_PICTURE,
      codes: product.codes,
      ...kindOf(product),
    };
  }
}

/** How it is sold; nothing for a plain piece. */
function kindOf({ soldBy = 'piece', openPrice = false, minAge, pack, variant }: ProvisionFile['products'][number]): Pick<ProductRow, 'kind'> {
  const kind: ProductKind = {
    soldBy, openPrice, minAge: minAge ?? null, pack: pack === undefined ? null : { productId: pack.of, quantity: pack.quantity, priced: pack.priced }, variantGroup: variant?.group ?? null, variantLabel: variant?.label ?? null,
  };
  return isPlain(kind) ? {} : { kind };
}

/** Percent with at most four decimals is a whole number of millionths. */
function ppmOf(ratePercent: string): number {
  const [whole = '0', fraction = ''] = ratePercent.split('.');
  return Number(whole) * 10_000 + Number(fraction.padEnd(4, '0'));
}

/** The shop as the till runs it. */
export function toShopConfig({ shop, till, currency, tax }: ProvisionFile): ShopConfig {
  return {
    shop: { id: shop.id, name: shop.name, address: shop.address ?? null },
    tillId: till.id,
    currency,
    tax: { mode: tax.mode, rates: tax.rates.map(({ id, name, ratePercent }) => ({ id, name, ratePpm: ppmOf(ratePercent) })), defaultRateId: tax.defaultRateId ?? null },
  };
}
