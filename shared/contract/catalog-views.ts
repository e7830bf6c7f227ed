import * as z from 'zod';
import { COLUMN_FIELDS } from '../catalog/columns.ts';
import { SEPARATORS } from '../catalog/csv.ts';
import { AGE_MAX, PACK_QUANTITY_MAX, SOLD_BY, VARIANT_TEXT_MAX } from '../catalog/kinds.ts';
import { CODES_MAX, NAME_LENGTH_MAX, PRICE_MINOR_MAX, PRICES_AHEAD_MAX, STOCK_LINES_MAX, STOCK_MILLI_MAX } from '../catalog/limits.ts';
import { PRODUCT_FIELDS, PRODUCT_PROBLEMS } from '../catalog/product-rules.ts';
import { localName } from '../journal/entries.ts';
import { categoryView, errorView } from './views.ts';

/** Products as their editor sees them, stock, and a table of products on its way in. Amounts are minor units of the shop's currency, quantities thousandths. */
const id = z.string().min(1).max(64);
const count = z.int().min(0);
const priceMinor = z.int().min(0).max(PRICE_MINOR_MAX);
const priceAhead = z.object({ fromMs: z.int().min(0), priceMinor });

/** How a product is sold (catalog/kinds.ts); bounds are one wider than what is right, so that what is wrong is said at its field. */
export const productKind = z.object({
  soldBy: z.enum(SOLD_BY), openPrice: z.boolean(), minAge: z.int().min(0).max(AGE_MAX + 1).nullable(),
  pack: z.object({ productId: z.string().max(64), quantity: z.int().min(0).max(PACK_QUANTITY_MAX + 1), priced: z.enum(['own', 'pieces']) }).nullable(),
  variantGroup: z.string().trim().max(VARIANT_TEXT_MAX + 1).nullable(), variantLabel: z.string().trim().max(VARIANT_TEXT_MAX + 1).nullable(),
});

/** What is typed in the editor; bounds only, what is wrong with it is said field by field (`products.save`). */
export const productDraft = z.strictObject({
  name: z.strictObject({ en: z.string().trim().max(NAME_LENGTH_MAX + 1), zhHans: z.string().trim().max(NAME_LENGTH_MAX + 1), zhHant: z.string().trim().max(NAME_LENGTH_MAX + 1) }),
  codes: z.array(z.string().trim().min(1).max(100)).max(CODES_MAX + 1),
  plu: z.string().trim().min(1).max(20).nullable(),
  priceMinor,
  taxRateId: id.nullable(),
  categoryId: id,
  picture: z.string().max(40),
  colour: z.string().max(40).nullable(),
  lowStockMilli: z.int().min(0).max(STOCK_MILLI_MAX).nullable(),
  archived: z.boolean(),
  pricesAhead: z.array(priceAhead).max(PRICES_AHEAD_MAX + 1),
  kind: productKind.optional(),
});

export const fieldProblem = z.object({ field: z.enum([...PRODUCT_FIELDS, 'row', 'productId']), problem: z.enum(PRODUCT_PROBLEMS), about: z.string() });
export type FieldProblemView = z.infer<typeof fieldProblem>;

export const PRODUCT_FILTERS = ['sold', 'low', 'pricesAhead', 'archived'] as const;
export type ProductFilter = (typeof PRODUCT_FILTERS)[number];

export const stockedProduct = z.object({
  productId: id, name: localName, codes: z.array(z.string()), plu: z.string().nullable(), priceMinor: z.int(), taxRateId: z.string().nullable(), categoryId: z.string(), picture: z.string(), colour: z.string().nullable(),
  lowStockMilli: z.int().nullable(), archived: z.boolean(), pricesAhead: z.array(priceAhead), kind: productKind.optional(),
  /** Null: nobody has ever counted it or taken any in. Below 0: more was sold than was known of. */
  onHandMilli: z.int().nullable(),
});
export type StockedProduct = z.infer<typeof stockedProduct>;

export const stockMoveView = z.object({ atMs: z.number(), operator: z.string(), kind: z.enum(['received', 'adjusted', 'counted']), reason: z.string(), beforeMilli: z.int(), quantityMilli: z.int() });
export type StockMoveView = z.infer<typeof stockMoveView>;

/** A category as it is typed in; null is a new one. */
export const categoryForm = z.strictObject({
  categoryId: id.nullable(), name: z.strictObject({ en: z.string().trim().min(1).max(NAME_LENGTH_MAX), zhHans: z.string().trim().max(NAME_LENGTH_MAX), zhHant: z.string().trim().max(NAME_LENGTH_MAX) }),
  colour: z.string().max(40), picture: z.string().max(40),
});
export type CategoryForm = z.infer<typeof categoryForm>;

/** What the editor needs to know of the shop. `editable` false: the shop's own products in training. */
export const productShop = z.object({
  taxMode: z.enum(['none', 'inclusive', 'exclusive']), taxRates: z.array(z.object({ id, name: z.string(), ratePpm: count })), defaultRateId: z.string().nullable(), categories: z.array(categoryView), editable: z.boolean(),
});
export type ProductShop = z.infer<typeof productShop>;

/** `counted`: what lies there now. Otherwise what came in, or went out (negative, only when adjusted). */
export const stockMove = z.strictObject({
  kind: z.enum(['received', 'adjusted', 'counted']), reason: z.string().trim().max(200),
  lines: z.array(z.strictObject({ productId: id, quantityMilli: z.int().min(-STOCK_MILLI_MAX).max(STOCK_MILLI_MAX) })).min(1).max(STOCK_LINES_MAX),
});

export const IMPORT_ENCODINGS = ['utf-8', 'gbk', 'utf-16le'] as const;
export type ImportEncoding = (typeof IMPORT_ENCODINGS)[number];

export const importReading = z.strictObject({ encoding: z.enum(IMPORT_ENCODINGS), separator: z.enum(SEPARATORS) });
export type ImportReading = z.infer<typeof importReading>;

export const importMapping = z.array(z.enum(COLUMN_FIELDS).nullable()).max(100);

export const importPreview = z.object({
  ...importReading.shape, headers: z.array(z.string()), rows: z.array(z.array(z.string())),
  /** One entry per header, guessed. */
  mapping: importMapping,
});
export type ImportPreview = z.infer<typeof importPreview>;

export const importSummary = z.object({
  rows: count, added: count, changed: count, unchanged: count, archived: count, priceChanges: count, newCategories: count,
  /** Rows with something wrong; the first of their problems follow. */
  wrongRows: count, problems: z.array(z.object({ line: count, ...fieldProblem.shape })),
});
export type ImportSummary = z.infer<typeof importSummary>;

const step = { importId: id, file: z.string(), bytes: count };
/** Where an import stands, whole: a window that was away asks for it and is right again. */
export const importState = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('idle') }),
  z.object({ kind: z.literal('receiving'), ...step, bytesDone: count }),
  z.object({ kind: z.literal('mapping'), ...step, preview: importPreview, error: errorView.nullable() }),
  z.object({ kind: z.literal('checking'), ...step, preview: importPreview, bytesDone: count, rows: count }),
  z.object({ kind: z.literal('checked'), ...step, preview: importPreview, mapping: importMapping, summary: importSummary }),
  z.object({ kind: z.literal('writing'), ...step, rowsDone: count, rowsTotal: count }),
  z.object({ kind: z.literal('done'), ...step, summary: importSummary }),
  z.object({ kind: z.literal('failed'), ...step, error: errorView }),
]);
export type ImportState = z.infer<typeof importState>;
