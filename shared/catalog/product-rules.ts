import { codeKey } from './code-key.ts';
import { AGE_MAX, isWeighed, PACK_QUANTITY_MAX, PLAIN, VARIANT_TEXT_MAX, type ProductKind } from './kinds.ts';
import { CODES_MAX, NAME_LENGTH_MAX, PRICE_MINOR_MAX, PRICES_AHEAD_MAX, STOCK_MILLI_MAX } from './limits.ts';
import { isColour, PICTURES, type Picture } from './looks.ts';
import { expandUpcE, isDigits } from '../scan/check-digit.ts';
import { toGtin14 } from '../scan/gtin.ts';

/** What can be wrong with a product, whoever typed it: the editor names the field, the import the line. */
export const PRODUCT_PROBLEMS = [
  'nameMissing', 'nameTooLong', 'codeForm', 'codeCheckDigit', 'codeSpreadsheet', 'codeTwice', 'codeTaken', 'tooManyCodes', 'pluForm', 'pluTaken', 'priceMissing', 'priceForm', 'taxUnknown',
  'taxMissing', 'categoryUnknown', 'categoryForm', 'tooManyCategories', 'pictureUnknown', 'colourUnknown', 'lowStockForm', 'archivedForm', 'pricesAheadForm', 'tooManyPricesAhead', 'idForm', 'idTwice', 'sameProductTwice',
  'soldByForm', 'openPriceForm', 'minAgeForm', 'packForm', 'packUnknown', 'packOfPack', 'packByWeight', 'variantForm', 'variantHalf',
  'quotes', 'columns', 'fieldTooLong', 'encoding',
] as const;
export type ProductProblem = (typeof PRODUCT_PROBLEMS)[number];

/** The parts of a product that a person can change, and so what a problem or a change is about. */
export const PRODUCT_FIELDS = ['nameEn', 'nameHans', 'nameHant', 'codes', 'plu', 'price', 'taxRate', 'category', 'picture', 'colour', 'lowStock', 'archived', 'pricesAhead', 'soldBy', 'openPrice', 'minAge', 'pack', 'variant'] as const;
export type ProductField = (typeof PRODUCT_FIELDS)[number];

export interface FieldProblem {
  readonly field: ProductField | 'row' | 'productId';
  readonly problem: ProductProblem;
  /** What it is about: the code, the other product's name. Empty when the field says it all. */
  readonly about: string;
}

export interface PriceAhead {
  readonly fromMs: number;
  readonly priceMinor: number;
}

/** A product as it is typed in: everything about it but its id. Amounts are minor units of the shop's currency. */
export interface ProductDraft {
  readonly name: { readonly en: string; readonly zhHans: string; readonly zhHant: string };
  readonly codes: readonly string[];
  readonly plu: string | null;
  readonly priceMinor: number;
  readonly taxRateId: string | null;
  readonly categoryId: string;
  readonly picture: string;
  /** A hue of its own; null takes the category's. */
  readonly colour: string | null;
  /** Stock at or below this is low, thousandths; null: nobody watches it. */
  readonly lowStockMilli: number | null;
  readonly archived: boolean;
  /** Oldest first, each instant once. */
  readonly pricesAhead: readonly PriceAhead[];
  /** Absent: sold by the piece at its price, to anybody. */
  readonly kind?: ProductKind | undefined;
}

const CODE = /^[\x21-\x7e]{1,64}$/;
const PLU = /^\d{1,6}$/;
/** A spreadsheet that took a code for a number writes it back like this; the digits are lost. */
const SPREADSHEET_NUMBER = /^\d(?:[.,]\d+)?E\+?\d+$/i;

export const isPicture = (text: string): text is Picture => PICTURES.some((picture) => picture === text);

/** A number as long as an EAN-8, UPC-A, EAN-13 or GTIN-14 is taken to be one (hardware.md 2.1). */
export const hasBadCheckDigit = (code: string): boolean => isDigits(code) && [8, 12, 13, 14].includes(code.length) && toGtin14(code) === null && expandUpcE(code) === null;

export function codeProblem(code: string): ProductProblem | null {
  if (SPREADSHEET_NUMBER.test(code)) return 'codeSpreadsheet';
  if (!CODE.test(code)) return 'codeForm';
  return hasBadCheckDigit(code) ? 'codeCheckDigit' : null;
}

export interface ShopFacts {
  readonly taxMode: 'none' | 'inclusive' | 'exclusive';
  readonly taxRateIds: readonly string[];
  readonly defaultRateId: string | null;
}

/** Everything that can be said of a product without looking at the others. Empty when it is right. */
export function draftProblems(draft: ProductDraft, shop: ShopFacts): readonly FieldProblem[] {
  const problems: FieldProblem[] = [];
  const put = (field: FieldProblem['field'], problem: ProductProblem, about = ''): void => {
    problems.push({ field, problem, about: about.slice(0, 80) });
  };
  const { name, codes, plu, priceMinor, taxRateId, picture, colour, lowStockMilli, pricesAhead } = draft;
  if (name.en.trim() === '') put('nameEn', 'nameMissing');
  for (const [field, text] of [['nameEn', name.en], ['nameHans', name.zhHans], ['nameHant', name.zhHant]] as const) {
    if (text.length > NAME_LENGTH_MAX) put(field, 'nameTooLong');
  }
  if (codes.length > CODES_MAX) put('codes', 'tooManyCodes');
  const seen = new Set<string>();
  for (const code of codes) {
    const problem = codeProblem(code);
    if (problem !== null) put('codes', problem, code);
    else if (seen.has(codeKey(code))) put('codes', 'codeTwice', code);
    if (problem === null) seen.add(codeKey(code));
  }
  if (plu !== null && !PLU.test(plu)) put('plu', 'pluForm', plu);
  if (!isPrice(priceMinor)) put('price', 'priceForm');
  if (taxRateId !== null && !shop.taxRateIds.includes(taxRateId)) put('taxRate', 'taxUnknown', taxRateId);
  if (taxRateId === null && shop.taxMode !== 'none' && shop.defaultRateId === null) put('taxRate', 'taxMissing');
  if (!isPicture(picture)) put('picture', 'pictureUnknown', picture);
  if (colour !== null && !isColour(colour)) put('colour', 'colourUnknown', colour);
  if (lowStockMilli !== null && !(Number.isSafeInteger(lowStockMilli) && lowStockMilli >= 0 && lowStockMilli <= STOCK_MILLI_MAX)) put('lowStock', 'lowStockForm');
  if (pricesAhead.length > PRICES_AHEAD_MAX) put('pricesAhead', 'tooManyPricesAhead');
  else if (new Set(pricesAhead.map((ahead) => ahead.fromMs)).size < pricesAhead.length || !pricesAhead.every(isAhead)) put('pricesAhead', 'pricesAheadForm');
  for (const [field, problem] of kindProblems(draft.kind ?? PLAIN)) put(field, problem);
  return problems;
}

/** What is wrong with how it is sold, as far as one product tells; whether a pack's piece exists, only the catalog knows. */
function kindProblems({ soldBy, openPrice, minAge, pack, variantGroup, variantLabel }: ProductKind): readonly (readonly [ProductField, ProductProblem])[] {
  const problems: (readonly [ProductField, ProductProblem])[] = [];
  if (minAge !== null && !(Number.isSafeInteger(minAge) && minAge >= 1 && minAge <= AGE_MAX)) problems.push(['minAge', 'minAgeForm']);
  if (pack !== null) {
    if (pack.productId === '' || !Number.isSafeInteger(pack.quantity) || pack.quantity < 1 || pack.quantity > PACK_QUANTITY_MAX) problems.push(['pack', 'packForm']);
    if (isWeighed(soldBy) || (openPrice && pack.priced === 'pieces')) problems.push(['pack', 'packByWeight']);
  }
  if ((variantGroup === null) !== (variantLabel === null)) problems.push(['variant', 'variantHalf']);
  if ([variantGroup, variantLabel].some((text) => text !== null && (text.trim() === '' || text.length > VARIANT_TEXT_MAX || text.split('|').length > 3))) problems.push(['variant', 'variantForm']);
  return problems;
}

const isPrice = (priceMinor: number): boolean => Number.isSafeInteger(priceMinor) && priceMinor >= 0 && priceMinor <= PRICE_MINOR_MAX;
/** Until the year 2100, as whole milliseconds. */
const isAhead = ({ fromMs, priceMinor }: PriceAhead): boolean => Number.isSafeInteger(fromMs) && fromMs > 0 && fromMs < 4_102_444_800_000 && isPrice(priceMinor);

export interface FieldChange {
  readonly field: ProductField;
  readonly before: string;
  readonly after: string;
}

const aheadText = (list: readonly PriceAhead[]): string => list.map(({ fromMs, priceMinor }) => `${fromMs}=${priceMinor}`).join(' ');

/** A draft field by field as plain text: what the journal keeps of a change. */
const asText = (draft: ProductDraft): Readonly<Record<ProductField, string>> => ({
  nameEn: draft.name.en, nameHans: draft.name.zhHans, nameHant: draft.name.zhHant, codes: draft.codes.join(' '), plu: draft.plu ?? '', price: String(draft.priceMinor), taxRate: draft.taxRateId ?? '',
  category: draft.categoryId, picture: draft.picture, colour: draft.colour ?? '', lowStock: draft.lowStockMilli === null ? '' : String(draft.lowStockMilli), archived: draft.archived ? 'yes' : '',
  pricesAhead: aheadText(draft.pricesAhead), ...kindText(draft.kind ?? PLAIN),
});

/** How it is sold as text; what is usual is empty, so that it is no change of a product that is new. */
const kindText = ({ soldBy, openPrice, minAge, pack, variantGroup, variantLabel }: ProductKind): Readonly<Record<'soldBy' | 'openPrice' | 'minAge' | 'pack' | 'variant', string>> => ({
  soldBy: soldBy === 'piece' ? '' : soldBy, openPrice: openPrice ? 'yes' : '', minAge: minAge === null ? '' : String(minAge),
  pack: pack === null ? '' : `${pack.quantity} ${pack.productId} ${pack.priced}`, variant: variantGroup === null && variantLabel === null ? '' : `${variantGroup ?? ''} / ${variantLabel ?? ''}`,
});

/** What differs between two states of a product; `before` null: it is new. */
export function changesOf(before: ProductDraft | null, after: ProductDraft): readonly FieldChange[] {
  const old = before === null ? null : asText(before);
  const now = asText(after);
  return PRODUCT_FIELDS.flatMap((field) => ((old?.[field] ?? '') === now[field] ? [] : [{ field, before: old?.[field] ?? '', after: now[field] }]));
}
