import { fromDecimal, toDecimal, minor, type Currency } from '../money.ts';
import type { ColumnField, Mapping } from './columns.ts';
import { isPlain, isWeighed, PLAIN, SOLD_BY, type PackOf, type ProductKind, type SoldBy } from './kinds.ts';
import { DEFAULT_PICTURE } from './looks.ts';
import { changesOf, draftProblems, type FieldProblem, type PriceAhead, type ProductDraft, type ShopFacts } from './product-rules.ts';
import { fold } from './words.ts';

/** What a row says, column by column; codes joined. A column that is not mapped says nothing and is absent. */
export type RowValues = Readonly<Partial<Record<ColumnField, string>>>;

export function rowValues(fields: readonly string[], mapping: Mapping): RowValues {
  const values: Partial<Record<ColumnField, string>> = {};
  mapping.forEach((field, index) => {
    if (field === null) return;
    const text = (fields[index] ?? '').trim();
    values[field] = field === 'codes' && values.codes !== undefined ? `${values.codes} ${text}` : text;
  });
  return values;
}

/** Codes in one cell, however they are set apart; an export uses a blank. */
export const codesIn = (cell: string): readonly string[] => cell.split(/[\s|;,、，；]+/u).filter((code) => code !== '');

export interface RowShop extends ShopFacts {
  readonly currency: Currency;
  readonly taxRates: readonly { readonly id: string; readonly name: string; readonly ratePpm: number }[];
  /** Minutes east of UTC that times without a zone are meant in. */
  readonly offsetMinutes: number;
}

export interface RowDraft {
  readonly draft: ProductDraft;
  readonly problems: readonly FieldProblem[];
}

/**
 * The product a row describes: what `before` was, with everything the row says about it; null makes a new one. `categoryId` is what the caller made of the
 * category's columns; null leaves it as it was.
 */
export function draftOfRow(values: RowValues, before: ProductDraft | null, categoryId: string | null, shop: RowShop): RowDraft {
  const problems: FieldProblem[] = [];
  const wrong = (field: FieldProblem['field'], problem: FieldProblem['problem'], about: string): void => void problems.push({ field, problem, about: about.slice(0, 80) });

  const price = values.price === undefined || values.price === '' ? undefined : amountIn(values.price, shop.currency);
  if (price === null) wrong('price', 'priceForm', values.price ?? '');
  if (price === undefined && before === null) wrong('price', 'priceMissing', '');
  const taxRate = values.taxRate === undefined ? undefined : taxRateIn(values.taxRate, shop);
  if (taxRate === 'unknown') wrong('taxRate', 'taxUnknown', values.taxRate ?? '');
  const lowStock = values.lowStock === undefined ? undefined : quantityIn(values.lowStock);
  if (lowStock === 'wrong') wrong('lowStock', 'lowStockForm', values.lowStock ?? '');
  const archived = values.archived === undefined ? undefined : yesOrNo(values.archived);
  if (archived === null) wrong('archived', 'archivedForm', values.archived ?? '');
  const pricesAhead = values.pricesAhead === undefined ? undefined : pricesAheadIn(values.pricesAhead, shop);
  if (pricesAhead === null) wrong('pricesAhead', 'pricesAheadForm', values.pricesAhead ?? '');

  const kind = kindOf(values, before?.kind ?? PLAIN, wrong);
  const draft: ProductDraft = {
    name: nameOf(values, before),
    codes: values.codes === undefined ? (before?.codes ?? []) : codesIn(values.codes),
    plu: values.plu === undefined ? (before?.plu ?? null) : values.plu || null,
    priceMinor: price ?? before?.priceMinor ?? 0,
    taxRateId: taxRate === undefined || taxRate === 'unknown' ? (before?.taxRateId ?? null) : taxRate,
    categoryId: categoryId ?? before?.categoryId ?? '',
    picture: values.picture === undefined ? (before?.picture ?? DEFAULT_PICTURE) : values.picture || DEFAULT_PICTURE,
    colour: values.colour === undefined ? (before?.colour ?? null) : values.colour || null,
    lowStockMilli: lowStock === undefined || lowStock === 'wrong' ? (before?.lowStockMilli ?? null) : lowStock,
    archived: archived ?? before?.archived ?? false,
    pricesAhead: pricesAhead ?? before?.pricesAhead ?? [],
    ...(isPlain(kind) ? {} : { kind }),
  };
  // An old product may have a picture or a rate that today's rules do not know: what the row leaves as it was is not its fault.
  const changed = before === null ? null : new Set<string>(changesOf(before, draft).map((change) => change.field));
  const touched = draftProblems(draft, shop).filter(({ field }) => changed === null || changed.has(field));
  return { draft, problems: [...problems, ...touched] };
}

const UNITS: Readonly<Record<string, SoldBy>> = {
  '': 'piece', piece: 'piece', pieces: 'piece', pc: 'piece', pcs: 'piece', each: 'piece', ea: 'piece', unit: 'piece', 件: 'piece', 个: 'piece', 個: 'piece', 只: 'piece', 隻: 'piece', 包: 'piece', 盒: 'piece', 瓶: 'piece', 袋: 'piece',
  weight: 'kg', kg: 'kg', kilogram: 'kg', kilo: 'kg', 公斤: 'kg', 千克: 'kg', '500g': '500g', '500 g': '500g', jin: '500g', 斤: '500g', 市斤: '500g', '100g': '100g', '100 g': '100g', '100克': '100g',
};
/** A unit as people write it; null when it is none that a till can sell by. */
export const soldByIn = (text: string): SoldBy | null => SOLD_BY.find((unit) => unit === text) ?? UNITS[fold(text)] ?? null;

/** How it is sold, column by column. A pack's piece may be named by its id, a barcode or its PLU: whoever knows all products says which it is. */
function kindOf(values: RowValues, before: ProductKind, wrong: (field: FieldProblem['field'], problem: FieldProblem['problem'], about: string) => void): ProductKind {
  const soldBy = values.soldBy === undefined ? before.soldBy : soldByIn(values.soldBy);
  if (soldBy === null) wrong('soldBy', 'soldByForm', values.soldBy ?? '');
  const openPrice = values.openPrice === undefined ? before.openPrice : yesOrNo(values.openPrice);
  if (openPrice === null) wrong('openPrice', 'openPriceForm', values.openPrice ?? '');
  const minAge = values.minAge === undefined ? before.minAge : values.minAge === '' ? null : /^\d{1,3}\+?$/.test(values.minAge) ? Number.parseInt(values.minAge, 10) : Number.NaN;
  const text = (given: string | undefined, old: string | null): string | null => (given === undefined ? old : given || null);
  return {
    soldBy: soldBy ?? before.soldBy, openPrice: openPrice ?? before.openPrice, minAge, pack: packIn(values, before.pack, wrong),
    variantGroup: text(values.variantGroup, before.variantGroup), variantLabel: text(values.variant, before.variantLabel),
  };
}

const PACK_PRICES: Readonly<Record<string, PackOf['priced']>> = { '': 'own', own: 'own', pack: 'own', 整包: 'own', pieces: 'pieces', piece: 'pieces', 单品: 'pieces', 單品: 'pieces' };
function packIn(values: RowValues, before: PackOf | null, wrong: (field: FieldProblem['field'], problem: FieldProblem['problem'], about: string) => void): PackOf | null {
  const productId = values.packOf ?? before?.productId ?? '';
  if (productId === '') return null;
  const quantity = values.packQuantity === undefined ? (before?.quantity ?? Number.NaN) : /^\d{1,4}$/.test(values.packQuantity) ? Number(values.packQuantity) : Number.NaN;
  const priced = values.packPrice === undefined ? (before?.priced ?? 'own') : PACK_PRICES[fold(values.packPrice)];
  if (priced === undefined) wrong('pack', 'packForm', values.packPrice ?? '');
  return { productId, quantity, priced: priced ?? 'own' };
}

/** How it is sold as cells, for exports; what is usual is empty. */
export const kindCells = (kind: ProductKind): Readonly<Record<'soldBy' | 'openPrice' | 'minAge' | 'packOf' | 'packQuantity' | 'packPrice' | 'variantGroup' | 'variant', string>> => ({
  soldBy: isWeighed(kind.soldBy) ? kind.soldBy : '', openPrice: kind.openPrice ? 'yes' : '', minAge: kind.minAge === null ? '' : String(kind.minAge), packOf: kind.pack?.productId ?? '',
  packQuantity: kind.pack === null ? '' : String(kind.pack.quantity), packPrice: kind.pack === null ? '' : kind.pack.priced, variantGroup: kind.variantGroup ?? '', variant: kind.variantLabel ?? '',
});

/** A language that the file has no column for takes the nearest one; a column that is there and empty means an empty name. */
function nameOf(values: RowValues, before: ProductDraft | null): ProductDraft['name'] {
  const { name, nameEn, nameHans, nameHant } = values;
  if (before !== null) {
    return { en: nameEn || name || before.name.en, zhHans: nameHans ?? before.name.zhHans, zhHant: nameHant ?? before.name.zhHant };
  }
  const en = nameEn || name || nameHans || nameHant || '';
  const zhHans = nameHans ?? (nameHant || name || en);
  return { en, zhHans, zhHant: nameHant ?? (zhHans || name || en) };
}

/** "36", "36.50", "1,234.50", "HK$36", "￥36.50", "36,50" as money of the shop; null when it is none. */
export function amountIn(text: string, currency: Currency): number | null {
  const bare = text.normalize('NFKC').replace(/[\s\u00a0]/g, '').replace(/^(?:[A-Za-z]{1,3})?[$¥€£₩]?|元$/gu, '').replace(/^(?:[A-Za-z]{3})/, '');
  const plain = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(bare) ? bare.replaceAll(',', '') : /^\d+,\d{1,2}$/.test(bare) ? bare.replace(',', '.') : bare;
  return /^\d+(?:\.\d+)?$/.test(plain) ? fromDecimal(plain, currency) : null;
}

/** A rate by its id, its name, or its percentage where only one rate has that. Empty: none of its own. */
function taxRateIn(text: string, { taxRates }: RowShop): string | null | 'unknown' {
  if (text === '') return null;
  const percent = /^(\d{1,3}(?:\.\d{1,4})?)\s*%?$/.exec(text.normalize('NFKC'))?.[1];
  const named = taxRates.find((rate) => rate.id === text) ?? taxRates.find((rate) => fold(rate.name) === fold(text));
  if (named !== undefined) return named.id;
  const [only, ...others] = percent === undefined ? [] : taxRates.filter((rate) => rate.ratePpm === Math.round(Number(percent) * 10_000));
  return only === undefined || others.length > 0 ? 'unknown' : only.id;
}

/** Units with up to three decimals, in thousandths. Empty: nobody watches it. */
function quantityIn(text: string): number | null | 'wrong' {
  if (text === '') return null;
  const match = /^(\d{1,7})(?:\.(\d{1,3}))?$/.exec(text.normalize('NFKC'));
  return match ? Number(match[1]) * 1000 + Number((match[2] ?? '').padEnd(3, '0')) : 'wrong';
}

/** The opposite, for exports. */
export function quantityCell(milli: number): string {
  const rest = Math.abs(milli % 1000);
  return `${milli < 0 ? '-' : ''}${Math.trunc(Math.abs(milli) / 1000)}${rest === 0 ? '' : `.${String(rest).padStart(3, '0').replace(/0+$/, '')}`}`;
}

const YES: ReadonlySet<string> = new Set(['yes', 'y', 'true', '1', 'x', '是', '停用', '已停用', '下架', '已下架', '停售', '已停售']);
const NO: ReadonlySet<string> = new Set(['', 'no', 'n', 'false', '0', '否', '启用', '啟用', '上架', '在售']);
function yesOrNo(text: string): boolean | null {
  const word = fold(text);
  return YES.has(word) ? true : NO.has(word) ? false : null;
}

/** "2026-12-01T08:00Z=36.00 2027-01-01 00:00=38.00": times without a zone are the shop's own. */
export function pricesAheadIn(text: string, { currency, offsetMinutes }: Pick<RowShop, 'currency' | 'offsetMinutes'>): readonly PriceAhead[] | null {
  const parts = text.split(/\s*\|\s*/).filter((part) => part !== '');
  const list: PriceAhead[] = [];
  for (const part of parts) {
    const match = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)(Z|[+-]\d{2}:\d{2})?\s*=\s*(\S+)$/.exec(part);
    const [, day = '', time = '', zone, amount = ''] = match ?? [];
    const priceMinor = amountIn(amount, currency);
    const atMs = Date.parse(`${day}T${time}${zone ?? 'Z'}`) - (zone === undefined ? offsetMinutes * 60_000 : 0);
    if (match === null || priceMinor === null || Number.isNaN(atMs)) return null;
    list.push({ fromMs: atMs, priceMinor });
  }
  return list.sort((a, b) => a.fromMs - b.fromMs);
}

/** The opposite, for exports. */
export const pricesAheadCell = (list: readonly PriceAhead[], currency: Currency): string =>
  list.map(({ fromMs, priceMinor }) => `${new Date(fromMs).toISOString()}=${toDecimal(minor(priceMinor), currency)}`).join(' | ');
