import { codeKey } from '../../../shared/catalog/code-key.ts';
import type { Mapping } from '../../../shared/catalog/columns.ts';
import type { CsvRecord } from '../../../shared/catalog/csv.ts';
import { codesIn, draftOfRow, rowValues, type RowShop, type RowValues } from '../../../shared/catalog/import-row.ts';
import { CATEGORIES_MAX, IMPORT_PROBLEMS_MAX } from '../../../shared/catalog/limits.ts';
import { COLOURS, DEFAULT_PICTURE, isColour } from '../../../shared/catalog/looks.ts';
import { changesOf, isPicture, type FieldProblem } from '../../../shared/catalog/product-rules.ts';
import { isWeighed, PLAIN } from '../../../shared/catalog/kinds.ts';
import { fold } from '../../../shared/catalog/words.ts';
import type { ImportSummary } from '../../../shared/contract/catalog-views.ts';
import type { ProductRecord } from '../../journal/catalog-edits.ts';
import type { CatalogCategory } from '../../journal/catalog-import.ts';

export interface ImportPlanParts {
  readonly mapping: Mapping;
  readonly absent: 'keep' | 'archive';
  readonly shop: RowShop;
  readonly categories: readonly CatalogCategory[];
  /** In display order, archived ones too. */
  readonly records: Iterable<ProductRecord>;
  readonly uuid: () => string;
}

/** What an import would do; nothing is written. */
export interface ImportPlan {
  readonly summary: ImportSummary;
  /** Every product as it would be: those there were in their order, then the new ones in the file's. */
  readonly products: readonly ProductRecord[];
  /** The new and changed ones among them. */
  readonly written: readonly ProductRecord[];
  readonly categories: readonly CatalogCategory[];
  readonly prices: readonly { readonly productId: string; readonly beforeMinor: number; readonly afterMinor: number }[];
}

export interface Planner {
  /** The next row of the file, without its headers. */
  add(record: CsvRecord): void;
  rows(): number;
  finish(): ImportPlan;
}

const PRICES_MAX = 500;
const ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
/** Where new products without a category go. */
const OTHER = { categoryId: 'other', name: { en: 'Other', zhHans: '其他', zhHant: '其他' } } as const;

interface Touched {
  readonly record: ProductRecord;
  readonly line: number;
}

/** Holds the rows of a file against the catalog. A row is about the product with its id, else with one of its codes, else with its PLU, else with its name; or a new one. */
export function planImport({ mapping, absent, shop, categories, records, uuid }: ImportPlanParts): Planner {
  const before = new Map<string, ProductRecord>();
  const byCode = new Map<string, string>();
  const byPlu = new Map<string, string>();
  const byName = new Map<string, string | null>();
  const knownByName = !mapping.some((field) => field === 'productId' || field === 'codes' || field === 'plu');
  for (const record of records) {
    before.set(record.productId, record);
    for (const code of record.codes) byCode.set(codeKey(code), record.productId);
    if (record.plu !== null) byPlu.set(record.plu, record.productId);
    if (knownByName) for (const name of new Set(Object.values(record.name).map(fold))) byName.set(name, byName.has(name) && byName.get(name) !== record.productId ? null : record.productId);
  }
  const touched = new Map<string, Touched>();
  const shelves = prepareCategories(categories);
  const problems: ImportSummary['problems'] = [];
  const wrongLines = new Set<number>();
  let rows = 0;

  const wrong = (line: number, problem: FieldProblem): void => {
    wrongLines.add(line);
    if (problems.length < IMPORT_PROBLEMS_MAX) problems.push({ line, ...problem });
  };

  /** The product a row is about; null: a new one. */
  function ownerOf(values: RowValues): string | null {
    if (values.productId !== undefined && values.productId !== '') return values.productId;
    for (const code of codesIn(values.codes ?? '')) {
      const owner = byCode.get(codeKey(code));
      if (owner !== undefined) return owner;
    }
    const ofPlu = values.plu === undefined ? undefined : byPlu.get(values.plu);
    if (ofPlu !== undefined) return ofPlu;
    const name = values.nameEn || values.name || values.nameHans || values.nameHant || '';
    return (knownByName ? byName.get(fold(name)) : undefined) ?? null;
  }

  return {
    rows: () => rows,
    add({ fields, line, trouble }) {
      rows += 1;
      if (trouble !== null) {
        wrong(line, { field: 'row', problem: trouble, about: '' });
        return;
      }
      if (fields.some((field) => field.includes('\uFFFD'))) {
        wrong(line, { field: 'row', problem: 'encoding', about: '' });
        return;
      }
      const values = rowValues(fields, mapping);
      const productId = ownerOf(values);
      if (productId !== null && !ID.test(productId) && !before.has(productId)) {
        wrong(line, { field: 'productId', problem: 'idForm', about: productId.slice(0, 80) });
        return;
      }
      const earlier = productId === null ? undefined : touched.get(productId);
      if (earlier !== undefined) {
        wrong(line, { field: 'row', problem: 'sameProductTwice', about: String(earlier.line) });
        return;
      }
      const old = productId === null ? null : (before.get(productId) ?? null);
      const shelf = shelves.of(values, old === null);
      const { draft, problems: found } = draftOfRow(values, old, typeof shelf === 'object' ? (shelf?.categoryId ?? null) : null, shop);
      for (const problem of found) wrong(line, problem);
      if (typeof shelf === 'string') wrong(line, { field: 'category', problem: shelf, about: (values.category ?? '').slice(0, 80) });
      const record: ProductRecord = { ...draft, productId: productId ?? uuid(), currency: shop.currency };
      touched.set(record.productId, { record, line });
    },
    finish() {
      if (absent === 'archive') {
        for (const [productId, record] of before) if (!touched.has(productId) && !record.archived) touched.set(productId, { record: { ...record, archived: true }, line: 0 });
      }
      checkTaken();
      checkPacks();
      const added: ProductRecord[] = [];
      const changed: ProductRecord[] = [];
      const prices: { productId: string; beforeMinor: number; afterMinor: number }[] = [];
      let priceChanges = 0;
      let archived = 0;
      /** Changes that a row of the file asks for; products archived because they have no row are not. */
      let asked = 0;
      for (const { record, line } of touched.values()) {
        const old = before.get(record.productId);
        if (old === undefined) {
          added.push(record);
          continue;
        }
        if (changesOf(old, record).length === 0) continue;
        changed.push(record);
        if (line !== 0) asked += 1;
        if (record.archived && !old.archived) archived += 1;
        if (old.priceMinor === record.priceMinor) continue;
        priceChanges += 1;
        if (prices.length < PRICES_MAX) prices.push({ productId: record.productId, beforeMinor: old.priceMinor, afterMinor: record.priceMinor });
      }
      const kept = [...before.values()].map((record) => touched.get(record.productId)?.record ?? record);
      return {
        products: [...kept, ...added], written: [...changed, ...added], categories: shelves.all(), prices,
        summary: {
          rows, added: added.length, changed: changed.length, unchanged: Math.max(0, rows - wrongLines.size - added.length - asked), archived, priceChanges,
          newCategories: shelves.all().length - categories.length, wrongRows: wrongLines.size, problems: problems.sort((a, b) => a.line - b.line),
        },
      };
    },
  };

  /** A pack's piece is named by its id, a barcode or its PLU, of this file or of the catalog; it is a single thing itself. */
  function checkPacks(): void {
    if (![...touched.values()].some(({ record, line }) => line !== 0 && record.kind?.pack != null)) return;
    const after = (productId: string): ProductRecord | undefined => touched.get(productId)?.record ?? before.get(productId);
    const codes = new Map<string, string>();
    const plus = new Map<string, string>();
    for (const productId of new Set([...before.keys(), ...touched.keys()])) {
      const record = after(productId);
      for (const code of record?.codes ?? []) codes.set(codeKey(code), productId);
      if (record?.plu != null) plus.set(record.plu, productId);
    }
    for (const [productId, { record, line }] of touched) {
      const pack = record.kind?.pack;
      if (record.kind === undefined || pack == null || line === 0) continue;
      const pieceId = after(pack.productId) !== undefined ? pack.productId : (codes.get(codeKey(pack.productId)) ?? plus.get(pack.productId));
      const piece = pieceId === undefined ? undefined : after(pieceId);
      if (pieceId === undefined || piece === undefined || pieceId === productId) wrong(line, { field: 'pack', problem: 'packUnknown', about: pack.productId.slice(0, 80) });
      else if (piece.kind?.pack != null) wrong(line, { field: 'pack', problem: 'packOfPack', about: piece.name.en.slice(0, 80) });
      else if (isWeighed((piece.kind ?? PLAIN).soldBy)) wrong(line, { field: 'pack', problem: 'packByWeight', about: piece.name.en.slice(0, 80) });
      else touched.set(productId, { line, record: { ...record, kind: { ...record.kind, pack: { ...pack, productId: pieceId } } } });
    }
  }

  /** Each code and PLU belongs to one product, whoever of them is in the file. */
  function checkTaken(): void {
    const owners = new Map<string, { readonly name: string; readonly productId: string }>();
    const plus = new Map<string, { readonly name: string; readonly productId: string }>();
    const claim = (record: ProductRecord, line: number | null): void => {
      const mine = { name: record.name.en, productId: record.productId };
      for (const code of record.codes) {
        const key = codeKey(code);
        const owner = owners.get(key);
        if (owner === undefined) owners.set(key, mine);
        else if (line !== null && owner.productId !== mine.productId) wrong(line, { field: 'codes', problem: 'codeTaken', about: `${code} · ${owner.name}`.slice(0, 120) });
      }
      if (record.plu === null) return;
      const owner = plus.get(record.plu);
      if (owner === undefined) plus.set(record.plu, mine);
      else if (line !== null) wrong(line, { field: 'plu', problem: 'pluTaken', about: `${record.plu} · ${owner.name}`.slice(0, 120) });
    };
    for (const record of before.values()) if (!touched.has(record.productId)) claim(record, null);
    for (const { record, line } of touched.values()) claim(record, line === 0 ? null : line);
    for (const { record, line } of touched.values()) {
      const owner = record.plu === null ? undefined : owners.get(codeKey(record.plu));
      if (owner !== undefined && owner.productId !== record.productId && line !== 0) wrong(line, { field: 'plu', problem: 'pluTaken', about: `${record.plu ?? ''} · ${owner.name}`.slice(0, 120) });
    }
  }
}

/** Categories as rows name them: by id or by any of their names. One that is not there is made. */
function prepareCategories(categories: readonly CatalogCategory[]): {
  all(): readonly CatalogCategory[];
  /** Null: the row says nothing, and the product keeps its own. A text: why it cannot be. */
  of(values: RowValues, isNew: boolean): CatalogCategory | null | 'categoryForm' | 'tooManyCategories';
} {
  const all = [...categories];
  const byText = new Map<string, CatalogCategory>();
  const ids = new Map<string, CatalogCategory>();
  const know = (category: CatalogCategory): void => {
    ids.set(category.categoryId, category);
    for (const text of Object.values(category.name)) if (text !== '' && !byText.has(fold(text))) byText.set(fold(text), category);
  };
  for (const category of all) know(category);
  const make = (categoryId: string, name: CatalogCategory['name'], values: RowValues): CatalogCategory => {
    const position = /^\d{1,6}$/.test(values.categoryOrder ?? '') ? Number(values.categoryOrder) : all.reduce((most, category) => Math.max(most, category.position), -1) + 1;
    const { categoryColour: colour = '', categoryPicture: picture = '' } = values;
    const made = { categoryId, name, colour: isColour(colour) || /^#[0-9a-fA-F]{6}$/.test(colour) ? colour : (COLOURS[all.length % COLOURS.length] ?? COLOURS[0]), picture: isPicture(picture) ? picture : DEFAULT_PICTURE, position };
    all.push(made);
    know(made);
    return made;
  };
  return {
    all: () => all,
    of(values, isNew) {
      const text = values.category ?? '';
      if (text === '') return isNew ? (ids.get(OTHER.categoryId) ?? make(OTHER.categoryId, OTHER.name, {})) : null;
      const known = ids.get(text) ?? byText.get(fold(text));
      if (known !== undefined) return known;
      if (text.length > 200) return 'categoryForm';
      if (all.length >= CATEGORIES_MAX) return 'tooManyCategories';
      const en = values.categoryEn || text;
      let id = ID.test(text) ? text : '';
      for (let number = all.length + 1; id === '' || ids.has(id); number += 1) id = `category-${number}`;
      return make(id, { en, zhHans: values.categoryHans ?? en, zhHant: values.categoryHant ?? en }, values);
    },
  };
}
